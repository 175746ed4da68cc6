"""Codebook: a reader's own categories, counted on characters in each article, with every hit as evidence."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from tifaku.corpus.encodings import decode
from tifaku.datasets import Dataset
from tifaku.tables.matching import NUMERALS, Sought, find_strings
from tifaku.tables.measures import LEAST_ARTICLES, false_discovery, rank_sum_of_values, refused
from tifaku.text.documents import Document, as_documents

FILE = "codebook.tsv"
HITS = ["formulation", "kind", "doc_id", "surface", "start", "end", "pattern"]
_SLOT = re.compile(r"\*|(?<![A-Za-z])[XYZN](?![A-Za-z])")
_WORD = r"[^\W\d_]"  # a letter or Chinese character
_FILLERS = {"*": r"[^\n。！？；]{0,10}?", "N": f"[{NUMERALS}]{{1,4}}"}


class Code(NamedTuple):
    """One row of a codebook: a pattern, the category it stands for, and the reader's note."""

    category: str
    pattern: str
    note: str = ""


def read_codebook(path: str | Path) -> list[Code]:
    """The rows of a codebook: a file with tabs (or commas) whose first line names category, pattern and, perhaps, note.

    Rows without category or pattern are left out. ValueError, with what to do, if a column is missing.
    """
    lines = [line for line in decode(Path(path).read_bytes()).text.splitlines() if line.strip() and not line.startswith("#")]
    table = list(csv.DictReader(lines, delimiter="\t" if lines and "\t" in lines[0] else ","))
    names = set(table[0]) if table else {"category", "pattern"}
    if missing := {"category", "pattern"} - names:
        raise ValueError(
            f"{Path(path).name} has no column {', '.join(sorted(missing))}: give its first line category, pattern, note"
        )
    rows = (Code(*((row.get(name) or "").strip() for name in Code._fields)) for row in table)
    return [row for row in rows if row.category and row.pattern]


def code(docs: Iterable[Document], codebook: Sequence[Code | tuple[str, str]] | None = None) -> pd.DataFrame:
    """One row per hit, article by article: formulation (the category), kind, doc_id, surface, its passage, and the pattern.

    A pattern is a plain string, matched on characters as terms are (`uses`), or has slots: X, Y or Z for one to six
    characters without a mark between, N for a numeral, * for up to ten characters of the same sentence. Of hits of one
    category that overlap the longest counts. Without a codebook that of codebook.tsv beside a Corpus is used, if there is one.
    `tifaku.lives(hits, docs, period)` gives the life of each category,
    `per_article` its counts for each article.

    >>> hits = code(["抓班子强队伍，抓基层强基础。"], [("ranks", "抓X强Y"), ("ranks", "基层")])  # 'grasp X, strengthen Y'
    >>> hits[["formulation", "surface", "pattern"]].values.tolist()
    [['ranks', '抓班子强队伍', '抓X强Y'], ['ranks', '抓基层强基础', '抓X强Y']]

    Limit: a string is not a sense; read a sample of the hits before you count them.
    """
    docs = docs.sample() if isinstance(docs, Dataset) else docs
    codes = [Code(*row) for row in (_beside(docs) if codebook is None else codebook)]
    docs = as_documents(docs)
    found = [*_plain(docs, codes), *_slotted(docs, codes)]
    rows = [
        (doc.category, "category", docs[at].doc_id, docs[at].text[a:b], a, b, doc.pattern) for at, a, b, doc in _longest(found)
    ]
    table = pd.DataFrame(rows, columns=HITS)
    if not codes:
        table.attrs["notice"] = f"there is no {FILE} beside the articles"
    return table


def _beside(docs: object) -> list[Code]:
    folder = getattr(docs, "folder", None)
    return read_codebook(folder / FILE) if folder and (folder / FILE).is_file() else []


def _plain(docs: list[Document], codes: list[Code]) -> Iterator[tuple[int, int, int, Code]]:
    plain = [one for one in codes if not _SLOT.search(one.pattern)]
    hits = find_strings(docs, [Sought(one.category, one.pattern) for one in plain])
    for at, which, start, end in zip(*(column.tolist() for column in hits)):
        yield at, start, end, plain[which]


def _slotted(docs: list[Document], codes: list[Code]) -> Iterator[tuple[int, int, int, Code]]:
    patterns = [(one, _regex(one.pattern)) for one in codes if _SLOT.search(one.pattern)]
    for at, doc in enumerate(docs):
        for start, end in doc.body_spans:
            for one, pattern in patterns:
                yield from ((at, *match.span(), one) for match in pattern.finditer(doc.text, start, end))


def _regex(pattern: str) -> re.Pattern[str]:
    """A slot at the very end takes what it can get, to the end of the clause at most; others as little as will do."""
    parts, last = [], 0
    for slot in _SLOT.finditer(pattern):
        lazy = "?" if slot.end() < len(pattern) else ""
        parts += [re.escape(pattern[last : slot.start()]), _FILLERS.get(slot[0], f"{_WORD}{{1,6}}{lazy}")]
        last = slot.end()
    return re.compile("".join(parts) + re.escape(pattern[last:]))


def _longest(found: Iterable[tuple[int, int, int, Code]]) -> list[tuple[int, int, int, Code]]:
    """Of overlapping hits of one category the longest, in order of article, place and category."""
    kept: list[tuple[int, int, int, Code]] = []
    ends: dict[tuple[int, str], list[tuple[int, int]]] = {}
    for at, start, end, one in sorted(found, key=lambda hit: (hit[0], hit[1] - hit[2], hit[1], hit[3])):
        taken = ends.setdefault((at, one.category), [])
        if all(end <= a or b <= start for a, b in taken):
            taken.append((start, end))
            kept.append((at, start, end, one))
    return sorted(kept)


def compare_categories(hits: pd.DataFrame, docs: Iterable[Document], by: Mapping[str, object]) -> pd.DataFrame:
    """One row per group and category, groups in order, the surest first: is a category more frequent in a group than outside?

    group, category, articles (of the group), share of them with a hit, per_10k: mean hits in 10,000 characters of an article;
    of_others, share_of_others, per_10k_of_others: the same of all articles of other groups; p: Wilcoxon–Mann–Whitney over the
    articles' rates, two-sided; q: after Benjamini & Hochberg (1995) over all rows. by: the group of each doc_id, as
    `corpus.facts("province")`. A group of fewer than 10 articles, or with fewer than 10 outside it, is left out.

    Limit: articles are taken as drawn independently, and a pattern as saying what its category says.
    """
    columns = ["group", "category", "articles", "share", "per_10k", "of_others", "share_of_others", "per_10k_of_others", "p", "q"]
    rates = per_article(hits, docs).pivot(index="doc_id", columns="category", values="per_10k")
    group = pd.Series([by.get(name) for name in rates.index], index=rates.index, dtype=object).dropna()
    size = group.value_counts().sort_index()
    large = size[(size >= LEAST_ARTICLES) & (len(group) - size >= LEAST_ARTICLES)].index
    said = f"no group has {LEAST_ARTICLES} articles with {LEAST_ARTICLES} outside it, and a hit"
    if large.empty or rates.columns.empty:
        return refused(columns, hits.attrs.get("notice") or said)
    rows = []
    for name in large:
        own = (group == name).to_numpy()
        for category, rate in rates.loc[group.index].items():
            p = rank_sum_of_values(rate.to_numpy(), own)
            rows.append((name, category, *_summed(rate[own]), *_summed(rate[~own]), p))
    table = pd.DataFrame(rows, columns=columns[:-1])
    table["q"] = false_discovery(table["p"].to_numpy())
    return table.sort_values(["group", "p", "category"], kind="stable", ignore_index=True)


def _summed(rate: pd.Series) -> tuple[int, float, float]:
    return len(rate), float((rate > 0).mean()), float(rate.mean())


def per_article(hits: pd.DataFrame, docs: Iterable[Document]) -> pd.DataFrame:
    """One row per article and category, also where there is no hit: doc_id, category, n, characters, per_10k characters."""
    docs = as_documents(docs)
    names = sorted(set(hits["formulation"]))
    size = {doc.doc_id: sum(not c.isspace() for c in doc.body) for doc in docs}
    every = pd.MultiIndex.from_product([list(size), names], names=["doc_id", "category"])
    n = hits.groupby(["doc_id", "formulation"]).size()
    table = (
        n.reindex(every, fill_value=0).rename("n").reset_index()
        if len(every)
        else pd.DataFrame(columns=["doc_id", "category", "n"])
    )
    table["characters"] = table["doc_id"].map(size)
    table["per_10k"] = table["n"] * 10_000 / table["characters"].clip(lower=1)
    return table

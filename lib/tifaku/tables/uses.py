"""Uses: where formulations stand in the articles, passage by passage, and in which variants, when and where."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from tifaku.corpus.encodings import decode
from tifaku.datasets import Dataset
from tifaku.formulas.grammar import head_patterns
from tifaku.gazetteer.baseline import counted
from tifaku.slogans.templates import Frame, frames_of
from tifaku.study import find
from tifaku.tables.matching import Sought, find_strings, folded
from tifaku.tables.periods import periods
from tifaku.text.corpora import Corpus
from tifaku.text.documents import Document, as_documents, place_of
from tifaku.text.findings import Findings

#: The reader's own list beside a corpus: a term a line, or a table with the columns term and variants (separated by ;).
TERMS = "terms.tsv"
SHORT = 3  # characters up to which a variant counts between quotation marks only
_FIXED = re.compile("[^A-Z]+")  # capital letters are slots
COLUMNS = ["formulation", "kind", "doc_id", "surface", "start", "end"]

Terms = Iterable[str] | Mapping[str, Iterable[str]]


class Uses(NamedTuple):
    """Occurrences as columns of numbers: of a name and an article, with the passage start:end; first terms, then findings.

    kinds and surfaces are those of the findings; of the terms the kind is term and the surface is the passage.
    """

    names: np.ndarray
    name: np.ndarray
    article: np.ndarray
    start: np.ndarray
    end: np.ndarray
    kinds: Sequence[str] = ()
    surfaces: Sequence[str] = ()

    def said(self, docs: Sequence[Document]) -> list[str]:
        """The wording of each occurrence."""
        terms = len(self.name) - len(self.surfaces)
        spans = zip(self.article[:terms].tolist(), self.start[:terms].tolist(), self.end[:terms].tolist())
        return [*(docs[article].text[start:end] for article, start, end in spans), *self.surfaces]


def uses(
    docs: Document | str | Iterable[Document], terms: Terms | None = None, found: Findings | None = None, fold: bool = False
) -> pd.DataFrame:
    """One row per occurrence, article by article: formulation, kind, doc_id, surface, and its passage text[start:end].

    kind: formula, frame (the formulation is its template, 抓X强Y 'grasp X, strengthen Y', the surface one member; templates
    that are fixed at one place only, as X化, are left out) or term.
    Terms are looked for in the characters of the body, quotation marks disregarded, and not inside a longer number
    (三个代表 'three represents', not 第三个代表 'the third deputy'). The choice of formulations is that of `lifecycle`.

    fold: width, blanks and simple numerals don't matter (11357 = １１３５７, 两个 = 2个), and the variants that the baseline
    counts as one name are one (四好农村公路 is 四好农村路); a variant of up to three characters counts between quotation marks.
    """
    docs, asked = held(docs), wordings(docs, terms)
    found = find(docs) if terms is None and found is None else found
    documents = as_documents(docs)
    at = find_uses(documents, asked, found if terms is None else None, fold)
    doc_ids = np.array([doc.doc_id for doc in documents], dtype=object)
    kinds = ["term"] * (len(at.name) - len(at.kinds)) + list(at.kinds)
    columns = (at.names[at.name], kinds, doc_ids[at.article], at.said(documents), at.start, at.end)
    table = pd.DataFrame(dict(zip(COLUMNS, columns)), columns=COLUMNS)
    table.attrs["fold"] = fold
    return table


def most_used(used: pd.DataFrame, most: int = 50) -> pd.DataFrame:
    """The rows of a `uses` table for the `most` formulations that stand in most articles, and in two at least."""
    spread = used.groupby("formulation")["doc_id"].nunique()
    kept = spread[spread > 1].sort_values(ascending=False, kind="stable").head(most).index
    return used[used["formulation"].isin(kept)].reset_index(drop=True)


def by_use(table: pd.DataFrame, used: pd.DataFrame) -> pd.DataFrame:
    """The rows of a table with a column formulation, those first whose formulation most articles of the `uses` table have."""
    spread = used.groupby("formulation")["doc_id"].nunique().sort_values(ascending=False, kind="stable")
    rank = pd.Series(range(len(spread)), index=spread.index)
    return table.iloc[table["formulation"].map(rank).argsort(kind="stable")].reset_index(drop=True)


def held(docs: Document | str | Iterable[Document]) -> Iterable[Document]:
    """Articles that can be gone through twice: a corpus, which knows its folder, the sample of a dataset, or a list."""
    docs = docs.sample() if isinstance(docs, Dataset) else docs
    return docs if isinstance(docs, Corpus) else as_documents(docs)


def find_uses(docs: Sequence[Document], asked: Mapping[str, list[str]], found: Findings | None, fold: bool) -> Uses:
    """The occurrences of the terms asked for and of what was found, in columns of numbers."""
    terms = _of_terms(docs, asked, fold)
    if found is None:
        return terms
    rows = _of_findings(found, fold)
    number = {doc.doc_id: at for at, doc in enumerate(docs)}
    rows = [row for row in rows if row[0] not in asked and row[2] in number]
    names, kinds, doc_ids, surfaces, start, end = zip(*rows) if rows else ((),) * 6
    code, own = pd.factorize(np.array(names, dtype=object))
    article = np.fromiter(map(number.__getitem__, doc_ids), dtype=np.int64, count=len(rows))
    columns = ((terms.name, code + len(terms.names)), (terms.article, article), (terms.start, start), (terms.end, end))
    name, article, starts, ends = (np.concatenate([a, np.asarray(b, dtype=np.int64)]) for a, b in columns)
    return Uses(np.concatenate([terms.names, own]), name, article, starts, ends, kinds, surfaces)


def _of_findings(found: Findings, fold: bool) -> list[tuple]:
    name = _names_of(Counter(formula.surface for formula in found.formulas)) if fold else {}
    rows = [(name.get(f.surface, f.surface), "formula", f.doc_id, f.surface, f.start, f.end) for f in found.formulas]
    for frame in moulds(found):
        rows += [(frame.template, "frame", m.doc_id, m.segment, m.start, m.end) for m in frame.members]
    return rows


def moulds(found: Findings) -> list[Frame]:
    """The slogan frames that hold a formulation: fixed characters on both sides of a slot (抓X强Y), or a plus (党建+X).

    What is fixed at one place only (X化, 新X 'new') is an affix that any word takes, and has no life of its own.
    """
    return [frame for frame in frames_of(found.slogans) if "+" in frame.template or len(_FIXED.findall(frame.template)) > 1]


def _names_of(surfaces: Counter[str]) -> dict[str, str]:
    """The name that each surface is counted under: that of the baseline's family, else its most frequent wording."""
    groups: dict[str, list[str]] = defaultdict(list)
    for surface, _ in sorted(surfaces.items(), key=lambda item: (-item[1], item[0])):
        known = counted(surface, fold=True)
        groups[folded(known.formulation if known and known.folded else surface)].append(surface)
    return {surface: group[0] for group in groups.values() for surface in group}


def _of_terms(docs: Sequence[Document], asked: Mapping[str, list[str]], fold: bool) -> Uses:
    sought = [Sought(name, string) for name, strings in asked.items() for string in strings]
    if fold:
        sought += [Sought(name, other, len(other) <= SHORT) for name in asked for other in _variants(name)]
    number = {name: at for at, name in enumerate(asked)}
    hits = find_strings(docs, sought, fold)
    name = np.array([number[one.name] for one in sought], dtype=np.int64)[hits.sought]
    at = Uses(np.array(list(asked), dtype=object), name, hits.article, hits.start, hits.end)
    return at if len(sought) == len(asked) else _longest(at)


def _longest(at: Uses) -> Uses:
    """Without wordings of a name inside longer ones of it: 中央八项规定 is not 八项规定 'eight rules' a second time."""
    if not len(at.name):
        return at
    group = at.name * (at.article.max() + 1) + at.article
    ends = group * (at.end.max() + 1) + at.end  # they grow from group to group, so that the furthest so far is of the same
    order = np.lexsort((-ends, at.start, group))
    furthest = np.maximum.accumulate(ends[order])
    kept = np.sort(order[np.append(True, ends[order][1:] > furthest[:-1])])
    return at._replace(name=at.name[kept], article=at.article[kept], start=at.start[kept], end=at.end[kept])


def _variants(name: str) -> tuple[str, ...]:
    known = counted(name, fold=True)
    return known.folded if known else ()


def wordings(docs: object, terms: Terms | None) -> dict[str, list[str]]:
    """Each term with the strings that count as it, its own first; None: those of terms.tsv beside the corpus."""
    if terms is None:
        folder = getattr(docs, "folder", None)
        return read_terms(folder / TERMS) if folder and (folder / TERMS).is_file() else {}
    if isinstance(terms, str):
        terms = [terms]
    pairs = terms.items() if isinstance(terms, Mapping) else ((term, ()) for term in terms)
    return {term: [term, *others] for term, others in pairs if folded(term)}


def read_terms(path: str | Path) -> dict[str, list[str]]:
    """A reader's list of terms from a file: each name with the strings that count as it.

    One term a line; or a tab-separated table whose first line names the columns term and, where wanted, variants
    (separated by ;); other columns are the reader's own. Blank lines and lines that begin with # are left out.
    """
    lines = [line for line in decode(Path(path).read_bytes()).text.splitlines() if line.strip() and not line.startswith("#")]
    table = list(csv.reader(lines, delimiter="\t"))
    head = [cell.strip().lower() for cell in table[0]] if table else []
    at: dict[str, int] = {name: head.index(name) for name in ("term", "variants") if name in head}
    rows = table[1:] if "term" in at else table
    return dict(_term(row, at) for row in rows if _cell(row, at.get("term", 0)))


def _term(row: list[str], at: Mapping[str, int]) -> tuple[str, list[str]]:
    term = _cell(row, at.get("term", 0))
    others = _cell(row, at["variants"]).split(";") if "variants" in at else []
    return term, [term, *filter(None, map(str.strip, others))]


def _cell(row: list[str], at: int) -> str:
    return row[at].strip() if at < len(row) else ""


_VARIANTS = ["frame", "kind", "variant", "period", "articles", "n", "places", "doc_ids", "doc_id", "start", "end"]


def variants(docs: Iterable[Document], period: str = "year", found: Findings | None = None) -> pd.DataFrame:
    """One row per frame, variant and period in which it stands, frames in most articles first: who fills it how, and when.

    frame: a slogan's template (抓X强Y 'grasp X, strengthen Y') with its segments as variants, or the heads that formulas share
    under other numerals (抓…度 of 四抓四度 'four grasps, four degrees' and 五抓五度), kind says which; period: empty where the
    article has none; articles, n: with the variant, and occurrences; places: their names, doc_ids: the articles, joined by |;
    doc_id, start, end: the first passage. Frames that are fixed at one place only (X化) are left out, as in `uses`.
    Only frames with two variants in two articles have rows.
    """
    docs = as_documents(docs)
    found = find(docs) if found is None else found
    when = {doc.doc_id: one.period for doc, one in zip(docs, periods(docs, period))}
    place = {doc.doc_id: place_of(doc) for doc in docs}
    table = pd.DataFrame([*_members(found), *_relatives(found)], columns=["frame", "kind", "variant", "doc_id", "start", "end"])
    spread = table.groupby("frame")[["variant", "doc_id"]].nunique()
    kept = spread[(spread > 1).all(axis=1)]["doc_id"]
    table = table[table["frame"].isin(kept.index)].drop_duplicates().sort_values(["doc_id", "start"], kind="stable")
    table = table.assign(period=table["doc_id"].map(when), place=table["doc_id"].map(place), size=table["frame"].map(kept))
    rows = (
        table.astype({"period": object})
        .fillna({"period": ""})
        .groupby(["size", "frame", "kind", "variant", "period"], sort=False)
    )
    out = rows.agg(
        articles=("doc_id", "nunique"), n=("doc_id", "size"), places=("place", _joined), doc_ids=("doc_id", _joined),
        first_id=("doc_id", "first"), start=("start", "first"), end=("end", "first"),
    ).rename(columns={"first_id": "doc_id"})  # fmt: skip
    out = out.reset_index()
    order = out.assign(when=out["period"].astype(str)).sort_values(
        ["size", "frame", "when", "variant"], ascending=[False, True, True, True], kind="stable"
    )
    return order[_VARIANTS].reset_index(drop=True)


def _members(found: Findings) -> Iterator[tuple]:
    for frame in moulds(found):
        for member in frame.members:
            yield frame.template, "frame", member.segment, member.doc_id, member.start, member.end


def _relatives(found: Findings) -> Iterator[tuple]:
    """The formulas whose heads other formulas have too, under other numerals."""
    shared: dict[tuple, set[str]] = defaultdict(set)
    for surface in {formula.surface for formula in found.formulas}:
        for frame in head_patterns(surface)[:1]:
            shared[frame].add(surface)
    named = {surface: "…".join(frame) for frame, surfaces in shared.items() if len(surfaces) > 1 for surface in surfaces}
    for formula in found.formulas:
        if formula.surface in named:
            yield named[formula.surface], "family", formula.surface, formula.doc_id, formula.start, formula.end


def _joined(names: pd.Series) -> str:
    return "|".join(sorted(set(names) - {""}))

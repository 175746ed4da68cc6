"""Lifecycle: when, how widely and in which variants formulations are used in a corpus, as shares of the articles of a period."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import numpy as np
import pandas as pd

from tifaku.corpus.encodings import decode
from tifaku.datasets import Dataset
from tifaku.gazetteer.baseline import counted
from tifaku.slogans.frames import frames_of
from tifaku.study import find
from tifaku.tables.matching import Sought, find_strings, folded
from tifaku.tables.measures import refused, wilson
from tifaku.tables.periods import When, notice, periods
from tifaku.text.corpora import Corpus
from tifaku.text.documents import Document, as_documents, place_of
from tifaku.text.findings import Findings

#: The reader's own list beside a corpus: a term a line, or a table with the columns term and variants (separated by ;).
TERMS = "terms.tsv"
#: A formulation that is found, not asked for, is a row from this many articles on.
LEAST = 2
SHORT = 3  # characters up to which a variant counts between quotation marks only
USES = ["formulation", "kind", "doc_id", "surface", "start", "end"]
COLUMNS = ["formulation", "period", "articles", "of_articles", "share", "low", "high", "n", "places", "first", "last"]

Terms = Iterable[str] | Mapping[str, Iterable[str]]


def lifecycle(
    docs: Document | str | Iterable[Document],
    terms: Terms | None = None,
    period: str = "year",
    found: Findings | None = None,
    fold: bool = False,
) -> pd.DataFrame:
    """One row per formulation and period that has articles, in order of both: in what share of its articles it stands.

    articles: those that hold it; of_articles: all of the period; share (0 to 1) with its 95 % interval (low, high; Wilson
    1927); n: occurrences; places: different ones; first, last: dates of the first and last of these articles, "" where there
    is none. A period with articles and no hit has share 0; one without articles has no row. `uses` gives the passages.

    terms: only these strings, matched on characters as `uses` says, or a mapping of name to further wordings; None: the
    numbered formulas and slogan frames that are in at least two articles, and terms.tsv beside the corpus. period: year,
    half, quarter, month, or a column of sources.tsv. found: what `tifaku.find(docs)` gave. fold: variants are one
    formulation, and a column `folded` says which wordings a row holds.

    attrs["notice"] says what the table can't show: articles without a date (they are in no row; attrs["undated"] counts
    them for each formulation), dates before 1921 or in the future, one period only, periods of fewer than 30 articles.
    Without any dated article there are no rows.

    >>> from tifaku.text.documents import Document, Fact
    >>> said = {2019: "做好“六稳”工作。", 2020: "“六稳”“六保”。", 2021: "乡村振兴。"}  # 'six stabilities', 'six guarantees'
    >>> docs = [Document(str(year), text, text, metadata={"date": Fact(f"{year}-03-01")}) for year, text in said.items()]
    >>> lifecycle(docs, ["六稳"])[["period", "articles", "of_articles", "share", "first"]].values.tolist()
    [[2019, 1, 1, 1.0, '2019-03-01'], [2020, 1, 1, 1.0, '2020-03-01'], [2021, 0, 1, 0.0, '']]

    Limits: the interval takes articles as drawn independently; reprints make it too narrow. A string is not a sense.
    """
    docs = _held(docs)
    asked = _wordings(docs, terms)
    return lives(_uses(docs, asked, terms is None, found, fold), docs, period, asked)


def _held(docs: Document | str | Iterable[Document]) -> Iterable[Document]:
    """Articles that can be gone through twice: a corpus, which knows its folder, the sample of a dataset, or a list."""
    docs = docs.sample() if isinstance(docs, Dataset) else docs
    return docs if isinstance(docs, Corpus) else as_documents(docs)


def lives(used: pd.DataFrame, docs: Iterable[Document], period: str = "year", asked: Iterable[str] = ()) -> pd.DataFrame:
    """The lifecycle of a table of `uses`, or of the hits of a codebook; `asked` are formulations that have rows in any case."""
    docs = as_documents(docs)
    whens = periods(docs, period)
    of = pd.Series(Counter(when.period for when in whens if when.period is not None), dtype=int).sort_index()
    folding = ["folded"] if used.attrs.get("fold") else []
    said = notice(whens, period)
    if of.empty:
        return refused([*COLUMNS, *folding], f"{said} There is no curve to show.")
    seen, names, left_out = _seen(used, docs, asked)
    table = _counted(seen, names, of, docs, whens)
    if folding:
        table = table.merge(_wordings_by_period(used, docs, whens), on=["formulation", "period"], how="left").fillna(
            {"folded": ""}
        )
    undated = np.array([when.period is None for when in whens])
    lost = pd.Series(_pairs(seen[undated[seen[:, 1]]])[:, 0]).value_counts(sort=False).sort_index()
    table.attrs |= {
        "notice": f"{said} {left_out}".strip(),
        "period": period,
        "undated": {names[f]: int(n) for f, n in lost.items()},
    }
    return table


def _seen(used: pd.DataFrame, docs: list[Document], asked: Iterable[str]) -> tuple[np.ndarray, list[str], str]:
    """Two columns, the numbers of formulation and article of each occurrence; the names; and what was left out, in words."""
    number = {doc.doc_id: at for at, doc in enumerate(docs)}
    article = used["doc_id"].map(number).to_numpy(dtype=int)
    code, found = pd.factorize(used["formulation"], sort=True)
    spread = np.bincount(_pairs(np.stack([code, article], 1))[:, 0], minlength=len(found))
    names = sorted({*found[spread >= LEAST], *asked})
    at = pd.Series(range(len(names)), index=names, dtype=int).reindex(found).fillna(-1).to_numpy(dtype=int)
    lost = int((at < 0).sum())
    seen = np.stack([at[code], article], 1) if len(used) else np.empty((0, 2), dtype=int)
    return seen[seen[:, 0] >= 0], names, f"{lost:,} formulations in one article only are left out." if lost else ""


def _pairs(seen: np.ndarray) -> np.ndarray:
    """The different rows of two columns of numbers; sorting one column of both is many times faster than sorting rows."""
    size = seen[:, 1].max(initial=0) + 1
    both = np.unique(seen[:, 0] * size + seen[:, 1])
    return np.stack([both // size, both % size], 1)


def _counted(seen: np.ndarray, names: list[str], of: pd.Series, docs: list[Document], whens: list[When]) -> pd.DataFrame:
    """The rows, counted on numbers: a cell is a formulation in a period."""
    size = len(names) * len(of)
    column = {name: at for at, name in enumerate(of.index)}
    period = np.array([column.get(when.period, -1) for when in whens])
    place, places = pd.factorize(np.array([_place(doc) for doc in docs], dtype=object))
    dates, date = np.unique(np.array([when.date for when in whens], dtype=object).astype(str), return_inverse=True)
    seen = seen[period[seen[:, 1]] >= 0]
    n = np.bincount(seen[:, 0] * len(of) + period[seen[:, 1]], minlength=size)
    pairs = _pairs(seen)
    cell, article = pairs[:, 0] * len(of) + period[pairs[:, 1]], pairs[:, 1]
    articles = np.bincount(cell, minlength=size)
    where = np.unique((cell * max(len(places), 1) + place[article])[[bool(name) for name in places[place[article]]]])
    first, last = np.full(size, len(dates)), np.full(size, -1)
    np.minimum.at(first, cell, date[article])
    np.maximum.at(last, cell, date[article])
    of_articles = np.tile(of.to_numpy(dtype=int), len(names))
    low, high = wilson(articles, of_articles)
    told = np.array([*dates, ""], dtype=object)
    columns = {
        "formulation": np.repeat(np.array(names, dtype=object), len(of)), "period": np.tile(of.index.to_numpy(), len(names)),
        "articles": articles, "of_articles": of_articles, "share": articles / of_articles, "low": low, "high": high, "n": n,
        "places": np.bincount(where // max(len(places), 1), minlength=size), "first": told[first], "last": told[last],
    }  # fmt: skip
    return pd.DataFrame(columns)


def _place(doc: Document) -> str:
    return str(doc.metadata["place"].value) if "place" in doc.metadata else place_of(doc)


def _wordings_by_period(used: pd.DataFrame, docs: list[Document], whens: list[When]) -> pd.DataFrame:
    period = {doc.doc_id: when.period for doc, when in zip(docs, whens)}
    table = used.assign(period=used["doc_id"].map(period)).dropna(subset=["period"])
    wordings = table.groupby(["formulation", "period"])["surface"].agg(lambda texts: "、".join(sorted(set(texts))))
    return wordings.rename("folded").reset_index()


def uses(
    docs: Document | str | Iterable[Document], terms: Terms | None = None, found: Findings | None = None, fold: bool = False
) -> pd.DataFrame:
    """One row per occurrence, article by article: formulation, kind, doc_id, surface, and its passage text[start:end].

    kind: formula, frame (the formulation is its template, 抓X强Y 'grasp X, strengthen Y', the surface one member) or term.
    Terms are looked for in the characters of the body, quotation marks disregarded, and not inside a longer number
    (三个代表 'three represents', not 第三个代表 'the third deputy'). The choice of formulations is that of `lifecycle`.

    fold: width, blanks and simple numerals don't matter (11357 = １１３５７, 两个 = 2个), and the variants that the baseline
    counts as one name are one (四好农村公路 is 四好农村路); a variant of up to three characters counts between quotation marks.
    """
    docs = _held(docs)
    return _uses(docs, _wordings(docs, terms), terms is None, found, fold)


def _uses(
    docs: Iterable[Document], asked: Mapping[str, list[str]], all_found: bool, found: Findings | None, fold: bool
) -> pd.DataFrame:
    table = _of_terms(as_documents(docs), asked, fold)
    if all_found:
        rows = [row for row in _of_findings(find(docs) if found is None else found, fold) if row[0] not in asked]
        table = pd.concat([table, pd.DataFrame(rows, columns=USES)], ignore_index=True) if rows else table
    table.attrs["fold"] = fold
    return table


def _of_findings(found: Findings, fold: bool) -> Iterator[tuple]:
    name = _names_of(Counter(formula.surface for formula in found.formulas)) if fold else {}
    for formula in found.formulas:
        yield name.get(formula.surface, formula.surface), "formula", formula.doc_id, formula.surface, formula.start, formula.end
    for frame in frames_of(found.slogans):
        for member in frame.members:
            yield frame.template, "frame", member.doc_id, member.segment, member.start, member.end


def _names_of(surfaces: Counter[str]) -> dict[str, str]:
    """The name that each surface is counted under: that of the baseline's family, else its most frequent wording."""
    groups: dict[str, list[str]] = defaultdict(list)
    for surface, _ in sorted(surfaces.items(), key=lambda item: (-item[1], item[0])):
        known = counted(surface, fold=True)
        groups[folded(known.formulation if known and known.folded else surface)].append(surface)
    return {surface: group[0] for group in groups.values() for surface in group}


def _of_terms(docs: list[Document], wordings: Mapping[str, list[str]], fold: bool) -> pd.DataFrame:
    sought = [Sought(name, string) for name, strings in wordings.items() for string in strings]
    if fold:
        sought += [Sought(name, other, len(other) <= SHORT) for name in wordings for other in _variants(name)]
    hits = find_strings(docs, sought, fold)
    names = np.array([one.name for one in sought], dtype=object)
    doc_ids = np.array([doc.doc_id for doc in docs], dtype=object)
    spans = zip(hits.article.tolist(), hits.start.tolist(), hits.end.tolist())
    columns = {
        "formulation": names[hits.sought], "kind": "term", "doc_id": doc_ids[hits.article],
        "surface": [docs[article].text[start:end] for article, start, end in spans], "start": hits.start, "end": hits.end,
    }  # fmt: skip
    table = pd.DataFrame(columns, columns=USES)
    return table if len(sought) == len(wordings) else _longest(table)


def _longest(table: pd.DataFrame) -> pd.DataFrame:
    """Without wordings of a name inside longer ones of it: 中央八项规定 is not 八项规定 'eight rules' a second time."""
    place = table.reset_index().sort_values(["formulation", "doc_id", "start", "end"], ascending=[True, True, True, False])
    same = place.groupby(["formulation", "doc_id"], sort=False)["end"]
    before = same.cummax().groupby([place["formulation"], place["doc_id"]], sort=False).shift(fill_value=-1)
    return table.loc[sorted(place["index"][place["end"] > before])].reset_index(drop=True)


def _variants(name: str) -> tuple[str, ...]:
    known = counted(name, fold=True)
    return known.folded if known else ()


def _wordings(docs: object, terms: Terms | None) -> dict[str, list[str]]:
    """Each term with the strings that count as it; its own first."""
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

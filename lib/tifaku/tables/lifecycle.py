"""Lifecycle: when, how widely and in which variants formulations are used in a corpus, as shares of the articles of a period."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from tifaku.study import find
from tifaku.tables.measures import refused, wilson
from tifaku.tables.periods import When, notice, periods
from tifaku.tables.uses import Terms, Uses, find_uses, held, wordings
from tifaku.text.documents import Document, as_documents, place_of
from tifaku.text.findings import Findings

#: A formulation that is found, not asked for, is a row from this many articles on.
LEAST = 2
COLUMNS = ["formulation", "period", "articles", "of_articles", "share", "low", "high", "n", "places", "first", "last"]


def lifecycle(
    docs: Document | str | Iterable[Document],
    terms: Terms | None = None,
    period: str = "year",
    found: Findings | None = None,
    fold: bool = False,
) -> pd.DataFrame:
    """One row per formulation and period that has articles, in order of both: in what share of its articles it stands.

    articles: those that hold it; of_articles: all of the period; share (0 to 1) with its 95% interval (low, high; Wilson
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
    docs, asked = held(docs), wordings(docs, terms)
    found = find(docs) if terms is None and found is None else found
    documents = as_documents(docs)
    at = find_uses(documents, asked, found if terms is None else None, fold)
    return _table(at, documents, period, asked, at.said(documents) if fold else None)


def lives(used: pd.DataFrame, docs: Iterable[Document], period: str = "year", asked: Iterable[str] = ()) -> pd.DataFrame:
    """The lifecycle of a table of `uses`, or of the hits of a codebook; `asked` are formulations that have rows in any case."""
    docs = as_documents(docs)
    number = {doc.doc_id: at for at, doc in enumerate(docs)}
    name, names = pd.factorize(used["formulation"])
    article, start, end = (column.to_numpy(dtype=np.int64) for column in (used["doc_id"].map(number), used["start"], used["end"]))
    at = Uses(np.array(names, dtype=object), name, article, start, end)
    table = _table(at, docs, period, asked, used["surface"].tolist() if used.attrs.get("fold") else None)
    return table if len(table) or "notice" not in used.attrs else refused(list(table.columns), used.attrs["notice"])


def _table(at: Uses, docs: list[Document], period: str, asked: Iterable[str], said: Sequence[str] | None) -> pd.DataFrame:
    """The lifecycle of occurrences; said: the wording of each, if the table is to tell them."""
    whens = periods(docs, period)
    notes = notice(whens, period)
    of = Counter(when.period for when in whens if when.period is not None)
    if not of:
        return refused([*COLUMNS, *([] if said is None else ["folded"])], f"{notes} There is no curve to show.")
    pairs = _pairs(at.name, at.article)
    spread = np.bincount(pairs[0], minlength=len(at.names))
    names, row = _numbered({*at.names[spread >= LEAST], *asked}, at.names)
    times, when = _numbered(of, [one.period for one in whens])
    table = pd.DataFrame({
        "formulation": np.repeat(np.array(names, dtype=object), len(times)),
        "period": np.tile(pd.Index(times).to_numpy(), len(names)),
    })  # fmt: skip
    cells, held_in = (_cells(row[name], when[article], len(times)) for name, article in ((at.name, at.article), pairs))
    table = table.assign(**_counted(held_in, pairs[1], len(table), docs, whens), n=_how_often(cells, len(table)))
    table["of_articles"] = np.tile([of[time] for time in times], len(names))
    table["low"], table["high"] = wilson(table["articles"].to_numpy(), table["of_articles"].to_numpy())
    table["share"] = table["articles"] / table["of_articles"]
    table = table[COLUMNS] if said is None else table[COLUMNS].assign(folded=_wordings(cells, said, len(table)))
    table.attrs |= _notes(notes, period, names, spread, row, pairs, when)
    return table


def _pairs(name: np.ndarray, article: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The different pairs of two columns of numbers; sorting one column of both is many times faster than sorting rows."""
    size = article.max(initial=0) + 1
    return np.divmod(_different(name * size + article), size)


def _different(numbers: np.ndarray) -> np.ndarray:
    """The numbers in order, each once; np.unique takes three times as long."""
    numbers = np.sort(numbers)
    return numbers[np.append(True, numbers[1:] != numbers[:-1])[: len(numbers)]]


def _numbered(kept: Iterable, values: Iterable) -> tuple[list, np.ndarray]:
    """The kept values in order, and for each of all values its place among them, or -1."""
    names = sorted(kept)
    number = {name: at for at, name in enumerate(names)}
    return names, np.array([number.get(value, -1) for value in values], dtype=np.int64)


def _cells(row: np.ndarray, when: np.ndarray, wide: int) -> np.ndarray:
    """The row of the table for a formulation and a period; -1 where either has none."""
    return np.where((row >= 0) & (when >= 0), row * wide + when, -1)


def _how_often(cells: np.ndarray, size: int) -> np.ndarray:
    return np.bincount(cells + 1, minlength=size + 1)[1:]


def _counted(cells: np.ndarray, article: np.ndarray, size: int, docs: list[Document], whens: list[When]) -> dict:
    """articles, places, first and last of each row, from the different articles of each."""
    inside = cells >= 0
    cells, article = cells[inside], article[inside]
    place, places = pd.factorize(np.array([_place(doc) for doc in docs], dtype=object))
    named = (places != "")[place[article]]
    where = _different(cells[named] * len(places) + place[article[named]]) // max(len(places), 1)
    dates, date = np.unique(np.array([when.date for when in whens], dtype=object).astype(str), return_inverse=True)
    first, last = np.full(size, len(dates)), np.full(size, -1)
    np.minimum.at(first, cells, date[article])
    np.maximum.at(last, cells, date[article])
    day_of = np.array([*dates, ""], dtype=object)
    return {
        "articles": np.bincount(cells, minlength=size), "places": np.bincount(where, minlength=size),
        "first": day_of[first], "last": day_of[last],
    }  # fmt: skip


def _place(doc: Document) -> str:
    return str(doc.metadata["place"].value) if "place" in doc.metadata else place_of(doc)


def _wordings(cells: np.ndarray, said: Sequence[str], size: int) -> list[str]:
    """The wordings that each row of the table holds."""
    wordings: list[set[str]] = [set() for _ in range(size)]
    for cell, surface in zip(cells.tolist(), said):
        if cell >= 0:
            wordings[cell].add(surface)
    return ["、".join(sorted(surfaces)) for surfaces in wordings]


def _notes(notes: str, period: str, names: list[str], spread: np.ndarray, row: np.ndarray, pairs, when: np.ndarray) -> dict:
    """What the table can't show, as its attrs."""
    lost = int(((spread > 0) & (row < 0)).sum())
    hidden = row[pairs[0]][when[pairs[1]] < 0]
    undated = _how_often(hidden, len(names)).tolist()
    left_out = f" {lost:,} formulations in one article only are left out." if lost else ""
    return {
        "notice": (notes + left_out).strip(), "period": period,
        "undated": {name: n for name, n in zip(names, undated) if n},
    }  # fmt: skip

"""Reference: what a term's frequency is compared with; counts of work reports, of jieba's dictionary, or the user's own.

scripts/count_reference.py counts the articles of a folder; scripts/build_reference.py made the table that comes with the library.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from io import StringIO
from pathlib import Path
from typing import Iterable

import numpy as np
import pandas as pd

from tifaku.corpus.encodings import decode
from tifaku.study import open_corpus
from tifaku.tokens import count, dictionary, tokenize, words
from tifaku.tokens.counts import Counts

MILLION = 1_000_000  # a list states rates per million words
STATISTICS = ("n_documents", "mean", "sd", "quantiles")


@dataclass(frozen=True, eq=False)
class Spread:
    """How the rates of a reference's terms (per word) lie over its articles, term by term in the order of its counts.

    n_documents: articles with the term; mean, sd: over all articles, zeros included; quantiles: of the rates of the articles
    that have the term, from the least to the highest at equal steps, as many as `points` says, the rest of the row inf;
    periods: by last year of a period, the mean rates of its articles (nan where unknown).
    """

    n_documents: np.ndarray
    mean: np.ndarray
    sd: np.ndarray
    quantiles: np.ndarray
    points: np.ndarray
    periods: dict[int, np.ndarray]

    def below(self, term: np.ndarray, rate: np.ndarray) -> np.ndarray:
        """For each rate of a term (its position): the share of the articles with the term that have a lower rate, linear
        between the quantiles."""
        shares = [self._below(term[at : at + 200_000], rate[at : at + 200_000]) for at in range(0, len(term), 200_000)]
        return np.concatenate([np.empty(0), *shares])

    def _below(self, term: np.ndarray, rate: np.ndarray) -> np.ndarray:
        row, points = self.quantiles[term], self.points[term]
        passed = (rate[:, None] >= row).sum(axis=1)
        under, over = (row[np.arange(len(row)), np.clip(passed - k, 0, points - 1)] for k in (1, 0))
        step = np.divide(rate - under, over - under, out=np.zeros(len(row)), where=over > under)
        return np.clip((passed - 1 + step) / (points - 1), 0, 1)

    def of_period(self, years: Iterable[int]) -> np.ndarray:
        """The mean rates of the periods of these years, each year with the same weight."""
        ends = sorted(self.periods)
        own = Counter(next((end for end in ends if year <= end), ends[-1]) for year in years)
        return np.average([self.periods[end] for end in own], axis=0, weights=[*own.values()])


@dataclass(frozen=True, eq=False)
class Reference:
    """Counts to compare with: occurrences by term, their total, and the number of documents where known.

    complete: a term that is not listed does not occur; otherwise nothing is known of it. spread: how the counts lie over the
    documents, and articles: the counts of each document; without either, terms are described and not tested. places: names of
    places among the terms; paratext: words of title lines and annexes, without which its documents were counted.
    """

    name: str
    counts: pd.Series
    total: int
    documents: int | None = None
    complete: bool = False
    spread: Spread | None = None
    articles: Counts | None = None
    places: frozenset[str] = frozenset()
    paratext: frozenset[str] = frozenset()


@cache
def work_reports() -> Reference:
    """The words of 2,938 government work reports of 348 provinces, prefectures and cities, 1979–2026, cut by tokenize.

    They are the same register as local news on policy, but reports: longer, yearly, by one author each. Words that fewer than
    3 of them have are not listed. The register itself moves: 的 is 35,515 of a million words up to 2012, 12,368 in 2023–26.
    """
    with as_file(files("tifaku") / "data" / "reference_work_reports.tsv") as path:
        return read_reference(path, name="local government work reports")


@cache
def general() -> Reference:
    """The word counts in jieba's dictionary: general Chinese of before 2012, source and size of the corpus not stated.

    It lacks words that came later, which says nothing of how frequent they are.
    """
    counted = {word: int(n) for word, n, _ in dictionary()}  # of a word that is listed twice the last row counts
    counts = pd.Series(np.fromiter(counted.values(), np.int64), pd.Index(counted, dtype=object))
    return Reference("jieba's dictionary", counts, int(counts.sum()))


def read_reference(path: str | Path, complete: bool | None = None, name: str | None = None) -> Reference:
    """A Reference from a folder of articles, or from a frequency list: a term and its count a line, split by a tab.

    More columns and a head line (term, n …) may be there; # opens a remark. A folder counts as complete and a list does
    not, unless said. Terms are tested against a folder article by article, and against a list of scripts/count_reference.py by
    its quantiles; against other lists they are described. FileNotFoundError for what is not there, ValueError with the line for
    a count that is no number.
    """
    path = Path(path)
    if path.is_dir():
        counts = count(words(tokenize(open_corpus(path), segmenter="rjieba")))
        listed = pd.Series(counts.term_n, counts.terms)
        return Reference(name or path.name, listed, counts.total, counts.documents, complete is not False, articles=counts)
    text = decode(path.read_bytes()).text
    remarks = " ".join(line for line in text.splitlines() if line.startswith("#"))
    stated = {key: int(value) for key, value in re.findall(r"\b(documents|words)=(\d{1,15})\b", remarks)}
    table = _table_with_spread(path.name, text) if "documents" in stated else None
    counts = _read_list(path.name, text) if table is None else table["n"]
    name, documents = name or path.stem, stated.get("documents")
    if table is None:
        return Reference(name, counts, int(counts.sum()), documents, bool(complete))
    total = max(stated.get("words", 0), int(counts.sum()))  # words of terms too rare to be listed are words, too
    kinds = table["apart"] if "apart" in table else None
    apart = [frozenset() if kinds is None else frozenset(table.index[kinds == kind]) for kind in ("place", "paratext")]
    return Reference(name, counts, total, documents, bool(complete), _spread(table), None, *apart)


def _table_with_spread(name: str, text: str) -> pd.DataFrame | None:
    """The table of a list that has the columns of spread_table, by term in the order of its characters."""
    remark, _, rest = text.partition("\n")
    head = rest.partition("\n")[0].strip("\r").split("\t")
    if not remark.startswith("#") or not {"term", "n", *STATISTICS} <= set(head):
        return None
    rates = [column for column in head if re.fullmatch(r"mean|sd|mean_\d{4}", column)]
    kinds = dict.fromkeys(head, str) | {"n": "int64", "n_documents": "int64"} | dict.fromkeys(rates, float)
    empty = {column: [""] for column in rates}
    try:
        table = pd.read_csv(StringIO(rest), sep="\t", quoting=3, dtype=kinds, keep_default_na=False, na_values=empty)
        return table.set_index(table.pop("term").astype(object)).sort_index()
    except (ValueError, OverflowError) as error:
        raise ValueError(f"{name} has a row that can't be read ({error}): write it with scripts/count_reference.py") from error


def _spread(table: pd.DataFrame) -> Spread:
    """The statistics of a table of a reference, its rates turned into shares of the words."""
    points = table["quantiles"].str.count(" ").to_numpy() + 1
    cells = np.array(" ".join(table["quantiles"]).split(), float) / MILLION
    quantiles = np.full((len(table), int(points.max(initial=1))), np.inf)
    quantiles[np.arange(quantiles.shape[1]) < points[:, None]] = cells
    ends = {int(name[5:]): table[name].to_numpy() / MILLION for name in table if re.fullmatch(r"mean_\d{4}", name)}
    mean, sd = (table[name].to_numpy(dtype=float) / MILLION for name in ("mean", "sd"))
    return Spread(table["n_documents"].to_numpy(), mean, sd, quantiles, points, ends)


def _read_list(name: str, text: str) -> pd.Series:
    """The counts of a list."""
    counts: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("#"):
            continue
        term, _, rest = line.partition("\t")
        count = rest.split("\t")[0].strip()
        if count.isdecimal():
            counts[term] = counts.get(term, 0) + int(count)
        elif line.strip() and number > 1 and counts:
            raise ValueError(f"{name}, line {number}: {count!r} is no count; write a term, a tab and a whole number")
    if not counts:
        raise ValueError(f"{name} has no counts; write a term, a tab and a whole number in each line")
    return pd.Series(counts)


def spread_table(counts: Counts) -> pd.DataFrame:
    """One row per term, the most frequent first: term, n, n_documents, mean, sd and quantiles, rates per million words.

    quantiles: of the articles that have the term: 11 (minimum, deciles, maximum) if 30 or more have it, 5 (quartiles) if 10 or
    more, else 3 (minimum, median, maximum).
    """
    mean, squares = counts.rates()
    table = pd.DataFrame({"term": counts.terms, "n": counts.term_n, "n_documents": counts.df})
    table["mean"], table["sd"] = mean * MILLION, np.sqrt(squares / max(counts.documents - 1, 1)) * MILLION
    order = np.argsort(counts.term, kind="stable")
    rates = np.split((counts.n / counts.doc_n[counts.doc])[order] * MILLION, np.cumsum(counts.df)[:-1])
    table["quantiles"] = [" ".join(f"{q:.4g}" for q in np.quantile(own, _steps(len(own)))) for own in rates] if len(table) else ""
    return table.sort_values(["n", "term"], ascending=[False, True], ignore_index=True)


def _steps(documents: int) -> np.ndarray:
    return np.linspace(0, 1, 11 if documents >= 30 else 5 if documents >= 10 else 3)

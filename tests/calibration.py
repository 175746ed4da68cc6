"""Calibration: how often the tests find what is not there, the intervals miss what is, and a planted effect is found.

Works on Counts, made up or of real articles, so that test_calibration.py and benchmarks/bench_calibration.py say the same things.
"""

from __future__ import annotations

from typing import Iterator, NamedTuple

import numpy as np
import pandas as pd

from tifaku import keyness, term_frequency
from tifaku.tables.measures import share_by_article
from tifaku.tables.reference import Reference, Spread, spread_table
from tifaku.tokens.counts import Counts

CLASSES = {"10–19": (10, 20), "20–49": (20, 50), "50–99": (50, 100), "100 and more": (100, np.inf)}
FOUND = ["key", "underused"]


def counts_of(matrix: np.ndarray, names: list[str]) -> Counts:
    """Counts of a matrix of articles by terms; articles without any token are left out."""
    matrix = matrix[matrix.sum(axis=1) > 0]
    doc, term = np.nonzero(matrix)
    used = matrix.sum(axis=0) > 0
    code = np.cumsum(used) - 1
    ids = pd.Index([f"d{k:05}" for k in range(len(matrix))], dtype=object)
    return Counts(ids, pd.Index(np.array(names, object)[used]), doc, code[term], matrix[doc, term])


class Population(NamedTuple):
    """Terms with their rates, Zipfian, and how far single articles stray from them (the shape of a gamma law; less is more)."""

    names: list[str]
    rate: np.ndarray
    shape: np.ndarray


def population(terms: int = 2_000, seed: int = 0) -> Population:
    """Rates fall as 1 over the rank; shapes lie between 0.2 (a few articles have it all) and 5 (nearly even)."""
    rng = np.random.default_rng(seed)
    rate = 1 / (np.arange(terms) + 10.0)
    return Population([f"t{k:05}" for k in range(terms)], rate / rate.sum(), np.exp(rng.uniform(np.log(0.2), np.log(5), terms)))


def articles(of: Population, n: int, rng: np.random.Generator, times: np.ndarray | float = 1.0, length: float = 1_000) -> Counts:
    """n articles of lengths that differ tenfold, the rates of the terms multiplied by `times`."""
    size = length * rng.lognormal(-0.125, 0.5, (n, 1))
    rates = of.rate * times * rng.gamma(of.shape, 1 / of.shape, (n, len(of.rate)))
    return counts_of(rng.poisson(size * rates), of.names)


def halves(counts: Counts, m: int, n: int, rng: np.random.Generator) -> tuple[Counts, Counts]:
    """m and n of the articles, drawn by chance."""
    order = rng.permutation(np.flatnonzero(counts.doc_n > 0))
    chosen = np.zeros((2, len(counts.doc_n)), bool)
    chosen[0, order[:m]], chosen[1, order[m : m + n]] = True, True
    return counts.only(chosen[0]), counts.only(chosen[1])


def found(table: pd.DataFrame) -> int:
    return int(table["status"].isin(FOUND).sum())


class Null(NamedTuple):
    """Of so many draws with nothing to find: in how many something was found, how many terms in all, and tested in each."""

    draws: int
    with_any: int
    terms: int
    tested: float


def null(pairs: Iterator[tuple[Counts, Counts | Reference]], **options) -> Null:
    tables = [keyness(here, there, **options) for here, there in pairs]
    n = [found(table) for table in tables]
    return Null(len(n), sum(map(bool, n)), sum(n), float(np.mean([table["q"].notna().sum() for table in tables])))


def covered(low, high, truth, frequency, into: dict[str, list[int]]) -> None:
    """Count, by class of frequency, intervals and those that hold the truth; rows without an interval do not count."""
    known = np.isfinite(low) & np.isfinite(high)
    holds = (low <= truth + 1e-12) & (truth - 1e-12 <= high)
    for name, (least, most) in CLASSES.items():
        own = known & (frequency >= least) & (frequency < most)
        cell = into.setdefault(name, [0, 0])
        cell[0] += int(holds[own].sum())
        cell[1] += int(own.sum())


def shares(cells: dict[str, list[int]]) -> dict[str, float]:
    return {name: hits / of for name, (hits, of) in cells.items() if of}


def coverage_of_log_ratio(pairs: Iterator[tuple[Counts, Counts]], truth: pd.Series | float = 0.0) -> dict[str, float]:
    """Of log ratios, by the occurrences on both sides together."""
    cells: dict[str, list[int]] = {}
    for here, there in pairs:
        table = keyness(here, there)
        true = truth if isinstance(truth, float) else table["term"].map(truth).to_numpy()
        low, high = table["log_ratio_low"].to_numpy(), table["log_ratio_high"].to_numpy()
        covered(low, high, true, (table["n"] + table["n_reference"]).to_numpy(), cells)
    return shares(cells)


def coverage_of_frequencies(samples: Iterator[Counts], rate: pd.Series, share: pd.Series) -> dict[str, dict[str, float]]:
    """Of per_10k and of df_share, by the occurrences that the true rate lets expect."""
    cells: dict[str, dict[str, list[int]]] = {"per_10k": {}, "df_share": {}}
    for sample in samples:
        table = term_frequency(sample)
        for name, truth in (("per_10k", rate * 10_000), ("df_share", share)):
            ends = (table[f"{name}_{end}"].to_numpy() for end in ("low", "high"))
            expected = table["term"].map(rate).to_numpy() * sample.total
            covered(*ends, table["term"].map(truth).to_numpy(), expected, cells[name])
    return {name: shares(own) for name, own in cells.items()}


def coverage_of_agreement(articles: int, share: float, together: float, draws: int, rng: np.random.Generator) -> float:
    """Of shares by article: things right or wrong together as a beta law with this correlation has it."""
    n = rng.poisson(6, (draws, articles)) + 1
    right = rng.binomial(n, rng.beta(share * (1 / together - 1), (1 - share) * (1 / together - 1), n.shape))
    ends = [share_by_article(k, of) for k, of in zip(right, n)]
    return float(np.mean([low <= share <= high for low, high in ends]))


class Power(NamedTuple):
    """Of terms whose rate was multiplied: the share found; and of all findings the share that was not planted."""

    found: float
    false: float


def power(of: Population, m: int, times: float, draws: int, rng: np.random.Generator) -> Power:
    """Every fifteenth of the 300 most frequent terms is multiplied on one side."""
    planted = np.arange(5, 300, 15)
    factor = np.ones(len(of.rate))
    factor[planted] = times
    names, hits, false = {of.names[k] for k in planted}, 0, 0
    for _ in range(draws):
        table = keyness(articles(of, m, rng, factor), articles(of, m, rng))
        found = set(table.loc[table["status"].isin(FOUND), "term"])
        hits, false = hits + len(found & names), false + len(found - names)
    return Power(hits / draws / len(names), false / max(hits + false, 1))


def as_reference(counts: Counts) -> Reference:
    """A Reference that knows the articles by their quantiles alone."""
    table = spread_table(counts).set_index("term").sort_index()
    points = table["quantiles"].str.split().str.len().to_numpy()
    quantiles = np.full((len(table), 11), np.inf)
    for row, cells in enumerate(table["quantiles"]):
        quantiles[row, : points[row]] = np.array(cells.split(), float) / 1e6
    spread = Spread(
        table["n_documents"].to_numpy(), table["mean"].to_numpy() / 1e6, table["sd"].to_numpy() / 1e6, quantiles, points, {}
    )
    return Reference("made up", table["n"], counts.total, counts.documents, spread=spread)

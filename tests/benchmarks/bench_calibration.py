"""Calibration on a folder of real articles: the table of docs/statistics.md.

    python tests/benchmarks/bench_calibration.py FOLDER

FOLDER: articles of one kind, 200 or more; the table was made on 629 government work reports. Some minutes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2] / "lib")]

import numpy as np  # noqa: E402
import pandas as pd  # noqa: E402

import tifaku  # noqa: E402
from calibration import (  # noqa: E402  # noqa: E402
    CLASSES,
    FOUND,
    coverage_of_agreement,
    coverage_of_frequencies,
    coverage_of_log_ratio,
    halves,
    null,
    population,
    power,
)
from tifaku.tables.reference import work_reports  # noqa: E402
from tifaku.tokens import count  # noqa: E402
from tifaku.tokens.counts import Counts  # noqa: E402


def counted(folder: str) -> Counts:
    """The words of the articles of a folder."""
    return count(tifaku.words(tifaku.tokenize(tifaku.open_corpus(folder), segmenter="rjieba")))


def false_findings(counts: Counts) -> Iterator[tuple]:
    """Of random draws with nothing to find, how many find something."""
    size = counts.documents
    for m, n in ((10, 10), (20, 20), (40, 40), (80, 80), (10, 50), (10, 200), (20, size - 20), (80, size - 80)):
        if m + n <= size:
            rng = np.random.default_rng([m, n])
            found = null(halves(counts, m, n, rng) for _ in range(25))
            yield f"{m} against {n} articles", found.draws, found.with_any, found.terms, round(found.tested)
    for m in (10, 20, 40, 80):
        rng = np.random.default_rng([m, 1])
        found = null((halves(counts, m, 0, rng)[0], work_reports()) for _ in range(25))
        yield f"{m} articles against the work reports", found.draws, found.with_any, found.terms, round(found.tested)


def coverage(counts: Counts) -> Iterator[tuple]:
    """Of each kind of interval, by class of frequency."""
    rate = pd.Series(counts.term_n / counts.total, counts.terms)
    share = pd.Series(counts.df / counts.documents, counts.terms)
    for m in (10, 15, 20, 40, 80):
        rng = np.random.default_rng([m, 2])
        yield (f"Log Ratio, {m} against {m}", *row(coverage_of_log_ratio(halves(counts, m, m, rng) for _ in range(25))))
        for kind, found in coverage_of_frequencies((halves(counts, m, 0, rng)[0] for _ in range(25)), rate, share).items():
            yield (f"{kind}, {m} articles", *row(found))
    rng = np.random.default_rng(3)
    for m in (12, 20, 40, 100):
        cells = [coverage_of_agreement(m, share, 0.1, 1_000, rng) for share in (0.5, 0.9, 0.97)]
        yield (f"share by article, {m} articles (made up; .50, .90, .97 right)", *(f"{cell:.3f}" for cell in cells), "")


def row(found: dict[str, float]) -> list[str]:
    return [f"{found[name]:.3f}" if name in found else "" for name in CLASSES]


def powers() -> Iterator[tuple]:
    """On made-up articles: planted terms found, and how many of the findings were not planted."""
    for m, times in ((10, 4.0), (20, 4.0), (40, 4.0), (80, 4.0), (40, 2.0), (80, 2.0), (160, 2.0)):
        found = power(population(), m, times, 10, np.random.default_rng([m, int(times)]))
        yield f"{m} against {m}, {times:g} times as frequent", f"{found.found:.2f}", f"{found.false:.3f}"


def contrast(counts: Counts) -> Iterator[tuple]:
    """Articles of 2019-20 against those of 2024 and later, by the year in their names."""
    years = pd.Series(counts.doc_ids).str.extract(r"((?:19|20)\d\d)")[0].astype(float).to_numpy()
    sides = [counts.only(own) for own in ((years >= 2019) & (years <= 2020), years >= 2024)]
    table = tifaku.keyness(*sides)
    found = table[table["status"].isin(FOUND)]
    yield f"{sides[0].documents} against {sides[1].documents}", len(found), int(table["q"].notna().sum())
    for status in FOUND:
        first = found[found["status"] == status].sort_values(["p_articles", "term"]).head(25)
        yield status, "、".join(first["term"]), ""


def printed(title: str, head: tuple[str, ...], rows: Iterator[tuple]) -> None:
    """A table in markdown."""
    print(f"\n**{title}**\n\n| {' | '.join(head)} |\n|{'---|' * len(head)}")
    for cells in rows:
        print(f"| {' | '.join(map(str, cells))} |", flush=True)


def main(folder: str) -> None:
    """All tables."""
    counts = counted(folder)
    print(f"{counts.documents} articles, {counts.total:,} words, {len(counts.terms):,} terms")
    printed("False findings", ("draws", "of", "with any", "terms in all", "terms tested in each"), false_findings(counts))
    printed("Coverage of 95% intervals", ("interval", *CLASSES), coverage(counts))
    printed("Power", ("articles", "found", "of the findings not planted"), powers())
    printed("2019–20 against 2024 and later", ("", "findings", "terms tested"), contrast(counts))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])

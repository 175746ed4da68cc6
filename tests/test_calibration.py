"""Calibration: false findings where there is nothing, coverage of each interval, power at a planted effect; all with fixed seeds.

The same on 629 work reports: tests/benchmarks/bench_calibration.py; its table stands in docs/statistics.md.
"""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import tifaku
from calibration import (
    articles,
    as_reference,
    coverage_of_agreement,
    coverage_of_frequencies,
    coverage_of_log_ratio,
    halves,
    null,
    population,
    power,
)
from tifaku import collocations, keyness
from tifaku.tokens import count
from tokentables import table_of

GOLD = Path(__file__).parent / "gold"
LARGE, SMALL = (0.93, 0.97), (0.91, 0.98)  # from 20 articles on, and from 10 to 19


@pytest.fixture(scope="module")
def world():
    return population()


@pytest.fixture(scope="module")
def many(world):
    return articles(world, 400, np.random.default_rng(1))


@pytest.mark.parametrize("m, n", [(10, 10), (20, 20), (80, 80), (10, 200), (30, 300)])
def test_of_thirty_draws_with_nothing_to_find_at_most_three_find_something(many, m, n):
    rng = np.random.default_rng([m, n])
    result = null(halves(many, m, n, rng) for _ in range(30))
    assert result.with_any <= 3 and result.terms <= 4 and result.tested > 200


def test_a_reference_known_by_quantiles_finds_nothing_in_its_own_population(world, many):
    rng, reference = np.random.default_rng(3), as_reference(many)
    for m in (10, 40):
        assert null((articles(world, m, rng), reference) for _ in range(10)).terms <= 1
    here = articles(world, 25, rng)
    by_list, by_articles = (keyness(here, there).set_index("term") for there in (reference, many))
    off = (by_list.z_articles - by_articles.z_articles).abs().dropna()
    assert len(off) > 1_000 and off.mean() < 0.02 and off.max() < 0.3


def test_articles_of_the_gold_in_random_halves_set_nothing_apart():
    docs = [tifaku.read_text(path.read_text("utf-8"), path.stem) for path in sorted(GOLD.glob("[a-f]*/docs/*.txt"))]
    counts = count(tifaku.words(tifaku.tokenize(docs, "rjieba")))
    rng, half = np.random.default_rng(4), len(docs) // 2
    assert half >= 20 and null(halves(counts, half, half, rng) for _ in range(20)).with_any <= 2


@pytest.mark.parametrize("m, limits", [(10, SMALL), (20, LARGE), (60, LARGE)])
def test_log_ratios_are_covered(world, m, limits):
    rng = np.random.default_rng([5, m])
    for name, share in coverage_of_log_ratio((articles(world, m, rng), articles(world, m, rng)) for _ in range(40)).items():
        assert limits[0] <= share <= limits[1], name


def test_log_ratios_that_are_not_nought_are_covered(world):
    """Every other term three times as frequent; all rates are divided by what that makes of the total."""
    rng, times = np.random.default_rng(6), np.where(np.arange(len(world.rate)) % 2, 3.0, 1.0)
    truth = pd.Series(np.log2(times / (world.rate * times).sum()), world.names)
    pairs = ((articles(world, 25, rng, times), articles(world, 25, rng)) for _ in range(40))
    assert all(0.93 <= share <= 0.97 for share in coverage_of_log_ratio(pairs, truth).values())


@pytest.mark.parametrize("m, limits", [(10, SMALL), (25, LARGE)])
def test_rates_and_shares_are_covered(world, m, limits):
    rng = np.random.default_rng([7, m])
    large = articles(world, 4_000, rng)
    share = pd.Series(large.df / large.documents, large.terms)
    samples = (articles(world, m, rng) for _ in range(60))
    for kind, classes in coverage_of_frequencies(samples, pd.Series(world.rate, world.names), share).items():
        for name, value in classes.items():
            assert limits[0] <= value <= (limits[1] if kind == "per_10k" else 0.99), (kind, name)


def test_shares_by_article_are_covered():
    rng = np.random.default_rng(8)
    for n, floor in ((12, 0.9), (25, 0.92), (80, 0.92)):
        assert np.mean([coverage_of_agreement(n, share, 0.1, 300, rng) for share in (0.5, 0.9, 0.97)]) >= floor


def test_a_planted_effect_is_found_and_little_else(world):
    rng = np.random.default_rng(9)
    fourfold, double = (power(world, m, times, 4, rng) for m, times in ((40, 4.0), (80, 2.5)))
    assert fourfold.found > 0.5 and double.found > 0.4 and max(fourfold.false, double.false) < 0.1
    assert power(world, 9, 8.0, 1, rng).found == 0  # nine articles a side are not tested


def test_shuffled_sentences_have_no_collocations():
    rng = np.random.default_rng(10)
    vocabulary, weights = ["x", *(f"w{k}" for k in range(39))], 1 / np.arange(2, 42)
    tables = []
    for _ in range(4):
        cut = rng.choice(vocabulary, (40, 20, 12), p=weights / weights.sum())
        parts = [" . ".join(map(" ".join, sentences)) for sentences in cut]
        words = table_of(*parts).query("token != '.'")  # a stop has its place and can't be shuffled
        tables.append(collocations(words, ["x", "w1", "w2"], window=2))
    assert sum(any(table.q < 0.05) for table in tables) <= 1
    assert 0.03 < np.mean([(table.p_articles < 0.05).mean() for table in tables]) < 0.07

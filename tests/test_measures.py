"""measures: scipy's values, one share or one table at a time."""

import numpy as np
import pytest
from scipy import stats

from tifaku.tables.measures import (
    Scatter,
    false_discovery,
    log_likelihood,
    log_ratio,
    log_ratio_interval,
    scatter,
    share_by_article,
    share_of_articles,
    wilson,
)
from tifaku.tokens import count
from tokentables import table_of


@pytest.mark.parametrize("k, n", [(0, 1), (1, 1), (0, 5), (2, 5), (5, 5), (13, 630), (630, 630)])
def test_wilson_interval_is_scipys(k, n):
    low, high = wilson(np.array([k]), n)
    expected = stats.binomtest(k, n).proportion_ci(0.95, method="wilson")
    assert (low[0], high[0]) == pytest.approx((expected.low, expected.high), abs=1e-9)


def test_wilson_interval_of_no_trials_is_everything():
    assert [end.tolist() for end in wilson(np.array([0]), 0)] == [[0.0], [1.0]]


@pytest.mark.parametrize("cells", [(12, 7, 30, 400), (0, 7, 30, 400), (5, 0, 0, 9)])
def test_log_likelihood_is_scipys(cells):
    observed = np.array(cells, float)
    expected = np.outer(observed.reshape(2, 2).sum(1), observed.reshape(2, 2).sum(0)).ravel() / observed.sum()
    g2 = stats.chi2_contingency(observed.reshape(2, 2), correction=False, lambda_="log-likelihood").statistic
    assert log_likelihood(*zip(observed, expected)) == pytest.approx(g2, abs=1e-9)


@pytest.mark.parametrize("p", [[], [0.3], [0.01, 0.04, 0.03, 0.5, 0.03], [1.0, 0.0, 1.0], [0.9, 0.2, 0.7]])
def test_false_discovery_is_scipys(p):
    expected = stats.false_discovery_control(p) if p else []
    assert false_discovery(np.array(p)) == pytest.approx(expected, abs=1e-12)


def test_log_ratio_counts_nothing_as_half():
    assert log_ratio(np.array([0, 8]), 1_000, np.array([4, 0]), 2_000).tolist() == pytest.approx([-2, 5])


def test_the_interval_of_a_log_ratio_is_welchs():
    """Two means with their variances and degrees of freedom, one pair at a time, as scipy has it."""
    here, there = (
        Scatter(np.array([mean]), np.array([var]), np.array([n - 1])) for mean, var, n in ((-4.0, 0.09, 12), (-5.0, 0.01, 30))
    )
    welch = stats.ttest_ind_from_stats(-4.0, np.sqrt(0.09 * 12), 12, -5.0, np.sqrt(0.01 * 30), 30, equal_var=False)
    low, high = log_ratio_interval(here, there)
    freedom = 0.1**2 / (0.09**2 / 11 + 0.01**2 / 29)
    assert [low[0], high[0]] == pytest.approx(
        np.log2(np.e) * (1 + np.array([-1, 1]) * stats.t.ppf(0.975, freedom) * 0.1**0.5), abs=1e-9
    )
    assert 2 * stats.t.sf(1 / 0.1**0.5, freedom) == pytest.approx(welch.pvalue, abs=1e-9)


def test_what_no_article_has_is_not_certain():
    counts = count(table_of(*["a b"] * 12))
    mine = np.arange(12) < 6
    low, high = log_ratio_interval(scatter(counts, mine), scatter(counts, ~mine))
    assert (low < 0).all() and (high > 0).all() and np.allclose(low, -high)


def test_clumped_terms_have_fewer_degrees_of_freedom():
    """x stands once in each of twelve articles, y twelve times in one and once in six."""
    counts = count(table_of("o x" + " y" * 12, *["o x y"] * 6, *["o x"] * 5))
    freedom = dict(zip(counts.terms, scatter(counts).freedom))
    assert freedom["x"] == 11 and 2 < freedom["y"] < 7


def test_shares_of_fewer_than_ten_articles_have_no_interval():
    assert np.isnan(share_of_articles(np.array([3]), 9)).all() and share_of_articles(np.array([3]), 10)[0][0] > 0


def test_a_share_by_article_is_wilsons_where_articles_scatter_as_single_things_do():
    k, n = np.array([4, 5, 5, 4, 5, 5, 5, 4, 5, 5, 5, 5]), np.full(12, 5)
    low, high = share_by_article(k, n)
    z = stats.t.ppf(0.975, 11)
    expected = stats.binomtest(int(k.sum()), 60).proportion_ci(2 * stats.norm.cdf(z) - 1, method="wilson")
    assert (low, high) == pytest.approx((expected.low, expected.high), abs=1e-9)
    together = np.array([0, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 7])
    assert share_by_article(together, np.full(12, 7))[0] < share_by_article(np.full(12, 57 / 12), np.full(12, 7))[0]
    assert np.isnan(share_by_article(k[:9], n[:9])).all() and share_by_article(n, n)[1] == 1.0

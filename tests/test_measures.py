"""measures: scipy's values, one share or one table at a time."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from tifaku.tables.measures import (
    Scatter,
    false_discovery,
    fisher,
    log_likelihood,
    log_ratio,
    log_ratio_interval,
    rank_sum,
    rank_sum_of_rates,
    rank_sum_of_values,
    ranked,
    scatter,
    share_by_article,
    share_of_articles,
    wilson,
    z_and_p,
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


PARTS = st.lists(st.lists(st.sampled_from("abcd"), min_size=1, max_size=9).map(" ".join), min_size=4, max_size=16)


def rates(counts, term):
    at = counts.term == counts.terms.get_loc(term)
    rate = np.zeros(len(counts.doc_ids))
    rate[counts.doc[at]] = counts.n[at] / counts.doc_n[counts.doc[at]]
    return rate


@settings(deadline=None)
@given(PARTS, st.data())
def test_like_scipy_term_by_term(parts, data):
    counts = count(table_of(*parts))
    m = data.draw(st.integers((len(parts) + 2) // 3, len(parts) * 2 // 3))  # sides of like size
    mine = np.isin(np.arange(len(parts)), data.draw(st.permutations(range(len(parts))))[:m])
    found = rank_sum(ranked(counts), mine)
    for at, term in enumerate(counts.terms):
        rate = rates(counts, term)
        expected = stats.mannwhitneyu(rate[mine], rate[~mine], method="asymptotic")
        assert found.u[at] == expected.statistic
        if np.ptp(rate) > 0:
            assert found.p[at] == pytest.approx(expected.pvalue, abs=1e-9)
            z = stats.ranksums(rate[mine], rate[~mine]).statistic  # without the correction for ties
            assert np.sign(found.z[at]) == np.sign(z) and abs(found.z[at]) >= abs(z) - 1e-9
        else:
            assert (found.z[at], found.p[at]) == (0, 1)


def test_presence_alone_is_fishers_law_where_sides_are_unequal():
    """Eight of 400 articles have a term, all at one rate: p is twice the hypergeometric tail, far from the normal one."""
    have = np.arange(3, 9)
    ties = np.full(len(have), 8.0**3 - 8)
    zeros = 400 - 8
    u = have * zeros + have * (8 - have) / 2 - have * (20 - have) * 0 + (20 - have) * (zeros - (20 - have)) / 2
    u = u - have * (20 - have)  # pairs are those with the articles of the other side alone
    p = z_and_p(u, have, np.full(len(have), 8), 20, 380, ties).p
    assert p == pytest.approx(2 * stats.hypergeom.sf(have - 1, 400, 8, 20), abs=1e-9)


def test_unequal_sides_are_close_to_the_exact_law_where_the_normal_is_not():
    """All 1,140 ways to choose 3 of 20 articles, five of which have the term, at different rates."""
    rate = np.zeros(20)
    rate[:5] = [0.1, 0.2, 0.3, 0.4, 0.5]
    order = stats.rankdata(rate)
    u = {chosen: order[list(chosen)].sum() - 6 for chosen in combinations(range(20), 3)}
    law = np.array(sorted(u.values()))
    for chosen in ((0, 1, 2), (2, 3, 4), (2, 4, 9)):
        exact = 2 * (law >= u[chosen] - 1e-9).mean()
        have = sum(k < 5 for k in chosen)
        p = z_and_p(np.array([u[chosen]]), np.array([have]), np.array([5]), 3, 17, np.zeros(1)).p[0]
        normal = stats.mannwhitneyu(rate[list(chosen)], np.delete(rate, chosen), method="asymptotic").pvalue
        assert abs(np.log(p / exact)) < 0.7 and normal < p


def test_the_order_of_sides_turns_u_and_z_about():
    counts = count(table_of(*["a b", "a c c", "b"] * 8))
    mine = np.arange(24) < 5
    one, other = rank_sum(ranked(counts), mine), rank_sum(ranked(counts), ~mine)
    assert (
        one.u + other.u == pytest.approx(np.full(3, 5 * 19))
        and one.z == pytest.approx(-other.z)
        and one.p == pytest.approx(other.p)
    )


def test_rates_against_quantiles_are_the_rank_sum_against_all_articles():
    """Forty articles, half of them with the term, known by the shares below: z within the width of one rank."""
    rng = np.random.default_rng(2)
    reference = np.concatenate([np.zeros(20), np.sort(rng.uniform(0.1, 1, 20))])
    here = np.concatenate([np.zeros(3), rng.uniform(0.1, 1.3, 9)])
    below = np.searchsorted(reference[20:], here[3:]) / 20
    found = rank_sum_of_rates(np.zeros(9, int), below, 12, np.array([20]), 40)
    expected = stats.mannwhitneyu(here, reference, method="asymptotic", use_continuity=False)
    assert found.u[0] == pytest.approx(expected.statistic)
    assert found.z[0] == pytest.approx(stats.norm.isf(expected.pvalue / 2), abs=1e-3)


@settings(deadline=None)
@given(st.integers(0, 60), st.integers(0, 400), st.integers(0, 60), st.integers(0, 400))
def test_fisher_is_scipys(k, more, other, others):
    expected = stats.fisher_exact([[k, more], [other, others]])[1]
    assert fisher(k, k + more, other, other + others) == pytest.approx(expected, rel=1e-9, abs=1e-12)


@settings(deadline=None)
@given(st.lists(st.sampled_from([0.0, 0.5, 1.5, 2.0, 7.0]), min_size=20, max_size=60), st.integers(9, 11))
def test_rank_sum_of_values_is_scipys(values, m):
    values, mine = np.array(values), np.arange(len(values)) < m
    expected = stats.mannwhitneyu(values[mine], values[~mine]).pvalue
    assert rank_sum_of_values(values, mine) == pytest.approx(1.0 if np.isnan(expected) else expected, abs=1e-12)

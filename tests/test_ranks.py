"""ranks: scipy's rank sum term by term, exact laws where sides are unequal, and the rank sum against stored quantiles."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from tifaku.tables.measures import fisher, rank_sum, rank_sum_of_rates, rank_sum_of_values, ranked, z_and_p
from tifaku.tokens import count
from tokentables import table_of

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

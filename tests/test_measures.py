"""measures: scipy's values, one share or one table at a time."""

import numpy as np
import pytest
from scipy import stats

from tifaku.tables.measures import log_likelihood, log_ratio, wilson


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


def test_log_ratio_counts_nothing_as_half():
    ratio = log_ratio(np.array([0, 8]), 1_000, np.array([4, 0]), 2_000)[0]
    assert ratio.tolist() == pytest.approx([-2, 5])

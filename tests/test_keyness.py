"""keyness: Rayson's values, scipy's tests, and no verdict where there is nothing to judge from."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from tifaku import keyness
from tifaku.tables.reference import Reference
from tokentables import table_of

CASES = json.loads((Path(__file__).parent / "cases/keyness.json").read_text(encoding="utf-8"))
ARTICLES = st.lists(st.lists(st.sampled_from("abcd"), min_size=1, max_size=12).map(" ".join), min_size=5, max_size=8)


def spread(term: str, n: int, size: int) -> pd.DataFrame:
    """Five articles of `size` tokens in all, n of them the term."""
    token = np.array(["o"] * size, object)
    token[:n] = term
    return pd.DataFrame({"doc_id": np.arange(size) % 5, "token": token})


@pytest.mark.parametrize("case", CASES)
def test_values_of_raysons_wizard(case):
    reference = Reference("r", pd.Series({"x": case["b"], "o": case["d"] - case["b"]}), case["d"], complete=True)
    row = keyness(spread("x", case["a"], case["c"]), reference).set_index("term").loc["x"]
    assert row.g2 == pytest.approx(case["g2"], abs=0.005)


@pytest.mark.filterwarnings("ignore:Precision loss")  # scipy's own, on rates that are nearly alike
@settings(deadline=None, max_examples=40)
@given(ARTICLES, ARTICLES)
def test_statistics_agree_with_scipy(here, there):
    table = keyness(table_of(*here), table_of(*there))
    words = [[part.split() for part in side] for side in (here, there)]
    sizes = [sum(map(len, side)) for side in words]
    for row in table.itertuples():
        n = [sum(part.count(row.term) for part in side) for side in words]
        expected = [sum(n) * size / sum(sizes) for size in sizes]
        g2, p = stats.power_divergence(n, expected, lambda_="log-likelihood") if sum(n) else (0, 1)
        assert (row.n, row.n_reference) == tuple(n)
        assert abs(row.g2) == pytest.approx(g2, abs=1e-9)
        assert row.p == pytest.approx(p, abs=1e-9 if g2 > 1e-6 else 1e-3)  # near 0, p goes with the root of g2
        if all(n) and n[0] < sizes[0] and n[1] < sizes[1]:
            ratio = stats.contingency.relative_risk(n[0], sizes[0], n[1], sizes[1])
            interval = ratio.confidence_interval()
            expected = np.log2([ratio.relative_risk, *interval])
            assert (row.log_ratio, row.log_ratio_low, row.log_ratio_high) == pytest.approx(expected, abs=1e-9)
            assert row.diff_percent == pytest.approx(100 * (ratio.relative_risk - 1), abs=1e-6)
        rates = [[part.count(row.term) / len(part) for part in side] for side in words]
        if max(map(np.ptp, rates)) > 1e-12:
            t, p = stats.ttest_ind(*rates, equal_var=False)
            assert (row.t_articles, row.p_articles) == pytest.approx((t, p), abs=1e-9)
    assert table.q.to_numpy() == pytest.approx(stats.false_discovery_control(table.p), abs=1e-12)
    assert not table.isna().any(axis=None) and np.isfinite(table.select_dtypes("number")).all(axis=None)


def test_agrees_with_pycorpdiff():
    pytest.importorskip("pycorpdiff")
    from pycorpdiff.keyness import effect_sizes, loglikelihood

    here, there = table_of(*["a b b", "a a b c"] * 3), table_of(*["a c c d", "b a d a d"] * 4)
    table = keyness(here, there).set_index("term")
    both = table[(table.n > 0) & (table.n_reference > 0)]
    args = table.n, table.n_reference, len(here), len(there)
    g2 = loglikelihood.log_likelihood(*args).reindex(table.index)
    assert table.g2.to_numpy() == pytest.approx(g2["g2"].to_numpy(), abs=1e-9)
    ratio = effect_sizes.log_ratio(*args, smoothing=1e-12).reindex(both.index)
    assert both.log_ratio.to_numpy() == pytest.approx(ratio.to_numpy(), abs=1e-9)
    diff = effect_sizes.percent_diff(*args).reindex(both.index)
    assert both.diff_percent.to_numpy() == pytest.approx(diff.to_numpy(), abs=1e-9)


def test_against_a_list_the_articles_are_tested_against_its_frequency():
    here = ["a b b", "a a b", "b b b a", "a b", "b a a"]
    reference = Reference("r", pd.Series({"a": 100, "b": 900}), 1000)
    row = keyness(table_of(*here), reference).set_index("term").loc["a"]
    t, p = stats.ttest_1samp([part.split().count("a") / len(part.split()) for part in here], 0.1)
    assert (row.t_articles, row.p_articles) == pytest.approx((t, p), abs=1e-9)
    assert row.status == "key"


def test_a_word_that_a_list_does_not_have_is_labelled_and_not_called_key():
    here = table_of(*["乡村振兴 的"] * 4, "乡村振兴 的 的")
    table = keyness(here, Reference("list", pd.Series({"的": 5_000, "了": 5_000}), 10_000)).set_index("term")
    assert table.loc["乡村振兴", "status"] == "not in the reference"
    assert table.loc["乡村振兴", ["g2", "p", "q", "p_articles"]].to_list() == [0, 1, 1, 1]
    complete = keyness(here, Reference("corpus", pd.Series({"的": 5_000, "了": 5_000}), 10_000, complete=True)).set_index("term")
    assert complete.loc["乡村振兴", "status"] == "key"


def test_a_habit_of_one_article_is_not_key():
    reference = Reference("r", pd.Series({"o": 999, "x": 1}), 1000, complete=True)
    row = keyness(table_of("x x x x x x x x", "o", "o", "o", "o"), reference).set_index("term").loc["x"]
    assert row.q < 0.001 and row.p_articles > 0.05 and row.status == "not significant"


def test_terms_that_are_missing_here_are_listed_where_they_were_expected():
    reference = Reference("r", pd.Series({"o": 500, "common": 490, "rare": 10}), 1000, complete=True)
    table = keyness(table_of(*["o o o o"] * 5), reference)
    assert set(table.term) == {"o", "common"} and table.set_index("term").loc["common", "n"] == 0


@pytest.mark.parametrize("parts", [(), ("a",), ("a", "b", "a", "b")])
def test_too_few_articles_are_refused_with_a_notice(parts):
    table = keyness(table_of(*parts))
    assert "needs 5 articles" in table.attrs["notice"]
    assert table.empty and {"term", "g2", "q", "log_ratio", "status"} <= set(table.columns)
    table = keyness(table_of(*"abcde"), table_of(*parts))
    assert table.empty and "in the reference" in table.attrs["notice"]


def test_work_reports_are_the_reference_unless_another_is_given():
    table = keyness(table_of(*["党员 的 党员"] * 4, "党员")).set_index("term")
    assert table.loc["党员", "n_reference"] > 0 and table.loc["党员", "status"] == "key"

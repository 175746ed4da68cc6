"""keyness: Rayson's values, scipy's rank sum and Benjamini–Hochberg, and no verdict where there is nothing to judge from;
compare: each group against all others, as keyness has it, with q over the terms of all groups."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from tifaku import compare, keyness
from tifaku.tables.keyness import COLUMNS
from tifaku.tables.reference import Reference, read_reference, work_reports
from tokentables import table_of, write_list

CASES = json.loads((Path(__file__).parent / "cases/keyness.json").read_text(encoding="utf-8"))
ARTICLES = st.lists(st.lists(st.sampled_from("abcdef"), min_size=1, max_size=12).map(" ".join), min_size=10, max_size=18)


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


@settings(deadline=None, max_examples=40)
@given(ARTICLES, ARTICLES)
def test_statistics_agree_with_scipy(here, there):
    table = keyness(table_of(*here), table_of(*there))
    words = [[part.split() for part in side] for side in (here, there)]
    sizes = [sum(map(len, side)) for side in words]
    for row in table.itertuples():
        n = [sum(part.count(row.term) for part in side) for side in words]
        expected = [sum(n) * size / sum(sizes) for size in sizes]
        g2 = stats.power_divergence(n, expected, lambda_="log-likelihood").statistic if sum(n) else 0
        assert (row.n, row.n_reference) == tuple(n)
        assert abs(row.g2) == pytest.approx(g2, abs=1e-9)
        if all(n):
            ratio = stats.contingency.relative_risk(n[0], sizes[0], n[1], sizes[1]).relative_risk
            assert (row.log_ratio, row.diff_percent) == pytest.approx((np.log2(ratio), 100 * (ratio - 1)), abs=1e-6)
        rates = [[part.count(row.term) / len(part) for part in side] for side in words]
        assert (row.df, row.df_reference) == tuple(np.count_nonzero(side) for side in rates)
        if row.df + row.df_reference < 5:
            assert row.status == "not tested" and np.isnan(row.p_articles)
        else:
            assert row.p_articles == pytest.approx(stats.mannwhitneyu(*rates, method="asymptotic").pvalue, abs=1e-9)
    tested = table.dropna(subset="p_articles")
    assert tested.q.to_numpy() == pytest.approx(stats.false_discovery_control(tested.p_articles), abs=1e-12)


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


def test_a_term_of_all_articles_here_and_none_there_is_key_and_its_counterpart_underused():
    table = keyness(table_of(*["a b x x"] * 10), table_of(*["a b y y"] * 10)).set_index("term")
    assert table.status.to_dict() == {"x": "key", "a": "not significant", "b": "not significant", "y": "underused"}
    assert table.loc["x", "log_ratio_low"] > 0 > table.loc["y", "log_ratio_high"]


def test_below_ten_articles_a_side_terms_are_described_and_not_tested():
    for here, there in ((9, 30), (30, 9)):
        table = keyness(table_of(*["a x x"] * here), table_of(*["a y y"] * there))
        assert set(table.status) == {"not tested"} and table[["p_articles", "q", "log_ratio_low"]].isna().all(axis=None)
        assert "10" in table.attrs["notice"] and table.log_ratio.abs().max() > 3


def test_a_habit_of_one_article_is_not_key():
    text = " ".join("o" * 40)
    there = [text + " x"] * 5 + [text] * 15
    here, there = table_of(text + " x" * 40, *there[1:]), table_of(*there)
    row = keyness(here, there).set_index("term").loc["x"]
    assert row.g2 > 20 and row.p_articles > 0.5 and row.status == "not significant"


def test_short_articles_do_not_lack_what_long_ones_have():
    """The same rate, 1 in 50: ten tokens rarely have the term, 500 always do."""
    rng = np.random.default_rng(1)
    cut = [" ".join(rng.choice(["x", "o"], size, p=[0.02, 0.98])) for size in [10] * 200 + [500] * 40]
    row = keyness(table_of(*cut[:200]), table_of(*cut[200:])).set_index("term").loc["x"]
    assert row.q < 0.001 and row.status == "not significant"


def test_few_articles_against_many_are_not_called_key_by_chance():
    """Of 610 articles five have x, two of them among the ten here: p is .005 by the exact law, 1e-11 by the normal one."""
    here, there = table_of(*["o x"] * 2, *["o p"] * 8), table_of(*["o x"] * 3, *["o p"] * 597)
    row = keyness(here, there).set_index("term").loc["x"]
    assert row.p_articles == pytest.approx(2 * stats.hypergeom.sf(1, 610, 5, 10), abs=1e-9)


def test_names_of_places_are_described_and_not_tested():
    table = keyness(table_of(*["昆明 发展 金口河区 小城镇"] * 10), table_of(*["成都 产业"] * 10)).set_index("term")
    assert set(table.loc[["昆明", "金口河区", "成都"], "status"]) == {"not tested"}
    assert set(table.loc[["发展", "小城镇"], "status"]) == {"key"}  # 小城镇 'small town' is a township's name, too


def test_against_a_list_without_articles_terms_are_described():
    reference = Reference("r", pd.Series({"a": 100, "b": 900}), 1000)
    table = keyness(table_of(*["a b b c"] * 20), reference).set_index("term")
    assert table.status.to_dict() == {"a": "not tested", "b": "not tested", "c": "not in the reference"}
    assert table.loc["c", ["g2", "log_ratio", "diff_percent"]].to_list() == [0, 0, 0] and table.loc["a", "g2"] > 0


@pytest.fixture
def folder(tmp_path):
    """Twelve articles: 产业 'industry' in all, 党建 'Party building' in six, 群众 'the masses' in all but one."""
    for number in range(12):
        text = "产业" * (number % 3 + 1) + "。" + ("党建。" if number % 2 else "") + ("群众。" if number else "")
        (tmp_path / f"{number}.txt").write_text(text + "发展" * 20, encoding="utf-8")
    return tmp_path


def test_a_folder_is_tested_by_its_articles_and_its_list_nearly_alike(folder, tmp_path_factory):
    out = tmp_path_factory.mktemp("list") / "list.tsv"
    write_list(folder, out)
    here = table_of(*["党建 党建 产业 产业 产业" + " 发展" * 25] * 12)
    by_articles = keyness(here, read_reference(folder)).set_index("term")
    by_list = keyness(here, read_reference(out)).set_index("term")
    assert by_articles.status.to_dict() == {
        "党建": "key", "产业": "not significant", "发展": "not significant", "群众": "underused"
    }  # fmt: skip
    assert by_list.status.to_dict() == by_articles.status.to_dict()
    assert by_list.z_articles.to_dict() == pytest.approx(by_articles.z_articles.to_dict(), abs=0.6)  # many ties here


def test_a_term_that_turns_round_against_its_period_moves_with_the_register():
    """的 (a particle) is 20,152 of a million words over all years, 12,368 in 2023–26."""
    rng = np.random.default_rng(0)
    here = table_of(*(" ".join(["的"] * int(n) + ["发展"] * (1000 - int(n))) for n in rng.normal(13, 2, 40)))
    rows = {period: keyness(here, period=period).set_index("term").loc["的"] for period in (None, 2025, "2023-2026", 2010)}
    assert [row.status for row in rows.values()] == ["underused", *["moves with the register"] * 2, "underused"]
    assert rows[2025].per_10k_period == pytest.approx(123.7) and np.isnan(rows[None].per_10k_period)
    both = keyness(here, period=["2025-01-09", 2010]).set_index("term").loc["的"]
    assert both.per_10k_period == pytest.approx((rows[2025].per_10k_period + rows[2010].per_10k_period) / 2)
    with pytest.raises(ValueError, match="can't read the period"):
        keyness(here, period="lately")


def test_words_of_title_lines_are_not_tested_against_reports_counted_without_them():
    table = keyness(table_of(*["政府工作报告 月 日 三抓四促九比"] * 12)).set_index("term")
    assert table.status.loc[["政府工作报告", "月", "三抓四促九比"]].to_list() == [
        "not tested",
        "not tested",
        "not in the reference",
    ]


def test_terms_that_are_missing_here_are_listed_where_they_were_expected():
    reference = Reference("r", pd.Series({"o": 500, "common": 490, "rare": 10}), 1000, complete=True)
    table = keyness(table_of(*["o o o o"] * 5), reference)
    assert set(table.term) == {"o", "common"} and table.set_index("term").loc["common", "n"] == 0


def test_nothing_at_all_is_refused_with_a_notice():
    for tokens, reference in ((table_of(), None), (table_of("a"), table_of())):
        table = keyness(tokens, reference)
        assert (
            table.empty and list(table.columns) == list(COLUMNS) and "there are none" in table.attrs["notice"] + "there are none"
        )


def test_work_reports_are_the_reference_unless_another_is_given():
    table = keyness(table_of(*["党员 的 党员"] * 9, "党员")).set_index("term")
    assert table.loc["党员", "n_reference"] > 0 and table.loc["党员", "status"] == "key"
    assert table.loc["党员", "df_reference"] <= work_reports().documents


TOKENS = table_of(*["镇 党建 党建"] * 10, *["城 产业 产业"] * 11, *["村 产业 党建"] * 12, *["港 产业"] * 3)
BY = pd.Series(["town"] * 10 + ["city"] * 11 + ["village"] * 12 + ["port"] * 3, [f"d{number:04d}" for number in range(36)])
OVER_ALL = ["q", "status"]


def test_rows_are_those_of_keyness_against_the_rest():
    table = compare(TOKENS, BY)
    town = table[table.group == "town"].drop(columns=["group", "articles"]).reset_index(drop=True)
    of_town = TOKENS.doc_id.map(BY) == "town"
    alone = keyness(TOKENS[of_town], TOKENS[~of_town])
    pd.testing.assert_frame_equal(town.drop(columns=OVER_ALL), alone.drop(columns=OVER_ALL))
    assert dict(zip(table.group, table.articles)) == {"city": 11, "town": 10, "village": 12}


def test_q_is_over_all_groups_together():
    tested = compare(TOKENS, BY).dropna(subset="p_articles")
    assert tested.q.to_list() == pytest.approx(stats.false_discovery_control(tested.p_articles).tolist(), abs=1e-12)
    assert tested.group.nunique() == 3 and {"key", "underused"} <= set(tested.status)


def test_articles_without_a_group_are_left_out():
    more = pd.concat([TOKENS, table_of("镇 镇 镇").assign(doc_id="z")])
    pd.testing.assert_frame_equal(compare(more, BY), compare(TOKENS, BY))


def test_categorical_tokens_compare_alike():
    pd.testing.assert_frame_equal(compare(TOKENS.astype({"doc_id": "category", "token": "category"}), BY), compare(TOKENS, BY))


@pytest.mark.parametrize("by", [{}, {"d0000": "town"}, dict.fromkeys(BY.index, "all"), dict.fromkeys(BY.index[:27], "a")])
def test_small_groups_are_refused_with_a_notice(by):
    table = compare(TOKENS, by)
    assert "10 articles in a group" in table.attrs["notice"]
    assert table.empty and list(table.columns)[:3] == ["group", "articles", "term"]

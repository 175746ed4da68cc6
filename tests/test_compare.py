"""compare: each group against all others, as keyness has it, with q over the terms of all groups."""

import pandas as pd
import pytest
from scipy import stats

from tifaku import compare, keyness
from tokentables import table_of

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

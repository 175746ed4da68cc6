"""compare: each group against all others, as keyness has it."""

import pandas as pd
import pytest

from tifaku import compare, keyness
from tokentables import table_of

TOKENS = table_of(*["镇 党建 党建"] * 5, *["城 产业 产业"] * 6)
BY = pd.Series(["town"] * 5 + ["city"] * 6, [f"d{number:04d}" for number in range(11)])


def test_rows_are_those_of_keyness_against_the_rest():
    table = compare(TOKENS, BY)
    town = table[table.group == "town"].drop(columns=["group", "articles"]).reset_index(drop=True)
    of_town = TOKENS.doc_id.map(BY) == "town"
    pd.testing.assert_frame_equal(town, keyness(TOKENS[of_town], TOKENS[~of_town]))
    assert dict(zip(table.group, table.articles)) == {"city": 6, "town": 5}


def test_articles_without_a_group_are_left_out():
    more = pd.concat([TOKENS, table_of("镇 镇 镇").assign(doc_id="z")])
    pd.testing.assert_frame_equal(compare(more, BY), compare(TOKENS, BY))


def test_categorical_tokens_compare_alike():
    pd.testing.assert_frame_equal(compare(TOKENS.astype({"doc_id": "category", "token": "category"}), BY), compare(TOKENS, BY))


@pytest.mark.parametrize("by", [{}, {"d0000": "town"}, dict.fromkeys(BY.index, "all")])
def test_small_groups_are_refused_with_a_notice(by):
    table = compare(TOKENS, by)
    assert "5 articles in a group" in table.attrs["notice"]
    assert table.empty and list(table.columns)[:3] == ["group", "articles", "term"]

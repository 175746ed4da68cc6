"""columns: heads in words from one table; what a column means may hang on the columns beside it."""

import pytest

from tifaku.text.lexicons import rows
from tifaku.text.texts import heads

TABLE = rows("columns")


def words(*columns):
    return [head.words for head in heads(columns)]


def test_every_row_has_words_and_a_meaning():
    assert all(row["head"] and row["meaning"] and row["source"] for row in TABLE)
    assert not [row["head"] for row in TABLE if "_" in row["head"] or len(row["head"].split()) > 3]
    assert len({(row["column"], row["beside"]) for row in TABLE}) == len(TABLE)


def test_columns_beside_are_columns_and_each_column_has_a_general_row():
    names = {row["column"] for row in TABLE if not row["beside"]}
    assert {row[name] for row in TABLE for name in ("column", "beside")} <= names | {""}


@pytest.mark.parametrize(
    "columns, said",
    [
        (["rule", "before", "after"], ["rule", "source has", "became"]),
        (["surface", "before", "after"], ["formula", "before", "after"]),
        (["since", "before", "of_before"], ["since", "articles before", "of articles before"]),
        (["slot 2", "coder_1"], ["slot 2", "coder 1"]),
        (["log_ratio", "log_ratio_low"], ["Log Ratio", "Log Ratio from"]),
        (["my_own_column", 7], ["my own column", "7"]),
    ],
)
def test_heads(columns, said):
    assert words(*columns) == said


def test_a_tip_has_the_unit_of_numbers_and_the_work_behind_them():
    (head,) = heads(["df_share_low"])
    assert head.tip == "lower end of its 95% interval · 0 to 1 · score interval · Wilson 1927"
    assert heads(["surface"])[0].tip == "the name as the article writes it"

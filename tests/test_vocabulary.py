"""The tables of words: every row is complete and is reached, and its phrases hold it back."""

import pytest

from tifaku.repair.script import as_written, mainland, script
from tifaku.text.edits import replay
from tifaku.text.lexicons import rows

WORDS = [*rows("mainland_vocabulary"), *rows("taiwan_words")]
TAIWAN = "资讯、硬体、"  # 'information, hardware', so that the words that need others beside them are changed


def put(text):
    changes = mainland(text)
    for change in reversed(changes):
        text = text[: change.start] + change.mainland + text[change.end :]
    return text


@pytest.mark.parametrize("row", WORDS, ids=lambda row: row["converted"])
def test_rows(row):
    assert row["source"] and row["when"] in ("always", "beside others")
    assert put(f"{TAIWAN}{row['converted']}。").endswith(f"、{row['mainland']}。")
    for phrase in row["unless"].split():
        assert row["converted"] in phrase and put(f"{TAIWAN}{phrase}。").endswith(f"、{phrase}。")


def test_a_word_that_is_not_sure_has_a_doubt():
    doubts = {change.mainland: change.doubt for change in mainland(f"{TAIWAN}位址")}  # 'address'
    assert doubts.pop("地址") and not any(doubts.values())
    assert mainland("位址") == []


def test_dry_words_are_dry():
    for row in rows("dry_words"):
        assert "干" in row["word"] and row["source"]
        assert as_written(row["word"].replace("干", "乾"), row["word"]) == row["word"]


@pytest.mark.parametrize("row", rows("kept_words"), ids=lambda row: row["word"])
def test_kept_words_stay(row):
    assert replay(f"這裡說{row['word']}。", script(f"這裡說{row['word']}。")) == f"这里说{row['word']}。"


def test_a_kept_word_is_none_where_the_next_two_characters_are_one():
    assert replay("草原著火，隨著發展", script("草原著火，隨著發展")) == "草原着火，随着发展"  # 'the steppe is on fire'

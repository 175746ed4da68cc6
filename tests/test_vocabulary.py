"""mainland_vocabulary.tsv and dry_words.tsv: every row is complete, keeps its length, and is reached."""

import pytest

from tifaku.repair.vocabulary import mainland
from tifaku.text.lexicons import rows

WORDS = rows("mainland_vocabulary")


@pytest.mark.parametrize("row", WORDS, ids=lambda row: row["converted"])
def test_rows(row):
    assert len(row["converted"]) == len(row["mainland"]) and row["source"] and row["when"] in ("always", "beside others")
    text = f"资讯、网路、{row['converted']}。"
    assert row["mainland"] in mainland(text, text)
    for phrase in row["unless"].split():
        assert row["converted"] in phrase and phrase in mainland(f"资讯、网路、{phrase}。", f"资讯、网路、{phrase}。")


def test_dry_words_are_dry():
    for row in rows("dry_words"):
        assert "干" in row["word"] and row["source"]
        assert mainland(row["word"].replace("干", "乾"), row["word"]) == row["word"]

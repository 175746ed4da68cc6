"""tokens: the tokens are the body, formulas stay whole, both engines agree."""

import pytest
from hypothesis import given, settings, strategies as st

from tifaku.corpus import read_text
from tifaku.tokens import tokenize, words

ANY = st.text(alphabet=st.sampled_from("中国四抓度“”、。，！？\n\r\t A1.%-+\x00\x1c\u3000𠀀㐀龥鿿\ud800é"), max_size=60)


@settings(deadline=None)
@given(ANY)
def test_tokens_partition_any_text_and_engines_agree(text):
    one, two = tokenize(text, "jieba"), tokenize(text, "rjieba")
    assert "".join(one.token) == text.replace("\ud800", "\ufffd")
    assert all(text[s:e] in (token, "\ud800") for s, e, token in zip(one.start, one.end, one.token))
    assert one.equals(two)


def test_unknown_segmenter_names_the_choices():
    with pytest.raises(ValueError, match="'jieba' or 'rjieba'"):
        tokenize("中", "pkuseg")


def test_words_are_neither_punctuation_nor_space():
    assert words(tokenize("党建 引领，1+5！")).token.to_list() == ["党建", "引领", "1", "5"]
    assert words(tokenize("我们的党建"), stop_words=False).token.to_list() == ["党建"]
    assert read_text("x").text

"""ngrams: what stands side by side in one sentence, and nothing across a gap."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tifaku import ngrams, term_frequency
from tifaku.tokens import tokenize, words
from tokentables import table_of

PARTS = st.lists(st.lists(st.sampled_from([*"abc", "."]), max_size=12).map(" ".join), max_size=4)


@settings(deadline=None)
@given(PARTS, st.integers(1, 4))
def test_like_nltk_sentence_by_sentence(parts, n):
    nltk = pytest.importorskip("nltk")
    expected = []
    for part in parts:
        for sentence in part.replace(".", ".\n").split("\n"):
            expected += [" ".join(gram) for gram in nltk.ngrams(sentence.split(), n)]
    assert ngrams(table_of(*parts), n).token.to_list() == expected


def test_nothing_is_joined_over_what_was_left_out():
    tokens = words(tokenize("产业兴旺的乡村。乡村振兴\n产业发展"), stop_words=False)
    assert ngrams(tokens).token.to_list() == ["产业 兴旺", "产业 发展"]


def test_an_ngram_is_the_text_from_start_to_end():
    text = "坚持党建引领产业发展"
    table = ngrams(tokenize(text), 3)
    assert len(table) and all(text[a:b] == token.replace(" ", "") for a, b, token in zip(table.start, table.end, table.token))


def test_rows_count_like_tokens():
    assert term_frequency(ngrams(table_of("a b a b", "a b"))).values[0].tolist()[:2] == ["a b", 3]


@pytest.mark.parametrize("text", ["", "产业", "。。"])
def test_too_few_tokens_give_no_rows(text):
    table = ngrams(words(tokenize(text)), 2)
    assert table.empty and table.columns.to_list() == ["doc_id", "start", "end", "token", "sentence"]


def test_a_run_of_no_tokens_is_refused():
    with pytest.raises(ValueError, match="1 or more"):
        ngrams(table_of("a"), 0)

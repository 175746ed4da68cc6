"""Places of words: each word with what its places in the lists of work reports say; glosses beside."""

import pytest

from tifaku.text.words import places

GOVERNS = ["推进", "坚持", "开展", "做好", "健全"]  # 'push ahead', 'persist in', 'unfold', 'do well', 'perfect'
FOLLOWS = ["等", "方面", "组成"]  # 'and so on', 'aspects', 'make up'
NEITHER = ["管好", "文化"]  # 'manage well', 'culture'


@pytest.mark.parametrize("word", GOVERNS)
def test_what_governs_a_list(word):
    assert places(word).governs > 2


@pytest.mark.parametrize("word", FOLLOWS)
def test_what_follows_a_list(word):
    assert places(word).follows > 1 and places(word).ends < 0.5


@pytest.mark.parametrize("word", NEITHER)
def test_what_stands_in_items(word):
    assert places(word).governs < 1


def test_an_unknown_word_says_nothing():
    assert set(places("魑魅")) == {0.0}  # 'goblins'

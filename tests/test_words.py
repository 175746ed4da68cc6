import pytest

from tifaku.text.words import is_word, places, tagged


def test_phrases_are_cut_into_words():
    assert tagged("让群众满意") == (
        ("让", "群众", "满意"),
        "pnv",
        (0, 1, 3, 5),
    )  # 'satisfy the masses', one entry of the dictionary


def test_closed_classes_have_their_own_tags():
    assert tagged("把握好").tags[0] == "v" and tagged("把人心聚起来").tags[0] == "p"  # 'grasp'; 'gather people's hearts'


@pytest.mark.parametrize("at, parts", [(2, ("推进", "文化")), (3, ("推进文", "化"))])
def test_words_are_cut_at_a_place(at, parts):
    known = tagged("推进文化")  # 'promote culture'
    assert tuple("".join(side.words) for side in known.parted(at)) == parts


def test_what_is_a_word():
    assert is_word("收入") and not is_word("政收") and not is_word("收")  # 'income'


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

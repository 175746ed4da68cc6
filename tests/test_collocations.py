"""collocations: windows counted one token at a time, measures as nltk has them."""

import math
from collections import Counter
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from tifaku import collocations, ngrams, term_frequency
from tifaku.tables.collocations import COLUMNS
from tifaku.tokens import tokenize, words
from tokentables import table_of

PARTS = st.lists(st.lists(st.sampled_from([*"xabc", "."]), max_size=14).map(" ".join), max_size=4)


def plain_windows(parts, node, window):
    """Of all tokens but the node, those within the window of a node in the same sentence."""
    near, size = [], 0
    for part in parts:
        for sentence in part.replace(".", ".\n").split("\n"):
            found = sentence.split()
            at = [i for i, word in enumerate(found) if word == node]
            near += [w for i, w in enumerate(found) if w != node and any(abs(i - j) <= window for j in at)]
            size += sum(word != node for word in found)
    return near, size


@settings(deadline=None)
@given(PARTS, st.integers(1, 4))
def test_measures_agree_with_nltk_and_scipy(parts, window):
    measures = pytest.importorskip("nltk.metrics.association").BigramAssocMeasures
    near, size = plain_windows(parts, "x", window)
    every = " ".join(parts).split()
    table = collocations(table_of(*parts), "x", window, min_n=1)
    assert dict(zip(table.collocate, table.n)) == {word: near.count(word) for word in set(near)}
    for row in table.itertuples():
        n, column = near.count(row.collocate), every.count(row.collocate)
        marginals = (n, (len(near), column), size)
        assert (row.n_node, row.n_collocate) == (every.count("x"), column)
        assert row.mi == pytest.approx(measures.pmi(*marginals), abs=1e-9)
        assert row.t == pytest.approx(measures.student_t(*marginals), abs=1e-9)
        assert row.log_dice == pytest.approx(14 + math.log2(2 * n / (every.count("x") + column)), abs=1e-9)
        cells = np.array([[n, len(near) - n], [column - n, size - len(near) - column + n]])
        if cells.sum(0).all() and cells.sum(1).all():
            g2 = stats.chi2_contingency(cells, correction=False, lambda_="log-likelihood").statistic
            assert abs(row.g2) == pytest.approx(g2, abs=1e-9)
    assert not table.drop(columns=["z_articles", "p_articles", "q"]).isna().any(axis=None)


def test_agrees_with_pycorpdiff():
    measures = pytest.importorskip("pycorpdiff.collocation.measures")
    parts = ["x a b a c a .", "b x a a c"]
    table = collocations(table_of(*parts), "x", window=2, min_n=1)
    near, size = plain_windows(parts, "x", 2)
    windows = table.n, float(len(near)), table.n_collocate, size
    assert table.log_dice.to_list() == pytest.approx(measures.logdice(table.n, 2.0, table.n_collocate).to_list(), abs=1e-9)
    assert table.mi.to_list() == pytest.approx(measures.pmi(*windows).to_list(), abs=1e-9)
    assert table.t.to_list() == pytest.approx(measures.t_score(*windows).to_list(), abs=1e-9)


def test_windows_do_not_cross_sentences_or_articles():
    table = collocations(table_of("x a . b x", "c"), "x", window=9, min_n=1)
    assert set(table.collocate) == {"a", "b", "."}


def test_several_nodes_each_have_their_rows():
    tokens = words(tokenize("推动产业发展。产业发展。党建引领。党建引领。"))
    table = collocations(tokens, ["产业", "党建", "产业"])
    assert table[["node", "collocate"]].values.tolist() == [["产业", "发展"], ["党建", "引领"]]


@pytest.mark.parametrize("parts, node", [((), "x"), (("a b",), "x"), (("x",), "x"), (("x . a",), "x")])
def test_nothing_to_find_gives_the_columns_and_no_rows(parts, node):
    table = collocations(table_of(*parts), node, min_n=1)
    assert list(table.columns) == list(COLUMNS) and set(table.collocate) <= {"."}


def test_a_window_of_nothing_is_refused():
    with pytest.raises(ValueError, match="1 or more"):
        collocations(table_of("a"), "a", window=0)


def test_shuffled_sentences_are_expected_as_all_their_orders_have_it():
    """Three sentences, each in all its orders."""
    parts = ["x a b c", "x x a b", "a x b a c"]
    expected = Counter()
    for part in parts:
        orders = list(permutations(part.split()))
        for order in orders:
            near = [w for i, w in enumerate(order) if w != "x" and "x" in order[max(0, i - 1) : i + 2]]
            expected.update({word: n / len(orders) for word, n in Counter(near).items()})
    table = collocations(table_of(*parts), "x", window=1, min_n=1).set_index("collocate")
    assert table.n_shuffled.to_dict() == pytest.approx({word: expected[word] for word in table.index}, abs=1e-5)


def test_pairs_are_tested_by_articles_and_those_of_few_come_last():
    rng = np.random.default_rng(5)
    others = [rng.permutation(list("bcdefgh")).tolist() for _ in range(40)]
    words_of = [[*some[:3], "x", "a", *some[3:]] for some in others]  # a always behind x, the others anywhere
    parts = [*map(" ".join, words_of), *["x y x y x y x y"] * 4]
    table = collocations(table_of(*parts), "x", window=1, min_n=1).set_index("collocate")
    assert table.loc["a", "articles"] == 40 and table.loc["a", "q"] < 0.01 and table.loc["a", "z_articles"] > 3
    order = table.articles.to_list()
    assert [n < 5 for n in order] == sorted(n < 5 for n in order) and order[-1] < 5 and np.isnan(table.loc["y", "q"])
    assert table.loc["y", "log_dice"] > table[table.articles >= 5].log_dice.min()
    over = 1 - np.array([2 / 9] * 40)  # two of nine words stand side by side in 8 of 36 pairs of places
    assert table.loc["a", "z_articles"] == pytest.approx(over.sum() / np.sqrt((over**2).sum()), abs=1e-4)
    tested = table.dropna(subset="q")
    assert tested.q.to_list() == pytest.approx(stats.false_discovery_control(tested.p_articles).tolist(), abs=1e-12)


def test_a_habit_of_one_article_is_no_collocation():
    table = collocations(table_of(" . ".join(["x a b c d e"] * 60), *["x b c a d e", "d x c a e b"] * 10), "x", window=1, min_n=1)
    row = table.set_index("collocate").loc["a"]
    assert row.n == 60 and abs(row.g2) > 10 and not row.q < 0.05


RUNS = st.lists(st.lists(st.sampled_from([*"abc", "."]), max_size=12).map(" ".join), max_size=4)


@settings(deadline=None)
@given(RUNS, st.integers(1, 4))
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

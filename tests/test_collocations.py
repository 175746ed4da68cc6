"""collocations: windows counted one token at a time, measures as nltk has them."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from tifaku import collocations
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
    assert not table.isna().any(axis=None)


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

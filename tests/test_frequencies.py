"""frequencies: counts add up, do not depend on the order of articles, and agree with scipy and scikit-learn;
dispersion: the values of the papers that introduced its measures, and a plain count part by part."""

import json
import random
from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from tifaku import dispersion, term_frequency, tf_idf
from tifaku.text.documents import Document
from tifaku.tokens import tokenize, words
from tokentables import table_of

ARTICLES = st.lists(st.lists(st.sampled_from(["产业", "党建", "，", "发展", "a"]), max_size=12).map(" ".join), max_size=8)
COLUMNS = ["term", "n", "per_10k", "per_10k_low", "per_10k_high", "df", "df_share", "df_share_low", "df_share_high"]
ENDS = [name for name in COLUMNS if name.endswith(("low", "high"))]


@settings(deadline=None)
@given(ARTICLES)
def test_like_a_plain_count(parts):
    tokens = table_of(*parts)
    table = term_frequency(tokens)
    assert table.n.sum() == len(tokens)
    assert dict(zip(table.term, table.n)) == Counter(word for part in parts for word in part.split())
    assert dict(zip(table.term, table.df)) == Counter(word for part in parts for word in set(part.split()))
    assert table.per_10k.sum() == pytest.approx(10_000 if len(tokens) else 0)
    assert table.n.is_monotonic_decreasing and not table.drop(columns=ENDS).isna().any(axis=None)
    assert table[ENDS].isna().all(axis=None)  # fewer than ten articles have no interval


@settings(deadline=None)
@given(st.lists(st.text(alphabet="党建引领产业发展，。四抓度“”", max_size=20), max_size=6), st.randoms())
def test_order_of_articles_changes_nothing(texts, luck: random.Random):
    docs = [Document(f"d{number}", text, text) for number, text in enumerate(texts)]
    before = term_frequency(tokenize(docs, "rjieba"))
    luck.shuffle(docs)
    pd.testing.assert_frame_equal(before, term_frequency(tokenize(docs, "rjieba")))


def test_order_of_rows_changes_nothing():
    tokens = table_of("a b a", "b c", "a")
    pd.testing.assert_frame_equal(term_frequency(tokens), term_frequency(tokens.sample(frac=1, random_state=1)))


def test_an_article_without_tokens_counts_among_the_articles():
    docs = [Document("a", "产业", "产业"), Document("b", "", "")]
    assert term_frequency(tokenize(docs)).df_share.to_list() == [0.5]


@pytest.mark.parametrize("text", ["", "。，！", "产业"])
def test_next_to_nothing_has_the_columns_and_no_gaps(text):
    table = term_frequency(words(tokenize(text)))
    assert table.columns.to_list() == COLUMNS and len(table) == (text == "产业")
    assert not table.drop(columns=ENDS).isna().any(axis=None) and tf_idf(words(tokenize(text))).tf_idf.sum() == 0


def test_intervals_from_ten_articles_on_and_for_rates_from_five_with_the_term():
    table = term_frequency(table_of(*["a b", "a c c c"] * 5, "a d e e e e e e")).set_index("term")
    assert (table.per_10k_low < table.per_10k).loc[["a", "b", "c"]].all() and (table.per_10k < table.per_10k_high).loc[
        ["a", "b", "c"]
    ].all()
    assert table.loc[["d", "e"], "per_10k_low"].isna().all() and table.df_share_low.notna().all()


def test_the_interval_of_a_rate_is_that_of_leaving_out_each_article():
    """Where a term is frequent: numpy's loop over the articles, log rates, n - 1 degrees of freedom."""
    rng = np.random.default_rng(4)
    n, size = rng.integers(200, 400, 12), rng.integers(800, 1200, 12)
    row = term_frequency(table_of(*(" ".join(["x"] * a + ["o"] * (b - a)) for a, b in zip(n, size)))).set_index("term").loc["x"]
    left = np.log([(n.sum() - a) / (size.sum() - b) for a, b in zip(n, size)])
    half = stats.t.ppf(0.975, 11) * np.sqrt(11 / 12 * ((left - left.mean()) ** 2).sum())
    expected = n.sum() / size.sum() * 10_000 * np.exp([-half, half])
    assert [row.per_10k_low, row.per_10k_high] == pytest.approx(expected, rel=0.005)


def test_what_is_no_table_of_tokens_is_refused_with_the_next_step():
    with pytest.raises(TypeError, match="tokenize"):
        term_frequency([Document("a", "产业", "产业")])
    with pytest.raises(ValueError, match="no column token"):
        term_frequency(table_of("a").drop(columns="token"))


def test_reprints_count_once_where_clusters_are_given():
    tokens = table_of("a b", "a b", "a c")
    clusters = {"d0000": "reprint", "d0001": "reprint"}
    table = term_frequency(tokens, clusters).set_index("term")
    assert table.df_clusters_share.to_dict() == {"a": 1.0, "b": 0.5, "c": 0.5}
    by_mapping = table.df_clusters
    by_column = term_frequency(tokens.assign(cluster=tokens.doc_id.replace(clusters))).set_index("term").df_clusters
    assert by_mapping.to_dict() == by_column.to_dict() == {"a": 2, "b": 1, "c": 1}


@settings(deadline=None)
@given(ARTICLES.filter(any))
def test_tf_idf_is_scikit_learns(parts):
    text = pytest.importorskip("sklearn.feature_extraction.text")
    parts = [part for part in parts if part]
    counter = text.CountVectorizer(analyzer=str.split)
    weights = text.TfidfTransformer(norm=None, smooth_idf=False).fit(counts := counter.fit_transform(parts))
    for row in tf_idf(table_of(*parts)).itertuples():
        column = counter.vocabulary_[row.term]
        assert row.idf == pytest.approx(weights.idf_[column] - 1, abs=1e-9)  # scikit-learn adds 1 to every idf
        part = int(row.doc_id[1:])
        assert row.tf == pytest.approx(counts[part, column] / counts[part].sum(), abs=1e-12)
        assert row.tf_idf == pytest.approx(row.tf * row.idf, abs=1e-12)


CASES = json.loads((Path(__file__).parent / "cases/dispersion.json").read_text(encoding="utf-8"))
PARTS = st.lists(st.lists(st.sampled_from("abcde"), min_size=1, max_size=9).map(" ".join), min_size=2, max_size=6)


@pytest.mark.parametrize("case", CASES, ids=[case["source"][:20] for case in CASES])
def test_published_values(case):
    table = dispersion(table_of(*case["parts"])).set_index("term")
    for term, expected in case["expected"].items():
        assert {name: round(table.loc[term, name], 3) for name in expected} == pytest.approx(expected, abs=5e-4)


@settings(deadline=None)
@given(PARTS)
def test_like_a_plain_count_part_by_part(parts):
    sizes = np.array([len(part.split()) for part in parts])
    for row in dispersion(table_of(*parts)).itertuples():
        n = np.array([Counter(part.split())[row.term] for part in parts])
        share, rate = sizes / sizes.sum(), n / sizes
        dp = np.abs(n / n.sum() - share).sum() / 2
        d = 1 - np.std(rate) / np.mean(rate) / np.sqrt(len(parts) - 1)
        assert (row.n, row.range) == (n.sum(), (n > 0).sum())
        assert (row.dp, row.dp_norm, row.juilland_d) == pytest.approx((dp, dp / (1 - share.min()), d), abs=1e-9)


def test_agrees_with_pycorpdiff():
    measures = pytest.importorskip("pycorpdiff.keyness.dispersion")
    tokens = table_of(*CASES[0]["parts"])
    table = dispersion(tokens).set_index("term")
    matrix = tokens.groupby(["doc_id", "token"]).size().unstack(fill_value=0)
    assert table.dp.to_dict() == pytest.approx(measures.dispersion_dp(matrix).to_dict(), abs=1e-9)
    assert table.juilland_d.to_dict() == pytest.approx(measures.juilland_d(matrix).to_dict(), abs=1e-9)


def test_rare_terms_can_be_left_out():
    assert dispersion(table_of("a a b", "a"), min_n=2).term.to_list() == ["a"]


@pytest.mark.parametrize("parts", [(), ("a",), ("a b a",)])
def test_fewer_than_two_articles_are_refused_with_a_notice(parts):
    table = dispersion(table_of(*parts))
    assert table.empty and list(table.columns) == ["term", "n", "range", "dp", "dp_norm", "juilland_d"]
    assert "two articles" in table.attrs["notice"]

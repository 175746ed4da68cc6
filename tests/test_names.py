"""names: corpora of 5, 60 and 300 articles give rows that can be read, in tables and figures that choose, and say of how many."""

import re

import pandas as pd
import pytest
from matplotlib.text import Text

from tifaku import figures
from tifaku.figures.network import LEAST
from tifaku.tables.lifecycle import lifecycle
from tifaku.tables.names import MANY, crossing
from tifaku.text.documents import Document, Fact

PROVINCES = ("云南省", "四川省", "湖北省", "重庆市", "山东省")
SIZES = [5, 60, 300]


def article(k: int, dated: int) -> Document:
    """Every third article names 四风 'four forms of decadence', the later half 六稳 'six stabilities', each one of its own."""
    text = f"三个{k}号工程。" + "反对四风。" * (k % 3 == 0) + "做好六稳工作。" * (k >= dated // 2)
    facts = {"province": Fact(PROVINCES[k % 5])} | ({"date": Fact(f"{2010 + k % 12}-03-01")} if k < dated else {})
    return Document(f"a{k:03}", text, text, metadata=facts)


def corpus(n: int, dated: int | None = None) -> list[Document]:
    return [article(k, n if dated is None else dated) for k in range(n)]


def formulas(docs: list[Document]) -> pd.DataFrame:
    named = [(doc.doc_id, found) for doc in docs for found in re.findall("三个[0-9]+号工程|四风|六稳", doc.text)]
    rows = [(doc_id, name, "complete" if doc_id == "a000" else "unresolved") for doc_id, name in named]
    return pd.DataFrame(rows, columns=["doc_id", "surface", "verdict"])


def words(fig) -> str:
    fig.draw_without_rendering()
    return " ".join(text.get_text() for text in fig.findobj(Text))


@pytest.mark.parametrize("n", SIZES)
def test_few_articles_are_columns_and_many_go_by_year(n):
    docs = corpus(n)
    table = crossing(formulas(docs), docs)
    assert table.attrs["by"] == ("article" if n <= MANY else "year")
    assert table.attrs["formulas"] == n + 2 and table.attrs["shared"] == 2 and table.attrs["articles"] == n
    decadence = table[table["surface"] == "四风"]
    assert decadence["articles"].sum() == len(range(0, n, 3)) and decadence["verdict"].tolist().count("complete") == 1


def test_the_columns_are_what_more_articles_state():
    docs = corpus(60, dated=20)
    table = crossing(formulas(docs), docs)
    assert table.attrs["by"] == "province" and table.attrs["placed"] == 60 and set(table.attrs["columns"]) == set(PROVINCES)
    nowhere = [Document(doc.doc_id, doc.text, doc.text) for doc in docs]
    assert crossing(formulas(nowhere), nowhere).attrs["by"] == "article"


@pytest.mark.parametrize("n", SIZES)
def test_a_matrix_can_be_read_at_any_size_and_says_of_how_many(n):
    docs = corpus(n)
    fig = figures.plot_formula_matrix(crossing(formulas(docs), docs), {doc.doc_id: f"第{doc.doc_id}篇" for doc in docs})
    axes = fig.axes[0]
    assert len(axes.get_xticklabels()) <= 34 and fig.get_figheight() < 9
    assert re.search(rf"{min(n + 2, 25)} of {n + 2} formulas", words(fig).replace("\n", " "))
    assert "四风 (第a000篇" in fig.alt if n == 5 else "四风 (2010" in fig.alt


def test_what_no_two_articles_share_is_a_sentence():
    own = formulas(corpus(5))
    fig = figures.plot_formula_matrix(own[own["surface"].str.startswith("三个")])
    assert fig.alt.endswith("No two of the 5 articles share any of their 5 formulas.") and not fig.axes[0].patches


@pytest.mark.parametrize("n", SIZES)
def test_lives_show_what_changes_and_only_where_shares_are_shares(n):
    docs = corpus(n)
    table = lifecycle(docs, ["四风", "六稳", *(f"三个{k}号" for k in range(20))])
    fig = figures.plot_lives(table, most=2)
    if n < 30:
        assert fig.alt.endswith(f"Only {n} articles are of a known period: too few for shares, which are drawn from 30 on.")
    else:
        assert "2 of 22 formulations, those whose share changes most" in words(fig) and "四风" in fig.alt


def test_a_rise_is_drawn_before_what_is_always_said():
    periods = [(year, name, k) for year in range(2015, 2025) for name, k in (("发展", 40), ("六稳", 40 * (year > 2019)))]
    table = pd.DataFrame(periods, columns=["period", "formulation", "articles"]).assign(of_articles=40)
    table = table.assign(share=table["articles"] / 40, low=0.0, high=1.0)
    assert figures.plot_lives(table, most=1).alt == "Life curves, best share: 六稳 100% in 2020"


def pairs(n: int, met: int) -> pd.DataFrame:
    return pd.DataFrame([(f"甲{k}", f"乙{k}", met, 14 - k / 10) for k in range(n)], columns=["a", "b", "n", "log_dice"])


@pytest.mark.parametrize(("table", "drawn"), [(pairs(LEAST, 2), True), (pairs(LEAST - 1, 2), False), (pairs(300, 1), False)])
def test_a_network_is_drawn_from_some_links_on(table, drawn):
    fig = figures.plot_network(table)
    assert bool(fig.axes[0].lines) == drawn
    assert drawn or f"a network is drawn from {LEAST} on" in fig.alt


def test_a_network_takes_what_meets_most_often():
    many = pd.concat([pairs(60, 2), pairs(1, 30).assign(a="两个确立", b="两个维护", log_dice=12.0)])
    fig = figures.plot_network(many)
    assert fig.title == "两个确立 and 两个维护 stand together most often: 30 times"
    assert re.search(r"\d+ of 61 pairs", words(fig).replace("\n", " "))


def spread(years: int, places: int) -> pd.DataFrame:
    rows = [(f"三{k}", PROVINCES[p], 2010 + y, 1) for k in range(60) for y in range(years) for p in range(places)]
    return pd.DataFrame(rows, columns=["formulation", "place", "year", "n"])


def test_a_timeline_of_single_years_and_bars_of_single_places_are_sentences():
    alone = spread(1, 1)
    assert figures.plot_timeline(alone).alt.endswith("No formulation is seen in more than one year.")
    assert figures.plot_places(alone).alt.endswith("No formulation is seen in two places; each has its own: 云南省 60.")
    both = spread(3, 2)
    assert "20 of 60 formulations" in words(figures.plot_timeline(both)) and "2 of 2 places" in words(figures.plot_places(both))

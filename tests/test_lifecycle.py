"""The life of formulations in a corpus: shares of the articles of a period, checked by hand on texts made for it."""

import tracemalloc

import pytest

import tifaku
from tifaku.tables.lifecycle import COLUMNS, lifecycle
from tifaku.tables.uses import read_terms, uses
from tifaku.text.corpora import Corpus
from tifaku.text.documents import Document, Fact
from tifaku.text.findings import Findings, Formula, Slogan, Span

SIX = "做好“六稳”工作，落实“六保”任务。"  # 'do the work of the six stabilities, fulfil the six guarantees'
NONE = "今天开会。"  # 'a meeting today'


def article(doc_id, text, date=None, place="甲县", **facts):
    facts |= {"county": place} | ({"date": date} if date else {})
    return Document(doc_id, text, text, metadata={name: Fact(value) for name, value in facts.items()})


DOCS = [
    article("a", SIX, "2019-03-01"),
    article("b", NONE, "2019-05-01"),
    article("c", SIX + SIX, "2020-01-15", "乙县"),
    article("d", SIX, "2020-11-30"),
    article("e", NONE, "2022-02-02"),
    article("f", SIX),
]


def rows(table, *columns):
    return table[list(columns)].values.tolist()


def test_articles_with_it_of_all_articles_of_the_year():
    table = lifecycle(DOCS, ["六稳"])
    assert list(table.columns) == COLUMNS
    assert rows(table, "formulation", "period", "articles", "of_articles", "share", "n", "places", "first", "last") == [
        ["六稳", 2019, 1, 2, 0.5, 1, 1, "2019-03-01", "2019-03-01"],
        ["六稳", 2020, 2, 2, 1.0, 3, 2, "2020-01-15", "2020-11-30"],
        ["六稳", 2022, 0, 1, 0.0, 0, 0, "", ""],  # 2021 has no articles and no row
    ]
    assert [round(x, 3) for x in table["low"]] == [0.095, 0.342, 0.0]  # Wilson, 1 of 2, 2 of 2, 0 of 1
    assert table.attrs["undated"] == {"六稳": 1}
    assert table.attrs["notice"].startswith("1 article without a date is in no year. All 3 years have fewer than 30")


def test_shorter_periods():
    assert rows(lifecycle(DOCS, ["六保"], "half"), "period", "articles") == [
        ["2019-H1", 1], ["2020-H1", 1], ["2020-H2", 1], ["2022-H1", 0],
    ]  # fmt: skip


def test_groups_instead_of_time():
    docs = [article("a", SIX, outlet="日报"), article("b", NONE, outlet="日报"), article("c", SIX)]
    table = lifecycle(docs, ["六稳"], "outlet")
    assert rows(table, "period", "articles", "of_articles") == [["日报", 1, 2]]
    assert "1 article without a value of outlet is in no group" in table.attrs["notice"]


@pytest.mark.parametrize(
    "docs, rows, said",
    [
        ([article("a", SIX), article("b", SIX)], 0, "2 articles without a date are in no year. There is no curve to show."),
        ([], 0, "There are no articles. There is no curve to show."),
        ([article("a", SIX, "2020-01-01")], 1, "All articles are of one year: a point, not a curve."),
        ([article("a", SIX, "2020-01-01"), article("b", SIX, "1900-01-01")], 1, "1 article dated before 1921 is in no year."),
        ([article("a", SIX, "2020-01-01"), article("b", SIX, "2999-01-01")], 1, "1 article dated in the future is in no year."),
    ],
)
def test_what_dates_do_not_allow_is_said(docs, rows, said):
    table = lifecycle(docs, ["六稳"])
    assert len(table) == rows and said in table.attrs["notice"] and list(table.columns) == COLUMNS


def test_years_alone_make_no_months():
    table = lifecycle([article("a", SIX, "2020")], ["六稳"], "month")
    assert table.empty and "dated to the year only, which tells no month" in table.attrs["notice"]


def test_a_term_that_is_asked_for_has_its_rows_though_nobody_says_it():
    assert rows(lifecycle(DOCS, ["九抓"]), "articles", "of_articles") == [[0, 2], [0, 2], [0, 1]]


def test_formulas_and_frames_of_one_article_only_are_no_rows():
    segments = tuple(Span(text, 0, len(text)) for text in ("抓班子", "强队伍"))
    found = Findings(
        (Formula("a", 2, 4, "六稳", "counted"), Formula("c", 2, 4, "六稳", "counted"), Formula("a", 11, 13, "六保", "counted")),
        (Slogan("a", "parallel_series", 0, 7, "抓班子强队伍", segments),),
    )
    table = lifecycle(DOCS, found=found)
    assert set(table["formulation"]) == {"六稳"} and "1 formulations in one article only are left out" in table.attrs["notice"]


def test_frames_are_followed_with_all_that_fills_them():
    said = {
        2019: "抓班子强队伍、抓基层强基础。",
        2020: "抓作风强担当、抓产业强经济。",
    }  # 'grasp the leadership, strengthen the ranks …'
    docs = [article(str(year), text, f"{year}-01-01") for year, text in said.items()]
    table = uses(docs, found=tifaku.find(docs)).query("kind == 'frame'")
    assert set(table[table["formulation"] == "抓X强Y"]["doc_id"]) == {"2019", "2020"}


def test_what_is_fixed_at_one_place_only_is_no_formulation():
    docs = [
        article("a", "推进工业化、信息化、城镇化。", "2020-01-01"),
        article("b", "推进农业化、绿色化、“党建+治理”。", "2021-01-01"),
    ]
    assert "X化" in tifaku.frames(docs)["template"].array  # 'industrialisation, informatisation …': any word takes the affix
    assert uses(docs).query("kind == 'frame' and formulation == 'X化'").empty


def test_variants_are_folded_on_demand_and_named():
    docs = [
        article("a", "贯彻“１１３５７”战略。", "2020-01-01"), article("b", "贯彻11357战略。", "2020-02-01"),
        article("c", "2个维护。", "2020-02-02"), article("d", "建设“四好农村公路”。", "2020-02-03"),
    ]  # fmt: skip
    table = lifecycle(docs, ["11357", "两个维护", "四好农村路"], fold=True)
    assert rows(table, "formulation", "articles", "folded") == [
        ["11357", 2, "11357、１１３５７"], ["两个维护", 1, "2个维护"], ["四好农村路", 1, "四好农村公路"],
    ]  # fmt: skip
    assert lifecycle(docs, ["11357", "两个维护", "四好农村路"])["articles"].tolist() == [1, 0, 0]


def test_a_wording_inside_a_longer_one_of_the_same_name_counts_once():
    docs = [article("a", "落实中央八项规定，八项规定。", "2020-01-01")]  # 'fulfil the Centre's eight rules, the eight rules'
    used = uses(docs, {"八项规定": ["中央八项规定"]})
    assert used["surface"].tolist() == ["中央八项规定", "八项规定"]
    assert lifecycle(docs, ["八项规定"], fold=True)["n"].tolist() == [2]


def test_found_formulas_fold_too():
    surfaces = {"a": "四好农村路", "c": "四好农村公路", "d": "四好农村路"}
    found = Findings(tuple(Formula(doc_id, 0, 2, surface, "counted") for doc_id, surface in surfaces.items()))
    table = lifecycle(DOCS, found=found, fold=True)
    assert rows(table[table["period"] == 2020], "formulation", "articles", "folded") == [
        ["四好农村路", 2, "四好农村公路、四好农村路"]
    ]


def test_a_readers_own_list_beside_the_corpus(tmp_path):
    (tmp_path / "terms.tsv").write_text(
        "term\tvariants\tnote\n六稳\t稳就业; 稳金融\tsince 2018\n\n# later\n六保\n", encoding="utf-8"
    )
    assert read_terms(tmp_path / "terms.tsv") == {"六稳": ["六稳", "稳就业", "稳金融"], "六保": ["六保"]}
    docs = Corpus("c", tuple([*DOCS, article("g", "稳就业。", "2022-03-03")]), folder=tmp_path)
    table = lifecycle(docs, found=Findings())
    assert rows(table[table["period"] == 2022], "formulation", "articles", "of_articles") == [["六保", 0, 2], ["六稳", 1, 2]]
    (tmp_path / "terms.tsv").write_text("六稳\n六保\n", encoding="utf-8")
    assert read_terms(tmp_path / "terms.tsv") == {"六稳": ["六稳"], "六保": ["六保"]}


def test_every_count_leads_to_its_passages():
    table, used = lifecycle(DOCS, ["六稳", "六保"]), uses(DOCS, ["六稳", "六保"])
    text = {doc.doc_id: doc.text for doc in DOCS}
    assert [text[row.doc_id][row.start : row.end] for row in used.itertuples()] == used["surface"].tolist()
    dated = used[used["doc_id"] != "f"]
    assert table.groupby("formulation")["n"].sum().to_dict() == dated["formulation"].value_counts().to_dict()


def test_dates_of_the_corpus_are_not_needed_for_the_passages():
    assert len(uses([article("a", SIX)], ["六稳"])) == 1


@pytest.mark.parametrize("terms", ["六稳", ("六稳",), {"六稳": []}, iter(["六稳"])])
def test_terms_in_any_form(terms):
    assert lifecycle(DOCS, terms)["formulation"].unique().tolist() == ["六稳"]


def test_articles_in_any_form():
    assert lifecycle(iter(DOCS), ["六稳"]).equals(lifecycle(DOCS, ["六稳"]))
    assert len(lifecycle(DOCS[0], ["六稳"])) == 1 and len(uses("“六稳”", ["六稳"])) == 1
    assert (
        lifecycle(
            iter(DOCS), found=Findings((Formula("a", 2, 4, "六稳", "counted"), Formula("c", 2, 4, "六稳", "counted")))
        ).n.sum()
        == 2
    )


def peak(n):
    """The most bytes that the lifecycle of n articles holds at once."""
    docs = [article(str(k), SIX * 500, f"{2000 + k % 20}-03-01") for k in range(n)]
    tracemalloc.start()
    lifecycle(docs, ["六稳", "六保", "乡村振兴"])
    used = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return used


def test_memory_grows_with_the_articles_and_no_faster():
    small, middle, large = map(peak, (200, 400, 800))
    assert large - middle < 2.5 * (middle - small) and large < 100e6

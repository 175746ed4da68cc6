"""A biography: every line leads to its passage or to the tables of counts that it names, on the page, too."""

import html
import re

import pandas as pd
import pytest

import tifaku
from conftest import ROOT
from tifaku.notebook import readings
from tifaku.tables.biography import biography, forms, stated, with_passages
from tifaku.text.documents import Document, Fact
from tifaku.text.texts import day

DATA = ROOT / "lib" / "tifaku" / "data"
SIX = "做好“六稳”工作。"  # 'do the work of the six stabilities'


def article(doc_id, text, date=None, **facts):
    facts |= {"date": date} if date else {}
    return Document(doc_id, text, text, metadata={name: Fact(value) for name, value in facts.items()})


DOCS = [
    article("a", SIX, "2019-03-01", county="甲县"), article("b", "今天开会。", "2019-05-01"),  # 'a meeting today'
    article("c", SIX + SIX, "2020-01-15", county="乙县"), article("d", SIX),
]  # fmt: skip


def counts(name):
    """Reports with a string, and all reports, by year: read as the README of the tables says, without the library."""
    codes = pd.read_csv(DATA / "formulations.tsv", sep="\t", dtype=str).set_index("formulation")["f"]
    cells = pd.read_csv(DATA / "attested_by_year.tsv", sep="\t", dtype={"f": str})
    cells = cells[cells["f"] == codes[name]]
    n = {row.year: sum(int(cell.split(":")[1].split(",")[0]) for cell in row.cells.split()) for row in cells.itertuples()}
    return n, pd.read_csv(DATA / "baseline_reports.tsv", sep="\t").groupby("year")["reports"].sum()


def test_lines_of_the_tables_say_what_the_tables_say():
    n, of = counts("六稳")
    lines = biography("六稳", []).set_index("event")
    first, best, last = (f"{event} local work reports" for event in ("first in", "best year in", "last in"))
    lines.index = lines.index.str.partition(":").get_level_values(0)
    for event in (first, best, last):
        year = int(lines.loc[event, "when"])
        assert (lines.loc[event, "n"], lines.loc[event, "of"]) == (n[year], of[year])
    assert [lines.loc[event, "when"] for event in (first, best, last)] == ["2019", "2021", "2023"]  # not 2017, another thing


def test_a_line_has_a_passage_or_a_table():
    chronicle = biography("六稳", DOCS)
    text = {doc.doc_id: doc.text for doc in DOCS}
    for row in chronicle.itertuples():
        if row.table:
            assert row.doc_id == "" and all((DATA / name).is_file() for name in row.table.split(", "))
        else:
            assert text[row.doc_id][row.start : row.end] == "六稳"
    here = chronicle[chronicle["table"] == ""]
    assert here[["when", "event", "n", "of", "where", "doc_id"]].values.tolist() == [
        ["2019-03-01", "first in these articles", 1, 2, "甲县", "a"],
        ["2020-01-15", "latest in these articles", 1, 1, "乙县", "c"],
        ["", "undated here", 1, 1, "", "d"],
    ]


def test_a_source_that_begins_with_it_does_not_call_it_new():
    events = biography("两学一做", [])["event"].tolist()  # 'two studies, one action', of 2016
    assert "in the evening news, known from then on" in events and "first in State Council work reports" in events


def test_what_is_read_aloud_is_in_the_chronicle():
    chronicle = biography("六稳", DOCS)
    said = readings.of_biography(chronicle, "六稳").text
    cells = set(map(str, chronicle[["when", "n", "of"]].to_numpy().ravel()))
    cells |= {number for when in chronicle["when"] for number in re.findall(r"\d+", day(when))}  # a day is read in words
    assert "most in 2021 (290 of 302)" in said
    assert set(re.findall(r"\d{4}-\d\d-\d\d|\d+", said)) <= cells


@pytest.mark.parametrize(
    "docs, name, says",
    [
        ([], "九抓八推", "There is no formulation whose life could be told."),
        ([article("a", "九抓八推", "2020-01-01")], "九抓八推", "no life in local work reports"),
        ([], "六稳", "These articles do not use it."), ([article("a", SIX)], "六稳", "in none of a known year"),
        ([article("a", SIX, "2020-01-01")], "六稳", "are from 1 January 2020"),
    ],
)  # fmt: skip
def test_a_short_life(docs, name, says):
    assert says in readings.of_biography(biography(name, docs), name).text


def test_wordings_that_were_counted():
    table = forms("两不愁三保障")  # 'two assurances and three guarantees'
    assert table["form"].tolist()[:3] == ["两不愁三保障", "两不愁、三保障", "一达标两不愁三保障"]
    assert table["reports"].tolist()[0] == 397 and forms("九抓八推").empty and forms("").empty


def test_components_that_changed():
    said = {
        2019: "打好“三张牌”：绿色牌、生态牌、有机牌。", 2020: "打好“三张牌”：绿色牌、生态牌、有机牌。",
        2022: "打好“三张牌”：红色牌、工业牌、旅游牌。", 2023: "打好“三张牌”。",
    }  # fmt: skip  # 'play the three cards: green, ecological, organic … red, industrial, tourist'
    docs = [article(str(year), text, f"{year}-03-01") for year, text in said.items()]
    table = stated("三张牌", docs)
    assert table[["components", "articles", "first", "last"]].values.tolist() == [
        ["绿色牌、生态牌、有机牌", 2, "2019-03-01", "2020-03-01"], ["红色牌、工业牌、旅游牌", 1, "2022-03-01", "2022-03-01"],
    ]  # fmt: skip
    assert stated("六稳", docs).attrs["notice"] == "no article states what 六稳 stands for"


def test_each_count_of_a_life_leads_to_its_first_passage():
    used = tifaku.uses(DOCS, ["六稳"])
    table = with_passages(tifaku.lifecycle(DOCS, ["六稳"]), used, DOCS)
    assert table[["period", "articles", "doc_id", "start"]].values.tolist() == [[2019, 1, "a", 3], [2020, 1, "c", 3]]
    silent = with_passages(tifaku.lifecycle(DOCS, ["九抓"]), tifaku.uses(DOCS, ["九抓"]), DOCS)
    assert silent["start"].isna().all() and "without a date" in silent.attrs["notice"]
    undated = with_passages(tifaku.lifecycle(DOCS[3:], ["六稳"]), used, DOCS)
    assert undated.empty and "no curve" in undated.attrs["notice"]


@pytest.mark.xdist_group("report")
def test_on_the_page_every_line_leads_to_its_passage_or_names_its_table(built):
    page = (built.out / "html/05_lifecycle.html").read_text(encoding="utf-8")
    name = re.search(r'<p class="reading">(\S+) \([^)]*\) was first used by local work reports', page)[1]
    table = re.search(r'aria-label="Its life in order of time.*?</table>', page, re.DOTALL)[0]
    rows = [row for row in re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL) if "<td" in row]
    assert len(rows) > 5
    links = 0
    for row in rows:
        link = re.search(r'<a class="passage" href="(articles/\d+\.html)#([^"]+)"', row)
        tables = re.findall(r"\w+\.tsv", row)
        assert bool(link) != bool(tables), row
        assert all((DATA / one).is_file() for one in tables)
        if link:
            links += 1
            article_page = (built.out / "html" / link[1]).read_text(encoding="utf-8")
            there = re.search(f'id="{re.escape(link[2])}"[^>]*>(.*?)</mark>', article_page, re.DOTALL)
            assert there and html.unescape(re.sub("<[^>]*>", "", there[1])).startswith(name)
    assert links

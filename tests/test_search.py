"""search: every sentence of the articles once, with an address that its article's page has; terms lead to it."""

import json

import pandas as pd
import pytest

import tifaku
from tifaku.notebook.views import show
from tifaku.report import articles, search

TEXT = "党建引领\n\n坚持“四抓四度”。推进“双培双带”工作法！\n<b>落实</b>到户\n"  # 'Party building leads; keep to …; carry out'
DOC = tifaku.read_text(TEXT, doc_id="a")


def test_the_sentences_are_the_text():
    found = [doc.text[start:end] for doc, _, start, end in search.find_sentences([DOC])]
    assert "".join("".join(found).split()) == "".join(DOC.text.split()) and len(found) > 3


def test_the_article_has_an_anchor_for_each_sentence():
    page = articles.pieces(DOC, 0, len(DOC.text), articles.marked(tifaku.find_formulas(DOC)).marks)
    for *_, start in search.sheets_of([DOC])[0].rows:
        assert f'<a id="s{start}"></a>' in page


@pytest.mark.parametrize("term, address", [
    ("党建+X", "%E5%85%9A%E5%BB%BA%2BX"),
    ("&lt;b&gt;&amp;#", "%3Cb%3E%26%23"),
])  # fmt: skip
def test_a_term_is_quoted_in_its_address(term, address):
    linked = search.with_searches(f'<span class="find">{term}</span>')
    assert linked == f'<a class="find" href="sentences.html#{address}">{term}</a>'


MANY = [tifaku.read_text(f"标题{k}\n\n坚持“四抓四度”，落实第{k}项。", doc_id=f"a{k}") for k in range(6)]  # 'carry out item k'


@pytest.mark.parametrize("room, sheets", [(10**6, ["sentences.html"]), (150, [f"sentences-{n}.html" for n in (1, 2, 3)])])
def test_all_sentences_stand_on_as_many_pages_as_they_need(room, sheets):
    made = search.sheets_of(MANY, room)
    assert [sheet.address for sheet in made] == sheets
    said = [row[0] for sheet in made for row in sheet.rows]
    assert said == [doc.text[a:b].strip() for doc, _, a, b in search.find_sentences(MANY)]


def test_a_term_is_known_to_stand_on_the_pages_that_have_it():
    made = search.sheets_of(MANY, 150)
    found = search.where_terms_stand(["四抓四度", "第0项", "第", "度四", "没有"], made)
    texts = ["".join(doc.text for doc in sheet.docs) for sheet in made]
    assert found == {term: [n for n, text in enumerate(texts) if term in text] for term in found} and found["没有"] == []


def test_rows_that_are_not_shown_are_searched_and_lead_on():
    table = pd.DataFrame({"term": [f"词{k}" for k in range(12)], "doc_id": "a", "start": range(12), "end": range(1, 13)})
    view = show(table, rows=5, link="term")._repr_html_()
    body = search.with_data(view, lambda doc_id, start, end: f"{doc_id}.html#{start}-{end}", True)
    assert '"rows":[[["词5","a.html#5-6"]' in body and 'data-of="12"' in body
    cut = search.with_data(view, lambda *_: "", True, room=150)
    rows = json.loads(cut.partition('class="rest">')[2].partition("<")[0])["rows"]
    assert 0 < len(rows) < 7 and rows[0][0] == "词5"


def test_terms_of_the_data_are_asked_for_too():
    view = show(pd.DataFrame({"term": ["甲", "乙", "<丙>"]}), rows=1, find="term")._repr_html_()
    assert search.terms_in([view]) == {"甲", "乙", "<丙>"} and "<丙>" not in view


@pytest.mark.parametrize("room", [2_000, 20_000])
def test_the_data_of_a_page_take_no_more_room_than_it_has(room):
    table = pd.DataFrame({"term": [f"党建引领基层治理{k}" for k in range(900)], "doc_id": "a", "start": 0, "end": 9})
    views = "".join(show(table.head(n), rows=5, link="term")._repr_html_() for n in (8, 300, 900))  # 'Party building leads'
    body = search.with_data(views, lambda *_: "articles/0001.html#s1234", True, room)
    blocks = search._BLOCK.findall(body)
    assert sum(len(block.encode()) for block in blocks) < room + 500  # and the heads of their columns
    assert len(json.loads(blocks[0])["rows"]) == 3 and all(json.loads(block)["rows"] for block in blocks)

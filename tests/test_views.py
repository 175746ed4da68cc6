"""views: whatever a table holds is shown as text, and passages carry their place."""

import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tifaku.notebook.views import show, visible


@given(st.text())
def test_visible_text_can_be_printed_and_keeps_what_could_be_seen(text):
    out = visible(text)
    assert all(c.isprintable() or c == "\u3000" for c in out)
    assert [c for c in text if c.isprintable()] == [c for c in out if c.isprintable()] or out != text


def test_what_no_font_can_show_is_named():
    assert visible("月\ue317坞") == "月〔U+E317〕坞"
    assert visible("a\u202eb\ud800") == "a〔U+202E〕b〔U+D800〕"


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "$5与$6"])
def test_markup_in_an_article_stays_text(text):
    table = pd.DataFrame({"doc_id": [text], "start": [0], "end": [1], "surface": [text]})
    markup = show(table, caption=text, link="surface")._repr_html_()
    assert "<script" not in markup and "<img" not in markup


def test_a_link_needs_its_columns():
    with pytest.raises(KeyError, match="no column start, end"):
        show(pd.DataFrame({"doc_id": ["a"], "surface": ["四个一批"]}), link="surface")


def test_rows_left_out_are_said():
    assert "2 of 3 rows" in show(pd.DataFrame({"n": [1, 2, 3]}), rows=2)._repr_html_()


def test_numbers_are_right_aligned_and_missing_values_empty():
    table = pd.DataFrame({"n": [3, 4], "share": [0.25, 0.5], "year": [None, 2021], "value": ["四川省", 2021]})
    markup = show(table)._repr_html_()
    assert '<td class="n">3</td><td class="n">0.25</td><td class="n"></td>' in markup
    assert '<td class="short">2021</td>' in markup  # a number in a column of words stands with the words


def cells(**columns):
    return re.findall("<td[^>]*>([^<]*)<", show(pd.DataFrame(columns)).markup)


def test_the_numbers_of_a_column_have_the_same_decimals():
    assert cells(share=[0.5, 1.0, 0.00574, 0.001]) == ["0.50", "1.00", "0.01", "&lt; 0.01"]
    assert cells(per_10k=[147.53, 5.0]) == ["147.5", "5.0"] and cells(g2=[1234.5, 1.0]) == ["1,234", "1"]
    assert cells(q=[0.0004, 0.04, 1.0]) == ["&lt; 0.001", "0.040", "1.000"]
    assert cells(n=[12345], year_hint=[2021]) == ["12,345", "2021"]  # years have no thousands


def test_words_of_ours_are_read_as_words():
    assert cells(verdict=["not_applicable", "unresolved", "odd_one"]) == ["counts no set", "not explained", "odd one"]
    assert cells(type=["parallel_series"], surface=["a_b"]) == ["parallel series", "a_b"]


def test_lists_are_read_with_the_marks_of_chinese():
    view = show(pd.DataFrame({"outside_components": ["不愁吃|不愁穿||有住房"]}))  # 'no want of food, of clothes; a house'
    assert "不愁吃、不愁穿；有住房" in view.markup and view.table.iloc[0, 0] == "不愁吃|不愁穿||有住房"


def test_instead_of_a_table_without_rows_a_sentence():
    view = show(pd.DataFrame({"file": []}), caption="Files with a problem", empty="Every file was read.")
    assert "Every file was read." in view.markup and "<table" not in view.markup and "view" in view.markup
    assert "<table" in show(pd.DataFrame({"file": ["x"]}), empty="Every file was read.").markup
    table = pd.DataFrame({"term": []})
    table.attrs["notice"] = "no words"
    assert "No rows: no words." in show(table).markup and "<table" not in show(table).markup


def test_a_year_beside_a_gap_stays_a_year():
    assert '<td class="n">2021</td>' in show(pd.DataFrame({"year_hint": [2021, None]}))._repr_html_()


def test_an_empty_column_is_left_out_and_said_to_be():
    table = pd.DataFrame({"surface": ["三张牌", "四个一"], "english": ["", None], "heading": [False, False]})
    markup = show(table)._repr_html_()
    assert "Empty in all rows: in English." in markup and ">in English<" not in markup and ">heading<" in markup


def test_heads_are_words_with_tips_and_files_keep_the_names():
    view = show(pd.DataFrame({"head_noun": ["工作法"], "raw_start": [31], "my_own": [1]}))  # 'working method'
    assert "_" not in "".join(re.findall(r"<th [^>]*>(.*?)</th>", view._repr_html_()))
    assert 'title="where the passage begins in the source file' in view._repr_html_()
    assert [*view.table.columns] == ["head_noun", "raw_start", "my_own"]


def test_a_line_break_that_was_taken_out_can_be_seen():
    assert ">↵<" in show(pd.DataFrame({"before": ["\n"]}))._repr_html_()


def test_an_article_a_passage_and_a_term_lead_on():
    table = pd.DataFrame({"doc_id": ["a&b"], "start": [0], "end": [2], "term": ["党建"]})
    assert 'data-at="0-0 a&amp;b"' in show(table)._repr_html_()
    assert show(table, link="term")._repr_html_().count("data-at") == 1
    assert '<span class="find">党建</span>' in show(table, find="term")._repr_html_()


def test_only_in_lab_a_table_brings_its_style(monkeypatch):
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    assert "<style>" not in show(pd.DataFrame({"n": [1]}))._repr_html_()
    monkeypatch.setenv("JPY_SESSION_NAME", "01.ipynb")
    assert "<style>" in show(pd.DataFrame({"n": [1]}))._repr_html_()

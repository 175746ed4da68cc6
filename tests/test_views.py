"""views: whatever a table holds is shown as text, and passages carry their place."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tifaku.views import show, visible


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
    markup = show(pd.DataFrame({"n": [3], "share": [0.25], "year": [None]}))._repr_html_()
    assert '<td class="n">3</td><td class="n">0.25</td><td class="short"></td>' in markup


def test_a_year_beside_a_gap_stays_a_year():
    assert '<td class="n">2021</td>' in show(pd.DataFrame({"year_hint": [2021, None]}))._repr_html_()

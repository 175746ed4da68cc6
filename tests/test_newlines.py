"""newlines: every kind of line end becomes \\n by an edit, and nothing else is touched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tifaku.repair.characters import newlines
from tifaku.text.edits import replay


@pytest.mark.parametrize("end", ["\r\n", "\r", "\v", "\f", "\u2028", "\u2029"])
def test_each_line_end_is_one_edit(end):
    (edit,) = newlines(f"标题{end}正文")  # 'title', 'body'
    assert (edit.before, edit.after) == (end, "\n")


@given(st.text("党建\r\n\v\f\u2028\x85 "))
def test_once_is_enough_and_only_line_ends_change(text):
    done = replay(text, newlines(text))
    assert newlines(done) == []
    assert done.replace("\n", "") == "".join(c for c in text if c not in "\r\n\v\f\u2028")


def test_plain_text_is_untouched():
    assert newlines("标题\n正文\x85\n") == []

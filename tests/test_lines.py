"""lines: spans without blanks around them, gaps and indents, and what the form of a line says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tifaku.layout.lines import ends_sentence, enumerator, line_spans, read_lines, usual_setting


@given(st.text(alphabet="党 \u3000\n\r\v\u2028。\ud800", max_size=40))
def test_lines_hold_all_that_is_not_blank(text):
    spans = list(line_spans(text))
    assert "".join(text[s:e] for s, e in spans).replace(" ", "").replace("\u3000", "") == "".join(text.split())
    assert all(text[s:e] == text[s:e].strip() != "" for s, e in spans)


def test_gap_and_indent():
    lines = read_lines("标题\n\n\n  正文。\n  正文。\n")
    assert [(line.gap, line.indent) for line in lines] == [(0, 0), (3, 2), (1, 2)]
    assert usual_setting(lines[1:] + lines[2:]) == (1, 2) and usual_setting([]) == (0, 0)


def test_ends():
    assert all(map(ends_sentence, ["成效显著。", "“先治其基。”", "……", "怎么办？"]))
    assert not any(map(ends_sentence, ["（示范区）", "完", "：", "”"]))


@pytest.mark.parametrize(
    "line, number",
    [
        ("一、主要做法", "一、"),
        ("（十二）强化", "（十二）"),
        ("3.新增", "3."),
        ("一是加强", "一是"),
        ("①强化", "①"),
        ("3.5亿元", ""),
        ("一带一路", ""),
        ("十年磨一剑", ""),
    ],
)
def test_enumerators(line, number):
    assert enumerator(line) == number

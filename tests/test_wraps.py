"""wraps: line breaks inside sentences go, all others stay; linear on any text."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tifaku.repair.wraps import wraps
from tifaku.text.edits import replay
from wrapping import STYLES, wrapped

CASES = json.loads((Path(__file__).parent / "cases/wraps.json").read_text("utf-8"))
TEXTS = st.text(alphabet="党建强。，、：“”（） \n\u3000a1—\ud800\0", max_size=80)


@pytest.mark.parametrize("case", CASES, ids=[case["gloss"] for case in CASES])
def test_joins(case, request):
    if case["origin"] == "known failure":
        request.applymarker(pytest.mark.xfail(strict=True, reason=case["gloss"]))
    text = case["text"]
    joined = [f"{text[edit.raw_start - 1]}|{text[edit.raw_end]}" for edit in wraps(text) if not edit.doubt]
    assert joined == case["joined"]


@given(TEXTS)
def test_only_blanks_are_removed(text):
    edits = wraps(text)
    assert all(edit.before == text[edit.raw_start : edit.raw_end] and edit.before.isspace() for edit in edits)
    assert all(edit.after == (edit.before if edit.doubt else "") for edit in edits)
    assert all(a.raw_end <= b.raw_start for a, b in zip(edits, edits[1:]))


@pytest.mark.parametrize("style", STYLES)
def test_a_second_time_changes_nothing(style):
    for path in sorted((Path(__file__).parent / "gold/seeds/repaired").glob("00?.txt")):
        text, _ = wrapped(path.read_text("utf-8").splitlines(), style)
        assert not any(edit.before != edit.after for edit in wraps(replay(text, wraps(text))))


def test_a_wrapped_text_is_joined_once_and_for_all():
    text = (
        "坚持以人民为中心的发展思想，加\n大民生投入，不断提高公共服务供\n"
        "给水平。制定深化教育改革实施意\n见，稳定教师队伍。\n全区城镇职工基本养老保险覆盖面\n进一步扩大。\n"
    )
    joined = replay(text, wraps(text))
    assert joined.splitlines() == [
        "坚持以人民为中心的发展思想，加大民生投入，不断提高公共服务供给水平。制定深化教育改革实施意见，稳定教师队伍。",
        "全区城镇职工基本养老保险覆盖面进一步扩大。",
    ]
    assert wraps(joined) == []


def test_full_lines_that_end_a_sentence_are_joined_where_paragraphs_are_indented():  # 环境。 fills its line
    first = "　　坚持绿色发展理念，严格生态\n保护，强化源头治理，改善环境。\n坚决打好污染防治攻坚战役，区域\n水质达标。"
    second = "　　开展排查整治，全面完成工业\n企业改造。"
    text = f"{first}\n{second}"
    assert replay(text, wraps(text)).split("\n") == [first.replace("\n", ""), second.replace("\n", "")]

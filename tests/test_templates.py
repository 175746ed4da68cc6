import pytest
from hypothesis import given
from hypothesis import strategies as st

from tifaku.slogans.templates import template

SEGMENTS = st.lists(st.text("抓强党建发展促得不，“”XY", min_size=1, max_size=8), min_size=2, max_size=5)


@pytest.mark.parametrize(
    "words, expected",
    [
        (["抓基层夯基础", "抓规范促提升"], "抓XVY"),  # grasp the base, tamp the ground; grasp norms, promote progress
        (["从温饱到小康", "从闭塞到开放"], "从X到Y"),
        (["应兜尽兜", "应保尽保"], "应X尽X"),  # whoever should be covered is covered: one letter for one filler
        (["打基础", "解难题"], "VX"),
        (["区委发挥“参谋”作用", "支部发挥“战斗堡垒”作用"], "X发挥“Y”作用"),
        (["深化核心引领，抢抓项目落地", "深化联合党委实体运作，深化改革效能"], "深化X，Y"),
        (["绿色崛起", "美丽发展"], ""),  # nothing in common but the rhythm
        (["用心"], ""),
    ],
)
def test_template(words, expected):
    assert template(words).text == expected


@given(SEGMENTS)
def test_order_of_segments_changes_no_template(words):
    assert template(words).text == template(words[::-1]).text == template(sorted(words)).text


@given(SEGMENTS.filter(lambda words: not set("XYV") & set("".join(words))))
def test_fillers_in_their_slots_give_the_segments_back(words):
    mould = template(words)
    for word, fillers in zip(words, mould.fillers):
        rest = iter(fillers)
        assert "".join(next(rest) if c.isascii() and c.isalpha() else c for c in mould.text) == word

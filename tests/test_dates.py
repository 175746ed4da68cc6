"""dates: the date a line states, in digits or numerals; a hint at the year only where nothing contradicts it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tifaku.layout.blocks import find_blocks
from tifaku.metadata.candidates import year_hint
from tifaku.text.dates import find_moment


@pytest.mark.parametrize(
    "line, date, time, evidence",
    [
        ("2021-07-22 14:15     中国发展网", "2021-07-22", "14:15", "2021-07-22 14:15"),
        ("2020年05月25日07:26  来源：重庆日报网", "2020-05-25", "07:26", "2020年05月25日07:26"),
        ("来源：中国网 时间：2022-03-01 11:56:53 编辑：王卫东", "2022-03-01", "11:56:53", "2022-03-01 11:56:53"),
        ("发布时间：2023/5/6", "2023-05-06", "", "2023/5/6"),  # 'published'
        ("——二〇二二年十二月二十四日在大会上", "2022-12-24", "", "二〇二二年十二月二十四日"),  # 'at the congress'
        ("二○二三年十月四日", "2023-10-04", "", "二○二三年十月四日"),
        ("２０２１年７月２２日 石泉电视台", "2021-07-22", "", "２０２１年７月２２日"),
        ("2021 年 7 月 22 日", "2021-07-22", "", "2021 年 7 月 22 日"),
        ("2021.07.09", "2021-07-09", "", "2021.07.09"),
        ("青石日报/2021年/7月/22日/第003版", "2021-07-22", "", "2021年/7月/22日"),
        ("中华民国110年7月22日", "2021-07-22", "", "中华民国110年7月22日"),
        ("百家号 21-09-23 10:24", "2021-09-23", "10:24", "21-09-23 10:24"),
        ("2021-02-30 改为 2021-03-01", "2021-03-01", "", "2021-03-01"),  # there is no such day before
    ],
)
def test_moments(line, date, time, evidence):
    moment = find_moment(line)
    assert (moment.date, moment.time, line[moment.start : moment.end]) == (date, time, evidence)


NO_DATES = ["", "2021年", "2021-13-01", "2021-00-10", "3.5亿元", "十月四日", "第2021-3号"]
NO_DATES += ["2021-02-30", "110年7月22日", "21-09-23"]


@pytest.mark.parametrize("line", NO_DATES)
def test_no_date(line):
    assert find_moment(line) is None


@pytest.mark.parametrize(
    "text, year",
    [
        ("抓落实\n2021年是实施规划开局之年，成效显著。", 2021),  # 'the opening year'
        ("抓落实\n胸怀千秋伟业，恰是百年风华。", 2021),  # the centenary's slogan
        ("抓落实\n2018年是攻坚之年。2019年实现目标。", None),  # a later year
        ("抓落实\n今年以来，到2025年实现目标。", None),  # a goal
        ("抓落实\n各项工作扎实推进。", None),
    ],
)
def test_hints(text, year):
    hint = year_hint(text, find_blocks(text))
    assert (hint.value if hint else None) == year


@given(st.text(alphabet="2021-0年月日一二十〇：:到至今\ud800", max_size=40))
def test_any_line(line):
    moment = find_moment(line)
    assert moment is None or line[moment.start : moment.end]

"""width: half-width marks of Chinese text become full-width; numbers, times, addresses and English stay."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tifaku.repair.width import stops, width
from tifaku.text.edits import replay

CASES = json.loads(Path(__file__).with_name("cases").joinpath("width.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["gloss"])
def test_cases(case):
    assert replay(case["text"], width(case["text"])) == case["repaired"]


@given(st.text(st.sampled_from("党建ab1%,:;?!() \n“”，（）、。http://")))
def test_folding_once_is_enough(text):
    once = replay(text, width(text))
    assert width(once) == []


def test_brackets_without_end_take_no_longer():
    assert len(width("党" + "(" * 200_000)) == 200_000


# 'Party building + industry/community/village …', three heads with their sentences, from seed 001
SISTERS = (
    "党建+移民产业加快蓬勃发展。种植甘蔗、蚕桑等热区作物。"
    "党建+美丽乡村实现星罗棋布。以社区为轴心打造。党建+社区共建打造同心圆。以街道为主线。"
)
LOST = "党建+人文旅游打造新坐标深入打造以温泉度假休闲为主体的旅游产业，综合打造温泉小镇。"  # the head ends in 坐标 'landmark'


def test_the_stop_comes_back_with_a_doubt():
    (edit,) = stops(SISTERS + LOST)
    assert replay(SISTERS + LOST, [edit]) == SISTERS + LOST.replace("坐标", "坐标。")
    assert edit.before == "" and "党建+" in edit.doubt
    assert stops(replay(SISTERS + LOST, [edit])) == []


@pytest.mark.parametrize(
    "text",
    [
        SISTERS,  # nothing is lost
        LOST * 3,  # no sister is whole
        SISTERS + "\n" + LOST,  # sisters stand in another paragraph
        SISTERS + "党建+人文旅游打造新坐标，深入打造温泉旅游产业，综合打造温泉小镇，建设胜地。",  # a comma stands there
        SISTERS + "党建+人文旅游品牌建设持续深入打造特色休闲旅游度假胜地和移民致富产业新路子。",  # two places are possible
    ],
)
def test_what_is_not_certain_stays(text):
    assert stops(text) == []


@given(st.text(alphabet="党建+。，深入\n \ud800", max_size=60))
def test_only_stops_are_added(text):
    assert all((edit.before, edit.after) == ("", "。") and edit.doubt for edit in stops(text))

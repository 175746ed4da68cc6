from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tifaku
from tifaku import families, frames
from tifaku.slogans.templates import frames_of, template

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


@cache
def seeds():
    return tuple(tifaku.read_corpus(Path(__file__).parent.parent / "seeds"))


@cache
def slogans():
    return tuple(s for doc in seeds() for s in tifaku.find_slogans(doc))


@pytest.mark.parametrize(
    "name, doc, n",
    [
        ("深化X，Y", "003", 7),  # deepen X, Y: seven run-in heads
        ("抓X，Y有Z度", "001", 4),  # grasp X, Y has Z
        ("抓X Y发展Z力", "004", 4),  # the four couplet heads
        ("X一批", "003", 4),  # N batches started, under way, in production, in store
    ],
)
def test_seed_frames(name, doc, n):
    (frame,) = [frame for frame in frames_of(slogans()) if frame.template == name]
    assert len(frame.members) == n and all(member.doc_id.startswith(doc) for member in frame.members)


def test_halves_of_headings_and_clauses_meet_in_one_frame():
    (frame,) = [frame for frame in frames_of(slogans()) if frame.template == "抓XVY"]
    assert {"抓基层夯基础", "抓班子带队伍"} <= {member.segment for member in frame.members}


@settings(max_examples=20, deadline=None)
@given(st.integers())
def test_order_of_segments_and_articles_changes_no_grouping(seed):
    random = Random(seed)
    turned = [replace(s, segments=tuple(random.sample(s.segments, len(s.segments)))) for s in slogans()]
    random.shuffle(turned)
    assert frames_of(turned) == frames_of(slogans())


def test_family_over_two_articles():
    docs = [tifaku.read_text("全面抓基层强基础、抓队伍强素质。", "a"), tifaku.read_text("全面抓产业强支撑、抓项目强投资。", "b")]
    table = frames(docs)
    assert table.loc[table["template"] == "抓X强Y", ["n", "articles", "family"]].values.tolist() == [[4, 2, True]]
    rows = families(docs)
    slots = [["产业", "支撑"], ["基层", "基础"], ["队伍", "素质"], ["项目", "投资"]]
    assert sorted(rows.loc[rows["template"] == "抓X强Y", ["slot 1", "slot 2"]].values.tolist()) == sorted(slots)


def test_no_series_no_frame():
    assert frames([tifaku.read_text("今天开会。")]).empty and families([]).empty


def test_a_slot_that_nothing_fills_says_so():
    words = ("治理", "产业")  # 'governance', 'industry'
    docs = [tifaku.read_text(f"落实“党建+”，推进“党建+{word}”。", doc_id=word) for word in words]
    assert "∅" in frames(docs).set_index("template").fillers["党建+X"].split("|")
    assert "∅" in families(docs)["slot 1"].tolist()

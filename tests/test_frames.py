from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tifaku
from tifaku import families, frames
from tifaku.slogans.templates import frames_of


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


def test_halves_of_heads_and_clauses_meet_in_one_frame():
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

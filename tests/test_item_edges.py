"""Edges of items: lists as they stand in sentences, and where their first and last items begin and end; glosses beside."""

from itertools import accumulate, pairwise

import pytest

from tifaku.formulas.stated import cuts
from tifaku.formulas.stated.item_edges import Row, chance_of_edges, ends, places_in, starts, trimmed

STARTS = [
    (("推进产业", "文化", "生态"), "", "产业"),  # push ahead | industry, culture, ecology
    (("深入实施人才强市", "科教兴市", "开放活市"), "市", "人才强市"),  # carry out | 'a city strong by talent' …
    (("打好蓝天", "碧水", "净土"), "", "蓝天"),  # fight for | blue sky, clear water, clean soil
    (("抓班子", "带队伍", "强基础"), "", "抓班子"),  # each item has its verb: grasp the team, lead the ranks …
    (("必须提高站位", "必须强化意识", "必须守住底线"), "必须", "必须提高站位"),  # must raise …: the head stays
]
ENDS = [
    (("市", "县", "乡三级"), "", "乡"),  # city, county, township | three levels
    (("引才", "育才", "留才等工作"), "才", "留才"),  # draw, raise, keep talent | and such work
    (("铁路", "公路", "航空"), "", "航空"),  # railway, road, air
]


def laid(segments):
    """The segments as a list with 、, and where they stand in it."""
    ends = list(accumulate([len(segment) + 1 for segment in segments], initial=0))
    return "、".join(segments), [(start, end - 1) for start, end in pairwise(ends)]


@pytest.mark.parametrize(("segments", "head", "item"), STARTS)
def test_where_the_first_item_begins(segments, head, item):
    text, spans = laid(segments)
    start, end = trimmed(text, spans, head, True, False)[0]
    assert text[start:end] == item


@pytest.mark.parametrize(("segments", "head", "item"), ENDS)
def test_where_the_last_item_ends(segments, head, item):
    text, spans = laid(segments)
    start, end = trimmed(text, spans, head, False, True)[-1]
    assert text[start:end] == item


def test_no_item_is_cut_within_a_word_or_begins_with_a_particle():
    row = Row(("形成了文化旅游", "商贸", "物流"), "", True, True)  # formed cultural tourism, trade, logistics
    assert 3 in starts(row) and not {1, 2, 4} & set(starts(row))


def test_quotations_and_titles_stay_whole():
    row = Row(("“红色”教育", "学习《条例》精神"), "", True, True)  # “red” education, the spirit of the 'Regulations'
    assert not {1, 2, 3} & set(starts(row)) and not {3, 4, 5} & set(ends(row))


def test_the_chances_of_all_starts_are_one():
    row = Row(("推进产业", "文化", "生态"), "", True, True)
    chances = [chance_of_edges(row, at, 2)[0] for at in starts(row)]
    assert sum(chances) == pytest.approx(1)


def test_a_list_that_holds_one_item_twice_is_none():
    text = "推进产业、产业、产业"
    assert trimmed(text, [(0, 4), (5, 7), (8, 10)], None, True, True) == []


def test_an_empty_segment_makes_no_list():
    assert trimmed("和、产业、文化", [(0, 0), (2, 4), (5, 7)], None, True, True) == []  # 'and', industry, culture


def test_what_stands_beside_a_place():
    start, border, within, end = places_in("推进文化旅游", [0, 2, 3, 6])  # 'push ahead cultural tourism'
    assert border[:2] == ("推进", "文化") and border.tag_before == "v" and border.known_before.governs > 2
    assert within.inside and not border.inside and within[:2] == ("文", "化")
    assert start.before == "" and end.after == ""


def test_an_item_of_one_character_that_opens_a_text_has_no_的():
    """Found by a report of 1,200 articles: its end less two was counted from the end of the text."""
    assert cuts._behind_de("抓群众的事。", (0, 1), "") is None  # 'grasp the matters of the masses'

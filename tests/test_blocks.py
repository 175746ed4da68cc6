"""blocks: lines get the right labels, nested blocks lie where they should, and any text survives."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tifaku.layout.blocks import find_blocks
from tifaku.text.documents import Document

CASES = json.loads((Path(__file__).parent / "cases/blocks.json").read_text("utf-8"))
PIECES = ["党建引领", "近年来，成效显著。", "\n", "\n\n\n", "  ", "来源：中国网", "记者 张三"]
PIECES += ["• 微笑", "——纪实", "一、", "（", "）", "\ud800", "\0"]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)


def _laid_out(case):
    gaps = case.get("gaps") or [2] * len(case["lines"])
    breaks = ["\n" * gap or " " for gap in gaps]  # no gap: the two share a line
    return "".join(space + line for space, (_, line) in zip(breaks, case["lines"]))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_labels(case, request):
    if case["origin"] == "known failure":
        request.applymarker(pytest.mark.xfail(strict=True, reason=case["gloss"]))
    text = _laid_out(case)
    blocks = find_blocks(text)
    assert [[b.kind, text[b.start : b.end]] for b in blocks if not b.level] == case["lines"]
    assert [[b.kind, b.level, text[b.start : b.end]] for b in blocks if b.level] == case["nested"]


@given(TEXTS)
def test_top_level_blocks_cover_every_line_without_overlap(text):
    top = [block for block in find_blocks(text) if not block.level]
    assert all(a.end <= b.start for a, b in zip(top, top[1:]))
    covered = "".join(text[b.start : b.end] for b in top)
    assert "".join(covered.split()) == "".join(text.split())


@given(TEXTS)
def test_nested_blocks_lie_inside_a_paragraph_and_follow_it(text):
    paragraph = None
    blocks = find_blocks(text)
    assert [b.start for b in blocks] == sorted(b.start for b in blocks)
    for block in blocks:
        if block.kind == "paragraph":
            paragraph = block
        elif block.level:
            assert paragraph.start <= block.start < block.end <= paragraph.end


def test_page_furniture_in_the_shape_of_a_list_is_not_counted():
    text = "标题\n党建引领，成效显著。\n• 微笑\n• 新增道路三条\n相关文章"  # smile is a button, three new roads are an item
    doc = Document("x", text, text, blocks=find_blocks(text))
    assert doc.body == "标题\n党建引领，成效显著。\n• 新增道路三条"


@pytest.mark.parametrize(
    "named, kinds",  # a page or a mail by its name, above the same title alone
    [
        ("一渠清水上高山_山谷新闻网", ["boilerplate", "title"]),
        ("一渠清水上高山 - 新闻频道 - 山谷网", ["boilerplate", "title"]),
        ("一渠清水上高山——山谷网", ["boilerplate", "title"]),
        ("Subject: FW: 一渠清水上高山", ["boilerplate", "title"]),
        ("从山谷看：一渠清水上高山", ["title", "kicker"]),  # no name of a site, but a title of its own
    ],
)
def test_the_name_of_a_page_is_no_title(named, kinds):
    blocks = find_blocks(f"{named}\n一渠清水上高山\n水渠昨日通水，老乡们放起了鞭炮。")
    assert [block.kind for block in blocks] == [*kinds, "paragraph"]


SENTENCE = "水渠昨日通水，老乡们放起了鞭炮。"


def test_answers_in_a_forum_are_not_counted_but_its_first_author_going_on_is():
    posts = [
        "楼主：山里人 时间：2014-05-06 08:10:09",
        "作者：稻花 时间：2014-05-06 09:00:00",
        "楼主：山里人 时间：2014-05-07 08:00:00",
    ]
    text = "\n".join(["一渠清水上高山", posts[0], SENTENCE, posts[1], "写得好！", posts[2], "再说几句，渠水昨天流到了村口。"])
    doc = Document("x", text, text, blocks=find_blocks(text))
    assert doc.body.split("\n") == ["一渠清水上高山", SENTENCE, "再说几句，渠水昨天流到了村口。"]


@pytest.mark.parametrize(
    "glued, counted",  # to the last sentence
    [
        ("返回搜狐，查看更多", False),
        ("（原标题：一渠水）", False),
        ("（下转第三版）", False),
        ("水往高处流", True),
        ("（BBC）", True),
    ],
)
def test_a_notice_right_behind_the_last_sentence_is_not_counted(glued, counted):
    text = f"一渠清水上高山\n{SENTENCE * 4}{glued}\n{SENTENCE}"
    assert (glued in Document("x", text, text, blocks=find_blocks(text)).body) == counted


def test_a_last_paragraph_that_is_marked_as_the_end_is_counted():
    blocks = find_blocks(f"一渠清水上高山\n{SENTENCE}\n{SENTENCE}（完）")  # 'end'
    assert [block.kind for block in blocks] == ["title", "paragraph", "paragraph"]


@pytest.mark.parametrize("numbers, kind", [(("01", "02"), "heading"), (("03", "07"), "boilerplate"), (("1", "2"), "boilerplate")])
def test_numbers_alone_are_headings_where_they_count_from_one(numbers, kind):  # 1 and 2 are pages
    text = f"一渠清水上高山\n{SENTENCE}\n{numbers[0]}\n{SENTENCE}\n{numbers[1]}\n{SENTENCE}"
    assert [block.kind for block in find_blocks(text)][2:5:2] == [kind, kind]


def test_a_text_of_captions_and_names_alone_does_not_fail():
    assert find_blocks("") == ()
    assert [block.kind for block in find_blocks("\n\n金轩\n")] == ["title"]

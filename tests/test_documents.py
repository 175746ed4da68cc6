"""documents: the innermost block that holds a place; what is counted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tifaku
from tifaku.text.documents import Block, Document

BLOCKS = (
    Block("title", 0, 4),
    Block("paragraph", 5, 30),
    Block("run_in_heading", 5, 9, 1),
    Block("run_in_heading", 15, 20, 2),
    Block("paragraph", 31, 40),
)
DOC = Document("a", "字" * 45, "字" * 45, blocks=BLOCKS)


@pytest.mark.parametrize(
    "at, block",
    [(0, 0), (3, 0), (4, None), (5, 2), (8, 2), (9, 1), (15, 3), (19, 3), (20, 1), (29, 1), (30, None), (31, 4), (40, None)],
)
def test_innermost_block(at, block):
    assert DOC.block_at(at) == (None if block is None else BLOCKS[block])


@pytest.mark.parametrize(
    "span, counted", [((0, 4), True), ((5, 30), True), ((3, 6), False), ((30, 31), False), ((40, 45), False)]
)
def test_what_lies_in_the_body(span, counted):
    assert DOC.in_body(*span) is counted


def test_a_text_without_blocks_is_all_body():
    doc = Document("a", "抓班子", "抓班子")  # 'grasp the leading group'
    assert doc.body == doc.text and doc.in_body(0, 3) and not Document("b", "", "").body_spans


PARTS = ["抓班子。", "一是抓组织领导。成立领导小组，书记任组长。", "\n", "党建引领发展\n", "（记者 王明）"]


@given(st.lists(st.sampled_from(PARTS), max_size=20))
def test_innermost_block_is_the_smallest_that_holds(parts):
    doc = tifaku.read_text("".join(parts), "a")
    for at in range(len(doc.text)):
        holding = [b for b in doc.blocks if b.start <= at < b.end]
        assert doc.block_at(at) == min(holding, key=lambda b: (b.end - b.start, -b.level), default=None)

"""Blocks: label what each line of a repaired article is, and the heads, bylines and credits inside its paragraphs."""

from __future__ import annotations

from tifaku.documents import Block
from tifaku.lines import ends_sentence, line_spans


def find_blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a repaired text in order of start, what holds before what it holds.

    >>> [block.kind for block in find_blocks("党建引领\\n近年来，成效显著。")]  # a title and a paragraph
    ['title', 'paragraph']
    """
    spans = list(line_spans(text))
    kinds = ["paragraph" if _is_prose(text[s:e]) else "heading" for s, e in spans]
    if "heading" in kinds[:8]:
        kinds[kinds.index("heading")] = "title"
    return tuple(Block(kind, s, e) for kind, (s, e) in zip(kinds, spans))


def _is_prose(line: str) -> bool:
    return ends_sentence(line) or line[-1] in "：；" or len(line) >= 40 and "，" in line

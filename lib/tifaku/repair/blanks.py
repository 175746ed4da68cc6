"""Blanks: letter-spaced lines and names are closed, and the blanks that a pdf leaves between Chinese characters."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Iterator

from tifaku.repair.prose import kept, outside
from tifaku.text.edits import Edit

_BLANK = "[ \u3000\xa0]"
_BLANKS = re.compile(f"{_BLANK}+")
_HAN = "[\u3400-\u9fff]"
_SIGN = "[\u3001-\u303f\u3400-\u9fff\uff01-\uffef“”‘’—…·0-9,:;?!()%]"
_SPACED_LINE = re.compile(rf"^{_BLANK}*({_SIGN}(?:{_BLANK}+{_SIGN}){{5,}}){_BLANK}*$", re.MULTILINE)
_SPACED_NAME = re.compile(rf"“({_SIGN}(?:{_BLANK}{_SIGN}){{2,7}})”")
_NAME = re.compile(rf"“(?=(?:{_BLANK}?{_HAN}){{2,6}}”)({_HAN}{{1,5}}{_BLANK}{_HAN}{{1,5}})”")  # a motto in halves is longer
_INNER = re.compile(rf"(?<!{_BLANK}){_BLANK}+(?=[\u3400-\u9fff，。、；：])")
_SEVERAL = re.compile(rf"{_BLANK}\S{_BLANK}+\S{_BLANK}+\S{_BLANK}+\S")
_RUNNING = re.compile(r"^[^\n]{20,}$", re.MULTILINE)
_FEWEST = 8

Span = tuple[int, int]


def blanks(text: str) -> list[Edit]:
    """Edits that take the blanks out of letter-spaced lines (今 年 以 来 'since this year') and of short quoted names.

    Where most paragraphs of a text have blanks between Chinese characters, as a pdf set in justified lines has, these go, too.
    Limit: names set with blanks (王 小 川) and mottoes in two halves stay as they are.
    >>> from tifaku.text.edits import replay
    >>> replay("“四抓 四度”", blanks("“四抓 四度”"))  # 'four grasps, four degrees'
    '“四抓四度”'
    """
    if not _BLANKS.search(text):
        return []
    patterns = (_SPACED_LINE, _SPACED_NAME, _NAME) if _SEVERAL.search(text) else (_SPACED_NAME, _NAME)
    spaced = [found.span(1) for pattern in patterns for found in pattern.finditer(text)]
    found = {blank.span() for span in spaced for blank in _BLANKS.finditer(text, *span)}
    found.update(_between_words(text))
    return outside([Edit("blanks", start, end, text[start:end], "") for start, end in sorted(found)], kept(text))


def _between_words(text: str) -> Iterator[Span]:
    """The blanks inside the sentences of paragraphs, where most paragraphs have some."""
    inner = [blank.span() for blank in _INNER.finditer(text) if _is_inner(text, *blank.span())]
    if len(inner) < _FEWEST:
        return
    starts = [start for start, _ in inner]
    paragraphs = [found.span() for found in _RUNNING.finditer(text) if "，" in found[0] or "。" in found[0]]
    held = [inner[bisect_left(starts, first) : bisect_left(starts, last)] for first, last in paragraphs]
    if sum(len(of_one) > 1 for of_one in held) * 2 > len(paragraphs):  # one can be that behind 第一条 'article 1'
        yield from (place for of_one in held for place in of_one)


def _is_inner(text: str, start: int, end: int) -> bool:
    """Whether a blank stands between two Chinese characters, or one and a mark."""
    before, after = text[start - 1 : start], text[end]
    return "\u3400" <= before <= "\u9fff" or before in tuple("，。、；：") and "\u3400" <= after <= "\u9fff"

"""Hard wraps: join the lines of a sentence that a page layout or a fixed line width has broken."""

from __future__ import annotations

from tifaku.edits import Edit
from tifaku.lines import ends_sentence, line_spans

_NEVER_FIRST = "，。、；：！？”’）》】…"  # a line cannot begin with these, so the break before one is a wrap


def wraps(text: str) -> list[Edit]:
    """Edits that remove the line breaks inside sentences, blank lines between the halves included.

    >>> wraps("全区攻坚克难、破浪前行。完\\n\\n成了一系列大事。")  # 'com|pleted'
    [Edit(rule='wraps', raw_start=13, raw_end=15, before='\\n\\n', after='', doubt='')]
    """
    spans = list(line_spans(text))
    return [
        Edit("wraps", end, start, text[end:start], "")
        for (begin, end), (start, stop) in zip(spans, spans[1:])
        if _broken(text[begin:end], text[start:stop])
    ]


def _broken(line: str, following: str) -> bool:
    if following[0] in _NEVER_FIRST:
        return True
    if ends_sentence(line) or line[-1] in "：；" or not _is_running(line):
        return False
    return ends_sentence(following) or _is_running(following)


def _is_running(line: str) -> bool:
    return "。" in line or len(line) >= 60 or len(line) >= 28 and line.count("，") >= 2

"""Prose: what in a text is no Chinese running text (addresses, code, Japanese, Korean), so that no rule of writing touches it."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Sequence

from tifaku.text.edits import Edit

_SIGNS = ("://", "www.", "`", "</", "/>", "](", "~~~")
#: An address goes on through Chinese names of folders and values, not through the sentence behind it.
_ADDRESS = r"(?:[A-Za-z]{2,20}://|www\.)(?:[!-'*-~]*[\w/=]|(?<=[/=])[\u4e00-\u9fff]+(?:[?&=,(][\u4e00-\u9fff\w]+\)?)*)+"
_KEPT = re.compile(
    r"^[ \t]*(?P<fence>```|~~~)[^\n]*\n.*?^[ \t]*(?P=fence)|`[^`\n]+`|\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)"
    rf"|</?[A-Za-z][^<>\n]{{0,300}}>|{_ADDRESS}",
    re.ASCII | re.MULTILINE | re.DOTALL,
)
_FOREIGN = re.compile("[\u3041-\u3096\u30a1-\u30fa\uac00-\ud7a3]")
_LETTER = re.compile("[\u3041-\u3096\u30a1-\u30fa\uac00-\ud7a3\u3400-\u9fff]")
_FOREIGN_SHARE = 0.15  # of a Japanese sentence a third to a half is kana; a Chinese one has a の at most

Span = tuple[int, int]


def kept(text: str) -> list[Span]:
    """The stretches that are no Chinese prose, in order: addresses, code, tags, targets of links, lines in Japanese or Korean.

    A text that is mostly Japanese or Korean is kept as a whole, with its headings.
    >>> text = "参见[说明](https://a.cn/x)和`f(甲,乙)`。"  # 'see the notes and f(a, b)'
    >>> [text[slice(*span)] for span in kept(text)]
    ['](https://a.cn/x)', '`f(甲,乙)`']
    """
    signed = any(sign in text for sign in _SIGNS)  # a quick look
    spans = [found.span() for found in _KEPT.finditer(text)] if signed else []
    return _merged(spans + _foreign_lines(text))


def _foreign_lines(text: str) -> list[Span]:
    if not _FOREIGN.search(text):
        return []
    if _is_foreign(text):
        return [(0, len(text))]
    spans, start = [], 0
    for line in text.split("\n"):
        if _is_foreign(line):
            spans.append((start, start + len(line)))
        start += len(line) + 1
    return spans


def _is_foreign(text: str) -> bool:
    return len(_FOREIGN.findall(text)) > max(1, _FOREIGN_SHARE * len(_LETTER.findall(text)))


def _merged(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def outside(edits: list[Edit], spans: Sequence[Span]) -> list[Edit]:
    """The edits that touch none of these stretches."""
    starts = [start for start, _ in spans]

    def is_outside(edit: Edit) -> bool:
        at = bisect_right(starts, max(edit.raw_start, edit.raw_end - 1)) - 1
        return at < 0 or spans[at][1] <= edit.raw_start

    return [edit for edit in edits if is_outside(edit)] if spans else edits

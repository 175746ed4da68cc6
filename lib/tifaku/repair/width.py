"""Width: half-width punctuation in Chinese text becomes full-width again, as its authors wrote it."""

from __future__ import annotations

import re
from typing import Iterator, Sequence

from tifaku.repair.prose import Span, kept
from tifaku.text.edits import Edit

_FULL = str.maketrans(",:;?!()", "，：；？！（）")
_HALF = re.compile(r"[,:;?!()]")
# marks in both widths, so that a second pass sees the same neighbours
_RUN = re.compile("[ \t\u00a0\u3000,:;?!()，：；？！（）]+")
_WIDE = re.compile("[\u2e80-\u2fff\u3001-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff“”‘’…—·%％℃㎡￥×]")
_HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")
_LATIN_QUOTED = re.compile("(?<=[A-Za-z])[,:;?!](?=[”’])")  # “I am here!”
_WORD = re.compile("[A-Za-z0-9_]")
_LATIN_WORD = re.compile("[A-Za-z]+")


def width(text: str) -> list[Edit]:
    """Edits that fold the half-width , : ; ? ! ( ) of Chinese lines to full width.

    A mark is folded when the nearest character on either side, marks and spaces aside, is Chinese; a bracket together
    with its partner; a space after a folded comma goes. Numbers (1,540), times (14:15), addresses and lines that are
    mostly Latin stay as they are.
    Limit: a mark between two Latin words or numbers of a Chinese sentence ("GDP, CPI") stays half-width.
    >>> [edit.after for edit in width("云南巧家:14:15")]  # 'Qiaojia in Yunnan: 14:15'
    ['：']
    """
    edits: list[Edit] = []
    if not _HALF.search(text):
        return edits
    spans = kept(text)
    prose, offset = _blanked(text, spans), 0
    for line, bare in zip(text.split("\n"), prose.split("\n")):
        if _HALF.search(bare) and _is_chinese(bare):
            edits += (_fold(line, at, offset) for at in _foldable(bare))
        offset += len(line) + 1
    return edits


def _blanked(text: str, spans: Sequence[Span]) -> str:
    """The text with letters for what is no prose, so that no mark is found there."""
    parts: list[str] = []
    at = 0
    for start, end in spans:
        parts += text[at:start], re.sub(r"[^\n]", "_", text[start:end])
        at = end
    return "".join(parts) + text[at:]


def _is_chinese(line: str) -> bool:
    return len(_HAN.findall(line)) >= len(_LATIN_WORD.findall(line))


def _fold(line: str, at: int, offset: int) -> Edit:
    full = line[at].translate(_FULL)
    end = at + 1
    if full in "，；：" and line[end : end + 1] == " " and at and _WIDE.match(line, at - 1) and _WIDE.match(line, end + 1):
        end += 1
    return Edit("width", offset + at, offset + end, line[at:end], full)


def _foldable(line: str) -> list[int]:
    """The places of a line whose mark is to be folded, in order."""
    chosen = {at for at in _beside_chinese(line) if not _LATIN_QUOTED.match(line, at)}
    for opened, closed in _pairs(line):
        call = opened and _WORD.match(line, opened - 1) and not _HAN.search(line, opened, closed)  # f(x), the function
        if call:
            chosen -= {opened, closed}
        elif not chosen.isdisjoint((opened, closed)):
            chosen.update((opened, closed))
    return sorted(chosen)


def _beside_chinese(line: str) -> Iterator[int]:
    for run in _RUN.finditer(line):
        before = run.start() and _WIDE.match(line, run.start() - 1)
        if before or _WIDE.match(line, run.end()):
            yield from (m.start() for m in _HALF.finditer(line, *run.span()))


def _pairs(line: str) -> Iterator[tuple[int, int]]:
    """The places of half-width brackets that belong together."""
    opened: list[int] = []
    for bracket in re.finditer(r"[()]", line):
        if bracket.group() == "(":
            opened.append(bracket.start())
        elif opened:
            yield opened.pop(), bracket.start()

"""Width: half-width punctuation in Chinese text becomes full-width again, as its authors wrote it."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import Iterator, Sequence

from tifaku.layout.lines import line_spans
from tifaku.repair.prose import Span, kept
from tifaku.text.edits import Edit
from tifaku.text.lexicons import rows
from tifaku.text.marks import FULL, HALF, widened

_HALF = re.compile(f"[{HALF}]")
# marks in both widths, so that a second pass sees the same neighbours
_RUN = re.compile(f"[ \t\u00a0\u3000{HALF}{FULL}]+")
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
    full = widened(line[at])
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


_MOULD = 3  # sister heads begin with the same three characters: 党建+
_SISTERS = 3
_LONGEST = 25


def stops(text: str) -> list[Edit]:
    """Edits that put a 。 where one of several sister heads inside a paragraph has lost it, each with a doubt.

    At least three short sentences of a line begin alike; another that begins so goes on, about where its sisters end,
    with a word that opens sentences (data/sentence_openers.tsv).
    Limit: needs three unharmed sisters in the same line and one possible place only.
    >>> heads = "党建+产业加快发展。发展甘蔗、蚕桑。党建+社区共建家园。打造社区。党建+乡村实现幸福。成效好。"
    >>> text = heads + "党建+旅游打造坐标深入打造温泉小镇，建设游客喜爱的景区和休闲中心。"  # the head ends in 坐标 'landmark'
    >>> [text[edit.raw_start - 2 : edit.raw_start] + edit.after for edit in stops(text)]
    ['坐标。']
    """
    return [edit for start, end in line_spans(text) if end - start > 40 for edit in _in_line(text, start, end)]


def _in_line(text: str, start: int, end: int) -> list[Edit]:
    sentences = text[start:end].split("。")
    if len(sentences) - len({sentence[:_MOULD] for sentence in sentences}) < _SISTERS:  # a quick look
        return []
    alike: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for sentence in sentences:
        alike[sentence[:_MOULD]].append((start, start + len(sentence)))
        start += len(sentence) + 1
    edits: list[Edit | None] = []
    for mould, spans in alike.items():
        lengths = [e - s for s, e in spans if _MOULD + 2 <= e - s <= _LONGEST]
        if len(mould) == _MOULD and len(lengths) >= _SISTERS and len(lengths) < len(spans):
            edits += (_stop(text, *span, lengths) for span in spans if span[1] - span[0] > _LONGEST)
    return sorted(edit for edit in edits if edit)


def _stop(text: str, start: int, end: int, lengths: list[int]) -> Edit | None:
    low, high = start + min(lengths) - 2, min(end, start + max(lengths) + 2)
    places = [match.start() for match in _openers().finditer(text, low, high + 4) if match.start() <= high]
    if len(places) != 1 or "，" in text[start : places[0]]:
        return None
    doubt = f"full stop supplied: {len(lengths)} sentences that begin with {text[start : start + _MOULD]} end about here"
    return Edit("stops", places[0], places[0], "", "。", doubt)


@cache
def _openers() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(row["opener"]) for row in rows("sentence_openers")))

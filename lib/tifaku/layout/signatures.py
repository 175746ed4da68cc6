"""Signatures: datelines, bylines and credits that stand inside a paragraph or share a line."""

from __future__ import annotations

import re
from typing import Iterable, Iterator, Sequence

from tifaku.layout.bylines import bare_name, signers
from tifaku.layout.furniture import furniture_kind, is_office
from tifaku.layout.lines import Line
from tifaku.text.documents import Block

_LONGEST, _SHORTEST_CREDIT = 60, 4
_BLANK = re.compile(r"[ \u3000\xa0\t]+")
_DATELINE = re.compile(
    r"[（(【]?(?:本报|本网|本台|本刊|[\u3400-\u9fffA-Za-z]{1,10}?(?:社|网|报|台|中心|客户端))[^，。！？：:\s]{0,16}?(?:讯|电|消息)[】）)]?"
    r"(?=[\s\u3000（(：:])"
)
_ENTITLED = re.compile(r"\s*(?:[（(][^（）()]{2,50}[）)])?\s*题[：:]\s*")
_BRACKET = re.compile(r"\s*[（(]([^（）()]{2,50})[）)]")
_SIGNED = re.compile(r"[（(【]([^（）()【】]{2,60})[）)】]$")

Span = tuple[int, int]


def split_credits(lines: Iterable[Line]) -> list[Line]:
    """The lines, but a line that holds a name and a credit (罗跃 图片由…提供) as two."""
    return [piece for line in lines for piece in _pieces(line)]


def _pieces(line: Line) -> list[Line]:
    blank = _BLANK.search(line.text) if len(line.text) <= _LONGEST else None
    if not blank or not bare_name(line.text[: blank.start()]):
        return [line]
    if len(line.text) - blank.end() < _SHORTEST_CREDIT or furniture_kind(line.text[blank.end() :]) != "credit":
        return [line]  # 张三 摄 'photographed by Zhang San' is one credit
    middle, start = line.start + blank.start(), line.start + blank.end()
    first = Line(line.start, middle, line.text[: blank.start()], line.gap, line.indent, "byline")
    return [first, Line(start, line.end, line.text[blank.end() :], line.gap, line.indent, "credit")]


def dateline(line: str) -> str:
    """The dateline that a line begins with, or ''.

    >>> dateline("新华社北京3月1日电 （记者张三）春耕在即。")  # 'Xinhua, Beijing, 1 March'
    '新华社北京3月1日电'
    """
    match = _DATELINE.match(line)
    return match[0] if match else ""


def nested_signatures(text: str, paragraphs: Sequence[Span]) -> Iterator[Block]:
    """The datelines that open one of the first paragraphs (本报讯) and the bylines and credits in brackets that end one."""
    for number, (start, end) in enumerate(paragraphs):
        if number < 3 and (length := len(dateline(text[start : min(end, start + 40)]))):
            yield Block("source_line", start, _with_reporters(text, start + length, end), 1)
        if text[end - 1] in "）)】":
            signed = _SIGNED.search(text, max(start + 1, end - _LONGEST - 2), end)
            kind = signed and _signature_kind(signed[1], number == len(paragraphs) - 1)
            if kind:
                yield Block(kind, *signed.span(), 1)


def entitled(line: str) -> str:
    """The agency's words before a title, 新华社贵阳9月19日电（记者张三）题：, or ''."""
    length = len(dateline(line)) if "题" in line[:_LONGEST] else 0
    match = _ENTITLED.match(line, length) if length else None
    return line[: match.end()] if match else ""


def _with_reporters(text: str, at: int, end: int) -> int:
    """Where the dateline ends, the reporters in brackets after it included: 本报讯（记者 张三）."""
    bracket = _BRACKET.match(text, at, min(end, at + _LONGEST))
    return bracket.end() if bracket and signers(bracket[1]) else at


def _signature_kind(inside: str, last: bool) -> str | None:
    kind = furniture_kind(inside)
    if kind in ("byline", "credit"):
        return kind
    if signers(inside) or last and _unit_and_name(inside):
        return "byline"
    return None


def _unit_and_name(inside: str) -> bool:
    """云南省昭通市巧家县委组织部 饶锦: a body and a person, or one of them alone."""
    parts = _BLANK.split(inside.strip())
    return len(parts) <= 3 and all(is_office(part) or bare_name(part) for part in parts)

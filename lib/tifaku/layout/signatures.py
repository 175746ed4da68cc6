"""Signatures: datelines, bylines and credits that stand inside a paragraph or share a line."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Iterable, Iterator, Sequence

from tifaku.layout.bylines import bare_name, bare_names, reporters, signers
from tifaku.layout.furniture import furniture_kind, is_office, labels, opening_labels
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
_SIGNED = re.compile(r"[（(【]([^（）()【】]{2,60})[）)】](?:\d{7})?$")  # 中央社 adds the date of its years, 1081122
_CODE = re.compile(r"(?:^|\s|(?<=[\u3400-\u9fff，。？！：”]))(?:[!-~]{1,4} ){3,}[!-~]{0,4}$")
_BACKSLASH = re.compile(r"[\\＼]([\u3400-\u9fff、 \u3000]{2,20})$")
_SEVERAL, _TEXT_LABELS = 2, ("正文", "正文内容", "文章内容")

Span = tuple[int, int]


def split_lines(lines: Iterable[Line]) -> list[Line]:
    """The lines, but each that holds two things as two: a name and a credit, a label and what it labels, text and a signature.

    罗跃 图片由…提供 'Luo Yue, pictures by'; 【标题】… 'title'; 议论风生\\严小颖 (Hong Kong papers); text before the codes that
    forums put behind lines against copying.
    """
    lines = list(lines)
    titled = any(line.kind == "title" for line in lines)
    coded = sum(line.text[-1] <= "~" and bool(_CODE.search(line.text[-_LONGEST:])) for line in lines) >= _SEVERAL
    return [piece for line in lines for piece in _pieces(line, coded, titled)]


def _pieces(line: Line, coded: bool, titled: bool) -> list[Line]:
    if coded and (code := _CODE.search(line.text)):
        parts = [_part(line, 0, code.start(), None), _part(line, code.start(), len(line.text), "boilerplate")]
        return [part for part in parts if part.text]
    found = labels(line.text[:_LONGEST]) if opening_labels(_TEXT_LABELS).match(line.text) else []
    if found and found[0].end > found[0].start:
        end = line.text.rindex("】", 0, found[0].start) + 1 if "】" in line.text[: found[0].start] else found[0].start
        if titled and found[0].fact == "title":  # the index of a notice, which repeats it
            return [replace(line, kind="boilerplate")]
        kind = "title" if found[0].fact == "title" else None
        return [_part(line, 0, end, "boilerplate"), _part(line, end, len(line.text), kind)]
    if (signed := _BACKSLASH.search(line.text)) and bare_names(signed[1]):
        return [_part(line, 0, signed.start(), None), _part(line, signed.start(1), len(line.text), "byline")]
    return _name_and_credit(line)


def _part(line: Line, start: int, end: int, kind: str | None) -> Line:
    text = line.text[start:end]
    start += len(text) - len(text.lstrip())
    return Line(line.start + start, line.start + start + len(text.strip()), text.strip(), line.gap, line.indent, kind)


def _name_and_credit(line: Line) -> list[Line]:
    blank = _BLANK.search(line.text) if len(line.text) <= _LONGEST else None
    if not blank or not bare_name(line.text[: blank.start()]):
        return [line]
    if len(line.text) - blank.end() < _SHORTEST_CREDIT or furniture_kind(line.text[blank.end() :]) != "credit":
        return [line]  # 张三 摄 'photographed by Zhang San' is one credit
    return [_part(line, 0, blank.start(), "byline"), _part(line, blank.end(), len(line.text), "credit")]


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
        if number < 3 and (length := _opening(text[start : min(end, start + _LONGEST)])):
            yield Block("source_line", start, start + length, 1)
        signed = _SIGNED.search(text, max(start + 1, end - _LONGEST - 12), end)
        kind = signed and _signature_kind(signed[1], number == len(paragraphs) - 1)
        if signed and kind:
            yield Block(kind, signed.start(), signed.start(1) + len(signed[1]) + 1, 1)


def _opening(line: str) -> int:
    """How long the words of an agency or paper are that open a paragraph, reporters included; 0 where there are none."""
    length = len(dateline(line))
    return _with_reporters(line, length, len(line)) if length else reporters(line)[0]


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

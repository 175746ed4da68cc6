"""Titles: label what stands above the first paragraph of an article."""

from __future__ import annotations

from typing import Sequence

from tifaku.layout.bylines import bare_names
from tifaku.layout.furniture import DATE, is_office
from tifaku.layout.lines import Line, enumerator

_DASHES = ("—", "──", "－－", "--")
_HELD_AT = ("会议上", "大会上")
_LONGEST_QUESTION = 40
_LONGEST_SECTION = 3  # 四川 or 要闻 'news' above a title names a section


def label_head(lines: Sequence[Line], gap: int, indent: int) -> None:
    """Label title, subtitle, kicker, byline and captions above the first paragraph; gap and indent are the text's usual ones.

    The title is the last plain line above the first subtitle, byline or source line, or an earlier one that contains it;
    without these marks the first plain line.

    Limit: of a title that runs over two lines one is found, the other is taken for a kicker or a heading.
    """
    if _head(lines) and lines[0].kind == "byline" and all(line.kind for line in _head(lines)):
        lines[0].kind = None  # 专访县委书记张三 is the title of an interview
    _free_question(lines)
    head = _head(lines)
    _label_marked(head)
    at = _title_at(head, gap)
    if at is None:
        return
    for line in head[:at]:
        line.kind = line.kind or ("caption" if line.gap > gap else "kicker")
    head[at].kind = "title"
    for line in head[at + 1 :]:
        line.kind = line.kind or _below_title(line, head[at], gap, indent)


def _below_title(line: Line, title: Line, gap: int, indent: int) -> str:
    if line.text in title.text:
        return "kicker"  # 政府工作报告 again below 2008年东莞市政府工作报告
    return "caption" if line.gap > gap or line.indent < indent else "heading"


def _head(lines: Sequence[Line]) -> Sequence[Line]:
    return lines[: next((at for at, line in enumerate(lines) if line.kind == "paragraph"), len(lines))]


def _free_question(lines: Sequence[Line]) -> None:
    """A short question or exclamation on top of the article may be its title."""
    top = next((line for line in lines if line.kind in (None, "paragraph")), None)
    if top and top.kind and top.text.endswith(("！", "？", "”")) and len(top.text) <= _LONGEST_QUESTION and lines[-1] is not top:
        top.kind = None


def _label_marked(head: Sequence[Line]) -> None:
    """Subtitles, signatures and numbered headings, which are known by their form alone."""
    plain = [line for line in head if line.kind is None]
    for line in plain:
        if line is not plain[0] and _is_subtitle(line.text):
            line.kind = "subtitle"
        elif line.text[0] == "【" and line.text[-1] == "】":
            line.kind = "kicker"
        elif enumerator(line.text)[:1] in tuple("一二三四五六七八九十（第"):
            line.kind = "heading"
    for line in reversed([line for line in plain[1:] if line.kind is None]):
        if not bare_names(line.text) and not is_office(line.text):
            break  # a name above another plain line is no signature
        line.kind = "byline"


def _is_subtitle(text: str) -> bool:
    bracketed = text[0] in "（(" and text[-1] in "）)"
    return bracketed or text.startswith(_DASHES) or text.endswith(_HELD_AT) or bool(DATE.match(text))


def _title_at(head: Sequence[Line], gap: int) -> int | None:
    plain = [at for at, line in enumerate(head) if line.kind is None]
    plain = [at for at in plain if len(head[at].text) > _LONGEST_SECTION] or plain
    if not plain:
        return None
    marks = (at for at, line in enumerate(head) if at > plain[0] and line.kind in ("subtitle", "byline", "source_line"))
    mark = next(marks, None)
    if mark is not None:
        last = max(at for at in plain if at < mark)
        return next((at for at in plain if head[last].text in head[at].text), last)
    return next((at for at in plain if head[at].gap <= gap or at == 0), plain[0])

"""Titles: label what stands above the first paragraph of an article."""

from __future__ import annotations

import re
from typing import Collection, Sequence

from tifaku.layout.bylines import bare_names
from tifaku.layout.furniture import is_office, is_outlet, phrases
from tifaku.layout.lines import Line, enumerator
from tifaku.layout.moments import find_moment
from tifaku.text.numerals import TENS

_DASHES = ("—", "──", "－－", "--")
_HELD_AT = ("会议上", "大会上")
_LONGEST_QUESTION, _TOP = 40, 6
_NAMED_BY_KIND = re.compile(
    r"的?(?:通知|意见|方案|讲话|报告|通告|公告|决定|办法|规定|措施|批复|公示|议程|记录|试题|纪要|规划|细则|条例)(?:[（(].*[）)])?$"
)
_SITE = re.compile(
    "(?:人民政府|门户网站|博客|委员会|办公室|有限公司|[\u3400-\u9fff]*数据库(?:[（(].*)?|资料库|电子版|导航|网站)$"
)
_FIELD = re.compile(r"[\u3400-\u9fff]{2,5}[：:].{1,30}")  # 地点：村部会议室 in the head of minutes
_LONGEST_TITLE, _NO_TITLE = 60, -2.5
_LONGEST_SECTION = 3  # 四川 or 要闻 'news' above a title names a section


def label_head(lines: Sequence[Line], gap: int, indent: int) -> None:
    """Label title, subtitle, kicker, byline and captions above the first paragraph; gap and indent are the text's usual ones.

    The title is the last plain line above the first subtitle, byline or source line, or an earlier one that contains it;
    without these marks the first plain line.

    Limit: of a title that runs over two lines one is found, the other is taken for a kicker or a heading.
    """
    if _head(lines) and lines[0].kind == "byline" and "记者" not in lines[0].text and all(line.kind for line in _head(lines)):
        lines[0].kind = None  # 专访县委书记张三 is the title of an interview
    _free_question(lines)
    head = _head(lines)
    _label_marked(head)
    at = next((at for at, line in enumerate(head) if line.kind == "title"), None)
    at = _title_at(head, gap) if at is None and not any(line.kind == "title" for line in lines) else at
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
    """A short question or exclamation on top of the article, or right above its source, may be its title."""
    top = next((line for line in lines if line.kind in (None, "paragraph")), None)
    for line, following in zip(lines[:_TOP], lines[1:]):
        short = line.text.endswith(("！", "？", "”")) and len(line.text) <= _LONGEST_QUESTION and "。" not in line.text
        if line.kind == "paragraph" and short and (line is top or following.kind == "source_line"):
            line.kind = None


def _label_marked(head: Sequence[Line]) -> None:
    """Subtitles, signatures and numbered headings, which are known by their form alone."""
    plain = [line for line in head if line.kind is None]
    for line in plain:
        if line is not plain[0] and _is_subtitle(line.text):
            line.kind = "subtitle"
        elif line.text[0] == "【" and line.text[-1] == "】":
            line.kind = "kicker"
        elif enumerator(line.text)[:1] in tuple(f"{TENS}（第"):
            line.kind = "heading"
    for line in reversed([line for line in plain[1:] if line.kind is None]):
        if not bare_names(line.text) and not is_office(line.text):
            break  # a name above another plain line is no signature
        line.kind = "byline"


def _is_subtitle(text: str) -> bool:
    bracketed = text[0] in "（(" and text[-1] in "）)"
    return (
        bracketed
        or text.startswith(_DASHES)
        or text.endswith(_HELD_AT)
        or (moment := find_moment(text)) is not None
        and moment.start == 0
    )


def _title_at(head: Sequence[Line], gap: int) -> int | None:
    """The plain line with most evidence of being the title; of equals the one nearest to the facts below it."""
    plain = [at for at, line in enumerate(head) if line.kind is None]
    if not plain:
        return None
    marks = [at for at, line in enumerate(head) if at > plain[0] and line.kind in ("subtitle", "byline", "source_line")]
    above = {max(at for at in plain if at < mark) for mark in marks}
    last = min(above, default=None)
    weights = {at: _weight(at, head, plain[0], above, gap) for at in plain}
    best = max(plain, key=lambda at: (weights[at], at if at == last else -at))
    return best if weights[best] > _NO_TITLE else None


def _weight(at: int, head: Sequence[Line], first: int, above: Collection[int], gap: int) -> float:
    """Evidence for a line being the title: just above the facts, or the first; against it: a section's or site's name."""
    text = head[at].text
    weight = 2.0 * (at in above) + 1.0 * (at == first) + 1.5 * bool(_NAMED_BY_KIND.search(text))
    if any(at != other and head[other].text in text for other in above):
        weight += 3.0
    if text in phrases("section"):
        weight -= 4.0
    elif len(text) <= _LONGEST_SECTION:
        weight -= 3.0
    if is_outlet(text) or _SITE.search(text):
        weight -= 2.5
    if _FIELD.fullmatch(text) and any(
        _FIELD.fullmatch(line.text) for line in (*head[max(0, at - 1) : at], *head[at + 1 : at + 2])
    ):
        weight -= 4.0
    if not above and head[at].gap > max(gap, 1) and at:
        weight -= 1.5
    return weight - 2.0 * (len(text) > _LONGEST_TITLE)

"""Titles: label what stands above the first paragraph of an article."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Collection, Sequence

from tifaku.layout.bylines import bare_names, works_at
from tifaku.layout.furniture import is_office, is_outlet
from tifaku.layout.labels import phrases
from tifaku.layout.lines import Line, enumerator
from tifaku.text.dates import find_moment
from tifaku.text.documents import Block
from tifaku.text.lexicons import rows
from tifaku.text.marks import sentences
from tifaku.text.numerals import TENS

_DASHES = ("—", "──", "－－", "--")
_HELD_AT = ("会议上", "大会上")
_LONGEST_QUESTION, _TOP = 40, 6
_NAMED_BY_KIND = re.compile(
    r"的?(?:通知|意见|方案|讲话|报告|通告|公告|决定|办法|规定|措施|批复|公示|议程|记录|试题|纪要|规划|细则|条例)(?:[（(].*[）)])?$"
)
_OF_YEAR = re.compile(r"(?:20|19|二[〇○零])\S{2,3}年|关于")
_SITE = re.compile(
    "(?:人民政府|门户网站|博客|委员会|办公室|有限公司|[\u3400-\u9fff]*数据库(?:[（(].*)?|资料库|电子版|导航|网站)$"
)
_FIELD = re.compile(r"[\u3400-\u9fff]{2,5}[：:].{1,30}")  # 地点：村部会议室 in the head of minutes
_NUMBERED_FIELD = re.compile(r"[\u3400-\u9fff]{2,6}[：:]\s*(?=[!-~ ]*\d)[!-~ ]{2,40}")  # 信件编号：20230328005
#: What mail and forums write before a title: Subject: FW: 'forwarded', [转帖] 'posted again'.
TITLE_LEAD = re.compile(r"(?:(?:[\[【]转[帖贴载发][\]】]|(?:Subject|Fwd?|Re|主题|转发|回复)[:：])\s*)*", re.IGNORECASE)
_SITE_TAIL = re.compile(r"\s*[_\-—|｜].{2,30}")  # …_青石网, as browsers name a saved page
_SHORTEST_TITLE, _FEWEST_FIELDS = 4, 3
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
    _label_named_page(head)
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


def named_on_two_lines(first: str, second: str) -> bool:
    """Whether two lines are the title of a document, broken: whose it is above its year, or 关于 'concerning' above its kind."""
    concerning = "关于" in first and not _NAMED_BY_KIND.search(first) and bool(_NAMED_BY_KIND.search(second))
    return concerning or is_office(first) and bool(_OF_YEAR.match(second))


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


def _label_named_page(head: Sequence[Line]) -> None:
    """The name of a page or a mail above its article, which is the title again with what surrounds it there (…_青石网)."""
    plain = [line for line in head if line.kind is None]
    for line in plain[1:]:
        before, found, behind = plain[0].text.partition(line.text)
        around = TITLE_LEAD.fullmatch(before) and (not behind or _SITE_TAIL.fullmatch(behind))
        if found and around and (before or behind) and len(line.text) >= _SHORTEST_TITLE:
            plain[0].kind = "boilerplate"
            return


def _label_marked(head: Sequence[Line]) -> None:
    """Subtitles, signatures, numbered headings and the fields of minutes, which are known by their form alone."""
    for is_field, run in groupby(head, lambda line: bool(_FIELD.fullmatch(line.text))):
        fields = list(run)
        for line in fields if is_field and len(fields) >= _FEWEST_FIELDS else []:
            line.kind = line.kind or "boilerplate"
    plain = [line for line in head if line.kind is None]
    for line in plain:
        if line is not plain[0] and _is_subtitle(line.text):
            line.kind = "subtitle"
        elif line.text[0] == "【" and line.text[-1] == "】":
            line.kind = "kicker"
        elif _NUMBERED_FIELD.fullmatch(line.text):
            line.kind = "boilerplate"
        elif enumerator(line.text)[:1] in tuple(f"{TENS}（第"):
            line.kind = "heading"
    below = plain if any(line.kind == "title" for line in head) else plain[1:]
    for line in reversed([line for line in below if line.kind is None]):
        if not bare_names(line.text) and not is_office(line.text) and not works_at(line.text):
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
        _FIELD.fullmatch(line.text) for line in (*head[max(0, at - 1) : at], *head[at + 1 : at + 2]) if line.kind is None
    ):
        weight -= 4.0
    if not above and head[at].gap > max(gap, 1) and at:
        weight -= 1.5
    return weight - 2.0 * (len(text) > _LONGEST_TITLE)


_SHORTEST, _LONGEST, _LONGEST_INNER = 5, 31, 26  # with the full stop
_FEWEST_INNER = 3
_QUOTED_FIRST = tuple("“‘《（")
_NARRATIVE = re.compile(r"[了他她它我你该这：；？!?]|\d(?![^“”]*”)")  # a count tells, but “163” names
_PARTS = re.compile(r"[，、 \u3000]")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Opening:
    """The first sentence of a paragraph, as a possible heading."""

    start: int
    end: int
    number: str
    parts: tuple[int, ...]  # the lengths of what stands between its commas and blanks


def run_in_headings(text: str, paragraphs: Sequence[Span]) -> list[Block]:
    """The run-in headings of the paragraphs at these spans, full stop included.

    Level 1 opens a paragraph: the first sentence, where it is short, names a topic, and at least three paragraphs of the
    text open in the same manner (or two with parts of equal length, or one with a number: 一是…。). Level 2: at least three
    short sentences of one mould inside one paragraph, each followed by a longer one.
    Limit: a single run-in heading without a number looks like any short sentence and is not found.
    >>> text = "抓组织领导，谋划有高度。成立领导小组，县委书记任组长，部门协同。"  # 'grasp leadership, plan with height. …'
    >>> run_in_headings(text * 3, [(at, at + len(text)) for at in (0, len(text), 2 * len(text))])[0]
    Block(kind='run_in_heading', start=0, end=12, level=1, role='')
    """
    cut = [sentences(text, *span) for span in paragraphs]
    openings = [opening for spans in cut if (opening := _opening(text, spans))]
    first = {opening.start for opening in _of_one_manner(openings)}
    blocks = [Block("run_in_heading", o.start, o.end, 1) for o in openings if o.start in first]
    for spans in cut:
        inner = spans[1:] if spans and spans[0][0] in first else spans
        blocks += (Block("run_in_heading", *span, 2) for span in _inner_headings(text, inner, inner is not spans))
    return blocks


@cache
def _openers() -> tuple[str, ...]:
    return _QUOTED_FIRST + tuple(row["opener"] for row in rows("narrative_openers"))


@cache
def _first_of_openers() -> frozenset[str]:
    return frozenset(opener[0] for opener in _openers())


def _names_topic(sentence: str) -> bool:
    """Whether a sentence can be a heading: it ends in a full stop and does not tell of persons, counts or times."""
    if not sentence.endswith("。") or sentence[0] in _first_of_openers() and sentence.startswith(_openers()):
        return False
    return not _NARRATIVE.search(sentence)


def _opening(text: str, spans: Sequence[Span]) -> _Opening | None:
    if len(spans) < 2:
        return None
    start, end = spans[0]
    if not _SHORTEST < end - start <= _LONGEST or spans[-1][1] - end < end - start:
        return None
    number = enumerator(text[start:end])
    topic = text[start + len(number) : end]
    if not _names_topic(topic):
        return None
    return _Opening(start, end, number, tuple(len(part) for part in _PARTS.split(topic[:-1])))


def _of_one_manner(openings: Sequence[_Opening]) -> list[_Opening]:
    """Those with a number, and the largest group with the same count of parts, where it is large or even enough."""
    numbered = [opening for opening in openings if opening.number]
    others = [opening for opening in openings if not opening.number and len(opening.parts) <= 2]
    if not others:
        return numbered
    parts = Counter(len(opening.parts) for opening in others).most_common(1)[0][0]
    group = [opening for opening in others if len(opening.parts) == parts]
    even = len(group) == 2 and group[0].parts == group[1].parts
    return numbered + (group if len(group) >= 3 or even else [])


def _inner_headings(text: str, spans: Sequence[Span], below_head: bool) -> list[Span]:
    """Short sentences inside a paragraph that share a mould, three or more."""
    if len(spans) <= _FEWEST_INNER:  # each of them stands before a longer sentence
        return []
    lengths = [end - start for start, end in spans]
    short = [one for one, n, following in zip(spans, lengths, lengths[1:]) if _SHORTEST < n <= _LONGEST_INNER and n < following]
    short = [one for one in short if _is_inner(text, *one)] if len(short) >= _FEWEST_INNER else []
    if len(short) < _FEWEST_INNER:
        return []
    opened = Counter(text[start : start + 2] for start, _ in short)
    alike = [span for span in short if opened[text[span[0] : span[0] + 2]] >= _FEWEST_INNER]
    bare = [span for span in short if span[1] - span[0] <= 14 and not _PARTS.search(text, *span)]
    found = alike or (bare if len(bare) >= _FEWEST_INNER else [])
    if found and below_head and spans[0] in short and spans[0] not in found:
        found = [spans[0], *found]  # where a paragraph has subheadings, the sentence below its heading is the first of them
    return found


def _is_inner(text: str, start: int, end: int) -> bool:
    return len(_PARTS.findall(text, start, end)) <= 1 and _names_topic(text[start:end])

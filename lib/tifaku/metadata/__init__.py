"""Metadata: what an article says about itself, each statement with its evidence."""

from __future__ import annotations

import re
from typing import Iterator, Sequence

from tifaku.layout.bylines import name_spans, signers, without_inner_blanks
from tifaku.layout.furniture import ISSUE, PAPER, is_masthead, is_office, labels
from tifaku.layout.signatures import entitled
from tifaku.metadata.dates import find_moment, year_hint
from tifaku.metadata.subjects import find_subject
from tifaku.text.documents import Block, Fact

_DASHES = "—─－- "
_BRACKETS = "（）()【】[] \u3000\xa0"
_PART = re.compile(r"[^\s（）()【】：:]+")
_DAY_OR_PAGE = re.compile(r"(?:星期|周)[一二三四五六日天]|第?[A-Za-z\d]{1,4}版.*|版次")
_SEPARATORS = re.compile(r"[\s、，,/]+")
_DATELINE_OUTLET = re.compile(r"[（(【]?([\u3400-\u9fffA-Za-z]{2,10}?(?:社|网|报|台|中心|客户端))(?!记者)")
_UNNAMED = ("本报", "本网", "本台", "本社")  # 'this paper' says nothing about which
_BREADCRUMB = re.compile(r"位置[:：]\s*(?:首页\s*[>＞»]\s*)?(.+)")

Found = Iterator[tuple[str, Fact]]


def find_metadata(text: str, blocks: Sequence[Block]) -> dict[str, Fact]:
    """Facts about an article by name, each with the span of its evidence; what it does not state is not there.

    Names: title, subtitle, section, outlet, author, author_unit, editors, photo_credit, date (ISO), time, year_hint (where
    there is no date: the year it must have been written in, inferred), province, prefecture, county, townships, division_code.
    Several names stand in one value, separated by 、.

    >>> from tifaku.layout.blocks import find_blocks
    >>> text = "黔江：三级书记抓扶贫\\n2020年05月25日07:26 来源：重庆日报网\\n今年，黔江区委要求尽锐出战。"
    >>> facts = find_metadata(text, find_blocks(text))  # 'Qianjiang: secretaries at three levels lead poverty relief'
    >>> facts["date"].value, facts["outlet"].value, facts["county"].value, facts["province"].basis
    ('2020-05-25', '重庆日报网', '黔江区', 'stated')

    Limit: reads source lines, bylines, credits and datelines in the forms of data/furniture.tsv, no others.
    """
    facts: dict[str, Fact] = {}
    for name, fact in _stated(text, blocks):
        if name in ("author", "editors") and name in facts and fact.value not in str(facts[name].value):
            first = facts[name]
            fact = Fact(f"{first.value}、{fact.value}", first.start, first.end, first.basis, first.note)
            facts[name] = fact
        facts.setdefault(name, fact)
    if "date" not in facts and (hint := year_hint(text, blocks)):
        facts["year_hint"] = hint
    return facts | find_subject(text, blocks)


def _stated(text: str, blocks: Sequence[Block]) -> Found:
    readers = {
        "title": _title, "subtitle": _subtitle, "source_line": _source_line, "byline": _byline, "credit": _credit,
        "boilerplate": _section,
    }
    for block in blocks:
        if block.kind in readers:
            yield from readers[block.kind](text[block.start : block.end], block)


def _title(line: str, block: Block) -> Found:
    lead = len(entitled(line))
    yield "title", Fact(re.sub(r"\s+", " ", line[lead:]), block.start + lead, block.end)
    if lead:
        yield from _dateline(line[:lead], block)


def _subtitle(line: str, block: Block) -> Found:
    yield "subtitle", Fact(line.strip(_DASHES), block.start, block.end)
    yield from _date(line, block)


def _section(line: str, block: Block) -> Found:
    crumbs = _BREADCRUMB.search(line)
    if crumbs:
        yield "section", Fact(crumbs[1].strip(), block.start + crumbs.start(1), block.end)


def _source_line(line: str, block: Block) -> Found:
    if block.level:
        yield from _dateline(line, block)
        return
    yield from _date(line, block)
    yield from _labelled(line, block)
    for start, end in _outlets(line):
        name = "author_unit" if is_office(line[start:end]) else "outlet"
        yield name, Fact(line[start:end], block.start + start, block.start + end)


def _outlets(line: str) -> list[tuple[int, int]]:
    """Where the names stand that a source line gives without a label."""
    if named := ISSUE.fullmatch(line) or PAPER.fullmatch(line):
        return [named.span("name")]
    if is_masthead(line):
        return [(0, len(line))]
    moment = find_moment(line)
    if not moment or line.startswith("发表于", len(line) - len(line[moment.end :].lstrip())):  # WeChat's province
        return []
    before = _DATELINE_OUTLET.fullmatch(line[: moment.start].rstrip())
    if before or labels(line):
        return [before.span(1)] if before else []
    return [part for part in _parts(line, moment.end) if not _DAY_OR_PAGE.fullmatch(line, *part)]


def _dateline(line: str, block: Block) -> Found:
    outlet = _DATELINE_OUTLET.match(line)
    if outlet and not outlet[1].startswith(_UNNAMED):
        yield "outlet", Fact(outlet[1], block.start + outlet.start(1), block.start + outlet.end(1))
    at = max(line.find("（"), line.find("("))
    if at >= 0 and (names := signers(line[at:])):
        yield "author", _people(line[at:], names, block.start + at)


def _date(line: str, block: Block) -> Found:
    moment = find_moment(line)
    if moment:
        span = block.start + moment.start, block.start + moment.end
        yield "date", Fact(moment.date, *span)
        if moment.time:
            yield "time", Fact(moment.time, *span)


def _labelled(line: str, block: Block) -> Found:
    for label in labels(line):
        value, span = line[label.start : label.end], (block.start + label.start, block.start + label.end)
        if value and label.fact in ("author", "editors"):
            yield from ((name, Fact(people, *span)) for name, people in _signed(label.fact, value))
        elif value and label.fact:
            yield label.fact, Fact(value, *span)


def _signed(fact: str, value: str) -> Iterator[tuple[str, str]]:
    """The names after a label, and the author's office where one stands beside them: 作者：县委组织部 李晓东."""
    names = [name for name in _SEPARATORS.split(without_inner_blanks(value)) if name]
    people = [name for name in names if not is_office(name)] or names
    yield fact, "、".join(people)
    if fact == "author":
        yield from (("author_unit", name) for name in names if name not in people)


def _byline(line: str, block: Block) -> Found:
    stated = list(_labelled(line, block))
    if stated:
        yield from stated
        return
    if names := signers(line) or name_spans(line):
        yield "author", _people(line, names, block.start)
    yield from _offices(line, block)


def _offices(line: str, block: Block) -> Found:
    for start, end in _parts(line):
        if is_office(line[start:end]):
            yield "author_unit", Fact(line[start:end], block.start + start, block.start + end)


def _people(line: str, names: Sequence[tuple[int, int]], offset: int) -> Fact:
    value = "、".join(re.sub(r"\s", "", line[slice(*span)]) for span in names)
    return Fact(value, offset + names[0][0], offset + names[-1][1])


def _parts(line: str, start: int = 0) -> list[tuple[int, int]]:
    return [match.span() for match in _PART.finditer(line, start)]


def _credit(line: str, block: Block) -> Found:
    yield from _labelled(line, block)
    if "供稿" in line:
        yield from _offices(line, block)
    elif "图" in line or "摄" in line or "照片" in line:
        yield "photo_credit", Fact(line.strip(_BRACKETS), block.start, block.end)

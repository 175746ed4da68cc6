"""Metadata: what an article says about itself, each statement with its evidence."""

from __future__ import annotations

import re
from typing import Iterator, Sequence

from tifaku.bylines import bare_name, signers
from tifaku.documents import Block, Fact
from tifaku.furniture import DATE, is_body, labels
from tifaku.lexicons import rows
from tifaku.subjects import find_subject

_OUTLET_LABELS = ("来源", "信息来源", "稿件来源", "文章来源", "稿源", "转载自", "转自", "出处")
_EDITOR_LABELS = ("责编", "责任编辑", "编辑", "本期编辑", "网络编辑", "值班编辑", "执行编辑")
_AUTHOR_LABELS = ("作者", "撰稿", "撰文", "文字", "记者", "通讯员", "采写")
_DASHES = "—─－- "
_BRACKETS = "（）()【】[] \u3000\xa0"
_SEPARATORS = re.compile(r"[\s、，,/]+")
_DATELINE_OUTLET = re.compile(r"[（(【]?([\u3400-\u9fffA-Za-z]{2,10}?(?:社|网|报|台|中心|客户端))(?!记者)")
_BREADCRUMB = re.compile(r"位置[:：]\s*(?:首页\s*[>＞»]\s*)?(.+)")
_PRESENT_YEAR = re.compile(r"((?:19|20)\d\d)年是[^。；]{0,40}?之年")
_FULL_YEAR = re.compile(r"((?:19|20)\d\d)年(?!\d|底|末|初|\d{1,2}月)")
_HINTS_WITHIN = 50_000


def find_metadata(text: str, blocks: Sequence[Block]) -> dict[str, Fact]:
    """Facts about an article by name, each with the span of its evidence; what it does not state is not there.

    Names: title, subtitle, section, outlet, author, author_unit, editors, photo_credit, date (ISO), time, year_hint (where
    there is no date: the year it must have been written in, inferred), province, prefecture, county, townships, division_code.
    Several names stand in one value, separated by 、.

    >>> from tifaku.blocks import find_blocks
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
    if "date" not in facts and (hint := _year_hint(text, blocks)):
        facts["year_hint"] = hint
    return facts | find_subject(text, blocks)


def _stated(text: str, blocks: Sequence[Block]) -> Iterator[tuple[str, Fact]]:
    readers = {
        "title": _title, "subtitle": _subtitle, "source_line": _source_line, "byline": _byline, "credit": _credit,
        "boilerplate": _section,
    }
    for block in blocks:
        if block.kind in readers:
            yield from readers[block.kind](text[block.start : block.end], block)


def _title(line: str, block: Block) -> Iterator[tuple[str, Fact]]:
    yield "title", Fact(re.sub(r"\s+", " ", line), block.start, block.end)


def _subtitle(line: str, block: Block) -> Iterator[tuple[str, Fact]]:
    yield "subtitle", Fact(line.strip(_DASHES), block.start, block.end)
    yield from _dates(line, block)


def _section(line: str, block: Block) -> Iterator[tuple[str, Fact]]:
    crumbs = _BREADCRUMB.search(line)
    if crumbs:
        yield "section", Fact(crumbs[1].strip(), block.start + crumbs.start(1), block.end)


def _source_line(line: str, block: Block) -> Iterator[tuple[str, Fact]]:
    if block.level:
        outlet = _DATELINE_OUTLET.match(line)
        if outlet and not outlet[1].startswith(("本报", "本网", "本台", "本社")):
            yield "outlet", Fact(outlet[1], block.start + outlet.start(1), block.start + outlet.end(1))
        return
    yield from _dates(line, block)
    yield from _labelled(line, block)
    date = DATE.search(line)
    if date and not labels(line):
        rest = line[date.end() :].strip(_BRACKETS)
        if rest:
            at = block.start + line.index(rest, date.end())
            yield ("author_unit" if is_body(rest) else "outlet"), Fact(rest, at, at + len(rest))


def _dates(line: str, block: Block) -> Iterator[tuple[str, Fact]]:
    date = DATE.search(line)
    if not date or not (1 <= int(date["month"]) <= 12 and 1 <= int(date["day"]) <= 31):
        return
    start = block.start + date.start()
    iso = f"{date['year']}-{int(date['month']):02}-{int(date['day']):02}"
    yield "date", Fact(iso, start, block.start + date.end())
    if date["time"]:
        yield "time", Fact(date["time"].replace("：", ":"), block.start + date.start("time"), block.start + date.end("time"))


def _labelled(line: str, block: Block) -> Iterator[tuple[str, Fact]]:
    names = dict.fromkeys(_OUTLET_LABELS, "outlet") | dict.fromkeys(_EDITOR_LABELS, "editors") | dict.fromkeys(_AUTHOR_LABELS, "author")
    for label in labels(line):
        value = line[label.start : label.end]
        if value and label.name in names:
            if names[label.name] != "outlet":
                value = "、".join(filter(None, _SEPARATORS.split(value)))
            yield names[label.name], Fact(value, block.start + label.start, block.start + label.end)


def _byline(line: str, block: Block) -> Iterator[tuple[str, Fact]]:
    stated = list(_labelled(line, block))
    if stated:
        yield from stated
        return
    names = signers(line) or [span for span in _parts(line) if bare_name(line[slice(*span)])]
    if names:
        value = "、".join(re.sub(r"\s", "", line[slice(*span)]) for span in names)
        yield "author", Fact(value, block.start + names[0][0], block.start + names[-1][1])
    for start, end in _parts(line):
        if is_body(line[start:end]):
            yield "author_unit", Fact(line[start:end], block.start + start, block.start + end)


def _parts(line: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(r"[^\s（）()【】]+", line)]


def _credit(line: str, block: Block) -> Iterator[tuple[str, Fact]]:
    yield from _labelled(line, block)
    if "供稿" in line:
        yield from (("author_unit", Fact(line[s:e], block.start + s, block.start + e)) for s, e in _parts(line) if is_body(line[s:e]))
    elif "图" in line or "摄" in line or "照片" in line:
        yield "photo_credit", Fact(line.strip(_BRACKETS), block.start, block.end)


def _year_hint(text: str, blocks: Sequence[Block]) -> Fact | None:
    """The year in which an article without a date was written, from what it calls present; None where nothing tells."""
    within = text[:_HINTS_WITHIN]
    present = _PRESENT_YEAR.search(within)
    if present:
        return Fact(int(present[1]), *present.span(), "inferred", "called the present year")
    for row in rows("year_hints"):
        at = within.find(row["phrase"])
        if at >= 0:
            return Fact(int(row["year"]), at, at + len(row["phrase"]), "inferred", row["gloss"])
    now = within.find("今年")
    years = [match for match in _FULL_YEAR.finditer(within)]
    if now < 0 or not years:
        return None
    last = max(years, key=lambda match: int(match[1]))
    return Fact(int(last[1]) + 1, *last.span(), "inferred", f"figures of the whole year {last[1]} and 今年 ('this year') at {now}")

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
_PART = re.compile(r"[^\s（）()【】]+")
_SEPARATORS = re.compile(r"[\s、，,/]+")
_DATELINE_OUTLET = re.compile(r"[（(【]?([\u3400-\u9fffA-Za-z]{2,10}?(?:社|网|报|台|中心|客户端))(?!记者)")
_BREADCRUMB = re.compile(r"位置[:：]\s*(?:首页\s*[>＞»]\s*)?(.+)")
_YEAR = re.compile(r"(?<![到至\d])((?:19|20)\d\d)年(?!前|以前|之前)")
_PRESENT_YEAR = re.compile(r"((?:19|20)\d\d)年是[^。；]{0,40}?之年")
_THIS_YEAR = re.compile(r"今年(?:以来|上半年|初|\d{1,2}月)")
_ACHIEVED = re.compile(r"(?<![到至\d])((?:19|20)\d\d)年，?[^\d，。；][^，。；]{0,20}?(?:实现|完成|获|被评为|达)")
_HAN_DATE = re.compile(
    "(?P<year>[二一][〇○零一二三四五六七八九]{3})年(?P<month>[一二三四五六七八九十]{1,2})月(?P<day>[一二三四五六七八九十]{1,3})日"
)
_DIGITS = str.maketrans("一二三四五六七八九〇○零", "123456789000")
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
        at = max(line.find("（"), line.find("("))
        if at >= 0 and (names := signers(line[at:])):
            yield "author", _people(line[at:], names, block.start + at)
        return
    yield from _dates(line, block)
    yield from _labelled(line, block)
    date = DATE.search(line)
    if date and not labels(line):
        for start, end in _parts(line, date.end()):
            if line.startswith("发表于", start):  # WeChat's 'published from', a province
                break
            name = "author_unit" if is_body(line[start:end]) else "outlet"
            yield name, Fact(line[start:end], block.start + start, block.start + end)


def _dates(line: str, block: Block) -> Iterator[tuple[str, Fact]]:
    date = DATE.search(line) or _HAN_DATE.search(line)
    if not date:
        return
    year, month, day = (_number(date[part]) for part in ("year", "month", "day"))
    if 1 <= month <= 12 and 1 <= day <= 31:
        yield "date", Fact(f"{year}-{month:02}-{day:02}", block.start + date.start(), block.start + date.end())
        if time := date.groupdict().get("time"):
            yield "time", Fact(time.replace("：", ":"), block.start + date.start("time"), block.start + date.end("time"))


def _number(numeral: str) -> int:
    """The number that digits or Chinese numerals write: 2022, 二〇二二, 十, 二十四."""
    tens, ten, ones = numeral.translate(_DIGITS).partition("十")
    return 10 * int(tens or 1) + int(ones or 0) if ten else int(tens)


def _labelled(line: str, block: Block) -> Iterator[tuple[str, Fact]]:
    names = {"作者单位": "author_unit"} | dict.fromkeys(_OUTLET_LABELS, "outlet") | dict.fromkeys(_EDITOR_LABELS, "editors") | dict.fromkeys(_AUTHOR_LABELS, "author")
    for label in labels(line):
        value = line[label.start : label.end]
        if value and label.name in names:
            if names[label.name] in ("author", "editors"):
                value = "、".join(filter(None, _SEPARATORS.split(value)))
            yield names[label.name], Fact(value, block.start + label.start, block.start + label.end)


def _byline(line: str, block: Block) -> Iterator[tuple[str, Fact]]:
    stated = list(_labelled(line, block))
    if stated:
        yield from stated
        return
    names = signers(line) or [span for span in _parts(line) if bare_name(line[slice(*span)])]
    if names:
        yield "author", _people(line, names, block.start)
    for start, end in _parts(line):
        if is_body(line[start:end]):
            yield "author_unit", Fact(line[start:end], block.start + start, block.start + end)


def _people(line: str, names: Sequence[tuple[int, int]], offset: int) -> Fact:
    value = "、".join(re.sub(r"\s", "", line[slice(*span)]) for span in names)
    return Fact(value, offset + names[0][0], offset + names[-1][1])


def _parts(line: str, start: int = 0) -> list[tuple[int, int]]:
    return [match.span() for match in _PART.finditer(line, start)]


def _credit(line: str, block: Block) -> Iterator[tuple[str, Fact]]:
    yield from _labelled(line, block)
    if "供稿" in line:
        yield from (("author_unit", Fact(line[s:e], block.start + s, block.start + e)) for s, e in _parts(line) if is_body(line[s:e]))
    elif "图" in line or "摄" in line or "照片" in line:
        yield "photo_credit", Fact(line.strip(_BRACKETS), block.start, block.end)


def _year_hint(text: str, blocks: Sequence[Block]) -> Fact | None:
    """The year in which an article without a date was written, from what it calls present; None where nothing tells."""
    hint = next(_hints(text[:_HINTS_WITHIN], blocks), None)
    latest = max((int(year[1]) for year in _YEAR.finditer(text, 0, _HINTS_WITHIN)), default=0)
    return hint if hint and latest <= int(hint.value) else None


def _hints(text: str, blocks: Sequence[Block]) -> Iterator[Fact]:
    for block in blocks:
        if block.kind == "title" and (year := _YEAR.search(text, block.start, block.end)):
            yield Fact(int(year[1]), *year.span(), "inferred", "year in the title")
    if present := _PRESENT_YEAR.search(text):
        yield Fact(int(present[1]), *present.span(), "inferred", "called the present year")
    for row in rows("year_hints"):
        if (at := text.find(row["phrase"])) >= 0:
            yield Fact(int(row["year"]), at, at + len(row["phrase"]), "inferred", row["gloss"])
    now = _THIS_YEAR.search(text)
    if now and (achieved := max(_ACHIEVED.finditer(text), key=lambda match: match[1], default=None)):
        note = f"figures of {achieved[1]} are looked back on from {now[0]} ('this year') at {now.start()}"
        yield Fact(int(achieved[1]) + 1, *achieved.span(), "inferred", note)

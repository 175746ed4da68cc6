"""Subjects: the province, prefecture and county that an article is about, with their evidence in the text."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import Iterator, Mapping, Sequence

from tifaku.layout.furniture import is_office
from tifaku.metadata.places import Division, Mention, by_short_name, mentions, townships
from tifaku.text.documents import Block, Fact

_LEVELS = {2: "province", 4: "prefecture", 6: "county"}
_WEIGHTS = {"title": 8, "lead": 3, "": 0}  # of a mention; a place that neither title nor lead name is no subject
_MOST_ELSEWHERE = 10  # weight of all other mentions together
_LEAD_LENGTH = 400
_OPENING = 12  # characters of a text in which it can say where it is
_NOT_BELOW = tuple("省市区县州盟旗河江湖山路岛港海桥")  # 甘肃古浪河畔 is on a river
_NO_PROVINCE = re.compile(
    "时间|(?:[\u3400-\u9fff]{2,3})?(?:大学(?!生)|学院)|银行|路|岸|证券|交易所|籍|队|菜|话|卫视|社|网|电|\\d"
    "|[\u3400-\u9fff]{0,4}?(?:新闻|党建|日报|政府|在线)网"
    "|[\u3400-\u9fff]{0,2}?(?:[日晚早晨时商周]|青年|都市|法制)报(?![告道名到送])"  # of an outlet, not of the subject
)
_NATIONAL = re.compile("来自全国|(?<![往到向至布及])全国各地|各省区市|全国各省")  # one guest's home is not where it happened
_SITE = re.compile("(?:人民政府|门户网站|政府网|政府网站)$|编[ \u3000]+(?:19|20)\\d\\d年")  # of a site, of a bulletin
_OF_OFFICES = ("boilerplate", "kicker", "caption", "source_line", "byline")  # lines above an article, and its signature
_PARTY, _OFFICE_ENDS = re.compile("中共"), re.compile("[ \u3000]|编|文件$")
Named = tuple[Division, ...]  # the divisions that bear one name
_WORKPLACE = re.compile("党校|大学|学院|研究[院所]|作者简介")
_READ = 100_000  # an article says where it is within so many characters


def find_subject(text: str, blocks: Sequence[Block]) -> dict[str, Fact]:
    """Province, prefecture, county, townships and division_code of the article's subject, as far as they can be told.

    What the text names is stated; what only follows from the county's or prefecture's place in the official list is
    inferred, and the note says from what. A name that several counties bear is resolved where the text also names the
    prefecture or province of one of them, else county stands alone.

    Limit: an article about several counties alike has no county; a place known only by a village has none.
    """
    whole = text[:_READ]
    text = _without_furniture(whole, blocks)
    zones = dict(_zones(text, blocks))
    mention = _leading(text, zones) or _of_office(whole, blocks)
    if mention is None:
        return _province(text, zones)
    found = _resolved(mention, text)
    if found is None:
        return {"county": Fact(text[mention.start : mention.end], mention.start, mention.end, note=_unresolved(mention))}
    stated = _blanked(text, [block for block in blocks if block.kind == "source_line" and not block.level])
    return _with_parents(found, mention, stated) | _towns(found, text)


def _without_furniture(text: str, blocks: Sequence[Block]) -> str:
    """The text with blanks for what names places of its own: menus, links to other articles, legal notes, scholars' schools."""
    return _blanked(text, [block for block in blocks if "boilerplate" in (block.kind, block.role) or _is_workplace(text, block)])


def _is_workplace(text: str, block: Block) -> bool:
    return block.kind in ("byline", "credit") and bool(_WORKPLACE.search(text, block.start, block.end))


def _blanked(text: str, blocks: Sequence[Block]) -> str:
    kept: list[str] = []
    last = 0
    for block in blocks:
        kept += text[last : block.start], " " * len(text[block.start : block.end])
        last = block.end
    return "".join(kept) + text[last:]


def _with_parents(found: Division, mention: Mention, text: str) -> dict[str, Fact]:
    facts = {_LEVELS[len(found.code)]: Fact(found.name, mention.start, mention.end)}
    for parent in found.parents:
        facts[_LEVELS[len(parent.code)]] = _parent_fact(parent, found, text)
    note = f"code of {found.name} in data/divisions.tsv"
    return facts | {"division_code": Fact(found.code, mention.start, mention.end, "inferred", note)}


def _towns(found: Division, text: str) -> dict[str, Fact]:
    places = townships(text, found) if len(found.code) == 6 else []
    if not places:
        return {}
    names = "、".join(text[slice(*place)] for place in places)
    return {"townships": Fact(names, *places[0], note=f"evidence: {', '.join(f'{s}:{e}' for s, e in places)}")}


def _zones(text: str, blocks: Sequence[Block]) -> Iterator[tuple[str, tuple[int, int]]]:
    title = next((block for block in blocks if block.kind == "title"), None)
    if title:
        yield "title", (title.start, title.end)
    prose = next((block.start for block in blocks if block.kind in ("paragraph", "list_item") and block.role != "boilerplate"), 0)
    yield "lead", (title.end if title and title.end <= prose else prose, prose + _LEAD_LENGTH)


def _leading(text: str, zones: Mapping[str, tuple[int, int]]) -> Mention | None:
    """The mention of the place with the greatest weight; a county goes before the prefecture and province above it."""
    first: dict[Named, Mention] = {}
    weights: Counter[Named] = Counter()
    elsewhere: Counter[Named] = Counter()
    full = mentions(text)
    short = (_in_full(mention, full) for mention in (*_title_names(text, zones), *_below_short_names(text, zones)))
    for mention in (*full, *short):  # full names first, which are the better evidence
        first.setdefault(mention.divisions, mention)
        zone = next((zone for zone, (start, end) in zones.items() if start <= mention.start < end), "")
        weights[mention.divisions] += _WEIGHTS[zone]
        elsewhere[mention.divisions] += not zone
    weights = Counter({named: weight + min(elsewhere[named], _MOST_ELSEWHERE) for named, weight in weights.items() if weight})
    start, end = zones.get("title", (0, 0))
    in_title = any(start <= one.start < end for one in first.values())
    if not weights or not in_title and _NATIONAL.search(text, *zones.get("lead", (0, 0))):
        return None
    strong = [named for named, weight in weights.most_common() if weight * 2 >= max(weights.values())]
    for length in (6, 4, 2):
        level = [named for named in strong if len(named[0].code) == length]
        if len(level) == 1 or level and weights[level[1]] * 3 <= weights[level[0]] * 2:
            return first[level[0]]
    return None


def _in_full(mention: Mention, full: Sequence[Mention]) -> Mention:
    """潜山 is 潜山市 where the text has that name too, and not also the county that became it."""
    same = (one.divisions for one in full if set(one.divisions) < set(mention.divisions))
    return mention._replace(divisions=next(same, mention.divisions))


def _title_names(text: str, zones: Mapping[str, tuple[int, int]]) -> Iterator[Mention]:
    """黔江 in the title 黔江：三级书记抓扶贫: a name without its class stands for the place before the colon."""
    start, end = zones.get("title", (0, 0))
    colon = text.find("：", start, end)
    for at in range(start, colon):
        divisions = by_short_name().get(text[at:colon])
        if divisions:
            yield Mention(at, colon, divisions)
            return


def _below_short_names(text: str, zones: Mapping[str, tuple[int, int]]) -> Iterator[Mention]:
    """陕西石泉 in title or lead: a county or prefecture without its class, right behind its province without its own."""
    for start, end in zones.values():
        for province, at in _short_provinces(text, start, end):
            at += len(province.short)
            for length in (4, 3, 2):
                below = (
                    by_short_name().get(text[at : at + length], ())
                    if text[at + length : at + length + 1] not in _NOT_BELOW
                    else ()
                )
                found = tuple(place for place in below if place.code.startswith(province.code) and len(place.code) > 2)
                if found:
                    yield Mention(at, at + length, found[-1:])
                    break


def _short_provinces(text: str, start: int, end: int) -> Iterator[tuple[Division, int]]:
    """The provinces named without their class, and where first; 北京时间 'Beijing time' and 河南岸 'south bank' name none."""
    pattern, provinces = _province_names()
    seen: set[str] = set()
    for found in pattern.finditer(text, start, end):
        if found[0] not in seen and not _NO_PROVINCE.match(text, found.end()):
            seen.add(found[0])
            yield provinces[found[0]], found.start()


@cache
def _province_names() -> tuple[re.Pattern[str], dict[str, Division]]:
    provinces = {name: found[0] for name, found in by_short_name().items() if len(found[0].code) == 2}
    return re.compile("|".join(provinces)), provinces


def _of_office(text: str, blocks: Sequence[Block]) -> Mention | None:
    """The county or prefecture whose government has the site, or whose office edits the bulletin or signs the document."""
    title = next((block.start for block in blocks if block.kind == "title"), len(text))
    for block in blocks:
        if block.kind not in _OF_OFFICES or block.level:
            continue
        line = text[block.start : block.end]
        named = _PARTY.match(line)
        office = _OFFICE_ENDS.split(line, maxsplit=1)[0]
        if block.start < title and _SITE.search(line) or is_office(office):
            at = block.start + (named.end() if named else 0)
            if found := next((mention for mention in mentions(text, at, block.end) if mention.start == at), None):
                return found
    return None


def _province(text: str, zones: Mapping[str, tuple[int, int]]) -> dict[str, Fact]:
    """The one province that the title names, or with which the text begins, be it without its class."""
    start, end = zones.get("title", (0, 0))
    lead = zones.get("lead", (0, 0))[0]
    for first, last in ((start, end), (lead, lead + _OPENING)):
        found = list(_short_provinces(text, first, last))
        if len(found) == 1:
            province, at = found[0]
            return {"province": Fact(province.name, at, at + len(province.short))}
    return {}


def _resolved(mention: Mention, text: str) -> Division | None:
    if len(mention.divisions) == 1:
        return mention.divisions[0]
    named = [
        division
        for division in mention.divisions
        if division.parents and any(parent.name in text or parent.short in text for parent in division.parents)
    ]
    return named[0] if len(named) == 1 else None


def _unresolved(mention: Mention) -> str:
    places = "、".join("".join(parent.name for parent in reversed(division.parents)) for division in mention.divisions)
    return f"unresolved: there is one in {places}"


def _parent_fact(parent: Division, found: Division, text: str) -> Fact:
    for name in (parent.name, parent.short) if len(parent.short) > 1 else (parent.name,):
        for mention in re.finditer(name, text):
            if not _NO_PROVINCE.match(text, mention.end()):
                return Fact(parent.name, *mention.span())
    return Fact(parent.name, basis="inferred", note=f"{found.name} ({found.code}) belongs to it")

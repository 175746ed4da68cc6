"""Subjects: the province, prefecture and county that an article is about, with their evidence in the text."""

from __future__ import annotations

from collections import Counter
from typing import Iterator, Mapping, Sequence

from tifaku.metadata.places import Division, Mention, by_short_name, mentions, townships
from tifaku.text.documents import Block, Fact

_LEVELS = {2: "province", 4: "prefecture", 6: "county"}
_WEIGHTS = {"title": 8, "lead": 3, "": 0}  # of a mention; a place that neither title nor lead name is no subject
_MOST_ELSEWHERE = 10  # weight of all other mentions together
_LEAD_LENGTH = 400
Named = tuple[Division, ...]  # the divisions that bear one name
_READ = 100_000  # an article says where it is within so many characters


def find_subject(text: str, blocks: Sequence[Block]) -> dict[str, Fact]:
    """Province, prefecture, county, townships and division_code of the article's subject, as far as they can be told.

    What the text names is stated; what only follows from the county's or prefecture's place in the official list is
    inferred, and the note says from what. A name that several counties bear is resolved where the text also names the
    prefecture or province of one of them, else county stands alone.

    Limit: an article about several counties alike has no county; a place known only by a village has none.
    """
    text = _without_furniture(text[:_READ], blocks)
    zones = dict(_zones(text, blocks))
    mention = _leading(text, zones)
    if mention is None:
        return {}
    found = _resolved(mention, text)
    if found is None:
        return {"county": Fact(text[mention.start : mention.end], mention.start, mention.end, note=_unresolved(mention))}
    return _with_parents(found, mention, text) | _towns(found, text)


def _without_furniture(text: str, blocks: Sequence[Block]) -> str:
    """The text with blanks for menus, links to other articles and legal notes, which name places of their own."""
    kept, last = [], 0
    for block in blocks:
        if block.kind == "boilerplate":
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
    prose = next((block.start for block in blocks if block.kind == "paragraph"), 0)
    yield "lead", (title.end if title and title.end <= prose else prose, prose + _LEAD_LENGTH)


def _leading(text: str, zones: Mapping[str, tuple[int, int]]) -> Mention | None:
    """The mention of the place with the greatest weight; a county goes before the prefecture and province above it."""
    first: dict[Named, Mention] = {}
    weights: Counter[Named] = Counter()
    elsewhere: Counter[Named] = Counter()
    for mention in [*mentions(text), *_title_names(text, zones)]:
        first.setdefault(mention.divisions, mention)
        zone = next((zone for zone, (start, end) in zones.items() if start <= mention.start < end), "")
        weights[mention.divisions] += _WEIGHTS[zone]
        elsewhere[mention.divisions] += not zone
    weights = Counter({named: weight + min(elsewhere[named], _MOST_ELSEWHERE) for named, weight in weights.items() if weight})
    if not weights:
        return None
    strong = [named for named, weight in weights.most_common() if weight * 2 >= max(weights.values())]
    for length in (6, 4, 2):
        level = [named for named in strong if len(named[0].code) == length]
        if len(level) == 1 or level and weights[level[1]] * 3 <= weights[level[0]] * 2:
            return first[level[0]]
    return None


def _title_names(text: str, zones: Mapping[str, tuple[int, int]]) -> Iterator[Mention]:
    """黔江 in the title 黔江：三级书记抓扶贫: a name without its class stands for the place before the colon."""
    start, end = zones.get("title", (0, 0))
    colon = text.find("：", start, end)
    for at in range(start, colon):
        divisions = by_short_name().get(text[at:colon])
        if divisions:
            yield Mention(at, colon, divisions)
            return


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
    for name in (parent.name, parent.short):
        at = text.find(name)
        if at >= 0 and len(name) > 1:
            return Fact(parent.name, at, at + len(name))
    return Fact(parent.name, basis="inferred", note=f"{found.name} ({found.code}) belongs to it")

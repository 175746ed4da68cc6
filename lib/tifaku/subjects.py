"""Subjects: the province, prefecture and county that an article is about, with their evidence in the text."""

from __future__ import annotations

from collections import Counter
from typing import Iterator, Mapping, Sequence

from tifaku.documents import Block, Fact
from tifaku.places import Division, Mention, by_short_name, mentions, townships

_LEVELS = {2: "province", 4: "prefecture", 6: "county"}
_TITLE, _LEAD, _MOST_ELSEWHERE = 8, 3, 10  # weight of a mention in the title, in the lead, and of all others together
_ENOUGH = 3  # a place named once in the lead is a subject; one named in passing further down is not
_LEAD_LENGTH = 400
_READ = 100_000  # an article says where it is within so many characters


def find_subject(text: str, blocks: Sequence[Block]) -> dict[str, Fact]:
    """Province, prefecture, county, townships and division_code of the article's subject, as far as they can be told.

    What the text names is stated; what only follows from the county's or prefecture's place in the official list is
    inferred, and the note says from what. A name that several counties bear is resolved where the text also names the
    prefecture or province of one of them, else county stands alone.

    Limit: an article about several counties alike has no county; a place known only by a village has none.
    """
    text = text[:_READ]
    zones = dict(_zones(text, blocks))
    mention = _leading(text, zones)
    if mention is None:
        return {}
    found = _resolved(mention, text)
    if found is None:
        return {"county": Fact(text[mention.start : mention.end], mention.start, mention.end, note=_unresolved(mention))}
    facts = {_LEVELS[len(found.code)]: Fact(found.name, mention.start, mention.end)}
    for parent in found.parents:
        facts[_LEVELS[len(parent.code)]] = _parent_fact(parent, found, text)
    facts["division_code"] = Fact(found.code, mention.start, mention.end, "inferred", f"code of {found.name} in data/divisions.tsv")
    if len(found.code) == 6 and (places := townships(text, found)):
        names = "、".join(text[slice(*place)] for place in places)
        facts["townships"] = Fact(names, *places[0], note=f"evidence: {', '.join(f'{s}:{e}' for s, e in places)}")
    return facts


def _zones(text: str, blocks: Sequence[Block]) -> Iterator[tuple[str, tuple[int, int]]]:
    title = next((block for block in blocks if block.kind == "title"), None)
    if title:
        yield "title", (title.start, title.end)
    prose = next((block.start for block in blocks if block.kind == "paragraph"), 0)
    yield "lead", (title.end if title and title.end <= prose else prose, prose + _LEAD_LENGTH)


def _leading(text: str, zones: Mapping[str, tuple[int, int]]) -> Mention | None:
    """The mention of the place with the greatest weight; a county goes before the prefecture and province above it."""
    found = mentions(text) + list(_title_names(text, zones))
    weights: Counter[tuple[Division, ...]] = Counter()
    elsewhere: Counter[tuple[Division, ...]] = Counter()
    first: dict[tuple[Division, ...], Mention] = {}
    for mention in found:
        first.setdefault(mention.divisions, mention)
        zone = next((zone for zone, (start, end) in zones.items() if start <= mention.start < end), "")
        if zone:
            weights[mention.divisions] += _TITLE if zone == "title" else _LEAD
        else:
            elsewhere[mention.divisions] += 1
    for divisions, count in elsewhere.items():
        weights[divisions] += min(count, _MOST_ELSEWHERE)
    enough = {divisions: weight for divisions, weight in weights.items() if weight >= _ENOUGH}
    if not enough:
        return None
    most = max(enough.values())
    strong = [divisions for divisions, weight in enough.items() if weight * 2 >= most]
    deepest = max(len(divisions[0].code) for divisions in strong)
    best = sorted((d for d in strong if len(d[0].code) == deepest), key=lambda d: -enough[d])
    if len(best) > 1 and enough[best[1]] * 3 > enough[best[0]] * 2:
        best = [d for d in sorted(strong, key=lambda d: -enough[d]) if len(d[0].code) < deepest]
    return first[best[0]] if best else None


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

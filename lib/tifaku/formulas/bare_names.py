"""Bare names: numbered formulas without quotation marks, each found by a form that plain counting seldom has."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from typing import NamedTuple

from tifaku.formulas.grammar import ATOM, COUNT, HAN, NAMED, each_slots, first, read_name
from tifaku.formulas.listed_names import listed_counts, listed_heads, repeated_heads, tailed_names
from tifaku.formulas.lookalikes import (
    counts_things,
    cuts_fixed_word,
    is_code,
    is_plain_count,
    is_quantity,
    opens_fixed_word,
)
from tifaku.formulas.nouns import GOES_ON, is_noun, noun_end
from tifaku.formulas.quotations import Sighting
from tifaku.text import lexicons
from tifaku.text.numerals import CHINESE, DIGITS, ONES, PLUS, SMALL, TENS
from tifaku.text.words import cut, is_word, tagged

NAMED_NEXT = f"(?:党建|工作|发展|产业)*(?:{NAMED})"  # right after a code: 163党建工作思路
BIG = re.compile(rf"{COUNT}大(?:[十百千万]+亿?(?:元|级)?)?(?={HAN})")  # 三大千亿级产业集群
CONGRESS = re.compile(f"(?:十[{ONES}]|二十[一二]?)大")
COMPOUND = re.compile(rf"{first(SMALL)}{HAN}{{1,3}}(?:[{SMALL}]{HAN}{{1,3}}){{1,5}}(?:多{HAN}{{1,2}})?")
COMPOUND_LIST = re.compile(rf"{first(SMALL)}{HAN}(?:、[{SMALL}]{HAN}){{2,6}}")
EACH = re.compile(rf"{first('一')}(?<![{CHINESE}]{HAN}.){HAN}{{1,4}}一{HAN}{{1,4}}(?:一{HAN}{{1,4}})?")
SUM = re.compile(
    rf"[互{DIGITS}NXnx](?<![A-Za-z{DIGITS}.{PLUS}].)(?:联网|[{DIGITS}]{{0,2}})"
    rf"(?: ?[{PLUS}] ?(?:[{DIGITS}]{{1,3}}|[NXnx]))+(?![A-Za-z{DIGITS}.%％{PLUS}])"
)
CODE = re.compile(rf"[{DIGITS}](?<![A-Za-z{DIGITS}.].)(?!00)[{DIGITS}]{{2,5}}(?={NAMED_NEXT})")
ANCHOR = re.compile(first(CHINESE))
ATOM_INSIDE = re.compile(ATOM)
GROUP = re.compile(rf"([{CHINESE}])({HAN}{{1,3}})")
_NO_COMPOUND = re.compile("[双两][眼眉唇手脚腿耳肩臂膝]|十.[八九]|七.八")  # 双眼一眨 'a wink of both eyes'; 十防九空
PLACE_ENDS = tuple("村镇乡县区市街路湖山河江桥岛港寨屯")


def bare_names(text: str, quoted: Collection[str] = ()) -> Iterator[Sighting]:
    """All formulas without quotation marks; `quoted` are the surfaces that the same text has in quotation marks."""
    rules = (big_counts, listed_counts, listed_heads, repeated_heads, tailed_names, compounds, distributives, codes)
    for start, end in (*known_names(text, quoted), *(span for rule in rules for span in rule(text))):
        if form := read_name(text[start:end]):
            yield Sighting(start, end, form, False)


def big_counts(text: str) -> Iterator[tuple[int, int]]:
    """N大 + noun, as in 五大党建主题 'five big themes of Party building'; congresses (十九大) stay out."""
    for match in BIG.finditer(text):
        start, at = match.span()
        # 四大行动 'four big campaigns' is more than 四大行 'the four big banks'
        lookalike = CONGRESS.match(match[0]) or opens_fixed_word(text, start, noun_end(text, at) or at)
        first = tagged(text[at - 1 : at + 3])  # 七大人说, 两大碗清水 'two large bowls of water': 大 opens a noun there
        guess = len(first.words[0]) != 2 or first.tags[0] not in "nm"
        if not lookalike and (end := noun_end(text, at) or guess and noun_end(text, at, guess=True)):
            yield start, end


def compounds(text: str) -> Iterator[tuple[int, int]]:
    """Numerals that alternate with single characters or counted nouns (四不两直, 一区两城三基地), or a list of such groups."""
    for match in COMPOUND.finditer(text):
        if (end := _compound_end(match)) and _is_compound(text, match.start(), end):
            yield match.start(), end
    for match in COMPOUND_LIST.finditer(text):
        if _is_compound(text, *match.span()):
            yield match.span()


def _compound_end(match: re.Match) -> int | None:
    """The end of the last head; None where fewer than two groups have a head that is one character or a counted noun."""
    groups = list(GROUP.finditer(match[0]))
    for number, group in enumerate(groups):
        head = group[2]
        last = next(size for size in (3, 2, 1) if size == 1 or size <= len(head) and is_noun(head[:size]))
        if last < len(head) or number == len(groups) - 1:
            return match.start() + group.start(2) + last if number else None
    return None


def _is_compound(text: str, start: int, end: int) -> bool:
    if _NO_COMPOUND.match(text, start):
        return False
    groups = GROUP.findall(text[start:end])
    counted = any(numeral != "一" for numeral, _ in groups)
    listed = len({head for _, head in groups}) == 1  # 三线四线 'the third and fourth lines'
    plain = any(counts_things(numeral + head) for numeral, head in groups if numeral != "多")
    fixed = ATOM_INSIDE.search(text, start + 1, end) or opens_fixed_word(text, start, end) or cuts_fixed_word(text, start)
    fixed = fixed or is_word(text[start - 1 : start + 1]) or _goes_on(text, end)
    return counted and not listed and not plain and not fixed


def _goes_on(text: str, end: int) -> bool:
    """Whether the last character of a name opens a word that reaches further: 五衰一开|始 'once the five signs begin'."""
    return is_word(text[end - 1 : end + 1]) and len(cut(text[end - 1 : end + 3])[0]) > 1


def distributives(text: str) -> Iterator[tuple[int, int]]:
    """一X一Y 'one Y for each X', as in 一户一策 'one plan a household'; a Y that is unknown must be closed by a mark."""
    for match in EACH.finditer(text):
        start = match.start()
        ends = range(match.end(), start + 3, -1)
        slots = {end: each_slots(text[start:end]) for end in ends}
        end = next((end for end in ends if all(slots[end])), None)
        if end is None and slots[ends[0]][0] and _is_closed_product(text, match.end()):
            end = match.end()
        if end and not opens_fixed_word(text, start, end):
            yield start, end


def _is_closed_product(text: str, end: int) -> bool:
    """Whether the last 一Y before `end` has a Y of one or two characters that counts nothing, and a mark after it."""
    last = text[text.rindex("一", 0, end) : end]
    return len(last) <= 3 and not counts_things(last) and not GOES_ON.match(text, end)


def codes(text: str) -> Iterator[tuple[int, int]]:
    """Sum codes that are open (4+X) or stand before the noun they name, and digit codes before such a noun."""
    for match in SUM.finditer(text) if any(plus in text for plus in PLUS) else ():
        if re.search("[NXnx]", match[0]) or re.match(NAMED_NEXT, text[match.end() : match.end() + 8]):
            yield match.span()
    for match in CODE.finditer(text):
        if not is_code(match[0], text[match.end() : match.end() + 8]):
            yield match.span()


def known_names(text: str, also: Iterable[str] = ()) -> Iterator[tuple[int, int]]:
    """Names that stand in quotation marks in most work reports (data/bare_names.tsv), or elsewhere in this text."""
    names = _known().joined(_names(name for name in also if not is_plain_count(name) and not is_quantity(name)))
    for match in ANCHOR.finditer(text):
        for size, before in names.shapes.get(text[match.start() : match.start() + 2], ()):
            start = match.start() - before
            end = start + size
            if start >= 0 and names.before.get(text[start:end]) == before and not _is_other_name(text, start, end):
                yield start, end
                break


def _is_other_name(text: str, start: int, end: int) -> bool:
    """Whether a short name is the beginning of a longer word here, or counts on as the clauses before it do."""
    return end - start < 4 and (_is_other_word(text, start, end) or _goes_on_counting(text, start, text[start:end]))


def _is_other_word(text: str, start: int, end: int) -> bool:
    """Whether a short name is but the beginning of a longer word, a measure or a place (四新村 'Sixin village')."""
    measured = is_quantity(text[start : end + 2])  # 三公|里 'three kilometres'
    return measured or opens_fixed_word(text, start, end) or end - start == 2 and text[end : end + 1] in PLACE_ENDS


def _goes_on_counting(text: str, start: int, name: str) -> bool:
    """Whether the clauses before count up to the name: 一问初心，二问实绩，三问差距 'ask first …, ask thirdly'."""
    at = TENS.find(name[0])
    return at > 0 and TENS[at - 1] + name[1:] in text[max(0, start - 60) : start]


class Names(NamedTuple):
    """Names to be looked up in a text: the characters before the numeral of each, and their shapes by how they begin.

    A shape is (length, characters before the numeral), under the numeral and the character after it; the longest comes first.
    """

    before: dict[str, int]
    shapes: dict[str, list[tuple[int, int]]]

    def joined(self, more: Names) -> Names:
        """These names and more, which are few."""
        shapes = {key: sorted({*self.shapes.get(key, ()), *shapes}, reverse=True) for key, shapes in more.shapes.items()}
        return Names(self.before | more.before, self.shapes | shapes) if shapes else self


def _names(names: Iterable[str]) -> Names:
    before = {name: numeral.start() for name in names if (numeral := ANCHOR.search(name))}
    shapes: dict[str, set[tuple[int, int]]] = {}
    for name, at in before.items():
        shapes.setdefault(name[at : at + 2], set()).add((len(name), at))
    return Names(before, {key: sorted(found, reverse=True) for key, found in shapes.items()})


@cache
def _known() -> Names:
    return _names(row["name"] for row in lexicons.rows("bare_names"))

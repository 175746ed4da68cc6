"""Bare names: numbered formulas without quotation marks, each found by a form that plain counting seldom has."""

from __future__ import annotations

import re
from functools import cache
from typing import Collection, Iterable, Iterator

from tifaku import lexicons
from tifaku.grammar import ATOM, CHINESE, CLASSIFIER, DIGITS, HAN, SUM_CODE, numeral_value, read_name
from tifaku.lookalikes import counts_things, cuts_fixed_word, is_code, is_plain_count, is_quantity, opens_fixed_word
from tifaku.nouns import noun_end
from tifaku.quotations import Sighting

OPEN = rf"(?<![{CHINESE}{DIGITS}第届.．+＋A-Za-z])"  # no numeral goes on here
FEW = rf"(?:十[一二三四五六七八九]|[二两三四五六七八九十]|[{DIGITS}]{{1,2}})"
NAME_NOUN = "(?:党建|工作|发展|产业)*(?:工程|战略|行动|工作法|思路|模式|机制|体系|计划|方式|形式|格局)"

BIG = re.compile(rf"{OPEN}{FEW}大(?={HAN})")
CONGRESS = re.compile("(?:十[一二三四五六七八九]|二十[一二]?)大")
CLASSED = re.compile(rf"{OPEN}({FEW}){CLASSIFIER}(?={HAN})")
COMPOUND = re.compile(rf"{OPEN}(?:[一二两双三四五六七八九十]{HAN}){{2,6}}")
COMPOUND_LIST = re.compile(rf"{OPEN}[一二两双三四五六七八九十]{HAN}(?:、[一二两双三四五六七八九十]{HAN}){{2,6}}")
EACH = re.compile(rf"{OPEN}一{HAN}{{1,4}}一{HAN}{{1,4}}(?:一{HAN}{{1,4}})?")
SUM = re.compile(rf"(?<![A-Za-z{DIGITS}.+＋]){SUM_CODE.pattern}(?![A-Za-z{DIGITS}.%％+＋])")
CODE = re.compile(rf"(?<![A-Za-z{DIGITS}.])[{DIGITS}]{{3,6}}(?={NAME_NOUN})")
ATOM_INSIDE = re.compile(ATOM)
GROUP = re.compile(rf"([{CHINESE}])({HAN}{{1,2}})")
QUOTED_LIST = re.compile("(?:[“‘「『][^“”‘’「」『』]+[”’」』][、和]?)+$")
ANCHOR = re.compile(rf"{OPEN}[{CHINESE}]")


def bare_names(text: str, quoted: Collection[str] = ()) -> Iterator[Sighting]:
    """All formulas without quotation marks; `quoted` are the surfaces that the same text has in quotation marks."""
    for rule in (big_counts, listed_counts, tailed_names, compounds, distributives, codes):
        for start, end in rule(text):
            if reading := read_name(text[start:end]):
                yield Sighting(start, end, reading, False)
    for start, end in known_names(text, quoted):
        yield Sighting(start, end, read_name(text[start:end]), False)


def big_counts(text: str) -> Iterator[tuple[int, int]]:
    """N大 + noun, as in 五大党建主题 'five big themes of Party building'; congresses (十九大) stay out."""
    for match in BIG.finditer(text):
        start, at = match.span()
        if not opens_fixed_word(text, start, at) and not CONGRESS.match(match[0]):
            if end := noun_end(text, at, guess=True):
                yield start, end


def listed_counts(text: str) -> Iterator[tuple[int, int]]:
    """N + classifier + noun right after a list of N items, as in 县、乡、村、组四级书记 'secretaries at four levels'."""
    for match in CLASSED.finditer(text):
        start, at = match.span()
        if _items_before(text, start) == numeral_value(match[1]) > 2 and (end := noun_end(text, at)):
            yield start, end


def tailed_names(text: str) -> Iterator[tuple[int, int]]:
    """N + noun + a verb of joint action, as in 五社联动 'five kinds of community bodies act together'."""
    for match in _tailed().finditer(text):
        if not counts_things(match[0]) and not opens_fixed_word(text, match.start(), match.start() + 2):
            yield match.span()


def compounds(text: str) -> Iterator[tuple[int, int]]:
    """Numerals that alternate with single characters (四不两直), or a list of such groups (一路、两心、四区)."""
    for match in [*COMPOUND.finditer(text), *COMPOUND_LIST.finditer(text)]:
        groups = GROUP.findall(match[0])
        counted = any(not numeral.startswith("一") for numeral, _ in groups)
        plain = any(counts_things(numeral + head) for numeral, head in groups)
        fixed = ATOM_INSIDE.search(match[0], 1) or opens_fixed_word(text, *match.span()) or cuts_fixed_word(text, match.start())
        if counted and not plain and not fixed:
            yield match.span()


def distributives(text: str) -> Iterator[tuple[int, int]]:
    """一X一Y 'one Y for each X', where both fill a known slot, as in 一户一策 'one plan a household'."""
    for match in EACH.finditer(text):
        start, longest = match.span()
        for end in range(longest, start + 3, -1):
            reading = read_name(text[start:end])
            if reading and reading.kind == "distributive" and not opens_fixed_word(text, start, end):
                yield start, end
                break


def codes(text: str) -> Iterator[tuple[int, int]]:
    """Sum codes that are open (4+X) or stand before the noun they name, and digit codes before such a noun."""
    for match in SUM.finditer(text):
        if re.search("[NXnx]", match[0]) or re.match(NAME_NOUN, text[match.end() : match.end() + 8]):
            yield match.span()
    for match in CODE.finditer(text):
        if not is_code(match[0], text[match.end() : match.end() + 8]):
            yield match.span()


def known_names(text: str, also: Iterable[str] = ()) -> Iterator[tuple[int, int]]:
    """Names that stand in quotation marks in most work reports (data/bare_names.tsv), or elsewhere in this text."""
    names = _by_opening([*_known(), *(name for name in also if not is_plain_count(name) and not is_quantity(name))])
    for match in ANCHOR.finditer(text):
        start = match.start()
        for name in names.get(text[start : start + 2], ()):
            end = start + len(name)
            if text.startswith(name, start) and not (len(name) < 4 and opens_fixed_word(text, start, end)):
                yield start, end
                break


def _items_before(text: str, at: int) -> int:
    """How many items the list has that ends at `at`; quotation marks may stand round each item or round the list."""
    clause = re.split("[，,。；;：:！？!?\n]", text[max(0, at - 80) : at])[-1]
    clause = re.sub("(?:等|这)$", "", clause)
    if quotations := QUOTED_LIST.search(clause):
        clause = re.sub("[”’」』][、和]?[“‘「『]", "、", quotations[0])
    return len(re.split("[、和及与]", clause))


@cache
def _known() -> tuple[str, ...]:
    return tuple(row["name"] for row in lexicons.rows("bare_names"))


def _by_opening(names: Iterable[str]) -> dict[str, list[str]]:
    """Names by their first two characters, the longest first."""
    table: dict[str, list[str]] = {}
    for name in sorted(names, key=len, reverse=True):
        table.setdefault(name[:2], []).append(name)
    return table


@cache
def _tailed() -> re.Pattern:
    tails = sorted((row["tail"] for row in lexicons.rows("name_tails")), key=len, reverse=True)
    return re.compile(rf"{OPEN}[两双三四五六七八九十]{HAN}{{0,2}}?(?:{'|'.join(tails)})")

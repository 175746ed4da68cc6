"""Quotations: numbered formulas that stand between quotation marks."""

from __future__ import annotations

import re
from typing import NamedTuple

from tifaku.digit_codes import split_code
from tifaku.grammar import CHINESE, DIGITS, HAN, NAMED, Reading, read_name
from tifaku.lookalikes import is_code, is_fixed_word, is_proverb, is_quantity, is_title, opens_other_name
from tifaku.nouns import is_noun

MARKS = "“”‘’「」『』\"'＂"
QUOTED = re.compile(rf"[“‘「『\"'＂]([^{MARKS}\n]{{2,36}})[”’」』\"'＂]")
NAMED_SOON = re.compile(rf"{HAN}{{0,4}}?(?:{NAMED})")
SPELT_OUT = re.compile("[大个项张条、，,]")  # 一个目标、三项工作机制: each head is a phrase of its own
SUM_AND_NOUN = re.compile(rf"([{DIGITS}]+(?:[+＋][{DIGITS}NX]+)+){HAN}{{2,6}}")
ONE_DAY = re.compile(f"[{CHINESE}]日[{CHINESE}]")  # 五日六联 'five days, six joinings': days are counted there like anything else
HAS_NUMERAL = re.compile(f"[{CHINESE}{DIGITS}]|[+＋][NX]")


class Sighting(NamedTuple):
    """A place where a formula was seen, and how it reads."""

    start: int
    end: int
    reading: Reading
    quoted: bool


def quoted_names(text: str) -> list[Sighting]:
    """The formulas that fill a quotation, or one part of a quoted list of distributives.

    What is refused once is refused throughout: a number that is a hotline in one sentence is no formula in the next.
    """
    seen, refused = [], set()
    for match in QUOTED.finditer(text):
        if HAS_NUMERAL.search(match[1]):
            for start, name in _parts(match[1]):
                name = _numeral_part(name)
                if reading := read_name(name):
                    at = match.start(1) + start
                    seen.append(Sighting(at, at + len(name), _as_spelt_out(reading, name, text, match.end()), True))
                    before, after = text[max(0, match.start() - 4) : match.start()], text[match.end() : match.end() + 8]
                    if seen[-1].reading is reading and not _is_formula(name, reading, before, after):
                        refused.add(name)
    refused |= {str(numeral) for sighting in seen for numeral, head in sighting.reading.groups if head is None}  # “12”即…
    return [sighting for sighting in seen if text[sighting.start : sighting.end] not in refused]


def _numeral_part(name: str) -> str:
    """A compound without the noun of a programme at its end (三比三争|活动), any other name as it is; 5+2|就业之家 likewise."""
    if match := SUM_AND_NOUN.fullmatch(name):
        return match[1]
    for size in (4, 3, 2):
        part, noun = name[:-size], name[-size:]
        reading = read_name(part) if is_noun(noun) and not SPELT_OUT.search(name) else None
        if reading and reading.kind == "compound" and reading.groups[0][1]:
            return part
    return name


def _as_spelt_out(reading: Reading, name: str, text: str, end: int) -> Reading:
    """The reading itself, or for a digit code the numbers that the text after it spells out."""
    numbers = split_code(name, text, end) if reading.kind == "digit_code" else None
    return Reading("digit_code", tuple((number, None) for number in numbers)) if numbers else reading


def _parts(content: str) -> list[tuple[int, str]]:
    """The whole quotation, or its parts where each is a distributive of its own (“一村一品、一镇一业”)."""
    if content.startswith("一"):
        parts = [(m.start(), m[0]) for m in re.finditer("[^、，,；; ]+", content)]
        readings = [read_name(name) for _, name in parts]
        if all(reading and reading.kind == "distributive" for reading in readings):
            return parts
    whole = content.strip()
    return [(content.index(whole), whole)]


def _is_formula(name: str, reading: Reading, before: str, after: str) -> bool:
    if reading.kind in ("digit_code", "sum_code"):
        return not is_code(name, after) and (len(name) > 2 or bool(NAMED_SOON.match(after)))
    if is_fixed_word(name, quoted=True) or is_title(before, after):
        return False
    if reading.kind == "distributive":
        return True
    if opens_other_name(name, reading.kind) or is_quantity(name) and not ONE_DAY.match(name):
        return False
    if reading.kind == "counted":
        return True
    ones = all(numeral == 1 for numeral, _ in reading.groups)
    return not is_proverb(reading) and not (ones and any(len(head) > 2 for _, head in reading.groups))

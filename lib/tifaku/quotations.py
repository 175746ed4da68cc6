"""Quotations: numbered formulas that stand between quotation marks."""

from __future__ import annotations

import re
from typing import NamedTuple

from tifaku.grammar import CHINESE, DIGITS, Reading, read_name
from tifaku.lookalikes import is_code, is_fixed_word, is_place, is_product, is_quantity

MARKS = "“”‘’「」『』\"'＂"
QUOTED = re.compile(rf"[“‘「『\"'＂]([^{MARKS}\n]{{2,36}})[”’」』\"'＂]")
HAS_NUMERAL = re.compile(f"[{CHINESE}{DIGITS}]")


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
            after = text[match.end() : match.end() + 8]
            for start, name in _parts(match[1]):
                reading = read_name(name)
                if reading and not _is_formula(name, reading, after):
                    refused.add(name)
                elif reading:
                    at = match.start(1) + start
                    seen.append((name, Sighting(at, at + len(name), reading, True)))
    return [sighting for name, sighting in seen if name not in refused]


def _parts(content: str) -> list[tuple[int, str]]:
    """The whole quotation, or its parts where each is a distributive of its own (“一村一品、一镇一业”)."""
    parts = [(m.start(), m[0]) for m in re.finditer("[^、，,；;]+", content)]
    readings = [read_name(name) for _, name in parts]
    return parts if all(r and r.kind == "distributive" for r in readings) else [(0, content)]


def _is_formula(name: str, reading: Reading, after: str) -> bool:
    if reading.kind in ("digit_code", "sum_code"):
        return not is_code(name, after)
    if is_fixed_word(name, quoted=True) or reading.kind != "distributive" and is_quantity(name):
        return False
    if is_product(after) or any(is_place(f"{name[0]}{head}") for _, head in reading.groups[:1]):
        return False
    ones = all(numeral == 1 for numeral, _ in reading.groups)
    return not (reading.kind == "compound" and ones and any(len(head) > 2 for _, head in reading.groups))

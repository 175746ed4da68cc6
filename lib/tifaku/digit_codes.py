"""Digit codes: into which numbers a code such as 1269 falls, as the text says, else by the common reading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from tifaku.grammar import CHINESE, DIGITS, chinese_numeral

NEAR = 160  # characters after the code in which the text may spell it out
EXPLAINS = re.compile("[即指是：:（(—]")
COUNTED = rf"(?=[^{DIGITS}{CHINESE}\W年月日])"


def split_code(code: str, text: str, end: int) -> tuple[int, ...] | None:
    """The numbers that the text right after the code itself spells out, or None where it does not.

    Either each number is quoted on its own (“12”即…，“6”即…，“9”即…) or all of them count something, in order:

    >>> text = "“2016”工程，即20个产业园和16条走廊"  # 20 industrial parks and 16 corridors
    >>> split_code("2016", text, 5)
    (20, 16)
    """
    after = text[end : end + NEAR]
    explained = EXPLAINS.search(after[:20])
    for parts in _partitions(code):
        quoted = all(re.search(rf"[“‘「『\"']{part}[”’」』\"']", after) for part in parts)
        if quoted or explained and re.search(_in_order(parts), after):
            return tuple(int(part) for part in parts)
    return None


def _in_order(parts: list[str]) -> str:
    numbers = (rf"(?<![{DIGITS}])(?:{part}|{_in_characters(int(part))}){COUNTED}" for part in parts)
    return "[\\s\\S]{0,60}?".join(numbers)


def _in_characters(number: int) -> str:
    return "[二两双]" if number == 2 else chinese_numeral(number)


def _partitions(code: str) -> Iterator[list[str]]:
    """The ways to cut a code into two or more numbers without a leading zero, fewest parts first."""
    inner = range(1, len(code))
    for cuts in (cuts for size in inner for cuts in combinations(inner, size)):
        parts = [code[a:b] for a, b in zip((0, *cuts), (*cuts, len(code)))]
        if all(part[0] != "0" and len(part) <= 3 for part in parts):
            yield parts

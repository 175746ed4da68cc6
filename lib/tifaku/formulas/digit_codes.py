"""Digit codes: into which numbers a code such as 1269 falls, as the text says, else by the common reading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from tifaku.text.numerals import CHINESE, DIGITS, ONES, numeral_value

NEAR, SOON = 160, 20  # characters after the code in which the text may spell it out, and must begin to
EXPLAINS = re.compile("[即指是：:（(—]")
QUOTED = re.compile(rf"[“‘「『\"']([{DIGITS}]{{1,3}})[”’」』\"']")
COUNTED = re.compile(
    rf"(?<![{DIGITS}{CHINESE}])([{DIGITS}]{{1,3}}|[一二两双三四五六七八九]?十?[{ONES}]?)"
    rf"(?=[^\W{DIGITS}{CHINESE}年月日])"
)


def split_code(code: str, text: str, end: int) -> tuple[int, ...] | None:
    """The numbers that the text right after the code itself spells out, or None where it does not.

    Either each number is quoted on its own (“12”即…，“6”即…，“9”即…) or all of them count something, in order:

    >>> text = "“2016”工程，即20个产业园和16条走廊"  # 20 industrial parks and 16 corridors
    >>> split_code("2016", text, 5)
    (20, 16)
    """
    after = text[end : end + NEAR]
    quoted = {int(number) for number in QUOTED.findall(after)}
    explained = EXPLAINS.search(after, 0, SOON)
    counted = [numeral_value(number) for number in COUNTED.findall(after) if number] if explained else []
    if not quoted and not counted:
        return None
    told = [parts for parts in _partitions(code) if set(parts) <= quoted]  # a quoted number is surer than a count nearby
    return next((parts for parts in told or _partitions(code) if told or _in_order(parts, counted)), None)


def _in_order(parts: tuple[int, ...], numbers: list) -> bool:
    rest = iter(numbers)
    return all(part in rest for part in parts)


def _partitions(code: str) -> Iterator[tuple[int, ...]]:
    """The ways to cut a code into two or more numbers without a leading zero, fewest parts first."""
    inner = range(1, len(code))
    for cuts in (cuts for size in inner for cuts in combinations(inner, size)):
        parts = [code[a:b] for a, b in zip((0, *cuts), (*cuts, len(code)))]
        if all(part[0] not in "0０" and len(part) <= 3 for part in parts):
            yield tuple(int(part) for part in parts)

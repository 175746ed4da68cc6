"""Grammar: what a numbered formula may look like, as a handful of named patterns, and how its groups are read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

DIGITS = "0-9０-９"
NUMERAL_CHARS = "一二两三四五六七八九十百千万双多半"
NUMERAL = rf"(?:[二三四五六七八九]?十[一二三四五六七八九]?|[{NUMERAL_CHARS}]|[{DIGITS}]{{1,3}}|N)"
CLASSIFIER = "[大个项类张级种条套重支家方面步批位篇]"
HAN = rf"[^\W{DIGITS}A-Za-z_{NUMERAL_CHARS}]"  # a Han character that is no numeral

DIGIT_CODE = re.compile(rf"[{DIGITS}]{{2,7}}")
SUM_CODE = re.compile(rf"(?:互联网|[{DIGITS}]{{1,3}}|[NXnx])(?:[+＋](?:[{DIGITS}]{{1,3}}|[NXnx]))+")
EACH = rf"一{HAN}{{1,5}}(?:一{HAN}{{1,5}})+"
DISTRIBUTIVE = re.compile(EACH)
GROUP = re.compile(rf"({NUMERAL})({HAN}{{1,6}})")
COMPOUND = re.compile(rf"{NUMERAL}{HAN}{{1,6}}(?:[、，,和]?{NUMERAL}{HAN}{{1,6}})+")
COUNTED = re.compile(rf"({HAN}{{0,2}})({NUMERAL})({CLASSIFIER}?)([^\W{DIGITS}A-Za-z_]{{1,10}})")

_VALUES = {c: i for i, c in enumerate("一二三四五六七八九十", 1)} | {"两": 2, "双": 2, "百": 100, "千": 1000, "万": 10000}
_WIDTH = str.maketrans("０１２３４５６７８９＋", "0123456789+")


class Reading(NamedTuple):
    """How a name is read: its kind, and for each group the numeral and the head that it counts."""

    kind: str
    groups: tuple[tuple[int | str, str | None], ...]


def numeral_value(numeral: str) -> int | str:
    """The number a numeral stands for; an open one (多, N, X) or a share (半) stands for itself.

    >>> numeral_value("十四"), numeral_value("双"), numeral_value("N")  # fourteen, double, N
    (14, 2, 'N')
    """
    numeral = numeral.translate(_WIDTH)
    if numeral.isascii() and numeral.isdigit():
        return int(numeral)
    if "十" in numeral:
        tens, ones = numeral.split("十")
        return 10 * _VALUES.get(tens, 1) + _VALUES.get(ones, 0)
    return _VALUES.get(numeral, numeral.upper())


def read_name(name: str) -> Reading | None:
    """The reading of a whole name such as 三联三研三任 'three links, three studies, three appointments', or None."""
    for pattern, read in _READERS:
        match = pattern.fullmatch(name)
        if match:
            return read(match)
    return None


def _read_digits(match) -> Reading:
    # A zero belongs to the digit before it: 4050 is 40 and 50, 61020 is 6, 10 and 20.
    parts = re.findall(r"[1-9]0*|0", match[0].translate(_WIDTH))
    return Reading("digit_code", tuple((int(p), None) for p in parts))


def _read_sum(match) -> Reading:
    parts = [p for p in re.split("[+＋]", match[0]) if p != "互联网"]
    return Reading("sum_code", tuple((numeral_value(p), None) for p in parts))


def _read_each(match) -> Reading:
    return Reading("distributive", ())


def _read_compound(match) -> Reading:
    return Reading("compound", tuple((numeral_value(n), head.strip("和")) for n, head in GROUP.findall(match[0])))


def _read_counted(match) -> Reading:
    return Reading("counted", ((numeral_value(match[2]), match[4]),))


_READERS = (
    (DIGIT_CODE, _read_digits),
    (SUM_CODE, _read_sum),
    (DISTRIBUTIVE, _read_each),
    (COMPOUND, _read_compound),
    (COUNTED, _read_counted),
)

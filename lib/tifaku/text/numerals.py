"""Numerals: the digits, characters and classifiers with which Chinese counts, and the numbers that numerals stand for."""

from __future__ import annotations

from functools import lru_cache

#: Digits of both widths, a range for use between the brackets of a pattern.
DIGITS = "0-9０-９"
ONES = "一二三四五六七八九"
#: The numerals that number a list, in order.
TENS = ONES + "十"
#: Numerals that count the items of a name without quotation marks.
SMALL = "一二两双三四五六七八九十"
#: Every character that can be the numeral of a formula; 多 'many' and 半 'half' leave the number open.
CHINESE = "一二两三四五六七八九十百千万双多半"
#: Classifiers between a numeral and the head that it counts: 三大战役, 四个一批, 五项行动.
CLASSIFIERS = "大个项类张级种条套重支家方面步批位篇块场道座把颗朵"

_VALUES = {c: i for i, c in enumerate(TENS, 1)} | {"两": 2, "双": 2, "百": 100, "千": 1000, "万": 10000}
#: Plus signs of every width, for use between the brackets of a pattern.
PLUS = "+＋﹢"
_WIDTH = str.maketrans("０１２３４５６７８９＋﹢．％", "0123456789++.%")


def narrow(name: str) -> str:
    """The name with digits, points and plus and per cent signs of ordinary width: １＋５ is 1+5."""
    return name.translate(_WIDTH)


@lru_cache(1_000)
def numeral_value(numeral: str) -> int | str:
    """The number a numeral stands for; an open one (多, N, X) or a share (半) stands for itself.

    >>> numeral_value("十四"), numeral_value("双"), numeral_value("N")  # fourteen, double, N
    (14, 2, 'N')
    """
    numeral = narrow(numeral)
    if numeral.isascii() and numeral.isdigit():
        return int(numeral)
    if "十" in numeral:
        tens, ones = numeral.split("十")
        return 10 * _VALUES.get(tens, 1) + _VALUES.get(ones, 0)
    return _VALUES.get(numeral, numeral.upper())


def int_value(numeral: str) -> int:
    """The number a numeral stands for, 0 for an open one."""
    value = numeral_value(numeral)
    return value if isinstance(value, int) else 0

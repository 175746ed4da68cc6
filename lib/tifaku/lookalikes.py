"""Lookalikes: numerals that count or code no set of policy items (dates, measures, idioms, hotlines, congresses)."""

from __future__ import annotations

import re
from functools import cache

from tifaku import lexicons
from tifaku.grammar import CHINESE, DIGITS

YEAR = re.compile(r"(?:19|20)\d\d|0\d+")
SCORE = re.compile(r"\d\d+(?:\+\d\d+)+")  # 18+15: two large numbers and nothing open


def is_fixed_word(name: str, quoted: bool = False) -> bool:
    """Whether a name is a word or idiom that only contains a numeral, such as 一把手 'first in command'.

    Between quotation marks a mere dictionary noun may well be a formula (“三板斧”), so there only set phrases count.
    """
    kind = _fixed_words().get(name)
    return kind is not None and not (quoted and kind == "word")


def opens_fixed_word(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] is, or is the beginning of, a fixed word that reaches further in the text."""
    return any(text[start:at] in _fixed_words() for at in range(end, min(start + 6, len(text)) + 1))


def cuts_fixed_word(text: str, start: int) -> bool:
    """Whether a fixed word begins just before `start` and reaches over it: 隔|三差五 'every now and then'."""
    begins = range(max(0, start - 2), start)
    return any(text[begin:end] in _fixed_words() for begin in begins for end in range(start + 2, begin + 6))


def is_title(before: str, after: str) -> bool:
    """Whether the text round a quotation says that it names a model, a shop, a film or the like (“七悟”模型)."""
    return after.startswith(tuple(codes("product"))) or before.endswith(tuple(codes("title before")))


def opens_other_name(name: str) -> bool:
    """Whether a name begins with a word that only contains a numeral: 双向奔赴 'going to meet each other' (双向 'both ways')."""
    return any(_fixed_words().get(name[:size]) in ("opens other names", "place") for size in (2, 3, 4))


def is_quantity(name: str) -> bool:
    """Whether a name opens with a length of time, a size or an ordinal: 三年行动 'three-year drive', 三号院 'yard number 3'."""
    return bool(_quantity("time", "measure", "ordinal").match(name))


def is_plain_count(name: str) -> bool:
    """Whether a name is nothing but a numeral and a counting unit, as 三户 'three households'."""
    return bool(_quantity("count").fullmatch(name))


def counts_things(name: str) -> bool:
    """Whether a name opens with a numeral and a counting unit or a particle, as in 三户 'three households'."""
    return bool(_quantity("time", "measure", "ordinal", "count", "particle").match(name))


def is_code(code: str, after: str) -> bool:
    """Whether digits are a year, a hotline or another number that counts nothing; `after` is the text that follows."""
    if SCORE.fullmatch(code) or YEAR.fullmatch(code) or code in codes("hotline", "customary code"):
        return True
    return any(word in after[: len(word) + 2] for word in codes("code context"))


@cache
def _fixed_words() -> dict[str, str]:
    return {row["word"]: row["class"] for row in lexicons.rows("fixed_words")}


@cache
def _quantity(*classes: str) -> re.Pattern:
    units = sorted((r["unit"] for r in lexicons.rows("counting_units") if r["class"] in classes), key=len, reverse=True)
    return re.compile(rf"[{CHINESE}{DIGITS}]+个?(?:{'|'.join(units)})")


@cache
def codes(*classes: str) -> frozenset[str]:
    """Digit codes, or the words round them, of the given classes (hotline | customary code | code context)."""
    return frozenset(row["code"] for row in lexicons.rows("codes") if row["class"] in classes)

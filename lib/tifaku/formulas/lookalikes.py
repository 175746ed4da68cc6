"""Lookalikes: numerals that count or code no set of policy items (dates, measures, idioms, hotlines, congresses)."""

from __future__ import annotations

import re
from functools import cache

from tifaku.formulas.grammar import Form
from tifaku.text import lexicons
from tifaku.text.numerals import CHINESE, DIGITS

STANCES = "不无有必要"  # begin heads of true formulas under any numerals: 四不准三不许
YEAR = re.compile(r"(?:19|20)\d\d|0\d+")
_SAYS = re.compile("[其诸也矣乎兮哉而吗呢啦呀曰勿]|之(?!.?$)")
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


def opens_other_name(name: str, kind: str) -> bool:
    """Whether a name begins with a word that only contains a numeral: 双向奔赴 'going to meet each other' (双向 'both ways').

    A compound may begin with such a word (两江四岸 'two rivers, four banks'), but not with an idiom or a place.
    """
    classes = ("place",) if kind == "compound" else ("place", "opens other names")
    idiom = len(name) > 4 and _fixed_words().get(name[:4]) == "idiom"
    return idiom or any(_fixed_words().get(name[:size]) in classes for size in (2, 3, 4))


def is_proverb(form: Form) -> bool:
    """Whether a compound measures one thing against another: 七分养三分治 'seven parts care, three parts cure'.

    Its heads begin alike under different numerals, or under 一 throughout (一边学一边干 'learn and work at once').
    """
    numerals, heads = zip(*form.groups)
    if numerals in ((10, 9), (10, 8), (7, 8)):  # 七纵八跳; 十防九空 'ten warnings, nine for nothing'
        return True
    alike = len({head[0] for head in heads if head}) == 1 and heads[0][0] not in STANCES
    small = all(isinstance(numeral, int) and numeral <= 10 for numeral in numerals)  # 千村示范、万村整治 is a programme
    return alike and small and (set(numerals) == {1} or len(set(numerals)) == len(numerals))


def is_quantity(name: str) -> bool:
    """Whether a name opens with a length of time, a size or a rank (三年行动 'three-year drive'), or a numeral and no noun.

    Behind other words it may hold a length of time (士别三日便当刮目相待) or close with a rank (菲利普四世 'Philip the Fourth').
    """
    at_once = _quantity("time", "measure", "ordinal", "function").match(name)
    if at_once or name[0] in CHINESE + DIGITS:
        return at_once is not None
    ranked = _quantity("ordinal").search(name)
    return _quantity("time").search(name) is not None or ranked is not None and ranked.end() == len(name)


def is_sentence(name: str) -> bool:
    """Whether a name holds a function word that no name has: 臣以三事之攻宋也, 放诸四夷 'banished to the four barbarians'."""
    return _SAYS.search(name) is not None


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
    return re.compile(rf"[{CHINESE}{DIGITS}]+(?:{'|'.join(units)})")


@cache
def codes(*classes: str) -> frozenset[str]:
    """Digit codes, and the words that stand round codes or quotations that are no formulas, of the given classes.

    Classes: hotline | customary code | code context | product (follows a brand) | title before (goes before a title).
    """
    return frozenset(row["code"] for row in lexicons.rows("codes") if row["class"] in classes)

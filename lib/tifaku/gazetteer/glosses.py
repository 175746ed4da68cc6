"""Glosses: what a formula or term means in English, for readers who don't read Chinese, and how it is read aloud.

A gloss comes from the gazetteer or from a table made by hand; other formulas are glossed word by word, which is said.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from tifaku.formulas.grammar import EACH, Form, read_name
from tifaku.gazetteer import SHORT, find_entry
from tifaku.text.lexicons import rows
from tifaku.text.numerals import CHINESE, DIGITS
from tifaku.text.texts import language

if TYPE_CHECKING:
    import pandas as pd

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_COUNTS = re.compile(f"[{CHINESE}{DIGITS}]")
_ALTERNATIVE = re.compile(r"; (?![^(]*\))")  # but not inside brackets


class Gloss(NamedTuple):
    """A gloss in English: literal where it was put together word by word, and `source`, the gazetteer or a table's own."""

    english: str
    literal: bool
    source: str

    def __str__(self) -> str:
        return f"lit. {self.english}" if self.literal else self.english


def gloss(name: str, known: bool = True) -> Gloss | None:
    """The gloss of a formula or term: one made by hand, the gazetteer's, or a literal one; None rather than a guess.

    A literal gloss is put together from the formula's numerals and a table of heads, and says nothing of what the formula
    stands for.

    >>> print(gloss("四抓四度"))
    lit. four grasps, four degrees
    >>> print(gloss("一支部一品牌"), gloss("两学一做"), gloss("党建"), sep=" | ")
    lit. one brand for each Party branch | Two Studies and One Action | Party building

    `known` says whether the gazetteer may be asked; not where the text gives the name other items than the gazetteer.

    Limit: one gloss a name; a word of several meanings has the one that official prose uses most.
    """
    if name in _terms():
        return Gloss(*_terms()[name])
    if not _COUNTS.search(name):  # a term without a numeral: most names that are asked for, and quickly answered
        return None
    entry = find_entry(name).entry if known else None
    settled = entry and (len(name) > SHORT or entry.row["level"] in ("central", "ministry"))  # short names mean many things
    if entry and settled and entry.row["english"]:
        return Gloss(_ALTERNATIVE.split(entry.row["english"])[0], False, "gazetteer")
    form = read_name(name) if _COUNTS.match(name) else None  # 新五小 'five new small ones': what goes before would be lost
    literal = _literal(name, form) if form else ""
    return Gloss(literal, True, "word by word") if literal else None


def page_gloss(name: str, known: bool = True) -> str:
    """The gloss of a name for a page, blank where there is none, and on Chinese pages, whose readers need none; see `gloss`."""
    return str(gloss(name, known) or "") if language() == "en" else ""


def in_english(table: pd.DataFrame, column: str) -> pd.DataFrame:
    """The table with a column `english` behind the named one: the gloss of each cell, blank where there is none.

    A table that has a column `english` keeps what stands there and gets the rest; on Chinese pages it is blank. Raises
    KeyError for a missing column.

    >>> import pandas as pd
    >>> in_english(pd.DataFrame({"term": ["党建", "四抓四度"], "n": [61, 2]}), "term")["english"].tolist()
    ['Party building', 'lit. four grasps, four degrees']
    """
    glosses = {name: page_gloss(str(name)) for name in table[column].unique()}
    found = table[column].map(glosses)
    if "english" in table:
        own = table["english"].fillna("")
        return table.assign(english=own.where(own != "", found) if language() == "en" else "")
    at = [*table.columns].index(column) + 1
    glossed = table.iloc[:, :at].assign(english=found).join(table.iloc[:, at:])
    glossed.attrs |= table.attrs
    return glossed


def pinyin(text: str) -> str:
    """How a text is read aloud, with tones: a reading for each character, marks as they are.

    >>> pinyin("四抓四度、党建")  # 'four grasps, four degrees', 'Party building'
    'sì zhuā sì dù、 dǎng jiàn'

    Limit: pypinyin chooses between the readings of a character by its dictionary of words.
    """
    from pypinyin import Style, lazy_pinyin

    read = " ".join(lazy_pinyin(text, style=Style.TONE))
    return re.sub(r" (?=[^\w\s(（“‘《])|(?<=[(（“‘《]) ", "", read)


def _literal(name: str, form: Form) -> str:
    if form.kind == "sum_code":
        return " + ".join(str(numeral) for numeral, _ in form.groups)
    if form.kind == "digit_code":
        return ", ".join(_number(numeral) for numeral, _ in form.groups)
    if form.kind == "distributive":
        return _each(name)
    parts = [_counted(numeral, head) for numeral, head in form.groups]
    return ", ".join(parts) if parts and all(parts) else ""


def _each(name: str) -> str:
    """'one brand for each Party branch'; of a third head 'one … and one …'."""
    match = EACH.fullmatch(name)
    heads = [_head(head, 1) for head in match.groups() if head] if match else []
    if not heads or not all(heads):
        return ""
    each, *given = heads
    return f"{' and '.join(f'one {one}' for one in given)} for each {each}"


def _counted(numeral: int | str, head: str | None) -> str:
    counted = _head(head, numeral) if head else ""
    return f"{_number(numeral)} {counted}" if counted else ""


def _number(numeral: int | str) -> str:
    if isinstance(numeral, int):
        return NUMBERS[numeral] if numeral < len(NUMBERS) else f"{numeral:,}"
    return "many" if numeral == "多" else numeral


def _head(head: str, numeral: int | str) -> str:
    """The gloss of a head: of the whole, or of its longest known end behind words that are known: 'Party-building themes'."""
    for at in range(len(head)):
        if row := _heads().get(head[at:]):
            before = _terms().get(head[:at], ("", False, ""))[0] if at else ""
            if at and not re.fullmatch("[A-Za-z’ -]+", before):
                return ""
            return f"{before} {row['one'] if numeral == 1 else row['many']}".strip()
    return ""


@cache
def _terms() -> dict[str, tuple[str, bool, str]]:
    return {row["term"]: (row["english"], False, row["source"]) for row in rows("glosses")}


@cache
def _heads() -> dict[str, dict[str, str]]:
    return {row["head"]: row for row in rows("head_glosses")}

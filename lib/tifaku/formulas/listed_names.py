"""Listed names: numbered formulas without quotation marks that the list before or after them, or a joint verb, gives away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from tifaku.formulas.grammar import CLASSIFIER, COUNT, HAN, first
from tifaku.formulas.lookalikes import counts_things, is_fixed_word, opens_fixed_word, opens_other_name
from tifaku.formulas.nouns import noun_end
from tifaku.text import lexicons
from tifaku.text.numerals import SMALL, int_value

CLASSED = re.compile(rf"({COUNT})(?!大){CLASSIFIER}(?={HAN})")
REPEATED = re.compile(rf"{first('三四五六七八九十')}(?<=(.))个({HAN}{{2}})(?=[，。：；])")
QUOTED_LIST = re.compile("(?:[“‘「『][^“”‘’「」『』]+[”’」』][、和]?)+$")
ENDS_CLAUSE = re.compile("[，,。；;：:！？!?\n]")
LINK = re.compile("[、和及与/／]|—+")
UNITS = frozenset(CLASSIFIER[1:-1] + "年月日天次期件种")
LEVELS = frozenset("国省市州县区乡镇街村社组")  # of administration
COUNT_CHARACTERS = frozenset("色方字级端")
CHARACTERS = re.compile(f"{HAN}+")
LISTED_HEAD = re.compile(f"{first(SMALL[4:])}({HAN})")


def listed_counts(text: str) -> Iterator[tuple[int, int]]:
    """N + classifier + noun right after a list of N items, as in 县、乡、村、组四级书记 'secretaries at four levels'."""
    for match in CLASSED.finditer(text):
        start, at = match.span()
        number = int_value(match[1])
        listed = number > 2 and (len(list_before(text, start)) == number or characters_before(text, start, number) >= 0)
        tail = _tailed().match(text, start) if listed and match[0][-1] != "个" else None  # 四级联动|机制 'mechanism'
        end = tail.end() if tail else noun_end(text, at) if listed else None
        if end and not opens_other_name(text[start:end], "counted"):
            yield start, end


def listed_heads(text: str) -> Iterator[tuple[int, int]]:
    """N + one character with which all N items of the list before it end: 政治关、品行关、能力关三关 'the three passes …'.

    Or begin: “微课堂、微心愿、微阵地”三微行动 'three micro-campaigns'; the first item may have a verb before it.
    """
    for match in LISTED_HEAD.finditer(text):
        start, head, number = match.start(), match[1], int_value(match[0][0])
        if head in "色方" and (characters_before(text, start, number) >= 0 or len(list_before(text, start)) == number):
            yield start, match.end()  # “红黄蓝”三色
        ends = head in text[max(0, start - 2) : start]  # a quick look
        if not ends and (head in UNITS or text.count(head, max(0, start - 80), start) < number):
            continue
        first_item, *others = list_before(text, start)
        carries = str.endswith if ends else str.startswith
        opened = carries(first_item, head) or not ends and head in first_item
        if len(others) == number - 1 and opened and all(len(item) > 1 and carries(item, head) for item in others):
            yield start, match.end()


def repeated_heads(text: str) -> Iterator[tuple[int, int]]:
    """N个 + a word that as many of the following clauses open with: 坚持三个注重，…。注重源头，…；注重法治，…；注重评价，…."""
    for match in REPEATED.finditer(text):
        clauses = re.findall(f"[，。；：、\n]{match[2]}", text[match.end() : match.end() + 300])
        if len(clauses) == int_value(match[1]) > 2:
            yield match.start(), match.end()


def tailed_names(text: str) -> Iterator[tuple[int, int]]:
    """N + noun + a verb of joint action (五社联动 'five kinds of community bodies act together'), or N + a noun that is always

    counted so: 四字诀 'formula in four characters', 三级书记 'secretaries at three levels'.
    """
    for match in _tailed().finditer(text):
        start, end = match.span()
        plain = match[1] and match[1] != "级"  # levels that act together are a set: 县、乡、村三级联动
        counts = plain and (counts_things(match[0]) or opens_fixed_word(text, start, start + 2))
        if not counts and not is_fixed_word(match[0]):
            yield start, end


def list_before(text: str, at: int) -> list[str]:
    """The items of the list that ends at `at`; quotation marks may stand round each item or round the list."""
    clause = ENDS_CLAUSE.split(text[max(0, at - 80) : at])[-1]
    clause = clause[:-1] if clause.endswith(("等", "这")) else clause
    if quotations := QUOTED_LIST.search(clause):
        clause = re.sub("[”’」』][、和]?[“‘「『]", "、", quotations[0])
    return [item.strip("“”‘’「」『』") for item in LINK.split(clause)]


def characters_before(text: str, at: int, number: int) -> int:
    """Where as many characters begin as a numeral at `at` counts, each a member by itself; -1 where none do.

    They are levels of administration (县乡村三级 'the three levels county, township, village'), or fill a quotation before
    a noun that counts characters (“政会银企”四方 'the four sides government, associations, banks, firms').
    """
    end = at - (text[at - 1 : at] in ("”", "’", "」"))
    start = end - number
    characters = text[start:end] if start >= 0 else ""
    if not CHARACTERS.fullmatch(characters) or len(set(characters)) < number:
        return -1
    if end < at and text[start - 1 : start] in ("“", "‘", "「"):
        return start if text[at + 1 : at + 2] in COUNT_CHARACTERS or LEVELS.issuperset(characters) else -1
    return start if LEVELS.issuperset(characters) and text[start - 1 : start] not in LEVELS else -1


@cache
def _tailed() -> re.Pattern:
    tails = sorted((row["tail"] for row in lexicons.rows("name_tails")), key=len, reverse=True)
    return re.compile(rf"{first(SMALL[2:])}({HAN})?(?:{'|'.join(tails)})")

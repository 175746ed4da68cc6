"""Grammar: what a numbered formula may look like, as a handful of named patterns, and how its groups are read.

    digit code     1361, 12522                                   each digit, or digit with its zeros, counts
    sum code       1+5+26+N, 互联网+3 (a word plus an open number or a count)
    counted        四个一批, 三张牌, 六统一, 党建十法, 四维一体     one numeral, perhaps a classifier, a head
    distributive   一户一策, 一片区一主业一特色                     'one Y for each X'
    compound       四抓四度, 一区两城三基地, 双报到、双服务          groups side by side, with or without marks between

Numerals inside words (统一 'unify', 一体 'one body', 进一步 'further') open no group: data/numeral_words.tsv.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from tifaku.text import lexicons
from tifaku.text.numerals import CHINESE, CLASSIFIERS, DIGITS, ONES, PLUS, narrow, numeral_value
from tifaku.text.words import is_word

HAN = rf"[^\W{DIGITS}A-Za-z_{CHINESE}〇○]"  # a character that is no numeral
ATOM = "|".join(sorted((row["word"] for row in lexicons.rows("numeral_words")), key=len, reverse=True))
AFTER_NUMERAL = "(?<=[一二两三四五六七八九十])[多双]"  # 四多四少 'four more, four less', 六双 'six pairs'
WORD = rf"(?:{ATOM}|{AFTER_NUMERAL}|{HAN})"  # a character of a head, or a whole word that holds a numeral
NUMERAL = rf"(?:[二三四五六七八九]?十[{ONES}]?|[{CHINESE}]|[{DIGITS}]{{1,3}}|N)"
CLASSIFIER = f"[{CLASSIFIERS}]"
MARK = f"[、，,·和及与 {PLUS}]"
RANKS = ("第", "前", "后", "每", "近", "约", "超", "逾", "初", "头", "廿", "卅")  # 前三强 'the first three', 廿四味 '24 herbs'
MOST = 15  # items that a name without a classifier counts
#: Nouns that a code names: “11357”发展战略
NAMED = "战略|工程|行动|工作法|思路|模式|机制|体系|计划|方式|形式|格局|政策|目标|要求|项目|布局|平台"
NAMED += "|框架|活动|制度|原则|品牌|问题"


def first(characters: str) -> str:
    """One of the characters, where no numeral or ordinal goes before it; the class stands first because `re` is fast then."""
    return rf"[{characters}](?<![{CHINESE}{DIGITS}〇廿卅第届.．{PLUS}A-Za-z].)"


COUNT = rf"{first('二两三四五六七八九十' + DIGITS)}[{ONES}{DIGITS}]?"
DIGIT_CODE = re.compile(rf"[{DIGITS}]{{2,7}}")
PART = f"(?:[{DIGITS}]{{1,3}}|[NXnx])"
SUM_CODE = re.compile(rf"(?:{HAN}{{2,4}}(?=[{PLUS}][{DIGITS}NX]+$)|{PART})(?: ?[{PLUS}] ?{PART})+")
COUNTED = re.compile(rf"(?P<before>{HAN}{{0,3}})(?P<numeral>{NUMERAL})(?P<classifier>{CLASSIFIER}?)(?P<head>{WORD}{{1,12}})")
IDIOM = f"[百千万]{HAN}[百千万]{HAN}"  # 千方百计 'by every means'
COUNTED_NUMERALS = re.compile(  # 四个三…, 五个100%, 三类500强企业, 双百工程, 四个千方百计
    rf"(?P<before>)(?:(?P<numeral>{NUMERAL})(?P<classifier>[大个类])|双)"
    rf"(?P<head>(?:百分之百|{IDIOM}|[{CHINESE}{DIGITS}]+[%％]?){HAN}{{0,12}})"
)
ROUND_NUMBERS = re.compile("(?P<numbers>一?[十百千万]{2,4})(?:工程|计划|行动|示范工程)?")  # 千万工程, 十百千, 一十百千万
TWICE = re.compile(f"(?P<numeral>[二三四五六七八九])(?P=numeral){HAN}{{2}}")  # 八八战略 'the strategy of eight and eight'
PARTED_CODE = re.compile("[1-9][0-9]?(?:[-－—·][1-9][0-9]?){2,4}|[1-9][×xX][1-9]")  # 1-3-5, 3×3
PLUS_NAME = re.compile(rf"{HAN}{{2,4}}[{PLUS}](?P<name>[{CHINESE}].+)")  # 党建+五联 'Party building plus five joinings'
RULES = re.compile(rf"{HAN}{{2,6}}(?P<numeral>[二三四五六七八九]?十[{ONES}]?|[{DIGITS}]{{2,3}})条")  # 引才十八条
BRACKET = "(?:[（(][^（）()]{1,4}[）)])?"  # 一村（社区）一警
LED_COUNT = re.compile(  # 冬春季节十项整治 'ten kinds of putting right in winter and spring'
    rf"(?P<before>{HAN}{{4,6}})(?<![第前后每近约])(?P<numeral>{NUMERAL})(?P<classifier>{CLASSIFIER})(?P<head>{WORD}{{2,8}})"
)
EACH = re.compile(rf"一({HAN}{{1,5}}){BRACKET}一({HAN}{{1,5}})(?:一({HAN}{{1,5}}))?")
GROUP = re.compile(rf"(?P<numeral>{NUMERAL})(?P<classifier>{CLASSIFIER}?)(?P<head>{WORD}{{1,8}}?)(?={MARK}?{NUMERAL}|{MARK}|$)")
COMPOUND = re.compile(rf"{NUMERAL}{WORD}{{1,8}}(?:{MARK}?{NUMERAL}{WORD}{{1,8}})+")


class Form(NamedTuple):
    """The form of a name: its kind, and for each group the numeral and the head that it counts."""

    kind: str
    groups: tuple[tuple[int | str, str | None], ...] = ()


@lru_cache(maxsize=10_000)  # a name is read several times: as a candidate, in its quotation, by its families
def read_name(name: str) -> Form | None:
    """The form of a whole name, or None where it has no form of a numbered formula.

    >>> read_name("三联三研三任")  # 'three links, three studies, three appointments'
    Form(kind='compound', groups=((3, '联'), (3, '研'), (3, '任')))
    """
    for pattern, read in _READERS:
        match = pattern.fullmatch(name)
        if match and (form := read(match)):
            return form
    return None


def _read_digits(match) -> Form:
    # A zero belongs to the digit before it: 4050 is 40 and 50, 61020 is 6, 10 and 20.
    return Form("digit_code", tuple((int(p), None) for p in re.findall("[1-9]0*|0", narrow(match[0]))))


def _read_sum(match) -> Form:
    parts = re.split(f" ?[{PLUS}] ?", match[0])
    return Form("sum_code", tuple((numeral_value(p), None) for p in parts if not re.match(HAN, p)))


def _read_counted(match) -> Form | None:
    """One numeral from two up. Arabic digits and large numbers need a classifier (5大主题), else they measure (18克拉 'carats').

    多 is 'several' but in 多规合一 'many plans in one'; 二 and the large round numbers count no set.
    """
    numeral = match["numeral"] or "双"
    number = numeral_value(numeral)
    before = match["before"]
    inside = before[-1:] not in "大小新老" and is_word(before[-1:] + numeral)  # 周三夜校 'evening school on Wednesdays'
    ranked = before in RANKS or before.endswith("第") or inside
    measures = numeral[0] not in CHINESE + "N" and not match["classifier"]
    measures = measures or isinstance(number, int) and number > MOST and not match["classifier"]
    several = number == "多" and not match["head"].endswith("合一")
    if numeral in "一二半百千万" or number in (0, 1) or measures or several or ranked:
        return None
    return Form("counted", ((number, match["head"]),))


def _read_round_numbers(match) -> Form:
    return Form("compound", tuple((numeral_value(n), None) for n in match["numbers"]))


def _read_twice(match) -> Form:
    return Form("compound", ((numeral_value(match["numeral"]), None),) * 2)


def _read_parted_code(match) -> Form:
    return Form("digit_code", tuple((int(number), None) for number in re.findall("[0-9]+", match[0])))


def _read_plus_name(match) -> Form | None:
    form = read_name(match["name"])
    return form if form and form.kind in ("counted", "compound") else None


def _read_rules(match) -> Form:
    return Form("counted", ((numeral_value(match["numeral"]), "条"),))


def _read_each(match) -> Form | None:
    """一X一Y is 'one Y for each X' where X is a unit of work or Y surely a product, as in 一户一策 'one plan a household'.

    Two places or facilities side by side are a compound: 一馆一院 'a museum and a theatre', 一江一河 'a stream and a river'.
    """
    slots = _slots()
    first, last = match[1], match[3] or match[2]
    spatial = first in slots["place"] and last in slots["place"]
    each = first in slots["unit"] | slots["period"] and not spatial or last in slots["sure"] and first not in slots["product"]
    counted = last[0] in CLASSIFIER and last not in slots["product"]  # 方案 'scheme' begins like a classifier
    return Form("distributive") if each and not counted and not last.startswith(first) else None


def each_slots(name: str) -> tuple[bool, bool]:
    """Whether X may be a unit of work (known, or before a sure product as 策 'plan'), and Y is a product, in a name 一X一Y."""
    match = EACH.fullmatch(name)
    if not match or not _read_each(match):
        return False, False
    slots, last = _slots(), match[3] or match[2]
    product = last in slots["product"]
    return match[1] in slots["unit"] or last in slots["sure"] or product and match[1] in slots["period"], product


def _read_compound(match) -> Form:
    return Form("compound", tuple((numeral_value(g["numeral"]), g["head"]) for g in GROUP.finditer(match[0])))


@cache
def _slots() -> dict[str, frozenset[str]]:
    table = lexicons.rows("distributive_slots")
    slots = ("unit", "period", "place", "product", "sure")
    return {slot: frozenset(row["word"] for row in table if row["slot"] == slot) for slot in slots}


_READERS = (
    (DIGIT_CODE, _read_digits),
    (SUM_CODE, _read_sum),
    (ROUND_NUMBERS, _read_round_numbers),
    (TWICE, _read_twice),
    (PARTED_CODE, _read_parted_code),
    (PLUS_NAME, _read_plus_name),
    (RULES, _read_rules),
    (COUNTED, _read_counted),
    (LED_COUNT, _read_counted),
    (COUNTED_NUMERALS, _read_counted),
    (EACH, _read_each),
    (COMPOUND, _read_compound),
)


def head_patterns(name: str) -> list[tuple]:
    """The head patterns of a compound: its heads without the numerals, and its groups with one head left open.

    >>> head_patterns("双培双带")[0]  # 'two trainings, two leads'
    ('培', '带')
    """
    form = read_name(name)
    if not form or form.kind != "compound" or not all(head for _, head in form.groups):
        return []
    groups = form.groups
    open_slots = [(*groups[:slot], (groups[slot][0], None), *groups[slot + 1 :]) for slot in range(len(groups))]
    return [tuple(head for _, head in groups), *open_slots]

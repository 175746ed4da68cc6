"""Quotations: numbered formulas that stand between quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, combinations
from typing import NamedTuple

from tifaku.formulas.grammar import HAN, NAMED, Form, read_name
from tifaku.formulas.listed_names import list_before
from tifaku.formulas.lookalikes import is_code, is_fixed_word, is_proverb, is_quantity, is_sentence, is_title, opens_other_name
from tifaku.formulas.nouns import is_noun
from tifaku.text.marks import CLOSING_QUOTES, OPENING_QUOTES, in_usual_marks
from tifaku.text.numerals import CHINESE, DIGITS, ONES, PLUS, numeral_value

LONGEST = 36  # characters of a quotation that may be a name
QUOTED = re.compile(rf"[“‘']([^“”‘’\"'\n]{{2,{LONGEST}}})[”’']")
SWAPPED = re.compile("[^“”\n]*(?:”[^“”\n]*“[^“”\n]*)+(?=\n|$)")  # a line in which quotations open with ” and close with “
LAST_OPENS = re.compile("(?m)“[^“”\n]*$")  # few lines end so; looked for first, since it takes a tenth of the time
INSIDE_OUT = re.compile("”([^“”\n]*)“[^“”\n]*")
NAMED_SOON = re.compile(rf"{HAN}{{0,4}}?(?:{NAMED})")
SPELT_OUT = re.compile("[大个项张条、，,]")  # 一个目标、三项工作机制: each head is a phrase of its own
SUM_AND_NOUN = re.compile(rf"([{DIGITS}]+(?:[{PLUS}][{DIGITS}NX]+)+){HAN}{{2,6}}")
ONE_DAY = re.compile(f"[{CHINESE}]日[{CHINESE}]")  # 五日六联 'five days, six joinings': days are counted there like anything else
FIXED, PROVERB = "a fixed word", "a proverb or a phrase"
HAS_NUMERAL = re.compile(f"[{CHINESE}{DIGITS}]|[{PLUS}][NX]")


class Sighting(NamedTuple):
    """A place where a formula was seen and how it reads, or a quoted numeral and why it was refused."""

    start: int
    end: int
    form: Form | None
    quoted: bool
    refusal: str = ""


def quotations(text: str) -> list[Sighting]:
    """Every quotation that holds a numeral: as one formula, as several distributives, or refused.

    What is refused once is refused throughout: a number that is a hotline in one sentence is no formula in the next.
    """
    found = _quoted(in_usual_marks(text))
    seen = [_sighting(text, match, *part) for match in found for part in _parts(text[slice(*match.span(1))])]
    listed = {text[s.start : s.end] for s in seen if not s.refusal}  # a fixed word whose list the text gives counts there
    refusals = {n: s.refusal for s in seen if s.refusal and ((n := text[s.start : s.end]) not in listed or s.refusal != FIXED)}
    codes = (s.form.groups for s in seen if s.form and not s.refusal)
    refusals |= {str(numeral): "a part of a code" for groups in codes for numeral, head in groups if head is None}  # “12”即…
    return [s._replace(refusal=refusals.get(text[s.start : s.end], "")) for s in seen] if refusals else seen


def _quoted(text: str) -> Iterator[re.Match]:
    """The quotations that are short enough for a name and hold a numeral."""
    lines = (SWAPPED.match(text, text.rfind("\n", 0, last.start()) + 1) for last in LAST_OPENS.finditer(text))
    swapped = (m for line in lines if line for m in INSIDE_OUT.finditer(text, *line.span()))
    for match in chain(QUOTED.finditer(text), swapped):
        if 2 <= len(match[1]) <= LONGEST and HAS_NUMERAL.search(match[1]):
            yield match


def _sighting(text: str, match: re.Match, at: int, name: str) -> Sighting:
    """What a quotation, or a part of it at `at`, reads as."""
    name = _numeral_part(name)
    start, form = match.start(1) + at, read_name(name)
    if not form:
        refusal = "a fixed word" if is_fixed_word(name, quoted=True) else "no form of a formula"
        return Sighting(start, start + len(name), None, True, refusal)
    spelt_out = _as_spelt_out(form, name, text, match.end())
    before, after = text[max(0, match.start() - 4) : match.start()], text[match.end() : match.end() + 8]
    refusal = _refusal(name, form, before, after) if spelt_out is form else ""
    if refusal == FIXED and _is_listed(text, match, form):
        refusal = ""
    return Sighting(start, start + len(name), spelt_out, True, refusal)


def _is_listed(text: str, match: re.Match, form: Form) -> bool:
    """Whether a list of as many items as a quoted word counts touches it: 电表、水表、燃气表“三件套” 'a set of three pieces'."""
    number = form.groups[0][0] if len(form.groups) == 1 else None
    told = re.match(
        "[^，。；、：—]{0,6}(?:——|：|，?即|，?分别[是为]|，?就是|，?包括)([^，。；：]+)", text[match.end() : match.end() + 80]
    )
    after = re.split("[、和与及]", told[1]) if told else []
    return isinstance(number, int) and number > 1 and number in (len(list_before(text, match.start())), len(after))


def _numeral_part(name: str) -> str:
    """A compound without the noun of a programme at its end (三比三争|活动), any other name as it is; 5+2|就业之家 likewise."""
    if match := SUM_AND_NOUN.fullmatch(name):
        return match[1]
    for size in (4, 3, 2):
        part, noun = name[:-size], name[-size:]
        form = read_name(part) if is_noun(noun) and not SPELT_OUT.search(name) else None
        if form and form.kind == "compound" and form.groups[0][1]:
            return part
    return name


def _as_spelt_out(form: Form, name: str, text: str, end: int) -> Form:
    """The form itself, or for a digit code the numbers that the text after it spells out."""
    numbers = split_code(name, text, end) if form.kind == "digit_code" and name.isdigit() else None
    return Form("digit_code", tuple((number, None) for number in numbers)) if numbers else form


def _parts(content: str) -> list[tuple[int, str]]:
    """The whole quotation, or its parts where each is a distributive of its own (“一村一品、一镇一业”)."""
    if content.startswith("一"):
        parts = [(m.start(), m[0]) for m in re.finditer("[^、，,；; ]+", content)]
        forms = [read_name(name) for _, name in parts]
        if all(form and form.kind == "distributive" for form in forms):
            return parts
    whole = content.strip()
    return [(content.index(whole), whole)]


def _refusal(name: str, form: Form, before: str, after: str) -> str:
    """Why a name of the form of a formula is none, empty where it is one."""
    if form.kind in ("digit_code", "sum_code"):
        short = len(name) < 3 and not NAMED_SOON.match(after)
        return "a number that counts nothing" if short or is_code(name, after) or is_title(before, "") else ""
    if is_fixed_word(name, quoted=True):
        return FIXED
    if is_title(before, after):
        return "a title or brand"
    if form.kind == "distributive":
        return ""
    if is_sentence(name):
        return "a sentence"
    if opens_other_name(name, form.kind):
        return "begins with a fixed word"
    if is_quantity(name) and not ONE_DAY.match(name):
        return "a length of time, a size or a rank"
    return PROVERB if form.kind == "compound" and (_is_phrase(form) or is_proverb(form)) else ""


def _is_phrase(form: Form) -> bool:
    """Whether 一 opens every group and a head is a phrase: 一网通办、一窗出证 'one network handles, one window issues'."""
    said = any("的" in (head or "") for _, head in form.groups)  # 百发百中的篮板 'a backboard that never misses'
    return said or all(numeral == 1 for numeral, _ in form.groups) and any(len(head or "") > 2 for _, head in form.groups)


NEAR, SOON = 160, 20  # characters after the code in which the text may spell it out, and must begin to
QUOTES_WITHIN = 600  # and in which it may quote each of its numbers
EXPLAINS = re.compile("[即指是：:（(—]")
QUOTED_NUMBER = re.compile(rf"[{OPENING_QUOTES}]([{DIGITS}]{{1,3}})[{CLOSING_QUOTES}]")
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
    quoted = {int(number) for number in QUOTED_NUMBER.findall(text[end : end + QUOTES_WITHIN])}
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

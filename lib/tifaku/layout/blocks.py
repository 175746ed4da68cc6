"""Blocks: label what each line of a repaired article is, and the heads, bylines and credits inside its paragraphs."""

from __future__ import annotations

import re
from itertools import groupby
from typing import Sequence

from tifaku.layout.bylines import bare_name, bare_names, entitled, nested_signatures, opening, signers, split_lines, works_at
from tifaku.layout.furniture import bullet, furniture_kind, is_office, is_outlet, opens_related
from tifaku.layout.lines import Line, ends_sentence, enumerator, read_lines, usual_setting
from tifaku.layout.surroundings import label_foot, label_surroundings
from tifaku.layout.titles import label_head, run_in_headings
from tifaku.text.dates import DATE
from tifaku.text.documents import Block
from tifaku.text.numerals import TENS

_LONGEST_HEADING = 50
_LONGEST_CAPTION = 40
_LONGEST_BYLINE, _LONGEST_ACCOUNT = 80, 8
_FEWEST_ITEMS, _FEWEST_PLAIN = 3, 4
_DIGITS, _NUMERALS, _NUMBER_STARTS = re.compile(r"\d+"), re.compile(f"[{TENS}百]+"), frozenset(f"（{TENS}第")
_BARE_NUMBER = re.compile(r"0\d")
_MARKDOWN, _BRACKETS = re.compile(r"#{1,6}\s"), "（）()[]【】"
_SIGNED = re.compile(r"[。！？][（(【][^（）()【】]{1,60}[）)】]\d{0,7}$")  # its authors behind the last sentence, or 完 'end'


def find_blocks(text: str, marked: Sequence[str] = ()) -> tuple[Block, ...]:
    """The blocks of a repaired text in order of start, what holds before what it holds.

    Every line that is not blank is one block (a byline and a credit that share a line are two); inside paragraphs lie
    run-in headings (level 1 opens the paragraph, level 2 stands further in), datelines, bylines and credits.
    `marked` gives the kind of each line that is not blank as the markup of its source has it, "" for none.
    Limit: labels go by the form of a line, its place and the phrases of data/furniture.tsv; a caption that looks like
    a heading and stands like one is taken for a heading.
    >>> [block.kind for block in find_blocks("党建引领\\n近年来，成效显著。")]  # a title and a paragraph
    ['title', 'paragraph']
    """
    lines = read_lines(text)
    if len(marked) == len(lines):
        _take_marks(lines, marked)
    lines = split_lines(lines)
    _label_furniture(lines)
    _label_prose(lines)
    label_foot(lines)
    gap, indent = usual_setting([line for line in lines if line.kind == "paragraph"][1:])
    label_head(lines, gap, indent)
    _label_inner(lines, gap)
    _label_tail(lines)
    _label_lists(lines)
    blocks = [Block(line.kind or "paragraph", line.start, line.end, 0, line.role) for line in lines]
    paragraphs = [(line.start, line.end) for line in lines if line.kind == "paragraph"]
    nested = [*run_in_headings(text, paragraphs), *nested_signatures(text, paragraphs)]
    return tuple(sorted(blocks + nested, key=lambda block: (block.start, block.level, -block.end)))


def _take_marks(lines: Sequence[Line], marked: Sequence[str]) -> None:
    """A title, caption or item of a list is what the markup says; a heading only where it reads as one."""
    for line, kind in zip(lines, marked):
        plain = kind != "heading" or len(line.text) <= _LONGEST_HEADING and not ends_sentence(line.text)
        line.kind = kind if kind and plain and (kind == "title" or not furniture_kind(line.text)) else None


def _label_furniture(lines: Sequence[Line]) -> None:
    for line, following in zip(lines, [*lines[1:], None]):
        line.kind = line.kind or furniture_kind(line.text)
        if line.kind is None and len(line.text) <= _LONGEST_BYLINE and _is_byline(line.text):
            line.kind = "byline"
        elif line.kind in (None, "boilerplate") and bullet(line.text):
            line.kind, line.role = "list_item", line.kind or ""
        elif line.kind is None and _MARKDOWN.match(line.text):
            first = line.text.startswith("# ") and not any(above.text.startswith("#") for above in lines[: lines.index(line)])
            line.kind = None if first or line is lines[0] else "heading"
        elif line.kind is None and "\t" in line.text:
            line.kind = "list_item"  # a row of a table
        elif line.kind is None and following is not None and _is_photographed(line.text, following.text):
            line.kind = "caption"
    _label_accounts(lines)
    _label_numbers(lines)
    label_surroundings(lines)


def _label_accounts(lines: Sequence[Line]) -> None:
    """The short name of a paper, site or account above a line with the date, if a title, which is longer, stands elsewhere."""
    for at, (line, following) in enumerate(zip(lines, lines[1:])):
        dated = line.kind is None and following.kind == "source_line" and DATE.search(following.text)
        if dated and len(line.text) <= _LONGEST_ACCOUNT and is_outlet(line.text):
            others = lines[:at] if DATE.match(following.text) else lines[at + 2 : at + 5]
            titled = any(other.kind in (None, "title") and len(other.text) > len(line.text) for other in others)
            line.kind = "source_line" if titled else None


def _label_numbers(lines: Sequence[Line]) -> None:
    """01, 02 and so on, each on a line of its own, are headings where they count from one."""
    numbers = [line for line in lines if len(line.text) == 2 and _BARE_NUMBER.fullmatch(line.text)]
    if len(numbers) > 1 and [int(line.text) for line in numbers] == list(range(1, len(numbers) + 1)):
        for line in numbers:
            line.kind = "heading"


def _is_byline(text: str) -> bool:
    """Names and roles, be it with a date, or an agency's words that elsewhere open a paragraph (【某报记者张三上海报道】)."""
    if "。" in text:
        return False
    bare = DATE.sub("", text).strip()
    dated = bare != text and (bare_name(bare) or bool(signers(bare)))
    return dated or bool(signers(text)) or text[-1] in "）】)讯电" and opening(text) == len(text)


def _is_photographed(text: str, following: str) -> bool:
    """One sentence above the name of its photographer."""
    return (
        len(text) <= _LONGEST_CAPTION
        and "摄" in following[-14:]
        and text.count("。") <= 1
        and furniture_kind(following) == "credit"
    )


def _label_prose(lines: Sequence[Line]) -> None:
    for line in lines:
        if line.kind is None and _is_prose(line.text):
            line.kind = "paragraph"


def _is_prose(text: str) -> bool:
    if entitled(text):
        return False
    return (
        ends_sentence(text)
        or bool(_SIGNED.search(text))
        or text[-1] in "：；，、"
        or len(text) > 60
        or len(text) > 40
        and "，" in text
    )


def _label_inner(lines: Sequence[Line], gap: int) -> None:
    """Headings and captions between the paragraphs; a line set off more widely than headings are is a caption."""
    last = next((at for at in range(len(lines) - 1, -1, -1) if _is_of_text(lines[at])), -1)
    plain = [line for line in lines[: max(last, 0)] if line.kind is None]
    close = [line.gap <= gap or bool(enumerator(line.text)) for line in plain]
    none_close = not any(close)
    titles = {line.text for line in lines if line.kind == "title"}
    for line, is_close in zip(plain, close):
        again = line.text in titles  # the words that stand for a picture
        line.kind = "heading" if (is_close or none_close) and not again else "caption"
    for before, line, following in zip([Line(0, 0, ""), *lines], lines, lines[1:]):
        if line.kind == following.kind == "paragraph" and _is_numbered_heading(line.text, following.text):
            sisters = before.kind == "paragraph" and _sort(before.text) == _sort(line.text)
            line.kind = "paragraph" if sisters else "heading"


def _is_of_text(line: Line) -> bool:
    return line.kind == "paragraph" or line.kind is None and bool(enumerator(line.text))


def _is_numbered_heading(text: str, following: str) -> bool:
    """（一）突出项目建设，推动经济转型升级。 above a paragraph that has no number of this sort."""
    if len(text) > _LONGEST_HEADING or text[0] not in _NUMBER_STARTS or text.count("。") > 1 or text[-1] in "；，、：":
        return False
    number = enumerator(text)
    return bool(number) and not number.endswith(("是", "要")) and _sort(text) != _sort(following)


def _sort(text: str) -> str:
    """The form of the number a line begins with, without its value: 一、 and 四、 are of one sort, （1） and （一） are not."""
    if _MARKDOWN.match(text):
        return "#"
    return _DIGITS.sub("1", _NUMERALS.sub("一", enumerator(text)))


def _label_lists(lines: Sequence[Line]) -> None:
    """Numbered lines one below the other, with no text between them, are the items of a list and no headings."""
    for sort, same in groupby(lines, lambda line: _sort(line.text) if line.kind == "heading" else None):
        run = list(same)
        fewest = _FEWEST_ITEMS if sort else _FEWEST_PLAIN  # names and short lines are more than subheadings
        for line in run if sort is not None and sort != "#" and len(run) >= fewest else []:
            line.kind = "list_item"
    if not any(line.kind == "paragraph" for line in lines):  # a text that is nothing but a list
        plain = [line for line in lines if line.kind in ("heading", "caption") and not enumerator(line.text)]
        for line in plain if len(plain) >= _FEWEST_ITEMS else []:
            line.kind = "list_item"


def _label_tail(lines: Sequence[Line]) -> None:
    """What follows the last paragraph: signatures, captions, and the links below the article."""
    related = False
    for line, following in zip(lines, [*lines[1:], None]):
        related = related or opens_related(line.text)
        if related and line.kind == "list_item":
            line.role = "boilerplate"
        if line.kind is None:
            if related:
                line.kind = "boilerplate"
            elif (
                bare_name(line.text.strip(_BRACKETS))
                or line.text[0] in _BRACKETS
                and bare_names(line.text.strip(_BRACKETS))
                or works_at(line.text)
                or is_office(line.text)
                or (following is lines[-1] and following.kind == "source_line")
            ):
                line.kind = "byline"
            elif len(line.text) <= _LONGEST_CAPTION and not enumerator(line.text):
                line.kind = "caption"

"""Pieces: where an article stands in the text of its file, which of it is the article, and what its head states."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from tifaku.text.dates import find_moment, iso_date

_LONGEST_DATELINE = 80


class Piece(NamedTuple):
    """An article at start:end of the text of its file; `kept` are the stretches that are its title and its text, in order."""

    start: int
    end: int
    kept: tuple[tuple[int, int], ...]
    facts: Mapping[str, str]


class Pieces(NamedTuple):
    """The articles of a file, and what its form is called."""

    how: str
    pieces: tuple[Piece, ...]


class Line(NamedTuple):
    """A line of a text at start:end, without its blanks at either end."""

    start: int
    end: int
    text: str


def lines_of(text: str, start: int = 0, end: int | None = None) -> Iterator[Line]:
    """The lines of text[start:end] that are not blank."""
    for found in re.compile(r"[^\n\r\f]+").finditer(text, start, len(text) if end is None else end):
        line = found[0].strip(" \t\u3000\xa0\ufeff")
        if line:
            at = found.start() + found[0].index(line)
            yield Line(at, at + len(line), line)


def is_dateline(text: str) -> bool:
    """Whether a line is short and names a day, as one below a title does."""
    return len(text) <= _LONGEST_DATELINE and find_moment(text) is not None and not text.endswith("。")


def stretch(lines: list[Line]) -> tuple[tuple[int, int], ...]:
    """From the first line to the last, as one stretch; none without lines."""
    return ((lines[0].start, lines[-1].end),) if lines else ()


def article(start: int, end: int, title: list[Line], body: list[Line], facts: Mapping[str, str]) -> Piece:
    """The Piece of a title above or below its head, and a body; the title is a fact, too."""
    stated = {name: value.strip() for name, value in facts.items() if value.strip()}
    if title and "title" not in stated:
        stated["title"] = "".join(line.text for line in title)
    return Piece(start, end, tuple(sorted(stretch(title) + stretch(body))), stated)


_BY = re.compile(r"(?:By|BYLINE:?|作者[:：]?|记者[:：]?)\s*(?P<name>.{2,40})$", re.I)
_PAGE = re.compile(r"(?:第\s?)?[A-Z]{0,3}-?\d{1,3}\s?版?|[A-Z]?\d{1,3}[-/][A-Z]?\d{1,3}|.{1,8}版(?:面)?")


def facts_in(parts: list[str]) -> dict[str, str]:
    """What the parts of a head (青石日报 | 2021-07-22 | A01 | By 王小川) state: date, author, page, and the paper before them.

    >>> facts_in(["青石日报", "2021-07-22", "A01", "要闻", "By 王小川"])  # 'Qingshi Daily', 'news', a reporter
    {'outlet': '青石日报', 'date': '2021-07-22', 'section': 'A01 要闻', 'author': '王小川'}
    """
    facts: dict[str, str] = {}
    for part in filter(None, (part.strip(" \t\u3000|.．") for part in parts)):
        by = _BY.match(part)
        day = iso_date(part) if "date" not in facts and len(part) < 40 else None
        if by:
            facts.setdefault("author", by["name"].strip())
        elif day and len(day) == 10:
            facts["date"] = day
        elif "outlet" not in facts and not _PAGE.fullmatch(part):
            facts["outlet"] = part
        else:
            facts["section"] = f"{facts.get('section', '')} {part}".strip()
    return facts

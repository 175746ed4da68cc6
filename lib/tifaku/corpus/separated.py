"""Separated: the records of a CSV or TSV text, line by line, of which a stray quotation mark spoils its own line only."""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import NamedTuple

#: Signs that part cells; where several would do, the first of these.
DELIMITERS = "\t,;|"
#: The longest record, in characters. What is longer has lost a quotation mark.
MOST = 4_000_000
_STATED = re.compile(r"[\"']?sep=(.)[\"']?\s*$")
_HEAD = 10


class Cells(NamedTuple):
    """The cells of one record and the number of the line on which it begins, counted from 1."""

    line: int
    cells: list[str]


def records(lines: Iterable[str], delimiter: str) -> Iterator[Cells]:
    """The records of a CSV text given as its lines (with their ends), blank ones left out.

    A cell may be set between straight quotation marks and then hold separators, breaks and doubled marks. A line that is not
    sound in this is parted at its separators, and the next record begins on the next line.
    >>> [record.cells for record in records(['a,"b\\n', 'c"\\n', '"四抓"x,d\\n'], ",")]  # 'four grasps'
    [['a', 'b\\nc'], ['"四抓"x', 'd']]
    """
    csv.field_size_limit(MOST)
    waiting: deque[str] = deque()
    rest = iter(lines)
    number, width = 1, 0
    while True:
        taken: list[str] = []
        source = _taking(waiting, rest, taken)
        cells = _parsed(source, delimiter)
        if not taken:
            return
        stray = cells is None or delimiter == "\t" and any("\t" in cell for cell in cells)  # a mark, and another one lines below
        if len(taken) > 1 and (stray or width and len(cells or ()) != width):
            plain = taken[0].rstrip("\r\n").split(delimiter)
            if stray or len(plain) == width:
                cells = plain
                waiting.extendleft(reversed(taken[1:]))
                del taken[1:]
        cells = taken[0].rstrip("\r\n").split(delimiter) if cells is None else cells
        if any(cells):
            width = width or len(cells)
            yield Cells(number, [cell.replace("\0", "") for cell in cells])
        number += len(taken)


def _taking(waiting: deque[str], rest: Iterator[str], taken: list[str]) -> Iterator[str]:
    """Lines from those put back and then from the rest, each noted as taken; no more than a record may have."""
    size = 0
    while size <= MOST:
        line = waiting.popleft() if waiting else next(rest, None)
        if line is None:
            return
        taken.append(line)
        size += len(line)
        yield line


def _parsed(lines: Iterator[str], delimiter: str) -> list[str] | None:
    try:
        return next(csv.reader(lines, delimiter=delimiter, strict=True), None)
    except csv.Error:
        return None


def separator(lines: Sequence[str], head: Sequence[str] = ()) -> str:
    """The sign that parts the cells of a table which begins with these lines; `head` are names that its first row has.

    >>> separator(["标题;日期,时间;正文", "…"])  # 'title; date, time; text'
    ';'
    """
    if lines and (stated := _STATED.match(lines[0])):
        return stated[1]
    named = (line for line in lines if head and all(name in line.lower() for name in head))
    best = next(named, None) or max(lines[:_HEAD], key=lambda line: max(map(line.count, DELIMITERS)), default="")
    return max(DELIMITERS, key=best.count) if any(sign in best for sign in DELIMITERS) else ","


def read_separated(lines: Iterable[str], head: Sequence[str] = ()) -> Iterator[Cells]:
    """The records of a table whose separator is told by its first lines; a line sep=; before them is passed over.

    `head` are names that its head row has, in small letters.
    """
    rest = iter(lines)
    first = list(islice(rest, _HEAD))
    stated = bool(first and _STATED.match(first[0]))
    number = 1 + stated
    for record in records(chain(first[stated:], rest), separator(first, head)):
        yield record._replace(line=record.line + number - 1)

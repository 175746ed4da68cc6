"""Pdf pages: the lines of a page in reading order, from pieces of text that were set at places in any order."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

#: What other programs call some encodings of Chinese fonts that are not embedded; those read here give the same characters.
_ENCODINGS = {"GBKp-EUC": "GBK-EUC", "GBpc-EUC": "GBK-EUC", "GB-EUC": "GBK-EUC", "B5pc": "ETen-B5", "ETenms-B5": "ETen-B5"}
_ENCODINGS |= {"HKscs-B5": "ETen-B5"}
_WIDE = "[\u2014-\u2026\u3000-\u303f\u3400-\u9fff\uff00-\uffef]"
_SPACED = re.compile(f"(?<={_WIDE})[ \u00a0](?={_WIDE})")
_PAIR = re.compile(f"(?={_WIDE}[ \u00a0]?{_WIDE})")
_SAME_LINE, _APART = 0.45, 1.3  # of the size of a character: on one line, and so far apart that it is another column
_LEAST_LINES, _LEAST_LETTERS, _MOST_CROSSING = 3, 6, 0.34  # of a column
_MARGIN = 0.12  # of the height of a page, in which running heads stand
_LONGEST_HEAD = 60
_NUMBERED = re.compile(r"[—\-–·\s第]*\d{1,4}[—\-–·\s页]*(?:[/／共]\s*\d{1,4}\s*页?)?")


@dataclass(slots=True)
class Piece:
    """A piece of text at a place of its page, in points from the lower left corner, and the size of its characters."""

    text: str
    x: float
    y: float
    size: float

    @property
    def end(self) -> float:
        """Where it ends, as far as that can be told without the font: a wide character is as wide as it is high."""
        return self.x + self.size * width(self.text)


def width(text: str) -> float:
    """The width of a text in characters, of which one that is not Chinese counts half."""
    return sum(1 if unicodedata.east_asian_width(c) in "WF" or c in "“”‘’—…" else 0.5 for c in text)


def page_lines(page: Any, step: Callable[..., None] | None = None) -> tuple[list[str], list[str]]:
    """The lines of a page of a pdf in reading order, and those among them that stand in its upper or lower margin.

    Columns are read one after the other, also where they were set line by line across; text set character by character is
    joined, and so is what was set upright, from right to left. A line set in by two characters begins with two blanks. `step` is
    called at each step of drawing the page.
    """
    bottom, top = float(page.mediabox.bottom), float(page.mediabox.top)
    return set_lines(_pieces(page, step), bottom, top - bottom or 1.0)


def set_lines(pieces: Sequence[Piece], bottom: float, height: float) -> tuple[list[str], list[str]]:
    """The lines of a page and those in its margins, as `page_lines` gives them; the page reaches from `bottom` up by `height`."""
    pieces = [piece for piece in pieces if piece.text.strip()]
    if not pieces:
        return [], []
    upright = _upright(pieces)
    if upright:
        return [_unspaced(line) for line in upright], []
    segments = _segments(pieces)
    outer = [s for s in segments if not _MARGIN < (s.y - bottom) / height < 1 - _MARGIN]
    margins = [_unspaced(s.text) for s in outer if len(s.text) <= _LONGEST_HEAD and s.text[-1] not in "。，；：、"]
    return [_set_in(segment, left) for column, left in _columns(segments) for segment in column], margins


def _pieces(page: Any, step: Callable[..., None] | None) -> list[Piece]:
    found: list[Piece] = []

    def visit(text: str, cm: Sequence[float], tm: Sequence[float], font: object, size: float) -> None:
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        scale = abs(tm[3] * cm[3] + tm[2] * cm[1]) or abs(tm[1] * cm[2]) or 1.0
        found.extend(Piece(line, x, y - k * scale * size * 1.2, scale * size or 1.0) for k, line in enumerate(_cut(text)))

    _read_encodings(page)
    page.extract_text(visitor_text=visit, visitor_operand_before=step)
    return found


def _cut(text: str) -> list[str]:
    return [line.strip() for line in text.strip("\n").split("\n")]


def _read_encodings(page: Any) -> None:
    """Give the fonts of a page the names of encodings under which they are read."""
    from pypdf.generic import NameObject

    resources = page.get("/Resources")
    fonts = resources.get_object().get("/Font") if resources else None
    for font in map(lambda one: one.get_object(), fonts.get_object().values() if fonts else ()):
        name, _, direction = str(font.get("/Encoding", "")).lstrip("/").rpartition("-")
        if name in _ENCODINGS and isinstance(font.get("/Encoding"), str):
            font[NameObject("/Encoding")] = NameObject(f"/{_ENCODINGS[name]}-{direction}")


def _unspaced(line: str) -> str:
    """The line without blanks between Chinese characters where most of them have one."""
    pairs = len(_PAIR.findall(line))
    return _SPACED.sub("", line) if pairs and len(_SPACED.findall(line)) * 2 > pairs else line


def _upright(pieces: Sequence[Piece]) -> list[str]:
    """The columns of a page that was set upright, character below character, from right to left; none for other pages."""
    below = sum(abs(b.x - a.x) < 0.3 * a.size and 0.5 < (a.y - b.y) / a.size < 2.2 for a, b in pairwise(pieces))
    single = sum(len(piece.text) == 1 for piece in pieces)
    beside = sum(abs(b.y - a.y) < _SAME_LINE * a.size for a, b in pairwise(pieces))
    if single < 0.8 * len(pieces) or below < 0.6 * len(pieces) or beside > below:
        return []
    columns: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda one: -one.x):
        near = columns and abs(columns[-1][0].x - piece.x) < _SAME_LINE * piece.size
        columns[-1].append(piece) if near else columns.append([piece])
    return ["".join(piece.text for piece in sorted(column, key=lambda one: -one.y)) for column in columns]


def _segments(pieces: Sequence[Piece]) -> list[Piece]:
    """Pieces on one line that stand close are one, from the top of the page to its foot."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda one: -one.y):
        same = rows and abs(rows[-1][0].y - piece.y) <= _SAME_LINE * max(rows[-1][0].size, piece.size)
        rows[-1].append(piece) if same else rows.append([piece])
    return [segment for row in rows for segment in _joined(sorted(row, key=lambda one: one.x))]


def _joined(row: Sequence[Piece]) -> Iterator[Piece]:
    held: Piece | None = None
    end = 0.0
    for piece in row:
        if held is not None and piece.x - end < _APART * piece.size:
            wide = piece.x - end > 0.3 * piece.size and not (_is_wide(held.text[-1]) and _is_wide(piece.text[0]))
            held.text += " " * wide + piece.text
        else:
            if held is not None:
                yield held
            held = Piece(piece.text, piece.x, piece.y, piece.size)
        end = max(end, piece.end) if held.text != piece.text else piece.end
    if held is not None:
        yield held


def _is_wide(character: str) -> bool:
    return re.match(_WIDE, character) is not None


def _columns(segments: list[Piece]) -> Iterator[tuple[list[Piece], float]]:
    """The columns in the order of reading, each with its left edge; what reaches across stands between them as on the page."""
    edge = _gutter(segments)
    if edge is None:
        yield segments, _left(segments)
        return
    left: list[Piece] = []
    right: list[Piece] = []
    for segment in segments:
        crosses = segment.x < edge - segment.size and segment.end > edge + segment.size
        if crosses or not left and not right and _is_large(segment, segments):
            yield from _pair(left, right)
            left, right = [], []
            yield [segment], _left(segments)
        else:
            (right if segment.x >= edge - segment.size else left).append(segment)
    yield from _pair(left, right)


def _is_large(segment: Piece, segments: Sequence[Piece]) -> bool:
    """Whether a line is larger than the text, as a title above the columns is."""
    return segment.size > 1.2 * median(one.size for one in segments)


def _pair(left: list[Piece], right: list[Piece]) -> Iterator[tuple[list[Piece], float]]:
    for column in (left, right):
        if column:
            yield from _columns(column)


def _gutter(segments: Sequence[Piece]) -> float | None:
    """The left edge of the right of two columns; None where the page has one."""
    edges = Counter(round(segment.x) for segment in segments)
    best: tuple[int, float] | None = None
    for edge, number in edges.items():
        right = [s for s in segments if s.x >= edge - 1]
        left = [s for s in segments if s.end <= edge - 0.3 * s.size]
        crossing = len(segments) - len(left) - len(right)
        if number < 2 or min(len(left), len(right)) < _LEAST_LINES or crossing > _MOST_CROSSING * len(segments):
            continue
        if min(median(len(s.text) for s in side) for side in (left, right)) < _LEAST_LETTERS or not _side_by_side(left, right):
            continue
        if best is None or (number, -edge) > (best[0], -best[1]):
            best = number, float(edge)
    return best[1] if best else None


def _side_by_side(left: Sequence[Piece], right: Sequence[Piece]) -> bool:
    top, bottom = min(max(s.y for s in side) for side in (left, right)), max(min(s.y for s in side) for side in (left, right))
    shorter = min(max(s.y for s in side) - min(s.y for s in side) for side in (left, right))
    return top - bottom > 0.5 * shorter


def _left(segments: Sequence[Piece]) -> float:
    """The left edge of a column: where most of its lines begin."""
    return Counter(round(segment.x) for segment in segments).most_common(1)[0][0] if segments else 0.0


def _set_in(segment: Piece, left: float) -> str:
    line = _unspaced(segment.text)
    return f"\u3000\u3000{line}" if 1.5 < (segment.x - left) / segment.size < 3 else line


def running(margins: Sequence[Sequence[str]]) -> set[str]:
    """The lines in the margins of a pdf's pages that come back on others, numbers aside: running heads, page numbers."""
    alike = Counter(shape for page in margins for shape in {_shape(line) for line in page})
    repeated = {shape for shape, number in alike.items() if number > 1 and number * 2 > len(margins)}
    return {line for page in margins for line in page if _shape(line) in repeated or _NUMBERED.fullmatch(line)}


def _shape(line: str) -> str:
    return re.sub(r"\d+", "0", line)

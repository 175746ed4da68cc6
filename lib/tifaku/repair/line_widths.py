"""Line widths: whether a text was wrapped at a fixed width, and which of its lines are full."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Callable, Sequence

from tifaku.layout.lines import Line, ends_sentence

_WIDEST = 200  # no text is wrapped so wide that characters beyond would matter
_SLACK = 2  # a full line can be this much shorter than the rest, where the next mark or number did not fit
_SHORTEST = 12
_FEWEST = 3


@dataclass(frozen=True)
class LineWidth:
    """The width of a text, its measure, and how lines inside a paragraph are set (gap, indented) where that sets them apart."""

    measure: Callable[[Line], int]
    width: int
    inside: tuple[int, bool] | None = None

    def is_full(self, line: Line) -> bool:
        return self.measure(line) >= self.width - _SLACK

    def stays_inside(self, following: Line) -> bool | None:
        """Whether a line is set as those inside a paragraph are; None where paragraphs are not set apart."""
        return None if self.inside is None else _setting(following) == self.inside


def line_width(lines: Sequence[Line]) -> LineWidth | None:
    """The width that most unfinished lines have, in characters or in columns (two to a Chinese character), or None.

    Limit: a text in which less than a quarter of the lines break off, or which has longer lines too, counts as not wrapped.
    """
    for measure in (_characters, _columns):
        lengths = [measure(line) for line in lines]
        width = _most_common([n for n, line in zip(lengths, lines) if n >= _SHORTEST and not ends_sentence(line.text)], lengths)
        if width:
            return _with_setting(LineWidth(measure, width), lines)
    return None


def _characters(line: Line) -> int:
    return line.indent + len(line.text)


def _columns(line: Line) -> int:
    return line.indent + 2 * len(line.text) - len(line.text[:_WIDEST].encode("ascii", "ignore"))


def _setting(line: Line) -> tuple[int, bool]:
    return line.gap, line.indent > 0


def _most_common(unfinished: Sequence[int], lengths: Sequence[int]) -> int | None:
    if len(unfinished) < _FEWEST or len(unfinished) * 4 < len(lengths):
        return None
    counts = Counter(unfinished)
    width = max(counts, key=lambda at: (sum(counts[at - less] for less in range(_SLACK + 1)), -at))
    full = sum(counts[width - less] for less in range(_SLACK + 1))
    longer = sum(length > width + 1 for length in lengths)
    return width if full * 5 >= len(unfinished) * 3 and longer * 50 <= len(lengths) else None


def _with_setting(found: LineWidth, lines: Sequence[Line]) -> LineWidth:
    """The width with the setting of lines inside a paragraph, where lines after a paragraph's short last line have another."""
    inside: Counter[tuple[int, bool]] = Counter()
    between: Counter[tuple[int, bool]] = Counter()
    for line, following in zip(lines, lines[1:]):
        if found.is_full(line) and not ends_sentence(line.text):
            inside[_setting(following)] += 1
        elif not found.is_full(line) and ends_sentence(line.text):
            between[_setting(following)] += 1
    usual = inside.most_common(1)[0][0]
    return LineWidth(found.measure, found.width, usual) if between and between.most_common(1)[0][0] != usual else found

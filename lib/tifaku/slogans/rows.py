"""Rows: the pieces of a text that stand side by side, and which neighbours may be members of one series."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Iterator, NamedTuple

from tifaku.slogans.pairs import pair_evidence, pair_weights

if TYPE_CHECKING:
    import numpy as np

Place = tuple[int, int]

QUOTATION = re.compile(r"“([^“”\n]{1,300})”|‘([^‘’“”\n]{1,60})’")
CHAIN = re.compile(r"“[^“”，；。\n]{1,24}”(?:[、，和与及]?“[^“”，；。\n]{1,24}”)+")
HALVES = re.compile(r"^[ \t　]*[^ \t　，；。：、\n]{3,24}?([ 　]+|[·•]|——)[^ \t　，；。：、\n]{3,24}[ \t　]*$", re.M)
SHORT_BRACKET = re.compile(r"[（(]([^\W\d一二三四五六七八九十]{1,2})[）)]")
SLOT = "『"  # what stands for a quotation, so that no mark in it divides the words around it
WIDE = str.maketrans(",;:!?()", "，；：！？（）")
PAUSE, COMMA, SEMICOLON, STOP = 1, 2, 3, 4  # levels of marks
LEVELS = {PAUSE: "、", COMMA: "，", SEMICOLON: "；"}
MARKS = {"、": PAUSE, "，": COMMA, "；": SEMICOLON, **dict.fromkeys("。！？…：\n（）—“”‘’|", STOP)}
LONGEST = {PAUSE: 60, COMMA: 60, SEMICOLON: 160}  # characters of a piece
SHORT_LINE = 5.0  # points that a pair of pieces in a short line has before anything is known of them
MOST = 30  # members of a series


class Find(NamedTuple):
    """A stretch text[start:end] of a type, with the spans of its parts; points: how much speaks for it."""

    type: str
    start: int
    end: int
    parts: tuple[Place, ...] = ()
    points: float = 0.0


class Row(NamedTuple):
    """Neighbours that may be one series: their level, words and places in the laid-out text; how much each is like the next;
    how many pieces of the same row stand before and after them; whether the row fills a line, a quotation, or a chain of quotations."""

    level: int
    words: list[str]
    starts: list[int]
    links: list[float]
    before: int
    after: int
    whole: str


class Laid(NamedTuple):
    """A text laid out for reading: quotations closed up to one character each, then what stands in each on a line of its own.

    codes: the code points of `words`; starts, ends: where each of its characters begins and ends in the text; outer: the length of the first part;
    chains: where the lines that hold chains of quotations begin.
    """

    words: str
    codes: np.ndarray
    starts: np.ndarray
    ends: np.ndarray
    outer: int
    chains: int

    def span(self, start: int, end: int) -> Place:
        return int(self.starts[start]), int(self.ends[end - 1])


def laid_out(text: str) -> Laid:
    """The text with every mark in its wide form, halves of a line parted by a comma, and quotations closed up."""
    import numpy as np

    text = text.encode("utf-8", "replace").decode("utf-8")  # half a surrogate pair is no character
    wide = SHORT_BRACKET.sub(r"﹙\1﹚", text.translate(WIDE))
    inside = [m.span(m.lastindex) for m in QUOTATION.finditer(wide)]
    chains = [_chain(wide, *m.span()) for m in CHAIN.finditer(wide)]
    words, starts, ends = _closed(wide, 0, len(wide))
    parts = [(words, starts, ends), *(_closed(wide, *span) for span in inside), *chains]
    outer = len(words) + 1
    ends_of_quoted = outer + sum(len(part[0]) + 1 for part in parts[1 : 1 + len(inside)])
    joined = HALVES.sub(_parted, "\n".join(part[0] for part in parts)) + "\n"
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.int64)
    starts, ends = np.zeros(len(joined), int), np.zeros(len(joined), int)
    at = 0
    for words, begins, stops in parts:
        starts[at : at + len(words)], ends[at : at + len(words)] = begins, stops
        at += len(words) + 1
    return Laid(joined, codes, starts, ends, outer, ends_of_quoted)


def _parted(line: re.Match) -> str:
    start, end = line.start(1) - line.start(), line.end(1) - line.start()
    return line[0][:start] + "，" + " " * (end - start - 1) + line[0][end:]


def _closed(text: str, start: int, end: int) -> tuple[str, np.ndarray, np.ndarray]:
    """text[start:end] with one character for each quotation in it, and where each character begins and ends."""
    import numpy as np

    quotations = [match.span() for match in QUOTATION.finditer(text, start, end)]
    if not quotations:
        return text[start:end], np.arange(start, end), np.arange(start + 1, end + 1)
    kept, words, at = np.ones(end, bool), [], start
    for s, e in quotations:
        words += [text[at:s], SLOT]
        kept[s + 1 : e] = False
        at = e
    starts = start + np.flatnonzero(kept[start:])
    return "".join([*words, text[at:end]]), starts, np.append(starts[1:], end)


def _chain(text: str, start: int, end: int) -> tuple[str, np.ndarray, np.ndarray]:
    """What stands in each quotation of a chain, with a 、 between them."""
    import numpy as np

    inside = [m.span(1) for m in QUOTATION.finditer(text, start, end)]
    words = "、".join(text[s:e].replace("、", "＿") for s, e in inside)
    starts = np.concatenate([np.arange(s, e + 1) for s, e in inside])[:-1]
    return words, starts, starts + 1


@cache
def _levels() -> np.ndarray:
    import numpy as np

    table = np.zeros(0x110000, np.uint8)
    for mark, level in MARKS.items():
        table[ord(mark)] = level
    return table


class Pairs(NamedTuple):
    """The pieces of one level, by where they begin and end; which are joined to the next by a mark of that level; the numbers
    of those, and the evidence about each of them and its neighbour."""

    level: int
    starts: np.ndarray
    ends: np.ndarray
    joined: np.ndarray
    numbers: np.ndarray
    evidence: np.ndarray


def neighbours(laid: Laid) -> Iterator[Pairs]:
    """The pieces between 、, the clauses and the parts between ； that have a neighbour of their kind."""
    import numpy as np

    codes = laid.codes
    marks = _levels()[codes]
    for level in LEVELS:
        at = np.flatnonzero(marks >= level)
        starts, ends = np.append(0, at[:-1] + 1), at
        joined = np.append((marks[at][:-1] == level) & (ends[:-1] > starts[:-1]) & (ends[1:] > starts[1:]), False)
        numbers = np.flatnonzero(joined)
        if len(numbers):
            first, second = (starts[numbers], ends[numbers]), (starts[numbers + 1], ends[numbers + 1])
            yield Pairs(level, starts, ends, joined, numbers, pair_evidence(codes, first, second))


def rows(laid: Laid) -> Iterator[Row]:
    """Every run of neighbours that may be one series, level by level."""
    import numpy as np

    for pairs in neighbours(laid):
        score = np.full(len(pairs.starts), -9.0)
        score[pairs.numbers] = pairs.evidence @ pair_weights(LEVELS[pairs.level])
        score[pairs.numbers] += SHORT_LINE * (_in_short_line(laid, pairs) | (pairs.level == SEMICOLON))
        yield from _runs(laid, pairs.level, *(a.tolist() for a in (pairs.starts, pairs.ends, pairs.joined, score)))


def _in_short_line(laid: Laid, pairs: Pairs) -> np.ndarray:
    """Whether pieces stand in a short line, as titles and quotations do: their halves may share nothing."""
    import numpy as np

    breaks = np.flatnonzero(laid.codes == ord("\n"))
    line = np.searchsorted(breaks, pairs.starts[pairs.numbers])
    return np.diff(breaks, prepend=-1)[line] <= 40


def _runs(laid: Laid, level: int, starts: list[int], ends: list[int], joined: list[bool], score: list[float]) -> Iterator[Row]:
    """The runs of pieces of which each may be a member of one series with the next."""
    for at in [n for n, points in enumerate(score) if points > 0 and (n == 0 or score[n - 1] <= 0)]:
        end = at + 1
        while score[end] > 0 and end - at < MOST:
            end += 1
        before, after = 0, 0
        while before < 5 and before < at and joined[at - before - 1]:
            before += 1
        while after < 5 and joined[end + after]:
            after += 1
        words, places = [], []
        for start, stop in zip(starts[at : end + 1], ends[at : end + 1]):
            word = laid.words[start:stop]
            bare = word.lstrip(" \t\r　")
            places.append(start + len(word) - len(bare))
            words.append(bare.rstrip(" \t\r　"))
        if all(words) and max(map(len, words)) <= LONGEST[level]:
            yield Row(level, words, places, score[at:end], before, after, _whole(laid, places[0], ends[end], before + after))


def _whole(laid: Laid, start: int, end: int, others: int) -> str:
    """What a row fills: a line, a quotation or a chain of them; nothing where other words of its sentence stand beside it."""
    if others or start and laid.words[start - 1] != "\n" or not laid.words[end : end + 2].lstrip("。！").startswith("\n"):
        return ""
    return "line" if start < laid.outer else "quotation" if start < laid.chains else "chain"

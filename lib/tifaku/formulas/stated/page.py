"""Page: a text made ready for reading what stands around its formulas, character for character as long as the text itself."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import NamedTuple

from tifaku.formulas.stated.lists import pieces
from tifaku.text.documents import BODY_KINDS, Document
from tifaku.text.findings import Formula, Group
from tifaku.text.marks import CLAUSE, SENTENCE, Marks, Place, folded, marks_of
from tifaku.text.numerals import TENS

REACH = 240  # characters that a clause may be long before a place in it
BEFORE, AFTER = 260, 420  # characters looked at beside a name
SHORT = 160  # characters of a sentence that are looked at
NEAR = 60  # headings looked at before and after a name

_LINE_END = re.compile("\n")
_LINE_HEAD = re.compile(r"[^\S\n]*+([^。！？；\n]{1,61}+)")
NUMBER = re.compile(rf"[—─\s●•·■◆▲]*(（[0-9０-９{TENS}]+）|[0-9０-９{TENS}]+[、.．]|[①-⑳])?[—─\s]*")
_NUMBER_CELL = re.compile(r"^([0-9]{1,3})\t", re.M)
_PART = re.compile("[^，。；：！？\n（）—…]+")  # marks of one clause
_INSIDE = re.compile("[“（]([^“”（）\n]{3,160})[”）]")


class Finding(NamedTuple):
    """What a construction read: its name, and for each group of the formula the spans of its items."""

    construction: str
    groups: tuple[tuple[Place, ...], ...]


class Headings(NamedTuple):
    """A row of headings, their text in one piece, and where in it each begins."""

    spans: list[Place]
    text: str
    starts: list[int]

    def near(self, at: int) -> tuple[list[Place], int, int]:
        """The 60 headings before a place of the document and the 60 after it, and where in `text` they begin and end."""
        middle = bisect_left(self.spans, (at, 0))
        first, last = max(0, middle - NEAR), min(middle + NEAR, len(self.spans))
        return self.spans[first:last], self.starts[first], self.starts[last]


class Near(NamedTuple):
    """Where a name stands: its beginning and end with their quotation marks, its sentence, and the stretches beside it.

    before: from the sentence before to the name; after: from the name to the second sentence after its own.
    """

    start: int
    end: int
    sentence: Place
    before: Place
    after: Place

    @property
    def rest(self) -> Place:
        """The sentence from the name on."""
        return self.end, self.sentence[1]


@dataclass(frozen=True)
class Page:
    """A document's folded text with what the constructions look up more than once."""

    doc: Document
    formulas: tuple[Formula, ...]

    @cached_property
    def text(self) -> str:
        """The folded text, where a tab between cells cuts as a comma does, and a number in the first cell is that of an item."""
        text = folded(self.doc.text)
        return _NUMBER_CELL.sub(r"\1、", text).replace("\t", "，") if "\t" in text else text

    @cached_property
    def name_starts(self) -> frozenset[int]:
        return frozenset(f.start for f in self.formulas)

    @cached_property
    def starts(self) -> list[int]:
        return [f.start for f in self.formulas]

    def between(self, start: int, end: int) -> tuple[Formula, ...]:
        """The formulas that begin in text[start:end]."""
        return self.formulas[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    @cached_property
    def headings(self) -> tuple[Headings, ...]:
        """The headings in order: of all paragraphs, of the numbered ones, the marked headings, and those inside paragraphs.

        A paragraph without one is given by its first sentence if that is short.
        """
        marked = {b.start: b for b in self.doc.blocks if b.kind in ("heading", "run_in_heading")}
        lines = [0, *[end.end() for end in _LINE_END.finditer(self.text)]]
        opened = (_LINE_HEAD.match(self.text, at) for at in lines)
        opening = {m.start(1): m.span(1) for m in opened if m and m.end() - m.start(1) <= 60}
        if self.doc.blocks:
            starts = {b.start for b in self.doc.blocks if b.kind in BODY_KINDS}
            opening = {at: span for at, span in opening.items() if at in starts}
        headings = {at: (b.start, b.end) for at, b in marked.items() if b.level < 2}
        opening |= headings
        inside = [(b.start, b.end) for b in marked.values() if b.level > 1]
        found = ((span, NUMBER.match(self.text, *span)) for span in {*opening.values(), *inside})
        numbers = {span: match for span, match in found if match}
        numbered = [span for span in opening.values() if numbers[span][1]]
        rows = opening.values(), numbered, headings.values(), inside
        # without （一）, 1. or 一、
        bare = {span: (m.end(), span[1]) if m.end() < span[1] else span for span, m in numbers.items()}
        return tuple(self._said([bare[span] for span in sorted(row)]) for row in rows if row)

    def headings_with(self, groups: Iterable[Group]) -> list[Headings]:
        """The rows in which as many headings in a row hold the head of one of the groups as it declares."""
        sought = [(group.head or "", group.number) for group in groups]
        return [row for row in self.headings if any([_in_a_row(row.text, word, number) for word, number in sought])]

    def _said(self, row: list[Place]) -> Headings:
        said = texts(self.text, row)
        return Headings(row, "\n".join(said), [0, *accumulate(len(heading) + 1 for heading in said)])

    @cached_property
    def _lists(self) -> tuple[list[tuple[int, int, int]], list[int]]:
        """The clauses that hold 、, and the insides of quotations and brackets that do, with how often they hold it; where

        each begins.
        """
        inside = [m.span(1) for m in _INSIDE.finditer(self.text) if "、" in m[1]]
        lists = sorted({*_listed(self.marks), *[(s, e, self.text.count("、", s, e)) for s, e in inside]})
        return lists, [start for start, _, _ in lists]

    def lists(self, start: int, end: int, least: int = 1, most: int = 1_000) -> list[Place]:
        """The stretches with so many 、 that lie in text[start:end]; those that go on beyond it may have more and are cut off."""
        lists, starts = self._lists
        near = lists[bisect_left(starts, start - REACH) : bisect_left(starts, end)]
        return [
            (max(s, start), min(e, end)) for s, e, n in near if n >= least and e > start and (n <= most or s < start or e > end)
        ]

    def near(self, formula: Formula) -> Near:
        """Where a name stands; looked up once for all constructions."""
        if formula.start not in self._near:
            self._near[formula.start] = self._neighbourhood(name_start(self.text, formula), name_end(self.text, formula))
        return self._near[formula.start]

    @cached_property
    def _near(self) -> dict[int, Near]:
        return {}

    def _neighbourhood(self, start: int, end: int) -> Near:
        opens, closes = self.marks.start(start, SENTENCE, SHORT), self.sentence_end(end)
        goes_back = opens > 1 and self.text[opens - 1] != "\n"
        first = self.marks.start(opens - 1, SENTENCE, SHORT) if goes_back else opens
        last = closes
        for _ in range(2):
            if self.text[last : last + 1] in ("。", "！", "？"):
                last = self.sentence_end(last + 1)
        return Near(start, end, (opens, closes), (max(first, start - BEFORE), start), (end, min(last, end + AFTER)))

    def is_name(self, start: int, end: int) -> bool:
        """Whether a formula's name begins the stretch, quoted or not."""
        return start in self.name_starts or self.text[start:end].startswith("“") and start + 1 in self.name_starts

    def sentence_end(self, at: int) -> int:
        """Where the sentence that goes on at `at` ends."""
        return self.marks.end(at, SENTENCE, SHORT)

    def rows_in(self, rest: Place, number: int, most: int = 2, marks: str = "，；：") -> list[list[Place]]:
        """The first rows of so many clauses of a stretch, such as the rest of a name's sentence, at most `most` of them."""
        clauses = pieces(self.text, *rest, marks)
        return [clauses[i : i + number] for i in range(min(most, len(clauses) - number + 1))]

    @cached_property
    def marks(self) -> Marks:
        return marks_of(self.text)

    def clause_start(self, at: int, marks: str = CLAUSE, reach: int = REACH) -> int:
        """Where the stretch begins that ends at `at` and holds none of the marks outside quotes and brackets."""
        return self.marks.start(at, marks, reach)

    def clause_end(self, at: int, marks: str = CLAUSE, reach: int = 400) -> int:
        """Where the stretch ends that begins at `at` and holds none of the marks outside quotes and brackets."""
        return self.marks.end(at, marks, reach)


def _listed(marks: Marks) -> Iterator[tuple[int, int, int]]:
    """The clauses of a text that hold 、, and how often they do."""
    places = [*marks.places, len(marks.text), -1]
    for part in _PART.finditer(marks.signs):
        if often := part[0].count("、"):
            yield places[part.start() - 1] + 1, places[part.end()], often


@lru_cache(maxsize=1_000)  # a heading comes back with each of its names
def _in_a_row(lines: str, word: str, number: int) -> bool:
    """Whether so many lines one after the other hold a word."""
    at, row = lines.find(word) if lines.count(word) >= number else -1, 1
    while at >= 0 and row < number:
        following = lines.find(word, at + 1)
        apart = lines.count("\n", at, following)
        at, row = following, row + apart if apart < 2 else 1
    return at >= 0


def texts(text: str, spans: Iterable[Place]) -> list[str]:
    """The strings at the spans."""
    return [text[s:e] for s, e in spans]


def name_start(text: str, formula: Formula) -> int:
    """Where the name begins, its opening quotation mark included."""
    return formula.start - (text[formula.start - 1 : formula.start] in ("“", "‘"))


def name_end(text: str, formula: Formula) -> int:
    """Where the name ends, its closing quotation mark included."""
    return formula.end + (text[formula.end : formula.end + 1] in ("”", "’"))

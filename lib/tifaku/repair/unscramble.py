"""Unscramble: find the text whose bytes, broken inside two-byte codes, are displayed as a scrambled line.

A beam search. A hypothesis reads the line from left to right and holds at most one pending byte: the first half of a
character whose second half the display has paired with something else. Every way to read on is scored by how likely its
characters follow each other; the plain display is always among them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from heapq import nlargest
from os.path import commonprefix
from typing import Iterable, Iterator

from tifaku.repair import gbk
from tifaku.repair.likelihood import Likelihood
from tifaku.repair.lost_bytes import LOST, fitness, with_lead, with_trail, with_unassigned
from tifaku.repair.readings import SYLLABLE, codes_read, reads
from tifaku.text.edits import Edit

_CANDIDATES = 16  # characters tried for a lost byte
_WIDTH = 60  # hypotheses kept at each place of the line
_DEPTH = 16.0  # … if they are not e**16 times less likely than the best one there
_TRIED = 10_000, 4  # readings tried in a text, and for each character of it; cloaked articles have needed 0.4 at most
_LONGEST = 100  # what cannot be read within so many characters stays as it is, with the rest of its line
_SURE = 4.0  # a gap to the runner-up at which 1 place in 1,000 of simulated damage was wrong
_FULL_STOP = 2.0  # for 。 before a cut: quoted speech, rare in the counts, ends so
_READING = re.compile(rf"\(({SYLLABLE})\)")
_LOST_READING = re.compile(rf"\?({SYLLABLE})\)")
_QUESTION = re.compile(r"(?<!\?)\?{1,3}(?!\?)")
_CUT = ",!;?"


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to read the line up to a place: how likely, its pieces (start, end, characters), and what is pending."""

    likelihood: Likelihood
    score: float
    before: str
    since: int  # where the display begins that no piece accounts for yet
    pieces: tuple[tuple[int, int, str], ...] = ()
    pending: int | None = None
    gap: float = _DEPTH  # to the best reading that came out differently …
    rival: str = ""  # … and what that one wrote where it did
    lost: bool = False

    @property
    def text(self) -> str:
        return "".join(text for _, _, text in self.pieces)

    def wrote(self, text: str, end: int, pending: int | None = None, lost: bool = False) -> _Reading:
        score, before = self.score + fitness(text[0]), self.before
        for character in text.replace(LOST, "0"):  # what is lost was ASCII, mostly a digit
            score += self.likelihood.log_probability(before, character)
            before = (before + character)[-2:]
        pieces = (*self.pieces, (self.since, end, text))
        return replace(self, score=score, before=before, since=end, pieces=pieces, pending=pending, lost=self.lost or lost)


class _Effort:
    """How many readings may still be tried, so that a text thick with `?` that is no cloaked article takes no longer."""

    def __init__(self, text: str):
        self.left = _TRIED[0] + _TRIED[1] * len(text)


def unscramble(text: str) -> list[Edit]:
    """Edits that restore the scrambled places of a text; where another reading comes close they bear a doubt."""
    edits: list[Edit] = []
    likelihood, effort, offset = Likelihood(text), _Effort(text), 0
    for line in text.split("\n"):
        at = _next(line, 0)
        while at >= 0:
            end, best = _read(line, at, likelihood, effort)
            edits += _edits(line, at, best, offset)
            at = _next(line, end)
        offset += len(line) + 1
    return edits


def _next(line: str, at: int) -> int:
    """The next `?` that can be damage; a row of four is not."""
    found = _QUESTION.search(line, at)
    return found.start() if found else -1


def _edits(line: str, at: int, reading: _Reading, offset: int) -> Iterator[Edit]:
    """One edit for each piece that changed, the first with the doubt; a mere mark at what had to be left as it is."""
    doubt = _doubt(reading)
    changed = [(start, end, text) for start, end, text in reading.pieces if text != line[start:end]]
    if not changed and (doubt or _LOST_READING.match(line, at)):
        yield Edit("decloak", offset + at, offset + at + 1, "?", "?", doubt or "the cloak has broken a character here")
    for start, end, text in changed:
        yield Edit("decloak", offset + start, offset + end, line[start:end], text, doubt)
        doubt = ""


def _doubt(reading: _Reading) -> str:
    doubts = ["the cloak has destroyed a character here"] * reading.lost
    doubts += [f"perhaps {reading.rival}"] * (reading.gap < _SURE)
    return "; ".join(doubts)


def _read(line: str, at: int, likelihood: Likelihood, effort: _Effort) -> tuple[int, _Reading]:
    """The best reading from a `?` on, and the place where all readings agree again."""
    first = at
    places = {at: [_Reading(likelihood, 0.0, line[max(0, at - 2) : at], at)]}
    while True:
        at = min(places)
        if at > first + _LONGEST or effort.left <= 0:
            return len(line), _Reading(likelihood, 0.0, "", at, lost=True)
        readings = _best(places.pop(at))
        if at == len(line):
            ended = [*_ended(readings)]
            effort.left -= len(ended)
            return at, _best_of_all(ended)
        if at > first and not places and len(readings) == 1 and readings[0].pending is None:
            return at, readings[0]
        for reading in readings:
            for end, further in _further(line, at, reading):
                places.setdefault(end, []).append(further)
                effort.left -= 1


def _best(readings: list[_Reading]) -> list[_Reading]:
    """The readings worth following: of those that will fare alike, the best; of all, the likeliest."""
    alike: dict[tuple[int | None, str], list[_Reading]] = {}
    for reading in sorted(readings, key=lambda r: -r.score):
        alike.setdefault((reading.pending, reading.before), []).append(reading)
    winners = [_winner(group) for group in alike.values()]
    followed = [r for r in winners[:_WIDTH] if r.score > winners[0].score - _DEPTH]
    if all(r.pending is not None for r in followed):  # a pending byte may still turn out impossible
        followed += (r for r in winners if r.pending is None)
    return followed


def _winner(group: list[_Reading]) -> _Reading:
    best = group[0]
    rival = next((r for r in group[1:] if r.text != best.text), None)
    if rival is None or best.score - rival.score >= best.gap:
        return best
    return replace(best, gap=best.score - rival.score, rival=_difference(rival.text, best.text))


def _difference(rival: str, chosen: str) -> str:
    """What the rival has where the chosen one has something else."""
    begin = len(commonprefix([rival, chosen]))
    end = len(commonprefix([rival[begin:][::-1], chosen[begin:][::-1]]))
    return rival[begin : len(rival) - end] or "nothing"


def _ended(readings: list[_Reading]) -> Iterator[_Reading]:
    for reading in readings:
        lost = () if reading.pending is None else with_lead(reading.pending)
        for ended in [reading.wrote(c, reading.since, lost=True) for c in lost] or [reading]:
            yield replace(ended, score=ended.score + ended.likelihood.log_probability(ended.before, "\n"))


def _best_of_all(readings: Iterable[_Reading]) -> _Reading:
    return _winner(sorted(readings, key=lambda r: -r.score))


def _further(line: str, at: int, reading: _Reading) -> Iterator[tuple[int, _Reading]]:
    """The reading, read on: each way with the place it reaches, an inserted reading of what it wrote included."""
    for end, further in _ways(line, at, reading):
        annotated = _READING.match(line, end)
        if annotated and reads(further.before[-1:], annotated[1]):
            end = annotated.end()
            further = replace(further, since=end, pieces=(*further.pieces, (annotated.start(), end, "")))
        yield end, further


def _ways(line: str, at: int, reading: _Reading) -> Iterator[tuple[int, _Reading]]:
    if reading.pending is None:
        yield at + 1, reading.wrote(line[at], at + 1)
        if line[at] == "?":
            yield from _lost_lead(line, at, reading)
    else:
        yield from _paired(line[at], at, reading)
        if line[at] == "?":
            yield from _lost_trail(line, at, reading)


def _lost_lead(line: str, at: int, reading: _Reading) -> Iterator[tuple[int, _Reading]]:
    """The `?` was the lead byte of a character, before an inserted reading or a cut."""
    annotated = _LOST_READING.match(line, at)
    code = gbk.code(reading.before[-1:] or " ")
    if annotated and code:
        for lead, trail in codes_read().get(annotated[1], ()):
            if lead == code[1] and trail > 0x80:
                yield annotated.end(), replace(reading, pending=trail)
    if line[at + 1 : at + 2] in _CUT and at + 1 < len(line):
        for character in _likely(reading, with_trail(0xA3)):
            wrote = reading.wrote(character, at + 2, pending=0x80 + ord(line[at + 1]))
            yield at + 2, replace(wrote, score=wrote.score + (_FULL_STOP if character == "。" else 0.0))


def _paired(shown: str, at: int, reading: _Reading) -> Iterator[tuple[int, _Reading]]:
    """The pending byte and the first byte of what is shown are a character; its second byte is pending then."""
    if "@" <= shown <= "~" or shown == "€":
        first, second = (0x80 if shown == "€" else ord(shown)), None
    else:
        first, second = (0xA3, 0x80 + ord(shown)) if shown.isdigit() and shown.isascii() else gbk.code(shown) or (0, None)
    character = gbk.character(reading.pending, first) if first else ""
    if character and second and second < 0x80:
        yield at + 1, reading.wrote(character + chr(second), at + 1)
    elif character:
        yield at + 1, reading.wrote(character, at + 1, pending=second)


def _lost_trail(line: str, at: int, reading: _Reading) -> Iterator[tuple[int, _Reading]]:
    """The `?` was the trail byte of the pending one: before an inserted reading, a cut, or with an ASCII character."""
    annotated = _LOST_READING.match(line, at)
    if annotated:
        for lead, trail in codes_read().get(annotated[1], ()):
            if lead == reading.pending:
                yield annotated.end(), reading.wrote(gbk.character(lead, trail), annotated.end())
        return
    at_cut = at + 1 == len(line) or line[at + 1] in _CUT
    for character in _likely(reading, with_lead(reading.pending)):
        if at_cut:
            yield at + 1, reading.wrote(character, at + 1)
        yield at + 1, reading.wrote(character + LOST, at + 1, lost=True)
    unassigned = with_unassigned(reading.pending)
    for character in _likely(reading, tuple(unassigned), 2):
        wrote = reading.wrote(character, at + 1)
        yield from ((at + 1, replace(wrote, pending=lead)) for lead in unassigned[character])


def _likely(reading: _Reading, characters: tuple[str, ...], most: int = _CANDIDATES) -> list[str]:
    """The characters that go best with what the reading wrote last."""
    if len(characters) <= most:
        return list(characters)
    return nlargest(most, characters, key=lambda c: reading.likelihood.log_probability(reading.before, c) + fitness(c))

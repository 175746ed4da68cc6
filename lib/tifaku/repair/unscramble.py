"""Unscramble: find the text whose bytes, broken inside two-byte codes, are displayed as a scrambled line.

A beam search. A hypothesis reads the line from left to right and holds at most one pending byte: the first half of a
character whose second half the display has paired with something else. Every way to read on is scored by how likely its
characters follow each other; the plain display is always among them.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache
from heapq import nlargest
from os.path import commonprefix
from typing import Iterable, Iterator

from tifaku.repair import gbk
from tifaku.repair.likelihood import Likelihood
from tifaku.repair.script import simplified, simplified_only, traditional
from tifaku.text.edits import Edit

_CANDIDATES = 16  # characters tried for a lost byte
_WIDTH = 60  # hypotheses kept at each place of the line
_DEPTH = 16.0  # … if they are not e**16 times less likely than the best one there
_TRIED = 10_000, 4  # readings tried in a text, and for each character of it; cloaked articles have needed 0.4 at most
_LONGEST = 100  # what cannot be read within so many characters stays as it is, with the rest of its line
_SURE = 4.0  # a gap to the runner-up at which 1 place in 1,000 of simulated damage was wrong
_FULL_STOP = 2.0  # for 。 before a cut: quoted speech, rare in the counts, ends so
#: What a reading is written with; one pinyin syllable has at most six letters.
SYLLABLE = "[a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜńňǹḿɑɡê]{1,6}"
_READING = re.compile(rf"\(({SYLLABLE})\)")
_LOST_READING = re.compile(rf"\?({SYLLABLE})\)")
_QUESTION = re.compile(r"(?<!\?)\?{1,3}(?!\?)")
_CUT = ",!;?"


@dataclass(frozen=True, slots=True)
class _Hypothesis:
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

    def wrote(self, text: str, end: int, pending: int | None = None, lost: bool = False) -> _Hypothesis:
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


def _edits(line: str, at: int, reading: _Hypothesis, offset: int) -> Iterator[Edit]:
    """One edit for each piece that changed, the first with the doubt; a mere mark at what had to be left as it is."""
    doubt = _doubt(reading)
    changed = [(start, end, text) for start, end, text in reading.pieces if text != line[start:end]]
    if not changed and (doubt or _LOST_READING.match(line, at)):
        yield Edit("decloak", offset + at, offset + at + 1, "?", "?", doubt or "the cloak has broken a character here")
    for start, end, text in changed:
        yield Edit("decloak", offset + start, offset + end, line[start:end], text, doubt)
        doubt = ""


def _doubt(reading: _Hypothesis) -> str:
    doubts = ["the cloak has destroyed a character here"] * reading.lost
    doubts += [f"perhaps {reading.rival}"] * (reading.gap < _SURE)
    return "; ".join(doubts)


def _read(line: str, at: int, likelihood: Likelihood, effort: _Effort) -> tuple[int, _Hypothesis]:
    """The best reading from a `?` on, and the place where all readings agree again."""
    first = at
    places = {at: [_Hypothesis(likelihood, 0.0, line[max(0, at - 2) : at], at)]}
    while True:
        at = min(places)
        if at > first + _LONGEST or effort.left <= 0:
            return len(line), _Hypothesis(likelihood, 0.0, "", at, lost=True)
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


def _best(readings: list[_Hypothesis]) -> list[_Hypothesis]:
    """The readings worth following: of those that will fare alike, the best; of all, the likeliest."""
    alike: dict[tuple[int | None, str], list[_Hypothesis]] = {}
    for reading in sorted(readings, key=lambda r: -r.score):
        alike.setdefault((reading.pending, reading.before), []).append(reading)
    winners = [_winner(group) for group in alike.values()]
    followed = [r for r in winners[:_WIDTH] if r.score > winners[0].score - _DEPTH]
    if all(r.pending is not None for r in followed):  # a pending byte may still turn out impossible
        followed += (r for r in winners if r.pending is None)
    return followed


def _winner(group: list[_Hypothesis]) -> _Hypothesis:
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


def _ended(readings: list[_Hypothesis]) -> Iterator[_Hypothesis]:
    for reading in readings:
        lost = () if reading.pending is None else with_lead(reading.pending)
        for ended in [reading.wrote(c, reading.since, lost=True) for c in lost] or [reading]:
            yield replace(ended, score=ended.score + ended.likelihood.log_probability(ended.before, "\n"))


def _best_of_all(readings: Iterable[_Hypothesis]) -> _Hypothesis:
    return _winner(sorted(readings, key=lambda r: -r.score))


def _further(line: str, at: int, reading: _Hypothesis) -> Iterator[tuple[int, _Hypothesis]]:
    """The reading, read on: each way with the place it reaches, an inserted reading of what it wrote included."""
    for end, further in _ways(line, at, reading):
        annotated = _READING.match(line, end)
        if annotated and reads(further.before[-1:], annotated[1]):
            end = annotated.end()
            further = replace(further, since=end, pieces=(*further.pieces, (annotated.start(), end, "")))
        yield end, further


def _ways(line: str, at: int, reading: _Hypothesis) -> Iterator[tuple[int, _Hypothesis]]:
    if reading.pending is None:
        yield at + 1, reading.wrote(line[at], at + 1)
        if line[at] == "?":
            yield from _lost_lead(line, at, reading)
    else:
        yield from _paired(line[at], at, reading)
        if line[at] == "?":
            yield from _lost_trail(line, at, reading)


def _lost_lead(line: str, at: int, reading: _Hypothesis) -> Iterator[tuple[int, _Hypothesis]]:
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


def _paired(shown: str, at: int, reading: _Hypothesis) -> Iterator[tuple[int, _Hypothesis]]:
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


def _lost_trail(line: str, at: int, reading: _Hypothesis) -> Iterator[tuple[int, _Hypothesis]]:
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


def _likely(reading: _Hypothesis, characters: tuple[str, ...], most: int = _CANDIDATES) -> list[str]:
    """The characters that go best with what the reading wrote last."""
    if len(characters) <= most:
        return list(characters)
    return nlargest(most, characters, key=lambda c: reading.likelihood.log_probability(reading.before, c) + fitness(c))


def reads(character: str, reading: str) -> bool:
    """Whether a character has this reading, among all that pypinyin lists; tones may be left out.

    >>> reads("長", "zhǎng"), reads("長", "zhang"), reads("長", "zhāng")  # 'grow; long'
    (True, True, False)
    """
    return reading in _of(character)


@cache
def annotable(character: str) -> bool:
    """Whether cloaks annotate a character: not one of GB2312, which simplified script has too."""
    return "\u3400" <= character <= "\u9fff" and not gbk.in_gb2312(character)


@cache
def _listed(character: str) -> tuple[str, ...]:
    """All readings that pypinyin lists, the most usual one first."""
    from pypinyin import pinyin  # half a second, which only a cloaked text needs

    return tuple(*pinyin(character, heteronym=True, errors="ignore"))


@cache
def _of(character: str) -> frozenset[str]:
    listed = _listed(character)
    return frozenset((*listed, *map(_toneless, listed))) - {""}


def _toneless(reading: str) -> str:
    plain = unicodedata.normalize("NFD", reading)
    return unicodedata.normalize("NFC", "".join(c for c in plain if c not in "\u0300\u0301\u0304\u030c"))


@cache
def codes_read() -> dict[str, list[gbk.Code]]:
    """The GBK codes of the traditional characters whose first reading is this one, with tone and without."""
    found: dict[str, list[gbk.Code]] = defaultdict(list)
    for lead in gbk.LEADS:
        for trail in gbk.TRAILS:
            character = gbk.character(lead, trail)
            if character and annotable(character):
                first = next(iter(_listed(character)), "")
                for reading in {first, _toneless(first)}:
                    found[reading].append((lead, trail))
    return found


LOST = "□"  # the sign of Chinese editions for a character that cannot be read
_IMPOSSIBLE = -10.0  # for a character that traditional text does not have
_UNUSUAL = -2.0  # for a variant that no converter makes of a simplified character


@cache
def fitness(character: str) -> float:
    """What is taken off the likelihood of a character that traditional text seldom has, or never."""
    if simplified_only(character):
        return _IMPOSSIBLE
    plain = simplified(character)
    return 0.0 if character in (plain, traditional(plain)) else _UNUSUAL


@cache
def with_unassigned(lead: int) -> dict[str, list[int]]:
    """The characters with this lead byte whose trail byte can open a code that is shown as `?`, and that code's other byte."""
    found: dict[str, list[int]] = {}
    for trail, pending in gbk.unassigned():
        if pending > 0x80 and (character := gbk.character(lead, trail)):
            found.setdefault(character, []).append(pending)
    return found


@cache
def with_lead(lead: int) -> tuple[str, ...]:
    """The plausible characters with this lead byte."""
    return _plausible(gbk.character(lead, trail) for trail in gbk.TRAILS)


@cache
def with_trail(trail: int) -> tuple[str, ...]:
    """The plausible characters with this trail byte."""
    return _plausible(gbk.character(lead, trail) for lead in gbk.LEADS)


def _plausible(characters: Iterable[str]) -> tuple[str, ...]:
    """Without what stands in no ordinary text: simplified characters, full-width digits, the sign for what is lost."""
    return tuple(c for c in characters if c and not simplified_only(c) and not c.isdigit() and c != LOST)

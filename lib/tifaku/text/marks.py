"""Marks: the punctuation of a Chinese text, seen in one form: which marks pair, and where the text is cut at them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate

Place = tuple[int, int]

#: What ends a sentence, and what ends a clause, in the form that `folded` gives them.
SENTENCE, CLAUSE = "。！？", "，。；：！？"
#: Quotation marks and brackets in that form; each opening mark has its partner at the same place.
OPEN, CLOSE = "“‘（《【", "”’）》】"
#: As they come, of any width: what ends a sentence, what may close behind it, and the quotation marks that open and that close.
ENDING, CLOSING = SENTENCE + "!?…", CLOSE + "」』)]〉\"'"
OPENING_QUOTES, CLOSING_QUOTES = "“‘「『\"'", "”’」』\"'"
QUOTES = OPENING_QUOTES + CLOSING_QUOTES
#: Half-width marks that stand for full-width ones in Chinese text, and these.
HALF, FULL = ",;:!?()", "，；：！？（）"

_OTHER_QUOTES = tuple(zip("「」『』﹁﹂＂", '“”‘’“”"'))
_STRAIGHT = re.compile(r'"([^"\n]*)"')
_BETWEEN_DIGITS = [re.compile(f"{mark}(?<=[0-9].)(?=[0-9])") for mark in "，："]  # one character first: `re` is fast then
_PAIRED = re.compile(f"[{re.escape(OPEN + CLOSE)}\n]")  # newlines, too, decide about pairs
_MARK = re.compile(f"([{re.escape(CLAUSE + '、＋+/／—…' + OPEN + CLOSE)}\n])")
_OPENS = re.compile(f"[{OPEN}]")
_PAIR = re.compile("|".join(f"{one}[^{re.escape(OPEN + CLOSE)}\n]*{other}" for one, other in zip(OPEN, CLOSE)))
_PARTNER = dict(zip(CLOSE, OPEN))
_DEEP = 8  # pairs within pairs that are seen
_LONGEST = {"“": 300, "‘": 60}  # characters of a quotation
_SENTENCE = re.compile(rf"[^{ENDING}\n]*(?:[{ENDING}]+[{re.escape(CLOSING)}]*|\n|$)")


def widened(text: str) -> str:
    """The text with , ; : ! ? ( ) in full width, every character in its old place.

    >>> widened("抓班子(一),带队伍")  # 'grasp the leading group (1), lead the team'
    '抓班子（一），带队伍'
    """
    for half, full in zip(HALF, FULL):  # many times as fast as str.translate
        text = text.replace(half, full)
    return text


def folded(text: str) -> str:
    """The text with its marks in one form, every character in its old place: full width, quotations between “ and ” or ‘ and ’.

    >>> folded('推进「四個一批」,投入1,540元"专款"')  # 'push "four batches" ahead, put in 1,540 yuan of "special funds"'
    '推进“四個一批”，投入1.540元“专款”'

    A comma or colon between two digits becomes a point, as it cuts nothing. Limit: straight marks are paired along their line,
    so that one too many of them turns round those behind it.
    """
    text = in_usual_marks(widened(text))
    for pattern in _BETWEEN_DIGITS:
        text = pattern.sub(".", text)
    return text


def in_usual_marks(text: str) -> str:
    """The text with its quotations between “ and ” or ‘ and ’, every character in its old place; see `folded` for the limit.

    >>> in_usual_marks('推进「四個一批」,投入"专款"')  # 'push "four batches" ahead, put in "special funds"'
    '推进“四個一批”,投入“专款”'
    """
    for other, usual in _OTHER_QUOTES:
        text = text.replace(other, usual)
    return _STRAIGHT.sub(r"“\1”", text)


def sentences(text: str, start: int = 0, end: int | None = None) -> list[Place]:
    """The sentences of text[start:end] as (start, end) pairs, which leave out nothing but blank stretches.

    >>> sentences("抓班子。带队伍")  # 'grasp the leading group. Lead the team'
    [(0, 4), (4, 7)]

    Takes time in proportion to the length. Limit: a full stop inside a quotation ends a sentence too.
    """
    spans = map(re.Match.span, _SENTENCE.finditer(text, start, len(text) if end is None else end))
    return [(s, e) for s, e in spans if s < e and not (text[s].isspace() and text[s:e].isspace())]


@dataclass(frozen=True, slots=True)
class Marks:
    """Where the marks of a folded text stand and which of them pair, found once, to tell where its clauses begin and end.

    places: of every mark, in order; signs: the marks themselves; partners: for each of them the number of the mark that it makes
    a pair with, or -1; backwards: the signs from the last to the first. Pairs lie within a line, and one that is open when a
    pair round it is closed has no partner.

    >>> text = "推进“抓学习、提高度”，见成效。"  # 'push "grasp study, raise the level" ahead, show results'
    >>> marks = marks_of(text)
    >>> [text[s:e] for s, e in marks.cut(0, len(text), "，、。")]
    ['推进“抓学习、提高度”', '见成效']
    >>> marks.start(13), marks.end(3)  # of the clause round 见成效, and of the one inside the quotation
    (12, 10)
    """

    text: str
    places: Sequence[int]
    signs: str
    partners: Sequence[int]
    backwards: str

    def start(self, at: int, marks: str = CLAUSE, reach: int = 240) -> int:
        """Where the clause that goes on at `at` begins: behind the nearest mark of `marks` before it, those in pairs passed over.

        At the latest where its line begins, or the quotation or bracket that it stands in; at most `reach` characters back.
        """
        stop, n, least, last = _stops(marks), bisect_left(self.places, at) - 1, max(0, at - reach), len(self.places) - 1
        while (found := stop.search(self.backwards, last - n)) and self.places[n := last - found.start()] >= least:
            if found[0] not in CLOSE:
                return self.places[n] + 1
            n = (self.partners[n] if self.partners[n] >= 0 else n) - 1
        return least

    def end(self, at: int, marks: str = CLAUSE, reach: int = 400) -> int:
        """Where the clause that goes on at `at` ends: at the nearest mark of `marks` from there on, those in pairs passed over.

        At the latest where its line ends, or the quotation or bracket that it stands in; at most `reach` characters on.
        """
        stop, n, most = _stops(marks), bisect_left(self.places, at), min(len(self.text), at + reach)
        while (found := stop.search(self.signs, n)) and self.places[n := found.start()] < most:
            if found[0] not in OPEN:
                return self.places[n]
            n = max(n, self.partners[n]) + 1
        return most

    def cut(self, start: int, end: int, marks: str) -> list[Place]:
        """The pieces of text[start:end] between `marks`; a pair that begins in it is not cut, and blank pieces are left out."""
        text, places, signs, partners, spans, begin = self.text, self.places, self.signs, self.partners, [], start
        n, last = bisect_left(places, start), bisect_left(places, end)
        while n < last:
            place = places[n]
            if signs[n] in marks:
                spans.append((begin, place))
                begin = place + 1
            n = max(n, partners[n]) + 1
        spans.append((begin, end))
        return [(s, e) for s, e in spans if s < e and not text[s:e].isspace()]

    def quotations(self, start: int, end: int) -> list[Place]:
        """What stands in quotation marks in text[start:end], without those marks; of ‘ in “ the outer one, of “ in “ the inner.

        Left out are empty ones, and those of more than 300 characters, or 60 in ‘ and ’, which are speeches or mistakes.
        """
        text, spans, n = self.text, [], bisect_left(self.places, start)
        while n < len(self.places) and (place := self.places[n]) < end:
            last = self.partners[n]
            if last > n and text[place] in _LONGEST and self.places[last] < end:
                inside = place + 1, self.places[last]
                if 0 < inside[1] - inside[0] <= _LONGEST[text[place]] and text.find("“", *inside) < 0:
                    spans.append(inside)
                    n = last
            n += 1
        return spans


def _blank(match: re.Match) -> str:
    return " " * len(match[0])


@cache
def _stops(marks: str) -> re.Pattern:
    """What ends a stretch that holds none of the marks, or opens a pair to be passed over."""
    return re.compile(f"[{re.escape(marks + OPEN + CLOSE)}\n]")


@lru_cache(maxsize=1)  # whoever reads a text asks again and again
def marks_of(text: str) -> Marks:
    """The marks of a text that `folded` has given, in time in proportion to its length."""
    parted = _MARK.split(text)  # what stands between marks, and the marks
    places, signs = [*accumulate(map(len, parted))][:-1:2], "".join(parted[1::2])
    partners, opened = [-1] * len(places), []
    for start, end in map(re.Match.span, _PAIR.finditer(signs)):
        partners[start], partners[end - 1] = end - 1, start
    rest = _PAIR.sub(_blank, signs)  # what pairs over others, or has no partner
    for n in (found.start() for found in _PAIRED.finditer(rest)) if _OPENS.search(rest) else ():
        mark = signs[n]
        if mark in OPEN:
            opened.append(n)
        elif mark == "\n":
            opened.clear()
        elif mark in CLOSE and (own := [m for m in opened[-_DEEP:] if signs[m] == _PARTNER[mark]]):
            partners[own[-1]], partners[n] = n, own[-1]
            del opened[bisect_left(opened, own[-1]) :]
    return Marks(text, places, signs, partners, signs[::-1])

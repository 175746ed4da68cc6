"""Templates: what the segments of a series share, with slots; and frames: templates that come back, with what fills them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from os.path import commonprefix
from typing import Iterable, Iterator, NamedTuple, Sequence

from tifaku.slogans.headings import PART
from tifaku.slogans.lexicon import mould_words
from tifaku.text.findings import Slogan
from tifaku.text.lexicons import clause_verbs
from tifaku.text.words import is_word

SLOTS = "XYZUWTSRQPONMLKJIHGFEDCBA"


class Template(NamedTuple):
    """The mould of some segments: text is empty where they share neither character nor verbs.

    V is a slot that verbs fill; slots that are always filled alike have one letter: 应X尽X. fillers: for each segment,
    in the order given, what stands in the slots.
    """

    text: str
    fillers: tuple[tuple[str, ...], ...] = ()


def template(words: Sequence[str]) -> Template:
    """The template of segments, whatever their order: what all share at one place, at both ends, or once between.

    >>> template(["选得准", "树得住", "叫得响"])  # 'well chosen, standing firm, ringing out'
    Template(text='X得Y', fillers=(('选', '准'), ('树', '住'), ('叫', '响')))
    """
    if len(words) < 2 or not all(words):
        return Template("")
    cells = _of_one_length(words) if len(set(map(len, words))) == 1 else _of_any_length(words)
    columns = list(zip(*cells))
    fixed = [len(set(column)) == 1 for column in columns]
    verbs = [not same and _verbs(column) for same, column in zip(fixed, columns)]
    if not any(verbs) and not any(same and any(map(str.isalnum, column[0])) for same, column in zip(fixed, columns)):
        return Template("")
    free = (column for column, same, verb in zip(columns, fixed, verbs) if not same and not verb)
    letters = dict(zip(dict.fromkeys(free), SLOTS))
    text = "".join(column[0] if same else letters.get(column, "V") for same, column in zip(fixed, columns))
    return Template(text, tuple(tuple(cell for cell, same in zip(row, fixed) if not same) for row in cells))


def _verbs(column: Sequence[str]) -> bool:
    return clause_verbs().issuperset(column) and len(set(map(len, column))) == 1


def _of_one_length(words: Sequence[str]) -> list[list[str]]:
    """Each segment cut where fixed and free places meet; a verb before two free places is a cell of its own."""
    length = len(words[0])
    kinds = ["=" if len(set(column)) == 1 else "_" for column in zip(*words)]
    kinds = ["_" if kind == "=" and _part_of_words(words, n, kinds) else kind for n, kind in enumerate(kinds)]
    for at in range(0, length, 3) if length in (3, 6) else ():
        if kinds[at] == "_" and "=" not in kinds[at + 1 : at + 3] and _verbs([word[at] for word in words]):
            kinds[at] = "V"
    if length > 3 and kinds[:2] == ["_", "_"] and _verbs([word[:2] for word in words]):
        kinds[:2] = "VV"
    starts = [at for at in range(length) if at == 0 or kinds[at] != kinds[at - 1]]
    spans = list(zip(starts, [*starts[1:], length]))
    return [[word[s:e] for s, e in spans] for word in words]


def _part_of_words(words: Sequence[str], n: int, kinds: list[str]) -> bool:
    """Whether a character that all share is but a part of words that differ: 提 in 提升 and 提高 'raise', not 有 in 有人."""
    if words[0][n] in mould_words("frame") or words[0][n] in mould_words("suffix"):
        return False
    beside = [place for place in (n - 1, n + 1) if 0 <= place < len(kinds) and kinds[place] == "_"]
    return any(all(is_word(word[min(n, place) : max(n, place) + 1]) for word in words) for place in beside)


def _of_any_length(words: Sequence[str]) -> list[list[str]]:
    """Each segment cut after the common beginning, round the longest part all have once between, and before the common end."""
    head = len(commonprefix(list(words)))
    if head and words[0][head - 1] not in mould_words("frame") and all(is_word(word[head - 1 : head + 1]) for word in words):
        head -= 1
    tail = len(commonprefix([word[head:][::-1] for word in words]))
    if tail and words[0][-tail] not in mould_words("suffix") and all(is_word(word[len(word) - tail - 1 :][:2]) for word in words):
        tail -= 1
    middles = [word[head : len(word) - tail] for word in words]
    link = _link(middles)
    rows = []
    for word, middle in zip(words, middles):
        parts = middle.partition(link) if link else (middle,)
        rows.append([word[:head], *parts, word[len(word) - tail :]])
    return [[cell for cell, column in zip(row, zip(*rows)) if any(column)] for row in rows]


def _link(middles: Sequence[str]) -> str:
    """The longest string that all hold, two characters at least or a mark; of several the first in the least segment."""
    least, *others = sorted(middles, key=lambda word: (len(word), word))
    common = set(least).intersection(*others)
    stretches = ["".join(same) for held, same in groupby(least, common.__contains__) if held]
    parts = (
        stretch[at : at + length]
        for length in range(len(least), 0, -1) for stretch in stretches for at in range(len(stretch) - length + 1)
    )  # fmt: skip
    return next((part for part in parts if (len(part) > 1 or not part.isalnum()) and all(part in o for o in others)), "")


@dataclass(frozen=True, slots=True, order=True)
class Member:
    """One segment at text[start:end] of an article, with what stands in the slots of its frame."""

    doc_id: str
    start: int
    end: int
    segment: str
    fillers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """A template with all its members, in order of article and place in it."""

    template: str
    members: tuple[Member, ...]

    @property
    def doc_ids(self) -> tuple[str, ...]:
        return tuple(sorted({member.doc_id for member in self.members}))


def frames_of(slogans: Iterable[Slogan]) -> list[Frame]:
    """The frames of parallel series, heading series and plus-compounds, by template, whatever the order of segments and
    articles; a plus-compound stands in the frame of its first part (党建+X).

    Headings of two halves or more also give the frames of their first halves, of their second ones, and so on: 抓班子带队伍
    提升发展能力 … gives 抓X Y发展Z力, 抓XVY and X发展Y力. A template without a fixed character (VX) is no frame.
    """
    return list(_frames(tuple(slogans)))


@lru_cache(maxsize=1)  # five tables of one corpus ask for them
def _frames(slogans: tuple[Slogan, ...]) -> tuple[Frame, ...]:
    members: dict[str, set[Member]] = defaultdict(set)
    for slogan in slogans:
        for segments in _columns(slogan):
            mould = template([text for text, _, _ in segments])
            if any("\u4e00" <= character <= "\u9fff" for character in mould.text):
                for (text, start, end), fillers in zip(segments, mould.fillers):
                    members[mould.text].add(Member(slogan.doc_id, start, end, text, fillers))
        if slogan.type == "plus_compound":
            first, *others = slogan.surface.replace("＋", "+").split("+")
            frame = "+".join([first, *SLOTS[: len(others)]])
            members[frame].add(Member(slogan.doc_id, slogan.start, slogan.end, slogan.surface, tuple(others)))
    filled = ((text, found) for text, found in sorted(members.items()) if len({m.fillers for m in found}) > 1)
    return tuple(Frame(text, tuple(sorted(found))) for text, found in filled)


def _columns(slogan: Slogan) -> Iterator[Sequence[tuple[str, int, int]]]:
    """The segments of a series and, for headings of as many parts each, their first parts, their second parts …"""
    if not slogan.type.startswith("parallel"):
        return
    yield [(s.text, s.start, s.end) for s in slogan.segments]
    parts = [[(m[0], s.start + m.start(), s.start + m.end()) for m in PART.finditer(s.text)] for s in slogan.segments]
    if slogan.type == "parallel_headings" and len(set(map(len, parts))) == 1 < len(parts[0]):
        yield from zip(*parts)

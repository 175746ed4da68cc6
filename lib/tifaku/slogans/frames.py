"""Frames: templates that come back, with everything that has filled their slots, in which articles and places."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import Iterable, Iterator, Sequence

from tifaku.slogans.headings import PART
from tifaku.slogans.templates import SLOTS, template
from tifaku.text.findings import Slogan


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

    Heads of two halves or more also give the frames of their first halves, of their second ones, and so on: 抓班子带队伍
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
    """The segments of a series and, for heads of as many parts each, their first parts, their second parts …"""
    if not slogan.type.startswith("parallel"):
        return
    yield [(s.text, s.start, s.end) for s in slogan.segments]
    parts = [[(m[0], s.start + m.start(), s.start + m.end()) for m in PART.finditer(s.text)] for s in slogan.segments]
    if slogan.type == "parallel_headings" and len(set(map(len, parts))) == 1 < len(parts[0]):
        yield from zip(*parts)

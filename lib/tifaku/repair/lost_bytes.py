"""Lost bytes: the characters that one byte of two leaves possible, and how fit they are for traditional text."""

from __future__ import annotations

from functools import cache
from typing import Iterable

from tifaku.repair import gbk
from tifaku.repair.script import simplified, simplified_only, traditional

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

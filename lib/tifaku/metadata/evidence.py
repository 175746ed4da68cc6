"""Evidence: what was seen that may be a fact of an article, where it was seen, and how far that is to be trusted."""

from __future__ import annotations

from functools import cache
from typing import Iterable, NamedTuple

from tifaku.text.documents import Fact
from tifaku.text.lexicons import rows

#: Below this share of right ones nothing is stated.
LEAST = 0.6
#: Facts that can have several values: all that are seen in the same way, or as well.
_LISTS = ("author", "editors")
_AS_WELL = 0.05


class Stated(NamedTuple):
    """What the header of a page states: the name of the fact, the value, and the field it stands in."""

    name: str
    value: str
    seen: str


class Candidate(NamedTuple):
    """A value that may be a fact, its evidence text[start:end] (None where it stands in a page's header), and how it was seen."""

    name: str
    value: str
    start: int | None
    end: int | None
    seen: str


@cache
def trust(name: str, seen: str) -> float:
    """The share of values seen so that are right (data/evidence.tsv); 0 for a way that the table does not know."""
    return _table().get((name, seen), 0.0)


@cache
def _table() -> dict[tuple[str, str], float]:
    return {(row["name"], row["seen"]): float(row["trust"]) for row in rows("evidence")}


def chosen(candidates: Iterable[Candidate]) -> dict[str, Fact]:
    """For each name the value that was seen in the most trusted way, the first of equals; none where no way is trusted enough.

    >>> seen = [Candidate("outlet", "某网", None, None, "site"), Candidate("outlet", "青石日报", 3, 7, "label")]
    >>> chosen(seen)["outlet"].value  # 'Qingshi Daily', which a label names, not the site that copied it
    '青石日报'
    """
    by_name: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        if trust(candidate.name, candidate.seen) >= LEAST:
            by_name.setdefault(candidate.name, []).append(candidate)
    return {name: _fact(name, found) for name, found in by_name.items()}


def _fact(name: str, found: list[Candidate]) -> Fact:
    best = max(found, key=lambda one: trust(name, one.seen))
    value = best.value
    if name in _LISTS:
        alike = [one for one in found if trust(name, one.seen) >= trust(name, best.seen) - _AS_WELL]
        value = "、".join(dict.fromkeys(person for one in alike for person in one.value.split("、")))
    if best.start is None:
        return Fact(value, basis="page header", note=best.seen)
    return Fact(value, best.start, best.end)

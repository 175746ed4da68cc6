"""Weighing: evidence as arrays, each a group of names of which one at most holds, and the points that a table gives them."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np

from tifaku.slogans import lexicon

Names = tuple[str, ...]


class Group(NamedTuple):
    """Names of evidence, and for each of many things the number of the one that holds; "" for none.

    bits: whether several may hold at once, each a bit of the number.
    """

    names: Names
    held: np.ndarray
    bits: bool = False


Seen = list[Group]


@cache
def steps(name: str, limits: tuple[float, ...]) -> Names:
    """The names of a figure that is at most each limit in turn, or more."""
    return (*(f"{name} ≤ {limit:g}" for limit in limits), f"{name} > {limits[-1]:g}")


def yes(name: str, held: np.ndarray) -> Group:
    """What holds or not as a group of one name."""
    return Group(("", name), held.astype("i1"))


@cache
def crossed(one: Names, two: Names) -> Names:
    """Names of what holds of one group together with one of another."""
    return tuple([f"{a}, {b}" if a and b else "" for a in one for b in two])


def cross(one: Group, two: Group) -> Group:
    """Two groups as one of all their pairs."""
    return Group(crossed(one.names, two.names), one.held.astype("i4") * len(two.names) + two.held)


def step(name: str, values: np.ndarray, limits: tuple[float, ...]) -> Group:
    """A figure as a group of steps."""
    return Group(steps(name, limits), np.searchsorted(limits, values))


def packed(held: dict[str, np.ndarray]) -> Group:
    """What holds or not by name, as a group of bits."""
    return Group(tuple(held), (1 << np.arange(len(held))) @ np.array(list(held.values())), True)


def points(of: str, seen: Seen) -> np.ndarray:
    """What a table gives for all groups together, one figure a thing."""
    total: np.ndarray = sum((weights(of, group.names, group.bits)[group.held] for group in seen), np.zeros(()))
    return total


def constant(of: str, name: str) -> float:
    """A figure of a table that depends on nothing: `always`, what every window has; `closer`, what a first look must give."""
    return lexicon.weights().get(of, {}).get(name, 0.0)


@cache
def weights(of: str, names: Names, bits: bool = False) -> np.ndarray:
    """The weights of the names of a group in a table; of bits, of each number the sum of its bits' weights."""
    known = lexicon.weights().get(of, {})
    found = np.array([known.get(name, 0.0) for name in names])
    return (np.arange(1 << len(names))[:, None] >> np.arange(len(names)) & 1) @ found if bits else found

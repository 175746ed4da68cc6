"""Weighing: evidence as arrays, each a group of names of which one at most holds, and the points that a table gives them."""

from __future__ import annotations

from functools import cache
from typing import Sequence

import numpy as np

from tifaku.slogans import lexicon

Names = tuple[str, ...]
#: Groups of evidence about many things at once: the names of the group, and for each thing the number of the one that holds.
Seen = list[tuple[Names, "np.ndarray"]]


@cache
def steps(name: str, limits: tuple[float, ...]) -> Names:
    """The names of a figure that is at most each limit in turn, or more."""
    return (*(f"{name} ≤ {limit:g}" for limit in limits), f"{name} > {limits[-1]:g}")


def yes(name: str, held: np.ndarray) -> tuple[Names, np.ndarray]:
    """What holds or not as a group of one name."""
    return ("", name), held.astype("i1")


@cache
def crossed(one: Names, two: Names) -> Names:
    """Names of what holds of one group together with one of another."""
    return tuple([f"{a}, {b}" if a and b else "" for a in one for b in two])


def cross(one: tuple[Names, np.ndarray], two: tuple[Names, np.ndarray]) -> tuple[Names, np.ndarray]:
    """Two groups as one of all their pairs."""
    return crossed(one[0], two[0]), one[1].astype("i4") * len(two[0]) + two[1]


def step(name: str, values: np.ndarray, limits: tuple[float, ...]) -> tuple[Names, np.ndarray]:
    """A figure as a group of steps."""
    return steps(name, limits), np.searchsorted(limits, values)


def bits(names: Sequence[str], held: np.ndarray) -> Seen:
    """Each bit of a number as a group of its own."""
    return [yes(name, held >> n & 1) for n, name in enumerate(names)]


def points(of: str, seen: Seen) -> np.ndarray:
    """What a table gives for all groups together, one figure a thing."""
    total: np.ndarray = sum((weights(of, names)[held] for names, held in seen), np.zeros(()))
    return total


def constant(of: str, name: str) -> float:
    """A figure of a table that depends on nothing: `always`, what every window has; `closer`, what a first look must give."""
    return lexicon.weights().get(of, {}).get(name, 0.0)


@cache
def weights(of: str, names: Names) -> np.ndarray:
    """The weights of the names of a group in a table."""
    known = lexicon.weights().get(of, {})
    return np.array([known.get(name, 0.0) for name in names])

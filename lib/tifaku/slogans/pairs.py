"""Pairs: a quick look at two neighbours by arrays, so that only those that may be members of one series are looked at closely."""

from __future__ import annotations

from functools import cache
from string import ascii_letters, digits
from typing import TYPE_CHECKING

from tifaku.slogans import lexicon
from tifaku.text.laid import SLOT
from tifaku.text.lexicons import clause_verbs

if TYPE_CHECKING:
    import numpy as np

LENGTHS, APART = 12, 4  # longer pieces and larger differences count as these
REACH = 8  # characters that are compared from either end
CLASSES = {"digit": digits + "０１２３４５６７８９", "person": "他她它我您", "的": "的", "slot": SLOT, "letter": ascii_letters}

Places = tuple["np.ndarray", "np.ndarray"]


def pair_names() -> list[str]:
    """The names of the evidence about a pair, in the order of the columns of `pair_evidence`."""
    lengths = [f"{which} of {n}" for which in ("first", "second", "both") for n in range(1, LENGTHS + 1)]
    apart = [f"first longer by {n}" for n in range(-APART, APART + 1)]
    chars = ["same beginning", "same end", "second's beginning in first", "first's end in second", "same inside from the left",
             "same inside from the right", "one character shared", "two characters shared", "three characters shared",
             "second opens with a verb", "second opens with a verb of two", "first ends like a verb and its object"]  # fmt: skip
    return ["any", *lengths, *apart, *chars, *(f"{name} in {where}" for name in CLASSES for where in ("first", "second", "both"))]


def pair_evidence(codes: np.ndarray, first: Places, second: Places) -> np.ndarray:
    """One row a pair, one column a name of `pair_names`."""
    import numpy as np

    (s, e), (t, f) = first, second
    one, two = e - s, f - t
    size = [np.minimum(one, LENGTHS), np.minimum(two, LENGTHS)]
    size.append(np.where(one == two, size[0], 0))
    columns = [np.ones(len(s), bool)]
    columns += [length == n for length in size for n in range(1, LENGTHS + 1)]
    more = np.clip(one - two, -APART, APART)
    columns += [more == n for n in range(-APART, APART + 1)]
    columns += _of_characters(codes, s, e, t, f)
    for members in _classes().values():
        before = np.append(0, np.cumsum(members[codes]))
        held = before[e] > before[s], before[f] > before[t]
        columns += [*held, held[0] & held[1]]
    return np.stack(columns, axis=1).astype(np.float32)


def _of_characters(codes: np.ndarray, s: np.ndarray, e: np.ndarray, t: np.ndarray, f: np.ndarray) -> list[np.ndarray]:
    import numpy as np

    last = len(codes) - 1
    heads = [(np.where(t + n < f, codes[np.minimum(t + n, last)], -1)) for n in range(REACH)]
    tails = [(np.where(e - 1 - n >= s, codes[np.maximum(e - 1 - n, 0)], -2)) for n in range(REACH)]
    fronts = [(np.where(s + n < e, codes[np.minimum(s + n, last)], -2)) for n in range(REACH)]
    backs = [(np.where(f - 1 - n >= t, codes[np.maximum(f - 1 - n, 0)], -1)) for n in range(REACH)]
    begin, end = fronts[0] == heads[0], tails[0] == backs[0]
    held = [np.logical_or.reduce([head == other for other in (*tails, *fronts[:4])]) for head in heads]
    shared = sum(h.astype(np.int8) for h in held)
    left = np.logical_or.reduce([a == b for a, b in zip(fronts[1:], heads[1:])])
    right = np.logical_or.reduce([a == b for a, b in zip(tails[1:], backs[1:])])
    verbs, pairs = _verbs()
    opens = np.isin(heads[0], verbs)
    opens_two = np.isin(heads[0] << 21 | heads[1], pairs)
    cut = np.maximum(e - (f - t), 0)
    return [begin, end, held[0] & ~begin, np.logical_or.reduce([tails[0] == h for h in heads]) & ~end, left, right,
            shared == 1, shared == 2, shared > 2, opens, opens_two, np.isin(codes[cut], verbs) & opens]  # fmt: skip


@cache
def _verbs() -> tuple[np.ndarray, np.ndarray]:
    import numpy as np

    known = clause_verbs()
    return (np.array([ord(verb) for verb in known if len(verb) == 1]),
            np.array([ord(verb[0]) << 21 | ord(verb[1]) for verb in known if len(verb) == 2]))  # fmt: skip


@cache
def _classes() -> dict[str, np.ndarray]:
    import numpy as np

    tables = {}
    for name, characters in CLASSES.items():
        tables[name] = np.zeros(0x110000, bool)
        tables[name][[ord(c) for c in characters]] = True
    return tables


def pair_weights(mark: str) -> np.ndarray:
    """The weight of every column of `pair_evidence` for pieces with this mark between them."""
    import numpy as np

    known = lexicon.weights()[f"pair {mark}"]
    return np.array([known.get(name, 0.0) for name in pair_names()], np.float32)

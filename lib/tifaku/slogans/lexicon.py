"""What slogans are read with: weights of evidence, words with a role in moulds, signs that a quotation is a name."""

from __future__ import annotations

from functools import cache

from tifaku.text.lexicons import rows

MOST = 50_000  # groups of names whose points are kept


@cache
def weights() -> dict[str, dict[str, float]]:
    """By what is weighed ("pair 、", "begin", "end", "series", "strength") the weight of every piece of evidence.

    data/slogan_weights.tsv, which scripts/fit_slogan_weights.py makes.
    """
    found: dict[str, dict[str, float]] = {}
    for row in rows("slogan_weights"):
        found.setdefault(row["of"], {})[row["evidence"]] = float(row["weight"])
    return found


class Points(dict[tuple[str, ...], float]):
    """The points of groups of names, added up once a group."""

    def __init__(self, of: str):
        self.weights = weights()[of]
        self.always = self.weights.get("always", 0.0)

    def __missing__(self, names: tuple[str, ...]) -> float:
        if len(self) > MOST:
            self.clear()
        self[names] = sum([self.weights.get(name, 0.0) for name in names])
        return self[names]


@cache
def points(of: str) -> Points:
    """The points of what is weighed by this table."""
    return Points(of)


@cache
def mould_words(role: str) -> frozenset[str]:
    """The words of one role in moulds: frame, suffix, list, chain …; data/mould_words.tsv."""
    return frozenset(row["word"] for row in rows("mould_words") if row["role"] == role)


@cache
def quotation_marks(place: str) -> tuple[str, ...]:
    """What stands `before`, `after` or as the `whole` of a quotation that is a name, or opens one that is `popular`."""
    return tuple(row["marker"] for row in rows("quotation_marks") if row["place"] == place)

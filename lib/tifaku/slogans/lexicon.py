"""What slogans are read with: weights of evidence, words with a role in moulds, opposites, signs that a quotation is a name."""

from __future__ import annotations

from functools import cache

from tifaku.text.lexicons import rows


@cache
def weights() -> dict[str, dict[str, float]]:
    """By what is weighed ("pair 、", "begin", "end", "series", "strength") the weight of every piece of evidence.

    data/slogan_weights.tsv, which scripts/fit_slogan_weights.py makes.
    """
    found: dict[str, dict[str, float]] = {}
    for row in rows("slogan_weights"):
        found.setdefault(row["of"], {})[row["evidence"]] = float(row["weight"])
    return found


@cache
def mould_words(role: str) -> frozenset[str]:
    """The words of one role in moulds: frame, suffix, list, chain …; data/mould_words.tsv."""
    return frozenset(row["word"] for row in rows("mould_words") if row["role"] == role)


@cache
def opposites() -> dict[str, set[str]]:
    """The opposites and counterparts of a word or character; data/opposites.tsv."""
    found: dict[str, set[str]] = {}
    for row in rows("opposites"):
        found.setdefault(row["one"], set()).add(row["other"])
        found.setdefault(row["other"], set()).add(row["one"])
    return found


@cache
def quotation_marks(place: str) -> tuple[str, ...]:
    """What stands `before`, `after` or as the `whole` of a quotation that is a name, or opens one that is `popular`."""
    return tuple(row["marker"] for row in rows("quotation_marks") if row["place"] == place)

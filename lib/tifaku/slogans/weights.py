"""Weights: how much each piece of evidence speaks for an edge or a series; scripts/fit_slogan_weights.py makes them."""

from __future__ import annotations

from functools import cache

from tifaku.text.lexicons import rows


@cache
def table() -> dict[str, dict[str, float]]:
    """By what is weighed ("pair 、", "begin", "end", "series" …) the weight of every name; data/slogan_weights.tsv."""
    found: dict[str, dict[str, float]] = {}
    for row in rows("slogan_weights"):
        found.setdefault(row["of"], {})[row["evidence"]] = float(row["weight"])
    return found

"""Verbs that open clauses in official prose; the light knowledge of grammar that slogans are read with."""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources


@cache
def clause_verbs() -> frozenset[str]:
    """Two-character verbs that open clauses (推进 'push ahead', 深化 'deepen'), with counts and sources in data/clause_verbs.tsv."""
    table = resources.files("tifaku").joinpath("data/clause_verbs.tsv").read_text("utf-8").splitlines()
    return frozenset(row["verb"] for row in csv.DictReader(table, delimiter="\t"))

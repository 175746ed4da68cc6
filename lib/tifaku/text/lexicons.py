"""Lexicons: the tables of the data folder, row by row."""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of data/<name>.tsv as dicts of column to cell, read once.

    >>> rows("divisions")[0]["name"]
    '北京市'
    """
    head, *lines = resources.files("tifaku").joinpath(f"data/{name}.tsv").read_text("utf-8").rstrip("\n").split("\n")
    columns = head.split("\t")
    return tuple(dict(zip(columns, line.split("\t"))) for line in lines)


@cache
def clause_verbs(least_share: float = 0) -> frozenset[str]:
    """Verbs of one or two characters (抓 'grasp', 推进 'push ahead') of whose uses at least this share opens a clause."""
    return frozenset(row["verb"] for row in rows("clause_verbs") if float(row["share"]) >= least_share)

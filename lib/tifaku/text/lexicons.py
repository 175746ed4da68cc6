"""Lexicons: the tables of the data folder, row by row."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Iterator


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of data/<name>.tsv as dicts of column to cell, and behind them those of <name>_by_hand.tsv; one may be missing.

    A table is read once and kept. FileNotFoundError where there is neither.

    >>> rows("divisions")[0]["name"]
    '北京市'
    """
    files = [resources.files("tifaku").joinpath(f"data/{part}.tsv") for part in (name, f"{name}_by_hand")]
    there = [file for file in files if file.is_file()]
    if not there:
        raise FileNotFoundError(f"no data/{name}.tsv; install tifaku again, from a wheel or a whole checkout")
    return tuple(row for file in there for row in _read(file.read_text("utf-8")))


def _read(table: str) -> Iterator[dict[str, str]]:
    head, *lines = table.rstrip("\n").split("\n")
    columns = head.split("\t")
    return (dict(zip(columns, line.split("\t"))) for line in lines)


@cache
def clause_verbs(least_share: float = 0) -> frozenset[str]:
    """Verbs of one or two characters (抓 'grasp', 推进 'push ahead') that open a clause in this share (0 to 1) of their uses."""
    return frozenset(row["verb"] for row in rows("clause_verbs") if float(row["share"]) >= least_share)

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
    return tuple(dict(zip(columns, line)) for columns, *lines in _tables(name) for line in lines)


def cells(name: str) -> Iterator[list[str]]:
    """The cells of each row of a table in the order of its columns: what `rows` gives, for large tables that are read once.

    >>> next(cells("divisions"))[:2]
    ['11', '北京市']
    """
    return (line for _, *lines in _tables(name) for line in lines)


def _tables(name: str) -> Iterator[list[list[str]]]:
    files = [resources.files("tifaku").joinpath(f"data/{part}.tsv") for part in (name, f"{name}_by_hand")]
    there = [file for file in files if file.is_file()]
    if not there:
        raise FileNotFoundError(f"no data/{name}.tsv; install tifaku again, from a wheel or a whole checkout")
    for file in there:
        yield [line.split("\t") for line in file.read_text("utf-8").rstrip("\n").split("\n")]


@cache
def clause_verbs(least_share: float = 0) -> frozenset[str]:
    """Verbs of one or two characters (抓 'grasp', 推进 'push ahead') that open a clause in this share (0 to 1) of their uses."""
    return frozenset(row["verb"] for row in rows("clause_verbs") if float(row["share"]) >= least_share)

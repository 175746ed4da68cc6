"""Lexicons: the tables of the data folder, row by row."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Iterator


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of data/<name>.tsv as dicts of column to cell, and behind them those of <name>_by_hand.tsv, if there is one.

    A table is read once and kept. FileNotFoundError where there is no data/<name>.tsv.

    >>> rows("divisions")[0]["name"]
    '北京市'
    """
    files = (resources.files("tifaku").joinpath(f"data/{part}.tsv") for part in (name, f"{name}_by_hand"))
    return tuple(row for at, file in enumerate(files) if at == 0 or file.is_file() for row in _read(file.read_text("utf-8")))


def _read(table: str) -> Iterator[dict[str, str]]:
    head, *lines = table.rstrip("\n").split("\n")
    columns = head.split("\t")
    return (dict(zip(columns, line.split("\t"))) for line in lines)


@cache
def clause_verbs(least_share: float = 0) -> frozenset[str]:
    """Verbs of one or two characters (抓 'grasp', 推进 'push ahead') that open a clause in this share (0 to 1) of their uses."""
    return frozenset(row["verb"] for row in rows("clause_verbs") if float(row["share"]) >= least_share)

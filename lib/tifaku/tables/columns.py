"""Columns: what the columns of all tables are called in words, and what they mean, from one table, data/columns.tsv.

Pages and notebooks show the words, the package for an appendix lists the meanings; files keep the names of the columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from tifaku.text.lexicons import rows
from tifaku.text.texts import translated


class Head(NamedTuple):
    """The head of one column: its words and what they mean; `source` is the work or module behind a number."""

    column: str
    words: str
    meaning: str = ""
    unit: str = ""
    formula: str = ""
    source: str = ""

    @property
    def tip(self) -> str:
        """Meaning, unit, formula and source in one line, for a tooltip; only the words of numbers need the last three.

        >>> print(heads(["term", "log_dice"])[1].tip)
        how exclusively the two keep each other’s company, at most 14 · logDice · 14 + log2(2 * n / (n_a + n_b)) · Rychly 2008
        """
        unit = "" if self.unit in ("text", "texts", "word", "words", "name", "names") else self.unit
        source = self.source if " " in self.source else ""  # a work that can be cited, not a module
        return " · ".join(translated(part) for part in (self.meaning, unit, self.formula, source) if part)


def heads(columns: Iterable[object]) -> list[Head]:
    """A head for each of a table's columns, in their order; of columns that data/columns.tsv lacks, the name as words.

    A column that means different things in different tables, such as `before`, is told by the columns beside it. Numbered
    columns, such as coder_1 and slot 1, have the head of all and their number.

    >>> [head.words for head in heads(["term", "df", "log_ratio_low"])]
    ['term', 'articles', 'Log Ratio from']
    >>> [head.words for head in heads(["rule", "before"])], [head.words for head in heads(["surface", "before"])]
    (['rule', 'source has'], ['formula', 'before'])
    """
    names = [str(column) for column in columns]
    return [_head(name, frozenset(names)) for name in names]


def _head(name: str, beside: frozenset[str]) -> Head:
    match = re.fullmatch(r"(.*?)[ _](\d+)", name)
    stem, number = (match[1], f" {match[2]}") if match else (name, "")
    found = [row for row in _known().get(stem, ()) if not row["beside"] or row["beside"] in beside]
    if not found:
        return Head(name, name.replace("_", " "))
    row = found[-1]  # one that names a column beside it goes before the general one
    words = translated(row["head"]) + number
    return Head(name, words, row["meaning"], row["unit"], row["formula"], row["source"])


@cache
def _known() -> dict[str, list[dict[str, str]]]:
    table: dict[str, list[dict[str, str]]] = {}
    for row in sorted(rows("columns"), key=lambda row: row["beside"]):
        table.setdefault(row["column"], []).append(row)
    return table

"""Spreadsheets: tables as CSV that opens as it should in Excel and its like, and runs nothing."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from tifaku.corpus.files import whole

if TYPE_CHECKING:
    import pandas as pd

_UNWRITABLE = re.compile("[\ud800-\udfff\ufffe\uffff]")  # has no place in UTF-8 or XML
_RUNS = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n']")  # spaces count: some programs strip them before they look


def to_csv(table: pd.DataFrame, path: str | Path) -> Path:
    """Write the table as CSV, in UTF-8 with a byte-order mark so that Excel reads the Chinese, and return the path.

    A text that a spreadsheet would run as a formula (beginning with = + - @, tab or carriage return) gets an apostrophe
    before it, and so does one that begins with an apostrophe: take one off where you read the file back. Numbers stay numbers.
    """
    inert = table.rename(columns=_inert).map(_inert)
    # CRLF (RFC 4180): only then does the writer quote a lone CR in a text, which would begin a row of its own
    with whole(path) as part:
        inert.to_csv(part, index=False, encoding="utf-8-sig", lineterminator="\r\n")
    return Path(path)


def _inert(value: object) -> object:
    value = plain(value)
    return f"'{value}" if isinstance(value, str) and _RUNS.match(value) else value


def plain(value: object) -> object:
    """A cell's value: numbers, dates and missing values as they are, all else as text, items of a sequence joined by |."""
    if isinstance(value, (tuple, list)):
        value = " | ".join(map(str, value))
    return _UNWRITABLE.sub(lambda m: f"〔U+{ord(m.group()):04X}〕", value) if isinstance(value, str) else value

"""Notices: a table that can't be computed comes out empty and says why."""

from __future__ import annotations

from typing import Sequence

import pandas as pd


def refused(columns: Sequence[str], notice: str) -> pd.DataFrame:
    """An empty table with the right columns; the notice stands in .attrs["notice"], where `show` and `readings` find it."""
    table = pd.DataFrame(columns=list(columns))
    table.attrs["notice"] = notice
    return table

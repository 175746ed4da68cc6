"""Notices: a table that can't be computed comes out empty and says why."""

from __future__ import annotations

import warnings
from typing import Sequence

import pandas as pd


def refused(columns: Sequence[str], notice: str) -> pd.DataFrame:
    """An empty table with the right columns; the notice is given as a warning and kept in .attrs["notice"]."""
    warnings.warn(notice, stacklevel=3)
    table = pd.DataFrame(columns=list(columns))
    table.attrs["notice"] = notice
    return table

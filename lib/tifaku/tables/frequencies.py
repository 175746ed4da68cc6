"""Frequencies: how often terms occur, and in how many articles."""

from __future__ import annotations

import numpy as np
import pandas as pd

from tifaku.tables.counts import count


def term_frequency(tokens: pd.DataFrame) -> pd.DataFrame:
    """One row per term, the most frequent first: term, n, df, per_10k.

    n: occurrences; df: documents it occurs in; per_10k: occurrences in 10,000 of the tokens given.
    """
    counts = count(tokens)
    table = pd.DataFrame({"term": counts.terms, "n": counts.term_n, "df": counts.df})
    table["per_10k"] = table["n"] * 10_000 / max(counts.total, 1)
    return table.sort_values(["n", "term"], ascending=[False, True], ignore_index=True)

"""Small tables of tokens to compute with, written as one string of words a document."""

import pandas as pd


def table_of(*parts: str) -> pd.DataFrame:
    """One row per word; words stand side by side, and "." ends a sentence."""
    rows = []
    for number, part in enumerate(parts):
        at = sentence = 0
        for word in part.split():
            rows.append((f"d{number:04d}", at, at + len(word), word, sentence))
            at += len(word)
            sentence += word == "."
    return pd.DataFrame(rows, columns=["doc_id", "start", "end", "token", "sentence"])

"""Small tables of tokens to compute with, written as one string of words a document."""

import pandas as pd

from tifaku.tables.reference import read_reference, spread_table


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


def write_list(folder, out) -> None:
    """What scripts/count_reference.py writes of a folder."""
    counts = read_reference(folder).articles
    head = f"# documents={counts.documents} words={counts.total}\n"
    out.write_text(head + spread_table(counts).to_csv(sep="\t", index=False, quoting=3), encoding="utf-8")

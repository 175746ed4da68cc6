"""Overview: tables of a corpus: its articles, their edits and blocks, and what is known of each article, with evidence.

A dataset has these tables already.
"""

from __future__ import annotations

from collections import Counter
from typing import Iterable

import pandas as pd

from tifaku.corpus.duplicates import cluster_of
from tifaku.datasets import Dataset
from tifaku.text.documents import BODY_KINDS, Document

_FACTS = ["title", "date", "year_hint", "outlet", "author", "province", "prefecture", "county"]


def corpus_table(docs: Iterable[Document]) -> pd.DataFrame:
    """One row per article: what it is, how long, how much was mended, how it was decoded, whose reprint it is.

    Columns: doc_id; title, date, year_hint, outlet, author, province, prefecture, county (missing where nothing states
    them); n_chars (characters of `body`, blank space not counted), n_edits, n_doubts; file, encoding, replaced (places
    where bytes stand for no character); cluster (doc_id of the first article that this one reprints, see `cluster_of`).
    """
    if isinstance(docs, Dataset):
        documents = docs.table("documents").drop(columns=["offset", "sha256", "text"])
        return documents.assign(cluster=documents["doc_id"].map(docs.clusters))
    docs = list(docs)
    table = articles_table(docs)
    return table.assign(cluster=table["doc_id"].map(cluster_of(docs)))


def articles_table(docs: Iterable[Document]) -> pd.DataFrame:
    """The columns of corpus_table that follow from each article alone: all but the cluster."""
    rows = [
        {
            "doc_id": doc.doc_id,
            **{name: _value(doc, name) for name in _FACTS},
            "n_chars": counted_characters(doc),
            "n_edits": len(doc.edits),
            "n_doubts": len(doc.doubts),
            **{name: doc.source.get(name) for name in ("file", "encoding", "replaced")},
        }
        for doc in docs
    ]
    columns = ["doc_id", *_FACTS, "n_chars", "n_edits", "n_doubts", "file", "encoding", "replaced"]
    return pd.DataFrame(rows, columns=columns)


def counted_characters(doc: Document) -> int:
    """The characters of an article that are counted: those of its titles, headings and paragraphs, blank space aside."""
    return sum(map(len, doc.body.split()))


def _value(doc: Document, name: str):
    fact = doc.metadata.get(name)
    return fact.value if fact else None


def edits_table(docs: Iterable[Document]) -> pd.DataFrame:
    """One row per edit: doc_id, rule, raw_start, raw_end (in `raw`), before, after, doubt (empty where there is none).

    A row whose `after` equals `before` changes nothing, it marks a doubt.
    """
    if isinstance(docs, Dataset):
        return docs.table("edits")
    return _table(((doc.doc_id, *edit) for doc in docs for edit in doc.edits), "doc_id rule raw_start raw_end before after doubt")


def edit_counts(docs: Iterable[Document]) -> pd.DataFrame:
    """One row per rule, a column per article: the edits that the rule had a part in; one of two rules counts for both.

    The articles with most come first.
    """
    counts = {doc.doc_id: Counter(rule for edit in doc.edits for rule in edit.rule.split("+")) for doc in docs}
    table = pd.DataFrame.from_dict(counts, orient="index").T
    table = table.fillna(0).astype(int).sort_index().rename_axis(index="rule", columns="doc_id")
    return table[table.sum().sort_values(ascending=False, kind="stable").index]


def most_repaired(docs: Iterable[Document]) -> Document | None:
    """The article with most edits, the first of equals; None where there is no article."""
    return max(docs, key=lambda doc: len(doc.edits), default=None)


def longest_edits(edits: pd.DataFrame, each: int = 4) -> pd.DataFrame:
    """The rows of an edits table that changed most at one place: for every rule the `each` longest, by `before` and `after`."""
    length = edits["before"].str.len() + edits["after"].str.len()
    by = ["rule", "length", "doc_id", "raw_start"]
    ordered = edits.assign(length=length).sort_values(by, ascending=[True, False, True, True])
    return ordered.groupby("rule", sort=False).head(each).drop(columns="length").reset_index(drop=True)


def block_counts(blocks: pd.DataFrame) -> pd.DataFrame:
    """One row per article, a column per kind of block: how many there are; the kinds that are counted in `body` come first."""
    counts = blocks.groupby(["doc_id", "kind"], observed=True).size().unstack(fill_value=0)
    order = sorted(counts.columns, key=lambda kind: (kind not in BODY_KINDS, kind))
    return counts[order].reset_index().rename_axis(columns=None)


def clusters_table(docs: Iterable[Document]) -> pd.DataFrame:
    """One row per cluster of two near-duplicate articles or more: cluster, n, doc_ids; no row where there is none."""
    clusters = docs.clusters if isinstance(docs, Dataset) else cluster_of(docs)
    groups = [(name, len(ids), tuple(ids.index)) for name, ids in clusters.groupby(clusters, sort=True) if len(ids) > 1]
    return pd.DataFrame(groups, columns=["cluster", "n", "doc_ids"])


def blocks_table(docs: Iterable[Document]) -> pd.DataFrame:
    """One row per block: doc_id, kind, level, start, end (in `text`), raw_start, raw_end (in `raw`), text.

    A block of level 1 or more lies inside one of level 0, so that its text is in two rows.
    """
    if isinstance(docs, Dataset):
        return docs.table("blocks").drop(columns="role")
    rows = (
        (doc.doc_id, block.kind, block.level, block.start, block.end)
        + (*doc.to_raw(block.start, block.end), doc.text[block.start : block.end])
        for doc in docs
        for block in doc.blocks
    )
    return _table(rows, "doc_id kind level start end raw_start raw_end text")


def metadata_table(docs: Iterable[Document]) -> pd.DataFrame:
    """One row per known field of an article: doc_id, field, value, evidence, start, end, basis, note.

    evidence is the passage text[start:end] that says so, missing where it was read elsewhere. basis: stated (in the text),
    inferred (from what the text says; see note), page header (of the web page), table (in a column beside the article),
    export (in the head of the article in an export), sources.tsv (by the corpus's owner).
    What is not stated anywhere has no row.
    """
    if isinstance(docs, Dataset):
        return docs.table("metadata").drop(columns="number")
    rows = (
        (doc.doc_id, name, fact.value)
        + (None if fact.start is None else doc.text[fact.start : fact.end], fact.start, fact.end, fact.basis, fact.note)
        for doc in docs
        for name, fact in doc.metadata.items()
    )
    table = _table(rows, "doc_id field value evidence start end basis note")
    return table.astype({"start": "Int64", "end": "Int64"})


def _table(rows: Iterable[tuple], columns: str) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=columns.split())

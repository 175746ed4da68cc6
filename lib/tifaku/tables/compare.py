"""Compare: the terms that set the articles of one place, level or year apart from the others."""

from __future__ import annotations

from typing import Mapping

import pandas as pd

from tifaku.tables.keyness import COLUMNS, MIN_ARTICLES, keyness
from tifaku.tables.notices import refused
from tifaku.tokens import count


def compare(tokens: pd.DataFrame, by: Mapping[str, object]) -> pd.DataFrame:
    """One row per group and term, groups in order: group, articles, and the columns of keyness against all other groups.

    by: the group of each doc_id, as a mapping or a Series of a metadata column with doc_id as its index; articles without
    one are left out. Groups with fewer than 5 articles, or fewer than 5 outside them, are left out, too; if none is left,
    no rows and a notice.

    >>> import tifaku
    >>> docs = tifaku.read_corpus("reports")  # doctest: +SKIP
    >>> place = {doc.doc_id: doc.metadata["province"].value for doc in docs if "province" in doc.metadata}  # doctest: +SKIP
    >>> tifaku.compare(tifaku.words(tifaku.tokenize(docs)), place)  # doctest: +SKIP
    """
    counts = count(tokens)
    group = pd.Series([by.get(name) for name in counts.doc_ids], dtype=object).where(counts.doc_n > 0)
    articles = group.value_counts().sort_index()
    rest = articles.sum() - articles
    large = articles[(articles >= MIN_ARTICLES) & (rest >= MIN_ARTICLES)].index
    columns = ("group", "articles", *COLUMNS)
    if large.empty:
        return refused(columns, f"compare needs {MIN_ARTICLES} articles in a group and {MIN_ARTICLES} outside it: add articles")
    parts = []
    for name in large:
        inside, outside = (group == name).to_numpy(), (group.notna() & (group != name)).to_numpy()
        table = keyness(counts.only(inside), counts.only(outside))
        table.insert(0, "group", name)
        table.insert(1, "articles", articles[name])
        parts.append(table)
    return pd.concat(parts, ignore_index=True)

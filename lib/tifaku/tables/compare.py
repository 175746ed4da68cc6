"""Compare: the terms that set the articles of one place, level or year apart from the others."""

from __future__ import annotations

from typing import Mapping

import numpy as np
import pandas as pd

from tifaku.tables.keyness import COLUMNS, against_others, judged
from tifaku.tables.measures import LEAST_ARTICLES, refused
from tifaku.tables.ranks import ranked
from tifaku.tokens import count


def compare(tokens: pd.DataFrame, by: Mapping[str, object]) -> pd.DataFrame:
    """One row per group and term, groups in order: group, articles, and the columns of keyness against all other groups.

    by: the group of each doc_id, as a mapping or a Series of a metadata column with doc_id as its index; articles without
    one are left out. Groups with fewer than 10 articles, or fewer than 10 outside them, are left out, too; if none is left,
    no rows and a notice. q is over the terms of all groups together, so that more groups do not mean more findings of chance.

    >>> import tifaku
    >>> docs = tifaku.read_corpus("reports")  # doctest: +SKIP
    >>> place = {doc.doc_id: doc.metadata["province"].value for doc in docs if "province" in doc.metadata}  # doctest: +SKIP
    >>> tifaku.compare(tifaku.words(tifaku.tokenize(docs)), place)  # doctest: +SKIP
    """
    counts = count(tokens)
    group = pd.Series([by.get(name) for name in counts.doc_ids], dtype=object).where(counts.doc_n > 0)
    articles = group.value_counts().sort_index()
    large = articles[(articles >= LEAST_ARTICLES) & (articles.sum() - articles >= LEAST_ARTICLES)].index
    columns = ("group", "articles", *COLUMNS)
    if large.empty:
        return refused(
            columns, f"a comparison needs {LEAST_ARTICLES} articles in a group and {LEAST_ARTICLES} outside it; add some"
        )
    grouped = group.notna().to_numpy()
    pool, group = ranked(counts.only(grouped)), group[grouped].to_numpy()
    tables, tested = zip(*(against_others(pool, group == name) for name in large))
    for name, table in zip(large, tables):
        table.insert(0, "group", name)
        table.insert(1, "articles", articles[name])
    table = judged(pd.concat(tables, ignore_index=True), np.concatenate(tested))
    order = pd.Categorical(table["group"], categories=large, ordered=True).codes
    return table.iloc[np.argsort(order, kind="stable")].reset_index(drop=True)

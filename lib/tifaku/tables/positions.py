"""Positions: where in their articles formulas and slogans stand, from the first character to the last."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
from scipy.special import stdtrit

from tifaku.study import find
from tifaku.tables.measures import LEAST_ARTICLES
from tifaku.text.documents import Document, as_documents
from tifaku.text.findings import Findings

PARTS = 5
_PLACES = ["doc_id", "kind", "surface", "start", "end", "at", "fifth"]


def positions(docs: Document | str | Iterable[Document], found: Findings | None = None) -> pd.DataFrame:
    """One row per formula and slogan of a title, heading or paragraph: where in its article it stands.

    Columns: doc_id, kind (formula or slogan), surface, start, end; at (0 to 1): the share of the article's counted characters
    that stand before it; fifth (1 to 5): the fifth of the article that at falls into.

    >>> text = "坚持“四抓四度”工作法。" + "群众满意。" * 20  # 'uphold the method of …; the masses are satisfied'
    >>> positions(text)[["surface", "fifth"]].values.tolist()
    [['四抓四度', 1]]

    Limit: what stands in captions, bylines and page furniture is left out, so there may be fewer rows than findings.
    """
    docs = as_documents(docs)
    found = find(docs) if found is None else found
    kinds = (("formula", found.formulas_by_article()), ("slogan", found.slogans_by_article()))
    rows = []
    for doc in docs:
        spans = doc.body_spans
        for kind, by_article in kinds:
            for one in by_article.get(doc.doc_id, ()):
                at = _share_before(spans, one.start)
                if at is not None:
                    rows.append((doc.doc_id, kind, one.surface, one.start, one.end, at, min(int(at * PARTS) + 1, PARTS)))
    return pd.DataFrame(rows, columns=_PLACES)


def _share_before(spans: tuple[tuple[int, int], ...], place: int) -> float | None:
    """The share of the characters of the spans that stand before the place; None where it lies in none of them."""
    before, total = 0, sum(end - start for start, end in spans)
    for start, end in spans:
        if start <= place < end:
            return (before + place - start) / total
        before += end - start
    return None


def by_fifth(places: pd.DataFrame) -> pd.DataFrame:
    """One row per kind and fifth of the articles: kind, fifth, n, share, low, high, articles.

    n: occurrences in that fifth; share: of all occurrences of the kind, .2 in each fifth where they are spread evenly; low and
    high: its 95% interval with articles as the sample (linearised ratio, Student's t), none below ten articles that
    have the kind; articles: how many have one in that fifth.

    >>> by_fifth(positions(["坚持“四抓四度”工作法。" + "群众满意。" * 20]))[["fifth", "n"]].head(2).values.tolist()
    [[1, 1], [2, 0]]
    """
    rows = []
    for kind, own in places.groupby("kind", sort=True):
        counts = pd.crosstab(own["doc_id"], own["fifth"]).reindex(columns=range(1, PARTS + 1), fill_value=0).to_numpy()
        share, off = counts.sum(axis=0) / counts.sum(), _half_width(counts)
        low, high = np.clip(share - off, 0, 1), np.clip(share + off, 0, 1)
        columns = zip(range(1, PARTS + 1), counts.sum(axis=0), share, low, high, (counts > 0).sum(axis=0))
        rows += [(kind, *column) for column in columns]
    return pd.DataFrame(rows, columns=["kind", "fifth", "n", "share", "low", "high", "articles"])


def _half_width(counts: np.ndarray) -> np.ndarray:
    """Half the 95% interval of each column's share: of a ratio of sums over articles (Cochran 1977, 6.10)."""
    articles, sizes = len(counts), counts.sum(axis=1, keepdims=True)
    if articles < LEAST_ARTICLES:
        return np.full(counts.shape[1], np.nan)
    residuals = counts - counts.sum(axis=0) / sizes.sum() * sizes
    variance = (residuals**2).sum(axis=0) * articles / (articles - 1) / sizes.sum() ** 2
    return stdtrit(articles - 1, 0.975) * np.sqrt(variance)

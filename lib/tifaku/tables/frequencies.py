"""Frequencies: how often terms occur, in how many articles and how evenly, and which terms set an article apart."""

from __future__ import annotations

from typing import Mapping

import numpy as np
import pandas as pd

from tifaku.tables.measures import LEAST_ARTICLES, LEAST_WITH_TERM, rate_interval, refused, scatter, share_of_articles
from tifaku.tokens import count
from tifaku.tokens.counts import Counts


def term_frequency(tokens: pd.DataFrame, clusters: Mapping[str, object] | None = None) -> pd.DataFrame:
    """One row per term, the most frequent first: term, n, per_10k, df and df_share, the last two each with _low and _high.

    n: occurrences, which add up to the rows of `tokens`; per_10k: of 10,000 tokens; df: articles that have the term;
    df_share: of all articles (0 to 1). _low and _high: 95% intervals, per_10k's of leaving out each article in turn
    (tables.measures.scatter), df_share's Wilson's (1927, JASA 22: 209-212); nan below 10 articles, and per_10k's for a term
    in fewer than 5. They speak of the articles that these were drawn from: of a whole (all reports of a year) there is none.
    clusters: a mapping from doc_id to the near-duplicate cluster of an article, or a column `cluster` of `tokens`; then
    df_clusters, df_clusters_share, _low and _high count an article and its reprints once. Ties stand in the order of their
    characters.

    >>> import tifaku
    >>> tokens = tifaku.words(tifaku.tokenize("产业兴、产业旺"))  # 'industry rises, industry thrives'
    >>> tifaku.term_frequency(tokens)[["term", "n", "df"]].values.tolist()
    [['产业', 2, 1], ['兴', 1, 1], ['旺', 1, 1]]

    Limits: intervals take articles as drawn independently; reprints and series make them too narrow.
    """
    counts = count(tokens)
    table = pd.DataFrame({"term": counts.terms, "n": counts.term_n, "per_10k": counts.term_n * 10_000 / max(counts.total, 1)})
    covered = (counts.df >= LEAST_WITH_TERM) & (counts.documents >= LEAST_ARTICLES)
    for end, values in zip(("low", "high"), rate_interval(scatter(counts))):
        table[f"per_10k_{end}"] = np.where(covered, values * 10_000, np.nan)
    table = table.assign(**_shares("df", counts.df, len(counts.doc_ids)))
    if clusters is None and isinstance(tokens, pd.DataFrame) and "cluster" in tokens:
        clusters = tokens.drop_duplicates("doc_id").set_index("doc_id")["cluster"].to_dict()
    if clusters is not None:
        table = table.assign(**_shares("df_clusters", *_df_clusters(counts, clusters)))
    order = np.argsort(-table["n"].to_numpy(), kind="stable")  # the terms come in the order of their characters
    return table.iloc[order].reset_index(drop=True)


def _shares(name: str, df: np.ndarray, of: int) -> dict[str, np.ndarray]:
    """In how many of so many documents each term occurs, and their share with its interval."""
    low, high = share_of_articles(df, of)
    return {name: df, f"{name}_share": df / max(of, 1), f"{name}_share_low": low, f"{name}_share_high": high}


def _df_clusters(counts: Counts, clusters: Mapping[str, object]) -> tuple[np.ndarray, int]:
    """In how many clusters each term occurs, and how many there are; an article without one is a cluster of its own."""
    cluster, names = pd.factorize(pd.Series([clusters.get(name, name) for name in counts.doc_ids], dtype=object))
    pairs = np.unique(cluster[counts.doc] * np.int64(len(counts.terms)) + counts.term)
    return np.bincount(pairs % max(len(counts.terms), 1), minlength=len(counts.terms)), len(names)


def tf_idf(tokens: pd.DataFrame) -> pd.DataFrame:
    """One row per article and term, articles in order, the highest first: doc_id, term, n, tf, idf, tf_idf.

    tf: n divided by the tokens of the article; idf: the natural logarithm of articles divided by df, so 0 for what all
    of them have; tf_idf: their product (Spärck Jones 1972, J. Documentation 28: 11-21), unsmoothed and unscaled as in tidytext's
    bind_tf_idf. Of one article all values are 0. A weight for finding one's way, not a test: nothing is tested, and a
    term said once, in one article, has the highest idf there is; take keyness for a claim.
    """
    counts = count(tokens)
    table = pd.DataFrame({"doc_id": counts.doc_ids[counts.doc], "term": counts.terms[counts.term], "n": counts.n})
    table["tf"] = counts.n / counts.doc_n[counts.doc]
    table["idf"] = np.log(len(counts.doc_ids) / counts.df)[counts.term]
    table["tf_idf"] = table["tf"] * table["idf"]
    return table.sort_values(["doc_id", "tf_idf", "term"], ascending=[True, False, True], ignore_index=True)


DISPERSION = ("term", "n", "range", "dp", "dp_norm", "juilland_d")


def dispersion(tokens: pd.DataFrame, min_n: int = 1) -> pd.DataFrame:
    """One row per term that occurs at least min_n times, the most frequent first: term, n, range, dp, dp_norm, juilland_d.

    The parts are the articles that have tokens. range: how many of them have the term. dp: half the sum, over the parts,
    of the absolute difference between a part's share of the term and its share of all tokens; 0 is perfectly even, near 1 all in
    one small part (Gries 2008, IJCL 13: 403-437). dp_norm: dp divided by its maximum, which is 1 minus the smallest
    share of a part (Lijffijt & Gries 2012, IJCL 17: 147-149). juilland_d: 1 minus the coefficient of variation of the relative
    frequencies divided by the square root of (parts - 1); 1 is even, 0 all in one part (Juilland et al. 1970). Of fewer than
    two articles there are no rows, but a notice.

    Limits: these describe the articles at hand, whose lengths they take as given; nothing is tested. A rare term cannot be even;
    compare terms of like n. With many parts D crowds near 1 (Biber et al. 2016).
    """
    counts = count(tokens)
    size, parts = counts.doc_n, counts.documents
    if parts < 2:
        return refused(DISPERSION, f"dispersion needs two articles with tokens, and there are {parts}: add articles")
    share = size / size.sum()
    own = counts.n / counts.term_n[counts.term]
    expected = share[counts.doc]
    dp = (1 + counts.per_term(np.abs(own - expected) - expected)) / 2  # a part without the term adds its whole share
    table = pd.DataFrame({"term": counts.terms, "n": counts.term_n, "range": counts.df, "dp": dp})
    table["dp_norm"] = dp / (1 - share[size > 0].min())
    mean, squares = counts.rates()
    table["juilland_d"] = 1 - np.sqrt(squares / parts) / mean / np.sqrt(parts - 1)
    return table[table["n"] >= min_n].sort_values(["n", "term"], ascending=[False, True], ignore_index=True)


def uneven_terms(tokens: pd.DataFrame, of: int = 50, most: int = 3) -> list[str]:
    """Those of the `of` most frequent terms that are spread most unevenly over the articles, at most `most`.

    A frequent word that all articles use alike tells nothing by where it stands; these do.

    >>> tokens = pd.DataFrame({"doc_id": [*"aaabbb"], "token": ["发展", "移民", "移民", "发展", "产业", "产业"]})
    >>> uneven_terms(tokens, most=2)  # 'resettled people', 'industry'; not 'development', which both articles have
    ['产业', '移民']
    """
    frequent = dispersion(tokens).head(of).sort_values(["dp_norm", "n", "term"], ascending=[False, False, True])
    return frequent["term"].head(most).tolist()

"""Dispersion: whether a term is spread evenly over the articles or belongs to a few of them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from tifaku.tables.measures import refused
from tifaku.tokens import count

COLUMNS = ("term", "n", "range", "dp", "dp_norm", "juilland_d")


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
        return refused(COLUMNS, f"dispersion needs two articles with tokens, and there are {parts}: add articles")
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

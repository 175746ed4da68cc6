"""Keyness: which terms an article collection uses more, or less, than a reference does, and how surely."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from tifaku.tables.measures import log_likelihood, log_ratio
from tifaku.tables.notices import refused
from tifaku.tables.reference import Reference, work_reports
from tifaku.tokens import count
from tifaku.tokens.counts import Counts

MIN_ARTICLES = 5  # with fewer, no test over articles can tell a term from one author's habit
MIN_EXPECTED = 5  # a term missing here is worth a row if at least so many were expected
ALPHA = 0.05

COLUMNS = (
    *("term", "n", "n_reference", "per_10k", "per_10k_reference", "df", "g2", "p", "q"),
    *("log_ratio", "log_ratio_low", "log_ratio_high", "diff_percent", "t_articles", "p_articles", "status"),
)


class _Side(NamedTuple):
    """What keyness knows of a reference, term by term."""

    n: np.ndarray
    total: int
    mean: np.ndarray  # of the relative frequencies in its articles
    sd: np.ndarray
    articles: int
    listed: np.ndarray


def keyness(tokens: pd.DataFrame, reference: Reference | pd.DataFrame | None = None) -> pd.DataFrame:
    """One row per term, from the most overused to the most underused: counts, tests and effect sizes.

    reference: a Reference (tifaku.tables.reference: work reports unless given, jieba's dictionary, a list or folder of yours),
    or the tokens of other articles. Rows: the terms of `tokens`, and those of the reference that do not occur here though
    at least 5 were expected.
    n, n_reference, per_10k, per_10k_reference, df (articles here that have the term).
    g2: log-likelihood 2 (a ln(a/E1) + b ln(b/E2)), negative for underuse (Rayson & Garside 2000); p: of g2, by the
    chi-square distribution of 1 df; q: p after Benjamini & Hochberg (1995) over all rows tested.
    log_ratio: binary logarithm of the ratio of relative frequencies (Hardie 2014), 1 is twice as frequent; log_ratio_low
    and _high: its 95 % interval (Katz et al. 1978). diff_percent: 100 (f1 - f2) / f2 (Gabrielatos & Marchi 2011). In
    these an occurrence of 0 counts as 0.5.
    t_articles, p_articles: Welch's t test on relative frequencies with articles as the sample (Lijffijt et al. 2016,
    DSH 31: 374-397); where the reference has no articles, against its overall frequency. A term without variance has p 1.
    status: key or underused (q and p_articles below 0.05), not significant, or not in the reference: the list does not
    have the term, which says nothing of its frequency; it is not tested, its statistics are 0 and p and q are 1.
    Fewer than 5 articles, here or there: no rows and a notice.

    Limits: near-duplicates count as independent articles; drop them first. g2 grows with size: read log_ratio beside it.
    """
    here = count(tokens)
    if here.documents < MIN_ARTICLES:
        return refused(COLUMNS, f"keyness needs {MIN_ARTICLES} articles, and there are {here.documents}: add articles")
    there = None if reference is None or isinstance(reference, Reference) else count(reference)
    if there is not None and there.documents < MIN_ARTICLES:
        return refused(COLUMNS, f"keyness needs {MIN_ARTICLES} articles in the reference: add articles or take a Reference")
    reference = work_reports() if reference is None else reference
    listed, n, total = (there.terms, there.term_n, there.total) if there else _columns(reference)
    terms = here.terms.union(listed[n / total * here.total >= MIN_EXPECTED])
    other = _of_articles(there, terms) if there else _of_list(reference, terms)
    return _table(terms, _of_articles(here, terms), other, _aligned(here.df, here.terms, terms))


def _columns(reference: Reference) -> tuple[pd.Index, np.ndarray, int]:
    return reference.counts.index, reference.counts.to_numpy(), reference.total


def _aligned(values: np.ndarray, terms: pd.Index, to: pd.Index) -> np.ndarray:
    return pd.Series(values, terms).reindex(to, fill_value=0).to_numpy()


def _of_articles(counts: Counts, terms: pd.Index) -> _Side:
    """Counts with the mean and standard deviation of the relative frequencies over the articles."""
    mean, squares = counts.rates()
    sd = np.sqrt(squares / (counts.documents - 1))
    n, mean, sd = (_aligned(values, counts.terms, terms) for values in (counts.term_n, mean, sd))
    return _Side(n, counts.total, mean, sd, counts.documents, np.ones(len(terms), bool))


def _of_list(reference: Reference, terms: pd.Index) -> _Side:
    """Counts without articles; a list of all terms of a corpus says 0 of the others, a mere list says nothing."""
    n = _aligned(reference.counts.to_numpy(), reference.counts.index, terms)
    listed = np.ones(len(terms), bool) if reference.complete else n > 0
    fixed = np.zeros(len(terms))
    return _Side(n, reference.total, n / reference.total, fixed, 2, listed)  # sd 0: any number of articles will do


def _table(terms: pd.Index, here: _Side, other: _Side, df: np.ndarray) -> pd.DataFrame:
    from scipy.stats import chi2

    overall = (here.n + other.n) / (here.total + other.total)
    g2 = np.sign(here.n - here.total * overall) * log_likelihood((here.n, here.total * overall), (other.n, other.total * overall))
    ratio = log_ratio(here.n, here.total, other.n, other.total)
    t, p_articles = _between_articles(here, other)
    table = pd.DataFrame(
        {
            "term": terms,
            "n": here.n,
            "n_reference": other.n,
            "per_10k": here.n / here.total * 10_000,
            "per_10k_reference": other.n / other.total * 10_000,
            "df": df,
            "g2": g2,
            "p": chi2.sf(np.abs(g2), 1),
            "q": 1.0,
            **dict(zip(("log_ratio", "log_ratio_low", "log_ratio_high"), ratio)),
            "diff_percent": 100 * (2 ** ratio[0] - 1),
            "t_articles": t,
            "p_articles": p_articles,
        }
    )
    return _judged(table, pd.Series(other.listed))


def _between_articles(here: _Side, other: _Side) -> tuple[np.ndarray, np.ndarray]:
    from scipy.stats import ttest_ind_from_stats

    varies = (here.sd > 1e-9 * here.mean) | (other.sd > 1e-9 * other.mean)  # less is only rounding
    t, p = np.zeros(len(varies)), np.ones(len(varies))
    sides = [(side.mean[varies], side.sd[varies], side.articles) for side in (here, other)]
    t[varies], p[varies] = ttest_ind_from_stats(*sides[0], *sides[1], equal_var=False)
    return t, p


def _judged(table: pd.DataFrame, listed: pd.Series) -> pd.DataFrame:
    """With q over the terms tested, and a status for each."""
    from scipy.stats import false_discovery_control

    table.loc[~listed, ["g2", "log_ratio", "log_ratio_low", "log_ratio_high", "diff_percent", "t_articles"]] = 0.0
    table.loc[~listed, ["p", "p_articles"]] = 1.0
    table.loc[listed, "q"] = false_discovery_control(table.loc[listed, "p"]) if listed.any() else 1.0
    sure = (table["q"] < ALPHA) & (table["p_articles"] < ALPHA)
    status = np.select([~listed, sure & (table["g2"] > 0), sure], ["not in the reference", "key", "underused"], "not significant")
    return table.assign(status=status).sort_values(["g2", "term"], ascending=[False, True], ignore_index=True)

"""Measures: the statistics that several tables share, on arrays: 95% intervals with articles as the sample, and tests by rank."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, Sequence

import numpy as np
import pandas as pd
from scipy.special import gammaln, ndtr, ndtri, stdtrit, xlogy

from tifaku.tokens.counts import Counts

Z = ndtri(0.975)  # of a 95% interval
LEAST_ARTICLES = 10  # of fewer articles nothing is tested, and no interval covers what it says
LEAST_WITH_TERM = 5  # nor of a term that fewer articles have


def log_likelihood(*cells: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    """G² = 2 Σ O ln(O/E) of cells (observed, expected); an empty cell adds nothing."""
    ratios = [np.divide(o, e, out=np.ones(np.shape(e)), where=np.not_equal(e, 0)) for o, e in cells]
    return 2 * sum(xlogy(observed, ratio) for (observed, _), ratio in zip(cells, ratios))


def log_ratio(a: np.ndarray, n1: int, b: np.ndarray, n2: int) -> np.ndarray:
    """The binary logarithm of (a/n1) / (b/n2) (Hardie 2014); a or b of 0 counts as 0.5."""
    return np.log2(np.where(a, a, 0.5) / n1 / (np.where(b, b, 0.5) / n2))


class Scatter(NamedTuple):
    """Of each term's rate in some articles: its natural logarithm, the variance of that, and the degrees of freedom."""

    log: np.ndarray
    variance: np.ndarray
    freedom: np.ndarray

    def at(self, rows: np.ndarray) -> Scatter:
        """The scatter of these terms alone."""
        return Scatter(*(column[rows] for column in self))


def scatter(counts: Counts, mine: np.ndarray | None = None) -> Scatter:
    """How surely the articles (those for which `mine` is true) give each term's rate, by leaving out one after the other.

    The jackknife of a ratio, here Σ n / Σ tokens, in closed form (Cochran 1977, Sampling Techniques, 6.4 and 6.10); it is
    what drawing the articles again and again comes to, without luck. Half an occurrence is added, so that a term seen in
    one article or none is not taken for certain: the variance at n = 0 is 1. The degrees of freedom are those of the articles
    less 1 where a term scatters as single words would (variance n), and fall to the number of articles that its occurrences
    amount to, (Σ n)² / Σ n², where it clumps (Satterthwaite's rule for the two parts).
    """
    size = counts.doc_n.astype(float)
    n, squares, products = counts.term_n, counts.squares, counts.products
    if mine is not None:
        own, size = counts.n * mine[counts.doc].astype(float), size * mine
        n, squares, products = (counts.per_term(own * factor) for factor in (1, own, size[counts.doc]))
    total, articles = max(size.sum(), 1), max(int(np.count_nonzero(size)), 2)
    off = squares - 2 * n / total * products + (n / total) ** 2 * (size**2).sum()  # Σ (n - rate · tokens)²
    off = np.maximum(off, 0) * articles / (articles - 1)
    single = np.divide(off, off - n, out=np.full(len(n), np.inf), where=off > n)  # the variance by what clumping adds to it
    freedom = np.clip(
        np.divide(n, squares, out=np.ones(len(n)), where=squares > 0) * np.maximum(n, 1) * single**2, 2, articles - 1
    )
    return Scatter(np.log((n + 0.5) / total), (off + 0.25) / (n + 0.5) ** 2, freedom)


def log_ratio_interval(here: Scatter, there: Scatter) -> tuple[np.ndarray, np.ndarray]:
    """The 95% interval of each log ratio (base 2): Welch's t of the two variances (Welch 1947, Biometrika 34: 28-35)."""
    variance = here.variance + there.variance
    freedom = variance**2 / (here.variance**2 / here.freedom + there.variance**2 / there.freedom)
    half = stdtrit(freedom, 0.975) * np.sqrt(variance)
    ratio = here.log - there.log
    return (ratio - half) / np.log(2), (ratio + half) / np.log(2)


def rate_interval(found: Scatter) -> tuple[np.ndarray, np.ndarray]:
    """The 95% interval of each rate, symmetric on the scale of its logarithm (Student's t)."""
    half = stdtrit(found.freedom, 0.975) * np.sqrt(found.variance)
    return np.exp(found.log - half), np.exp(found.log + half)


def wilson(k: np.ndarray, n: int | np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The 95% interval of each share k / n (Wilson 1927); of no trials it is 0 to 1.

    scipy has it for one share at a time only, half a millisecond each.
    """
    return _wilson(k, n, Z)


def _wilson(k: np.ndarray, n: int | np.ndarray, z: float) -> tuple[np.ndarray, np.ndarray]:
    centre = (k + z**2 / 2) / (n + z**2)
    half = np.sqrt(z**2 * (k * (n - k) / np.maximum(n, 1) + z**2 / 4)) / (n + z**2)
    return np.clip(centre - half, 0, 1), np.clip(centre + half, 0, 1)


def false_discovery(p: np.ndarray) -> np.ndarray:
    """q of each p, after Benjamini & Hochberg (1995, J. R. Stat. Soc. B 57: 289-300), over all that are given.

    As scipy.stats has it, which takes as long to load as a small report takes to count its words.
    """
    order = np.argsort(p)[::-1]
    q = np.empty(len(p))
    q[order] = np.minimum.accumulate(np.asarray(p, float)[order] * len(p) / np.arange(len(p), 0, -1))
    return np.clip(q, 0, 1)


def share_of_articles(k: np.ndarray, n: int | np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Wilson's interval of the shares k / n of articles; none (nan) where n is below 10."""
    low, high = wilson(k, n)
    enough = np.asarray(n) >= LEAST_ARTICLES
    return np.where(enough, low, np.nan), np.where(enough, high, np.nan)


def share_by_article(k: np.ndarray, n: np.ndarray) -> tuple[float, float]:
    """The 95% interval of Σ k / Σ n, where article by article k of n things are right: Wilson's with a design effect.

    Things of one article are right or wrong together; the design effect, how much more the share scatters over the articles
    than single things would, makes them so many fewer (Dean & Pagano 2015, J. Surv. Stat. Methodol. 3: 484-503), and Student's
    t stands for the normal law. Near 1, where such shares lie, drawing the articles again gives intervals that miss: at 0.97
    in 20 articles it covers .79 to .92 of the time, this .94 to .96. Below 10 articles: nan.
    """
    k, n = (np.asarray(values, float)[np.asarray(n) > 0] for values in (k, n))
    articles, of = len(n), n.sum()
    if articles < LEAST_ARTICLES:
        return np.nan, np.nan
    share = k.sum() / of
    between = ((k - share * n) ** 2).sum() * articles / (articles - 1) / of**2
    alone = share * (1 - share) / of
    of /= max(1.0, between / alone if alone else 1.0)
    low, high = _wilson(share * of, of, stdtrit(articles - 1, 0.975))
    return float(low), float(high)


def refused(columns: Sequence[str], notice: str) -> pd.DataFrame:
    """An empty table with the right columns; the notice stands in .attrs["notice"], where `show` and `readings` find it."""
    table = pd.DataFrame(columns=list(columns))
    table.attrs["notice"] = notice
    return table


DOUBTFUL = 0.1  # above this p the normal approximation may stand, whatever the sizes
RARE = 50  # so many articles with the term expected on the smaller side, and the normal approximation is good
CHUNK = 500


class RankSum(NamedTuple):
    """For each term: U of the first side, z (positive: its articles have the higher rates), and the two-sided p."""

    u: np.ndarray
    z: np.ndarray
    p: np.ndarray


@dataclass(frozen=True, eq=False)
class Ranked:
    """Counts of articles that all have tokens, with the rank of each entry's rate among the articles that have its term.

    ties: Σ t³ - t over the ties among those, for each term; articles without the term are a tie of their own.
    """

    counts: Counts
    rank: np.ndarray
    ties: np.ndarray


def ranked(counts: Counts) -> Ranked:
    """The ranks of all entries, ties with the mean of theirs."""
    rate, term = counts.n / counts.doc_n[counts.doc], counts.term
    order = np.lexsort((rate, term))
    rate, term = rate[order], term[order]
    opens = np.ones(len(order), bool)
    opens[1:] = (term[1:] != term[:-1]) | (rate[1:] != rate[:-1])
    at = np.flatnonzero(opens)
    size = np.diff(at, append=len(order)).astype(float)
    before = at - (np.cumsum(counts.df) - counts.df)[term[at]]
    rank = np.empty(len(order))
    rank[order] = np.repeat(before + (size + 1) / 2, size.astype(np.int64))
    return Ranked(counts, rank, np.bincount(term[at], size**3 - size, minlength=len(counts.terms)))


def rank_sum(articles: Ranked, mine: np.ndarray) -> RankSum:
    """The test of the articles for which `mine` is true against the others.

    z and p as scipy's mannwhitneyu has them (normal approximation with the correction for ties, p with that for continuity),
    unless one side has more than twice the articles of the other and few of the smaller side are expected to have the
    term: there the normal law calls chance a finding, and p is summed over the exact law of how many have it.
    """
    counts = articles.counts
    m, own = int(np.count_nonzero(mine)), mine[counts.doc]
    have = np.bincount(counts.term[own], minlength=len(counts.terms))
    zeros = len(mine) - counts.df
    ranks = np.bincount(counts.term[own], articles.rank[own], minlength=len(counts.terms))
    u = ranks + have * zeros + (m - have) * (zeros + 1) / 2 - m * (m + 1) / 2
    return z_and_p(u, have, counts.df, m, len(mine) - m, articles.ties)


def rank_sum_of_values(values: np.ndarray, mine: np.ndarray) -> float:
    """p of the test of the values for which `mine` is true against the others, by the normal law; 1 where all are equal."""
    _, at, size = np.unique(values, return_inverse=True, return_counts=True)
    rank = (np.cumsum(size) - (size - 1) / 2)[at]
    m, n, total = mine.sum(), (~mine).sum(), len(values)
    variance = m * n / 12 * (total + 1 - (size.astype(float) ** 3 - size).sum() / (total * (total - 1)))
    off = abs(rank[mine].sum() - m * (m + 1) / 2 - m * n / 2) - 0.5
    return float(min(2 * ndtr(-off / np.sqrt(variance)), 1)) if variance > 0 else 1.0


def rank_sum_of_rates(term: np.ndarray, below: np.ndarray, m: int, documents: np.ndarray, of: int) -> RankSum:
    """The test of m articles against a reference known by its quantiles.

    An entry for each article and term: below: the share, of the reference's articles that have the term, with a lower
    rate; documents: for each term, how many of the `of` articles of the reference have it.
    """
    have = np.bincount(term, minlength=len(documents))
    zeros = of - documents
    u = have * zeros + documents * np.bincount(term, below, minlength=len(documents)) + (m - have) * zeros / 2
    return z_and_p(u, have, have + documents, m, of, np.zeros(len(documents)))


def z_and_p(u: np.ndarray, have: np.ndarray, df: np.ndarray, m: int, n: int, ties: np.ndarray) -> RankSum:
    """z and p of U: of m and n articles df have the term, `have` of them on the first side."""
    size, zeros = m + n, (m + n - df).astype(float)
    variance = m * n / 12 * (size + 1 - (ties + zeros**3 - zeros) / (size * (size - 1)))
    sd = np.sqrt(np.where(variance > 0, variance, np.inf))
    off = u - m * n / 2
    p = np.minimum(2 * ndtr(-(np.abs(off) - 0.5) / sd), 1.0)
    if max(m, n) > 2 * min(m, n):
        few, have, u_few = (m, have, u) if m < n else (n, df - have, m * n - u)
        some = np.flatnonzero((p < DOUBTFUL) & (few * df <= RARE * size) & (have <= 4 * RARE))
        most = np.maximum(have, few * df / size)[some]
        some = some[np.argsort(most, kind="stable")]  # so that terms of like numbers come together
        for at in np.array_split(some, len(some) // CHUNK + 1) if len(some) else ():
            most = max(have[at[-1]], few * df[at[-1]] / size)
            p[at] = _mixed(u_few[at], df[at], few, size - few, ties[at], int(min(few, most + 10 * np.sqrt(most) + 20)))
    return RankSum(u, off / sd, p)


def _mixed(u: np.ndarray, df: np.ndarray, m: int, n: int, ties: np.ndarray, most: int) -> np.ndarray:
    """p where k, how many of the m have the term, follows its exact law, and the ranks of these k the normal law given k.

    k above `most` has no chance worth counting.
    """
    k, d = np.arange(most + 1), df[:, None]
    weight = _hypergeometric(k, d, m, n)
    off = u[:, None] - ((n - d + k) * (m + k) + k * (d - k)) / 2
    tied = 1 - ties[:, None] / np.maximum(d.astype(float) ** 3 - d, 1)
    sd = np.sqrt(np.maximum(k * (d - k) * (d + 1) * tied / 12, 1e-12))
    above, under = ((weight * ndtr((0.5 + sign * off) / sd)).sum(axis=1) for sign in (-1, 1))
    return np.minimum(2 * np.minimum(above, under), 1.0)


def fisher(k: int, of: int, other: int, of_other: int) -> float:
    """p of Fisher's exact test, two-sided: k of `of` articles have it, and `other` of `of_other`.

    The sum of the chances of all splits that are no likelier than this one, as scipy.stats has it.
    """
    chance = _hypergeometric(np.arange(of + 1), np.array([[k + other]]), of, of_other)[0]
    return min(float(chance[chance <= chance[k] * (1 + 1e-7)].sum()), 1.0)


def _hypergeometric(k: np.ndarray, d: np.ndarray, m: int, n: int) -> np.ndarray:
    """The chance that k of m articles have a term that d of m + n have."""
    log = gammaln(np.arange(m + n + 1) + 1.0)
    possible = (k <= d) & (m - k <= m + n - d)
    k = np.where(possible, k, np.maximum(0, d - n))
    chance = log[d] - log[k] - log[d - k] + log[m + n - d] - log[m - k] - log[n - d + k] - log[m + n] + log[m] + log[n]
    return np.where(possible, np.exp(chance), 0.0)

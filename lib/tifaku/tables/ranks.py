"""Ranks: the Wilcoxon–Mann–Whitney test of all terms at once; the units are articles, what is ranked are their rates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from scipy.special import gammaln, ndtr

from tifaku.tokens.counts import Counts

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

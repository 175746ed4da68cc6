"""Keyness: which terms some articles use more, or less, than a reference or the other groups do, and how surely."""

from __future__ import annotations

import re
from functools import cache
from typing import Iterable, Mapping, NamedTuple

import numpy as np
import pandas as pd

from tifaku.tables.measures import (
    LEAST_ARTICLES,
    LEAST_WITH_TERM,
    Ranked,
    RankSum,
    Scatter,
    false_discovery,
    log_likelihood,
    log_ratio,
    log_ratio_interval,
    rank_sum,
    rank_sum_of_rates,
    ranked,
    refused,
    scatter,
)
from tifaku.tables.reference import Reference, Spread, work_reports
from tifaku.tokens import count
from tifaku.tokens.counts import Counts
from tifaku.tokens.cutting import place_names

MIN_EXPECTED = 5  # a term missing here is worth a row if at least so many were expected
ALPHA = 0.05  # of the terms called key or underused one in twenty is expected to be chance
ALPHA_OF_LIST = 0.01  # stricter: no corpus is a random sample of what a list was counted from
KEY, UNDERUSED, MOVES, NOT_SIGNIFICANT = "key", "underused", "moves with the register", "not significant"
NOT_LISTED, NOT_TESTED = "not in the reference", "not tested"

COLUMNS = (
    *("term", "n", "n_reference", "per_10k", "per_10k_reference", "per_10k_period", "df", "df_reference", "g2"),
    *("log_ratio", "log_ratio_low", "log_ratio_high", "diff_percent", "z_articles", "p_articles", "q", "status"),
)


class Side(NamedTuple):
    """What is known of one side, term by term; scatter is None where its articles are not known."""

    n: np.ndarray
    total: int
    df: np.ndarray
    articles: int
    scatter: Scatter | None
    listed: np.ndarray


def keyness(
    tokens: pd.DataFrame, reference: Reference | pd.DataFrame | None = None, period: int | str | Iterable[object] | None = None
) -> pd.DataFrame:
    """One row per term, from the most overused to the most underused: counts, effect sizes, a test over articles, a status.

    reference: a Reference (tifaku.tables.reference: 2,938 work reports unless given; a list or folder of yours), or the tokens of
    other articles. period: when the articles are of, as a year, "2019-2020", or the year or date of each; a reference that
    knows its periods then says what was usual in these years. Rows: the terms of `tokens`, those of the reference that are
    tested, and those that do not occur here though at least 5 were expected.

    *Described*: n and n_reference (occurrences), per_10k, per_10k_reference, per_10k_period (of 10,000 tokens), df and
    df_reference (articles with the term), g2 (log-likelihood of tokens, negative for underuse, Rayson & Garside 2000),
    log_ratio (binary logarithm of the ratio of rates, Hardie 2014; 1 is twice as frequent), diff_percent (Gabrielatos &
    Marchi 2011); in these two an occurrence of 0 counts as 0.5. log_ratio_low, _high: the 95% interval of articles
    (tables.measures.scatter), where both sides have 10 articles and at least 5 have the term.
    *Tested*: that the rates of an article here and of one there are alike in rank (Wilcoxon–Mann–Whitney, recommended by
    Sönning 2023, CLLT, doi 10.1515/cllt-2022-0116), for terms in at least 5 articles; z_articles, positive for overuse;
    p_articles; q: p after Benjamini & Hochberg (1995) over all terms tested, so that of those with q < 0.05 one in
    twenty is expected to be chance. Not tested (p and q are nan): names of places, which set any two corpora apart; words
    of title lines and glossaries, which the work reports were counted without; terms in fewer than 5 articles; anything
    where one side has fewer than 10 articles, or is a list of counts that tells no articles apart.
    *status*: key or underused: q < 0.05 (against a list 0.01, since no corpus is a random sample of what the list was
    counted from), and the interval of log_ratio lies on the same side of 0; moves with the register: so against all years, but
    not, or the other way, against its own period; not significant; not tested; not in the reference: the list does not have
    the term (of work reports, fewer than 3 of 2,938 have it), which says nothing of its frequency: such statistics are 0.

    Limits: near-duplicates count as independent articles; drop them first. Articles are tested as if drawn from more of
    their kind. Against much longer or shorter articles, presence alone differs by length: hence the second condition.
    """
    here = count(tokens)
    if not here.documents:
        return refused(COLUMNS, "keyness needs articles with tokens, and there are none: add articles")
    reference = work_reports() if reference is None else reference
    there = reference.articles if isinstance(reference, Reference) else count(reference)
    if there is None:
        of = reference.documents if reference.spread else None
        return judged(*_against_list(here, reference, period), _why_not(here.documents, of), ALPHA_OF_LIST)
    if not there.documents:
        return refused(COLUMNS, "keyness needs articles in the reference: add articles or take a Reference")
    pool, mine = _joined(here, there)
    return judged(*against_others(ranked(pool), mine), _why_not(here.documents, there.documents))


def _why_not(here: int, there: int | None) -> str:
    """Why nothing was tested, if nothing was."""
    if here < LEAST_ARTICLES:
        articles = "1 article is" if here == 1 else f"{here} articles are"
        return f"{articles} described and not tested, for a test over articles needs {LEAST_ARTICLES}"
    if there is None:
        return "the terms are described and not tested, for the reference is a list of counts that tells no articles apart"
    if there < LEAST_ARTICLES:
        return f"the terms are described and not tested, for the reference has fewer than {LEAST_ARTICLES} articles"
    return f"the terms are described and not tested, for none stands in {LEAST_WITH_TERM} articles"


def _joined(here: Counts, there: Counts) -> tuple[Counts, np.ndarray]:
    """The counts of both, articles without tokens left out, and which articles are those from here."""
    terms = here.terms.union(there.terms)
    sides = [counts.only(counts.doc_n > 0) for counts in (here, there)]
    term = [terms.get_indexer(side.terms)[side.term] for side in sides]
    doc = sides[0].doc, sides[1].doc + sides[0].documents
    names = pd.RangeIndex(sum(side.documents for side in sides))
    pool = Counts(names, terms, np.concatenate(doc), np.concatenate(term), np.concatenate([side.n for side in sides]))
    return pool, np.arange(len(names)) < sides[0].documents


def against_others(articles: Ranked, mine: np.ndarray) -> tuple[pd.DataFrame, np.ndarray]:
    """The table of the articles for which `mine` is true against the others, not yet judged, and which rows are tested."""
    pool = articles.counts
    here, there = (_side_of(pool, side) for side in (mine, ~mine))
    testable = min(here.articles, there.articles) >= LEAST_ARTICLES
    found = rank_sum(articles, mine) if testable else None
    candidates = (pool.df >= LEAST_WITH_TERM) & ~_places(pool.terms) & testable
    rows = (here.n > 0) | candidates | (there.n / there.total * here.total >= MIN_EXPECTED)
    table = _table(pool.terms, here, there, found, candidates)
    return table[rows].reset_index(drop=True), candidates[rows]


def _side_of(pool: Counts, mine: np.ndarray) -> Side:
    own = mine[pool.doc]
    n = pool.per_term(pool.n * own).astype(np.int64)
    df = np.bincount(pool.term[own], minlength=len(pool.terms))
    return Side(n, int(pool.doc_n[mine].sum()), df, int(np.count_nonzero(mine)), scatter(pool, mine), np.ones(len(n), bool))


@cache
def _place_names() -> frozenset[str]:
    """Names of places: by the table of work reports, and the official divisions that it does not list (小城镇 is a word)."""
    listed = work_reports()
    return listed.places | {place.term for place in place_names()}.difference(listed.counts.index)


def _places(terms: pd.Index) -> np.ndarray:
    """Which terms name a place."""
    return np.fromiter(map(_place_names().__contains__, terms), bool, len(terms))


def _against_list(
    here: Counts, reference: Reference, period: int | str | Iterable[object] | None
) -> tuple[pd.DataFrame, np.ndarray]:
    """The table of articles against a list, tested where the list knows how its counts lie over articles."""
    listed, n, spread = reference.counts.index, reference.counts.to_numpy(), reference.spread
    documents = reference.documents or 0
    testable = spread is not None and min(here.documents, documents) >= LEAST_ARTICLES
    expected = n / reference.total * here.total >= MIN_EXPECTED
    terms = here.terms.union(listed if testable else listed[expected])
    at, own = listed.get_indexer(terms), here.terms.get_indexer(terms)
    side = Side(_at(here.term_n, own), here.total, _at(here.df, own), here.documents, _scatter_at(here, own), own >= 0)
    other = _listed_side(reference, at)
    found, candidates = None, np.zeros(len(terms), bool)
    if spread is not None and testable:
        found = _rank_sum_of_list(here, spread, terms.get_indexer(listed), listed, documents, len(terms))
        candidates = (at >= 0) & (side.df + other.df >= LEAST_WITH_TERM) & ~_places(terms) & ~terms.isin(reference.paratext)
    years = [] if period is None else _years(period)
    usual = _at(spread.of_period(years), at, np.nan) if spread and spread.periods and years else None
    table = _table(terms, side, other, found, candidates, usual)
    rows = (own >= 0) | candidates | _at(expected, at, False)
    return table[rows].reset_index(drop=True), candidates[rows]


def _at(values: np.ndarray, at: np.ndarray, missing: float = 0) -> np.ndarray:
    """The values at these positions; `missing` where the position is -1."""
    return np.append(values, missing)[at]


def _scatter_at(here: Counts, own: np.ndarray) -> Scatter:
    """The scatter of the articles' terms, and for a term that none has that of half an occurrence."""
    missing = np.log(0.5 / here.total), 1.0, max(here.documents - 1.0, 1.0)
    return Scatter(*(_at(column, own, value) for column, value in zip(scatter(here), missing)))


def _listed_side(reference: Reference, at: np.ndarray) -> Side:
    """A list as a side; a list of all terms of a corpus says 0 of the others, a mere list says nothing."""
    n, spread = _at(reference.counts.to_numpy(), at), reference.spread
    listed = (at >= 0) | reference.complete
    if spread is None:
        return Side(n, reference.total, np.zeros(len(at), np.int64), 0, None, listed)
    documents = reference.documents or 0
    variance = _at((spread.sd / spread.mean) ** 2 / max(documents, 1), at, 1.0)
    found = Scatter(np.log((n + 0.5) / reference.total), variance, np.full(len(at), max(documents - 1, 1)))
    return Side(n, reference.total, _at(spread.n_documents, at), documents, found, listed)


def _rank_sum_of_list(here: Counts, spread: Spread, to: np.ndarray, listed: pd.Index, documents: int, size: int) -> RankSum:
    """The rank sum for the terms of a table; `to`: the row of each term of the list; a term that is not listed has p 1."""
    position = listed.get_indexer(here.terms)[here.term]
    known = position >= 0
    term, rate = position[known], (here.n / here.doc_n[here.doc])[known]
    found = rank_sum_of_rates(term, spread.below(term, rate), here.documents, spread.n_documents, documents)
    columns = np.zeros(size), np.zeros(size), np.ones(size)
    for column, values in zip(columns, found):
        column[to] = values
    return RankSum(*columns)


def _years(period: int | str | Iterable[object]) -> list[int]:
    """Each year of a period; none where no article has a date."""
    if isinstance(period, str):
        ends = [int(year) for year in re.findall(r"\d{4}", period)]
        if not ends:
            raise ValueError(f"keyness can't read the period {period!r}: give a year, '2019-2020', or the dates of the articles")
        period = range(ends[0], ends[-1] + 1)
    return (
        [int(period)] if isinstance(period, (int, np.integer)) else [int(str(year)[:4]) for year in period if not pd.isna(year)]
    )


def _table(
    terms: pd.Index, here: Side, there: Side, found: RankSum | None, tested: np.ndarray, usual: np.ndarray | None = None
) -> pd.DataFrame:
    overall = (here.n + there.n) / (here.total + there.total)
    expected = here.total * overall
    g2 = np.sign(here.n - expected) * log_likelihood((here.n, expected), (there.n, there.total * overall))
    ratio = np.where(there.listed, log_ratio(here.n, here.total, there.n, there.total), 0.0)
    ends = np.full((2, len(terms)), np.nan)
    covered = np.flatnonzero(there.listed & (here.df + there.df >= LEAST_WITH_TERM))
    if there.scatter and here.scatter and min(here.articles, there.articles) >= LEAST_ARTICLES:
        ends[:, covered] = log_ratio_interval(here.scatter.at(covered), there.scatter.at(covered))
    return pd.DataFrame(
        {
            "term": terms,
            "n": here.n,
            "n_reference": there.n,
            "per_10k": here.n / here.total * 10_000,
            "per_10k_reference": there.n / there.total * 10_000,
            "per_10k_period": np.nan if usual is None else usual * 10_000,
            "df": here.df,
            "df_reference": there.df,
            "g2": np.where(there.listed, g2, 0.0),
            "log_ratio": ratio,
            "log_ratio_low": ends[0],
            "log_ratio_high": ends[1],
            "diff_percent": 100 * (2**ratio - 1),
            "z_articles": np.where(tested, found.z, np.nan) if found else np.nan,
            "p_articles": np.where(tested, found.p, np.nan) if found else np.nan,
            "q": np.nan,
            "status": np.where(there.listed, NOT_TESTED, NOT_LISTED),
        },
        copy=False,
    )


def judged(table: pd.DataFrame, tested: np.ndarray, why_not: str = "", alpha: float = ALPHA) -> pd.DataFrame:
    """The table in order, with q over the rows tested and a status for each row; a notice where nothing could be tested."""
    if not tested.any():
        table.attrs["notice"] = why_not
        return table.sort_values(["g2", "term"], ascending=[False, True], ignore_index=True)
    q = np.full(len(table), np.nan)
    q[tested] = false_discovery(table["p_articles"].to_numpy()[tested])
    sign = np.sign(table["z_articles"].to_numpy())
    low, high = table["log_ratio_low"].to_numpy(), table["log_ratio_high"].to_numpy()
    sure = tested & (q < alpha) & (np.where(sign > 0, low, -high) > 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        shift = np.log2(table["per_10k_reference"] / table["per_10k_period"]).to_numpy()
    moves = sure & (np.where(sign > 0, low + shift, -high - shift) <= 0)  # a period that is not known says nothing
    status = np.select([moves, sure & (sign > 0), sure, tested], [MOVES, KEY, UNDERUSED, NOT_SIGNIFICANT], table["status"])
    table = table.assign(q=q, status=status).sort_values(["g2", "term"], ascending=[False, True], ignore_index=True)
    table.attrs["alpha"] = alpha  # of the findings, the share expected to be chance
    return table


def surest_first(table: pd.DataFrame) -> pd.DataFrame:
    """The rows of a keyness or compare table with what is key first, then what is underused, then the rest in their order.

    Key and underused terms are ordered by the z of their test, the farthest from 0 first.
    """
    rank = table["status"].map({KEY: 0, UNDERUSED: 1}).fillna(2)
    far = table["z_articles"].abs().where(rank < 2, 0)
    return table.assign(rank=rank, far=-far).sort_values(["rank", "far"], kind="stable", ignore_index=True)[table.columns]


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

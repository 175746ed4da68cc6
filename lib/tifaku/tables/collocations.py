"""Collocations and n-grams: the terms that keep company with a term within its sentence, and those that stand side by side."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cache
from typing import Iterable

import numpy as np
import pandas as pd
from scipy.special import gammaln, ndtr

from tifaku.datasets import Dataset
from tifaku.tables.measures import LEAST_ARTICLES, LEAST_WITH_TERM, false_discovery, log_likelihood
from tifaku.tokens import stored
from tifaku.tokens.counts import checked, coded
from tifaku.tokens.stored_tokens import StoredTokens

GRAIN = 2**20
COLUMNS = (
    *("node", "collocate", "n", "n_node", "n_collocate", "expected", "log_dice", "g2", "mi", "t"),
    *("articles", "n_shuffled", "z_articles", "p_articles", "q"),
)


def collocations(
    tokens: pd.DataFrame | StoredTokens | Dataset, nodes: str | Iterable[str], window: int = 5, min_n: int = 2
) -> pd.DataFrame:
    """One row per node and collocate: how often they stand together, how closely, and whether more than chance would have it.

    A collocate stands within `window` rows of `tokens` before or after the node in the same sentence; a token between
    two nodes counts once. No row for a node that does not occur. n: such tokens, at least min_n; n_node, n_collocate:
    occurrences of either; expected: n if the collocate were spread at random, n_collocate by the share of all tokens but the
    node's that stand in its windows (surface co-occurrence, Evert 2008).
    *Described*: log_dice: 14 + log2(2 n / (n_node + n_collocate)), at most about 14, not dependent on corpus size (Rychlý
    2008); g2: log-likelihood of the 2 × 2 table of tokens, negative where n is less than expected (Dunning 1993); mi:
    log2(n / expected) (Church & Hanks 1990), high for rare words; t: (n - expected) / √n (Church et al. 1991), high for
    frequent ones; articles: those in which the two stand together.
    *Tested*: that they stand as near as when the words of each sentence are shuffled: n_shuffled is the mean of n then, exact,
    not drawn. z_articles sums what each article has above its own mean, by the root of the sum of the squares (each article
    counts as one chance, as when its sign is tossed); p_articles two-sided, q after Benjamini & Hochberg (1995) over all pairs
    tested: those in 5 articles or more, where the node stands in 10; else nan.
    Order: the closest first by log_dice, after them the pairs in fewer than 5 articles, which one author's habit can make.
    Give it words(tokens) so that punctuation does not fill the window; a dataset of tifaku.scale is read one partition at a
    time. ValueError for a window below 1.

    >>> import tifaku
    >>> tokens = tifaku.words(tifaku.tokenize("推动产业振兴。推动产业发展。农民增收。"))  # 'advance industry … farmers earn more'
    >>> collocations(tokens, "产业")[["collocate", "n"]].values.tolist()
    [['推动', 2]]

    Limits: one token is one unit, so a node must be a token; kwic finds other strings. Two words that share sentences but not
    places in them are no collocation by this test; in sentences shorter than the window it can say nothing.
    """
    if window < 1:
        raise ValueError(f"collocations needs a window of 1 or more tokens, not {window}")
    nodes = [nodes] if isinstance(nodes, str) else list(dict.fromkeys(nodes))
    columns = ("doc_id", "token", "start", "sentence")
    total: Counter[str] = Counter()
    around = {node: _Around() for node in nodes}
    lies = isinstance(tokens, (StoredTokens, Dataset))
    for part in stored(tokens).parts(columns) if lies else [checked(tokens, *columns)]:
        _add(part, total, around, window)
    tables = [_of_node(node, around[node], total, min_n) for node in nodes if around[node].at]
    return _tested(pd.concat(tables, ignore_index=True)) if tables else pd.DataFrame(columns=list(COLUMNS))


@dataclass
class _Around:
    """A node: how often it occurs, in how many articles, and how often each term stands in its windows.

    sums: for each term, over the articles: those in which it stands there, how often when shuffled, what it has above that,
    and the square of this.
    """

    at: int = 0
    articles: int = 0
    terms: Counter[str] = field(default_factory=Counter)
    sums: dict[str, np.ndarray] = field(default_factory=lambda: defaultdict(lambda: np.zeros(4)))


def _add(tokens: pd.DataFrame, total: Counter[str], around: dict[str, _Around], window: int) -> None:
    """Count the terms of some whole articles, and those around each node."""
    tokens = tokens.sort_values(["doc_id", "start"], kind="stable")
    code, terms = coded(tokens["token"])
    doc = coded(tokens["doc_id"])[0]
    sentence = _sentence_numbers(doc, tokens["sentence"].to_numpy())
    total.update(_counted(code, terms))
    for node, found in around.items():
        if node in terms:
            at = np.flatnonzero(code == terms.get_loc(node))
            near = _near(at, sentence, window)
            found.at += len(at)
            found.articles += len(np.unique(doc[at]))
            found.terms.update(_counted(code[near], terms))
            _add_articles(found, code, terms, doc, near, *_chances(at, sentence, window))


def _counted(code: np.ndarray, terms: pd.Index) -> dict[str, int]:
    n = np.bincount(code, minlength=len(terms))
    used = np.flatnonzero(n)
    return dict(zip(terms[used], n[used].tolist()))


def _sentence_numbers(doc: np.ndarray, sentence: np.ndarray) -> np.ndarray:
    """A number for each sentence of the whole table."""
    return np.cumsum((np.diff(doc, prepend=-1) != 0) | (np.diff(sentence, prepend=-1) != 0))


def _near(at: np.ndarray, sentence: np.ndarray, window: int) -> np.ndarray:
    """The positions within the window of any position in `at` and in the same sentence, without those themselves."""
    near = (at[:, None] + np.arange(-window, window + 1)).ravel()
    own = np.repeat(at, 2 * window + 1)
    inside = (near >= 0) & (near < len(sentence))
    near, own = near[inside], own[inside]
    return np.setdiff1d(near[sentence[near] == sentence[own]], at)


def _chances(at: np.ndarray, sentence: np.ndarray, window: int) -> tuple[np.ndarray, np.ndarray]:
    """The other tokens of the node's sentences, and for each the chance to stand in its windows when they are shuffled."""
    found, nodes = np.unique(sentence[at], return_counts=True)
    first, after = np.searchsorted(sentence, found), np.searchsorted(sentence, found, side="right")
    length = after - first
    chance = np.array([_chance(a, b, window) for a, b in zip(length.tolist(), nodes.tolist())])
    others = np.arange(length.sum()) + np.repeat(first - np.cumsum(length) + length, length)
    no_node = ~np.isin(others, at, assume_unique=True)
    return others[no_node], np.repeat(chance, length)[no_node]


@cache
def _chance(length: int, nodes: int, window: int) -> float:
    """The chance of a token to stand within the window of one of the nodes of its sentence, all orders alike likely."""
    place = np.arange(length)
    beside = np.minimum(place, window) + np.minimum(length - 1 - place, window)
    rest, others = length - 1, np.maximum(length - 1 - beside - nodes, 0)
    none = np.exp(gammaln(rest - beside + 1) - gammaln(others + 1) - gammaln(rest + 1) + gammaln(rest - nodes + 1))
    return float(1 - np.where(rest - beside >= nodes, none, 0).mean())


def _add_articles(found: _Around, code, terms: pd.Index, doc, near, others: np.ndarray, chance: np.ndarray) -> None:
    """Add up, over the articles, what each term has beside the node, and would have if their sentences were shuffled."""
    width = len(terms)
    pairs, which = np.unique(doc[others].astype(np.int64) * width + code[others], return_inverse=True)
    mean = _grained(np.bincount(which, chance, minlength=len(pairs)))
    n = np.bincount(np.searchsorted(pairs, doc[near].astype(np.int64) * width + code[near]), minlength=len(pairs))
    own, which = np.unique(pairs % width, return_inverse=True)
    over = n - mean
    columns = [np.bincount(which, values) for values in (n > 0, mean, over, _grained(over**2))]
    for term, sums in zip(terms[own], np.transpose(columns)):
        found.sums[term] += sums


def _grained(values: np.ndarray) -> np.ndarray:
    """Rounded to a millionth or so: sums of such fractions are exact, in whatever order the articles come."""
    return np.rint(values * GRAIN) / GRAIN


def _of_node(node: str, around: _Around, total: Counter[str], min_n: int) -> pd.DataFrame:
    terms = pd.Index([term for term, n in around.terms.items() if n >= min_n], dtype=object)
    row, size, at = around.terms.total(), total.total() - around.at, around.at
    n, column = (np.array([counts[term] for term in terms], np.int64) for counts in (around.terms, total))
    expected = row * column / size
    table = pd.DataFrame({"node": node, "collocate": terms, "n": n, "n_node": at, "n_collocate": column})
    table["expected"] = expected
    table["log_dice"] = 14 + np.log2(2 * n / (at + column))
    table["g2"] = np.sign(n - expected) * _contingency_g2(n, row, column, size)
    table["mi"] = np.log2(n / expected)
    table["t"] = (n - expected) / np.sqrt(n)
    sums = np.array([around.sums[term] for term in terms]).reshape(-1, 4)
    table["articles"], table["n_shuffled"] = sums[:, 0].astype(np.int64), sums[:, 1]
    enough = (table["articles"] >= LEAST_WITH_TERM) & (around.articles >= LEAST_ARTICLES)
    z = np.divide(sums[:, 2], np.sqrt(sums[:, 3]), out=np.zeros(len(sums)), where=sums[:, 3] > 0)
    table["z_articles"] = np.where(enough, z, np.nan)
    return table


def _tested(table: pd.DataFrame) -> pd.DataFrame:
    """The table in order, with p and q of the pairs that were tested."""
    table["p_articles"] = 2 * ndtr(-table["z_articles"].abs().to_numpy())
    tested = table["p_articles"].notna()
    table["q"] = np.nan
    if tested.any():
        table.loc[tested, "q"] = false_discovery(table.loc[tested, "p_articles"].to_numpy())
    table["node"] = pd.Categorical(table["node"], table["node"].unique())
    few = table["articles"] < LEAST_WITH_TERM
    table = table.assign(few=few).sort_values(["node", "few", "log_dice", "collocate"], ascending=[True, True, False, True])
    return table.drop(columns="few").astype({"node": object}).reset_index(drop=True)


def _contingency_g2(n: np.ndarray, row: int, column: np.ndarray, size: int) -> np.ndarray:
    """G² of the table of n, its row and column sums and the sample size."""
    cells = []
    for observed, r, c in ((n, row, column), (row - n, row, size - column), (column - n, size - row, column)):
        cells.append((observed, r * c / size))
    cells.append((size - row - column + n, (size - row) * (size - column) / size))
    return log_likelihood(*cells)


def ngrams(tokens: pd.DataFrame | StoredTokens | Dataset, n: int = 2) -> pd.DataFrame | StoredTokens:
    """One row per run of n tokens: doc_id, start, end, token, sentence; token is the n tokens with a space between.

    A run lies within one sentence and has no gap, so none crosses a line end, a stop or anything left out of `tokens`,
    such as the punctuation that `words` leaves out. The rows count like tokens: term_frequency(ngrams(tokens, 2)), and keyness
    tests them by articles as it does words (against other articles; no list has them). Those of a dataset are counted on the
    disk. ValueError for n < 1.

    >>> import tifaku
    >>> tokens = tifaku.words(tifaku.tokenize("产业兴旺、生态宜居"))  # 'thriving industry, a liveable environment'
    >>> ngrams(tokens).token.to_list()
    ['产业 兴旺', '生态 宜居']
    """
    if n < 1:
        raise ValueError(f"ngrams can't make runs of {n} tokens: give 1 or more")
    if isinstance(tokens, (StoredTokens, Dataset)):
        return stored(tokens).ngrams(n)
    tokens = checked(tokens, "doc_id", "token", "start", "end", "sentence")
    tokens = tokens if _in_order(tokens) else tokens.sort_values(["doc_id", "start"], kind="stable")
    first = _unbroken(tokens, n)
    joined = _joined(*coded(tokens["token"]), first, n)
    table = tokens.iloc[first][["doc_id", "start", "sentence"]].reset_index(drop=True)
    table.insert(2, "end", tokens["end"].to_numpy()[first + n - 1])
    table.insert(3, "token", joined)
    return table


def _in_order(tokens: pd.DataFrame) -> bool:
    """Whether the tokens stand as `tokenize` gives them."""
    if not isinstance(tokens["doc_id"].dtype, pd.CategoricalDtype):
        return False
    doc, start = tokens["doc_id"].cat.codes.to_numpy(), tokens["start"].to_numpy()
    return bool(((doc[1:] > doc[:-1]) | (doc[1:] == doc[:-1]) & (start[1:] >= start[:-1])).all())


def _joined(code: np.ndarray, names: pd.Index, first: np.ndarray, n: int) -> pd.Categorical:
    """The words of each run from `first` with blanks between; strings are put together once for each run that differs."""
    run: np.ndarray = code[first].astype(np.int64)
    for k in range(1, n):  # numbered anew, for else the numbers grow too large; in the order of their words
        _, run = np.unique(run * max(len(names), 1) + code[first + k], return_inverse=True)
    place = np.zeros(run.max(initial=-1) + 1, np.int64)
    place[run] = first  # any of its places
    words = names.to_numpy(object)
    joined = [" ".join(parts) for parts in zip(*(words[code[place + k]].tolist() for k in range(n)))]
    same, different = pd.factorize(np.array(joined, object))  # words can hold blanks
    return pd.Categorical.from_codes(same[run], pd.Index(different, dtype=object))


def _unbroken(tokens: pd.DataFrame, n: int) -> np.ndarray:
    """The positions from which n tokens follow each other in one sentence without a gap."""
    doc, sentence = coded(tokens["doc_id"])[0], tokens["sentence"].to_numpy()
    start, end = tokens["start"].to_numpy(), tokens["end"].to_numpy()
    joins = (doc[1:] == doc[:-1]) & (sentence[1:] == sentence[:-1]) & (start[1:] == end[:-1])
    gaps_before = np.concatenate([[0], np.cumsum(~joins)])
    last = np.arange(max(len(tokens) - n + 1, 0))
    return last[gaps_before[last + n - 1] == gaps_before[last]] if len(tokens) else last

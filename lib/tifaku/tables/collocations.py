"""Collocations: the terms that keep company with a term, within its sentence."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Iterable

import numpy as np
import pandas as pd

from tifaku.datasets import Dataset
from tifaku.tables.measures import log_likelihood
from tifaku.tokens import stored
from tifaku.tokens.counts import checked, coded
from tifaku.tokens.stored_tokens import StoredTokens

COLUMNS = ("node", "collocate", "n", "n_node", "n_collocate", "expected", "log_dice", "g2", "mi", "t")


def collocations(
    tokens: pd.DataFrame | StoredTokens | Dataset, nodes: str | Iterable[str], window: int = 5, min_n: int = 2
) -> pd.DataFrame:
    """One row per node and collocate, the closest first: the columns below; no row for a node that does not occur.

    A collocate stands within `window` rows of `tokens` before or after the node in the same sentence; a token between
    two nodes counts once. n: such tokens, at least min_n; n_node, n_collocate: occurrences of either; expected: n if the
    collocate were spread at random, n_collocate by the share of all tokens but the node's that stand in its windows
    (surface co-occurrence, Evert 2008). log_dice: 14 + log2(2 n / (n_node + n_collocate)), at most about 14, not
    dependent on corpus size (Rychlý 2008); g2: log-likelihood of the 2 × 2 table, negative where n is less than expected
    (Dunning 1993); mi: log2(n / expected) (Church & Hanks 1990), high for rare words; t: (n - expected) / √n (Church et
    al. 1991), high for frequent ones.
    Give it words(tokens) so that punctuation does not fill the window; a dataset of tifaku.scale is read one partition at a
    time. ValueError for a window below 1.

    >>> import tifaku
    >>> tokens = tifaku.words(tifaku.tokenize("推动产业振兴。推动产业发展。农民增收。"))  # 'advance industry … farmers earn more'
    >>> collocations(tokens, "产业")[["collocate", "n"]].values.tolist()
    [['推动', 2]]

    Limits: one token is one unit, so a node must be a token; kwic finds other strings.
    """
    if window < 1:
        raise ValueError(f"collocations needs a window of 1 or more tokens, not {window}")
    nodes = [nodes] if isinstance(nodes, str) else list(dict.fromkeys(nodes))
    columns = ("doc_id", "token", "start", "sentence")
    total: Counter[str] = Counter()
    around = {node: _Around() for node in nodes}
    lies = isinstance(tokens, (StoredTokens, Dataset))
    parts = stored(tokens).parts(columns) if lies else [checked(tokens, *columns)]
    for part in parts:
        _add(part, total, around, window)
    tables = [_of_node(node, around[node], total) for node in nodes if around[node].at]
    tables = [table[table["n"] >= min_n] for table in tables]
    return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=list(COLUMNS))


@dataclass
class _Around:
    """A node: how often it occurs, and how often each term stands in its windows."""

    at: int = 0
    terms: Counter[str] = field(default_factory=Counter)


def _add(tokens: pd.DataFrame, total: Counter[str], around: dict[str, _Around], window: int) -> None:
    """Count the terms of some whole articles, and those around each node."""
    tokens = tokens.sort_values(["doc_id", "start"], kind="stable")
    code, terms = coded(tokens["token"])
    sentence = _sentence_numbers(tokens)
    total.update(_counted(code, terms))
    for node, found in around.items():
        if node in terms:
            at = np.flatnonzero(code == terms.get_loc(node))
            found.at += len(at)
            found.terms.update(_counted(code[_near(at, sentence, window)], terms))


def _counted(code: np.ndarray, terms: pd.Index) -> dict[str, int]:
    n = np.bincount(code, minlength=len(terms))
    used = np.flatnonzero(n)
    return dict(zip(terms[used], n[used].tolist()))


def _sentence_numbers(tokens: pd.DataFrame) -> np.ndarray:
    """A number for each sentence of the whole table."""
    doc, sentence = coded(tokens["doc_id"])[0], tokens["sentence"].to_numpy()
    return np.cumsum((np.diff(doc, prepend=-1) != 0) | (np.diff(sentence, prepend=-1) != 0))


def _near(at: np.ndarray, sentence: np.ndarray, window: int) -> np.ndarray:
    """The positions within the window of any position in `at` and in the same sentence, without those themselves."""
    near = (at[:, None] + np.arange(-window, window + 1)).ravel()
    own = np.repeat(at, 2 * window + 1)
    inside = (near >= 0) & (near < len(sentence))
    near, own = near[inside], own[inside]
    return np.setdiff1d(near[sentence[near] == sentence[own]], at)


def _of_node(node: str, around: _Around, total: Counter[str]) -> pd.DataFrame:
    terms = pd.Index(around.terms, dtype=object)
    n, column = np.array([*around.terms.values()], np.int64), np.array([total[term] for term in terms], np.int64)
    row, size, at = n.sum(), total.total() - around.at, around.at
    expected = row * column / size
    table = pd.DataFrame({"node": node, "collocate": terms, "n": n, "n_node": at, "n_collocate": column})
    table["expected"] = expected
    table["log_dice"] = 14 + np.log2(2 * n / (at + column))
    table["g2"] = np.sign(n - expected) * _contingency_g2(n, row, column, size)
    table["mi"] = np.log2(n / expected)
    table["t"] = (n - expected) / np.sqrt(n)
    return table.sort_values(["log_dice", "collocate"], ascending=[False, True], ignore_index=True)


def _contingency_g2(n: np.ndarray, row: int, column: np.ndarray, size: int) -> np.ndarray:
    """G² of the table of n, its row and column sums and the sample size."""
    cells = []
    for observed, r, c in ((n, row, column), (row - n, row, size - column), (column - n, size - row, column)):
        cells.append((observed, r * c / size))
    cells.append((size - row - column + n, (size - row) * (size - column) / size))
    return log_likelihood(*cells)

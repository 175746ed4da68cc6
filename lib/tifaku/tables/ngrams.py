"""N-grams: tokens that stand side by side."""

from __future__ import annotations

import numpy as np
import pandas as pd

from tifaku.datasets import Dataset
from tifaku.tokens import stored
from tifaku.tokens.counts import checked, coded
from tifaku.tokens.stored_tokens import StoredTokens


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

"""The table of tokens: one row per token; what depends on the word alone is worked out once per word."""

from __future__ import annotations

from typing import Callable

import numpy as np
import pandas as pd

from tifaku.tokens.cutting import Cut
from tifaku.tokens.terms import stopwords

Tagger = Callable[[list[str]], list[str]]
_SENTENCE_ENDS = frozenset(["。", "！", "？", "!", "?", "…", "\n", "\r\n"])


def token_table(doc_ids: list[str], cuts: list[Cut], vocabulary: dict[str, int], tags: Tagger) -> pd.DataFrame:
    """The table that tokenize gives; `tags` is the function from a list of words to their parts of speech."""
    sizes = np.array([len(cut.tokens) for cut in cuts], np.int64)
    words, code = _coded(cuts, vocabulary)
    length = np.fromiter(map(len, words), np.int32, len(words))[code]
    before = np.cumsum(sizes) - sizes
    firsts = np.array([n + first for n, cut in zip(before, cuts) for first, _ in cut.stretches], np.int64)
    begins = np.array([start for cut in cuts for _, start in cut.stretches], np.int64)
    start = _starts(length, firsts, begins)
    is_formula = np.zeros(len(code), bool)
    is_formula[[n + at for n, cut in zip(before, cuts) for at in cut.formulas]] = True
    return pd.DataFrame(
        {
            "doc_id": _categorical(np.repeat(np.arange(len(doc_ids)), sizes), doc_ids),
            "start": start,
            "end": start + length,
            "token": _categorical(code, words),
            "pos": _pos(tags(words), code, is_formula),
            "is_formula": is_formula,
            "is_stop": _of_words(stopwords(), words, code),
            "sentence": _sentences(_of_words(_SENTENCE_ENDS, words, code), firsts, sizes),
        },
        copy=False,
    )


def _coded(cuts: list[Cut], vocabulary: dict[str, int]) -> tuple[list[str], np.ndarray]:
    """All words in order of their characters, and each token as its number in them."""
    words = list(vocabulary)
    order = sorted(range(len(words)), key=words.__getitem__)
    rank = np.empty(len(words), np.int32)
    rank[order] = np.arange(len(words))
    return [words[i] for i in order], rank[np.concatenate([cut.tokens for cut in cuts])] if cuts else rank


def _of_words(chosen: frozenset[str], words: list[str], code: np.ndarray) -> np.ndarray:
    """Which tokens are among the words chosen."""
    return np.fromiter(map(chosen.__contains__, words), bool, len(words))[code]


def _starts(length: np.ndarray, firsts: np.ndarray, begins: np.ndarray) -> np.ndarray:
    """Where each token starts in its text: within a stretch, one follows the other."""
    if not len(length):
        return np.zeros(0, np.int64)
    at = np.cumsum(length, dtype=np.int64)
    at -= length
    at += np.repeat(begins - at[firsts], np.diff(firsts, append=len(length)))
    return at


def _sentences(ends: np.ndarray, firsts: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """The number of each token's sentence, from 0 in each document."""
    opens = np.zeros(len(ends), np.int32)
    opens[1:] = ends[:-1]
    opens[firsts] = 1
    number = np.cumsum(opens, dtype=np.int32)
    full = sizes > 0
    return number - np.repeat(number[(np.cumsum(sizes) - sizes)[full]], sizes[full])


def _categorical(codes: np.ndarray, names: list[str]) -> pd.Categorical:
    return pd.Categorical.from_codes(codes, pd.Index(names, dtype=object))


def _pos(tags: list[str], code: np.ndarray, is_formula: np.ndarray) -> pd.Categorical:
    """The tag of each word; l, jieba's tag for a set phrase, for a formula."""
    number = {tag: i for i, tag in enumerate(sorted({*tags, "l"}))}
    numbers = np.fromiter(map(number.__getitem__, tags), np.int8, len(tags))[code]
    numbers[is_formula] = number["l"]
    return _categorical(numbers, list(number))

"""Duplicates: which articles are reprints of one another, whole or nearly, so that a reprint need not count twice."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Callable, Iterable

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from tifaku.text.documents import Document

#: Articles with 0 to 250 of 1,500 characters cut out and another title share 0.81 and more of their 5-grams; no two of 250
#: yearly government work reports (of one city, or of one year) more than 0.07.
LEAST_SHARED = 0.7
#: Up to here every pair is compared, so that the few articles of a small study are judged without chance.
FEW_ARTICLES = 50
#: Numbers in a sketch, and how many of them side by side make a band.
SKETCH, BAND = 64, 4
#: By how much the share of numbers that two sketches have in common may fall short of that of their grams: three and a half
#: times its standard deviation.
_SLACK = 0.2
_NO_WORD = re.compile(r"[\W_]+")


def cluster_of(docs: Iterable[Document], least_shared: float = LEAST_SHARED) -> pd.Series:
    """A Series by doc_id: for each article the doc_id of the first article that it reprints, or its own where it reprints none.

    Two articles belong together where their character 5-grams (of `body`, without marks and spaces) have a Jaccard
    similarity of at least `least_shared` (0 to 1). In doc_id order, each article joins the cluster whose first article is
    most like it. From 51 articles on MinHash finds which ones to compare (Broder 1997).

    >>> import tifaku
    >>> docs = [tifaku.read_text("坚持党建引领，推进乡村振兴。", "a"), tifaku.read_text("坚持黨建引領,推進鄉村振興。", "b")]
    >>> cluster_of(docs).to_dict()  # 'uphold Party building as the lead, advance rural revival': b is a in traditional script
    {'a': 'a', 'b': 'a'}

    Limit: an article of which half was reprinted is not found, nor is one passage shared by two articles. By
    calculation MinHash misses one in 80 pairs at 0.7, one in 430 at 0.75, one in 4,500 at 0.8.
    """
    import pandas as pd

    clusters = _clusters(tuple(sorted(docs, key=lambda doc: doc.doc_id)), least_shared)
    return pd.Series(clusters, name="cluster", dtype=object).rename_axis("doc_id")


@lru_cache(maxsize=1)  # several tables of one corpus ask for it
def _clusters(docs: tuple[Document, ...], least_shared: float) -> dict[str, str]:
    import numpy as np

    by_id = {doc.doc_id: doc for doc in docs}
    grams_of = cache(lambda doc_id: grams(by_id[doc_id].body or by_id[doc_id].text))
    sketches = np.array([sketch(grams_of(doc_id)) for doc_id in by_id], np.uint32).reshape(-1, SKETCH)
    return clusters_of(list(by_id), sketches, bands_of(sketches), grams_of, least_shared)


def clusters_of(
    doc_ids: list[str],
    sketches: np.ndarray,
    bands: np.ndarray,
    grams_of: Callable[[str], np.ndarray],
    least_shared: float = LEAST_SHARED,
) -> dict[str, str]:
    """For each doc_id, in order, the first article that it reprints, or itself; `bands` as from `bands_of` the sketches.

    Grams are asked for where two sketches share a band and enough of their numbers; of few articles, for all.
    """
    least_alike = least_shared - _SLACK if len(doc_ids) > FEW_ARTICLES else 0
    holders: dict[int, list[int]] = {}
    clusters: dict[str, str] = {}
    for number, doc_id in enumerate(doc_ids):
        keys = [key for key in bands[number].tolist() if key >= 0]
        near = sorted({first for key in keys for first in holders.get(key, ())})
        alike = (sketches[near] == sketches[number]).mean(axis=1) if near else ()
        close = [doc_ids[first] for first, share in zip(near, alike) if share >= least_alike]
        shared = {first: _jaccard(grams_of(doc_id), grams_of(first)) for first in close}
        best = max(shared, key=lambda first: shared[first], default=None)
        if best is not None and shared[best] >= least_shared:
            clusters[doc_id] = best
            continue
        clusters[doc_id] = doc_id
        for key in keys:
            holders.setdefault(key, []).append(number)
    return clusters


def bands_of(sketches: np.ndarray) -> np.ndarray:
    """One row per sketch, one column per band: the number of the group of sketches that share the band, -1 where no other has it.

    Few sketches are all in one group.
    """
    import numpy as np

    if len(sketches) <= FEW_ARTICLES:
        return np.zeros((len(sketches), 1), np.int64)
    bands = np.empty((len(sketches), SKETCH // BAND), np.int64)
    for k in range(SKETCH // BAND):
        key = sketches[:, k * BAND : (k + 1) * BAND].astype(np.uint64) @ _functions()[0][:BAND]
        _, group, size = np.unique(key, return_inverse=True, return_counts=True)
        bands[:, k] = np.where(size[group] > 1, group + k * len(sketches), -1)
    return bands


def grams(text: str) -> np.ndarray:
    """The distinct 5-grams of a text as sorted 32-bit hashes; a shorter text is one gram."""
    import numpy as np

    letters = _NO_WORD.sub("", text).ljust(5)
    codes = np.frombuffer(letters.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64)
    hashes = np.zeros(len(codes) - 4, dtype=np.uint64)
    for k in range(5):
        hashes = (hashes ^ codes[k : len(codes) - 4 + k]) * np.uint64(0x9E3779B97F4A7C15)  # Fibonacci hashing (Knuth)
        hashes ^= hashes >> np.uint64(29)
    return np.unique((hashes >> np.uint64(32)).astype(np.uint32))


def _jaccard(a: np.ndarray, b: np.ndarray) -> float:
    import numpy as np

    common = len(np.intersect1d(a, b, assume_unique=True))
    return common / (len(a) + len(b) - common)


def sketch(grams: np.ndarray) -> np.ndarray:
    """The MinHash of the grams: 64 numbers; the share of them that two articles have in common is about that of grams."""
    import numpy as np

    wide = grams.astype(np.uint64)
    least = [(wide * times + plus).min() for times, plus in zip(*_functions())]
    return (np.array(least, np.uint64) >> np.uint64(32)).astype(np.uint32)


@cache
def _functions() -> tuple[np.ndarray, np.ndarray]:
    """The factors and summands of 64 hash functions, always the same (multiply-shift: Dietzfelbinger 1996)."""
    import numpy as np

    drawn = np.random.RandomState(1).randint(0, 2**63, (2, SKETCH), np.uint64)
    return drawn[0] | np.uint64(1), drawn[1]

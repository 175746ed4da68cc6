"""Running: all batches of a corpus on a Dask cluster, what all of them have in common, and the list of the dataset."""

from __future__ import annotations

import json
import logging
import os
import shutil
import sys
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Iterable, Iterator, Sequence

from tifaku.corpus.duplicates import clusters_of, grams
from tifaku.corpus.files import apart
from tifaku.corpus.files import whole as whole_file
from tifaku.datasets import DATASET, Dataset, open_dataset
from tifaku.datasets.stored import read_table, stored_documents
from tifaku.scale.batches import Batch, batches_of
from tifaku.scale.partitions import Done, Settings, library, problems_table, work_on, write_whole
from tifaku.text.corpora import Problem
from tifaku.tokens.terms import read_user_terms

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

#: Bytes of articles in one partition; a worker holds one at a time, with all that is found in it.
BATCH = 4_000_000
#: Batches given out ahead for each thread of the cluster, so that none waits for work.
AHEAD = 3
#: How often the worker under a batch may die before that batch is given up; a rerun tries it again.
DEATHS = 20


class Lost(RuntimeError):
    """Some batches could not be done; all others are on the disk, and a rerun goes on from there."""


def scale(
    corpus: str | Path,
    out: str | Path,
    scheduler: str | None = None,
    segmenter: str = "rjieba",
    hmm: bool = False,
    workers: int | None = None,
    batch_bytes: int = BATCH,
) -> Dataset:
    """The Dataset of a folder of articles, a file of one JSON article a line, or a Parquet file, written below `out`.

    What an earlier run has written there is not done again: a partition's name is a digest of its articles, the settings
    and the library. segmenter and hmm as in `tokenize`; a user_terms.tsv is read where the articles are. scheduler: the
    address of a Dask cluster whose workers see both paths and have tifaku; else `workers` processes on this machine.
    FileNotFoundError, ValueError for the corpus; Lost where a batch kept killing its workers.
    """
    out = apart(Path(out), Path(corpus))
    batches, problems, size = batches_of(_absolute(corpus), batch_bytes)
    folder = Path(corpus) if Path(corpus).is_dir() else Path(corpus).parent
    settings = Settings(segmenter, hmm, read_user_terms(folder), library())

    for name in ("articles", "tokens", "whole"):
        (out / name).mkdir(parents=True, exist_ok=True)
        for draft in (out / name).glob(".*"):  # of a run that was killed
            shutil.rmtree(draft, ignore_errors=True)
    with _client(scheduler, workers) as client:
        done = _all_done(client, batches, settings, out, size)
    return listed(out, done, problems, settings)


def _absolute(corpus: str | Path) -> Path:
    """The absolute path, since workers elsewhere have another working directory; also of a name below the workbook's folder."""
    return Path(corpus).resolve() if Path(corpus).exists() else Path(corpus)


@contextmanager
def _client(scheduler: str | None, workers: int | None):
    import dask
    from distributed import Client

    here = {"threads_per_worker": 1, "processes": True, "dashboard_address": None, "silence_logs": logging.CRITICAL}
    where = {"address": scheduler} if scheduler else {"n_workers": workers or os.cpu_count(), **here}
    # Dask's own profile of what a worker does costs a twentieth of the work.
    settings = {"distributed.scheduler.allowed-failures": DEATHS, "distributed.worker.profile.enabled": False}
    with dask.config.set(settings), Client(**where) as client:
        yield client


def _all_done(client, batches: Iterable[Batch], settings: Settings, out: Path, size: int) -> list[Done]:
    from tqdm import tqdm

    done: dict[int, Done] = {}
    lost = []
    with tqdm(total=size, unit="B", unit_scale=True, desc="articles", file=sys.stderr, mininterval=1) as progress:
        for number, batch, future in _as_done(client, batches, settings, str(out)):
            if future.status == "finished":
                done[number] = future.result()
            else:
                lost.append(future.exception())
            progress.update(batch.size)
    if lost:
        number = f"{len(lost)} of {len(lost) + len(done)} batches"
        raise Lost(f"{number} were not done ({type(lost[0]).__name__}: {lost[0]}): run it again, or with smaller batches")
    return [done[number] for number in sorted(done)]


def _as_done(client, batches: Iterable[Batch], settings: Settings, out: str) -> Iterator[tuple]:
    """Each batch with its number and its future; only a few are given out ahead, so that there may be any number of them."""
    from distributed import as_completed

    waiting, running = enumerate(batches), as_completed()
    given: dict[str, tuple[int, Batch]] = {}
    while True:
        ahead = AHEAD * max(1, sum(client.nthreads().values()))
        while len(given) < ahead and (following := next(waiting, None)):
            future = client.submit(work_on, following[1], settings, out, pure=False, retries=2)
            given[future.key] = following
            running.add(future)
        if not given:
            return
        future = next(running)
        yield *given.pop(future.key), future


def listed(out: Path, done: list[Done], problems: list[Problem], settings: Settings) -> Dataset:
    """Write what belongs to all articles together and, last, the list of partitions in place of an earlier run's."""
    whole = settings.whole([*done], problems)
    if not (out / "whole" / whole).exists():
        table, twice = clusters([out / "articles" / part.articles for part in done])
        write_whole(out / "whole" / whole, {"clusters": table, "problems": problems_table([*problems, *twice])})
    about = {"segmenter": settings.segmenter, "hmm": settings.hmm, "user_terms": settings.user_terms, "library": settings.library}
    listing = {"partitions": done, "whole": whole, **about}
    with whole_file(out / DATASET) as part:
        part.write_text(json.dumps(listing, indent=1), encoding="utf-8")
    return open_dataset(out)


#: How many partitions' articles are kept at hand while candidates are compared.
AT_HAND = 8


def clusters(folders: Sequence[Path]) -> tuple[pd.DataFrame, list[Problem]]:
    """One row per article: doc_id, cluster, as tifaku.cluster_of has it; and a problem for each doc_id of two articles.

    The texts of two articles are read again only where their sketches share a band.
    """
    import pandas as pd

    sketches: dict[str, np.ndarray] = {}
    home: dict[str, Path] = {}
    twice: list[Problem] = []
    for folder in folders:
        table = read_table([folder / "signatures.parquet"])
        twice += [_twice(doc_id) for doc_id in table["doc_id"] if doc_id in sketches]
        sketches |= dict(zip(table["doc_id"], table["sketch"]))
        home |= dict.fromkeys(table["doc_id"], folder)

    @lru_cache(AT_HAND)
    def at_hand(folder: Path) -> dict:
        return {doc.doc_id: doc for doc in stored_documents(folder)}

    @lru_cache(100 * AT_HAND)
    def grams_of(doc_id: str):
        doc = at_hand(home[doc_id])[doc_id]
        return grams(doc.body or doc.text)

    found = clusters_of(sorted(sketches), grams_of, sketches.__getitem__)
    return pd.DataFrame(list(found.items()), columns=["doc_id", "cluster"]), twice


def _twice(doc_id: str) -> Problem:
    return Problem(doc_id, "is the doc_id of several articles, which count as one", "give each article its own", read=True)

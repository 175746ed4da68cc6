"""Running: all batches of a corpus done by workers, which articles are reprints of one another, and the list of the dataset."""

from __future__ import annotations

import json
import os
import shutil
import sys
from functools import partial
from itertools import starmap
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Callable, Iterable, Mapping, NamedTuple, Sequence

import numpy as np

from tifaku.corpus.duplicates import SKETCH, bands_of, clusters_of, grams
from tifaku.corpus.files import apart
from tifaku.corpus.files import whole as whole_file
from tifaku.datasets import DATASET, Dataset, open_dataset, read_table, stored_documents
from tifaku.scale.batches import Batch, batches_of
from tifaku.scale.partitions import Done, Settings, is_sound, library, problems_table, work_on, write_whole
from tifaku.scale.workers import done_by_cluster, done_by_workers
from tifaku.text.corpora import Problem
from tifaku.tokens.cutting import read_user_terms

if TYPE_CHECKING:
    import pandas as pd

#: Bytes of articles in one partition; a worker holds one at a time, with all that is found in it.
BATCH = 2_000_000


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
    address of a Dask cluster whose workers see both paths and have tifaku; else `workers` processes on this machine, which open
    no port. Of articles with one doc_id the first counts, and the others are problems.
    FileNotFoundError, ValueError for the corpus, one of which nothing could be read, too; Lost where a batch kept killing its
    workers; RuntimeError where there are none.
    """
    out = apart(Path(out), Path(corpus))
    batches, problems, size = batches_of(_absolute(corpus), batch_bytes)
    folder = Path(corpus) if Path(corpus).is_dir() else Path(corpus).parent
    settings = Settings(segmenter, hmm, read_user_terms(folder), library())
    for name in ("articles", "tokens", "whole"):
        (out / name).mkdir(parents=True, exist_ok=True)
        for draft in (out / name).glob(".*"):  # of a run that was killed
            shutil.rmtree(draft, ignore_errors=True)
    work = partial(_work_on, settings=settings, out=str(out))
    if scheduler:
        through = partial(done_by_cluster, work, scheduler=scheduler)
    else:
        through = partial(done_by_workers, work, workers=workers or os.cpu_count() or 1)
    done = _all_done(through(starmap(Piece, enumerate(batches))), size)
    if twice := taken_before(out, done):  # they are read again, for only one in a few is at hand at any time
        again = enumerate(batches_of(_absolute(corpus), batch_bytes)[0])
        done |= _all_done(through(Piece(number, batch, twice[number]) for number, batch in again if number in twice), size)
    return _with_articles(listed(out, [done[number] for number in sorted(done)], problems, settings), corpus)


def _with_articles(dataset: Dataset, corpus: str | Path) -> Dataset:
    if not len(dataset):
        why = "; ".join(dataset.problems.iloc[0, :3]) if len(dataset.problems) else "it is empty"
        raise ValueError(f"no article of {corpus} could be read: {why}")
    return dataset


class Piece(NamedTuple):
    """A batch with its number in the corpus, and the doc_ids in it that articles of earlier batches have already."""

    number: int
    batch: Batch
    without: frozenset[str] = frozenset()


def _work_on(piece: Piece, settings: Settings, out: str) -> Done:
    return work_on(piece.batch, settings, out, piece.without)


def taken_before(out: Path, done: Mapping[int, Done]) -> dict[int, frozenset[str]]:
    """For each batch, by number, the doc_ids that articles of earlier batches have, if there are any."""
    seen: set[str] = set()
    found = {}
    for number in sorted(done):
        own = {*read_table([out / "articles" / done[number].articles / "signatures.parquet"], ["doc_id"])["doc_id"]}
        if twice := own & seen:
            found[number] = frozenset(twice)
        seen |= own
    return found


def _absolute(corpus: str | Path) -> Path:
    """The absolute path, since workers elsewhere have another working directory; also of a name below the workbook's folder."""
    return Path(corpus).resolve() if Path(corpus).exists() else Path(corpus)


def _all_done(results: Iterable[tuple[Piece, Done | None, str]], size: int) -> dict[int, Done]:
    from tqdm import tqdm

    done: dict[int, Done] = {}
    lost = []
    with tqdm(total=size, unit="B", unit_scale=True, desc="articles", file=sys.stderr, mininterval=1) as progress:
        for piece, part, why in results:
            if part:
                done[piece.number] = part
            else:
                lost.append(why)
            progress.update(piece.batch.size)
    if lost:
        number = f"{len(lost)} of {len(lost) + len(done)} batches"
        raise Lost(f"{number} were not done ({lost[0]}): run it again, or with smaller batches")
    return done


def listed(out: Path, done: list[Done], problems: list[Problem], settings: Settings) -> Dataset:
    """Write what belongs to all articles together and, last, the list of partitions in place of an earlier run's."""
    whole = settings.whole([*done], problems)
    if not is_sound(out / "whole" / whole):
        table = clusters([out / "articles" / part.articles for part in done])
        write_whole(out / "whole" / whole, {"clusters": table, "problems": problems_table(problems)})
    about = {"segmenter": settings.segmenter, "hmm": settings.hmm, "user_terms": settings.user_terms, "library": settings.library}
    listing = {"partitions": done, "whole": whole, **about}
    with whole_file(out / DATASET) as part:
        part.write_text(json.dumps(listing, indent=1), encoding="utf-8")
    return open_dataset(out)


def clusters(folders: Sequence[Path]) -> pd.DataFrame:
    """One row per article of these partitions: doc_id, cluster, as tifaku.cluster_of has it.

    Memory holds the sketch of each article, 256 bytes. The grams of those whose sketch shares a band with another's are kept in
    a file of the temporary folder meanwhile, of some 1.3 bytes a byte of their texts.
    """
    import pandas as pd

    tables = [read_table([folder / "signatures.parquet"]) for folder in folders]
    ids = np.concatenate([np.empty(0, object), *(table["doc_id"].to_numpy(object) for table in tables)])
    rows = [np.stack(list(table["sketch"])) for table in tables if len(table)]
    order = ids.argsort(kind="stable")
    sketches = np.concatenate([np.empty((0, SKETCH), np.uint32), *rows])[order]
    doc_ids, bands = ids[order].tolist(), bands_of(sketches)
    near = {doc_ids[number] for number in np.flatnonzero((bands >= 0).any(axis=1))}
    with TemporaryFile() as file:
        grams_of = _kept([folder for folder, table in zip(folders, tables) if not near.isdisjoint(table["doc_id"])], near, file)
        found = clusters_of(doc_ids, sketches, bands, grams_of)
    return pd.DataFrame(list(found.items()), columns=["doc_id", "cluster"])


def _kept(folders: Sequence[Path], doc_ids: set[str], file: IO[bytes]) -> Callable[[str], np.ndarray]:
    """The function that gives the grams of an article, of these, back from a file into which they are written here."""
    places: dict[str, tuple[int, int]] = {}
    for folder in folders:
        for doc in stored_documents(folder):
            if doc.doc_id in doc_ids:
                own = grams(doc.body or doc.text)
                places[doc.doc_id] = file.tell(), len(own)
                file.write(own.tobytes())
    file.flush()

    def grams_of(doc_id: str) -> np.ndarray:
        at, size = places[doc_id]
        file.seek(at)
        return np.frombuffer(file.read(size * 4), np.uint32)

    return grams_of

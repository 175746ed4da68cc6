"""Corpus: read a folder of articles into repaired, traceable Documents; what can't be read is listed, not lost."""

from __future__ import annotations

import hashlib
import stat
import sys
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from tifaku.corpus.files import Unreadable
from tifaku.corpus.folders import FORMATS, articles_under, shown
from tifaku.corpus.readers import Reading, read_bytes
from tifaku.corpus.sources import Source, read_sources, unmatched
from tifaku.layout.blocks import find_blocks
from tifaku.metadata import find_metadata
from tifaku.metadata.evidence import Stated
from tifaku.repair import repair
from tifaku.text.corpora import Corpus, Problem
from tifaku.text.documents import Document, Fact, whole_characters

#: Larger files are archives, not articles. 100 MB on one line are read within 0.8 GB of memory.
MOST_BYTES = 128_000_000
#: From this many files on, reading takes long enough for a progress bar.
MANY_FILES = 100


def read_folder(root: Path, skip: Collection[str] = ()) -> Corpus:
    """The articles (.txt, .html, .docx, .pdf) under a folder, each repaired, with blocks and metadata.

    doc_id is the path below the folder without its suffix (articles_under has the details). A file that can't be read
    becomes a row of `problems` and never stops the others. `skip` names rules of repair to be left out.
    ValueError where there is no article, or no such rule, with the next step.
    """
    read_text("", skip=skip)  # a misspelt rule is the caller's error, not every file's
    paths, problems = articles_under(root)
    if not paths and not problems:
        raise ValueError(f"{shown(root)} holds no articles: put {', '.join(FORMATS)} files into it")
    sources, source_problems = read_sources(root)
    docs = []
    for doc_id, path in _with_progress(paths):
        doc, found = read_file(path, shown(path.relative_to(root)), sources.get(doc_id, Source(doc_id)), skip)
        docs += [doc] if doc else []
        problems += found
    problems += source_problems + unmatched(sources, paths)
    return Corpus(root.resolve().name, tuple(docs), tuple(sorted(problems)), root)


def _with_progress(paths: dict[str, Path]) -> Iterable[tuple[str, Path]]:
    """Plain tqdm, since its widget vanishes from exported pages; TQDM_DISABLE=1 keeps the bar out of a report."""
    if len(paths) < MANY_FILES or not (sys.stderr.isatty() or "ipykernel" in sys.modules):
        return paths.items()
    from tqdm import tqdm

    return tqdm(paths.items(), desc="reading", unit=" articles", leave=False)


def read_file(path: Path, name: str, source: Source, skip: Collection[str] = ()) -> tuple[Document | None, list[Problem]]:
    """The Document of one file, or None where it can't be read, and its problems under the name given."""
    try:
        data = _bytes_of(path)
        reading = read_bytes(data, path.suffix, source.encoding)
        doc = _document(reading, source, skip)
    except Exception as error:  # noqa: BLE001  what a damaged file does to the library that reads its format is not foreseeable
        return None, [_problem(name, error)]
    about = {
        "file": name,
        "encoding": reading.encoding,
        "replaced": reading.replaced,
        "sha256": hashlib.sha256(data).hexdigest(),
    }
    doc = replace(doc, source=about)
    return doc, _notices(doc, reading, source)


def _problem(name: str, error: Exception) -> Problem:
    if isinstance(error, Unreadable):
        return Problem(name, error.reason, error.what_to_do)
    if isinstance(error, ModuleNotFoundError):
        return Problem(name, f"needs the package {error.name}, which is not installed", "run pip install 'tifaku[files]'")
    if isinstance(error, OSError):
        reason = f"can't be opened ({error.strerror or type(error).__name__})"
        return Problem(name, reason, "check that it is still there and who may read it")
    reason = f"could not be read ({type(error).__name__})"  # not its message, which can differ between two runs
    return Problem(name, reason, "save its text alone as .txt; if that fails too, please report it")


def _notices(doc: Document, reading: Reading, source: Source) -> list[Problem]:
    """Notices on a file that was read, of which its owner should know all the same."""
    name = str(doc.source["file"])
    notices = []
    if reading.notice:
        notices.append(Problem(name, reading.notice, "look whether the article is whole", read=True))
    if source.sha256 not in (None, doc.source["sha256"]):
        advice = "get the original back, or write the new sha256 into sources.tsv"
        notices.append(Problem(name, "is not the file whose sha256 stands in sources.tsv", advice, read=True))
    return notices


def _bytes_of(path: Path) -> bytes:
    """The bytes of an ordinary file (a pipe would never end), read once so that the digest is of the very bytes parsed."""
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise Unreadable("is not an ordinary file", "put the article itself here")
    if status.st_size > MOST_BYTES:
        raise Unreadable(f"has {status.st_size:,} bytes, more than {MOST_BYTES:,}", "split it into its articles")
    data, after = path.read_bytes(), path.stat()
    if (len(data), after.st_mtime_ns) != (status.st_size, status.st_mtime_ns):
        raise Unreadable("changed while it was read", "wait until it is written, and read again")
    return data


def _document(reading: Reading, source: Source, skip: Collection[str]) -> Document:
    """The Document of what was read; what sources.tsv states goes before what is found.

    Where a format marks its lines, none is wrapped.
    """
    text = whole_characters(reading.text)
    doc = Document(doc_id=source.doc_id, raw=text, text=text)
    return _found(repair(doc, {*skip, "wraps"} if reading.kinds else skip), reading.kinds, reading.stated, source.facts)


def _found(doc: Document, kinds: Sequence[str] = (), stated: Sequence[Stated] = (), facts: Mapping[str, Fact] = {}) -> Document:
    blocks = find_blocks(doc.text, kinds)
    return replace(doc, blocks=blocks, metadata={**find_metadata(doc.text, blocks, _converted(stated)), **facts})


def _converted(stated: Sequence[Stated]) -> list[Stated]:
    """What a header states as it would stand in a repaired text."""
    return [item._replace(value=repair(Document("", item.value, item.value), {"wraps"}).text) for item in stated]


def read_text(text: str, doc_id: str = "text", skip: Collection[str] = ()) -> Document:
    """A repaired Document from a str, with blocks and metadata, for trying things.

    >>> read_text("黨建引領").text  # 'Party building leads'
    '党建引领'
    """
    text = whole_characters(text)
    return _found(repair(Document(doc_id=doc_id, raw=text, text=text), skip))

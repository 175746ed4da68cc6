"""Batches: a corpus in parts of bounded size, each named by its contents; what a part holds is read where it is worked on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from tifaku.corpus import Read, Row, files_at, open_file, problem_of, read_rows, rows_of
from tifaku.corpus.columns import stated_columns
from tifaku.corpus.files import MOST_BYTES, find_corpus, stated_roles
from tifaku.corpus.folders import TABLES, shown
from tifaku.corpus.sources import Source, fitted, read_sources, unmatched
from tifaku.corpus.tables import open_table
from tifaku.text.corpora import Problem


@dataclass(frozen=True)
class Files:
    """Some files of a folder; size in bytes."""

    files: tuple[tuple[str, str, str, tuple[Source, ...]], ...]  # path, the name shown, doc_id, what sources.tsv says
    size: int

    def digest(self) -> str:
        """A digest of the names, the bytes and what sources.tsv says."""
        found = hashlib.sha256()
        for path, *about in self.files:
            found.update(repr(about).encode("utf-8", "surrogatepass") + _digest_of(path))
        return found.hexdigest()

    def read(self) -> Iterator[Read]:
        """The Documents of each file, or None, with its problems."""
        for path, name, doc_id, sources in self.files:
            yield from open_file(Path(path), name, doc_id, {source.doc_id: source for source in sources}).reads


@dataclass(frozen=True)
class Rows:
    """Some rows of a table, with what sources.tsv says of articles; size in bytes, nearly."""

    rows: tuple[Row, ...]
    sources: Mapping[str, Source]
    size: int

    def digest(self) -> str:
        """A digest of the rows, of where they stand, since problems name their place, and of what sources.tsv says."""
        return hashlib.sha256(repr((self.rows, self.sources)).encode("utf-8", "surrogatepass")).hexdigest()

    def read(self) -> Iterator[Read]:
        """The Document of each row, or None, with its problems."""
        return read_rows(self.rows, self.sources)


Batch = Files | Rows


def batches_of(corpus: str | Path, most: int) -> tuple[Iterable[Batch], list[Problem], int]:
    """The batches of a folder or of a table, each of about `most` bytes; problems of the whole; its bytes in all.

    A table is read as its batches are asked for. One article is never divided, so that a batch can be larger by one.
    FileNotFoundError, ValueError with the next step where there is no article.
    """
    place = find_corpus(corpus)
    root, paths, problems = files_at(place)
    if not paths:
        raise ValueError(f"{shown(place)} holds no articles: {problems[0].file} {problems[0].reason} ({problems[0].what_to_do})")
    stated, found = read_sources(root)
    sources = fitted(stated, paths)
    tables = {doc_id: path for doc_id, path in paths.items() if path.suffix.lower() in TABLES}
    others = {doc_id: path for doc_id, path in paths.items() if doc_id not in tables}
    known = {name for name in sources if not paths.keys().isdisjoint(_stems(name))}
    problems = problems + found + ([] if tables else unmatched(sources, known))
    roles = stated_columns(root) | stated_roles()
    opened: list[Iterator[Batch]] = []
    for doc_id, path in tables.items():
        try:
            opened.append(_of_table(path, shown(path.relative_to(root)), doc_id, roles, sources, most, len(tables) == 1))
        except Exception as error:  # noqa: BLE001  one table must not stop the others
            problems.append(problem_of(shown(path.relative_to(root)), error))
    if not opened and not others:
        raise ValueError(f"{problems[-1].file} {problems[-1].reason}: {problems[-1].what_to_do}")
    files = list(_of_files(others, root, sources, most))
    return (chain(files, *opened) if opened else files), problems, sum(map(_size, paths.values()))


def tables_said(corpus: str | Path) -> Iterator[str]:
    """What each table of a corpus is read as, a line a table; only their beginnings are read."""
    root, paths, _ = files_at(find_corpus(corpus))
    roles = stated_columns(root) | stated_roles()
    for path in paths.values():
        if path.suffix.lower() in TABLES:
            try:
                yield f"{shown(path.relative_to(root))} as {open_table(path, roles).said()}"
            except Exception:  # noqa: BLE001  will be a problem of the corpus
                continue


def _of_files(paths: Mapping[str, Path], root: Path, sources: Mapping[str, Source], most: int) -> Iterator[Files]:
    files: list[tuple[str, str, str, tuple[Source, ...]]] = []
    size = 0
    own: dict[str, list[Source]] = {}
    for name, source in sources.items():
        own.setdefault(next((part for part in _stems(name) if part in paths), name), []).append(source)
    for doc_id, path in paths.items():
        files.append((str(path), shown(path.relative_to(root)), doc_id, tuple(own.get(doc_id, ()))))
        size += _size(path)
        if size >= most:
            yield Files(tuple(files), size)
            files, size = [], 0
    if files:
        yield Files(tuple(files), size)


def _stems(doc_id: str) -> Iterator[str]:
    """A doc_id and, where it may be that of an article in an export or an archive, that of the file."""
    yield doc_id
    yield doc_id.rpartition("#")[0]
    yield from ("/".join(doc_id.split("/")[:depth]) for depth in range(1, doc_id.count("/") + 1))


def _of_table(
    path: Path, name: str, doc_id: str, roles: Mapping[str, str], sources: Mapping[str, Source], most: int, own_ids: bool
) -> Iterator[Batch]:
    """The batches of a table, which is opened at once, so that what is no table is said before the work begins."""
    table = open_table(path, roles)
    return _in_batches(rows_of(table, name, doc_id, own_ids), sources, most)


def _in_batches(rows: Iterable[Row], sources: Mapping[str, Source], most: int) -> Iterator[Batch]:
    held: list[Row] = []
    size = 0
    for row in rows:
        held.append(row)
        size += sum(_length(cell) for cell in row.record.cells.values())
        if size >= most:
            yield Rows(tuple(held), sources, size)
            held, size = [], 0
    if held:
        yield Rows(tuple(held), sources, size)


def _length(cell: object) -> int:
    """The bytes of a cell: of Chinese three a character."""
    return (1 if cell.isascii() else 3) * len(cell) if isinstance(cell, str) else 8


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0  # reading it will say why


def _digest_of(path: str) -> bytes:
    try:
        if Path(path).is_file() and _size(Path(path)) <= MOST_BYTES:
            return hashlib.sha256(Path(path).read_bytes()).digest()
    except OSError:
        pass
    return b"unreadable"

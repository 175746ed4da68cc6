"""Batches: a corpus in parts of bounded size, each named by its contents; what a part holds is read where it is worked on."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Iterable, Iterator, Mapping

from tifaku.corpus import MOST_BYTES, read_file, read_text
from tifaku.corpus.files import find_folder
from tifaku.corpus.folders import FORMATS, articles_under, shown
from tifaku.corpus.sources import FILE, Source, read_sources, unmatched
from tifaku.text.corpora import Problem
from tifaku.text.documents import Document, Fact, whole_characters

LINES = (".jsonl", ".ndjson", ".json")


@dataclass(frozen=True)
class Files:
    """Some files of a folder; size in bytes."""

    files: tuple[tuple[str, str, Source], ...]  # path, the name shown, what sources.tsv says
    size: int

    def digest(self) -> str:
        """A digest of the names, the bytes and what sources.tsv says."""
        found = hashlib.sha256()
        for path, name, source in self.files:
            found.update(repr((name, source)).encode("utf-8", "surrogatepass") + _digest_of(path))
        return found.hexdigest()

    def read(self) -> Iterator[Read]:
        """The Document of each file, or None, with its problems."""
        for path, name, source in self.files:
            yield read_file(Path(path), name, source)


@dataclass(frozen=True)
class Lines:
    """The bytes start:end of a file that holds one article in JSON per line."""

    path: str
    start: int
    end: int

    @property
    def size(self) -> int:
        return self.end - self.start

    def digest(self) -> str:
        """A digest of the bytes and of where they stand, since problems name their place."""
        return hashlib.sha256(f"{Path(self.path).name}:{self.start}:".encode() + self._bytes()).hexdigest()

    def read(self) -> Iterator[Read]:
        """The Document of each line, or None, with its problems."""
        at = self.start
        for line in self._bytes().split(b"\n"):
            if line.strip():
                yield of_json(line, f"{Path(self.path).name}, byte {at}")
            at += len(line) + 1

    def _bytes(self) -> bytes:
        with open(self.path, "rb") as file:
            file.seek(self.start)
            return file.read(self.size)


@dataclass(frozen=True)
class Rows:
    """Some rows of one row group of a Parquet file."""

    path: str
    group: int
    first: int
    rows: int
    size: int

    def digest(self) -> str:
        """A digest of the rows and of where they stand."""
        place = (Path(self.path).name, self.group, self.first)
        return hashlib.sha256(repr((place, self._records())).encode("utf-8", "surrogatepass")).hexdigest()

    def read(self) -> Iterator[Read]:
        """The Document of each row, or None, with its problems."""
        for number, record in enumerate(self._records(), self.first):
            yield of_record(record, f"{Path(self.path).name}, row group {self.group}, row {number}")

    def _records(self) -> list[dict | None]:
        import pyarrow.parquet as pq

        try:
            table = pq.ParquetFile(self.path).read_row_group(self.group).slice(self.first, self.rows)
        except OSError:
            raise OSError(f"row group {self.group} of {Path(self.path).name} is damaged: write the file again") from None
        try:
            return table.to_pylist()
        except (ValueError, OverflowError):  # a string that is not UTF-8, a date beyond the calendar: of that row alone
            return [_record(table.slice(row, 1)) for row in range(len(table))]


def _record(row) -> dict | None:
    try:
        return row.to_pylist()[0]
    except (ValueError, OverflowError):
        return None


Batch = Files | Lines | Rows


def batches_of(corpus: str | Path, most: int) -> tuple[Iterable[Batch], list[Problem], int]:
    """The batches of a folder, .jsonl or .parquet, each of about `most` bytes; problems of the whole; its bytes in all.

    One article is never divided, so that a batch can be larger by one. FileNotFoundError, NotADirectoryError, ValueError
    with the next step.
    """
    path = Path(corpus)
    if path.is_file() and path.suffix.lower() in LINES:
        return _lines(path, most), [], path.stat().st_size
    if path.is_file() and path.suffix.lower() == ".parquet":
        parts = list(_row_groups(path, most))
        return parts, [], sum(part.size for part in parts)
    if path.is_file():
        raise ValueError(f"{shown(path)} is no corpus: give a folder, one JSON article a line ({LINES[0]}), or a .parquet")
    return _folder(find_folder(corpus), most)


def _folder(root: Path, most: int) -> tuple[list[Batch], list[Problem], int]:
    paths, problems = articles_under(root)
    if not paths:
        raise ValueError(f"{shown(root)} holds no articles: put {', '.join(FORMATS)} files into it")
    sources, found = read_sources(root)
    parts: list[Batch] = []
    files, size = [], 0
    for doc_id, path in paths.items():
        files.append((str(path), shown(path.relative_to(root)), sources.get(doc_id, Source(doc_id))))
        size += _size(path)
        if size >= most:
            parts.append(Files(tuple(files), size))
            files, size = [], 0
    parts += [Files(tuple(files), size)] if files else []
    return parts, problems + found + unmatched(sources, paths), sum(part.size for part in parts)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0  # reading it will say why


def _lines(path: Path, most: int) -> Iterator[Batch]:
    end = path.stat().st_size
    with path.open("rb") as file:
        start = 0
        while start < end:
            file.seek(min(start + most, end))
            file.readline()
            stop = file.tell()
            yield Lines(str(path), start, stop)
            start = stop


def _row_groups(path: Path, most: int) -> Iterator[Batch]:
    import pyarrow.parquet as pq

    try:
        about = pq.ParquetFile(path).metadata
    except ValueError as error:
        raise ValueError(f"{shown(path)} is no sound Parquet file ({error}): write it again, or as .jsonl") from None
    missing = {"doc_id", "text"} - {*about.schema.to_arrow_schema().names}
    if missing:
        raise ValueError(f"{shown(path)} has no column {' and no '.join(sorted(missing))}: give it doc_id and text")
    for group in range(about.num_row_groups):
        rows, size = about.row_group(group).num_rows, about.row_group(group).total_byte_size
        step = max(1, rows * most // max(size, 1))
        for first in range(0, rows, step):
            part = min(step, rows - first)
            yield Rows(str(path), group, first, part, size * part // rows)


def _digest_of(path: str) -> bytes:
    try:
        if Path(path).is_file() and _size(Path(path)) <= MOST_BYTES:
            return hashlib.sha256(Path(path).read_bytes()).digest()
    except OSError:
        pass
    return b"unreadable"


Read = tuple[Document | None, list[Problem]]


def of_json(line: bytes, place: str) -> Read:
    """The Document of a line of JSON, or None, with its problems; `place` is what these call it."""
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        return None, [Problem(place, f"is no JSON ({type(error).__name__})", "write one JSON object a line, in UTF-8")]
    return of_record(record, place)


def of_record(record: object, place: str) -> Read:
    """The Document of {"doc_id": …, "text": …}; other keys are facts that the owner states, as in sources.tsv."""
    cells = record if isinstance(record, dict) else {}
    doc_id, text = cells.get("doc_id"), cells.get("text")
    if not (isinstance(doc_id, str) and doc_id.strip() and isinstance(text, str) and text.strip()):
        return None, [Problem(place, "lacks a doc_id or a text that is a filled string", 'give it {"doc_id": "…", "text": "…"}')]
    if len(text) > MOST_BYTES:
        return None, [Problem(place, f"has more than {MOST_BYTES:,} characters", "split it into its articles")]
    doc_id, text = whole_characters(doc_id), whole_characters(text)  # JSON can escape half a pair
    try:
        doc = read_text(text, doc_id)
    except Exception as error:  # noqa: BLE001  one article must not stop the others
        return None, [Problem(place, f"could not be read ({type(error).__name__})", "please report it with this article")]
    about = {"file": place, "encoding": "utf-8", "replaced": 0, "sha256": hashlib.sha256(text.encode()).hexdigest()}
    return replace(doc, metadata={**doc.metadata, **_facts(cells)}, source=about), []


def _facts(record: Mapping[str, object]) -> dict[str, Fact]:
    cells = [(key, str(value)) for key, value in record.items() if key not in ("doc_id", "text") and value not in (None, "")]
    return {whole_characters(key): Fact(whole_characters(cell), basis=FILE) for key, cell in cells}

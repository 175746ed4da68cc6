"""Corpus: read a folder of articles into repaired, traceable Documents; what can't be read is listed, not lost."""

from __future__ import annotations

import hashlib
import stat
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tifaku.corpus.columns import Columns, stated_columns
from tifaku.corpus.files import MOST_BYTES, Unreadable
from tifaku.corpus.folders import ARCHIVES, ARTICLES, TABLES, articles_under, shown, unpack
from tifaku.corpus.readers import Extract, read_articles
from tifaku.corpus.sources import Source, fitted, read_sources, unmatched
from tifaku.corpus.tables import Record, Table, extract_of, is_table, open_table
from tifaku.layout.blocks import find_blocks
from tifaku.metadata import find_metadata
from tifaku.metadata.evidence import Stated
from tifaku.repair import repair
from tifaku.text.corpora import Corpus, Problem, ReadAs
from tifaku.text.documents import Document, Fact, whole_characters
from tifaku.text.edits import Edit

#: From this many files on, reading takes long enough for a progress bar.
MANY_FILES = 100
#: A Document, or None where there is none, and the problems that come with it.
Read = tuple[Document | None, list[Problem]]


class Opened(NamedTuple):
    """An opened file: its Documents, read as they are asked for, and in what form it holds several ("" where it holds one)."""

    how: str
    reads: Iterable[Read]


def read_corpus_at(place: Path, skip: Collection[str] = (), columns: Mapping[str, str] | None = None) -> Corpus:
    """The articles of a folder, or of one file, each repaired, with blocks and metadata.

    doc_id is the path below the folder without its suffix (articles_under has the details); in a table the number that it gives,
    or PATH#1, PATH#2 … A file that can't be read becomes a row of `problems` and never stops the others. `skip` names rules of
    repair to be left out; `columns` says, as role: column, what the columns of tables are. ValueError where there is no article,
    or no such rule, with the next step.
    """
    read_text("", skip=skip)  # a misspelt rule is the caller's error, not every file's
    root, paths, problems = files_at(place)
    stated = stated_columns(root) | dict(columns or {})
    stated_of, source_problems = read_sources(root)
    sources = fitted(stated_of, paths)
    own_ids = sum(path.suffix.lower() in TABLES for path in paths.values()) < 2
    docs: dict[str, Document] = {}
    read_as: list[ReadAs] = []
    for doc_id, path in _with_progress(paths):
        opened = open_file(path, shown(path.relative_to(root)), doc_id, sources, skip, stated, own_ids)
        before = len(docs)
        for doc, found in opened.reads:
            problems += found
            if doc and doc.doc_id in docs:
                problems.append(twice(doc))
            elif doc:
                docs[doc.doc_id] = doc
        read_as += [ReadAs(shown(path.relative_to(root)), opened.how, len(docs) - before)] if opened.how else []
    problems += source_problems + (unmatched(sources, {*docs, *paths}) if place.is_dir() else [])
    ordered = tuple(docs[doc_id] for doc_id in sorted(docs))
    return Corpus(name_of(place), ordered, tuple(sorted(problems)), root, tuple(read_as))


def name_of(place: Path) -> str:
    """What a corpus is called: its folder, or its file without the suffix."""
    return place.resolve().name if place.is_dir() else place.resolve().stem


def files_at(place: Path) -> tuple[Path, dict[str, Path], list[Problem]]:
    """The folder that holds the articles, their files by doc_id, and a problem for each file that was left out."""
    if place.is_file():
        return place.parent, {place.stem: place}, []
    paths, problems = articles_under(place)
    if not paths and not problems:
        raise ValueError(f"{shown(place)} holds no articles: put {', '.join(ARTICLES)} files into it, or a table (.csv, .xlsx …)")
    return place, paths, problems


def twice(doc: Document) -> Problem:
    """The problem with an article whose doc_id is that of an earlier one."""
    advice = "give each article its own, for rows are joined on it"
    return Problem(str(doc.source["file"]), f"has the doc_id {doc.doc_id} of an earlier article", advice)


def _with_progress(paths: dict[str, Path]) -> Iterable[tuple[str, Path]]:
    """Plain tqdm, since its widget vanishes from exported pages; TQDM_DISABLE=1 keeps the bar out of a report."""
    if len(paths) < MANY_FILES or not (sys.stderr.isatty() or "ipykernel" in sys.modules):
        return paths.items()
    from tqdm import tqdm

    return tqdm(paths.items(), desc="reading", unit=" articles", leave=False)


def open_file(
    path: Path,
    name: str,
    doc_id: str,
    sources: Mapping[str, Source] = {},
    skip: Collection[str] = (),
    columns: Mapping[str, str] | None = None,
    own_ids: bool = True,
) -> Opened:
    """The Documents of one file, with its problems under the name given; a table gives one a row, read as they are asked for.

    own_ids: whether the numbers that a table gives its articles are doc_ids as they are (else PATH#number).
    """
    try:
        if path.suffix.lower() in ARCHIVES:
            _check(path, MOST_BYTES)
            return Opened("archive", _of_archive(path, name, doc_id, sources, skip, columns))
        _check(path, MOST_BYTES)
        if path.suffix.lower() not in TABLES and not (path.suffix.lower() in (".txt", ".text") and is_table(path)):
            return _read_file(path, name, doc_id, sources, skip)
        table = open_table(path, columns)
        return Opened(table.said(), read_rows(rows_of(table, name, doc_id, own_ids), sources, skip))
    except Exception as error:  # noqa: BLE001  what a damaged file does to the library that reads its format is not foreseeable
        return Opened("", [(None, [problem_of(name, error)])])


def _of_archive(
    path: Path,
    name: str,
    doc_id: str,
    sources: Mapping[str, Source],
    skip: Collection[str],
    columns: Mapping[str, str] | None,
) -> Iterator[Read]:
    """The Documents of the files in an archive, under PATH/NAME, and their problems."""
    with TemporaryDirectory() as folder:
        try:
            problems = unpack(path, Path(folder))
        except Unreadable as error:
            yield None, [problem_of(name, error)]
            return
        paths, others = articles_under(Path(folder))
        yield None, [problem._replace(file=f"{name}/{problem.file}") for problem in (*problems, *others)]
        for inside, file in paths.items():
            shown_as = f"{name}/{shown(file.relative_to(folder))}"
            yield from open_file(file, shown_as, f"{doc_id}/{inside}", sources, skip, columns, own_ids=False).reads


class Row(NamedTuple):
    """A row of a table on its way to a Document: the place that problems name, the doc_id made of its number, and its cells."""

    place: str
    doc_id: str
    record: Record
    columns: Columns
    own_id: bool


def rows_of(table: Table, name: str, doc_id: str, own_ids: bool) -> Iterator[Row]:
    """The rows with their places in the file, and the doc_id that each has where the table gives none.

    What stops the reading half-way is a row that says so, and leaves those before it.
    """
    number = 0
    try:
        for number, record in enumerate(table.records, 1):
            yield Row(f"{name}, {record.place}", f"{doc_id}#{number}", record, table.columns, own_ids)
    except Exception as error:  # noqa: BLE001  what a damaged file does to the library that reads its format is not foreseeable
        found = problem_of(name, error)
        broken = Record("", {}, found.reason, found.what_to_do)
        yield Row(f"{name}, behind article {number}", f"{doc_id}#{number + 1}", broken, table.columns, own_ids)


def read_rows(rows: Iterable[Row], sources: Mapping[str, Source] = {}, skip: Collection[str] = ()) -> Iterator[Read]:
    """The Document of each row, or None, with its problems; last, a notice of dates that are no days."""
    odd: list[tuple[str, str]] = []
    for row in rows:
        try:
            extract = extract_of(row.record, row.columns)
            odd += [(row.place, extract.odd)] if extract.odd else []
            yield _of_row(row, extract, sources, skip), []
        except Exception as error:  # noqa: BLE001  one row must not stop the others
            yield None, [problem_of(row.place, error)]
    if odd:
        reason = f"its date is no day: {odd[0][1]}" + f" (and {len(odd) - 1:,} more)" * (len(odd) > 1)
        yield None, [Problem(odd[0][0], reason, "write it as 2021-07-22", read=True)]


def _of_row(row: Row, extract: Extract, sources: Mapping[str, Source], skip: Collection[str]) -> Document:
    base = row.doc_id.rpartition("#")[0]
    doc_id = row.doc_id if not extract.doc_id else extract.doc_id if row.own_id else f"{base}#{extract.doc_id}"
    doc = _document(extract, sources.get(doc_id) or Source(doc_id), skip)
    digest = hashlib.sha256(extract.text.encode()).hexdigest()
    return replace(doc, source={"file": row.place, "encoding": extract.encoding, "replaced": 0, "sha256": digest})


def _read_file(path: Path, name: str, doc_id: str, sources: Mapping[str, Source], skip: Collection[str]) -> Opened:
    """The Documents of a file of one article or of an export of several, numbered PATH#1, PATH#2 …, and their problems."""
    data = _bytes_of(path)
    of_file = sources.get(doc_id, Source(doc_id))
    how, extracts = read_articles(data, path.suffix, of_file.encoding)
    about = {"file": name, "replaced": 0, "sha256": hashlib.sha256(data).hexdigest()}
    if not how:
        return Opened("", [_of_extract(extracts[0], of_file, about, skip)])
    ids = [f"{doc_id}#{number}" for number in range(1, len(extracts) + 1)]
    return Opened(how, (_of_extract(one, sources.get(own) or Source(own), about, skip) for own, one in zip(ids, extracts)))


def _of_extract(extract: Extract, source: Source, about: Mapping[str, object], skip: Collection[str]) -> Read:
    """The Document of what was read, and notices on it; or its problem."""
    name = f"{about['file']}, {extract.place}" if extract.place else str(about["file"])
    try:
        doc = _document(extract, source, skip)
    except Exception as error:  # noqa: BLE001  one article must not stop the others
        return None, [problem_of(name, error)]
    place = {} if extract.start is None else {"offset": extract.start}
    whole = {**about, "file": name, "encoding": extract.encoding, "replaced": extract.replaced, **place}
    doc = replace(doc, source=whole)
    return doc, _notices(doc, extract, source)


def problem_of(name: str, error: Exception) -> Problem:
    """The problem with a file or a row of that name, whose reading has failed."""
    if isinstance(error, Unreadable):
        return Problem(name, error.reason, error.what_to_do)
    if isinstance(error, ModuleNotFoundError):
        return Problem(name, f"needs the package {error.name}, which is not installed", "run pip install 'tifaku[files]'")
    if isinstance(error, OSError):
        reason = f"can't be opened ({error.strerror or type(error).__name__})"
        return Problem(name, reason, "check that it is still there and who may read it")
    reason = f"could not be read ({type(error).__name__})"  # not its message, which can differ between two runs
    return Problem(name, reason, "save its text alone as .txt; if that fails too, please report it")


def _notices(doc: Document, extract: Extract, source: Source) -> list[Problem]:
    """Notices on a file that was read, of which its owner should know all the same."""
    name = str(doc.source["file"])
    notices = []
    if extract.notice:
        notices.append(Problem(name, extract.notice, "look whether the article is whole", read=True))
    if source.sha256 not in (None, doc.source["sha256"]):
        advice = "get the original back, or write the new sha256 into sources.tsv"
        notices.append(Problem(name, "is not the file whose sha256 stands in sources.tsv", advice, read=True))
    return notices


def _check(path: Path, most: int) -> int:
    """The size of an ordinary file (a pipe would never end); Unreadable for any other, and where it is too large."""
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise Unreadable("is not an ordinary file", "put the article itself here")
    if status.st_size > most:
        table = path.suffix.lower() in TABLES
        advice = "read it with tifaku scale, which never holds it in memory" if table else "split it into its articles"
        raise Unreadable(f"has {status.st_size:,} bytes, more than {most:,}", advice)
    return status.st_size


def _bytes_of(path: Path) -> bytes:
    """The bytes of an ordinary file, read once so that the digest is of the very bytes parsed."""
    size = _check(path, MOST_BYTES)
    before = path.stat().st_mtime_ns
    data, after = path.read_bytes(), path.stat()
    if (len(data), after.st_mtime_ns) != (size, before):
        raise Unreadable("changed while it was read", "wait until it is written, and read again")
    return data


def _document(extract: Extract, source: Source, skip: Collection[str]) -> Document:
    """The Document of what was read; what sources.tsv states goes before what is found.

    Where a format marks its lines, none is wrapped.
    """
    text = whole_characters(extract.text)
    apart = sorted([*_left_out(text, extract.kept), *_marked(text, extract)], key=itemgetter(1))
    doc = Document(doc_id=source.doc_id, raw=text, text=text).edited(apart)
    facts = {**extract.facts, **source.facts}
    return _found(repair(doc, {*skip, "wraps"} if extract.kinds else skip), extract.kinds, extract.stated, facts)


def _marked(text: str, extract: Extract) -> list[Edit]:
    """The text with an edit that only marks a doubt at each line which text recognition read with little confidence."""
    kept = extract.kept or ((0, len(text)),)
    inside = [(start, end, doubt) for start, end, doubt in extract.doubts if any(a <= start and end <= b for a, b in kept)]
    apart = [one for at, one in enumerate(inside) if not at or inside[at - 1][1] <= one[0]]
    return [Edit("ocr", start, end, text[start:end], text[start:end], doubt) for start, end, doubt in apart]


def _left_out(text: str, kept: Sequence[tuple[int, int]]) -> list[Edit]:
    """The edits that take out what is no part of an article: its head and number in an export, the running headers of a pdf."""
    if not kept:
        return []
    bounds = [0, *(at for stretch in kept for at in stretch), len(text)]
    gaps = list(zip(bounds[::2], bounds[1::2]))
    return [
        Edit("apart", start, end, text[start:end], "\n" if gap and gap < len(gaps) - 1 else "")
        for gap, (start, end) in enumerate(gaps)
        if start < end
    ]


def _found(doc: Document, kinds: Sequence[str] = (), stated: Sequence[Stated] = (), facts: Mapping[str, Fact] = {}) -> Document:
    blocks = find_blocks(doc.text, kinds)
    return replace(doc, blocks=blocks, metadata={**find_metadata(doc.text, blocks, _converted(stated)), **facts})


def _converted(stated: Sequence[Stated]) -> list[Stated]:
    """The statements of a header, their values in the characters that a repaired text has."""
    return [item._replace(value=repair(Document("", item.value, item.value), {"wraps"}).text) for item in stated]


def read_text(text: str, doc_id: str = "text", skip: Collection[str] = ()) -> Document:
    """A repaired Document from a str, with blocks and metadata, for trying things.

    >>> read_text("黨建引領").text  # 'Party building leads'
    '党建引领'
    """
    text = whole_characters(text)
    return _found(repair(Document(doc_id=doc_id, raw=text, text=text), skip))

"""Concordances: the page of all formulas, a row each, in which every occurrence unfolds with the formula in the middle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tifaku.corpus.files import texts_withheld
from tifaku.corpus.spreadsheets import LONGEST
from tifaku.notebook.views import data_block, visible
from tifaku.report.cards import gloss, reach
from tifaku.report.wording import read_aloud, say
from tifaku.tables.names import VERDICTS, Entry, from_outside, in_line
from tifaku.text.corpora import Corpus
from tifaku.text.documents import Document, place_of
from tifaku.text.findings import Formula
from tifaku.text.numerals import TENS
from tifaku.text.texts import span, translated

PAGE = "formulas.html"
#: Rows that are written out; the rest stand in the page as data, up to so many bytes, beyond that on pages by first character.
WRITTEN, ROOM = 200, 1_300_000
#: Occurrences of one formula that are shown, characters on either side, places that are named.
LINES, BESIDE, PLACES = 50, 26, 3


@dataclass(frozen=True)
class Sheet:
    """One page of formulas: its address, the characters that its formulas begin with ("" for the first page), and its rows."""

    address: str
    begins: str
    rows: tuple[dict, ...]


def rows_of(entries: Sequence[Entry], corpus: Corpus, files: Mapping[str, str]) -> list[dict]:
    """What the page says of each formula: its name, gloss, components, verdict, counts, dates, places, label and occurrences."""
    order = {doc.doc_id: number for number, doc in enumerate(corpus)}
    return [_row(entry, corpus, order, bool(files)) for entry in entries]


def _row(entry: Entry, corpus: Corpus, order: Mapping[str, int], linked: bool) -> dict:
    stated, outside = in_line(entry.best), from_outside(entry)
    dates, placed = entry.dates, entry.places
    named = "、".join(placed[:PLACES])
    return {
        "name": entry.name,
        "surface": visible(entry.surface),
        "read": read_aloud(entry.surface),
        "gloss": gloss(entry),
        "stands": visible(stated or outside),
        "outside": int(not stated and bool(outside)),
        "verdict": entry.best.verdict,
        "because": visible(translated(entry.best.because)),
        "n": len(entry.occurrences),
        "articles": entry.articles,
        "dates": span(dates[0], dates[-1]) if dates else "",
        "places": visible(named),
        "more": max(len(placed) - PLACES, 0),
        **reach(entry),
        "lines": [_line(corpus[f.doc_id], f, order[f.doc_id]) for f in entry.occurrences[:LINES]],
    }


def _line(doc: Document, formula: Formula, number: int) -> list:
    """One occurrence: number of the article, start, end, place in the source, what stands before, the name, and behind it."""
    room = min(BESIDE, max(LONGEST - (formula.end - formula.start), 0) // 2) if texts_withheld() else BESIDE
    text, start, end = doc.text, formula.start, formula.end
    before, after = text[max(0, start - room) : start].rpartition("\n")[2], text[end : end + room].partition("\n")[0]
    return [number, start, end, doc.to_raw(start, end)[0], visible(before), visible(text[start:end]), visible(after)]


def sheets_of(rows: Sequence[dict]) -> list[Sheet]:
    """The pages: one with all formulas where they fit; else one with the most telling, and others by first character."""
    kept = _fitting(rows)
    sheets = [Sheet(PAGE, "", tuple(rows[:kept]))]
    if kept == len(rows):
        return sheets
    packs, room = [list[dict]()], ROOM
    for row in sorted(rows, key=_beginning):
        if packs[-1] and _size(row) > room:
            packs.append([])
            room = ROOM
        packs[-1].append(row)
        room -= _size(row)
    return [*sheets, *(_sheet(number, pack) for number, pack in enumerate(packs, 1))]


def _sheet(number: int, pack: list[dict]) -> Sheet:
    begins = pack[0]["surface"][:1], pack[-1]["surface"][:1]
    return Sheet(f"formulas-{number}.html", span(*begins), tuple(pack))


def _beginning(row: dict) -> tuple[int, str]:
    """The order of the pages: by numeral, then by the name."""
    first = row["surface"][:1]
    return (TENS.index(first) if first in TENS else len(TENS), row["surface"])


def _fitting(rows: Sequence[dict]) -> int:
    room = ROOM
    for number, row in enumerate(rows):
        room -= _size(row)
        if room < 0:
            return number
    return len(rows)


def _size(row: dict) -> int:
    """About how many bytes a row takes as data."""
    return (
        60
        + 3 * (len(row["surface"]) + len(row["stands"]) + len(row["places"]))
        + sum(30 + 3 * sum(map(len, line[4:])) for line in row["lines"])
    )


def data_of(sheet: Sheet, corpus: Corpus, files: Mapping[str, str]) -> str:
    """The rows of a page that are not written out, and the articles that the rows name, as a block of data for its script."""
    rows = [[row[key] for key in _KEYS] for row in sheet.rows[WRITTEN:]]
    if not rows:
        return ""
    used = {line[0] for row in sheet.rows[WRITTEN:] for line in row["lines"]}
    docs = {n: source_of(doc, files) for n, doc in enumerate(corpus) if n in used}
    return data_block(
        {"keys": _KEYS, "rows": rows, "docs": docs, "words": {key: str(say(key)) for key in (*VERDICTS, "elsewhere")}}
    )


_KEYS = (
    *("name", "surface", "read", "gloss", "stands", "outside", "verdict", "because", "n", "articles", "dates", "places", "more"),
    *("label", "label_words", "label_tip", "lines"),
)


def source_of(doc: Document, files: Mapping[str, str]) -> list[str]:
    """The address of an article's page ("" without one) and what a line of a concordance calls it."""
    named = " ".join(filter(None, (place_of(doc), str(doc.metadata["date"].value)[:4] if "date" in doc.metadata else "")))
    return [files.get(doc.doc_id, ""), visible(named or doc.title[:14])]


def counts_of(rows: Sequence[dict]) -> Iterator[tuple[str, int]]:
    """Verdicts with how many of the formulas have them, in their order."""
    for verdict in VERDICTS:
        if n := sum(row["verdict"] == verdict for row in rows):
            yield verdict, n

"""Search: pages of all sentences, filtered as one types, to which the terms in tables lead, and the rows of tables as data."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from tifaku.notebook.views import data_block, visible
from tifaku.text.documents import Document
from tifaku.text.marks import sentences

PAGE = "sentences.html"
#: Bytes of sentences that one page holds; with more there is a page for every so many articles, and one that leads to them.
ROOM = 1_400_000
#: Bytes that the rows which are not written out may take on one page, all its tables together.
DATA = 1_000_000
#: Bytes of a page without its font, which takes 1.3 MB where all characters of the register occur.
PAGE_BYTES = 1_650_000
#: Sentences that are written out; the rest stand in the page as data.
WRITTEN = 300
#: Characters of the pieces by which a term is looked for in many sentences at once.
LONGEST_PIECE = 3
TERM = re.compile(r'<span class="find">(.*?)</span>', re.DOTALL)
_BLOCK = re.compile(r'<script type="application/json" class="rest">(.*?)</script>', re.DOTALL)


@dataclass(frozen=True)
class Sheet:
    """The sentences of some articles that stand on one page: (sentence, kind, number of the article, start)."""

    address: str
    docs: tuple[Document, ...]
    rows: tuple[tuple[str, str, int, int], ...]


def find_sentences(docs: Iterable[Document]) -> Iterator[tuple[Document, str, int, int]]:
    """Every sentence of the articles: its document, the kind of its block, start and end; captions and the like too."""
    for doc in docs:
        tops = [(b.kind, b.start, b.end) for b in doc.blocks if b.level == 0] or [("paragraph", 0, len(doc.text))]
        for kind, start, end in tops:
            for a, b in sentences(doc.text, start, end):
                yield doc, kind, a, b


def sheets_of(docs: Sequence[Document], room: int = ROOM) -> list[Sheet]:
    """The pages of sentences: one where they fit, else one for every so many articles, in order."""
    packs: list[list[Document]] = [[]]
    left = room
    for doc in docs:
        size = 3 * len(doc.text)
        if packs[-1] and size > left:
            packs.append([])
            left = room
        packs[-1].append(doc)
        left -= size
    addresses = [PAGE] if len(packs) == 1 else [f"sentences-{number}.html" for number in range(1, len(packs) + 1)]
    return [Sheet(address, tuple(pack), tuple(_rows(pack))) for address, pack in zip(addresses, packs) if pack]


def _rows(docs: Sequence[Document]) -> Iterator[tuple[str, str, int, int]]:
    for number, one in enumerate(docs):
        for doc, kind, start, end in find_sentences([one]):
            yield visible(doc.text[start:end]).strip(), kind, number, start


def rows_as_data(sheet: Sheet, href: Callable[[Document], str], words: Callable[[str], str]) -> str:
    """The sentences of a page beyond those written out, as data; an article is named by its number, once."""
    if len(sheet.rows) <= WRITTEN:
        return ""
    kinds = list(dict.fromkeys(kind for _, kind, _, _ in sheet.rows))
    rows = [[text, kinds.index(kind), [number, f"s{start}"]] for text, kind, number, start in sheet.rows[WRITTEN:]]
    columns = [
        {"class": "sentence", "lang": "zh"},
        {"class": "short", "words": [words(k) for k in kinds]},
        {"class": "long", "lang": "zh"},
    ]
    return data_block({"columns": columns, "docs": [[href(doc), visible(doc.title)] for doc in sheet.docs], "rows": rows})


def terms_in(bodies: Iterable[str]) -> set[str]:
    """The terms that some pages lead to sentences, those in their data too."""
    found: set[str] = set()
    for body in bodies:
        found |= {html.unescape(term) for term in TERM.findall(body)}
        for block in map(json.loads, _BLOCK.findall(body)):
            leading = [k for k, column in enumerate(block["columns"]) if column.get("find")]
            found |= {row[k] for row in block["rows"] for k in leading}
    return found


def where_terms_stand(terms: Iterable[str], sheets: Sequence[Sheet]) -> dict[str, list[int]]:
    """The numbers of the pages, from 0, on which each term stands."""
    found: dict[str, list[int]] = {term: [] for term in sorted(terms)}
    sizes = {term: min(len(term), LONGEST_PIECE) for term in found}
    pieces = {term: frozenset(_pieces(term, size)) for term, size in sizes.items()}
    for number, sheet in enumerate(sheets):
        text = "\n".join(doc.text for doc in sheet.docs)
        known = {size: frozenset(_pieces(text, size)) for size in {*sizes.values()}}
        for term, size in sizes.items():  # most are ruled out, or known to be there, by their pieces
            if pieces[term] <= known[size] and (len(term) == size or term in text):
                found[term].append(number)
    return found


def _pieces(text: str, size: int) -> Iterator[str]:
    """Every run of so many characters."""
    return map("".join, zip(*(text[start:] for start in range(size))))


def with_searches(body: str) -> str:
    """The body with every term that a view has marked as a link to the sentences that hold it."""
    return TERM.sub(lambda m: f'<a class="find" href="{PAGE}#{quote(html.unescape(m[1]), safe="")}">{m[1]}</a>', body)


def room_in(body: str) -> int:
    """How many bytes of data a page may hold beside what is written in it and its font, so that it has 3 MB at most."""
    return max(0, min(DATA, PAGE_BYTES - len(_BLOCK.sub("", body).encode(errors="replace"))))


def with_data(body: str, href: Callable[[str, int, int], str], searched: bool, room: int = DATA) -> str:
    """The body with the data of its tables cut to what a page may hold, and with addresses in place of doc_id, start, end.

    Each table keeps its share of the room: none is cut before it is larger than what is left for it. searched: whether there are
    pages of sentences for terms to lead to.
    """
    blocks = _BLOCK.findall(body)
    done: dict[int, str] = {}
    for number, block in sorted(enumerate(blocks), key=lambda item: len(item[1])):
        done[number] = _addressed(block, room // (len(blocks) - len(done)), href, searched)
        room -= len(done[number].encode(errors="replace"))
    numbers = iter(range(len(blocks)))
    return _BLOCK.sub(lambda _: done[next(numbers)], body)


def _addressed(block: str, room: int, href: Callable[[str, int, int], str], searched: bool) -> str:
    """The block with addresses in its cells, and of its rows the first that take `room` bytes."""
    data, rows = json.loads(block), []
    for row in data["rows"]:
        rows.append([_cell(cell, href) for cell in row])
        room -= len(json.dumps(rows[-1], ensure_ascii=False, separators=(",", ":")).encode(errors="replace")) + 1
        if room < 0:
            rows.pop()
            break
    data["rows"] = rows
    for column in data["columns"]:
        if column.pop("find", 0) and searched:
            column["find"] = PAGE
    return data_block(data)


def _cell(cell: object, href: Callable[[str, int, int], str]) -> object:
    if not isinstance(cell, list):
        return cell
    text, doc_id, start, end = cell
    address = href(doc_id, start, end)
    return [text, address] if address else text

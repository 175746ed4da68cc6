"""Document: one article as it was read, as it was repaired, and the way back from the one to the other."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field, replace
from functools import cached_property
from operator import itemgetter
from typing import Iterable, Mapping, Sequence

from tifaku.text.edits import Alignment, Edit, compose, replay

#: What is counted; all other kinds (captions, bylines, credits, page furniture) stay visible but out of `body`.
BODY_KINDS = frozenset({"title", "subtitle", "heading", "run_in_heading", "paragraph", "list_item"})
#: The levels of places that metadata can name, the narrowest first.
PLACES = ("county", "prefecture", "province")
_HALF = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch text[start:end] of one kind.

    Kinds: title, subtitle, kicker, byline, source_line, heading, run_in_heading, paragraph, caption, list_item, credit,
    boilerplate. Top-level blocks (level 0) do not overlap. Nested ones lie inside a paragraph: a run_in_heading of
    level 1 opens it, one of level 2 stands further in; a byline, credit or source_line can close or open it.
    A role says what else is known: a list_item with the role boilerplate is part of the page and not of the article.
    """

    kind: str
    start: int
    end: int
    level: int = 0
    role: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A statement about the article with its evidence text[start:end], or no evidence where it was not read there.

    basis: stated (the text says so) | inferred (follows from what it says, see note) | page header (the header of the web
    page says so) | table (a column beside the article says so) | export
    (its head in the export of a database says so) | sources.tsv (the user says so).
    """

    value: str | int
    start: int | None = None
    end: int | None = None
    basis: str = "stated"
    note: str = ""


@dataclass(frozen=True, repr=False)
class Document:
    """One article: `raw` as read, `edits` as made, `text` as repaired, `blocks` and `metadata` as found in `text`.

    >>> import tifaku
    >>> doc = tifaku.read_text("深化“三級書記”抓扶貧")  # 'secretaries at three levels' lead poverty relief
    >>> doc.text, doc.raw[slice(*doc.to_raw(3, 7))]
    ('深化“三级书记”抓扶贫', '三級書記')
    >>> doc
    <Document text: 11 characters, 4 edits>
    """

    doc_id: str
    raw: str
    text: str
    edits: tuple[Edit, ...] = ()
    blocks: tuple[Block, ...] = ()
    metadata: Mapping[str, Fact] = field(default_factory=dict)
    source: Mapping[str, object] = field(default_factory=dict)  # file name, encoding, replaced bytes, sha256 …

    def __repr__(self) -> str:
        return f"<Document {self.doc_id}: {len(self.text):,} characters, {len(self.edits):,} edits>"

    def __hash__(self):
        return hash((self.doc_id, self.raw, self.edits))

    def edited(self, edits: Sequence[Edit]) -> "Document":
        """The document after further edits, which are given in the coordinates of its present text."""
        if not edits:
            return self
        return replace(self, text=replay(self.text, edits), edits=compose(self.raw, self.edits, self.text, edits))

    @cached_property
    def _alignment(self) -> Alignment:
        return Alignment(self.edits)

    def to_raw(self, start: int, end: int) -> tuple[int, int]:
        """The range of `raw` that text[start:end] comes from; deletions at either edge are left out."""
        return self._alignment.to_raw(start, end)

    def to_file(self, start: int, end: int) -> tuple[int, int]:
        """The range of the text of its file that text[start:end] comes from: `to_raw`, where the file holds this article alone.

        Of an export that holds several, `raw` is the stretch of the one article, and begins at source["offset"].
        """
        offset = int(str(self.source.get("offset") or 0))
        first, last = self.to_raw(start, end)
        return offset + first, offset + last

    @cached_property
    def _block_starts(self) -> list[int]:
        return [block.start for block in self.blocks]

    def block_at(self, at: int) -> Block | None:
        """The innermost block that holds text[at] (of several, the one that begins last); None between blocks."""
        for number in range(bisect_right(self._block_starts, at) - 1, -1, -1):
            block = self.blocks[number]
            if at < block.end:
                return block
            if block.level == 0:  # what begins before it ends before it
                break
        return None

    @cached_property
    def body_spans(self) -> tuple[tuple[int, int], ...]:
        """The stretches of `text` that are counted, in order: body blocks without the bylines and credits inside them.

        All of a text without blocks, such as a plain str.
        """
        if not self.blocks:
            return ((0, len(self.text)),) if self.text else ()
        spans: list[tuple[int, int]] = []
        for block in self.blocks:  # in order of start, so what is nested follows what holds it
            if block.level == 0 and block.kind in BODY_KINDS and block.role != "boilerplate":
                spans.append((block.start, block.end))
            elif block.level and block.kind in ("byline", "credit") and spans and block.start < spans[-1][1]:
                start, end = spans.pop()
                spans += [(start, block.start), (block.end, end)]
        spans = [_stripped(self.text, *span) for span in spans]
        return tuple(span for span in spans if span[0] < span[1])

    @cached_property
    def body(self) -> str:
        """What is counted: title, subtitle, headings and paragraphs, one a line (no captions, bylines, furniture)."""
        return "\n".join(self.text[s:e] for s, e in self.body_spans)

    def in_body(self, start: int, end: int) -> bool:
        """Whether text[start:end] lies in one of the stretches that are counted."""
        at = bisect_right(self.body_spans, start, key=itemgetter(0)) - 1
        return at >= 0 and end <= self.body_spans[at][1]

    @property
    def doubts(self) -> tuple[Edit, ...]:
        """The edits that could not be decided for certain, each with its doubt."""
        return tuple(e for e in self.edits if e.doubt)

    @property
    def title(self) -> str:
        """The title as read, or the doc_id where the article has none."""
        fact = self.metadata.get("title")
        return str(fact.value) if fact else self.doc_id


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())


def place_of(doc: Document) -> str:
    """The narrowest place in the metadata: the county, else the prefecture, else the province; "" where there is none."""
    return next((str(doc.metadata[name].value) for name in PLACES if name in doc.metadata), "")


def as_document(source: Document | str) -> Document:
    """A Document as it is; a plain str becomes one without any repair, so that spans refer to the str itself."""
    if isinstance(source, Document):
        return source
    text = whole_characters(source)
    return Document(doc_id="text", raw=text, text=text)


def as_documents(docs: Document | str | Iterable[Document | str]) -> list[Document]:
    """Several Documents, or one, or a plain str, as a list of Documents."""
    return [as_document(doc) for doc in ([docs] if isinstance(docs, (Document, str)) else docs)]


def whole_characters(text: str) -> str:
    """The text with U+FFFD in place of each half of a surrogate pair, so that all spans hold.

    >>> whole_characters("四\\ud800城")  # 'four' and 'cities' with half a character between
    '四�城'
    """
    try:
        text.encode()  # takes a third of the time of the pattern
    except UnicodeEncodeError:
        return _HALF.sub("\ufffd", text)
    return text

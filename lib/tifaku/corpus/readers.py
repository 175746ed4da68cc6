"""Readers: the text of one file, by its format; each raises Unreadable with the next step where there is none."""

from __future__ import annotations

import io
import logging
import re
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any, Callable, Mapping

from tifaku.corpus import exports, ocr, pdf_pages
from tifaku.corpus.articles import find_article
from tifaku.corpus.encodings import decode
from tifaku.corpus.exports import headed
from tifaku.corpus.exports.pieces import Pieces, facts_in
from tifaku.corpus.files import Unreadable
from tifaku.corpus.folders import PICTURES
from tifaku.corpus.web_pages import PageLine, containers, page_lines
from tifaku.corpus.word_files import is_rtf, rtf_text, word_parts
from tifaku.metadata.evidence import Stated
from tifaku.text.documents import Fact

#: A page of a newspaper is drawn in some 20,000 steps; these take pypdf a minute.
MOST_STEPS = 1_000_000
#: Guessed text that is right has 0.8 to 1 (the seeds, one byte in 1,500 lost), random bytes have 0.05.
LEAST_FAMILIAR = 0.3
#: The suffixes of web pages.
PAGES = (".html", ".htm", ".xhtml", ".shtml")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffd]")
_ENDS = re.compile("\x00|</(?:body|html)\\s*>", re.IGNORECASE)  # a page can go on behind its end, if it was pasted together


@dataclass(frozen=True, slots=True)
class Extract:
    """What was got out of a file or a row; `stated` is what a page's own header states, `notice` what its owner should know.

    `kinds`: where a format marks its lines, the kind of each that is not blank ("" where it is not marked). Of a file that holds
    several articles: `facts` that its columns or heads state, the `doc_id` that it gives, `place`, where the article stands, and
    `odd`, a date that is no day; `start`, where the text begins in that of the file, and `kept`, the stretches of it that are the
    article (all of it where there are none); `doubts` are stretches of which it is not sure what they say.
    """

    text: str
    encoding: str
    replaced: int = 0  # places where bytes stand for no character and became U+FFFD
    kinds: tuple[str, ...] = ()
    stated: tuple[Stated, ...] = ()
    notice: str = ""
    facts: Mapping[str, Fact] = field(default_factory=dict)
    doc_id: str = ""
    place: str = ""
    odd: str = ""
    start: int | None = None
    kept: tuple[tuple[int, int], ...] = ()
    doubts: tuple[tuple[int, int, str], ...] = ()

    def with_facts(self, facts: Mapping[str, Fact], doc_id: str, place: str, odd: str = "") -> Extract:
        """The same text as an article of a file that holds several."""
        return replace(self, facts=facts, doc_id=doc_id, place=place, odd=odd)


def read_txt(data: bytes, encoding: str | None = None) -> Extract:
    """Plain text in the encoding stated, or else the one that fits best; line ends stay as they are.

    Single control characters and undecodable bytes stay, with a notice. More than one in ten, or hardly any character
    that is frequent in Chinese where the encoding had to be guessed, is no text.
    """
    decoded = decode(data, encoding)
    odd = len(_CONTROLS.findall(decoded.text.encode("ascii", "ignore").decode())) + decoded.text.count("\ufffd")
    if odd * 10 > len(decoded.text) or decoded.familiar < LEAST_FAMILIAR:
        raise Unreadable("is no text in UTF-8, GB18030, Big5 or UTF-16", "open it in its own program and save it as UTF-8 .txt")
    notice = f"control characters or undecodable bytes, left in place: {odd:,}" if odd else ""
    return Extract(decoded.text, decoded.encoding, decoded.replaced, notice=notice)


def read_html(data: bytes, encoding: str | None = None) -> Extract:
    """The article in a web page without navigation and comments, and what its header states.

    `raw` is what was extracted, so that spans lead back to the extracted text, not into the page's markup. Blocks and breaks of
    the page are lines: a block of several spans is one, an item of a list has its number or bullet, each cell of a table is one.
    """
    page = read_txt(data, encoding)  # what pages declare is wrong too often to be asked
    return _article_of(page, *_parsed(page))


def _parsed(page: Extract) -> tuple[Any, list[PageLine]]:
    """The tree of a page, None where it has none, and its lines."""
    import trafilatura

    tree = trafilatura.load_html(_ENDS.sub("", page.text))
    return tree, page_lines(tree) if tree is not None else []


def _article_of(page: Extract, tree: Any, lines: list[PageLine]) -> Extract:
    found = find_article(tree, lines) if tree is not None else None
    if found is None:
        frames = tree is not None and any(True for _ in tree.iter("frame", "frameset"))
        advice = "save the page inside the frame instead" if frames else "copy the article into a .txt file"
        raise Unreadable("holds only frames" if frames else "holds no article that could be told from its page", advice)
    return Extract("\n".join(found.lines), page.encoding, page.replaced, found.kinds, found.stated, found.notice)


def fragment_lines(markup: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The lines of an article in HTML that has no page around it, as a cell of a table has it, and the kind of each."""
    from lxml import html

    lines = page_lines(html.fragment_fromstring(_CONTROLS.sub("", markup), create_parent="div"))
    return tuple(line.text for line in lines), tuple(line.kind for line in lines)


def read_docx(data: bytes, encoding: str | None = None) -> Extract:
    """The paragraphs of a Word file in order, those in tables and text boxes too; no footnotes, headers, deleted text."""
    parts = word_parts(data)
    return _of_lines("\n".join(parts), "docx")


def _of_lines(text: str, encoding: str) -> Extract:
    """What was read from a format that marks where paragraphs end, so that none of its lines is wrapped."""
    return Extract(text, encoding, kinds=("",) * len([line for line in text.split("\n") if line.strip()]))


def read_pdf(data: bytes, encoding: str | None = None) -> Extract:
    """The text layer of a pdf, page after page and column after column, without running heads and page numbers.

    What a running head states (青石日报  2021年7月22日, a paper and its date) is a fact. Pages that are pictures have no text and
    are named in a notice; a pdf of nothing but pictures is read by text recognition, where that is installed.
    """
    import pypdf
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it warns of is said in corpus.problems
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable("is locked by a password", "save it without one")
        step = _counter()
        pages = [pdf_pages.page_lines(page, step) for page in reader.pages]
    except (PyPdfError, NotImplementedError):
        raise Unreadable("is a broken pdf", "open it in a pdf viewer and print it to a new pdf") from None
    if not any(lines for lines, _ in pages):
        return _recognised(lambda: list(ocr.pages_of_pdf(data)), "is a pdf without a text layer (a scan)")
    empty = [str(n) for n, (lines, _) in enumerate(pages, 1) if not lines]
    notice = f"has no text on page {', '.join(empty)} (pictures?), so that may be missing" if empty else ""
    return replace(_without_heads(pages), notice=notice)


def read_picture(data: bytes, encoding: str | None = None) -> Extract:
    """The text in a picture, by text recognition; Unreadable where that is not installed."""
    return _recognised(lambda: [ocr.page_of_picture(data)], "is a picture")


def _recognised(read: Callable[[], list[ocr.Page]], what: str) -> Extract:
    """The text of pages that were recognised; what was read with little confidence is a doubt, and a notice says so."""
    if not ocr.is_installed():
        raise Unreadable(what, ocr.NEXT_STEP)
    pages = read()
    pieces = [piece for page in pages for piece in page.pieces]
    if not pieces:
        raise Unreadable(f"{what} in which no text was recognised", "look whether it can be read at all")
    extract = _without_heads([(page.lines, page.margins) for page in pages])
    doubts: list[tuple[int, int, str]] = []
    at = 0
    for text, confidence in pieces:
        found = extract.text.find(text, at)
        found = found if found >= 0 else extract.text.find(text)
        if found >= 0 and confidence < ocr.LEAST_CONFIDENCE:
            doubts.append((found, found + len(text), f"read with a confidence of {confidence:.2f}"))
        at = max(at, found)
    mean = sum(confidence * len(text) for text, confidence in pieces) / sum(len(text) for text, _ in pieces)
    notice = f"was read by text recognition (OCR) with a confidence of {mean:.3f}; doubtful lines: {len(doubts)}"
    return replace(extract, encoding="ocr", notice=notice, doubts=tuple(sorted({*doubts})))


def _counter() -> Callable[..., None]:
    """A function to be called at every step of drawing the pages, which raises Unreadable where there are too many."""
    steps = count(1)

    def one_more(*_: object) -> None:
        if next(steps) > MOST_STEPS:
            raise Unreadable(f"takes more than {MOST_STEPS:,} steps to draw", "print it to a new pdf, or save its text as .txt")

    return one_more


def _without_heads(pages: list[tuple[list[str], list[str]]]) -> Extract:
    """The lines of all pages, of which those that are no running heads are kept."""
    heads = pdf_pages.running([margins for _, margins in pages])
    lines = [line for page, _ in pages for line in page]
    kept: list[tuple[int, int]] = []
    at = 0
    for line in lines:
        if line.strip() not in heads:
            follows = kept and kept[-1][1] == at - 1
            kept.append((kept.pop()[0] if follows else at, at + len(line)))
        at += len(line) + 1
    found = facts_in([part for head in sorted(heads, key=len)[-1:] for part in re.split(r"\s{2,}|[|｜]", head)])
    stated = {name: value for name, value in found.items() if "date" in found and name in ("date", "outlet")}
    facts = {name: Fact(value, basis="page header", note="running head") for name, value in stated.items()}
    return Extract("\n".join(lines), "pdf", facts=facts, kept=tuple(kept) if heads else ())


def read_rtf(data: bytes, encoding: str | None = None) -> Extract:
    """The paragraphs of a rich text file, without notes, headers and pictures."""
    return _of_lines(rtf_text(data), "rtf")


def read_markdown(data: bytes, encoding: str | None = None) -> Extract:
    """A text with Markdown in it; what its front matter states are facts, and no part of the article."""
    extract = read_txt(data, encoding)
    found, end = headed.front_matter(extract.text)
    facts = {name: Fact(value, basis="table") for name, value in found.items()}
    return replace(extract, facts=facts, kept=((end, len(extract.text)),) if end else ())


_READERS: dict[str, Callable[[bytes, str | None], Extract]] = {
    **dict.fromkeys((".txt", ".text"), read_txt),
    **dict.fromkeys((".html", ".htm", ".xhtml", ".shtml"), read_html),
    **dict.fromkeys((".md", ".markdown"), read_markdown),
    ".docx": read_docx,
    ".rtf": read_rtf,
    ".pdf": read_pdf,
    **dict.fromkeys(PICTURES, read_picture),
}


def read_bytes(data: bytes, suffix: str, encoding: str | None = None) -> Extract:
    """The text in a file's bytes, read as its suffix says (.txt, .html, .docx, .pdf …)."""
    if not data.strip():
        raise Unreadable("is empty", "download or export it again, or delete it")
    extract = _READERS[".rtf" if is_rtf(data) else suffix.lower()](data, encoding)
    if not extract.text.strip():
        raise Unreadable("holds only blank space", "download or export it again, or delete it")
    return extract


def read_articles(data: bytes, suffix: str, encoding: str | None = None) -> tuple[str, list[Extract]]:
    """The articles in a file's bytes, and how they were told apart ("" where there is one)."""
    if suffix.lower() == ".docx":
        parts = word_parts(data) if data.strip() else []
        if len(parts) > 1:
            found = [_of_lines(part, "docx") for part in parts if part.strip()]
            return "Word file by Heading 1", _numbered(found)
    if suffix.lower() in PAGES and data.strip() and not is_rtf(data):
        how, found = _articles_of_page(data, encoding)
        return how, _numbered(found) if how else found
    extract = read_bytes(data, suffix, encoding)
    pieces = exports.divided(extract.text)
    return (pieces.how, _numbered(_extracts(extract, pieces))) if pieces else ("", [extract])


def _numbered(extracts: list[Extract]) -> list[Extract]:
    return [replace(extract, place=f"article {number}") for number, extract in enumerate(extracts, 1)]


def _extracts(extract: Extract, pieces: Pieces) -> list[Extract]:
    """The pieces of a text, each as an article of its own."""
    return [
        Extract(
            extract.text[piece.start : piece.end],
            extract.encoding,
            notice=extract.notice if not number else "",
            facts={name: Fact(value, basis="export") for name, value in piece.facts.items()},
            start=piece.start,
            kept=tuple((start - piece.start, end - piece.start) for start, end in piece.kept),
        )
        for number, piece in enumerate(pieces.pieces)
    ]


def _articles_of_page(data: bytes, encoding: str | None) -> tuple[str, list[Extract]]:
    """The articles of a page that holds several, in containers of their own or as an export of a database; else its one."""
    page = read_txt(data, encoding)
    tree, lines = _parsed(page)
    made = exports.MAKERS.search(page.text)
    if made:
        text = "\n".join(line.apart for line in lines)
        if pieces := exports.divided(text):
            return pieces.how, _extracts(Extract(text, page.encoding), pieces)
    found = containers(lines) if not made and page.text.count("<h") > 1 else []
    if len(found) > 1:
        return "web page with several articles", [Extract("\n".join(own), page.encoding, kinds=kinds) for own, kinds in found]
    return "", [_article_of(page, tree, lines)]

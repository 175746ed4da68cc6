"""What is promised of any file that is read, and of any page and table that is written: fed by test_fuzz.py and fuzz.py."""

from __future__ import annotations

import csv
import html.parser
import io
import re
import tempfile
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import hostile
import tifaku
from tifaku.corpus import open_file
from tifaku.corpus.encodings import decode
from tifaku.corpus.files import Unreadable
from tifaku.corpus.folders import shown
from tifaku.corpus.readers import read_bytes
from tifaku.corpus.sources import read_sources
from tifaku.datasets import stored_documents
from tifaku.decisions.files import read_decisions, write_decisions
from tifaku.notebook import export
from tifaku.notebook.views import show, visible
from tifaku.report import articles
from tifaku.scale.batches import batches_of
from tifaku.scale.partitions import Settings, work_on
from tifaku.tables.reference import read_reference
from tifaku.text.documents import as_document
from tifaku.tokens.cutting import read_user_terms

ARTICLE = "打好“绿色、生态、有机”三张牌，坚持“四抓四度”，落实11357。\n"
#: What the article pages and views are made of; an article's own markup is text.
ELEMENTS = {"h2", "h3", "p", "a", "sup", "span", "mark", "del", "ins"}
ELEMENTS |= {"div", "table", "caption", "thead", "tbody", "tr", "th", "td"}
WIDTH = re.compile(r"max-width: \d+ch")  # the only style of a cell
ATTRIBUTES = {"id", "class", "title", "tabindex", "role", "aria-label", "scope", "lang", "href", "data-at", "data-f", "data-n"}
ATTRIBUTES |= {"data-of", "data-name"}

#: What a long table has behind the rows it shows: a button, and the others as data.
REST = re.compile(
    r'<button class="link rest noprint" type="button" hidden data-form="[^"<>]*"></button>'
    r'<script type="application/json" class="rest">[^<]*</script>'
)


def of_bytes(data: bytes) -> None:
    """Bytes become a text that can be saved, or Unreadable says why not."""
    assert isinstance(decode(data).text, str)
    for suffix in (".txt", ".html"):
        try:
            assert read_bytes(data, suffix).text
        except Unreadable as error:
            assert error.reason and error.what_to_do


def of_html(text: str) -> None:
    """A page holding any text and markup is an article or none, and its header's facts are texts."""
    head = f'<title>{text[:30]}</title><meta name="author" content="{text[30:40]}">'
    body = f"<h1>{text[:20]}</h1><div><p>{ARTICLE * 3}</p>{text}<p>{ARTICLE * 3}</p></div>"
    page = f"<html><head>{head}</head><body>{body}</body></html>"
    for data in (page.encode("utf-8", "surrogatepass"), text.encode("utf-8", "surrogatepass")):
        try:
            reading = read_bytes(data, ".html")
        except Unreadable as error:
            assert error.reason and error.what_to_do
        else:
            assert reading.text.strip() and all(isinstance(item.value, str) for item in reading.stated)


def of_papers(data: bytes) -> None:
    """A pdf of these bytes, and a Word file of this inside, are an article or a problem with its next step."""
    body = data.decode("utf-8", "replace")
    for suffix, content in {".pdf": data, ".docx": hostile.word_file(body)}.items():
        _article_or_problem(content, suffix)


def of_rows(data: bytes) -> None:
    """A table of these bytes, in each format of tables, gives articles or problems."""
    for suffix in (".csv", ".tsv", ".json", ".xlsx", ".ods", ".xls"):
        _article_or_problem(data, suffix)


def of_exports(data: bytes) -> None:
    """A text that looks like an export of a database is its articles, or one, or a problem."""
    for suffix in (".txt", ".html"):
        _article_or_problem(data, suffix)


def of_archives(data: bytes) -> None:
    """An archive of these bytes, or of files that hold them, gives articles or problems, and writes nothing beside itself."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in ("一.txt", "../二.csv", "三.zip"):  # 'one', 'two', 'three'
            archive.writestr(name, data)
    for content in (data, packed.getvalue(), packed.getvalue()[:-30]):
        _article_or_problem(content, ".zip")


def _article_or_problem(data: bytes, suffix: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"a{suffix}")
        path.write_bytes(data)
        reads = list(open_file(path, path.name, "a").reads)
        assert [*Path(folder).iterdir()] == [path]
    assert reads and all(doc or problems for doc, problems in reads)
    assert all(problem.reason and problem.what_to_do for _, problems in reads for problem in problems)


def of_sides(data: bytes) -> None:
    """The files beside a corpus are used as far as they can be, and said to be wrong in one sentence where not."""
    doc = tifaku.read_text(ARTICLE, "a")
    with tempfile.TemporaryDirectory() as folder:
        for name in ("sources.tsv", "user_terms.tsv", "decisions.csv", "list.tsv"):
            Path(folder, name).write_bytes(data)
        rows, problems = read_sources(Path(folder))
        assert all(problem.reason and problem.what_to_do for problem in problems)
        assert all(source.doc_id == doc_id for doc_id, source in rows.items())
        terms = _said_or_done(lambda: read_user_terms(folder), "user_terms.tsv") or ()
        assert "".join(tifaku.tokenize(doc, user_terms=terms).token) == doc.text.rstrip()
        _said_or_done(lambda: read_reference(Path(folder, "list.tsv")), "list.tsv")
        decisions = _said_or_done(lambda: read_decisions(Path(folder, "decisions.csv")), "decisions.csv") or []
        found = tifaku.find([doc], decisions)
        formulas = found.formulas
        assert len(found.outcomes) == len(decisions) and all(o.applied or o.reason for o in found.outcomes)
        assert all(f.surface == doc.text[f.start : f.end] for f in formulas)
        template = tifaku.decisions_template([doc], formulas, decisions)
        again = read_decisions(write_decisions(template, Path(folder, "decisions.csv")))
        assert [row[:5] for row in again[: len(decisions)]] == [row[:5] for row in decisions]


def _said_or_done(read, name: str):
    try:
        return read()
    except ValueError as error:
        assert name in str(error) and len(str(error).splitlines()) == 1


def of_lines(data: bytes) -> None:
    """Each line of a .jsonl is an article or a problem that says where, however it is cut; all can be stored and read back.

    A file without a column of articles is refused in one sentence.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "news.jsonl")
        path.write_bytes(data)
        if _said_or_done(lambda: batches_of(path, 300), path.name) is None:
            return
        found = [read for batch in batches_of(path, 300)[0] for read in batch.read()]
        whole = [read for batch in batches_of(path, 10**6)[0] for read in batch.read()]
        for batch in batches_of(path, 10**6)[0]:
            done = work_on(batch, Settings("rjieba", False, (), "x"), folder)
            stored = [*stored_documents(Path(folder, "articles", done.articles))]
            assert {doc.doc_id: doc for doc, _ in reversed(whole) if doc} == {doc.doc_id: doc for doc in stored}
    articles = [[doc for doc, _ in reads if doc] for reads in (found, whole)]
    assert articles[0] == articles[1] and all(doc or problems for doc, problems in found)


class _Page(html.parser.HTMLParser):
    """The elements and attributes of a page, and its text outside of what was put in."""

    def __init__(self, markup: str):
        super().__init__()
        self.elements, self.attributes, self.text, self.inside = set(), set(), [], []
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.elements.add(tag)
        self.attributes |= {name for name, value in attributes if name != "style" or not WIDTH.fullmatch(value)}
        self.inside.append(tag)

    def handle_endtag(self, tag):
        assert self.inside.pop() == tag

    def handle_data(self, data):
        self.text += [] if "ins" in self.inside else [data]

    def handle_comment(self, data):
        raise AssertionError("a comment")

    handle_decl = handle_pi = unknown_decl = handle_comment


def without_rest(view: str) -> str:
    """The view without the data of its further rows, which hold no markup."""
    return REST.sub("", view)


def of_pages(text: str) -> None:
    """An article's page has no element but the report's, and shows every character; no cell of a table can run."""
    doc = tifaku.read_text(text)
    tables = [tifaku.formulas_table(doc), tifaku.edits_table([doc]), tifaku.metadata_table([doc])]
    views = [show(table, caption=text[:20])._repr_html_() for table in tables]
    found = articles.marked(tifaku.find_formulas(doc), tifaku.find_slogans(doc), doc.text)
    marked = articles.pieces(doc, 0, len(doc.text), found.marks)
    for markup in (marked, articles.raw_html(doc), *map(without_rest, views)):
        page = _Page(markup)
        assert page.elements <= ELEMENTS and page.attributes <= ATTRIBUTES
    assert "".join(_Page(articles.raw_html(doc)).text) == "\n".join(map(visible, doc.raw.split("\n")))
    plain = articles.pieces(as_document(text), 0, len(as_document(text).text))
    assert "".join(_Page(plain).text) == visible(as_document(text).text)
    assert shown(text).isprintable() or not shown(text).isascii()
    with tempfile.TemporaryDirectory() as folder:
        for table in tables:
            _inert(table, Path(folder))


def _inert(table, folder: Path) -> None:
    with export.to_csv(table, folder / "a.csv").open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.reader(lines))
    assert len(rows) == len(table) + 1
    assert not [cell for row in rows for cell in row if cell.strip()[:1] in tuple("=+-@")]
    with zipfile.ZipFile(export.to_xlsx({"a": table}, folder / "a.xlsx")) as book:
        sheets = [ElementTree.fromstring(book.read(name)) for name in book.namelist()]
    assert not [node for sheet in sheets for node in sheet.iter() if node.tag.endswith(("}f", "}hyperlink"))]


OF_BYTES = {"bytes": of_bytes, "papers": of_papers, "sides": of_sides, "lines": of_lines}
OF_BYTES |= {"rows": of_rows, "exports": of_exports, "archives": of_archives}

"""Pages: executed notebooks, articles and the index as HTML files that ask nothing of any network."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tifaku import __version__
from tifaku.corpus.files import room_for, texts_withheld
from tifaku.notebook.views import data_block, visible
from tifaku.report import articles, concordances, index, manual, search
from tifaku.report.cards import Places
from tifaku.report.fonts import characters_of, font_face
from tifaku.report.manifest import Manifest
from tifaku.report.running import Run
from tifaku.report.sharing import share
from tifaku.report.wording import read_aloud, say, zh
from tifaku.tables.names import Entry, formula_entries
from tifaku.text.corpora import Corpus
from tifaku.text.documents import Document
from tifaku.text.findings import Findings
from tifaku.text.texts import between, language, translated

TEMPLATE = Path(__file__).parent / "template"
PASSAGE = re.compile(r'<span class="passage" data-at="(\d+)-(\d+) ([^"]*)">(.*?)</span>', re.DOTALL)


#: The scripts of the kinds of pages that have no ordinary tables.
SCRIPTS = {"shelf": ("shelf",), "formulas": ("tables", "formulas"), "article": ("article",)}


#: The notebooks, whose short names stand in the menu.
BOOKS = ("01_ingestion", "02_term_frequency", "03_slogans_and_formulas", "04_visualisation", "05_lifecycle")
#: Pages of so many articles share a font, where there are more; each has its own where it may be passed on alone.
TOGETHER = 50
_FONT = "font-of-this-page"  # until the page is written and its characters are known
HTML_LANGUAGE = {"en": "en", "zh": "zh-Hans"}


@dataclass(frozen=True)
class Page:
    """A page to be written: its address in the folder, its kind (which gives style and script), body, data, neighbours."""

    address: str
    kind: str
    body: str
    blocks: tuple[str, ...] = ()
    title: str = ""


@dataclass(frozen=True)
class _Report:
    """What the pages are made from: articles, findings, formulas, and where everything stands."""

    corpus: Corpus
    found: Findings
    entries: Sequence[Entry]
    whole: tuple[Document, ...]  # the articles that may be shown
    marks: Mapping[str, articles.Marked]
    rows: Sequence[dict]
    formula_sheets: Sequence[concordances.Sheet]
    sentence_sheets: Sequence[search.Sheet]
    places: Places

    def address(self, doc_id: str, start: int, end: int) -> str:
        """The address of text[start:end] of an article, of its page where both are 0; empty where it has no page."""
        if doc_id not in self.places.articles:
            return ""
        place = f"#{articles.anchor(self.corpus[doc_id], start, end, self.marks[doc_id].spans)}" if end else ""
        return self.places.articles[doc_id] + place


def _report(corpus: Corpus, found: Findings) -> _Report:
    whole = () if texts_withheld() else tuple(corpus)
    files = {doc.doc_id: f"articles/{k:04d}.html" for k, doc in enumerate(whole, 1)}
    formulas, slogans = found.formulas_by_article(), found.slogans_by_article()
    marks = {doc.doc_id: articles.marked(formulas.get(doc.doc_id, ()), slogans.get(doc.doc_id, ()), doc.text) for doc in corpus}
    entries = formula_entries(corpus, found)
    rows = concordances.rows_of(entries, corpus, files)
    sheets = concordances.sheets_of(rows)
    places = Places(files, {row["name"]: sheet.address for sheet in reversed(sheets) for row in sheet.rows})
    return _Report(corpus, found, entries, whole, marks, rows, sheets, search.sheets_of(whole) if whole else [], places)


def write_pages(folder: Path, corpus: Corpus, found: Findings, runs: list[Run], manifest: Manifest) -> None:
    """Write into a new folder the index, a page per notebook, those of all formulas and sentences, and one per article."""
    (folder / "articles").mkdir(parents=True)
    (folder / "docs").mkdir()
    report = _report(corpus, found)
    bodies = {run.name: _linked(_notebook_body(run), report.address) for run in runs}
    answer = index.answer(corpus, found, report.entries, report.places, index.terms_of(run.notebook for run in runs))
    overview = _overview(bodies, bool(report.sentence_sheets), runs, answer | index.made_from(corpus, manifest))
    pages = [Page("index.html", "index", overview), *_formula_pages(report), *_list_of_articles(report)]
    pages += [*_notebook_pages(bodies, report), *_sentence_pages(report, search.terms_in(bodies.values()))]
    pages += [Page(address, "method", body) for address, body in manual.manual_pages()]
    write = _Writer(folder, corpus, _menu(pages))
    known = {entry.name: articles.facts_of_entry(entry, report.places) for entry in report.entries}
    write(pages[0])  # what all pages need is loaded now
    jobs: list[Page | range] = [*pages[1:], *_packs(len(report.whole))]
    share(jobs, lambda job: write(*[job] if isinstance(job, Page) else [_article_page(report, known, k) for k in job]))


def _packs(n: int) -> list[range]:
    """The numbers of the articles whose pages share a font: each alone where they are few, else so many together."""
    size = TOGETHER if n > TOGETHER else 1
    return [range(k, min(k + size, n)) for k in range(0, n, size)]


def _menu(pages: Sequence[Page]) -> list[tuple[str, str]]:
    """The pages that every page leads to, by name."""
    addresses = {page.address for page in pages}
    listed = "articles.html" if "articles.html" in addresses else "index.html#articles"
    menu = [("menu_index", "index.html"), ("menu_formulas", concordances.PAGE), ("menu_articles", listed)]
    books = [(_label(page.address), page.address) for page in pages if page.kind == "notebook"]
    sentences = [(str(say("menu_sentences")), search.PAGE)] if search.PAGE in addresses else []
    how = [(str(say("menu_method")), manual.FIRST)] if manual.FIRST in addresses else []
    return [*((str(say(key)), href) for key, href in menu), *books, *sentences, *how]


def _notebook_pages(bodies: Mapping[str, str], report: _Report) -> Iterator[Page]:
    searched = bool(report.sentence_sheets)
    for name, body in bodies.items():
        body = search.with_data(body, report.address, searched, search.room_in(body))
        yield Page(f"{name}.html", "notebook", search.with_searches(body) if searched else body)


def _list_of_articles(report: _Report) -> Iterator[Page]:
    listed = index.articles_page(report.corpus, report.found.formulas_by_article(), report.places.articles)
    if listed:
        yield Page("articles.html", "articles", _template("articles").render(listed))


@dataclass(frozen=True)
class _Writer:
    """Writes pages into a folder, each with the menu, its style and script, and the characters that it needs as a font."""

    folder: Path
    corpus: Corpus
    navigation: Sequence[tuple[object, str]]

    def __call__(self, *pages: Page) -> None:
        """Write a page that has its own font in it, or pages of one folder with a style sheet beside them for all of them."""
        sheet = pages[0].address.replace(".html", ".css") if len(pages) > 1 else ""
        texts = [self._markup(page, sheet.rpartition("/")[2]) for page in pages]
        font = font_face(characters_of("".join(texts)))
        for page, text in zip(pages, texts):
            self._write(page.address, text if sheet else text.replace(_FONT, font, 1))
        if sheet:
            self._write(sheet, font)

    def _markup(self, page: Page, sheet: str = "") -> str:
        script = _script(page.kind)
        return _template("page").render(
            kind=page.kind,
            title=page.title or _title(page.body),
            body=page.body,
            blocks=page.blocks,
            navigation=self.navigation,
            current=page.address,
            up="../" * page.address.count("/"),
            sheet=sheet,
            font=_FONT,
            style=_style(page.kind),
            script=script,
            script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
            version=__version__,
            language=HTML_LANGUAGE[language()],
            corpus=visible(self.corpus.name),
        )

    def _write(self, address: str, text: str) -> None:
        path = self.folder / address
        with room_for(path):
            path.write_text(text, encoding="utf-8", errors="replace", newline="\n")


@cache
def _style(kind: str) -> str:
    return "".join(_file(f"{name}.css") for name in ("base", kind) if (TEMPLATE / f"{name}.css").exists())


@cache
def _script(kind: str) -> str:
    return "".join(_file(f"{name}.js") for name in SCRIPTS.get(kind, ("tables", "views")))


def _label(address: str) -> str:
    """'02_term_frequency.html' -> '2 Term frequency', 'sentences.html' -> 'Sentences'."""
    name = address.removesuffix(".html")
    return f"{name[1]} {say('book_' + name)}" if name in BOOKS else name


@cache
def _file(name: str) -> str:
    return (TEMPLATE / name).read_text(encoding="utf-8")


@cache
def _environment():
    from jinja2 import Environment, FileSystemLoader
    from markupsafe import Markup

    from tifaku.report.markdown import code, to_html

    environment = Environment(loader=FileSystemLoader(TEMPLATE), autoescape=True, auto_reload=False)
    environment.globals.update(say=say, zh=zh, visible=visible, read=read_aloud, kinds=articles.kinds_of)
    environment.globals.update(translated=translated, between=between, own=lambda: HTML_LANGUAGE[language()])
    environment.filters.update(markdown=lambda text: Markup(to_html(text)), code=lambda source: Markup(code(source)))
    return environment


def _template(name: str):
    return _environment().get_template(f"{name}.html.j2")


def _notebook_body(run: Run) -> str:
    return _with_contents(_numbered(_template("notebook").render(cells=run.notebook["cells"])))


def _numbered(body: str) -> str:
    """The body with ids on its second-level headings, in order, so that the contents can point to them."""
    count = iter(range(1, len(body)))
    return re.sub(r"<h2[^>]*>", lambda _: f'<h2 id="part-{next(count)}">', body)


def _with_contents(body: str) -> str:
    """The body with links to its second-level headings below its lead."""
    parts = re.findall(r'<h2 id="(part-\d+)">(.*?)</h2>', body, re.DOTALL)
    links = "".join(f'<li><a href="#{name}">{text}</a></li>' for name, text in parts)
    contents = f'</section><nav class="contents" aria-label="{say("on_this_page")}"><ul>{links}</ul></nav>'
    return body.replace("</section>", contents, 1)


def _title(body: str) -> str:
    found = re.search(r"<h1[^>]*>(.*?)</h1>", body, re.DOTALL)
    return index.plain(found.group(1)) if found else "tifaku"


def _linked(body: str, address: Callable[[str, int, int], str]) -> str:
    """The body with every passage that a view has marked as a link to its place in the article's page."""

    def link(found: re.Match) -> str:
        href = address(html.unescape(found[3]), int(found[1]), int(found[2]))
        return f'<a class="passage" href="{href}">{found[4]}</a>' if href else found[4]

    return PASSAGE.sub(link, body)


def _article_page(report: _Report, known: Mapping[str, Mapping[str, str]], number: int) -> Page:
    """The page of an article, which leads to the one before and the one behind it."""
    whole, files = report.whole, report.places.articles
    doc = whole[number]
    around = [("previous", whole[number - 1])] if number else []
    around += [("next", whole[number + 1])] if number + 1 < len(whole) else []
    neighbours = [(say(word), visible(one.title), files[one.doc_id].rpartition("/")[2]) for word, one in around]
    values = articles.page_of(doc, report.marks[doc.doc_id], known)
    body = _template("article").render(values, number=number + 1, of=len(whole), neighbours=neighbours)
    return Page(files[doc.doc_id], "article", body, title=visible(doc.title))


def _formula_pages(report: _Report) -> Iterator[Page]:
    """The page of all formulas, and where they are too many for one, those by first character."""
    corpus, files, sheets = report.corpus, report.places.articles, report.formula_sheets
    documents = [concordances.source_of(doc, files) for doc in corpus]
    for sheet in sheets:
        occurrences = say("occurrences", n=sum(row["n"] for row in sheet.rows))
        values = {"formulas": say("formulas", n=len(sheet.rows)), "occurrences": occurrences, "begins": zh(sheet.begins)}
        body = _template("formulas").render(
            title=say("sheet_title" if sheet.begins else "formulas_title", **values),
            address=sheet.address,
            sheets=sheets,
            of=len(report.rows),
            rows=sheet.rows,
            written=concordances.WRITTEN,
            docs=documents,
            occurrences=occurrences,
            counts=list(concordances.counts_of(sheet.rows)),
            labels=Counter(row["label"] for row in sheet.rows).most_common(),
        )
        yield Page(sheet.address, "formulas", body, tuple(filter(None, [concordances.data_of(sheet, corpus, files)])))


def _sentence_pages(report: _Report, terms: Iterable[str]) -> Iterator[Page]:
    """The page of all sentences, or pages of those of some articles each, and one that leads a term to them."""
    sheets, files = report.sentence_sheets, report.places.articles
    if len(sheets) > 1:
        n = sum(len(sheet.rows) for sheet in sheets)
        body = _template("shelf").render(sheets=sheets, n=n, n_articles=len(report.whole))
        yield Page(search.PAGE, "shelf", body, (data_block(search.where_terms_stand(terms, sheets)),))
    for sheet in sheets:
        ends = {"first": zh(sheet.docs[0].title), "last": zh(sheet.docs[-1].title)}
        body = _template("sentences").render(
            title=say("sheet_of_sentences", **ends) if len(sheets) > 1 else "",
            sheets=sheets,
            page=search.PAGE,
            n=len(sheet.rows),
            n_articles=len(sheet.docs),
            rows=sheet.rows[: search.WRITTEN],
            docs=[(files[doc.doc_id], visible(doc.title)) for doc in sheet.docs],
            rest=search.rows_as_data(sheet, lambda doc: files[doc.doc_id], lambda kind: str(say(f"kind_{kind}"))),
        )
        yield Page(sheet.address, "sentences", body)


def _overview(bodies: dict[str, str], sentences: bool, runs: list[Run], facts: dict[str, object]) -> str:
    heard: set[str] = set()
    return _template("overview").render(
        **facts,
        failed=[(run.name, visible(run.error)) for run in runs if run.error],
        notebooks=[(_label(f"{name}.html"), f"{name}.html", index.readings_of(body, heard)) for name, body in bodies.items()],
        sentences=search.PAGE if sentences else "",
    )

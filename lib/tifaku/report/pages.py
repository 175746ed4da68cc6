"""Pages: executed notebooks, articles and the index as HTML files that ask nothing of any network."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path

from markupsafe import Markup

from tifaku import __version__
from tifaku.corpus.files import room_for, texts_withheld
from tifaku.notebook.views import visible
from tifaku.report import articles, concordances, index, search
from tifaku.report.cards import Places
from tifaku.report.fonts import subset_font
from tifaku.report.manifest import Manifest
from tifaku.report.running import Run
from tifaku.report.wording import say, zh
from tifaku.tables.names import formula_entries
from tifaku.text.corpora import Corpus
from tifaku.text.documents import Document
from tifaku.text.findings import Findings

TEMPLATE = Path(__file__).parent / "template"
PASSAGE = re.compile(r'<span class="passage" data-at="(\d+)-(\d+) ([^"]*)">(.*?)</span>', re.DOTALL)


#: The scripts of the kinds of pages that have no ordinary tables.
SCRIPTS = {"formulas": ("tables", "formulas"), "article": ("article",)}


@dataclass(frozen=True)
class Page:
    """A page to be written: its address in the folder, its kind (which gives style and script), body, data, neighbours."""

    address: str
    kind: str
    body: str
    blocks: tuple[str, ...] = ()
    neighbours: tuple[tuple[str, str, str], ...] = ()


def write_pages(folder: Path, corpus: Corpus, found: Findings, runs: list[Run], manifest: Manifest) -> None:
    """Write into a new folder index.html, a page per notebook, one of all sentences, and articles/ with a page each."""
    (folder / "articles").mkdir(parents=True)
    whole = () if texts_withheld() else tuple(corpus)  # the articles that may be shown
    files = {doc.doc_id: f"articles/{k:04d}.html" for k, doc in enumerate(whole, 1)}
    formulas, slogans = found.formulas_by_article(), found.slogans_by_article()
    marks = {doc.doc_id: articles.marks_of(formulas.get(doc.doc_id, ()), slogans.get(doc.doc_id, ())) for doc in corpus}
    bodies = {run.name: _linked(_notebook_body(run), corpus, marks, files) for run in runs}
    sentences = _sentences_body(corpus, files) if whole else ""
    entries = formula_entries(corpus, found)
    rows = concordances.rows_of(entries, corpus, files)
    sheets = concordances.sheets_of(rows)
    places = Places(files, {row["name"]: sheet.address for sheet in reversed(sheets) for row in sheet.rows})
    answer = index.answer(corpus, found, entries, places, index.terms_of(bodies))
    overview = _overview(bodies, bool(sentences), runs, answer | index.made_from(corpus, manifest))
    if sentences:
        bodies = {name: search.with_searches(body) for name, body in bodies.items()}
    pages = [Page(f"{name}.html", "notebook", body) for name, body in bodies.items()]
    pages += [Page("sentences.html", "sentences", sentences)] if sentences else []
    listed = index.articles_page(corpus, formulas, files)
    pages += [Page("articles.html", "articles", _template("articles").render(listed))] if listed else []
    list_of_articles = "articles.html" if listed else "index.html#articles"
    menu = [("menu_index", "index.html"), ("menu_formulas", concordances.PAGE), ("menu_articles", list_of_articles)]
    navigation = [
        *((say(key), href) for key, href in menu),
        *((_label(p.address), p.address) for p in pages if p.kind != "articles"),
    ]
    write = _Writer(folder, corpus, navigation)
    write(Page("index.html", "index", overview))
    for page in [*_formula_pages(sheets, rows, corpus, files), *pages]:
        write(page)
    for doc in whole:
        write(Page(files[doc.doc_id], "article", _article_body(doc, marks[doc.doc_id])))


@dataclass(frozen=True)
class _Writer:
    """Writes pages into a folder, each with the menu, its style and script, and a font of its own."""

    folder: Path
    corpus: Corpus
    navigation: Sequence[tuple[object, str]]

    def __call__(self, page: Page) -> None:
        script = _script(page.kind)
        text = _template("page").render(
            kind=page.kind,
            title=_title(page.body),
            body=page.body,
            blocks=page.blocks,
            neighbours=page.neighbours,
            navigation=self.navigation,
            current=page.address,
            up="../" * page.address.count("/"),
            font=subset_font("".join([page.body, *page.blocks, visible(self.corpus.name), "提法库中文…·↑↓"])),
            style=_style(page.kind),
            script=script,
            script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
            version=__version__,
            corpus=visible(self.corpus.name),
        )
        path = self.folder / page.address
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
    name = address.removesuffix(".html").lstrip("0").replace("_", " ")
    return re.sub("[a-z]", lambda letter: letter[0].upper(), name, count=1)


@cache
def _file(name: str) -> str:
    return (TEMPLATE / name).read_text(encoding="utf-8")


@cache
def _environment():
    from jinja2 import Environment, FileSystemLoader

    environment = Environment(loader=FileSystemLoader(TEMPLATE), autoescape=True)
    environment.globals.update(say=say, zh=zh)
    return environment


def _template(name: str):
    return _environment().get_template(f"{name}.html.j2")


@cache
def _exporter():
    from nbconvert import HTMLExporter

    return HTMLExporter(
        template_name=TEMPLATE.name, extra_template_basedirs=[str(TEMPLATE.parent)], exclude_anchor_links=True, preprocessors=[]
    )


def _notebook_body(run: Run) -> str:
    from nbconvert.exporters.templateexporter import TemplateExporter
    from nbconvert.filters import Highlight2HTML

    exporter = _exporter()
    exporter.register_filter("highlight_code", Highlight2HTML(pygments_lexer="ipython3", parent=exporter))
    # HTMLExporter's own would parse the page again, for descriptions of pictures that our template has written already.
    body, _ = TemplateExporter.from_notebook_node(exporter, run.notebook)
    return _with_contents(_numbered(body))


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


def _linked(body: str, corpus: Corpus, marks: dict[str, list[articles.Mark]], files: dict[str, str]) -> str:
    """The body with every passage that a view has marked as a link to its place in the article's page."""
    known: dict[str, set[str]] = {}

    def link(found: re.Match) -> str:
        start, end, doc_id, inner = int(found[1]), int(found[2]), html.unescape(found[3]), found[4]
        if doc_id not in files:
            return inner
        if doc_id not in known:
            known[doc_id] = {f"{m.start}-{m.end}" for m in marks[doc_id]}
        place = f"#{articles.anchor(corpus[doc_id], start, end, known[doc_id])}" if end else ""
        return f'<a class="passage" href="{files[doc_id]}{place}">{inner}</a>'

    return PASSAGE.sub(link, body)


def _article_body(doc: Document, marks: list[articles.Mark]) -> str:
    facts = [(name.replace("_", " "), visible(str(fact.value)), fact.basis) for name, fact in doc.metadata.items()]
    return _template("article").render(
        title=visible(doc.title),
        facts=[(name, value, basis) for name, value, basis in facts if name != "title"],
        repaired=Markup(articles.repaired_html(doc, marks)),
        raw=Markup(articles.raw_html(doc, (m.start for m in marks if m.kind.startswith("formula")))),
    )


def _formula_pages(
    sheets: Sequence[concordances.Sheet], rows: Sequence[dict], corpus: Corpus, files: dict[str, str]
) -> Iterator[Page]:
    """The page of all formulas, and where they are too many for one, those by first character."""
    documents = [concordances.source_of(doc, files) for doc in corpus]
    for sheet in sheets:
        counted = sum(row["n"] for row in sheet.rows)
        occurrences = say("occurrences", n=counted)
        values = {"formulas": say("formulas", n=len(sheet.rows)), "occurrences": occurrences, "begins": zh(sheet.begins)}
        body = _template("formulas").render(
            title=say("sheet_title" if sheet.begins else "formulas_title", **values),
            address=sheet.address,
            sheets=sheets,
            main_rows=len(sheets[0].rows),
            of=len(rows),
            rows=sheet.rows,
            written=concordances.WRITTEN,
            docs=documents,
            occurrences=occurrences,
            counts=list(concordances.counts_of(sheet.rows)),
            labels=Counter(row["label"] for row in sheet.rows).most_common(),
        )
        yield Page(sheet.address, "formulas", body, tuple(filter(None, [concordances.data_of(sheet, corpus, files)])))


def _sentences_body(corpus: Corpus, files: dict[str, str]) -> str:
    """The page of all sentences, or nothing where there are none or too many."""
    found = list(islice(search.find_sentences(corpus), search.MOST + 1))
    if not 0 < len(found) <= search.MOST:
        return ""
    rows = [search.row(doc, kind, start, end, files[doc.doc_id]) for doc, kind, start, end in found]
    return _template("sentences").render(rows=rows, n_articles=len(files))


def _overview(bodies: dict[str, str], sentences: bool, runs: list[Run], facts: dict[str, object]) -> str:
    return _template("overview").render(
        **facts,
        failed=[(run.name, visible(run.error)) for run in runs if run.error],
        notebooks=[(_label(f"{name}.html"), f"{name}.html", index.readings_of(body)) for name, body in bodies.items()],
        sentences=search.PAGE if sentences else "",
    )

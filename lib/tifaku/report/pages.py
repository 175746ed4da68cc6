"""Pages: executed notebooks, articles and the index as HTML files that ask nothing of any network."""

from __future__ import annotations

import base64
import hashlib
import html
import io
import re
from functools import cache
from itertools import islice
from pathlib import Path

from tifaku import __version__
from tifaku.corpus.files import room_for, texts_withheld
from tifaku.notebook.views import visible
from tifaku.report import articles, index, search
from tifaku.report.manifest import Manifest
from tifaku.report.running import Run
from tifaku.text.corpora import Corpus
from tifaku.text.documents import Document
from tifaku.text.findings import Findings

TEMPLATE = Path(__file__).parent / "template"
#: With more articles than this, their pages use the reader's own fonts: an embedded one adds 0.3 MB to each page.
ARTICLES_WITH_FONT = 50
PASSAGE = re.compile(r'<span class="passage" data-at="(\d+)-(\d+) ([^"]*)">(.*?)</span>', re.DOTALL)


def write_pages(folder: Path, corpus: Corpus, found: Findings, runs: list[Run], manifest: Manifest) -> None:
    """Write into a new folder index.html, a page per notebook, one of all sentences, and articles/ with a page each."""
    (folder / "articles").mkdir(parents=True)
    whole = () if texts_withheld() else tuple(corpus)  # the articles that may be shown
    files = {doc.doc_id: f"articles/{k:04d}.html" for k, doc in enumerate(whole, 1)}
    formulas, slogans = found.formulas_by_article(), found.slogans_by_article()
    marks = {doc.doc_id: articles.marks_of(formulas.get(doc.doc_id, ()), slogans.get(doc.doc_id, ())) for doc in corpus}
    pages = {run.name: _linked(_notebook_body(run), corpus, marks, files) for run in runs}
    sentences = _sentences_body(corpus, files) if whole else ""
    overview = _overview(pages, bool(sentences), runs, index.facts_of(corpus, formulas, manifest, files))
    if sentences:
        pages = {name: search.with_searches(body) for name, body in pages.items()} | {"sentences": sentences}
    pieces = {doc.doc_id: _article_body(doc, marks[doc.doc_id]) for doc in whole}
    font = subset_font("".join([overview, *pages.values(), *pieces.values()]))
    navigation = [("Index", "index.html"), *((_label(name), f"{name}.html") for name in pages)]
    for name, body in {"index": overview, **pages}.items():
        kind = name if name in ("index", "sentences") else "notebook"
        _write(folder / f"{name}.html", kind, body, corpus, navigation, font)
    for doc_id, body in pieces.items():
        _write(folder / files[doc_id], "article", body, corpus, navigation, font if len(files) <= ARTICLES_WITH_FONT else "")


def _write(path: Path, kind: str, body: str, corpus: Corpus, navigation: list[tuple[str, str]], font: str) -> None:
    page = (
        _environment()
        .get_template("page.html.j2")
        .render(
            kind=kind,
            title=_title(body),
            body=body,
            navigation=navigation,
            current=path.name if kind != "article" else "",
            up="../" if kind == "article" else "",
            font=font,
            style=_file("style.css"),
            script=_file("script.js"),
            script_hash=base64.b64encode(hashlib.sha256(_file("script.js").encode()).digest()).decode(),
            version=__version__,
            corpus=visible(corpus.name),
        )
    )
    with room_for(path):
        path.write_text(page, encoding="utf-8", errors="replace", newline="\n")


def _label(name: str) -> str:
    """'02_term_frequency' -> '2 Term frequency', 'sentences' -> 'Sentences'."""
    return re.sub("[a-z]", lambda letter: letter[0].upper(), name.lstrip("0").replace("_", " "), count=1)


@cache
def _file(name: str) -> str:
    return (TEMPLATE / name).read_text(encoding="utf-8")


@cache
def _environment():
    from jinja2 import Environment, FileSystemLoader

    return Environment(loader=FileSystemLoader(TEMPLATE), autoescape=True)


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
    contents = f'</section><nav class="contents" aria-label="On this page"><ul>{links}</ul></nav>'
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
    return (
        _environment()
        .get_template("article.html.j2")
        .render(
            title=visible(doc.title),
            facts=[(name, value, basis) for name, value, basis in facts if name != "title"],
            repaired=articles.repaired_html(doc, marks),
            raw=articles.raw_html(doc),
        )
    )


def _sentences_body(corpus: Corpus, files: dict[str, str]) -> str:
    """The page of all sentences, or nothing where there are none or too many."""
    found = list(islice(search.find_sentences(corpus), search.MOST + 1))
    if not 0 < len(found) <= search.MOST:
        return ""
    rows = [search.row(doc, kind, start, end, files[doc.doc_id]) for doc, kind, start, end in found]
    return _environment().get_template("sentences.html.j2").render(rows=rows, n_articles=len(files))


def _overview(pages: dict[str, str], sentences: bool, runs: list[Run], facts: dict[str, object]) -> str:
    return (
        _environment()
        .get_template("overview.html.j2")
        .render(
            **facts,
            failed=[(run.name, visible(run.error)) for run in runs if run.error],
            notebooks=[(_label(name), f"{name}.html", index.readings_of(body)) for name, body in pages.items()],
            sentences=search.PAGE if sentences else "",
        )
    )


def subset_font(markup: str) -> str:
    """Base64 of a WOFF font with every character of the markup that Noto Sans SC has; some 0.3 MB for five articles.

    The same characters give the same bytes. Limit: characters beyond the font are left to the reader's system.
    """
    import pylopdf_fonts_zh_cn
    import uharfbuzz
    from fontTools.ttLib import TTFont

    characters = {ord(c) for c in set(re.sub(r"base64,[A-Za-z0-9+/=]*", "", markup)) | set(map(chr, range(32, 127)))}
    wanted = uharfbuzz.SubsetInput()
    wanted.unicode_set.set(characters)
    wanted.layout_feature_tag_set.clear()
    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(pylopdf_fonts_zh_cn.sans_path())))
    font = TTFont(io.BytesIO(uharfbuzz.subset(face, wanted).blob.data), recalcTimestamp=False, lazy=True)
    font.flavor = "woff"
    packed = io.BytesIO()
    font.save(packed, reorderTables=None)
    return base64.b64encode(packed.getvalue()).decode()

"""Pages: executed notebooks, articles and the index as HTML files that ask nothing of any network."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from functools import cache
from pathlib import Path

from tifaku import __version__
from tifaku.corpus import Corpus
from tifaku.documents import Document
from tifaku.report import articles
from tifaku.report.manifest import Manifest
from tifaku.report.running import Run
from tifaku.report.webfont import subset_font
from tifaku.views import visible
from tifaku.whole_files import room_for

TEMPLATE = Path(__file__).parent / "template"
#: With more articles than this their pages are set in the reader's own fonts: the embedded one weighs 0.3 MB a page.
ARTICLES_WITH_FONT = 50
PASSAGE = re.compile(r'<span class="passage" data-at="(\d+)-(\d+) ([^"]*)">(.*?)</span>', re.DOTALL)


def write_pages(folder: Path, corpus: Corpus, runs: list[Run], manifest: Manifest) -> None:
    """Writes index.html, one page a notebook and articles/, one page an article, into a new folder."""
    (folder / "articles").mkdir(parents=True)
    files = {doc.doc_id: f"articles/{k:04d}.html" for k, doc in enumerate(corpus, 1)}
    bodies = {run.name: _linked(_notebook_body(run), corpus, files) for run in runs}
    pieces = {doc.doc_id: _article_body(doc) for doc in corpus}
    overview = _overview(corpus, runs, manifest, files)
    font = subset_font("".join([overview, *bodies.values(), *pieces.values()]))
    pages = {"index.html": ("index", overview)} | {f"{name}.html": ("notebook", body) for name, body in bodies.items()}
    for file, (kind, body) in pages.items():
        _write(folder / file, kind, body, corpus, runs, font)
    for doc_id, body in pieces.items():
        _write(folder / files[doc_id], "article", body, corpus, runs, font if len(files) <= ARTICLES_WITH_FONT else "")


def _write(path: Path, kind: str, body: str, corpus: Corpus, runs: list[Run], font: str) -> None:
    page = _environment().get_template("page.html.j2").render(
        kind=kind,
        title=_title(body),
        body=body,
        navigation=[("Index", "index.html"), *((_label(run.name), f"{run.name}.html") for run in runs)],
        current=path.name if kind != "article" else "",
        up="../" if kind == "article" else "",
        font=font,
        style=_file("style.css"),
        script=_file("script.js"),
        script_hash=base64.b64encode(hashlib.sha256(_file("script.js").encode()).digest()).decode(),
        version=__version__,
        corpus=visible(corpus.name),
    )
    with room_for(path):
        path.write_text(page, encoding="utf-8", errors="replace", newline="\n")


def _label(name: str) -> str:
    """'02_term_frequency' -> '2 Term frequency'."""
    number, _, words = name.partition("_")
    return f"{int(number)} {words.replace('_', ' ').capitalize()}"


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
    body, _ = _exporter().from_notebook_node(run.notebook)
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
    return _plain(found.group(1)) if found else "tifaku"


def _plain(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", markup)).strip()


def _linked(body: str, corpus: Corpus, files: dict[str, str]) -> str:
    """Every passage that a view has marked becomes a link to its place in the article's page."""
    known: dict[str, set[str]] = {}

    def link(found: re.Match) -> str:
        start, end, doc_id, inner = int(found[1]), int(found[2]), html.unescape(found[3]), found[4]
        if doc_id not in files:
            return inner
        if doc_id not in known:
            known[doc_id] = {f"{m.start}-{m.end}" for m in articles.marks_of(corpus[doc_id])}
        place = articles.anchor(corpus[doc_id], start, end, known[doc_id])
        return f'<a class="passage" href="{files[doc_id]}#{place}">{inner}</a>'

    return PASSAGE.sub(link, body)


def _article_body(doc: Document) -> str:
    facts = [(name.replace("_", " "), visible(str(fact.value)), fact.basis) for name, fact in doc.metadata.items()]
    return _environment().get_template("article.html.j2").render(
        title=visible(doc.title),
        facts=[(name, value, basis) for name, value, basis in facts if name != "title"],
        repaired=articles.repaired_html(doc),
        raw=articles.raw_html(doc),
    )


def _overview(corpus: Corpus, runs: list[Run], manifest: Manifest, files: dict[str, str]) -> str:
    return _environment().get_template("overview.html.j2").render(
        corpus=visible(corpus.name),
        n_articles=len(files),
        n_characters=f"{sum(len(doc.body) for doc in corpus):,}",
        n_edits=f"{sum(len(doc.edits) for doc in corpus):,}",
        failed=[(run.name, visible(run.error)) for run in runs if run.error],
        notebooks=[(_label(run.name), f"{run.name}.html") for run in runs],
        articles=[_overview_row(doc, files[doc.doc_id]) for doc in corpus],
        problems=[{k: visible(str(v)) for k, v in row.items()} for row in corpus.problems.to_dict("records")],
        parameters=[(name, visible(repr(value))) for name, value in manifest.parameters.items()],
        versions=manifest.versions.items(),
        inputs=[(visible(name), value) for name, value in manifest.inputs.items()],
        data=manifest.data.items(),
    )


def _overview_row(doc: Document, href: str) -> dict[str, object]:
    place = next((doc.metadata[k].value for k in ("county", "prefecture", "province") if k in doc.metadata), "")
    date = doc.metadata["date"].value if "date" in doc.metadata else ""
    return {"doc_id": visible(doc.doc_id), "href": href, "title": visible(doc.title), "date": date, "place": visible(str(place)),
            "characters": len(doc.body), "edits": len(doc.edits)}  # fmt: skip

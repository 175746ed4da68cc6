"""Search: the page of all sentences, filtered as one types, to which the terms in tables lead; a concordance without Lab."""

from __future__ import annotations

import html
import re
from typing import Iterable, Iterator
from urllib.parse import quote

from tifaku.notebook.views import visible
from tifaku.text.clauses import sentences
from tifaku.text.documents import Document

PAGE = "sentences.html"
#: With more sentences than this there is no such page: at 0.4 kB each, and with its font, it would have 1.5 MB.
MOST = 2_000
TERM = re.compile(r'<span class="find">(.*?)</span>', re.DOTALL)


def find_sentences(docs: Iterable[Document]) -> Iterator[tuple[Document, str, int, int]]:
    """Every sentence of the articles: its document, the kind of its block, start and end; captions and the like too."""
    for doc in docs:
        tops = [(b.kind, b.start, b.end) for b in doc.blocks if b.level == 0] or [("paragraph", 0, len(doc.text))]
        for kind, start, end in tops:
            for a, b in sentences(doc.text, start, end):
                yield doc, kind, a, b


def row(doc: Document, kind: str, start: int, end: int, href: str) -> dict[str, str]:
    """The cells of one sentence on the page; its anchor in the article's page is `s<start>`."""
    return {
        "title": visible(doc.title), "href": f"{href}#s{start}", "kind": kind.replace("_", " "),
        "sentence": visible(doc.text[start:end]).strip(),
    }  # fmt: skip


def with_searches(body: str) -> str:
    """The body with every term that a view has marked as a link to the sentences that hold it."""
    return TERM.sub(lambda m: f'<a class="find" href="{PAGE}#{quote(html.unescape(m[1]), safe="")}">{m[1]}</a>', body)

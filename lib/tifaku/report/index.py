"""The index: the corpus at a glance, in the sentences of its notebooks, and what the report was made from."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Mapping, Sequence

from tifaku.notebook.views import visible
from tifaku.report.manifest import Manifest
from tifaku.tables.overview import counted_characters
from tifaku.text.corpora import Corpus
from tifaku.text.documents import Document
from tifaku.text.findings import Findings, Formula

if TYPE_CHECKING:
    import pandas as pd

#: What the index says of an article.
ARTICLE = ["title", "date", "place", "characters", "edits", "formulas", "explained", "doc_id"]
PART = re.compile(r'<h2 id="(?P<id>[^"]*)">(?P<head>.*?)</h2>|<p class="reading">(?P<reading>.*?)</p>', re.DOTALL)


def readings_of(body: str) -> list[tuple[str, str, str]]:
    """What a notebook's page says in words: id and heading of the section, and a sentence that reads its result aloud."""
    found, place, head = [], "top", ""
    for part in PART.finditer(body):
        if part["id"]:
            place, head = part["id"], plain(part["head"])
        else:
            found.append((place, head, plain(part["reading"])))
    return found


def plain(markup: str) -> str:
    """The text of a piece of markup."""
    return html.unescape(re.sub(r"<[^>]*>", "", markup)).strip()


def articles_table(corpus: Corpus, found: Findings) -> pd.DataFrame:
    """The articles as the index lists them: title, date, place, characters, edits, formulas, explained, doc_id."""
    import pandas as pd

    formulas = found.formulas_by_article()
    return pd.DataFrame([_article(doc, formulas.get(doc.doc_id, ()), "") for doc in corpus], columns=ARTICLE)


def facts_of(
    corpus: Corpus, formulas: Mapping[str, Sequence[Formula]], manifest: Manifest, files: Mapping[str, str]
) -> dict[str, object]:
    """The values for the template of the index, apart from the pages it leads to."""
    return {
        "corpus": visible(corpus.name),
        "articles": [_article(doc, formulas.get(doc.doc_id, ()), files.get(doc.doc_id, "")) for doc in corpus],
        "problems": [{k: visible(str(v)) for k, v in row.items()} for row in corpus.problems.to_dict("records")],
        "parameters": [(name, visible(repr(value))) for name, value in manifest.parameters.items()],
        "versions": manifest.versions.items(),
        "hashes": [(what, [(visible(name), value) for name, value in found.items()]) for what, found in _hashes(manifest)],
    }


def _hashes(manifest: Manifest) -> list[tuple[str, Mapping[str, str]]]:
    return [("Inputs", manifest.inputs), ("Data tables", manifest.data), ("Fonts", manifest.fonts)]


def _article(doc: Document, formulas: Sequence[Formula], href: str) -> dict[str, object]:
    place = next((doc.metadata[k].value for k in ("county", "prefecture", "province") if k in doc.metadata), "")
    date = doc.metadata["date"].value if "date" in doc.metadata else ""
    return {
        "doc_id": visible(doc.doc_id), "href": href, "title": visible(doc.title), "date": date, "place": visible(str(place)),
        "characters": counted_characters(doc), "edits": len(doc.edits), "formulas": len(formulas),
        "explained": sum(formula.verdict == "complete" for formula in formulas),
    }  # fmt: skip

"""Records: an article as a line of JSON or a row of Parquet has it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import Mapping

from tifaku.corpus import MOST_BYTES, read_text
from tifaku.corpus.sources import FILE
from tifaku.text.corpora import Problem
from tifaku.text.documents import Document, Fact, whole_characters

Read = tuple[Document | None, list[Problem]]


def of_json(line: bytes, place: str) -> Read:
    """The Document of a line of JSON, or None, with its problems; `place` is what these call it."""
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        return None, [Problem(place, f"is no JSON ({type(error).__name__})", "write one JSON object a line, in UTF-8")]
    return of_record(record, place)


def of_record(record: object, place: str) -> Read:
    """The Document of {"doc_id": …, "text": …}; other keys are facts that the owner states, as in sources.tsv."""
    cells = record if isinstance(record, dict) else {}
    doc_id, text = cells.get("doc_id"), cells.get("text")
    if not (isinstance(doc_id, str) and doc_id.strip() and isinstance(text, str) and text.strip()):
        return None, [Problem(place, "lacks a doc_id or a text that is a filled string", 'give it {"doc_id": "…", "text": "…"}')]
    if len(text) > MOST_BYTES:
        return None, [Problem(place, f"has more than {MOST_BYTES:,} characters", "split it into its articles")]
    doc_id, text = whole_characters(doc_id), whole_characters(text)  # JSON can escape half a pair
    try:
        doc = read_text(text, doc_id)
    except Exception as error:  # noqa: BLE001  one article must not stop the others
        return None, [Problem(place, f"could not be read ({type(error).__name__})", "please report it with this article")]
    about = {"file": place, "encoding": "utf-8", "replaced": 0, "sha256": hashlib.sha256(text.encode()).hexdigest()}
    return replace(doc, metadata={**doc.metadata, **_facts(cells)}, source=about), []


def _facts(record: Mapping[str, object]) -> dict[str, Fact]:
    cells = [(key, str(value)) for key, value in record.items() if key not in ("doc_id", "text") and value not in (None, "")]
    return {whole_characters(key): Fact(whole_characters(cell), basis=FILE) for key, cell in cells}

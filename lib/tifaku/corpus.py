"""Corpus: read a folder of articles into repaired, traceable Documents; what can't be read is listed, not lost."""

from __future__ import annotations

from tifaku.documents import Document
from tifaku.repair import repair


def read_text(text: str, doc_id: str = "text") -> Document:
    """A repaired Document from a str, for trying things.

    >>> read_text("黨建引領").text  # 'Party building leads'
    '党建引领'
    """
    return repair(Document(doc_id=doc_id, raw=text, text=text))


def as_document(source: Document | str) -> Document:
    """A Document as it is; a plain str becomes one without any repair, so that spans refer to the str itself."""
    return source if isinstance(source, Document) else Document(doc_id="text", raw=source, text=source)

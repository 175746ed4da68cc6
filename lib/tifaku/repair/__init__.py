"""Repair: undo what scraping, cloaking, conversion and wrapping did to an article, every edit explained.

Each rule is a pure function `rule(text) -> list[Edit]` in its own module, in the coordinates of the text it is given.
"""

from __future__ import annotations

from typing import Collection

from tifaku.documents import Document

RULES = ()  # in this order; each can be left out by its name


def repair(doc: Document, skip: Collection[str] = ()) -> Document:
    """The document with every rule applied that is not in `skip`; doc.edits says what was changed and why."""
    for rule in RULES:
        if rule.__name__ not in skip:
            doc = doc.edited(rule(doc.text))
    return doc

"""Repair: undo what scraping, cloaking, conversion and wrapping did to an article, every edit explained.

Each rule is a pure function `rule(text) -> list[Edit]` in its own module, in the coordinates of the text it is given.
"""

from __future__ import annotations

from typing import Collection

from tifaku.repair import characters, decloak, mojibake, script, width, wraps
from tifaku.text.documents import Document

#: In this order: what markup and displays have put in goes first; bytes were damaged before anything else happened to the
#: text itself, so decloak must see its characters untouched (but for its line ends, at which damage stops).
RULES = (
    mojibake.mojibake,
    characters.entities,
    characters.newlines,
    characters.invisible,
    decloak.decloak,
    characters.lookalikes,
    script.script,
    width.width,
    characters.blanks,
    wraps.wraps,
    width.stops,
)


def repair(doc: Document, skip: Collection[str] = ()) -> Document:
    """The document with every rule applied that is not in `skip`; doc.edits says what was changed and why.

    >>> from tifaku.text.documents import as_document
    >>> repair(as_document("黨建引領,發展"), skip={"script"}).text  # 'Party building leads, development'
    '黨建引領，發展'
    """
    unknown = set(skip) - {rule.__name__ for rule in RULES}
    if unknown:
        raise ValueError(f"no repair rule {sorted(unknown)}; there are {[rule.__name__ for rule in RULES]}")
    for rule in RULES:
        if rule.__name__ not in skip:
            doc = doc.edited(rule(doc.text))
    return doc

"""Repair: undo what scraping, cloaking, conversion and wrapping did to an article, every edit explained.

Each rule is a pure function `rule(text) -> list[Edit]` in its own module, in the coordinates of the text it is given.
"""

from __future__ import annotations

from typing import Collection

from tifaku.repair.blanks import blanks
from tifaku.repair.characters import entities, invisible, lookalikes
from tifaku.repair.decloak import decloak
from tifaku.repair.mojibake import mojibake
from tifaku.repair.newlines import newlines
from tifaku.repair.script import script
from tifaku.repair.stops import stops
from tifaku.repair.width import width
from tifaku.repair.wraps import wraps
from tifaku.text.documents import Document

#: In this order: what markup and displays have put in goes first; bytes were damaged before anything else happened to the
#: text itself, so decloak must see its characters untouched (but for its line ends, at which damage stops).
RULES = (
    mojibake,
    entities,
    newlines,
    invisible,
    decloak,
    lookalikes,
    script,
    width,
    blanks,
    wraps,
    stops,
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

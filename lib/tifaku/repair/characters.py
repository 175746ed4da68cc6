"""Characters: entities of markup, invisible characters and look-alikes become the characters that their author meant."""

from __future__ import annotations

import html
import re
import unicodedata
from functools import cache

from tifaku.repair.prose import kept, outside
from tifaku.text.edits import Edit
from tifaku.text.lexicons import rows

_ENTITY = re.compile(r"&(?:amp;)*(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8}\d{0,2});")
_BLANK_ENTITIES = re.compile("[\xa0\u2002\u2003\u2009]")
# Unicode's Default_Ignorable_Code_Point, but for those that no font leaves blank
_INVISIBLE = re.compile(
    "[\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]+"
)
_HAN = "\u2e80-\u2fdf\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_SHAPING = re.compile(
    "[^\\W\\d_a-zA-Z\u00c0-\u024f%s\u3000-\u33ff]|[\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]" % _HAN
)
_LOOK_ALIKE = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")
_BESIDE_HAN = re.compile(f"[{_HAN}]")


def entities(text: str) -> list[Edit]:
    """Edits that decode the entities of markup that scrapers left in the text, but not in code.

    >>> [edit.after for edit in entities("&ldquo;四抓四度&rdquo;&amp;nbsp;")]  # 'four grasps, four degrees'
    ['“', '”', ' ']
    """
    if "&" not in text:
        return []
    found = [Edit("entities", *entity.span(), entity[0], _decoded(entity[0])) for entity in _ENTITY.finditer(text)]
    return outside([edit for edit in found if edit.after != edit.before], kept(text))


def _decoded(entity: str) -> str:
    character = html.unescape("&" + entity[1:].replace("amp;", "", entity.count("amp;") - (entity.endswith("amp;"))))
    if character.startswith("&") and len(character) > 1 or not character.isprintable() and not character.isspace():
        return entity
    return _BLANK_ENTITIES.sub(" ", character)


def invisible(text: str) -> list[Edit]:
    """Edits that take out characters which show nothing: zero-width ones, soft hyphens, marks of direction, variation selectors.

    They stay where they shape what is seen: in a sequence of emoji and in scripts such as Arabic.
    >>> invisible("党\\u200b建")[0].after  # 'Party building'
    ''
    """
    if text.isascii():
        return []
    return [
        Edit("invisible", *found.span(), found[0], "") for found in _INVISIBLE.finditer(text) if not _shapes(text, found.start())
    ]


def _shapes(text: str, at: int) -> bool:
    return text[at] in "\u200c\u200d\u200e\u200f\ufe0e\ufe0f" and at > 0 and bool(_SHAPING.match(text, at - 1))


def lookalikes(text: str) -> list[Edit]:
    """Edits that turn radicals and compatibility ideographs into the characters that they look like, inside words.

    By Unicode's own tables: its compatibility mappings, and data/lookalikes.tsv for the radicals that have none.
    Limit: a radical alone ('the radical ⺮') is meant as such and stays.
    >>> [edit.after for edit in lookalikes("⽅案")]  # 'plan', the first character being Kangxi radical 70
    ['方']
    """
    found = ((at, seen[0]) for seen in _LOOK_ALIKE.finditer(text) if _in_word(text, at := seen.start()))
    edits = (Edit("lookalikes", at, at + 1, seen, _unified(seen)) for at, seen in found)
    return [edit for edit in edits if edit.after != edit.before]


def _in_word(text: str, at: int) -> bool:
    return bool(at and _BESIDE_HAN.match(text, at - 1) or _BESIDE_HAN.match(text, at + 1))


@cache
def _unified(seen: str) -> str:
    return _radicals().get(seen) or unicodedata.normalize("NFKC", seen)


@cache
def _radicals() -> dict[str, str]:
    return {row["look_alike"]: row["character"] for row in rows("lookalikes")}

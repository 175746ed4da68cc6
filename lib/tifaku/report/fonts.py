"""Fonts of pages: a subset of the Chinese font for each page, so that it reads the same where no Chinese font is installed."""

from __future__ import annotations

import base64
import io
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import uharfbuzz

_EMBEDDED = re.compile(r"base64,[A-Za-z0-9+/=]*")
#: The feature pwid, without which “ and ” are as wide as a Chinese character in English, too.
_NARROW = int.from_bytes(b"pwid", "big")
#: Preparing a font takes as long as it spares in so many subsets.
MANY = 150
_BASIC = frozenset(map(chr, range(32, 127)))


def page_font() -> Path:
    """The file of the font that pages embed, Noto Serif SC; figures are drawn with its sister without serifs."""
    import pylopdf_fonts_zh_cn

    return Path(pylopdf_fonts_zh_cn.serif_path())


def subset_font(markup: str, pages: int = 1) -> str:
    """Base64 of a WOFF font with every character of the markup that Noto Serif SC has; some 0.3 MB for a thousand.

    pages: for how many pages subsets are being made, for many of which the font is prepared first. The same characters give the
    same bytes. Limit: characters beyond the font are left to the reader's system.
    """
    import uharfbuzz
    from fontTools.ttLib import TTFont

    wanted = uharfbuzz.SubsetInput()
    wanted.unicode_set.set(set(map(ord, frozenset(_EMBEDDED.sub("", markup)) | _BASIC)))
    wanted.layout_feature_tag_set.clear()
    wanted.layout_feature_tag_set.add(_NARROW)
    wanted.flags = uharfbuzz.SubsetFlags.NO_HINTING  # a seventh of the bytes, which no screen of today needs
    font = TTFont(io.BytesIO(uharfbuzz.subset(_face(pages > MANY), wanted).blob.data), recalcTimestamp=False, lazy=True)
    font.flavor = "woff"
    packed = io.BytesIO()
    font.save(packed, reorderTables=None)
    return base64.b64encode(packed.getvalue()).decode()


@cache
def _face(prepared: bool) -> uharfbuzz.Face:
    import uharfbuzz

    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(page_font())))
    return uharfbuzz.subset_preprocess(face) if prepared else face

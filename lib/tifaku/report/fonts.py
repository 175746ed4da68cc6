"""Fonts of pages: subsets of the Chinese font, so that pages read the same where no Chinese font is installed."""

from __future__ import annotations

import base64
import re
import struct
import sys
import zlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import uharfbuzz

_EMBEDDED = re.compile(r"base64,[A-Za-z0-9+/=]*")
#: The feature pwid, without which “ and ” are as wide as a Chinese character in English, too.
_NARROW = int.from_bytes(b"pwid", "big")
_BASIC = range(32, 127)


def page_font() -> Path:
    """The file of the font that pages embed, Noto Serif SC; figures are drawn with its sister without serifs."""
    import pylopdf_fonts_zh_cn

    return Path(pylopdf_fonts_zh_cn.serif_path())


def font_face(characters: Iterable[int]) -> str:
    """The rule of a style sheet that brings a font with these characters (code points) to the family which pages name."""
    font = subset_font(characters)
    return f'@font-face {{ font-family: "tifaku"; src: url(data:font/woff;base64,{font}) format("woff"); }}'


def characters_of(pages: str) -> list[int]:
    """The characters that stand in pages, but for those of their pictures, as code points in order."""
    codes = np.frombuffer(_EMBEDDED.sub("", pages).encode("utf-32-le", "surrogatepass"), "<u4")
    seen = np.zeros(sys.maxunicode + 1, bool)
    seen[codes] = True  # a set of them takes eight times as long
    return np.flatnonzero(seen).tolist()


def subset_font(characters: Iterable[int]) -> str:
    """Base64 of a WOFF font with those characters that Noto Serif SC has, and of English; some 0.3 MB for a thousand.

    The same characters give the same bytes. Limit: characters beyond the font are left to the reader's system.
    """
    import uharfbuzz

    wanted = uharfbuzz.SubsetInput()
    wanted.unicode_set.set({*characters, *_BASIC})
    wanted.layout_feature_tag_set.clear()
    wanted.layout_feature_tag_set.add(_NARROW)
    wanted.flags = uharfbuzz.SubsetFlags.NO_HINTING  # a seventh of the bytes, which no screen of today needs
    return base64.b64encode(_woff(uharfbuzz.subset(_face(), wanted).blob.data)).decode()


def _woff(font: bytes) -> bytes:
    """An OpenType font as WOFF 1.0 (W3C 2012), its tables compressed where that makes them smaller; fontTools takes longer."""
    kind, count = struct.unpack_from(">4sH", font)
    size, at = 12 + 16 * count, 44 + 20 * count
    entries, tables = [], []
    for n in range(count):
        tag, checksum, start, length = struct.unpack_from(">4s3I", font, 12 + 16 * n)
        table = font[start : start + length]
        packed = min(zlib.compress(table, 1), table, key=len)  # more effort wins a hundredth for a third more time
        entries.append(struct.pack(">4s4I", tag, at, len(packed), length, checksum))
        tables.append(packed + bytes(-len(packed) % 4))
        size, at = size + length + -length % 4, at + len(tables[-1])
    return b"".join([struct.pack(">4s4sI2HI2H5I", b"wOFF", kind, at, count, 0, size, 1, 0, *[0] * 5), *entries, *tables])


@cache
def _face() -> uharfbuzz.Face:
    import uharfbuzz

    return uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(page_font())))

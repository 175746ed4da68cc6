"""Fonts: a Chinese font found by its file, and no character drawn that no font has."""

from __future__ import annotations

import unicodedata
from csv import DictReader
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path

from matplotlib import font_manager, get_data_path
from matplotlib.ft2font import FT2Font

#: Simplified and traditional characters of every-day official language; a font without them is no Chinese font.
PROBE = "党建引领黨建引領“”，。、；：—…〔〕"


class MissingFont(RuntimeError):
    """No font with Chinese characters is at hand; the message says how to get one."""


class MissingGlyph(ValueError):
    """A text was about to be drawn with a character that no font has; pass it through `printable` first."""


@cache
def chinese_font() -> Path:
    """The file of the Chinese font: from the wheel pylopdf-fonts-zh-cn, else one of the system's in data/fonts.tsv.

    The text needs no font installed on the system: the wheel comes with tifaku. Raises MissingFont where there is none.
    """
    for path in _candidates():
        if path.is_file() and covers(path, PROBE):
            return path
    raise MissingFont(
        "No Chinese font was found. Install one with `pip install pylopdf-fonts-zh-cn`, or install one of the fonts "
        f"of tifaku/data/fonts.tsv ({', '.join(_known_fonts().values())}) and start again."
    )


def _candidates():
    try:
        from pylopdf_fonts_zh_cn import sans_path
    except ImportError:
        pass
    else:
        yield Path(sans_path())
    found = {Path(name).stem: Path(name) for name in sorted(font_manager.findSystemFonts())}
    yield from (found[stem] for stem in _known_fonts() if stem in found)


def _known_fonts() -> dict[str, str]:
    with (files("tifaku") / "data" / "fonts.tsv").open(encoding="utf-8") as rows:
        return {row["file"]: row["family"] for row in DictReader(rows, delimiter="\t")}


@cache
def _codes(path: Path) -> frozenset[int]:
    return frozenset(FT2Font(str(path)).get_charmap())


def covers(path: Path, text: str) -> bool:
    """Whether the font in this file has a glyph for every character of the text."""
    return _codes(path).issuperset(map(ord, text))


def font_files() -> tuple[Path, Path]:
    """The two files that figures are drawn with: the Chinese font, then DejaVu Sans, which comes with matplotlib."""
    return chinese_font(), Path(get_data_path(), "fonts", "ttf", "DejaVuSans.ttf")


@cache
def font_families() -> tuple[str, ...]:
    """The names under which matplotlib knows the two files; private names, so that no font of the system takes their place."""
    names = []
    for path in font_files():
        entry = font_manager.ttfFontProperty(FT2Font(str(path)))
        names.append(f"tifaku {entry.name}")
        font_manager.fontManager.ttflist.append(replace(entry, name=names[-1]))
    return tuple(names)


def pdf_type() -> int:
    """How fonts are embedded in a PDF: 42 (TrueType) where the Chinese font has TrueType outlines, else 3.

    Under type 42 matplotlib 3.11 writes an OpenType/CFF font where PDF allows TrueType only, which Acrobat can't read.
    """
    with chinese_font().open("rb") as file:
        return 3 if file.read(4) == b"OTTO" else 42


def missing(text: str) -> str:
    """The characters of the text that can't be drawn (line feeds aside), each once, in order."""
    have = _drawable()
    return "".join(dict.fromkeys(c for c in text if c != "\n" and (ord(c) not in have or _is_invisible(c))))


@cache
def _drawable() -> frozenset[int]:
    return frozenset().union(*map(_codes, font_files()))


def _is_invisible(char: str) -> bool:
    # Directional marks reorder what stands beside them, private-use characters mean something else in every font.
    return unicodedata.category(char) in ("Cc", "Cf", "Co", "Cs", "Cn")


def printable(text: object, limit: int | None = None) -> str:
    """The text as it can be drawn on one line: what no font has, and what can't be seen, is named by its code point.

    Line feeds and tabs become spaces; beyond `limit` characters the text is cut and ends with …
    A text in a script that neither font has becomes a row of code points.

    >>> printable("脱贫\ue317坚", 20)  # 'poverty allevi?tion', with a damaged character
    '脱贫〔U+E317〕坚'
    """
    text = " ".join(str(text)[: None if limit is None else 2 * limit].split())
    lost = missing(text)
    out = ""
    for char in text:
        out += f"〔U+{ord(char):04X}〕" if char in lost else char
        if limit is not None and len(out) > limit:
            return out[: limit - 1] + "…"
    return out

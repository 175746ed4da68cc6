"""OCR: the lines of scanned pages and pictures, by RapidOCR where that is installed (pip install 'tifaku[ocr]', some 220 MB)."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable, Iterator
from functools import cache
from importlib.util import find_spec
from typing import Any, NamedTuple

from tifaku.corpus import pdf_pages
from tifaku.corpus.files import Unreadable
from tifaku.corpus.pdf_pages import Piece

#: What lets a picture or a scan be read that can't be read without.
NEXT_STEP = "pip install 'tifaku[ocr]' reads it, or run text recognition (OCR) over it"
#: Lines read with less confidence are doubts. Of the lines of clean pages hardly one has less than .9.
LEAST_CONFIDENCE = 0.85
_DOTS, _MOST_PIXELS, _MOST_PAGES = 200, 25_000_000, 300


class Page(NamedTuple):
    """The lines of a page in reading order, those in its margins, and the pieces of text with their confidence (0 to 1)."""

    lines: list[str]
    margins: list[str]
    pieces: list[tuple[str, float]]


def is_installed() -> bool:
    """Whether text recognition is installed with what it needs."""
    return all(find_spec(name) for name in ("rapidocr", "onnxruntime", "pypdfium2"))


def pages_of_pdf(data: bytes) -> Iterator[Page]:
    """The pages of a pdf, drawn at 200 dots per inch and read; Unreadable for one with more than 300."""
    import pypdfium2

    with pypdfium2.PdfDocument(data) as document:
        if len(document) > _MOST_PAGES:
            raise Unreadable(f"is a scan of {len(document):,} pages", "split it into its articles")
        for page in document:
            width, height = page.get_size()
            scale = min(_DOTS / 72, (_MOST_PIXELS / max(1.0, width * height)) ** 0.5)
            yield _read(page.render(scale=scale).to_numpy())


def page_of_picture(data: bytes) -> Page:
    """The text in a picture (.png, .jpg, .tif …); Unreadable for what is none, or too large."""
    import numpy as np
    from PIL import Image

    try:
        picture = Image.open(io.BytesIO(data))
        if picture.width * picture.height > 4 * _MOST_PIXELS:
            raise Unreadable(f"has {picture.width:,} × {picture.height:,} dots", "make it smaller, or cut it up")
        return _read(np.asarray(picture.convert("RGB"))[:, :, ::-1])
    except (OSError, SyntaxError, Image.DecompressionBombError):
        raise Unreadable("is no picture that can be opened", "save it as .png") from None


def _read(dots: Any) -> Page:
    found = _engine()(dots)
    if found.txts is None:
        return Page([], [], [])
    height, width = dots.shape[:2]
    pieces = [_piece(box, text, height) for box, text in zip(found.boxes, found.txts)]
    lines, margins = pdf_pages.set_lines(pieces, 0.0, float(height))
    return Page(lines, margins, list(zip(found.txts, map(float, found.scores))))


def _piece(box: Any, text: str, height: int) -> Piece:
    """A box of four corners as a piece whose characters are as wide as they would have to be to fill it."""
    left, right = float(min(x for x, _ in box)), float(max(x for x, _ in box))
    top, bottom = float(min(y for _, y in box)), float(max(y for _, y in box))
    return Piece(text, left, height - bottom, max(1.0, min(bottom - top, (right - left) / max(1.0, pdf_pages.width(text)))))


@cache
def _engine() -> Callable[[Any], Any]:
    logging.getLogger("RapidOCR").setLevel(logging.CRITICAL)
    from rapidocr import RapidOCR

    logging.getLogger("RapidOCR").setLevel(logging.CRITICAL)  # it sets its own level when it is loaded
    return RapidOCR()

"""Readers: the text of one file, by its format; each raises Unreadable with the next step where there is none."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Callable, Mapping

from tifaku.problems import Unreadable


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader got out of a file; `facts` are what a page's own header states, `notice` what its owner should know."""

    text: str
    encoding: str
    replaced: int = 0  # bytes that stand for no character and became U+FFFD
    facts: Mapping[str, str] = field(default_factory=dict)
    notice: str = ""


def read_txt(data: bytes, encoding: str | None = None) -> Reading:
    """Plain text; line ends stay as they are."""
    text = data.decode(encoding or "utf-8", "replace").removeprefix("\ufeff")
    return Reading(text, encoding or "utf-8", text.count("\ufffd"))


_READERS: dict[str, Callable[[bytes, str | None], Reading]] = {".txt": read_txt}


def read_bytes(data: bytes, suffix: str, encoding: str | None = None) -> Reading:
    """The text in a file's bytes, read as its suffix says (.txt, .html, .htm, .docx, .pdf)."""
    if not data.strip():
        raise Unreadable("is empty", "download or export it again, or delete it")
    reading = _READERS[suffix.lower()](data, encoding)
    if not reading.text.strip():
        raise Unreadable("holds only blank space", "download or export it again, or delete it")
    return reading

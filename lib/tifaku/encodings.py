"""Encodings: the text in a file's bytes, how that was decided, and how many bytes stand for no character."""

from __future__ import annotations

import codecs
from collections import Counter
from dataclasses import dataclass
from functools import cache

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_GUESSES = ("utf-8", "gb18030", "big5hkscs")
_SAMPLE = 200_000  # bytes that are scored
_HINT = 0.02  # what a charset that a page declares is worth: pages are often saved in another
_READS_WELL = 0.7  # share of common characters that only the right byte order gives
_HARDLY_CHANCE = 0.25  # other text hardly ever has three bytes that are a common character in UTF-8
_LOST = "\ufffd"


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text, its encoding, how many bytes were replaced by U+FFFD (one mark a byte), and what decided it.

    basis: stated | byte order mark | NUL bytes | strict UTF-8 | best score.
    """

    text: str
    encoding: str
    replaced: int
    basis: str


def decode(data: bytes, stated: str | None = None, declared: str | None = None) -> Decoded:
    """The text of a file in the encoding that its owner states, or else in the one it shows or that fits best.

    In this order: stated; a byte order mark; NUL bytes in every second place (UTF-16); valid UTF-8; whichever of UTF-8,
    GB18030 and Big5-HKSCS gives the largest share of common characters, a charset the file itself declares being worth
    a little. Bytes that stand for no character become U+FFFD, never an error; a stated name that Python does not know
    raises ValueError.
    >>> decode("三级书记".encode("gb2312"))  # 'secretaries at three levels'
    Decoded(text='三级书记', encoding='gb18030', replaced=0, basis='best score')
    Limit: a byte missing in a GB18030 or Big5 file scrambles the characters up to the next ASCII one.
    """
    if stated:
        return _decoded(data, _codec(stated), "stated")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data, encoding, "byte order mark")
    wide = _wide(data[:_SAMPLE])
    if wide:
        return _decoded(data, wide, "NUL bytes")
    try:
        return Decoded(data.decode("utf-8"), "utf-8", 0, "strict UTF-8")
    except UnicodeDecodeError:
        return _decoded(data, _likeliest(data[:_SAMPLE], declared), "best score")


def _decoded(data: bytes, encoding: str, basis: str) -> Decoded:
    text = data.decode(encoding, "tifaku.mark")
    replaced = text.count(_LOST)
    if replaced:
        replaced -= data.count(_LOST.encode(encoding)) if encoding != "big5hkscs" else 0
    return Decoded(text.removeprefix("\ufeff"), encoding, replaced, basis)


def _mark(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return _LOST * (error.end - error.start), error.end


codecs.register_error("tifaku.mark", _mark)


def _codec(name: str) -> str:
    """Python's codec for a stated charset; the widest of its family, as pages say gb2312 and use GB18030."""
    try:
        found = codecs.lookup(name.strip()).name
    except LookupError:
        raise ValueError(f"no encoding is called {name!r}; write utf-8, gb18030, big5 or utf-16") from None
    if found in ("gb2312", "gbk", "cp936"):
        return "gb18030"
    return {"big5": "big5hkscs", "cp950": "big5hkscs", "utf-8-sig": "utf-8"}.get(found, found)


def _wide(sample: bytes) -> str | None:
    """UTF-16 of one byte order or the other, where there are NUL bytes (half of each ASCII character) and it reads well."""
    if b"\x00" not in sample:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    likelier = ("utf-16-be", "utf-16-le") if even > odd else ("utf-16-le", "utf-16-be")  # 一, U+4E00, has the other parity
    return next((encoding for encoding in likelier if _share_of_common(sample, encoding) > _READS_WELL), None)


def _likeliest(sample: bytes, declared: str | None) -> str:
    scores = {encoding: _share_of_common(sample, encoding) for encoding in _GUESSES}
    if scores["utf-8"] > _HARDLY_CHANCE:
        return "utf-8"
    hinted = declared and _is_known(declared) and _codec(declared)
    return max(scores, key=lambda encoding: scores[encoding] + _HINT * (encoding == hinted))


def _is_known(name: str) -> bool:
    try:
        return bool(_codec(name))
    except ValueError:
        return False


def _share_of_common(sample: bytes, encoding: str) -> float:
    """The share of common Chinese characters and marks in what is not ASCII, 0 to 1; 1 where all is."""
    counts = Counter(sample.decode(encoding, "replace"))
    counts.update({c: -n for c, n in counts.items() if " " <= c <= "~" or c in "\t\r\n"})
    total = sum(counts.values())
    return sum(n for c, n in counts.items() if c in _common()) / total if total else 1.0


@cache
def _common() -> frozenset[str]:
    """The marks of Chinese text and the first, common level of either standard (GB2312, Big5)."""
    simplified = (bytes((lead, trail)) for lead in range(0xB0, 0xD8) for trail in range(0xA1, 0xFF))
    traditional = (bytes((lead, trail)) for lead in range(0xA4, 0xC7) for trail in (*range(0x40, 0x7F), *range(0xA1, 0xFF)))
    letters = "".join(code.decode("gb2312", "ignore") for code in simplified)
    letters += "".join(code.decode("big5", "ignore") for code in traditional)
    return frozenset(letters + "，。、；：？！（）“”‘’《》【】「」『』—…·％　")

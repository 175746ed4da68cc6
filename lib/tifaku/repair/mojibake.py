"""Mojibake: text that was decoded in the wrong encoding, or not at all, becomes readable where nothing of it was lost."""

from __future__ import annotations

import re
from typing import Callable, Iterator
from urllib.parse import unquote

from tifaku.repair.characters import is_unusual
from tifaku.repair.prose import kept, outside
from tifaku.text.edits import Edit

_LATIN = "\x80-\xff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2026\u2030\u2039\u203a\u20ac\u2122"
_LATIN_RUN = re.compile(f"[{_LATIN}]{{4,}}")
_LATIN_LETTER = re.compile("[\x80-\x9f\xa1-\xb6\xb8-\xd6\xd8-\xff]")  # a quick look
_CP1252 = {ord(bytes([b]).decode("cp1252")): chr(b) for b in range(0x80, 0xA0) if b not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}
_READABLE = re.compile("[\u2014-\u2026\u3000-\u303f\u3400-\u9fff\uff01-\uffe5\x00-\x7f·×\ufffd]+")
_DOUBT = "characters that were lost"
_HAN = re.compile("[\u3400-\u9fff]")
_SAMPLE = 400  # characters that show whether a text is UTF-8 read as GBK
_FEWEST = 2  # Chinese characters that a piece must hold to be believed
#: What the first two bytes of Chinese characters in UTF-8 look like in GBK; and U+FFFD of UTF-8, which is lost for good.
_UTF8_AS_GBK = re.compile(
    f"[{''.join(bytes((lead, trail)).decode('gbk') for lead in range(0xE4, 0xEA) for trail in range(0x80, 0xC0))}]"
)
_LOST = re.compile("锟斤拷(?:锟?斤?拷?)*")
_NOT_ASCII = re.compile(r"[^\x00-\x7f\ufffd]{3,}")
_ESCAPED = re.compile(r"(?:\\u[0-9a-fA-F]{4}){2,}")
_PERCENT = re.compile(r"%[0-9a-fA-F]{2}(?:%[0-9a-fA-F]{2}){5,}")


def mojibake(text: str) -> list[Edit]:
    """Edits that undo a wrong decoding: Latin-1 of GBK or UTF-8, GBK of UTF-8, escapes such as \\\\u9752 and %E9%9D%92.

    A piece is changed if all of it becomes Chinese; 锟斤拷, of which nothing can be undone, gets a doubt and stays.
    >>> mojibake("ÇàÊ¯ÏØ")[0].after  # 'Qingshi county', GBK read as Latin-1
    '青石县'
    """
    edits = list(_undone(text, _LATIN_RUN, _from_latin)) if is_unusual(text) and _LATIN_LETTER.search(text) else []
    if len(_UTF8_AS_GBK.findall(text, 0, _SAMPLE)) * 8 > len(text[:_SAMPLE]):
        edits += _undone(text, _NOT_ASCII, _from_gbk)
    if "\\u" in text:
        edits += _undone(text, _ESCAPED, lambda piece: piece.encode().decode("unicode_escape"))
    if "%E" in text or "%e" in text:
        edits += _undone(text, _PERCENT, unquote)
    edits += (Edit("mojibake", *lost.span(), lost[0], lost[0], _DOUBT) for lost in _LOST.finditer(text))
    return outside(sorted(edits), kept(text)) if edits else []


def _undone(text: str, pattern: re.Pattern[str], undo: Callable[[str], str]) -> Iterator[Edit]:
    for found in pattern.finditer(text):
        try:
            meant = undo(found[0])
        except (UnicodeError, ValueError):
            continue
        lost = meant.count("\ufffd")
        if _READABLE.fullmatch(meant) and len(_HAN.findall(meant)) >= max(_FEWEST, 4 * lost):
            yield Edit("mojibake", *found.span(), found[0], meant, _DOUBT if lost else "")


def _from_latin(piece: str) -> str:
    data = piece.translate(_CP1252).encode("latin-1")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("gb2312")


def _from_gbk(piece: str) -> str:
    """Characters at the edges of a piece can have lost a byte to what stands beside it."""
    return re.sub("\ufffd+", "\ufffd", piece.encode("gb18030").decode("utf-8", "replace"))

"""RTF: the text of a rich text file, without its fonts, styles, pictures and notes."""

from __future__ import annotations

import re
from collections.abc import Iterator

_TOKEN = re.compile(rb"\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-z])|([{}])|([^\\{}\r\n]+)", re.I)
#: Groups that hold no text of the article.
_DESTINATIONS = frozenset(
    b"fonttbl colortbl stylesheet info pict object header headerl headerr headerf footer footerl footerr footerf footnote"
    b" annotation"
    b" listtable listoverridetable rsidtbl generator themedata datastore latentstyles xmlnstbl fldinst filetbl revtbl".split()
)
_SIGNS = {
    **dict.fromkeys((b"par", b"line", b"sect", b"row"), "\n"), **dict.fromkeys((b"tab", b"cell"), "\t"), b"page": "\f",
    b"emdash": "—", b"endash": "–", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”", b"bullet": "•",
    b"emspace": " ", b"enspace": " ",
}  # fmt: skip
_SYMBOLS = {b"~": "\xa0", b"_": "-", b"\\": "\\", b"{": "{", b"}": "}", b"\n": "\n", b"\r": "\n"}


def is_rtf(data: bytes) -> bool:
    """Whether bytes are a rich text file."""
    return data.lstrip()[:5] == b"{\\rtf"


def text_of(data: bytes) -> str:
    """The text of a rich text file; characters in its code page (\\'b5\\'b3) and in Unicode (\\u20826 ?) alike.

    >>> text_of(rb"{\\rtf1\\ansi\\ansicpg936{\\fonttbl{\\f0 SimSun;}}\\'b5\\'b3\\u24314 ?\\par 1}")  # 'Party building'
    '党建\\n1'
    """
    text = "".join(_decoded(data)).encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # halves of pairs come singly
    return text.replace("\xa0", " ").strip("\n")


def _decoded(data: bytes) -> Iterator[str]:
    page = re.search(rb"\\ansicpg(\d+)", data[:2000])
    encoding = {b"936": "gb18030", b"950": "big5hkscs"}.get(page[1], f"cp{page[1].decode()}") if page else "cp1252"
    held = bytearray()
    for kind, value in _pieces(data):
        if kind == "byte":
            held += value
            continue
        if held:
            yield _text(bytes(held), encoding)
            held.clear()
        yield value
    yield _text(bytes(held), encoding)


def _text(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding, "replace")
    except LookupError:
        return data.decode("cp1252", "replace")


def _pieces(data: bytes) -> Iterator[tuple]:
    """Bytes in the code page, and text; what stands in groups without text, or beside Unicode for old programs, is left out."""
    skipping, skip_from, depth = False, 0, 0
    fallback = 0
    stack: list[int] = []
    width = 1
    for match in _TOKEN.finditer(data):
        word, number, code, symbol, brace, plain = match.groups()
        if brace == b"{":
            depth += 1
            stack.append(width)
        elif brace == b"}":
            depth -= 1
            width = stack.pop() if stack else 1
            skipping = skipping and depth >= skip_from
        elif skipping:
            continue
        elif word in _DESTINATIONS or symbol == b"*":
            skipping, skip_from = True, depth
        elif word == b"uc":
            width = int(number or 1)
        elif word == b"u":
            yield "text", chr(int(number or 0) % 65536)
            fallback = width
        elif word == b"bin":
            continue
        elif word in _SIGNS:
            yield "text", _SIGNS[word]
        elif symbol is not None:
            yield "text", _SYMBOLS.get(symbol, "")
        elif code:
            if fallback:
                fallback -= 1
            else:
                yield "byte", bytes([int(code, 16)])
        elif plain:
            rest = plain[fallback:]
            fallback = max(0, fallback - len(plain))
            yield "byte", rest

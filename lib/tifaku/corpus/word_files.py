"""Word files: the paragraphs of a .docx in order, with the numbers that Word shows before them, and the text of an .rtf."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from typing import Any

from tifaku.corpus.exports import headed
from tifaku.corpus.files import Unreadable
from tifaku.text.numerals import ONES

#: A docx of an article unpacks to some 100 kB a page; what promises more than this is a zip bomb.
MOST_UNPACKED_BYTES = 200_000_000
_HEADED = "\x1e"


def word_parts(data: bytes) -> list[str]:
    """The text of a Word file, parted before each paragraph of the style Heading 1, if these head articles."""
    import docx
    from lxml import etree

    try:
        size = sum(part.file_size for part in zipfile.ZipFile(io.BytesIO(data)).infolist())  # no part can unpack to more
        if size > MOST_UNPACKED_BYTES:
            raise Unreadable(f"would unpack to {size:,} bytes", "save its text alone as .txt")
        document = docx.Document(io.BytesIO(data))
        text = _paragraphs(document.element.body, WordNumbers(document), _heading_styles(document))
    except (zipfile.BadZipFile, KeyError, ValueError, NotImplementedError, etree.XMLSyntaxError):
        raise Unreadable("is no sound Word file", "open it in a word processor and save it as .docx") from None
    parts = [part.strip("\n") for part in text.split(_HEADED)]
    return parts if len(parts) > 2 and headed.are_articles(parts[1:]) else ["\n".join(filter(None, parts))]


def _heading_styles(document: Any) -> set[str]:
    """The ids of the style Heading 1, whatever it is called in the language of the program."""
    return {style.style_id for style in document.styles if style.name.lower() in ("heading 1", "标题 1")}


def _paragraphs(body, numbers: WordNumbers, headings: set[str]) -> str:
    """python-docx's own text passes over tracked insertions, content controls and text boxes; this walk does not.

    A mark stands before each paragraph in one of the styles of headings.
    """
    from docx.oxml.ns import qn
    from lxml import etree

    skipped = {qn("w:del"), qn("w:moveFrom"), "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
    signs = {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
    parts: list[str] = []
    walk = etree.iterwalk(body, events=("start", "end"))
    for event, node in walk:
        if node.tag == qn("w:p"):
            style = node.find("w:pPr/w:pStyle", node.nsmap) if event == "start" and headings else None
            mark = _HEADED if style is not None and style.get(qn("w:val")) in headings else ""
            parts.append("\n" + mark + numbers.of(node) if event == "start" else "\n")
        elif event == "start" and node.tag in skipped:
            walk.skip_subtree()
        elif event == "start" and node.tag == qn("w:t"):
            parts.append(node.text or "")
        elif event == "start" and node.tag == qn("w:tab") and node.getparent().tag == qn("w:r"):
            parts.append("\t")
        elif event == "start":
            parts.append(signs.get(node.tag, ""))
    return re.sub(r"\n+", "\n", "".join(parts)).strip("\n")


_CHINESE = f"零{ONES}"
_COUNTED_IN_CHINESE = ("chineseCounting", "chineseCountingThousand", "ideographDigital", "japaneseCounting", "taiwaneseCounting")


class WordNumbers:
    """Counts the numbered paragraphs of a Word file as Word does when it shows them."""

    def __init__(self, document: Any):
        self._document = document
        self._counts: Counter[tuple[str, int]] = Counter()

    def of(self, paragraph: Any) -> str:
        """The number or bullet that Word shows before a paragraph, with a blank behind a dot or bullet; "" where it has none."""
        found = self._numbering(paragraph)
        level = found and self._level(*found)
        if not found or level is None:
            return ""
        number, depth = found
        self._counts[number, depth] += 1
        for deeper in range(depth + 1, 9):
            self._counts[number, deeper] = 0
        form = _value(level, "w:numFmt")
        if form == "bullet":
            return "• "
        shown = re.sub(
            "%([1-9])", lambda place: _written(self._counts[number, int(place[1]) - 1], form), _value(level, "w:lvlText")
        )
        return shown + " " * shown.endswith(".")

    def _numbering(self, paragraph: Any) -> tuple[str, int] | None:
        """The number of the list and the depth in it, of the paragraph itself or of its style."""
        style = paragraph.find("w:pPr/w:pStyle", paragraph.nsmap)
        styles = self._document.styles.element.findall("w:style", paragraph.nsmap) if style is not None else []
        named = [one for one in styles if _attribute(one, "styleId") == _attribute(style, "val")]
        for holder in (paragraph, *named):
            properties = holder.find("w:pPr/w:numPr", paragraph.nsmap)
            if properties is not None:
                number, depth = _value(properties, "w:numId"), _value(properties, "w:ilvl") or "0"
                return (number, int(depth)) if number not in ("", "0") else None
        return None

    def _level(self, number: str, depth: int) -> Any:
        try:
            numbering = self._document.part.numbering_part.element
        except (KeyError, NotImplementedError):
            return None
        space = numbering.nsmap
        lists = [one for one in numbering.findall("w:num", space) if _attribute(one, "numId") == number]
        abstract = _value(lists[0], "w:abstractNumId") if lists else None
        for one in numbering.findall("w:abstractNum", space):
            if _attribute(one, "abstractNumId") == abstract:
                return next((level for level in one.findall("w:lvl", space) if _attribute(level, "ilvl") == str(depth)), None)
        return None


def _attribute(node: Any, name: str) -> str:
    return node.get(f"{{{node.nsmap['w']}}}{name}", "")


def _value(node: Any, path: str) -> str:
    found = node.find(path, node.nsmap)
    return _attribute(found, "val") if found is not None else ""


def _written(number: int, form: str) -> str:
    """A number in the form of its list: 3, 三, 十二, ③; other forms as digits."""
    if form in _COUNTED_IN_CHINESE and 0 < number < 100:
        tens, ones = divmod(number, 10)
        return ("" if tens < 2 else _CHINESE[tens]) + "十" * (tens > 0) + (_CHINESE[ones] if ones else "")
    if form == "decimalEnclosedCircle" and 0 < number <= 20:
        return chr(ord("①") + number - 1)
    return str(number)


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


def rtf_text(data: bytes) -> str:
    """The text of a rich text file; characters in its code page (\\'b5\\'b3) and in Unicode (\\u20826 ?) alike.

    >>> rtf_text(rb"{\\rtf1\\ansi\\ansicpg936{\\fonttbl{\\f0 SimSun;}}\\'b5\\'b3\\u24314 ?\\par 1}")  # 'Party building'
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

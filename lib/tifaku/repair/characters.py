"""Characters: entities of markup, invisible characters and look-alikes become the characters that their author meant."""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_left
from functools import cache, lru_cache
from typing import Iterator, Sequence

from tifaku.layout.lines import OTHER_LINE_ENDS
from tifaku.repair.prose import kept, outside
from tifaku.text.edits import Edit
from tifaku.text.lexicons import rows

_ENTITY = re.compile(r"&(?:amp;)*(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8}\d{0,2});")
_BLANK_ENTITIES = re.compile("[\xa0\u2002\u2003\u2009]")
# Unicode's Default_Ignorable_Code_Point, but for those that no font leaves blank; then radicals and compatibility ideographs
_IGNORED = (
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff0-\ufff8"
)
_ALIKE = "\u2e80-\u2fdf\uf900-\ufaff"
_INVISIBLE = re.compile(f"[{_IGNORED}\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]+")
_LOOK_ALIKE = re.compile(f"[{_ALIKE}\U0002f800-\U0002fa1f]")
_UNUSUAL = re.compile(
    f"[{_IGNORED}{_ALIKE}\x80-\x9f\xa1-\xb6\xb8-\xd6\xd8-\xff]"
)  # found four times as quickly as with what lies beyond U+FFFF
_HAN = "\u2e80-\u2fdf\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_SHAPING = re.compile(
    "[^\\W\\d_a-zA-Z\u00c0-\u024f%s\u3000-\u33ff]|[\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]" % _HAN
)
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
    if not is_unusual(text):
        return []
    return [
        Edit("invisible", *found.span(), found[0], "") for found in _INVISIBLE.finditer(text) if not _shapes(text, found.start())
    ]


@lru_cache(maxsize=1)  # three rules ask it of the same text
def is_unusual(text: str) -> bool:
    """Whether a text holds what may be invisible, a look-alike or a Latin letter with an accent: a quick look."""
    return len(text.encode("utf-16-le", "surrogatepass")) > 2 * len(text) or bool(_UNUSUAL.search(text))


def _shapes(text: str, at: int) -> bool:
    return text[at] in "\u200c\u200d\u200e\u200f\ufe0e\ufe0f" and at > 0 and bool(_SHAPING.match(text, at - 1))


def lookalikes(text: str) -> list[Edit]:
    """Edits that turn radicals and compatibility ideographs into the characters that they look like, inside words.

    By Unicode's own tables: its compatibility mappings, and data/lookalikes.tsv for the radicals that have none.
    Limit: a radical alone ('the radical ⺮') is meant as such and stays.
    >>> [edit.after for edit in lookalikes("⽅案")]  # 'plan', the first character being Kangxi radical 70
    ['方']
    """
    if not is_unusual(text):
        return []
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


_BLANK_SIGNS = " \u3000\xa0"
_BLANK = f"[{_BLANK_SIGNS}]"
_BLANKS = re.compile(f"{_BLANK}+")
_CJK = "[\u3400-\u9fff]"
_SIGN = "[\u3001-\u303f\u3400-\u9fff\uff01-\uffef“”‘’—…·0-9,:;?!()%]"
_SPACED_LINE = re.compile(rf"^{_BLANK}*({_SIGN}(?:{_BLANK}+{_SIGN}){{5,}}){_BLANK}*$", re.MULTILINE)
_SINGLE = re.compile(f"{_BLANK}{_SIGN}{_BLANK}")  # a quick look
_SPACED_NAME = re.compile(rf"“({_SIGN}(?:{_BLANK}{_SIGN}){{2,7}})”")
_NAME = re.compile(rf"“(?=(?:{_BLANK}?{_CJK}){{2,6}}”)({_CJK}{{1,5}}{_BLANK}{_CJK}{{1,5}})”")  # a motto in halves is longer
_RUNNING = re.compile(r"^[^\n]{20,}$", re.MULTILINE)
_MARKS = frozenset("，。、；：")
_INNER = re.compile(f"{_BLANK}(?<=[\u3400-\u9fff，。、；：]{_BLANK}){_BLANK}*(?=[\u3400-\u9fff，。、；：])")
_FEWEST = 8

Span = tuple[int, int]


def blanks(text: str) -> list[Edit]:
    """Edits that take the blanks out of letter-spaced lines (今 年 以 来 'since this year') and of short quoted names.

    Where most paragraphs of a text have blanks between Chinese characters, as a pdf set in justified lines has, these go, too.
    Limit: names set with blanks (王 小 川) and mottoes in two halves stay as they are.
    >>> from tifaku.text.edits import replay
    >>> replay("“四抓 四度”", blanks("“四抓 四度”"))  # 'four grasps, four degrees'
    '“四抓四度”'
    """
    lines = list(_with_blanks(text))
    if not lines:
        return []
    patterns = (_SPACED_LINE, _SPACED_NAME, _NAME) if _SINGLE.search(text) else (_NAME,)
    spaced = [found.span(1) for pattern in patterns for line in lines for found in pattern.finditer(text, *line)]
    found = {blank.span() for span in spaced for blank in _BLANKS.finditer(text, *span)}
    found.update(_between_words(text, lines))
    edits = [Edit("blanks", start, end, text[start:end], "") for start, end in sorted(found)]
    return outside(edits, kept(text)) if edits else []


def _with_blanks(text: str) -> Iterator[Span]:
    """The lines that have blanks inside, of which most texts have few."""
    start = 0
    for line in text.split("\n"):
        bare = line.strip(_BLANK_SIGNS)
        if " " in bare or "\u3000" in bare or "\xa0" in bare:
            yield start, start + len(line)
        start += len(line) + 1


def _between_words(text: str, lines: Sequence[Span]) -> Iterator[Span]:
    """The blanks inside the sentences of paragraphs, where most paragraphs have some."""
    found = (blank.span() for line in lines for blank in _INNER.finditer(text, *line))
    inner = [(start, end) for start, end in found if not (text[start - 1] in _MARKS and text[end] in _MARKS)]
    if len(inner) < _FEWEST:
        return
    starts = [start for start, _ in inner]
    paragraphs = [found.span() for found in _RUNNING.finditer(text) if "，" in found[0] or "。" in found[0]]
    held = [inner[bisect_left(starts, first) : bisect_left(starts, last)] for first, last in paragraphs]
    if sum(len(of_one) > 1 for of_one in held) * 2 > len(paragraphs):  # one can be that behind 第一条 'article 1'
        yield from (place for of_one in held for place in of_one)


_OTHER = re.compile(f"\r\n?|[{OTHER_LINE_ENDS}]")


def newlines(text: str) -> list[Edit]:
    r"""An edit to "\n" for each other line end; U+0085 stays, being a damaged "…" more often than a line end.

    >>> newlines("标题\r\n正文")  # 'title', 'body'
    [Edit(rule='newlines', raw_start=2, raw_end=4, before='\r\n', after='\n', doubt='')]
    """
    if not any(map(text.__contains__, OTHER_LINE_ENDS)):  # a quick look: most texts have none
        return []
    return [Edit("newlines", *found.span(), found[0], "\n") for found in _OTHER.finditer(text)]

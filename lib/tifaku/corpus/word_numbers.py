"""Word's own numbers: what stands before a paragraph that a Word file numbers by itself, which its text does not hold."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from tifaku.text.numerals import ONES

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

"""A text laid out for reading clause by clause: wide marks, quotations closed up, what they hold on lines of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from tifaku.text.marks import Marks, Place, folded, marks_of
from tifaku.text.numerals import TENS

if TYPE_CHECKING:
    import numpy as np

IN_CHAIN = re.compile("“[^，；。]{1,24}”")
JOINTS = ("", *"、，和与及")  # between the quotations of a chain
HALVES = re.compile(r"^[ \t　]*[^ \t　，；。：、\n]{3,24}?([ 　]+|[·•]|——)[^ \t　，；。：、\n]{3,24}[ \t　]*$", re.M)
SHORT_BRACKET = re.compile(rf"[（(]([^\W\d{TENS}]{{1,2}})[）)]")
SLOT = "『"  # what stands for a quotation, so that no mark in it divides the words around it


class Laid(NamedTuple):
    """A text laid out for reading: quotations closed up to one character each, then what stands in each on a line of its own.

    codes: the code points of `words`; starts, ends: where each of its characters begins and ends in the text.
    """

    words: str
    codes: np.ndarray
    starts: np.ndarray
    ends: np.ndarray

    def span(self, start: int, end: int) -> Place:
        return int(self.starts[start]), int(self.ends[end - 1])


def laid_out(text: str) -> Laid:
    """The text with every mark in its wide form, halves of a line parted by a comma, and quotations closed up."""
    import numpy as np

    text = text.encode("utf-8", "replace").decode("utf-8")  # half a surrogate pair is no character
    marks = marks_of(SHORT_BRACKET.sub(r"﹙\1﹚", folded(text)))
    inside = marks.quotations(0, len(text))
    chains = [_chain(marks.text, chain) for chain in _chains(marks.text, inside)]
    words, starts, ends = _closed(marks, 0, len(text))
    parts = [(words, starts, ends), *(_closed(marks, *span) for span in inside), *chains]
    joined = HALVES.sub(_parted, "\n".join(part[0] for part in parts)) + "\n"
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.int64)
    starts, ends = np.zeros(len(joined), int), np.zeros(len(joined), int)
    at = 0
    for words, begins, stops in parts:
        starts[at : at + len(words)], ends[at : at + len(words)] = begins, stops
        at += len(words) + 1
    return Laid(joined, codes, starts, ends)


def _parted(line: re.Match) -> str:
    start, end = line.start(1) - line.start(), line.end(1) - line.start()
    return line[0][:start] + "，" + " " * (end - start - 1) + line[0][end:]


def _closed(marks: Marks, start: int, end: int) -> tuple[str, np.ndarray, np.ndarray]:
    """text[start:end] with one character for each quotation in it, and where each character begins and ends."""
    import numpy as np

    text, quotations = marks.text, marks.quotations(start, end)
    if not quotations:
        return text[start:end], np.arange(start, end), np.arange(start + 1, end + 1)
    kept, words, at = np.ones(end, bool), [], start
    for s, e in quotations:
        words += [text[at : s - 1], SLOT]
        kept[s : e + 1] = False
        at = e + 1
    starts = start + np.flatnonzero(kept[start:])
    return "".join([*words, text[at:end]]), starts, np.append(starts[1:], end)


def _chains(text: str, quotations: list[Place]) -> Iterator[list[Place]]:
    """The quotations that stand one behind the other, two or more, with nothing or a joint between them."""
    chain: list[Place] = []
    for start, end in quotations:
        whole = IN_CHAIN.fullmatch(text, start - 1, end + 1)
        if not (whole and chain and text[chain[-1][1] + 1 : start - 1] in JOINTS):
            yield from [chain] if len(chain) > 1 else ()
            chain = []
        chain += [(start, end)] if whole else []
    yield from [chain] if len(chain) > 1 else ()


def _chain(text: str, inside: list[Place]) -> tuple[str, np.ndarray, np.ndarray]:
    """What stands in each quotation of a chain, with a 、 between them."""
    import numpy as np

    words = "、".join(text[s:e].replace("、", "＿") for s, e in inside)
    starts = np.concatenate([np.arange(s, e + 1) for s, e in inside])[:-1]
    return words, starts, starts + 1

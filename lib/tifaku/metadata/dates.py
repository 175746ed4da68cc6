"""Dates: the year that an undated article must have been written in."""

from __future__ import annotations

import re
from typing import Iterator, Sequence

from tifaku.text.documents import Block, Fact
from tifaku.text.lexicons import rows

_YEAR = re.compile(r"(?<![到至\d])((?:19|20)\d\d)年(?!前|以前|之前)")
_PRESENT_YEAR = re.compile(r"((?:19|20)\d\d)年是[^。；]{0,40}?之年")
_THIS_YEAR = re.compile(r"今年(?:以来|上半年|初|\d{1,2}月)")
_ACHIEVED = re.compile(r"(?<![到至\d])((?:19|20)\d\d)年，?[^\d，。；][^，。；]{0,20}?(?:实现|完成|获|被评为|达)")
_READ = 50_000  # an article tells its year within so many characters


def year_hint(text: str, blocks: Sequence[Block]) -> Fact | None:
    """The year in which an article was written, inferred from what it calls present; None where nothing tells.

    In this order: the year of the title, '2021 is the year of …', the slogans of data/year_hints.tsv, the year before
    'this year' whose results are told. A later year anywhere in the text contradicts the hint, and there is none.
    """
    text = text[:_READ]
    hint = next(_hints(text, blocks), None)
    latest = max((int(year[1]) for year in _YEAR.finditer(text)), default=0)
    return hint if hint and latest <= int(hint.value) else None


def _hints(text: str, blocks: Sequence[Block]) -> Iterator[Fact]:
    for block in blocks:
        if block.kind == "title" and (year := _YEAR.search(text, block.start, block.end)):
            yield Fact(int(year[1]), *year.span(), "inferred", "year in the title")
    if present := _PRESENT_YEAR.search(text):
        yield Fact(int(present[1]), *present.span(), "inferred", "called the present year")
    for row in rows("year_hints"):
        if (at := text.find(row["phrase"])) >= 0:
            yield Fact(int(row["year"]), at, at + len(row["phrase"]), "inferred", row["gloss"])
    now = _THIS_YEAR.search(text)
    if now and (achieved := max(_ACHIEVED.finditer(text), key=lambda match: match[1], default=None)):
        note = f"results of {achieved[1]} are told before {now[0]} ('this year') at {now.start()}"
        yield Fact(int(achieved[1]) + 1, *achieved.span(), "inferred", note)

"""Among: items told after the name with words that say they belong together: 既有…也有… 'both … and', 其中 'of these'."""

from __future__ import annotations

import re
from itertools import takewhile

from tifaku.formulas.stated.evidence import plausible, shares_head
from tifaku.formulas.stated.lists import ETC, listed, pieces, tidy
from tifaku.formulas.stated.page import Finding, Page, Place, name_end, texts
from tifaku.text.findings import Formula

_BOTH = re.compile("既(?P<verb>有|是|要|能|会|讲|看|抓|管|让)")
_ALSO = "(?:同时)?(?:也|又|还|更)(?:{verb})?"
_OF_THESE = re.compile("其中[，：]?")
_COUNTS = re.compile("[0-9一二两三四五六七八九十多几各该本每]|.*第")
_STARTED = 60  # characters after a name within which 'of these' speaks of it


def by_both(page: Page, formula: Formula) -> Finding | None:
    """The items of 既有…，也有… in the sentence of the name, as many as one group declares, all with its head."""
    start = name_end(page.text, formula)
    both = _BOTH.search(page.text, start, page.sentence_end(start))
    if not both:
        return None
    rest = pieces(page.text, both.end(), page.sentence_end(start), "，；")
    also = re.compile(_ALSO.format(verb=both["verb"]))
    more = takewhile(bool, (also.match(page.text, *clause) for clause in rest[1:]))
    clauses = [rest[0], *((m.end(), clause[1]) for m, clause in zip(more, rest[1:]))] if rest else []
    found = tuple(_all_of(page.text, clauses, group) for group in formula.groups)
    return Finding("既…也… after the name", found) if any(found) else None


def _all_of(text: str, clauses: list[Place], group) -> tuple[Place, ...]:
    """The items that the clauses list together, if there are as many as the group declares and all carry its head."""
    number = group.numeral if isinstance(group.numeral, int) else 0
    if len(clauses) < 2 or number < 2:
        return ()
    items = [piece for clause in clauses for piece in pieces(text, *clause, "、")]
    if len(items) == number - 1:  # the last two joined by 和
        last = listed(text, *items[-1], 2)
        items = [*items[:-1], *last]
    items = [tidy(text, *item) for item in items]
    said = texts(text, items)
    good = len(items) == number and plausible(said) and shares_head(said, group.head)
    return tuple(items) if good else ()


def by_among(page: Page, formula: Formula) -> Finding | None:
    """What 其中 'of these' names at the heads of its clauses: 六大提升工程。其中，教育质量提升工程由…，健康服务提升工程由…."""
    group = formula.groups[0]
    if len(formula.groups) > 1 or len(group.head or "") < 2 or not isinstance(group.numeral, int):
        return None
    at = name_end(page.text, formula)
    of_these = _OF_THESE.search(page.text, at, at + _STARTED)
    if not of_these or page.between(at, of_these.start()):
        return None
    clauses = pieces(page.text, of_these.end(), page.sentence_end(of_these.end()), "，；")
    heads = (_up_to_head(page.text, clause, group.head) for clause in clauses)
    items = tuple(item for item in heads if item)
    good = 0 < len(items) <= group.numeral and plausible(texts(page.text, items), 20)
    return Finding("其中 after the name", (items,)) if good else None


def _up_to_head(text: str, clause: Place, head: str) -> Place | None:
    """The clause up to the head near its beginning, if that is the name of one thing and no count of several."""
    at = text.find(head, clause[0] + 1, min(clause[1], clause[0] + 20))
    item = (clause[0], at + len(head))
    names = at > 0 and not _COUNTS.match(text, *clause) and not re.search(f"[、的是将]|{ETC}", text[clause[0] : at])
    return item if names else None

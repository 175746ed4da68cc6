"""Candidates: all ways to read a name that any construction, or the enumeration of rows near it, gives; each once."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tifaku.formulas.stated.constructions import CONSTRUCTIONS, FAR
from tifaku.formulas.stated.fits import Items
from tifaku.formulas.stated.page import Finding, Page, texts
from tifaku.formulas.stated.rows import near_rows
from tifaku.formulas.stated.weighing import Candidate
from tifaku.text.findings import Formula
from tifaku.text.numerals import TENS

_NOTHING = re.compile(rf"\s*|第?[0-9{TENS}]+[件条个是要步点]?|一[是要]|其[{TENS}]")


def candidates(page: Page, formula: Formula, far: bool = True) -> list[Candidate]:
    """The candidates for a name, none twice: the items of each group with the constructions that give them.

    `far` says whether those are tried, too, that look for heads and parts hundreds of characters away.
    """
    found: dict[Items, dict[str, str]] = {}
    for tie, finding in _findings(page, formula, far):
        items = tuple(map(tuple, finding.groups))
        if items in found or _sound(page, items):
            found.setdefault(items, {})[tie] = finding.construction
    return [Candidate(items, tuple(ties), next(iter(ties.values()))) for items, ties in found.items()]


def _findings(page: Page, formula: Formula, far: bool) -> Iterator[tuple[str, Finding]]:
    for construction in CONSTRUCTIONS[formula.kind]:
        if (far or construction not in FAR) and (finding := construction(page, formula)):
            yield construction.__name__, finding
    for finding in near_rows(page, formula):
        yield finding.construction, finding


def _sound(page: Page, items: Items) -> bool:
    """Whether there are items, none of them empty or a mere ordinal, and no two overlap."""
    flat = sorted(span for spans in items for span in spans)
    apart = all(end <= start for (_, end), (start, _) in zip(flat, flat[1:]))
    return bool(flat) and apart and not any(_NOTHING.fullmatch(text) for text in texts(page.text, flat))

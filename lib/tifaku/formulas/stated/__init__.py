"""Expansions: what a numbered formula stands for, as far as the same text says so, with the place where it says it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from tifaku.formulas.stated.choice import read
from tifaku.formulas.stated.mentions import share
from tifaku.formulas.stated.page import Page
from tifaku.formulas.stated.parts import ONE_EACH
from tifaku.text.documents import Document
from tifaku.text.findings import Formula, Group

OFTEN = 40  # occurrences of one name around which its head and its parts are looked for
COMPLETE = 0.9  # the confidence from which a full list is called complete


def expand(doc: Document, formulas: list[Formula]) -> list[Formula]:
    """The formulas of a document, one for one and in order, with components, verdict and `because` filled in.

    Components are verbatim spans of doc.text. The evidence is a word, a mark or the touch that ties a list to the name,
    or items that all carry the counted head; and the arithmetic: a list counts only if it has as many items as the name
    declares, or if the text itself cuts it short (等). No list known from elsewhere is used: what the text does not state
    stays unresolved.

    >>> from tifaku.text.findings import find_formulas
    >>> find_formulas("打好“绿色、生态、有机”三张牌")[0].because  # the three cards 'green, ecological, organic'
    'quoted list before the name: declared 3, found 3'

    Limits: a list without 、，； or ordinals is missed, and so are items that share neither head nor form; in the first item
    a governing verb that list_leads.tsv does not know stays; a head or the parts of a name are looked for around 40 mentions.
    """
    page = Page(doc, tuple(formulas))
    rare = [mention <= OFTEN for mention in _mentions(formulas)]
    told = [f if f.kind == "distributive" else read(page, f, far) for f, far in zip(formulas, rare)]
    return [_judged(formula) for formula in share(doc.text, told)]


def _mentions(formulas: list[Formula]) -> Iterator[int]:
    """For each formula, the how manieth occurrence of its name it is."""
    times: Counter[str] = Counter()
    for formula in formulas:
        times[formula.surface] += 1
        yield times[formula.surface]


def _judged(formula: Formula) -> Formula:
    """The formula with the verdict and the arithmetic that follow from its components."""
    if formula.kind == "distributive":
        return replace(formula, verdict="not_applicable")
    if not formula.because:  # as it was detected
        return formula
    declared = " + ".join(str(g.numeral) for g in formula.groups)
    found = " + ".join(str(len(g.components)) for g in formula.groups)
    because = f"{formula.because}: declared {declared}, found {found}"
    return replace(formula, verdict=verdict(formula.groups, formula.because, formula.confidence), because=because)


def verdict(groups: tuple[Group, ...], construction: str = "", confidence: float = 1.0) -> str:
    """complete or probable when every group that declares a number has exactly so many components, partial when some are stated.

    A code whose every digit is told by one phrase ("3" means three reforms) is full, too.
    """
    counted = [g for g in groups if isinstance(g.numeral, int)]
    if not any(g.components for g in groups):  # as of a code of zeros, too
        return "unresolved"
    whole = construction == ONE_EACH or counted and all(len(g.components) == g.numeral for g in counted)
    return "partial" if not whole else "complete" if confidence >= COMPLETE else "probable"

"""Expansions: what a numbered formula stands for, as far as the same text says so, with the place where it says it."""

from __future__ import annotations

from dataclasses import replace

from tifaku.documents import Document
from tifaku.expansions.before import list_before
from tifaku.expansions.glosses import by_one_of, gloss_after
from tifaku.expansions.mentions import share
from tifaku.expansions.ordinals import by_ordinals
from tifaku.expansions.page import Page
from tifaku.expansions.parts import ONE_EACH, by_parts, by_roles
from tifaku.expansions.recounts import by_recount
from tifaku.expansions.series import by_clauses, by_earlier_clause, by_headings, by_near_list, by_quotations, by_sentences
from tifaku.formulas import Component, Formula, Group

# The name is tied to its items by a word, a mark or by touching them; then what only the shared head ties to it.
TIED = (list_before, by_parts, gloss_after, by_ordinals, by_roles, by_one_of)
SHARED_HEAD = (by_recount, by_near_list, by_quotations, by_sentences, by_earlier_clause, by_clauses, by_headings)


def expand(doc: Document, formulas: list[Formula]) -> list[Formula]:
    """The formulas of a document with their components, verdict and the construction that states them."""
    page = Page(doc, tuple(formulas))
    for constructions in (TIED, SHARED_HEAD):
        formulas = share([_read(page, formula, constructions) for formula in formulas])
    return [_judged(formula) for formula in formulas]


def _read(page: Page, formula: Formula, constructions) -> Formula:
    """The formula with the components of the first construction that states any."""
    if formula.kind == "distributive" or formula.because:
        return formula
    findings = (construction(page, formula) for construction in constructions)
    finding = next(filter(None, findings), None)
    if not finding:
        return formula
    groups = tuple(
        replace(group, components=tuple(Component(page.doc.text[s:e], s, e) for s, e in spans))
        for group, spans in zip(formula.groups, finding.groups)
    )
    return replace(formula, groups=groups, because=finding.construction)


def _judged(formula: Formula) -> Formula:
    """The formula with the verdict and the arithmetic that follow from its components."""
    if formula.kind == "distributive":
        return replace(formula, verdict="not_applicable")
    declared = " + ".join(str(g.numeral) for g in formula.groups)
    found = " + ".join(str(len(g.components)) for g in formula.groups)
    because = f"{formula.because}: declared {declared}, found {found}" if formula.because else ""
    return replace(formula, verdict=verdict(formula.groups, formula.because), because=because)


def verdict(groups: tuple[Group, ...], construction: str = "") -> str:
    """complete when every group that declares a number has exactly so many components, partial when some are stated.

    A code whose every digit is told by one phrase ("3" means three reforms) is complete too.
    """
    counted = [g for g in groups if isinstance(g.numeral, int)]
    if construction == ONE_EACH or counted and all(len(g.components) == g.numeral for g in counted):
        return "complete"
    return "partial" if any(g.components for g in groups) else "unresolved"

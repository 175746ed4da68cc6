"""Expansions: what a numbered formula stands for, as far as the same text says so, with the place where it says it."""

from __future__ import annotations

from dataclasses import replace

from tifaku.documents import Document
from tifaku.expansions.before import before
from tifaku.expansions.glosses import gloss
from tifaku.expansions.page import Finding, Page
from tifaku.formulas import Component, Formula, Group

CONSTRUCTIONS = (before, gloss)


def expand(doc: Document, formulas: list[Formula]) -> list[Formula]:
    """The formulas of a document with their components, verdict and the construction that states them."""
    page = Page(doc, tuple(formulas))
    return [_expanded(page, formula) for formula in formulas]


def _expanded(page: Page, formula: Formula) -> Formula:
    if formula.kind == "distributive":
        return replace(formula, verdict="not_applicable")
    findings = (construction(page, formula) for construction in CONSTRUCTIONS)
    finding = next(filter(None, findings), None)
    return with_finding(page.doc, formula, finding) if finding else formula


def with_finding(doc: Document, formula: Formula, finding: Finding) -> Formula:
    """The formula with what was found filled in, and the verdict and arithmetic that follow from it."""
    groups = tuple(
        replace(group, components=tuple(Component(doc.text[s:e], s, e) for s, e in spans))
        for group, spans in zip(formula.groups, finding.groups)
    )
    declared = " + ".join(str(g.numeral) for g in groups)
    found = " + ".join(str(len(g.components)) for g in groups)
    because = f"{finding.construction}: declared {declared}, found {found}"
    return replace(formula, groups=groups, verdict=verdict(groups), because=because)


def verdict(groups: tuple[Group, ...]) -> str:
    """complete when every group that declares a number has exactly so many components, partial when some are stated."""
    counted = [g for g in groups if isinstance(g.numeral, int)]
    if counted and all(len(g.components) == g.numeral for g in counted):
        return "complete"
    return "partial" if any(g.components for g in groups) else "unresolved"

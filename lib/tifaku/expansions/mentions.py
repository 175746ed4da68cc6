"""Mentions: what is stated at one occurrence of a name holds for the others, for its parts, and for the whole of these parts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import pairwise

from tifaku.expansions.parts import CODES, ONE_EACH, part_names
from tifaku.formulas import Component, Formula, Group

NEAR = 12  # characters between a code and the words that say it


def share(formulas: list[Formula]) -> list[Formula]:
    """The formulas with the components that other occurrences of the same name, or of its parts, were found to have."""
    stated = _stated(formulas)
    return _restated([_completed(formula, stated) for formula in formulas])


def _restated(formulas: list[Formula]) -> list[Formula]:
    """The digit codes with what the compound right after them says in words: “1335”，即“一个目标、三个统筹、…”."""
    out = list(formulas)
    for i, (code, words) in enumerate(pairwise(formulas)):
        near = words.kind == "compound" and words.start - code.end < NEAR
        if near and code.kind in CODES and not code.because and _numerals(code) == _numerals(words):
            groups = zip(code.groups, words.groups, _parts(words))
            stated = tuple(replace(g, components=w.components or (part,)) for g, w, part in groups)
            told = any(w.components for w in words.groups)
            out[i] = replace(code, groups=stated, because="the code in words" if told else ONE_EACH)
    return out


def _parts(formula: Formula) -> list[Component]:
    """The parts of a compound's name as the components of the code that it puts into words."""
    parts, at = [], formula.start
    for name in part_names(formula):
        at = formula.start + formula.surface.find(name, at - formula.start)
        parts.append(Component(name, at, at + len(name)))
    return parts


def _numerals(formula: Formula) -> list:
    return [g.numeral for g in formula.groups]


def _stated(formulas: list[Formula]) -> dict[str, dict[tuple, Group]]:
    """The filled groups by the name or part name they were stated for; more than one where the text contradicts itself."""
    stated: dict[str, dict[tuple, Group]] = defaultdict(dict)
    for formula in formulas:
        names = [formula.surface] if len(formula.groups) == 1 else part_names(formula) if formula.kind == "compound" else []
        for name, group in zip(names, formula.groups):
            if group.components:
                stated[name].setdefault(tuple(c.text for c in group.components), group)
        if len(formula.groups) > 1:
            for i, group in enumerate(formula.groups):
                if group.components:
                    stated[f"{formula.surface} {i}"].setdefault(tuple(c.text for c in group.components), group)
    return stated


def _completed(formula: Formula, stated) -> Formula:
    if formula.kind == "distributive" or all(g.components for g in formula.groups):
        return formula
    parts = part_names(formula) if formula.kind == "compound" else [formula.surface] if len(formula.groups) == 1 else []
    groups, how = [], ""
    for i, group in enumerate(formula.groups):
        found = group if group.components else None
        for name, link in ((f"{formula.surface} {i}", "another mention"), (parts[i] if parts else "", "a mention of the part")):
            options = stated.get(name, {})
            if not found and len(options) == 1:
                found, how = next(iter(options.values())), link if len(formula.groups) > 1 else "another mention"
        groups.append(replace(group, components=found.components) if found else group)
    return replace(formula, groups=tuple(groups), because=how) if how else formula

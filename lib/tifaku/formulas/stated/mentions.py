"""Mentions: what is stated at one occurrence of a name holds for the others, for its parts, and for the whole of these parts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from tifaku.formulas.stated.lists import apart
from tifaku.formulas.stated.parts import CODES, ONE_EACH, part_spans
from tifaku.text.findings import Formula, Group

FIRST, NEXT, MOST = 60, 150, 8  # characters to the first name that a digit counts, and on to the next; names looked at


class Listed(NamedTuple):
    """A group with its items, and the highest confidence with which they were read."""

    group: Group
    confidence: float


Stated = dict[str, dict[tuple[str, ...], Listed]]  # name → the different lists of items stated for it


def share(text: str, formulas: list[Formula]) -> list[Formula]:
    """The formulas with the components that other occurrences of the same name, or of its parts, were found to have.

    Where the text states different full lists for one name, none of them is shared.
    """
    stated = _stated(formulas)
    return _restated(text, [_completed(formula, stated) for formula in formulas])


def _names(formula: Formula) -> list[tuple[str, ...]]:
    """For each group the names under which its items are told: the name alone; of a compound the whole, each run of its parts and

    the part, marked as one, since what is told of it here says nothing of its namesake elsewhere (三线 in 三线一单, 三区三线).
    """
    if len(formula.groups) == 1:
        return [(formula.surface,)]
    if formula.kind != "compound":
        return [(f"{formula.surface} {i}",) for i in range(len(formula.groups))]
    return _part_names(formula.surface, tuple(part_spans(formula)))


@lru_cache(maxsize=10_000)
def _part_names(surface: str, spans: tuple[tuple[int, int], ...]) -> list[tuple[str, ...]]:
    return [(*_runs(surface, spans, i), _part(surface[s:e])) for i, (s, e) in enumerate(spans)]


def _runs(surface: str, spans: tuple[tuple[int, int], ...], at: int) -> tuple[str, ...]:
    """The runs of two parts and more that hold the part at this place, the whole first, with its place in them."""
    runs = [(first, last) for first in range(at + 1) for last in range(at, len(spans)) if first < last]
    runs.sort(key=lambda run: run[0] - run[1])
    return tuple(f"{surface[spans[first][0] : spans[last][1]]} {at - first}" for first, last in runs)


def _part(name: str) -> str:
    return f"a part: {name}"


def _asked(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names under which items told elsewhere are looked up: a part may be named alone, a name alone be a part elsewhere."""
    *others, last = names
    return (*others, last.removeprefix(_part(""))) if others else (last, _part(last))


def _stated(formulas: list[Formula]) -> Stated:
    stated: Stated = defaultdict(dict)
    for formula in formulas:
        if not any(group.components for group in formula.groups):
            continue
        for names, group in zip(_names(formula), formula.groups):
            for name in names if group.components else ():
                said = tuple(c.text for c in group.components)
                known = stated[name].setdefault(said, Listed(group, 0.0))
                stated[name][said] = Listed(known.group, max(known.confidence, formula.confidence))
    return stated


def _completed(formula: Formula, stated: Stated) -> Formula:
    if not stated or formula.kind == "distributive":
        return formula
    if all(len(g.components) == g.numeral for g in formula.groups):
        return _surest(formula, stated)
    if len(formula.groups) == 1 and not any(name in stated for name in _asked((formula.surface,))):
        return formula
    groups, how, least = [], "", formula.confidence or 1.0
    for names, group in zip(_names(formula), formula.groups):
        told = next(filter(None, (_told(stated.get(name, {}), group) for name in _asked(names))), None)
        groups.append(replace(group, components=told.group.components) if told else group)
        how = "another mention" if told and len(formula.groups) == 1 else "a mention of the part" if told else how
        least = min(least, told.confidence) if told else least
    if how and formula.kind in CODES and all(len(group.components) == 1 for group in groups):
        how = ONE_EACH
    good = how and apart(groups)
    return replace(formula, groups=tuple(groups), because=how, confidence=least) if good else formula


def _surest(formula: Formula, stated: Stated) -> Formula:
    """The formula with the confidence in the same items at the mention where they are told most surely."""
    told = (stated[names[0]][tuple(c.text for c in group.components)] for names, group in zip(_names(formula), formula.groups))
    surest = min(one.confidence for one in told)
    return replace(formula, confidence=surest) if surest > formula.confidence else formula


def _told(options: dict[tuple[str, ...], Listed], group: Group) -> Listed | None:
    """The one full list stated for the name, else the one list; nothing where it adds nothing to what the group has."""
    full = [told for told in options.values() if len(told.group.components) == group.numeral]
    told = full or list(options.values())
    known = {c.text for c in group.components}
    adds = len(told) == 1 and known < {c.text for c in told[0].group.components}
    return told[0] if adds else None


def _restated(text: str, formulas: list[Formula]) -> list[Formula]:
    """The digit codes with what the names after them say: 三大职责、七大任务 'three duties, seven tasks' for "37"."""
    return [_in_words(text, f, formulas[i : i + MOST]) if f.kind in CODES else f for i, f in enumerate(formulas, 1)]


def _in_words(text: str, code: Formula, names: list[Formula]) -> Formula:
    """The code with the components of the names after it that count what its digits say."""
    counted = _counted_after(code, names) if names and "\n" not in text[code.end : names[0].start] else []
    more = sum(len(g.components) for g in counted) > sum(len(g.components) for g in code.groups)
    if not more or not apart(counted):
        return code
    stated = tuple(replace(g, components=told.components) for g, told in zip(code.groups, counted))
    least = min(name.confidence for name in names if any(g.components for g in name.groups))
    return replace(code, groups=stated, because="the names counted after it", confidence=least)


def _counted_after(code: Formula, names: list[Formula]) -> list[Group]:
    """The groups of the names after a code, or of one name, that count in order what its digits say, and nothing else."""
    row: list[Group] = []
    at, reach = code.end, FIRST
    for name in names:
        row += name.groups
        near = 0 <= name.start - at < reach
        if not near or name.kind in CODES or [g.numeral for g in row] != _numerals(code)[: len(row)]:
            return []
        if len(row) == len(code.groups):
            return row
        at, reach = name.end, NEXT
    return []


def _numerals(formula: Formula) -> list:
    return [g.numeral for g in formula.groups]

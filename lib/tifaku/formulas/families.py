"""Families: the frames that formulas share (三培两带 and 双培双带: the same heads under other numerals)."""

from __future__ import annotations

from tifaku.formulas.grammar import read_name


def frames(name: str) -> list[tuple]:
    """The frames of a compound: its heads without the numerals, and its groups with one head left open.

    >>> frames("双培双带")[0]  # 'two trainings, two leads'
    ('培', '带')
    """
    reading = read_name(name)
    if not reading or reading.kind != "compound" or not all(head for _, head in reading.groups):
        return []
    groups = reading.groups
    open_slots = [(*groups[:slot], (groups[slot][0], None), *groups[slot + 1 :]) for slot in range(len(groups))]
    return [tuple(head for _, head in groups), *open_slots]

"""Numbered formulas (数字提法): find them in a text, whether quoted or not, with kind, groups and exact spans."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Component:
    """One item that a formula stands for, verbatim as text[start:end]."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Group:
    """One numeral of a formula with the head it counts: 三联三研三任 has (3, 联), (3, 研), (3, 任).

    numeral is an int, or the string 'N', 'X' or '多' (an open number); head is None in a digit or sum code.
    """

    numeral: int | str
    head: str | None = None
    components: tuple[Component, ...] = ()


@dataclass(frozen=True, slots=True)
class Formula:
    """One occurrence of a numbered formula at text[start:end], and what the text itself says that it stands for.

    kind: digit_code | sum_code | counted | compound | distributive.
    verdict: complete | partial | unresolved | not_applicable; never from general knowledge.
    because: the construction that states the components, with the arithmetic ("run-in headings: declared 4 + 4, found 4 + 4").
    """

    doc_id: str
    start: int
    end: int
    surface: str
    kind: str
    groups: tuple[Group, ...] = ()
    head_noun: str | None = None
    quoted: bool = False
    verdict: str = "unresolved"
    because: str = ""

"""Slogans (口号): parallel series, heading series, plus-compounds and coinages, with exact spans."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Segment:
    """One member of a series, verbatim as text[start:end]."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Slogan:
    """One slogan at text[start:end].

    type: parallel_series | parallel_headings | plus_compound | coinage | quoted_other.
    template: the common mould with slots, as in 抓X强Y ('grasp X, strengthen Y'); empty where there is none.
    """

    doc_id: str
    type: str
    start: int
    end: int
    surface: str
    segments: tuple[Segment, ...] = ()
    template: str = ""
    heading: bool = False
    expands_formula: bool = False

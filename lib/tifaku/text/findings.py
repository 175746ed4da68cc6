"""Findings: the values that finders return, numbered formulas and slogans, each a passage of one article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from tifaku.text.numerals import TENS, narrow

_BLANK = re.compile(r"\s+")
_DIGIT = re.compile("(?<![0-9.])(?:10|[1-9])(?![0-9.%])")
_HAN = "〇一两" + TENS[2:]  # what counts things is 两 and not 二


@dataclass(frozen=True, slots=True)
class Span:
    """A passage, verbatim as text[start:end]: a component of a formula, or a segment of a slogan."""

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
    components: tuple[Span, ...] = ()

    @property
    def number(self) -> int:
        """How many components the numeral declares, 0 for an open one."""
        return self.numeral if isinstance(self.numeral, int) else 0


@dataclass(frozen=True, slots=True)
class Said:
    """What one reader says that a formula stands for; by is "rules", or the name of whoever proposed it."""

    by: str
    groups: tuple[Group, ...] = ()

    @property
    def words(self) -> tuple[tuple[str, ...], ...]:
        """The components of each group in an order of their own, to compare readers by; empty where none are stated."""
        words = tuple(tuple(sorted(c.text for c in group.components)) for group in self.groups)
        return words if any(words) else ()

    def __str__(self) -> str:
        return "||".join("|".join(c.text for c in group.components) for group in self.groups)


@dataclass(frozen=True, slots=True)
class Formula:
    """One occurrence of a numbered formula at text[start:end], and what the text itself says that it stands for.

    kind: digit_code | sum_code | counted | compound | distributive.
    verdict: complete (believed exact) | probable | partial | unresolved | not_applicable; never from general knowledge.
    because: the construction that states the components, with the arithmetic ("run-in headings: declared 4 + 4, found 4 + 4"),
    and what is doubtful about a probable list. confidence: the chance, from 0 to 1, that the components are exactly those that
    the text states, calibrated on annotated texts; 0 where none are found, or only proposed. said: what each reader says, the
    one whose components stand in `groups` first; empty where nobody but the rules has read the article.
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
    confidence: float = 0.0
    said: tuple[Said, ...] = ()

    @property
    def disputed(self) -> bool:
        """Whether readers state different components."""
        return len({said.words for said in self.said} - {()}) > 1

    @property
    def name(self) -> str:
        """The key on which variants of the name are counted: width, blanks and the script of small numerals aside.

        >>> Formula("", 0, 5, "５ 大 主题", "counted").name  # 'five themes'
        '五大主题'
        >>> Formula("", 0, 4, "2个维护", "counted").name  # 'two upholdings'
        '两个维护'
        """
        key = narrow(_BLANK.sub("", self.surface))
        coded = self.kind in ("digit_code", "sum_code")
        return key if coded else _DIGIT.sub(lambda digit: _HAN[int(digit[0])], key)


@dataclass(frozen=True, slots=True)
class Slogan:
    """One slogan at text[start:end].

    type: parallel_series | parallel_headings | plus_compound | coinage | quoted_other.
    template: the common mould with slots, as in 抓X强Y ('grasp X, strengthen Y'); empty where there is none.
    strength: how slogan-like it is, 0 to 1; see `tifaku.slogans.strength`.
    """

    doc_id: str
    type: str
    start: int
    end: int
    surface: str
    segments: tuple[Span, ...] = ()
    template: str = ""
    heading: bool = False
    expands_formula: bool = False
    strength: float = 0.0

    @property
    def rhythm(self) -> str:
        """Characters of each segment, without marks: 3+3+3 for 选得准、树得住、叫得响."""
        return "+".join(str(sum(map(str.isalnum, s.text))) for s in self.segments)


class Outcome(NamedTuple):
    """What became of one row of a decisions file: `overruled` is what had been found, `reason` why it was not applied.

    file is empty for the one beside the articles; answered is the number of questions that the row answers.
    """

    row: int
    doc_id: str
    start: int
    end: int
    surface: str
    decision: str
    value: str
    applied: bool
    overruled: str
    reason: str
    file: str = ""
    decided_by: str = ""
    decided_on: str = ""
    answered: int = 0


class Refusal(NamedTuple):
    """A proposed component that was not granted, and why; of what can't be read as a proposal only the reason is known."""

    doc_id: str
    surface: str
    component: str
    proposer: str
    reason: str


@dataclass(frozen=True)
class Findings:
    """What was found in some articles, in the order of the articles and of their texts.

    The same value feeds every table, figure and page, so that what a scholar's decisions take out of it is nowhere but in
    `outcomes`, the record of these decisions. refused: what was proposed and the articles don't say.
    """

    formulas: tuple[Formula, ...] = ()
    slogans: tuple[Slogan, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    refused: tuple[Refusal, ...] = ()

    def formulas_by_article(self) -> Mapping[str, list[Formula]]:
        """The formulas of each article that has any, by doc_id."""
        return _by_article(self.formulas)

    def slogans_by_article(self) -> Mapping[str, list[Slogan]]:
        """The slogans of each article that has any, by doc_id."""
        return _by_article(self.slogans)


def _by_article(found: Iterable) -> Mapping[str, list]:
    return {doc_id: list(own) for doc_id, own in groupby(found, attrgetter("doc_id"))}


def formulas_of(found: Findings | Iterable[Formula]) -> list[Formula]:
    """The formulas of Findings, or those given."""
    return list(found.formulas if isinstance(found, Findings) else found)


def verdict_of(groups: tuple[Group, ...], one_phrase_each: bool = False) -> str:
    """How far a text states what a formula stands for, by the components of its groups: complete, partial or unresolved.

    It is complete when every group that declares a number has exactly so many components, partial when some are stated.
    one_phrase_each: the text explains each digit of a code by one phrase ("3" means three reforms), which is complete too.
    """
    counted = [g for g in groups if isinstance(g.numeral, int)]
    if not any(g.components for g in groups):  # true of a code of zeros, too
        return "unresolved"
    return "complete" if one_phrase_each or counted and all(len(g.components) == g.numeral for g in counted) else "partial"

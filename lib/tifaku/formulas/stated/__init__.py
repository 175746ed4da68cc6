"""Expansions: what a numbered formula stands for, as far as the same text says so, with the place where it says it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from tifaku.formulas.stated.alongside import (
    by_cut_list,
    by_fields,
    by_list_of_one_group,
    by_next_list,
    by_opening_heads,
    by_short_clauses,
)
from tifaku.formulas.stated.among import by_among, by_both
from tifaku.formulas.stated.before import list_before
from tifaku.formulas.stated.clause_lists import by_clause_lists
from tifaku.formulas.stated.codes import by_counts_in_a_row, by_numerals
from tifaku.formulas.stated.couplets import by_couplet_heads
from tifaku.formulas.stated.evidence import apart
from tifaku.formulas.stated.glosses import by_one_of, gloss_after
from tifaku.formulas.stated.interwoven import by_couplets, by_inserts
from tifaku.formulas.stated.mentions import share
from tifaku.formulas.stated.ordinals import by_ordinals
from tifaku.formulas.stated.page import Finding, Page
from tifaku.formulas.stated.parts import ONE_EACH, by_clause_heads, by_parts, by_roles, by_told_heads
from tifaku.formulas.stated.recounts import by_recount
from tifaku.formulas.stated.series import (
    by_clauses,
    by_earlier_clause,
    by_headings,
    by_near_list,
    by_quotations,
    by_sentences,
)
from tifaku.text.documents import Document
from tifaku.text.findings import Formula, Span, verdict_of

# The name is tied to its items by a word, a mark or by touching them; then what only the shared head ties to it.
TIED = (list_before, by_parts, by_ordinals, by_roles, by_told_heads, gloss_after, by_one_of, by_numerals, by_counts_in_a_row)
FAR = (by_parts, by_roles)  # look for the parts of the name hundreds of characters away
NEAR = tuple(construction for construction in TIED if construction not in FAR)
CODED = (by_numerals, by_counts_in_a_row)
SHARED_HEAD = (
    *(by_recount, by_both, by_opening_heads, by_short_clauses, by_near_list, by_inserts, by_couplets, by_couplet_heads),
    *(by_quotations, by_clause_heads, by_clause_lists, by_sentences, by_earlier_clause, by_fields, by_clauses, by_headings),
    *(by_cut_list, by_next_list, by_among, by_list_of_one_group),
)
OF_ONE_GROUP = (by_ordinals, by_one_of, by_recount, by_short_clauses, by_fields, by_inserts, by_cut_list, by_next_list, by_among)
OF_SEVERAL = (
    *(by_parts, by_roles, by_told_heads, by_opening_heads, by_couplets, by_couplet_heads, by_clause_heads),
    *(by_clause_lists, by_list_of_one_group),
)
IDLE = {"counted": OF_SEVERAL + CODED, "compound": OF_ONE_GROUP + CODED}  # what has nothing to read in a name of that kind

Construction = Callable[[Page, Formula], Finding | None]
OFTEN = 40  # occurrences of one name around which its head and its parts are looked for


def expand(doc: Document, formulas: list[Formula]) -> list[Formula]:
    """The formulas of a document, one for one and in order, with components, verdict and `because` filled in.

    Components are verbatim spans of doc.text. The evidence is a word, a mark or the touch that ties a list to the name,
    or items that all carry the counted head; and the arithmetic: a list counts only if it has as many items as the name
    declares, or if the text itself cuts it short (等). No list known from elsewhere is used: what the text does not state
    stays unresolved.

    >>> from tifaku.formulas import find_formulas
    >>> find_formulas("打好“绿色、生态、有机”三张牌")[0].because  # the three cards 'green, ecological, organic'
    'quoted list before the name: declared 3, found 3'

    Limits: a list without 、，； or ordinals is missed, and so are items that share neither head nor form; in the first item
    a governing verb that list_leads.tsv does not know stays; a head or the parts of a name are looked for around 40 mentions.
    """
    page = Page(doc, tuple(formulas))
    rare = [mention <= OFTEN for mention in _mentions(formulas)]
    formulas = share(doc.text, _read(page, formulas, rare, TIED))
    return [_judged(formula) for formula in share(doc.text, _read(page, formulas, rare, SHARED_HEAD))]


def _mentions(formulas: list[Formula]) -> Iterator[int]:
    """For each formula, the how manieth occurrence of its name it is."""
    times: Counter[str] = Counter()
    for formula in formulas:
        times[formula.surface] += 1
        yield times[formula.surface]


def _read(page: Page, formulas: list[Formula], rare: list[bool], constructions: Sequence[Construction]) -> list[Formula]:
    """The formulas, each with the components of the first construction that states any.

    One construction after the other, each for all formulas: the same work takes a tenth less time than formula by formula.
    """
    read = list(formulas)
    unread = [at for at, formula in enumerate(formulas) if formula.kind != "distributive" and not formula.because]
    for construction in constructions:
        idle = [kind for kind, others in IDLE.items() if construction in others]
        near = construction in NEAR
        findings = {at: construction(page, read[at]) for at in unread if read[at].kind not in idle and (near or rare[at])}
        told = {at: _with(page, read[at], finding) for at, finding in findings.items() if finding}
        for at, formula in told.items():
            read[at] = formula if apart(formula.groups) else read[at]
        unread = [at for at in unread if not read[at].because] if told else unread
    return read


def _with(page: Page, formula: Formula, finding: Finding) -> Formula:
    groups = tuple(
        replace(group, components=tuple(Span(page.doc.text[s:e], s, e) for s, e in spans))
        for group, spans in zip(formula.groups, finding.groups)
    )
    return replace(formula, groups=groups, because=finding.construction)


def _judged(formula: Formula) -> Formula:
    """The formula with the verdict and the arithmetic that follow from its components."""
    if formula.kind == "distributive":
        return replace(formula, verdict="not_applicable")
    if not formula.because:  # as it was detected
        return formula
    declared = " + ".join(str(g.numeral) for g in formula.groups)
    found = " + ".join(str(len(g.components)) for g in formula.groups)
    because = f"{formula.because}: declared {declared}, found {found}"
    return replace(formula, verdict=verdict_of(formula.groups, formula.because == ONE_EACH), because=because)

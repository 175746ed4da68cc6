"""Choice: the candidate for a name that the evidence speaks for, with its confidence, or none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import exp, log
from typing import NamedTuple

from tifaku.formulas.stated.before import list_before
from tifaku.formulas.stated.codes import by_counts_in_a_row, by_numerals, by_ordinals
from tifaku.formulas.stated.cuts import cuts
from tifaku.formulas.stated.fits import Items, countable
from tifaku.formulas.stated.glosses import by_one_of, gloss_after
from tifaku.formulas.stated.page import Finding, Page, Place, texts
from tifaku.formulas.stated.parts import by_clause_heads, by_parts, by_roles, by_told_heads, part_names
from tifaku.formulas.stated.rows import near_rows
from tifaku.formulas.stated.series import by_near_list, rows_with_head
from tifaku.formulas.stated.weighing import Candidate, candidate_evidence, edge_evidence, silence_evidence, weigh
from tifaku.text.findings import Formula, Group, Span
from tifaku.text.numerals import TENS

LEAST = 0.6  # the chance against silence below which nothing is said
FAR_BEHIND = 4.0  # logits below the best or silence, from which a candidate has no chance
SURE = 6.0  # logits beyond which more evidence counts no more


class Weighed(NamedTuple):
    """A candidate with its chance against all others and silence, and the named evidence about it."""

    candidate: Candidate
    chance: float
    evidence: dict[str, float]


def best_candidate(page: Page, formula: Formula, far: bool = True) -> Weighed | None:
    """The candidate that the evidence speaks for, or None where there is none or silence is likelier."""
    found = candidates(page, formula, far)
    if not found:
        return None
    silence = weigh("choice", silence_evidence(formula))
    evidence = [candidate_evidence(page, formula, candidate, len(found) - 1) for candidate in found]
    sums = [weigh("choice", said) for said in evidence]
    if 1 - _shares([silence, *sums])[0] < LEAST:  # doubtful edges, which take time, only speak against a candidate
        return None
    for i in [i for i, value in enumerate(sums) if value > max(silence, *sums) - FAR_BEHIND]:
        edges = edge_evidence(page, formula, found[i])
        sums[i] += weigh("choice", edges)
        evidence[i] |= edges
    chances = _shares([silence, *sums])
    best = max(range(len(found)), key=lambda i: chances[i + 1])
    return Weighed(found[best], chances[best + 1], evidence[best]) if 1 - chances[0] >= LEAST else None


def _shares(sums: Sequence[float]) -> list[float]:
    most = max(sums)
    powers = [exp(value - most) for value in sums]
    total = sum(powers)
    return [power / total for power in powers]


def confidence_evidence(weighed: Weighed) -> dict[str, float]:
    """What the confidence in a candidate is made of: how sure its choice and its edges are, and what has misled most."""
    said = weighed.evidence
    start, end = (exp(said.get(edge, 0.0)) for edge in EDGES)
    return {
        "constant": 1.0,
        "the whole": _logit(weighed.chance * start * end),
        "the weakest part": min(map(_logit, (weighed.chance, start, end))),
        **{name: float(said.get(name, 0.0)) for name in CARRIED},
    }


def _logit(chance: float) -> float:
    chance = min(max(chance, 1e-6), 1 - 1e-6)
    return min(SURE, log(chance / (1 - chance)))


EDGES = ("first item may begin elsewhere", "last item may end elsewhere")  # the logarithms of their chances
CARRIED = (
    *("last item may end elsewhere", "first item longest", "last item longest", "begins after a mark"),
    *("fills a quotation or bracket", "after: a word between", "several ties", "tie: list near the name"),
)


def read(page: Page, formula: Formula, far: bool = True) -> Formula:
    """The formula with the items of the best candidate, with its confidence, and the tie as `because`; else as it is."""
    weighed = best_candidate(page, formula, far)
    if not weighed:
        return formula
    confidence = 1 / (1 + exp(-weigh("confidence", confidence_evidence(weighed))))
    return replace(
        formula, groups=_with(page, formula, weighed.candidate.items), because=weighed.candidate.says, confidence=confidence
    )


def _with(page: Page, formula: Formula, items: Items) -> tuple[Group, ...]:
    told = [tuple([Span(page.doc.text[s:e], s, e) for s, e in spans]) for spans in items]
    return tuple([Group(group.numeral, group.head, spans) for group, spans in zip(formula.groups, told)])


_NOTHING = re.compile(rf"\s*|第?[0-9{TENS}]+[件条个是要步点]?|一[是要]")


def candidates(page: Page, formula: Formula, far: bool = True) -> list[Candidate]:
    """The candidates for a name, none twice: the items of each group with the constructions that give them.

    `far` says whether those are tried, too, that look for headings and parts hundreds of characters away.
    """
    found: dict[Items, dict[str, str]] = {}
    for tie, finding in _findings(page, formula, far):
        items = tuple(map(tuple, finding.groups))
        if items in found or _sound(page, items, formula):
            found.setdefault(items, {})[tie] = finding.construction
    if not found:
        return []
    whole = [Candidate(items, tuple(ties), next(iter(ties.values()))) for items, ties in found.items()]
    cut = (
        one._replace(items=items, cut=how)
        for one in whole
        for how, items in cuts(page.text, one.items, formula.groups, formula.head_noun or "")
    )
    return [*whole, *{one.items: one for one in cut if one.items not in found and _sound(page, one.items, formula)}.values()]


def _findings(page: Page, formula: Formula, far: bool) -> Iterator[tuple[str, Finding]]:
    found: list[Place] = []
    if not countable(formula.groups):
        return
    for construction in CONSTRUCTIONS[formula.kind]:
        told = construction(page, formula) if far or construction not in FAR else None
        for finding in [told] if isinstance(told, Finding) else told or ():
            yield construction.__name__, finding
            if construction in TIED:
                flat = sorted(span for spans in finding.groups for span in spans)
                found.append((flat[0][0], flat[-1][1]))
    for finding in (*rows_with_head(page, formula, far), *near_rows(page, formula, found)):
        yield finding.construction, finding


def _sound(page: Page, items: Items, formula: Formula) -> bool:
    """Whether there are items, none of them empty, a mere ordinal or a part of the name, and no two overlap or are the same."""
    flat = sorted(span for spans in items for span in spans)
    apart = all(end <= start for (_, end), (start, _) in zip(flat, flat[1:]))
    unlike = all(len(set(texts(page.text, spans))) == len(spans) for spans in items)
    named = part_names(formula) if len(formula.groups) > 1 else ()
    return bool(flat) and apart and unlike and not any(_NOTHING.fullmatch(t) or t in named for t in texts(page.text, flat))


TIED = (list_before, gloss_after)  # whose lists need not be looked at again
FAR = (by_parts,)  # look for the parts of a name hundreds of characters away
_SEVERAL = (by_near_list, by_parts, by_told_heads, by_roles, by_clause_heads)
_CODES = (*TIED, by_ordinals, by_one_of, *_SEVERAL, by_numerals, by_counts_in_a_row)
#: What may read a name of each kind, beside the rows near it.
CONSTRUCTIONS = {
    "counted": (*TIED, by_ordinals, by_one_of),
    "compound": (*TIED, *_SEVERAL),
    "digit_code": _CODES,
    "sum_code": _CODES,
}

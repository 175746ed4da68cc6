"""Two readers: what the rules and proposers say of the same formulas, put together, with who says what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from tifaku.decisions.grant import stated
from tifaku.text.findings import Findings, Formula, Refusal, Said

Place = tuple[str, int, int]
RULES = "rules"
#: Names under which our own findings come back.
OURS = (RULES, "tifaku")
#: A file of so many lists or more, each the same as the rules', was made from our own findings.
COPY = 5


def two_readers(formulas: Sequence[Formula], read: Findings) -> tuple[list[Formula], tuple[Refusal, ...]]:
    """The formulas of the rules weighed against those granted to proposers, then the names that only these know; and the refused.

    Rules and a proposer state the same: `complete`, however narrow the rules' choice was, if as many are stated as declared. One
    alone states something: `probable`. They differ: `probable`, and `because` and `said` have all of it; the components are those
    of the rules where these were sure. Whoever proposes anything about an article has read it, and is silent where they propose
    nothing about a name, here or at another of its places in the article; articles that no proposer has read stay as they are. A
    file that says of each formula what the rules say is no second reader, nor is a proposer called "rules". A name that overlaps
    one of the rules' is the same with the same numerals, else it is refused.
    """
    ours = Findings(tuple(formulas)).formulas_by_article()
    heard = [_as_named(f, ours.get(f.doc_id, ())) for f in read.formulas]
    proposers = dict.fromkeys(said.by for f in heard for said in f.said)
    readers = [by for by in proposers if by not in OURS and not _is_copy(by, formulas, heard)]
    here = {(*_place(f), own.by): own for f in heard for own in f.said if own.words}
    anywhere = {(f.doc_id, f.name, own.by): own for f in reversed(heard) for own in f.said if own.words}
    present = {(f.doc_id, own.by) for f in heard for own in f.said}

    def claims(formula: Formula) -> list[Said]:
        """What each proposer who has read the article says of the name: here, else at another of its places, else nothing."""
        asked = [by for by in readers if (formula.doc_id, by) in present]
        keys = [((*_place(formula), by), (formula.doc_id, formula.name, by)) for by in asked]
        return [here.get(place) or anywhere.get(name) or Said(name[-1]) for place, name in keys]

    known = {_place(f) for f in formulas}
    unknown = [replace(f, groups=tuple(replace(g, components=()) for g in f.groups)) for f in heard if _place(f) not in known]
    added, lost = _without_overlaps([f for f in (_weighed(f, claims(f)) for f in unknown) if f.said], formulas)
    return [*(_weighed(f, claims(f)) for f in formulas), *added], (*read.refused, *lost)


def _place(formula: Formula) -> Place:
    return formula.doc_id, formula.start, formula.end


def _as_named(formula: Formula, ours: Sequence[Formula]) -> Formula:
    """The formula under the name that the rules give it, where one of theirs overlaps it and has its numerals: 四种, 四种类型."""
    numerals = [group.numeral for group in formula.groups]
    near = [f for f in ours if f.start < formula.end and formula.start < f.end]
    if len(near) != 1 or [group.numeral for group in near[0].groups] != numerals:
        return formula
    return replace(formula, start=near[0].start, end=near[0].end, surface=near[0].surface)


def _is_copy(by: str, formulas: Iterable[Formula], read: Iterable[Formula]) -> bool:
    """Whether a proposer's lists are those of the rules, all of them and no other."""
    theirs = {(_place(f), own.words) for f in read for own in f.said if own.by == by and own.words}
    ours = {(_place(f), own.words) for f in formulas for own in [Said(RULES, f.groups)] if own.words}
    return len(theirs) >= COPY and theirs == ours


def _weighed(formula: Formula, claims: Sequence[Said]) -> Formula:
    """The formula with what all its readers say; as it is where nobody but the rules has read it, or nobody states anything."""
    stating = [said for said in (Said(RULES, formula.groups), *claims) if said.words]
    if not claims or not stating or formula.verdict == "not_applicable":
        return formula
    lead = min(stating, key=lambda said: _rank(formula, said))
    same = [said.by for said in stating if said.words == lead.words]
    verdict = _verdict(formula, lead)
    if verdict == "complete" and (RULES not in same or len(same) < 2 or len(same) < len(stating)):
        verdict = "probable"
    silent = [by for by in (RULES, *(said.by for said in claims)) if by not in [said.by for said in stating]]
    because = "; ".join(filter(None, [formula.because if lead.by == RULES else "", _who_says_what(stating, same, silent)]))
    said = sorted((*stating, *(said for said in claims if not said.words)), key=lambda said: said is not lead)
    confidence = formula.confidence if lead.by == RULES else 0.0
    return replace(formula, groups=lead.groups, verdict=verdict, because=because, confidence=confidence, said=tuple(said))


def _rank(formula: Formula, said: Said) -> tuple[bool, bool]:
    """Full lists come before shorter ones; those that the rules are sure of come first, those that they doubt last."""
    return _verdict(formula, said) != "complete", said.by == RULES and formula.verdict == "probable"


def _verdict(formula: Formula, said: Said) -> str:
    if said.by == RULES:
        return "complete" if formula.verdict == "probable" else formula.verdict
    return stated(formula, said.groups)


def _who_says_what(stating: Sequence[Said], same: Sequence[str], silent: Sequence[str]) -> str:
    """Who reads what, in words without a semicolon: "read by rules, proposed by B, granted by the text"."""
    if len(same) < len(stating):
        return f"the readers differ: {', '.join(f'{said} ({_readers([said.by])})' for said in stating)}"
    readers = _readers(same)
    return f"{readers}, nothing stated according to {', '.join(silent)}" if silent and len(same) == 1 else readers


def _readers(names: Sequence[str]) -> str:
    rules = ["read by rules"] if RULES in names else []
    others = [name or "someone unnamed" for name in names if name != RULES]
    return ", ".join([*rules, *([f"proposed by {' and '.join(others)}, granted by the text"] if others else [])])


def _without_overlaps(new: Sequence[Formula], formulas: Sequence[Formula]) -> tuple[list[Formula], list[Refusal]]:
    """The new formulas that overlap no other, and a refusal for each component of those that do."""
    taken: dict[str, list[Formula]] = {}
    for formula in formulas:
        taken.setdefault(formula.doc_id, []).append(formula)
    kept, lost = [], []
    for formula in new:
        others = taken.setdefault(formula.doc_id, [])
        other = next((f for f in others if f.start < formula.end and formula.start < f.end), None)
        if other:
            why = f"the name overlaps another, {other.surface}, at {other.start}–{other.end}"
            parts = [(said.by, c.text) for said in formula.said for g in said.groups for c in g.components]
            lost += [Refusal(formula.doc_id, formula.surface, text, by, why) for by, text in parts]
        else:
            others.append(formula)
            kept.append(formula)
    return kept, lost

"""Grant: anyone may propose what a formula stands for, only the article may grant it; what is granted is put beside the rules."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tifaku.decisions.proposals import Proposal, read_proposals
from tifaku.decisions.verbatim import as_one_list, mentions
from tifaku.formulas import detect
from tifaku.formulas.grammar import NUMERAL, read_name
from tifaku.text.documents import Document, as_documents
from tifaku.text.findings import Findings, Formula, Group, Refusal, Said, Span, verdict_of
from tifaku.text.numerals import numeral_value

if TYPE_CHECKING:
    import pandas as pd

CODES = ("digit_code", "sum_code")


class NotGranted(ValueError):
    """A proposal that the article does not bear out, with the reason."""


class Item(NamedTuple):
    """A proposed component with the place where the article says it."""

    proposal: Proposal
    span: tuple[int, int]


def grant(
    docs: Document | str | Iterable[Document], proposals: str | Path | pd.DataFrame | Iterable[Proposal]
) -> tuple[Findings, pd.DataFrame]:
    """What articles say of what is proposed: Findings with the granted components, and one row per component refused.

    proposals: as `decisions.proposals.read_proposals` reads them, spans being those of `doc.text`. Granted is what the article
    says in its body, in the wording of its repaired text or of its source, outside the name itself: of several mentions those
    that stand together as one list. Components of one group don't overlap, and are as many as the numeral declares, or fewer;
    one for a number of a code is enough. A bad component is refused alone, in the table with doc_id, surface, component,
    proposer and reason. The Findings hold the names that were proposed about; a full list is `probable`, being one reader's, a
    shorter one `partial`. ValueError where a file is no table of proposals.

    >>> row = {"doc_id": "text", "start": 11, "end": 14, "surface": "三张牌", "group": 0, "proposer": "B"}  # 'three cards'
    >>> import pandas as pd
    >>> table = pd.DataFrame([row | {"component": item} for item in ("绿色", "蓝色")])  # green, blue
    >>> found, refused = grant("打好“绿色、生态”等三张牌", table)  # 'play the three cards, green, ecological and another'
    >>> found.formulas[0].groups[0].components, refused.reason[0]
    ((Span(text='绿色', start=3, end=5),), 'the article does not say it: components are verbatim')
    """
    import pandas as pd

    rows = read_proposals(proposals) if isinstance(proposals, (str, Path, pd.DataFrame)) else proposals
    found = granted(as_documents(docs), rows)
    return found, pd.DataFrame(found.refused, columns=Refusal._fields)


def granted(docs: Sequence[Document], proposals: Iterable[Proposal]) -> Findings:
    """`grant` of proposals that were read; where several propose about one name, its groups hold what the first of them says."""
    by_id = {doc.doc_id: doc for doc in docs}
    refused = [_refusal(p, p.wrong) for p in proposals if p.wrong]
    names: dict[tuple, list[Proposal]] = {}
    for proposal in (p for p in proposals if not p.wrong):
        names.setdefault((*proposal[:4], proposal.proposer), []).append(proposal)
    found: dict[tuple, Formula] = {}
    known: dict[str, Mapping[tuple[int, int], Formula]] = {}
    for own in names.values():
        try:
            doc = _article(own[0], by_id)
            formulas = known.setdefault(doc.doc_id, {(f.start, f.end): f for f in detect(doc.text)})
            formula, lost = _of_one(doc, _named(doc, own[0], formulas), own)
        except NotGranted as error:
            refused += [_refusal(p, str(error)) for p in own if p.component is not None]
            continue
        refused += lost
        place = formula.doc_id, formula.start, formula.end
        first = found.setdefault(place, formula)
        found[place] = first if first is formula else replace(first, said=first.said + formula.said)
    order = {doc_id: number for number, doc_id in enumerate(by_id)}
    return Findings(tuple(sorted(found.values(), key=lambda f: (order[f.doc_id], f.start))), refused=tuple(refused))


def text_hash(doc: Document) -> str:
    """The sha256 of the repaired text, by which a proposal says what was read."""
    return sha256(doc.text.encode("utf-8", "replace")).hexdigest()


def _refusal(proposal: Proposal, reason: str) -> Refusal:
    return Refusal(proposal.doc_id, proposal.surface, proposal.component or "", proposal.proposer, reason)


def _article(proposal: Proposal, by_id: Mapping[str, Document]) -> Document:
    """The article of a proposal; a spreadsheet may have made 1 of 001."""
    doc_id = proposal.doc_id
    if doc_id not in by_id and doc_id.isdecimal():
        same = [known for known in by_id if known.isdecimal() and int(known) == int(doc_id)]
        doc_id = same[0] if len(same) == 1 else doc_id
    if doc_id not in by_id:
        raise NotGranted(f"the corpus has no article {doc_id!r}")
    return by_id[doc_id]


def _named(doc: Document, proposal: Proposal, formulas: Mapping[tuple[int, int], Formula]) -> Formula:
    """The formula that is proposed about, its groups empty; NotGranted where no such name stands there, or it counts nothing."""
    place, places = (proposal.start, proposal.end), mentions(doc, proposal.surface)
    if place not in places and len(places) != 1:
        where = f"does not stand at {place[0]}–{place[1]}, and {len(places)} times elsewhere" if places else "stands nowhere"
        changed = ", whose text has changed since it was read" if proposal.sha256 not in ("", text_hash(doc)) else ""
        raise NotGranted(f"the name {where} in the article{changed}")
    start, end = place if place in places else places[0]
    formula = formulas.get((start, end)) or _read(doc, start, end)
    if not formula.groups:
        raise NotGranted("the name declares no number, so it has no components")
    return replace(formula, doc_id=doc.doc_id)


def _read(doc: Document, start: int, end: int) -> Formula:
    """A name that the rules do not find, read as a name, else by its numerals alone."""
    surface = doc.text[start:end]
    reading = read_name(surface)
    pairs = reading.groups if reading else tuple((numeral_value(m[0]), None) for m in re.finditer(NUMERAL, surface))
    kind = reading.kind if reading else "compound" if len(pairs) > 1 else "counted"
    return Formula("", start, end, surface, kind, tuple(Group(*pair) for pair in pairs))


def _of_one(doc: Document, formula: Formula, own: Sequence[Proposal]) -> tuple[Formula, list[Refusal]]:
    """The formula with what one proposer's components grant it, and what is refused of them."""
    refused: list[Refusal] = []
    places: list[tuple[Proposal, list[tuple[int, int]]]] = []
    for proposal in (p for p in own if p.component is not None):
        try:
            places.append((proposal, _mentions(doc, formula, proposal)))
        except NotGranted as error:
            refused.append(_refusal(proposal, str(error)))
    places.sort(key=lambda row: row[0].group)
    spans = as_one_list([(p.group, spans) for p, spans in places], (formula.start, formula.end))
    items = [Item(proposal, span) for (proposal, _), span in zip(places, spans)]
    groups = []
    for number, group in enumerate(formula.groups):
        kept, lost = _fitting(doc, group, [item for item in items if item.proposal.group == number])
        refused += lost
        components = tuple(Span(doc.text[slice(*item.span)], *item.span) for item in kept)
        groups.append(replace(group, components=components))
    return _with_groups(formula, tuple(groups), own[0].proposer), refused


def _with_groups(formula: Formula, groups: tuple[Group, ...], proposer: str) -> Formula:
    verdict = stated(formula, groups)
    because = f"proposed by {proposer or 'someone unnamed'}, granted by the text" if verdict != "unresolved" else ""
    verdict = "probable" if verdict == "complete" else verdict
    return replace(formula, groups=groups, verdict=verdict, because=because, said=(Said(proposer, groups),))


def stated(formula: Formula, groups: tuple[Group, ...]) -> str:
    """`verdict_of` the groups of a formula, where one component may explain a number of a code."""
    one = [formula.kind in CODES and len(group.components) == 1 for group in groups]
    return verdict_of(tuple(replace(group, numeral=1) if explained else group for group, explained in zip(groups, one)))


def _mentions(doc: Document, formula: Formula, proposal: Proposal) -> list[tuple[int, int]]:
    """Where the article says a component: in its body, and not in the name; NotGranted where it does so nowhere."""
    said = proposal.component or ""
    if not any(map(str.isalnum, said)):
        raise NotGranted("the component is empty")
    if proposal.group >= len(formula.groups):
        raise NotGranted(f"there is no group {proposal.group}: the name has {len(formula.groups)}, counted from 0")
    if said in (formula.surface, proposal.surface):
        raise NotGranted("it is the name itself")
    places = mentions(doc, said)
    if not places:
        raise NotGranted("the article does not say it: components are verbatim")
    inside = [place for place in places if doc.in_body(*place)]
    if not inside:
        raise NotGranted("it stands outside the article's body")
    names = mentions(doc, formula.surface)
    own = formula.start, formula.end
    outside = [p for p in inside if not (_is_within(p, names) or p[0] < own[1] and own[0] < p[1])]
    if not outside:
        raise NotGranted("it stands in the name alone")
    return outside


def _is_within(place: tuple[int, int], spans: Sequence[tuple[int, int]]) -> bool:
    """Whether one of the spans, which are in order, holds the place."""
    at = bisect_right(spans, (place[0], 1 << 60)) - 1
    return at >= 0 and place[1] <= spans[at][1]


def _fitting(doc: Document, group: Group, items: Sequence[Item]) -> tuple[list[Item], list[Refusal]]:
    """Those items of a group that do not overlap, as many as it declares, in their order; and the others, refused."""
    lost = {}
    kept: list[tuple[int, int]] = []
    for item in sorted(items, key=lambda item: _fault(doc.text, item, items)):
        at = bisect_left(kept, item.span)
        if any(s < item.span[1] and item.span[0] < e for s, e in kept[max(0, at - 1) : at + 1]):
            lost[item] = f"it overlaps another component of the group, at {item.span[0]}–{item.span[1]}"
        else:
            kept.insert(at, item.span)
    left = [item for item in items if item not in lost]
    if isinstance(group.numeral, int) and len(left) > group.numeral:
        middle = sorted(item.span[0] for item in left)[len(left) // 2]
        surplus = sorted(left, key=lambda item: (_edges(doc.text, item), abs(item.span[0] - middle)))[group.numeral :]
        lost |= dict.fromkeys(surplus, f"the name declares {group.numeral}, {len(left)} are proposed")
    return [item for item in items if item not in lost], [_refusal(item.proposal, why) for item, why in lost.items()]


def _fault(text: str, item: Item, items: Sequence[Item]) -> tuple[int, int, int]:
    """What speaks against an item where two overlap: how many it overlaps, edges inside a clause, its length."""
    start, end = item.span
    others = sum(s < end and start < e for _, (s, e) in items)
    return others, _edges(text, item), end - start


def _edges(text: str, item: Item) -> int:
    """How many edges of an item are odd: inside a clause, with no mark beside them, or so far out that the item holds a mark."""
    start, end = item.span
    inside = map(str.isalnum, text[max(0, start - 1) : start] + text[end : end + 1])
    return sum(inside) + sum(not c.isalnum() for c in (text[start], text[end - 1]))


Place = tuple[str, int, int]
RULES = "rules"
#: Names under which our own findings come back.
OURS = (RULES, "tifaku")
#: A file of so many lists or more, each the same as the rules', was made from our own findings.
COPY = 5


def two_readers(formulas: Sequence[Formula], read: Findings) -> tuple[list[Formula], tuple[Refusal, ...]]:
    """All formulas with what each reader says of them, the rules' first, then those that only proposers name; and the refusals.

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

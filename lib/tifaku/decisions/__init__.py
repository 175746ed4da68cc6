"""Decisions: what a scholar accepts, rejects or corrects among the formulas found, and what became of each decision."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from tifaku.decisions.verbatim import as_one_list, mentions, occurrences
from tifaku.formulas.grammar import read_name
from tifaku.text.documents import Document
from tifaku.text.findings import Findings, Formula, Group, Outcome, Span, verdict_of
from tifaku.text.numerals import numeral_value

if TYPE_CHECKING:
    import pandas as pd

#: The columns of a decisions file that a decision is made of; all but doc_id, surface and decision may be missing.
COLUMNS = [
    *("doc_id", "start", "end", "surface", "decision", "value", "note"),
    *("scope", "decided_by", "decided_on", "raw_start", "raw_end"),
]
KINDS = ("digit_code", "sum_code", "counted", "compound", "distributive")
#: Each decision, and how it is written.
HOW = {
    "accept": "accept: it is right as it stands; no value",
    "reject": "reject: it is no formula; no value",
    "retype": "retype: value is the kind, and for a code its numbers joined by | (digit_code 12|6|9)",
    "components": "components: value is the items as the article has them, joined by |, groups by || (产业|人才||绿色|生态)",
}
DECISIONS = tuple(HOW)
Place = tuple[str, int, int]


class Decision(NamedTuple):
    """One row of a decisions file; `start` and `end` are -1 where the cell holds no number, `row` is its number in the file.

    accept keeps the formula (or adds one that was not found), reject drops it; retype sets the kind given in `value`, where
    needed with the numbers (`digit_code 12|6|9`); components sets the items in `value`, verbatim from the text, joined by "|" and
    groups by "||". An empty decision is no decision. scope: "all" where it holds for every formula of that name in the corpus.
    raw_start and raw_end are the place in the source file. file: empty for the one beside the articles, which goes first;
    wrong: what is wrong with the row itself, so that it cannot be applied.
    """

    doc_id: str
    start: int
    end: int
    surface: str
    decision: str
    value: str = ""
    note: str = ""
    row: int = 0
    scope: str = ""
    decided_by: str = ""
    decided_on: str = ""
    raw_start: int = -1
    raw_end: int = -1
    file: str = ""
    wrong: str = ""


class NoDecision(ValueError):
    """A decision that cannot be applied, with the reason."""


def obey(
    docs: Iterable[Document], formulas: Iterable[Formula], decisions: Sequence[Decision]
) -> tuple[list[Formula], list[Outcome]]:
    """The formulas as the scholar decided them, in the order of the articles, and what became of each decision.

    A decision is applied where the article still has `surface` at start:end. Where it stands elsewhere now, since a repair got
    better, it is looked for at raw_start:raw_end of the source, then by its surface where that is alone in the article; else the
    decision is reported and nothing changed. Several on one span are applied one after the other; one that contradicts an
    earlier file is not. A decision of scope "all" holds where no other decision names the place.
    """
    by_id = {doc.doc_id: doc for doc in docs}
    decisions = [_with_doc_id(decision, by_id) for decision in decisions]
    before = {(f.doc_id, f.start, f.end): f for f in formulas}
    decided, claims = dict(before), _Claims()
    named = {place for d in decisions if not _is_everywhere(d) for place in _places(d, by_id, before)}
    outcomes = [_obeyed(decision, by_id, before, decided, named, claims) for decision in decisions]
    order = {doc_id: number for number, doc_id in enumerate(by_id)}
    return sorted(decided.values(), key=lambda f: (order[f.doc_id], f.start)), outcomes


class _Claims(dict[object, list[Decision]]):
    """What was decided on each place or name, and the places whose questions were answered."""

    def __init__(self) -> None:
        super().__init__()
        self.answered: set[Place] = set()

    def check(self, what: object, decision: Decision) -> None:
        """NoDecision where an earlier file says otherwise."""
        said = self.setdefault(what, [])
        others = [d for d in said if d.file != decision.file]
        if others and not any(d[4:6] == decision[4:6] for d in others):
            words, where = f"{others[0].decision} {others[0].value}".strip(), others[0].file or "the file beside the articles"
            raise NoDecision(f"{where}, row {others[0].row}, says {words!r} and goes first: make the two agree")
        said.append(decision)


def _obeyed(
    decision: Decision, by_id: Mapping[str, Document], before: Mapping[Place, Formula], decided: dict[Place, Formula],
    named: set[Place], claims: _Claims,
) -> Outcome:  # fmt: skip
    places = [p for p in _places(decision, by_id, before) if not _is_everywhere(decision) or p not in named]
    changed: list[str] = []
    reasons: list[str] = []
    already = len(claims.answered)
    try:
        _check(decision, by_id, places)
        claims.check(decision.surface if _is_everywhere(decision) else places[0], decision)
    except NoDecision as error:
        places, reasons = [], [str(error)]
    for place in places:
        old = decided.get(place)
        try:
            new = _applied(decision, place, by_id[place[0]], old or before.get(place))
        except NoDecision as error:
            reasons.append(str(error))
            continue
        decided.pop(place, None)
        decided |= {place: new} if new else {}
        changed.append(_overruled(old, new))
        claims.answered |= {place} if place in before and question(before[place]) else set()
    overruled = "; ".join(dict.fromkeys(filter(None, changed)))
    about = (decision.file, decision.decided_by, decision.decided_on, len(claims.answered) - already)
    return Outcome(decision.row, *decision[:6], bool(changed), overruled, "; ".join(dict.fromkeys(reasons)), *about)


def _with_doc_id(decision: Decision, by_id: Mapping[str, Document]) -> Decision:
    """The decision with the doc_id that a spreadsheet took for a number: 1 for 001."""
    if decision.doc_id in by_id or not decision.doc_id.isdecimal():
        return decision
    same = [doc_id for doc_id in by_id if doc_id.isdecimal() and int(doc_id) == int(decision.doc_id)]
    return decision._replace(doc_id=same[0]) if len(same) == 1 else decision


def _is_everywhere(decision: Decision) -> bool:
    return decision.scope == "all"


def _check(decision: Decision, by_id: Mapping[str, Document], places: Sequence[Place]) -> None:
    """NoDecision, with the reason, for a row that says nothing that could be done, or of nothing that is there."""
    doc = by_id.get(decision.doc_id)
    if decision.wrong:
        raise NoDecision(decision.wrong)
    if decision.decision not in DECISIONS:
        raise NoDecision(f"{decision.decision!r} is no decision: write one of {', '.join(DECISIONS)}")
    if not _is_everywhere(decision) and not doc:
        raise NoDecision(f"the corpus has no article {decision.doc_id!r}" if decision.doc_id else "the cell doc_id is empty")
    if not places and doc and not _is_everywhere(decision):
        there = doc.text[decision.start : decision.end] if 0 <= decision.start < decision.end else ""
        often = doc.text.count(decision.surface) if decision.surface else 0
        which = f", which stands in it {often} times" if often > 1 else ""
        raise NoDecision(
            f"the article has {there!r} there, not {decision.surface!r}{which}: correct the row, or fill in a new one"
        )
    if not places:
        raise NoDecision(f"no formula {decision.surface!r} was found but where other rows decide")


def _places(decision: Decision, by_id: Mapping[str, Document], formulas: Mapping[Place, Formula]) -> list[Place]:
    """Where a decision holds: its own place, found again where the text has moved, or all of its name."""
    own = _place(decision, by_id[decision.doc_id], formulas) if decision.doc_id in by_id else None
    everywhere = [place for place, f in formulas.items() if f.surface == decision.surface] if _is_everywhere(decision) else []
    return list(dict.fromkeys([*([own] if own else []), *everywhere]))


def _place(decision: Decision, doc: Document, formulas: Mapping[Place, Formula]) -> Place | None:
    start, end, surface = decision[1:4]
    raw = decision.raw_start, decision.raw_end
    if 0 <= start < end <= len(doc.text) and _same(doc.text[start:end], surface):
        return doc.doc_id, start, end
    spans = [(at, at + len(surface)) for at in occurrences(doc.text, surface)]
    at_source = [span for span in spans if doc.to_raw(*span) == raw]
    if at_source or len(spans) == 1:
        return doc.doc_id, *(at_source or spans)[0]
    same = (place for place in formulas if place[0] == doc.doc_id and doc.to_raw(*place[1:]) == raw)
    return next(same, None)  # a repair has changed the name itself


def _same(text: str, surface: str) -> bool:
    """Whether a text is the surface, or the number that a spreadsheet has made of it (012 became 12)."""
    return text == surface or text.isdecimal() and surface.isdecimal() and int(text) == int(surface)


def decisions_record(found: Findings) -> pd.DataFrame:
    """One row per decision: row, doc_id, start, end, surface, decision, value, applied, overruled, reason, file, who and when.

    row: its number in the file; overruled: what was found before, empty where nothing was changed; reason: why the decision
    was not applied (or not everywhere); file: empty for the one beside the articles; answered: how many questions it answers.
    """
    import pandas as pd

    return pd.DataFrame(found.outcomes, columns=Outcome._fields)


def decisions_template(docs: Iterable[Document], formulas: Iterable[Formula], decisions: Sequence[Decision] = ()) -> pd.DataFrame:
    """One row per decision already made, then one per doubtful formula with an empty decision: the table to fill in.

    Columns: those of a decision; question (why a formula is doubtful), how (what to write into decision and value), occurrences
    and articles (of this question about this name, which an answer of scope "all" settles) and context (up to 20 characters
    either side). Questions about one name stand together: first where readers differ, then those with most occurrences.
    `formulas` are those found; what was decided on is not asked again.
    """
    import pandas as pd

    by_id = {doc.doc_id: doc for doc in docs}
    found = {(f.doc_id, f.start, f.end): f for f in formulas}
    settled = {place for d in decisions for decision in [_with_doc_id(d, by_id)] for place in _places(decision, by_id, found)}
    names: dict[tuple[str, str], list[Formula]] = {}
    for place, formula in found.items():
        if question(formula) and place not in settled:
            names.setdefault((formula.surface, _words(formula)), []).append(formula)
    ranked = sorted(names.values(), key=lambda own: (not any(f.disputed for f in own), -len(own), -len({f.doc_id for f in own})))
    rows = [_made(decision, by_id) for decision in decisions] + [_asked(f, own, by_id) for own in ranked for f in own]
    return pd.DataFrame(rows, columns=[*COLUMNS, "question", "how", "occurrences", "articles", "context"])


def _made(decision: Decision, by_id: Mapping[str, Document]) -> tuple:
    context = _context(by_id.get(decision.doc_id), decision)
    raw = (_shown(decision.raw_start), _shown(decision.raw_end))
    return (*decision[:7], *decision[8:11], *raw, "", "", None, None, context)


def _shown(place: int) -> int | None:
    return place if place >= 0 else None


def _asked(formula: Formula, own: Sequence[Formula], by_id: Mapping[str, Document]) -> tuple:
    doc, asked = by_id[formula.doc_id], question(formula)
    how = "; ".join(text for name, text in HOW.items() if name in _words(formula))
    every = '; scope "all" decides every occurrence of this name' if len(own) > 1 else ""
    raw, counts = doc.to_raw(formula.start, formula.end), (len(own), len({f.doc_id for f in own}))
    span = (formula.doc_id, formula.start, formula.end, formula.surface)
    return (*span, *[""] * 6, *raw, asked, how + every, *counts, _context(doc, formula))


def _words(formula: Formula) -> str:
    """The decisions that answer the question about a formula, as its brackets name them."""
    return question(formula).rpartition("(")[2]


def question(formula: Formula) -> str:
    """What is doubtful about a formula, as a question to the reader; empty where nothing is.

    Doubtful are: components of which readers differ, or that the text states in part, or probably; a code of three digits or more
    that the text does not spell out; a numeral with a head and without quotation marks that the text does not itemise (it may be
    a mere count).
    """
    if formula.disputed:
        return f"which are its components? {formula.because.rpartition('; ')[2]} (accept, components)"
    if formula.verdict == "probable":
        return f"are these its components? {formula.because.rpartition('; ')[2]} (accept, components)"
    if formula.verdict == "partial":
        return "only some of the components were found: are there more? (accept, components)"
    if formula.verdict != "unresolved":
        return ""
    if formula.kind == "digit_code" and len(formula.groups) > 2:
        return "into which numbers does the code fall? (accept, retype, digit_code 12|6|9)"
    if formula.kind == "counted" and not formula.quoted:
        return "a set with a name, or a mere count? (accept, reject)"
    return ""


def _context(doc: Document | None, span: Formula | Decision) -> str:
    return " ".join(doc.text[max(0, span.start - 20) : span.end + 20].split()) if doc and span.start >= 0 else ""


def _applied(decision: Decision, place: Place, doc: Document, found: Formula | None) -> Formula | None:
    """The formula after the decision, None for a rejected one; NoDecision where it does not fit the article."""
    if decision.decision == "reject":
        return None
    formula = found or _added(place, doc)
    if decision.decision == "retype":
        return _retyped(formula, decision.value)
    return _with_components(formula, decision, doc) if decision.decision == "components" else _accepted(formula, decision)


def _accepted(formula: Formula, decision: Decision) -> Formula:
    """The formula as it is; components that were probable, or disputed, are believed."""
    if formula.verdict != "probable" and not formula.disputed:
        return formula
    because = [formula.because, _decided_by(decision) if decision.decided_by else ""]
    return _believed(formula, formula.groups, "; ".join(filter(None, because)))


def _believed(formula: Formula, groups: tuple[Group, ...], because: str) -> Formula:
    confidence = 1.0 if groups else 0.0
    return replace(formula, groups=groups, verdict=verdict_of(groups), because=because, confidence=confidence, said=())


def _decided_by(decision: Decision) -> str:
    """Who decided and when, in words: "decided by coder A, 3 May"."""
    return f"decided by {', '.join(filter(None, [decision.decided_by or 'the scholar', decision.decided_on]))}"


def _added(place: Place, doc: Document) -> Formula:
    surface = doc.text[slice(*place[1:])]
    reading = read_name(surface)
    groups = tuple(Group(numeral, head) for numeral, head in reading.groups) if reading else ()
    return Formula(*place, surface, reading.kind if reading else "counted", groups)


def _retyped(formula: Formula, value: str) -> Formula:
    kind, _, numbers = value.partition(" ")
    if kind not in KINDS:
        raise NoDecision(f"{kind!r} is no kind of formula: write one of {', '.join(KINDS)}")
    groups = tuple(Group(numeral_value(number)) for number in numbers.split("|")) if numbers else formula.groups
    verdict = "not_applicable" if kind == "distributive" else verdict_of(groups)
    return replace(formula, kind=kind, groups=() if kind == "distributive" else groups, verdict=verdict)


def _with_components(formula: Formula, decision: Decision, doc: Document) -> Formula:
    lists = [[item for item in group.split("|") if item] for group in decision.value.split("||")]
    if len(lists) != len(formula.groups):
        raise NoDecision(f"{formula.surface} has {len(formula.groups)} groups, the value {len(lists)}: join groups by ||")
    rows = [(number, _mentions(doc, item)) for number, group in enumerate(lists) for item in group]
    spans = zip((number for number, _ in rows), as_one_list(rows, (formula.start, formula.end)))
    found = [(number, Span(doc.text[start:end], start, end)) for number, (start, end) in spans]
    items = [tuple(span for own, span in found if own == number) for number in range(len(lists))]
    groups = tuple(replace(group, components=found) for group, found in zip(formula.groups, items))
    return _believed(formula, groups, _decided_by(decision))


def _mentions(doc: Document, item: str) -> list[tuple[int, int]]:
    if not (places := mentions(doc, item)):
        raise NoDecision(f"the article does not say {item!r}: components are verbatim, joined by |")
    return places


def _overruled(before: Formula | None, after: Formula | None) -> str:
    if before == after:
        return ""
    if before is None:
        return "not found"
    found = "||".join("|".join(c.text for c in g.components) for g in before.groups).strip("|")
    numerals = "|".join(str(g.numeral) for g in before.groups)
    return " ".join(part for part in (before.kind, numerals, before.verdict, found) if part)

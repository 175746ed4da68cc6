"""Decisions: what a scholar accepts, rejects or corrects among the formulas found, kept in decisions.csv beside the corpus."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from tifaku.formulas.grammar import read_name
from tifaku.text.documents import Document
from tifaku.text.findings import Findings, Formula, Group, Outcome, Span, verdict_of
from tifaku.text.numerals import numeral_value

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ["doc_id", "start", "end", "surface", "decision", "value", "note"]
KINDS = ("digit_code", "sum_code", "counted", "compound", "distributive")
DECISIONS = ("accept", "reject", "retype", "components")


class Decision(NamedTuple):
    """One row of decisions.csv; `start` and `end` are -1 where the cell holds no number, `row` is the line in the file.

    accept keeps the formula (or adds one that was not found), reject drops it; retype sets the kind given in `value`, where
    needed with the numbers (`digit_code 12|6|9`); components sets the items in `value`, verbatim from the text, joined by "|" and
    groups by "||". An empty decision is no decision.
    """

    doc_id: str
    start: int
    end: int
    surface: str
    decision: str
    value: str = ""
    note: str = ""
    row: int = 0


class NoDecision(ValueError):
    """A decision that cannot be applied, with the reason."""


def obey(
    docs: Iterable[Document], formulas: Iterable[Formula], decisions: Sequence[Decision]
) -> tuple[list[Formula], list[Outcome]]:
    """The formulas as the scholar decided them, in the order of the articles, and what became of each decision.

    A decision is applied only where the article still has `surface` at start:end; several on one span are applied one after
    the other. Nothing is guessed.
    """
    by_id = {doc.doc_id: doc for doc in docs}
    decided = {(f.doc_id, f.start, f.end): f for f in formulas}
    outcomes = []
    for decision in decisions:
        key = (decision.doc_id, decision.start, decision.end)
        before, reason = decided.pop(key, None), ""
        try:
            after = _applied(decision, by_id.get(decision.doc_id), before)
        except NoDecision as error:
            after, reason = before, str(error)
        if after:
            decided[key] = after
        outcomes.append(Outcome(decision.row, *decision[:6], not reason, _overruled(before, after), reason))
    order = {doc_id: number for number, doc_id in enumerate(by_id)}
    return sorted(decided.values(), key=lambda f: (order[f.doc_id], f.start)), outcomes


def decisions_record(found: Findings) -> pd.DataFrame:
    """One row per decision: row, doc_id, start, end, surface, decision, value, applied, overruled, reason.

    row: the line in the file; overruled: what was found before, empty where nothing was changed; reason: why the decision
    was not applied.
    """
    import pandas as pd

    return pd.DataFrame(found.outcomes, columns=Outcome._fields)


def decisions_template(docs: Iterable[Document], formulas: Iterable[Formula], decisions: Sequence[Decision] = ()) -> pd.DataFrame:
    """One row per decision already made, then one per doubtful formula with an empty decision: the table to fill in.

    Columns: doc_id, start, end, surface, decision, value, note; question (why a formula is doubtful) and context (up to
    20 characters either side). `formulas` are those found; what was decided on is not asked again.
    """
    import pandas as pd

    by_id = {doc.doc_id: doc for doc in docs}
    made = [(*decision[:7], "", _context(by_id.get(decision.doc_id), decision)) for decision in decisions]
    spans = {decision[:3] for decision in decisions}
    doubtful = [f for f in formulas if question(f) and (f.doc_id, f.start, f.end) not in spans]
    new = [(f.doc_id, f.start, f.end, f.surface, "", "", "", question(f), _context(by_id[f.doc_id], f)) for f in doubtful]
    return pd.DataFrame([*made, *new], columns=[*COLUMNS, "question", "context"])


def question(formula: Formula) -> str:
    """What is doubtful about a formula, as a question to the reader; empty where nothing is.

    Doubtful are: components that are only probably right, or that the text states in part; a code of three digits or more that
    the text does not spell out;
    a numeral with a head and without quotation marks that the text does not itemise (it may be a mere count).
    """
    if formula.verdict == "probable":
        return f"are these its components? {formula.because.rpartition('; ')[2]} (accept, components)"
    if formula.verdict == "partial":
        return "only some of the components were found: are there more? (components)"
    if formula.verdict != "unresolved":
        return ""
    if formula.kind == "digit_code" and len(formula.groups) > 2:
        return "into which numbers does the code fall? (retype, digit_code 12|6|9)"
    if formula.kind == "counted" and not formula.quoted:
        return "a set with a name, or a mere count? (accept, reject)"
    return ""


def _context(doc: Document | None, span: Formula | Decision) -> str:
    return " ".join(doc.text[max(0, span.start - 20) : span.end + 20].split()) if doc and span.start >= 0 else ""


def _applied(decision: Decision, doc: Document | None, found: Formula | None) -> Formula | None:
    """The formula after the decision, None for a rejected one; NoDecision where it does not fit the article."""
    if doc is None:
        raise NoDecision(f"the corpus has no article {decision.doc_id!r}")
    text = doc.text[decision.start : decision.end] if 0 <= decision.start < decision.end else ""
    if not text or text != decision.surface or len(text) != decision.end - decision.start:
        raise NoDecision(f"the article has {text!r} there, not {decision.surface!r}: correct the row, or write the template anew")
    if decision.decision == "reject":
        return None
    formula = found or _added(decision)
    if decision.decision == "accept":
        return formula
    if decision.decision == "retype":
        return _retyped(formula, decision.value)
    if decision.decision == "components":
        return _with_components(formula, decision.value, doc.text)
    raise NoDecision(f"{decision.decision!r} is no decision: write one of {', '.join(DECISIONS)}")


def _added(decision: Decision) -> Formula:
    reading = read_name(decision.surface)
    groups = tuple(Group(numeral, head) for numeral, head in reading.groups) if reading else ()
    kind = reading.kind if reading else "counted"
    return Formula(decision.doc_id, decision.start, decision.end, decision.surface, kind, groups)


def _retyped(formula: Formula, value: str) -> Formula:
    kind, _, numbers = value.partition(" ")
    if kind not in KINDS:
        raise NoDecision(f"{kind!r} is no kind of formula: write one of {', '.join(KINDS)}")
    groups = tuple(Group(numeral_value(number)) for number in numbers.split("|")) if numbers else formula.groups
    verdict = "not_applicable" if kind == "distributive" else verdict_of(groups)
    return replace(formula, kind=kind, groups=() if kind == "distributive" else groups, verdict=verdict)


def _with_components(formula: Formula, value: str, text: str) -> Formula:
    lists = [[item for item in group.split("|") if item] for group in value.split("||")]
    if len(lists) != len(formula.groups):
        raise NoDecision(f"{formula.surface} has {len(formula.groups)} groups, the value {len(lists)}: join groups by ||")
    items = [tuple(_nearest(text, item, formula.start) for item in group) for group in lists]
    groups = tuple(replace(group, components=found) for group, found in zip(formula.groups, items))
    return replace(formula, groups=groups, verdict=verdict_of(groups), because="decided by the scholar")


def _nearest(text: str, item: str, at: int) -> Span:
    """The occurrence of an item that is nearest to the formula."""
    before, after = text.rfind(item, 0, at), text.find(item, at)
    start = min((place for place in (before, after) if place >= 0), key=lambda place: abs(place - at), default=None)
    if start is None:
        raise NoDecision(f"the article does not say {item!r}: components are verbatim, joined by |")
    return Span(item, start, start + len(item))


def _overruled(before: Formula | None, after: Formula | None) -> str:
    if before == after:
        return ""
    if before is None:
        return "not found"
    found = "||".join("|".join(c.text for c in g.components) for g in before.groups).strip("|")
    numerals = "|".join(str(g.numeral) for g in before.groups)
    return " ".join(part for part in (before.kind, numerals, before.verdict, found) if part)

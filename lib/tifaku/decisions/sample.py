"""Samples: findings, and passages without any, drawn at random for two coders, so that rates can be estimated for a corpus.

The coders get closed questions, each in an order of their own, and learn nothing of what the workbook says where a question
asks just that. What they answered is read by `decisions.coders`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import sqrt
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from tifaku.text.documents import Document
from tifaku.text.findings import Findings, Formula, Span
from tifaku.text.marks import sentences

if TYPE_CHECKING:
    import pandas as pd

YES_NO = ("yes", "no")
HOW_FAR = ("full", "part", "no")
#: Each question by its name: what is asked, and the answers that close it.
QUESTIONS: dict[str, tuple[str, tuple[str, ...]]] = {
    "formula": ("Is what stands in 【】 a numbered formula: a set that goes by this name, and no mere count?", YES_NO),
    "stated": (
        "Does the article itself say which things the name in 【】 stands for? full: all of them; part: some; no",
        HOW_FAR,
    ),
    "slogan": ("Is what stands in 【】 a slogan: a parallel series or a coined phrase, made to be repeated?", YES_NO),
    "repair": ("The source has what stands in 【】. Is what is shown beside it what the writer wrote?", YES_NO),
    "fact": ("Is what is shown true of this article?", YES_NO),
    "term": ("Does what stands in 【】 mean here what it means as a word of its own, and is it no part of a longer one?", YES_NO),
    "missed_formula": ("Beside those in 【】, if any: does the passage hold a numbered formula?", YES_NO),
    "missed_slogan": ("Beside those in 【】, if any: does the passage hold a parallel series or a coined phrase?", YES_NO),
    "components": (
        "Are the things shown just those that the name in 【】 stands for in this article: none wrong, none lacking?",
        YES_NO,
    ),
}
#: What is asked last, since it shows what the other questions ask for.
LAST = "components"
#: Units in each stratum, where it has so many.
LEAST = 8
_ROOM, _LETTERS = 160, 5  # characters shown on either side; letters in the shortest passage that is worth a question


class Unit(NamedTuple):
    """One question about one place: a row for each coder.

    said: what the workbook says, which no coder sees; stratum: the group it was drawn from, which has `population` units.
    start and end are -1 where the place is in the source only (a repair) or nowhere (a fact without evidence).
    """

    question: str
    stratum: str
    doc_id: str
    start: int
    end: int
    raw_start: int
    raw_end: int
    surface: str
    shown: str
    said: str
    passage: str
    unit: str = ""
    population: int = 0


def population(docs: Iterable[Document], found: Findings, terms: Sequence[str] = ()) -> Iterator[Unit]:
    """Everything that a question could be asked about, in the order of the articles: what a sample is drawn from.

    Formulas (is it one; does the text say what it stands for; are these the components), slogans, edits, facts of metadata, the
    places of `terms`, and all sentences of the articles' bodies, for what was missed.
    """
    formulas, slogans = found.formulas_by_article(), found.slogans_by_article()
    for doc in docs:
        own, series = formulas.get(doc.doc_id, []), slogans.get(doc.doc_id, [])
        yield from _of_formulas(doc, own)
        for s in series:
            yield _unit("slogan", s.type, doc, s, "", "yes")
        yield from _of_sources(doc)
        yield from _of_terms(doc, terms)
        for start, end in (span for block in doc.body_spans for span in sentences(doc.text, *block)):
            if sum(map(str.isalnum, doc.text[start:end])) >= _LETTERS:
                yield _passage("missed_formula", doc, start, end, own)
                yield _passage("missed_slogan", doc, start, end, series)


def draw(units: Iterable[Unit], n: int = 400, seed: int = 1) -> list[Unit]:
    """About n units, drawn at random from each stratum, with their numbers and populations, in the order of their numbers.

    Each question gets an equal part of n, divided among its strata (the kinds of things it is asked about) in proportion to the
    square roots of their sizes, so that rare kinds get a rate, too: at least LEAST of each, or all. The same units, n and seed
    give the same sample.
    """
    strata: dict[tuple[str, str], list[Unit]] = {}
    for unit in units:
        strata.setdefault((unit.question, unit.stratum), []).append(unit)
    random, questions = Random(seed), {question for question, _ in strata}
    whole = {name: sum(sqrt(len(own)) for (asked, _), own in strata.items() if asked == name) for name in questions}
    drawn: list[Unit] = []
    for (question, _), own in strata.items():
        part = n / len(questions) * sqrt(len(own)) / whole[question]
        size = min(len(own), max(LEAST, round(part)))
        drawn += (unit._replace(population=len(own)) for unit in random.sample(own, size))
    random.shuffle(drawn)
    return [unit._replace(unit=f"u{number:04}") for number, unit in enumerate(drawn, 1)]


def key_table(sample: Sequence[Unit]) -> pd.DataFrame:
    """One row per unit with all that is known of it, what the workbook says included: not for the coders' eyes."""
    import pandas as pd

    return pd.DataFrame(sample, columns=Unit._fields)[["unit", *(name for name in Unit._fields if name != "unit")]]


def coders_table(sample: Sequence[Unit], coder: int) -> pd.DataFrame:
    """One row per unit with its question and an empty answer, in an order of the coder's own; components come last.

    Columns: unit, question, answers (those allowed), passage (【】 marks what is asked about), shown, article, answer, comment.
    """
    import pandas as pd

    order = list(sample)
    Random(coder).shuffle(order)
    order.sort(key=lambda unit: unit.question == LAST)
    rows = [(u.unit, *_asked(u.question), u.passage, u.shown, u.doc_id, "", "") for u in order]
    return pd.DataFrame(rows, columns=["unit", "question", "answers", "passage", "shown", "article", "answer", "comment"])


def instructions(sample: Sequence[Unit], title: str) -> str:
    """What a coder has to know, as plain text: how to answer, and what each question means."""
    questions = dict.fromkeys(unit.question for unit in sample)
    asked = [f"- {QUESTIONS[name][0]}  Answers: {' / '.join(QUESTIONS[name][1])}." for name in QUESTIONS if name in questions]
    return "\n".join([f"Coding {title}: {len(sample):,} questions", "", *_RULES, "", "The questions", *asked, ""])


_RULES = (
    "1. Write one of the answers named in each row into the column answer, and nothing else; ? where you can't tell.",
    "2. Go from the first row to the last: the last questions show what the first ones ask about.",
    "3. Answer from the article alone. Where the passage is too short, open the article that the row names.",
    "4. Do not speak with the other coder before both are done. Remarks go into the column comment.",
    "5. Rows may be sorted and columns moved; leave the column unit as it is. Save as CSV or .xlsx.",
)


def _asked(name: str) -> tuple[str, str]:
    question, answers = QUESTIONS[name]
    return question, " / ".join(answers)


def _of_formulas(doc: Document, formulas: Sequence[Formula]) -> Iterator[Unit]:
    for f in formulas:
        kind = f"{f.verdict}, {'quoted' if f.quoted else 'not quoted'}"
        yield _unit("formula", kind, doc, f, "", "yes")
        if f.verdict != "not_applicable":
            stated = {"complete": "full", "probable": "full", "partial": "part"}.get(f.verdict, "no")
            yield _unit("stated", f.verdict, doc, f, "", stated)
        components = [" | ".join(c.text for c in group.components) for group in f.groups if group.components]
        if components:
            yield _unit("components", f.verdict, doc, f, " || ".join(components), "no" if f.verdict == "partial" else "yes")


def _of_sources(doc: Document) -> Iterator[Unit]:
    """Edits and facts."""
    for edit in doc.edits:
        passage = _window(doc.raw, edit.raw_start, edit.raw_end)
        place = (doc.doc_id, -1, -1, edit.raw_start, edit.raw_end)
        yield Unit("repair", edit.rule, *place, edit.before, f"【{edit.after}】", "no" if edit.doubt else "yes", passage)
    for name, fact in doc.metadata.items():
        if fact.basis not in ("sources.tsv", "table", "export"):
            start, end = (fact.start, fact.end) if fact.start is not None and fact.end is not None else (-1, -1)
            span = Span(doc.text[start:end] if start >= 0 else "", start, end)
            yield _unit("fact", fact.basis, doc, span, f"{name.replace('_', ' ')}: {fact.value}", "yes")


def _of_terms(doc: Document, terms: Sequence[str]) -> Iterator[Unit]:
    for term in terms:
        at = doc.text.find(term)
        while at >= 0:
            yield _unit("term", term, doc, Span(term, at, at + len(term)), "", "yes")
            at = doc.text.find(term, at + len(term))


def _unit(question: str, stratum: str, doc: Document, span, shown: str, said: str) -> Unit:
    raw = doc.to_raw(span.start, span.end) if span.start >= 0 else (-1, -1)
    passage = _window(doc.text, span.start, span.end) if span.start >= 0 else _flat(doc.text[: 2 * _ROOM])
    surface = doc.text[span.start : span.end] if span.start >= 0 else ""
    return Unit(question, stratum, doc.doc_id, span.start, span.end, *raw, surface, shown, said, passage)


def _passage(question: str, doc: Document, start: int, end: int, findings: Sequence) -> Unit:
    inside = [(max(f.start, start), min(f.end, end)) for f in findings if f.start < end and start < f.end]
    text, at = "", start
    for s, e in sorted(inside):
        if s >= at:  # those inside others are marked with them
            text, at = f"{text}{doc.text[at:s]}【{doc.text[s:e]}】", e
    place = (doc.doc_id, start, end, *doc.to_raw(start, end))
    kind = "with findings" if inside else "without findings"
    return Unit(question, kind, *place, doc.text[start:end], "", "no", _flat(text + doc.text[at:end]))


def _window(text: str, start: int, end: int) -> str:
    before, after = text[max(0, start - _ROOM) : start], text[end : end + _ROOM]
    return _flat(f"{before}【{text[start:end]}】{after}")


def _flat(text: str) -> str:
    return " ↵ ".join(" ".join(line.split()) for line in text.splitlines() if line.strip())

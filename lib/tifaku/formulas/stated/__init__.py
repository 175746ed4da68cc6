"""Expansions: what a numbered formula stands for, as far as the same text says so, with the place where it says it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from tifaku.formulas.stated.choice import read
from tifaku.formulas.stated.lists import shares_head
from tifaku.formulas.stated.mentions import share
from tifaku.formulas.stated.page import Page
from tifaku.formulas.stated.parts import ONE_EACH
from tifaku.text.documents import Document
from tifaku.text.findings import Formula, verdict_of

OFTEN = 40  # occurrences of one name around which its headings and its parts are looked for
COMPLETE = 0.915  # the confidence from which a full list is called complete


def expand(doc: Document, formulas: list[Formula]) -> list[Formula]:
    """The formulas of a document, one for one and in order, with components, verdict and `because` filled in.

    Components are verbatim spans of doc.text. The evidence is a word, a mark or the touch that ties a list to the name,
    or items that all carry the counted head; and the arithmetic: a list counts only if it has as many items as the name
    declares, or if the text itself cuts it short (等). No list known from elsewhere is used: what the text does not state
    stays unresolved.

    >>> from tifaku.formulas import find_formulas
    >>> find_formulas("打好“绿色、生态、有机”三张牌")[0].because  # the three cards 'green, ecological, organic'
    'quoted list before the name: declared 3, found 3'

    All candidates that a construction or a row near the name gives are weighed against each other and against silence (data/
    row_weights.tsv); a full list is complete from a confidence of COMPLETE on, else probable. Of the lists called complete some
    97 of 100 are exact, cross-validated on annotated texts (scripts/train_expansions.py prints it).

    Limits: rows are looked for from the sentence before to two sentences after a name, headings and parts of a name further,
    around 40 mentions; a list that neither shares a word with the name nor stands beside it is missed.
    """
    page = Page(doc, tuple(formulas))
    rare = [mention <= OFTEN for mention in _mentions(formulas)]
    told = [f if f.kind == "distributive" else read(page, f, far) for f, far in zip(formulas, rare)]
    return [_judged(formula) for formula in share(doc.text, told)]


def _mentions(formulas: list[Formula]) -> Iterator[int]:
    """For each formula, whether its name stands there for the first time (1), the second (2), and so on."""
    times: Counter[str] = Counter()
    for formula in formulas:
        times[formula.surface] += 1
        yield times[formula.surface]


def _judged(formula: Formula) -> Formula:
    """The formula with the verdict and the arithmetic that follow from its components."""
    if not formula.because:  # as it was detected
        return formula
    declared = " + ".join(str(g.numeral) for g in formula.groups)
    found = " + ".join(str(len(g.components)) for g in formula.groups)
    because = f"{formula.because}: declared {declared}, found {found}"
    verdict = verdict_of(formula.groups, one_phrase_each=formula.because == ONE_EACH)
    if verdict == "complete" and formula.confidence < COMPLETE:
        verdict, because = "probable", f"{because}; {doubt(formula)}"
    return replace(formula, verdict=verdict, because=because)


def doubt(formula: Formula) -> str:
    """What most likely is wrong with a list that is only probable, told by its form, as words for a reader.

    >>> from tifaku.text.findings import Group, Span
    >>> items = Span("要过资金", 3, 7), Span("人才", 8, 10), Span("销路", 11, 13)  # 'must pass funds', 'talent', 'sales'
    >>> doubt(Formula("", 0, 2, "三关", "counted", (Group(3, "关", items),)))  # 'three passes'
    'the first item is longer than the others: 要过资金?'
    """
    rows = [[c.text for c in group.components] for group in formula.groups if len(group.components) > 1]
    for row in rows:
        if len(row[0]) > max(map(len, row[1:])):
            return f"the first item is longer than the others: {row[0]}?"
        if len(row[-1]) > max(map(len, row[:-1])):
            return f"the last item is longer than the others: {row[-1]}?"
    if sum(map(len, rows)) == 2:
        return "a list of two is met by chance"
    heads = [shares_head(row, group.head) for row, group in zip(rows, formula.groups)]
    return "seldom told in this way" if heads and all(heads) else "no shared word ties the list to the name"

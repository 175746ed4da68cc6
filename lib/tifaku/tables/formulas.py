"""Formulas as tables: one row per occurrence, per component, and per numeral that was looked at and refused."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from tifaku.datasets import Dataset
from tifaku.formulas.quotations import Sighting, quotations
from tifaku.study import find
from tifaku.text.documents import Document, as_documents
from tifaku.text.findings import Findings, Formula, formulas_of

_COLUMNS = [
    *("doc_id", "start", "end", "raw_start", "raw_end", "surface", "kind", "numerals", "heads", "head_noun", "quoted"),
    *("verdict", "because", "declared", "found", "components", "component_spans", "block", "before", "after"),
]
_REFUSED = ["doc_id", "start", "end", "raw_start", "raw_end", "surface", "reason", "before", "after"]
_COMPONENTS = (
    *("surface", "numeral", "head", "item", "component", "passage", "because"),
    *("raw_start", "raw_end", "doc_id", "start", "end"),
)


def formulas_table(docs: Document | str | Iterable[Document], found: Findings | Iterable[Formula] | None = None) -> pd.DataFrame:
    """One row per formula occurrence; `found` are formulas already at hand (decided ones, say), else they are searched.

    Columns: doc_id, start, end, raw_start, raw_end, surface, kind; numerals and heads, one per group, joined by "|"; head_noun,
    quoted, verdict, because; declared and found (components per group); components, items joined by "|" and groups by "||", and
    component_spans in the same order; block (kind of the innermost block), before and after (up to 12 characters).
    """
    if isinstance(docs, Dataset) and found is None:
        return docs.decided(docs.table("formulas"), formulas_table(*docs.revised))
    by_id = {doc.doc_id: doc for doc in as_documents(docs)}
    found = find(docs) if found is None else found
    return pd.DataFrame([_row(by_id[formula.doc_id], formula) for formula in formulas_of(found)], columns=_COLUMNS)


def _row(doc: Document, formula: Formula) -> tuple:
    start, end, groups = formula.start, formula.end, formula.groups
    block = doc.block_at(start)
    return (
        *(formula.doc_id, start, end, *doc.to_raw(start, end), formula.surface, formula.kind),
        "|".join(str(g.numeral) for g in groups),
        "|".join(g.head or "" for g in groups) if any(g.head for g in groups) else "",
        *(formula.head_noun or "", formula.quoted, formula.verdict, formula.because),
        " + ".join(str(g.numeral) for g in groups),
        " + ".join(str(len(g.components)) for g in groups),
        "||".join("|".join(c.text for c in g.components) for g in groups),
        "||".join("|".join(f"{c.start}-{c.end}" for c in g.components) for g in groups),
        block.kind if block else "",
        *_around(doc.text, formula),
    )


def components_table(docs: Iterable[Document], found: Findings | Iterable[Formula]) -> pd.DataFrame:
    """One row per component that an article states: the formula's surface, the numeral and head it belongs to, its number there.

    start:end is the component in `text`, raw_start:raw_end in the file as it was read; passage is the component with up to
    12 characters on either side; because names the construction that states it. Formulas that nothing explains have no row.
    """
    by_id = {doc.doc_id: doc for doc in docs}
    rows = [row for formula in formulas_of(found) for row in _component_rows(by_id[formula.doc_id], formula)]
    return pd.DataFrame(rows, columns=_COMPONENTS)


def _component_rows(doc: Document, formula: Formula) -> Iterable[tuple]:
    for group in formula.groups:
        for item, c in enumerate(group.components, 1):
            passage = f"{doc.text[max(0, c.start - 12) : c.start]}[{c.text}]{doc.text[c.end : c.end + 12]}"
            place = (*doc.to_raw(c.start, c.end), doc.doc_id, c.start, c.end)
            yield (formula.surface, str(group.numeral), group.head, item, c.text, passage, formula.because, *place)


def best_explained(found: Findings | Iterable[Formula]) -> Formula | None:
    """The formula with most components stated, the first of equals; None where no article explains one."""
    explained = [formula for formula in formulas_of(found) if any(group.components for group in formula.groups)]
    return max(explained, key=lambda f: sum(len(group.components) for group in f.groups), default=None)


def lookalikes_table(docs: Document | str | Iterable[Document]) -> pd.DataFrame:
    """One row per quotation that holds a numeral and is no formula: what was looked at and refused, with the reason.

    Columns: doc_id, start, end, raw_start, raw_end, surface, reason, before, after (up to 12 characters).
    """
    rows = [
        (doc.doc_id, s.start, s.end, *doc.to_raw(s.start, s.end), doc.text[s.start : s.end], s.refusal, *_around(doc.text, s))
        for doc in as_documents(docs)
        for s in quotations(doc.text)
        if s.refusal
    ]
    return pd.DataFrame(rows, columns=_REFUSED)


def _around(text: str, span: Formula | Sighting) -> tuple[str, str]:
    return text[max(0, span.start - 12) : span.start], text[span.end : span.end + 12]

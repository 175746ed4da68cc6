"""Formulas as tables: a row per occurrence, per component, per refused numeral, and what other articles state."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

import pandas as pd

from tifaku.datasets import Dataset
from tifaku.formulas.quotations import Sighting, quotations
from tifaku.study import find
from tifaku.text.documents import Document, as_documents, place_of
from tifaku.text.findings import Findings, Formula, formulas_of

_COLUMNS = [
    *("doc_id", "start", "end", "raw_start", "raw_end", "surface", "kind", "numerals", "heads", "head_noun", "quoted"),
    *("verdict", "confidence", "because", "declared", "found", "components", "component_spans", "block", "before", "after"),
    "name",
]
_REFUSED = ["doc_id", "start", "end", "raw_start", "raw_end", "surface", "reason", "before", "after"]
_COMPONENTS = (
    *("surface", "numeral", "head", "item", "component", "passage", "because"),
    *("raw_start", "raw_end", "doc_id", "start", "end"),
)


def formulas_table(docs: Document | str | Iterable[Document], found: Findings | Iterable[Formula] | None = None) -> pd.DataFrame:
    """One row per formula occurrence; `found` are formulas already at hand (decided ones, say), else they are searched.

    Columns: doc_id, start, end, raw_start, raw_end, surface, kind; numerals and heads, one a group, joined by "|"; head_noun,
    quoted; verdict, confidence (0 to 1) and because; declared and found (components a group); components, items joined by "|"
    and groups by "||", and component_spans in the same order; block (kind of the innermost block), before and after (up to 12
    characters); name (the key on which variants of width, blanks and numerals are counted).
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
        *(formula.head_noun or "", formula.quoted, formula.verdict, formula.confidence, formula.because),
        " + ".join(str(g.numeral) for g in groups),
        " + ".join(str(len(g.components)) for g in groups),
        "||".join("|".join(c.text for c in g.components) for g in groups),
        "||".join("|".join(f"{c.start}-{c.end}" for c in g.components) for g in groups),
        block.kind if block else "",
        *_around(doc.text, formula),
        formula.name,
    )


def together(formulas: pd.DataFrame) -> pd.DataFrame:
    """The rows of a formulas table, the occurrences of one name together, the most frequent names first."""
    n = formulas.groupby("name")["name"].transform("size")
    ordered = formulas.assign(n_=-n).sort_values(["n_", "name", "doc_id", "start"], ignore_index=True)
    return ordered.drop(columns="n_")


def usual_surfaces(named: Iterable[tuple[str, str]]) -> dict[str, str]:
    """How each name is written most often, from (name, surface) of its occurrences; the first in order of code where two tie.

    >>> usual_surfaces([("五个三", "5个3"), ("五个三", "五个三"), ("五个三", "五个三")])  # 'five threes'
    {'五个三': '五个三'}
    """
    written: dict[str, Counter[str]] = defaultdict(Counter)
    for name, surface in named:
        written[name][surface] += 1
    return {name: min(surfaces, key=lambda one: (-surfaces[one], one)) for name, surfaces in written.items()}


def as_written(formulas: pd.DataFrame) -> pd.Series:
    """Of each row of a formulas table its name as it is written most often; its surface where the table has no names."""
    if "name" not in formulas:
        return formulas["surface"]
    return formulas["name"].map(usual_surfaces(zip(formulas["name"], formulas["surface"])))


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
    """The formula that its article explains best: complete, surely a name and no mere count, with most components, in this order.

    None where no article explains one.
    """
    explained = [formula for formula in formulas_of(found) if any(group.components for group in formula.groups)]
    return max(explained, key=_fullness, default=None)


def _fullness(formula: Formula) -> tuple[bool, bool, int]:
    named = formula.quoted or formula.kind != "counted"
    return formula.verdict == "complete", named, sum(len(group.components) for group in formula.groups)


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


_ELSEWHERE = ["elsewhere_doc_id", "elsewhere_start", "elsewhere_end", "elsewhere_components", "elsewhere_place"]


def stated_elsewhere(table: pd.DataFrame, docs: Iterable[Document]) -> pd.DataFrame:
    """The formulas table with what another article on the same place states of the same formula; one row per occurrence.

    New columns: elsewhere_doc_id, elsewhere_start, elsewhere_end (the formula there, missing where there is none),
    elsewhere_components, elsewhere_place. Only what the article itself does not state in full is looked for, and only full
    expansions count. Same place: the same county, or the same prefecture or province where neither article names a smaller one.

    Limit: goes by the places that the articles name (metadata); an article that names none is not compared.
    """
    places = {doc.doc_id: place_of(doc) for doc in docs}
    known: dict[tuple, dict] = {}
    for row in table.to_dict("records"):
        if row["verdict"] == "complete" and places.get(row["doc_id"]):
            known.setdefault((row["surface"], places[row["doc_id"]]), {}).setdefault(row["doc_id"], row)
    found = [_said_elsewhere(row, places.get(row["doc_id"]), known) for row in table.to_dict("records")]
    columns = pd.DataFrame(found, columns=_ELSEWHERE, index=table.index)
    return pd.concat([table, columns.astype({"elsewhere_start": "Int64", "elsewhere_end": "Int64"})], axis=1)


def _said_elsewhere(row: dict, place: str | None, known: dict) -> tuple:
    """The new columns of a row: what the first other article on the place states."""
    if row["verdict"] not in ("unresolved", "partial", "probable") or not place:
        return ("", None, None, "", "")
    others = (other for doc_id, other in known.get((row["surface"], place), {}).items() if doc_id != row["doc_id"])
    other = next(others, None)
    return (other["doc_id"], other["start"], other["end"], other["components"], place) if other else ("", None, None, "", "")

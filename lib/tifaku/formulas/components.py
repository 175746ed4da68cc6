"""Components: what the articles say that a formula stands for, item by item, each with its place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from tifaku.documents import Document
from tifaku.formulas import Formula

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    *("surface", "numeral", "head", "item", "component", "passage", "because"),
    *("raw_start", "raw_end", "doc_id", "start", "end"),
)


def components_table(docs: Iterable[Document], found: Iterable[Formula]) -> pd.DataFrame:
    """One row per component that an article states: the formula's surface, the numeral and head it belongs to, its number there.

    start:end is the component in `text`, raw_start:raw_end in the file as it was read; passage is the component with up to
    12 characters on either side; because names the construction that states it. Formulas that nothing explains have no row.
    """
    import pandas as pd

    docs = {doc.doc_id: doc for doc in docs}
    rows = [row for formula in found for row in _rows(docs[formula.doc_id], formula)]
    return pd.DataFrame(rows, columns=COLUMNS)


def _rows(doc: Document, formula: Formula) -> Iterable[tuple]:
    for group in formula.groups:
        for item, c in enumerate(group.components, 1):
            passage = f"{doc.text[max(0, c.start - 12) : c.start]}[{c.text}]{doc.text[c.end : c.end + 12]}"
            place = (*doc.to_raw(c.start, c.end), doc.doc_id, c.start, c.end)
            yield (formula.surface, str(group.numeral), group.head, item, c.text, passage, formula.because, *place)


def best_explained(found: Iterable[Formula]) -> Formula | None:
    """The formula with most components stated, the first of equals; None where no article explains one."""
    explained = [formula for formula in found if any(group.components for group in formula.groups)]
    return max(explained, key=lambda f: sum(len(group.components) for group in f.groups), default=None)

"""Explorers: concordance, formulas and terms to play with in JupyterLab; everywhere else they are the plain table.

In a shared page a widget would be a hole, so without a live Lab behind the kernel only the table is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import TYPE_CHECKING

from tifaku.notebook.lab import in_lab
from tifaku.notebook.views import TableView, passage_of, show
from tifaku.tables.concordance import kwic
from tifaku.text.documents import Document

if TYPE_CHECKING:
    import pandas as pd


class Explorer:
    """A text box over a table in JupyterLab, the table alone elsewhere.

    With docs, the articles of the table's rows, Lab also has a list of the rows; the passage of the one chosen is shown below.
    """

    def __init__(self, label: str, typed: str, table: Callable[[str], TableView], docs: Iterable[Document] = ()):
        self.label, self.typed, self.table = label, typed, table
        self.docs = {doc.doc_id: doc for doc in docs}

    def _repr_mimebundle_(self, include=None, exclude=None) -> tuple[dict[str, object], dict[str, dict]]:
        view = self.table(self.typed)
        view.keep()
        static: dict[str, object] = {"text/html": view.markup, "text/plain": repr(view)}
        told: dict[str, dict] = {"text/html": {"first": view.first()}}
        if not in_lab():
            return static, told
        return self.widget()._repr_mimebundle_(include=include, exclude=exclude) | static, told

    def __repr__(self) -> str:
        return repr(self.table(self.typed))

    def widget(self):
        """The box, and below it the table, which follows what is typed."""
        import ipywidgets

        box = ipywidgets.Text(value=self.typed, description=self.label, continuous_update=True)
        shown = ipywidgets.HTML(self.table(self.typed).markup)
        box.observe(lambda change: setattr(shown, "value", self.table(change["new"]).markup), names="value")
        return ipywidgets.VBox([box, shown, *self._passages(box)])

    def _passages(self, box) -> list:
        """The list of the rows that have a place in an article, and the passage of the chosen one."""
        import ipywidgets

        if not self.docs:
            return []
        chosen, passage = ipywidgets.Dropdown(description="passage", options=self._places(box.value)), ipywidgets.HTML()
        box.observe(lambda change: setattr(chosen, "options", self._places(change["new"])), names="value")
        chosen.observe(lambda change: setattr(passage, "value", self._passage(change["new"])), names="value")
        return [chosen, passage]

    def _places(self, typed: str) -> list[tuple[str, tuple[str, int, int] | None]]:
        table = self.table(typed).table.head(500)
        rows = [(r["doc_id"], r["start"], r["end"]) for r in table[["doc_id", "start", "end"]].to_dict("records")]
        named = ((self.docs[i].text[s:e], (i, s, e)) for i, s, e in rows if i in self.docs)
        return [("choose a row", None), *((f"{n}  {text}", place) for n, (text, place) in enumerate(named, 1))]

    def _passage(self, place: tuple[str, int, int] | None) -> str:
        return passage_of(self.docs[place[0]], *place[1:]) if place else ""


def explore_concordance(docs: Collection[Document], keyword: str | Iterable[str] = "") -> Explorer:
    """All occurrences of one or several strings in the articles as one types them, a row each, as `kwic` gives them.

    Several strings are separated by spaces. Each keyword leads to its passage.
    """
    typed = keyword if isinstance(keyword, str) else " ".join(keyword)

    def lines(typed: str) -> TableView:
        caption = "Every occurrence in its surroundings; each leads to its passage"
        return show(kwic(docs, typed.split()), caption, link="keyword", hide=("start", "end", "raw_end", "in_body"))

    return Explorer("find", typed, lines, docs)


def explore_table(table: pd.DataFrame, column: str, typed: str = "", docs: Iterable[Document] = (), **options) -> Explorer:
    """The rows of a table whose column holds what is typed: formulas by name, terms to compare by their characters.

    Several strings, separated by spaces, give the rows that hold any of them. With docs, whose passages text[start:end] the rows
    name, Lab shows the passage of a row that is chosen. Further options are those of `show`. Raises
    KeyError for a missing column.
    """
    text = table[column].astype(str)

    def rows(typed: str) -> TableView:
        words = typed.split()
        return show(table[[not words or any(w in t for w in words) for t in text]] if len(table) else table, **options)

    return Explorer(column, typed, rows, docs)

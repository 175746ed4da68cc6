"""Views: tables as HTML that is safe, sortable and searchable in the shared pages, and plain in JupyterLab.

Whatever an article holds is shown as text: markup is escaped, and characters that no font can show are named.
"""

from __future__ import annotations

import html
import math
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

#: Control, format, private-use, lone surrogate, unassigned: what a reader can't see but must know of.
UNSEEN = frozenset({"Cc", "Cf", "Co", "Cs", "Cn"})


def visible(text: str) -> str:
    """The text with every character that can't be seen replaced by its name in brackets; line breaks and tabs become spaces.

    >>> visible("月\\ue317坞")  # a private-use character where two bytes of a name were lost
    '月〔U+E317〕坞'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_visible_character(c) for c in text)


def _visible_character(c: str) -> str:
    if c.isprintable() or c == "\u3000":
        return c
    if c in "\n\r\t\u00a0\u2028\u2029" or unicodedata.category(c) not in UNSEEN:
        return " "
    return f"〔U+{ord(c):04X}〕"

#: Columns in which a number below 0.001 is said to be no more than that.
PROBABILITIES = frozenset({"p", "q", "p_articles"})
#: A cell of so few characters stays on one line.
SHORT = 14


class TableView:
    """A table as a notebook shows it: HTML in Lab and in the pages, plain text on a terminal."""

    def __init__(self, table: "pd.DataFrame", markup: str):
        self.table, self.markup = table, markup

    def _repr_html_(self) -> str:
        return self.markup

    def __repr__(self) -> str:
        return repr(self.table)


def show(table: "pd.DataFrame", caption: str = "", link: str = "", rows: int = 500, hide: tuple[str, ...] = ()) -> TableView:
    """The table as a view: one row a row, columns named as they are, at most `rows` rows (what is left out is said).

    `link` names the column whose cells lead to the passage text[start:end] of the article doc_id; the table must have
    these three columns. `hide` names columns that are kept for that but not shown. Raises KeyError for a missing column.
    Limit: in JupyterLab the links are plain text, since the article pages are made by the report.
    """
    wanted = ([link, "doc_id", "start", "end"] if link else []) + list(hide)
    missing = [name for name in wanted if name not in table.columns]
    if missing:
        raise KeyError(f"the table has no column {', '.join(missing)}; it has {', '.join(map(str, table.columns))}")
    columns = [name for name in table.columns if name not in hide]
    records = table.head(rows).to_dict("records")
    head = "".join(_head(name, table[name].dtype.kind in "iuf") for name in columns)
    body = "\n".join("<tr>" + "".join(_cell(record, name, link) for name in columns) + "</tr>" for record in records)
    title = html.escape(caption)
    markup = (
        f'<div class="view"><div class="scroll" tabindex="0" role="region" aria-label="{title or "table"}"><table>'
        + (f"<caption>{title}</caption>" if title else "")
        + f"<thead><tr>{head}</tr></thead><tbody>\n{body}\n</tbody></table></div>{_rest(table, rows)}</div>"
    )
    return TableView(table, markup)


def _rest(table: "pd.DataFrame", rows: int) -> str:
    n, notice = len(table), table.attrs.get("notice", "")
    said = f"No rows{': ' + notice if notice else ''}." if not n else f"{rows:,} of {n:,} rows are shown." if n > rows else ""
    return f'<p class="more">{html.escape(visible(said))}</p>' if said else ""


def _head(name, number: bool) -> str:
    return f'<th scope="col"{" class=n" if number else ""}>{html.escape(visible(str(name)))}</th>'


def _cell(record: dict, name, link: str) -> str:
    text, number = _shown(record[name])
    if name in PROBABILITIES and number and float(record[name]) < 0.001:
        text = "< 0.001"
    kind = "n" if number else "short" if len(text) <= SHORT else "long"
    text = html.escape(visible(text))
    if link and name == link and not _absent(record["start"]):
        text = passage(text, record["doc_id"], record["start"], record["end"])
    return f'<td class="{kind}">{text}</td>'


def passage(markup: str, doc_id: str, start: int, end: int) -> str:
    """Escaped markup that the report turns into a link to text[start:end] of that article."""
    # One attribute, since nbconvert sorts them.
    return f'<span class="passage" data-at="{int(start)}-{int(end)} {html.escape(doc_id)}">{markup}</span>'


def _absent(value) -> bool:
    return value is None or type(value).__name__ in ("NAType", "NaTType") or isinstance(value, float) and math.isnan(value)


def _shown(value) -> tuple[str, bool]:
    """A cell's text, and whether it is a number."""
    if _absent(value):
        return "", False
    if isinstance(value, bool) or type(value).__name__ == "bool_":
        return "yes" if value else "", False
    if isinstance(value, int) or hasattr(value, "dtype") and value.dtype.kind in "iu":
        return str(value), True
    if isinstance(value, float) and value.is_integer():  # a column of years with a gap holds floats
        return f"{value:.0f}", True
    if isinstance(value, float):
        return (f"{value:.3g}" if abs(value) < 10 else f"{value:,.1f}"), True
    if isinstance(value, (list, tuple)):
        return " | ".join(map(str, value)), False
    return str(value), False

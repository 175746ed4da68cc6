"""Views: tables as HTML that is safe, sortable and searchable in the shared pages, and plain in JupyterLab.

Whatever an article holds is shown as text: markup is escaped, and characters that no font can show are named.
"""

from __future__ import annotations

import html
import json
import math
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from itertools import chain
from os.path import commonprefix
from typing import TYPE_CHECKING

from tifaku.corpus.files import next_shown, room_for, texts_withheld
from tifaku.corpus.spreadsheets import shortened
from tifaku.notebook.lab import STYLE, in_lab
from tifaku.text.texts import Head, between, heads, language, said, translated

if TYPE_CHECKING:
    import pandas as pd

    from tifaku.text.documents import Document

#: Control, format, private-use, lone surrogate, unassigned: what a reader can't see but must know of.
UNSEEN = frozenset({"Cc", "Cf", "Co", "Cs", "Cn"})


def visible(text: str) -> str:
    """The text with every character that can't be seen replaced by its name in brackets; line breaks and tabs become spaces.

    >>> visible("月\\ue317坞")  # a private-use character where two bytes of a name were lost
    '月〔U+E317〕坞'
    """
    if text.isprintable():
        return text
    return "".join(_visible_character(c) for c in text)


def _visible_character(c: str) -> str:
    if c.isprintable() or c == "\u3000":
        return c
    if c in "\n\r\t\u00a0\u2028\u2029" or unicodedata.category(c) not in UNSEEN:
        return " "
    return f"〔U+{ord(c):04X}〕"


#: Columns of probabilities, in which a number below 0.001 is shown as < 0.001.
PROBABILITIES = frozenset({"p", "q", "p_articles"})
#: Columns whose cells are words of ours, such as parallel_series, and units whose numbers are no counts.
_WORDS = frozenset({"verdict", "kind", "type", "field", "question"})
#: Columns whose cells are lists, their items joined by | and groups by ||, as files keep them.
_LISTS = frozenset({"components", "outside_components", "elsewhere_components", "fillers", "family", "places"})
#: An address on the web; a cell shows whose it is, and where it leads in full as a tip.
_ADDRESS = re.compile(r"https?://(?:www\.)?([^/\s]+)/\S*")
#: A cell wider than this shows its first lines until it is pointed at.
LONG = 320
#: Columns whose numbers are parts of a whole.
_SHARES = frozenset({"share", "estimate", "strength"})
_VERDICTS = frozenset({"complete", "probable", "partial", "unresolved", "not_applicable"})
_UNMARKED = frozenset({"year", "period", "rank", "name", "text"})
#: A cell of at most this width stays on one line; a Chinese character is two wide.
SHORT = 24
#: A table of more rows has to be scrolled, so it says how many there are.
SCREEN = 8
#: How many rows a page has written out; a person in JupyterLab sees as many as were asked for.
WRITTEN = 100
#: How many rows that are not shown go along as data, to be searched, and how many bytes they may take.
SEARCHED, ROOM = 20_000, 600_000
_PART = 500  # rows that are taken out of a table at a time, since there may be no room for all
#: Columns of what stands before a name.
PRE = frozenset({"before", "pre"})
_CHINESE = re.compile("[\u3400-\u9fff]")


class TableView:
    """A table as a notebook shows it: HTML in Lab and in the pages, plain text on a terminal."""

    def __init__(self, table: "pd.DataFrame", markup: str):
        self.table, self.markup = table, markup

    def _repr_html_(self) -> str:
        self.keep()
        return self.markup

    def keep(self) -> None:
        """Keep the whole table for the package, where one is made of what the notebooks show."""
        if place := next_shown():
            with room_for(f"{place}.pkl"):
                self.table.to_pickle(f"{place}.pkl")

    def first(self, rows: int = 60) -> dict[str, list]:
        """The first rows as they are and not as they are shown: columns and data, for whoever reads an executed notebook."""
        return json.loads(self.table.head(rows).to_json(orient="split", index=False, force_ascii=False))

    def __repr__(self) -> str:
        return repr(self.table)


def show(
    table: "pd.DataFrame", caption: str = "", link: str = "", rows: int = 500, hide: tuple[str, ...] = (), find: str = "",
    empty: str = "",
) -> TableView:  # fmt: skip
    """The table as a view, its heads in words with what they mean as tips, and at most `rows` rows; a line counts them.

    `link` names the column whose cells lead to the passage text[start:end] of the article doc_id; the table must have
    these three columns. Without it doc_id itself leads to the article. `find` names the column whose cells lead to all
    sentences that hold their text. `hide` names columns that are not shown; a column that is empty in all rows is left out,
    and a line says so. A sentence stands in place of a table without rows: `empty`, else why there is none. Raises KeyError
    for a missing column.
    In the report the first hundred are written out, and a search looks through 20,000 more, or 0.6 MB of them.
    Limit: in JupyterLab the links are plain text, since the article pages are made by the report.
    """
    wanted = ([link, "doc_id", "start", "end"] if link else []) + ([find] if find else []) + list(hide)
    missing = [name for name in wanted if name not in table.columns]
    if missing:
        raise KeyError(f"the table has no column {', '.join(missing)}; it has {', '.join(map(str, table.columns))}")
    table = shortened(table) if texts_withheld() else table
    written = rows if in_lab() else min(rows, WRITTEN)
    markup = _markup(table, caption, link, written, hide, find) if len(table) else _told(caption, empty or _why_empty(table))
    return TableView(table, (STYLE if in_lab() else "") + markup)


def _told(caption: str, sentence: str) -> str:
    return f'<div class="tifaku view" data-of="0">{_line("caption", caption)}{between(" ")}{_line("more", sentence)}</div>'


def _markup(table: "pd.DataFrame", caption: str, link: str, rows: int, hide: tuple[str, ...], find: str) -> str:
    records = table.head(rows).to_dict("records")
    named = [name for name in table.columns if name not in hide]
    named = named if language() == "en" else [name for name in named if name != "english"]
    empty = [name for name in named if records and _is_empty(table[name], [record[name] for record in records])]
    known = dict(zip(table.columns, heads(table.columns)))
    columns = [_column(name, records, link, find, known[name].unit) for name in named if name not in empty]
    behind = [*columns[1:], *columns[:1]]
    columns = [replace(c, pre=c.name in PRE and after.name == link) for c, after in zip(columns, behind)]
    head = "".join(_head(column, known[column.name]) for column in columns)
    body = "\n".join("<tr>" + "".join(_cell(record, column) for column in columns) + "</tr>" for record in records)
    title = html.escape(visible(translated(caption))) or "table"
    return (
        f'<div class="tifaku view" data-of="{len(table)}">{_line("caption", caption)}'
        f'<div class="scroll" tabindex="0" role="region" aria-label="{title}">'
        f'<table aria-label="{title}"><thead><tr>{head}</tr></thead><tbody>\n{body}\n</tbody></table></div>'
        f"{_line('more', _rest(table, rows, [known[name].words for name in empty]))}{_data(table, rows, columns)}</div>"
    )


def _is_empty(column: "pd.Series", first: list) -> bool:
    """Whether all cells are empty; the first ones are looked at first, since they are read already."""
    return all(_absent(value) or value == "" for value in first) and bool((column.isna() | (column == "")).all())


def _data(table: "pd.DataFrame", rows: int, columns: list[_Column]) -> str:
    """The rows that are not shown as data for the report's search; nothing in JupyterLab, which does not search."""
    if in_lab() or len(table) <= rows:
        return ""
    found, room, end = [], ROOM, min(len(table), rows + SEARCHED)
    texts = [_texts_of(column) for column in columns]
    parts = (table.iloc[at : min(at + _PART, end)] for at in range(rows, end, _PART))
    for row in chain.from_iterable(zip(*map(partial(_cells_of, part), columns, texts)) for part in parts):
        found.append(row)
        room -= sum(map(_bytes, row))
        if room < 0:
            break
    kinds = [{"class": _class(column), "find": int(column.leads_to == "find")} for column in columns]
    more = said("page.show_more", n="{n}")
    return f'<button class="link rest noprint" type="button" hidden data-form="{more}"></button>' + data_block(
        {"columns": kinds, "rows": found}
    )


def _texts_of(column: _Column) -> Callable[[list], list[str]]:
    """What says the values of the column as its cells do, each value once."""

    def text(value: object) -> str:
        return visible(_text(value, column))

    known = lru_cache(maxsize=SEARCHED, typed=True)(text)

    def texts(values: list) -> list[str]:
        try:
            return list(map(known, values))
        except TypeError:  # a list in a cell
            return list(map(text, values))

    return texts


def _cells_of(part: "pd.DataFrame", column: _Column, texts: Callable[[list], list[str]]) -> list:
    """The cells of a column as data: their texts, with the place that they lead to (doc_id, start, end) where they do."""
    said = texts(part[column.name].tolist())
    if column.leads_to == "article":
        return [[text, doc_id, 0, 0] for text, doc_id in zip(said, part["doc_id"].tolist())]
    if column.leads_to == "passage":
        places = zip(*(part[name].tolist() for name in ("doc_id", "start", "end")))
        return [text if _absent(a) else [text, doc_id, int(a), int(b)] for text, (doc_id, a, b) in zip(said, places)]
    return said


def _bytes(datum: str | list) -> int:
    return _bytes_of(datum) if isinstance(datum, str) else 40 + _bytes_of(datum[0])


@lru_cache(maxsize=20_000)
def _bytes_of(text: str) -> int:
    return 3 + (len(text) if text.isascii() else 3 * len(text))


def _class(column: _Column) -> str:
    return "id" if column.name == "doc_id" else "pre" if column.pre else "n" if column.number else "long"


@dataclass(frozen=True)
class _Column:
    """A column as it is shown; its cells lead to a passage, an article, all sentences (find), or nowhere.

    Long doc_ids are cut to `width` characters, as many as tell them apart. Numbers have as many decimals as the largest needs for
    three figures; None where all are whole. `marked`: thousands are marked, as they are not in years.
    """

    name: object
    number: bool
    leads_to: str
    width: int = 0
    decimals: int | None = None
    marked: bool = False
    pre: bool = False  # stands before the name in a concordance, and ends where the name begins


def _column(name, records: list[dict], link: str, find: str, unit: str) -> _Column:
    present = [record[name] for record in records if not _absent(record[name])]
    leads_to = "article" if name == "doc_id" and not link else ""
    leads_to = "passage" if name == link else "find" if name == find else leads_to
    number = bool(present) and all(_shown(value)[1] for value in present)
    width = _telling([str(value) for value in present]) if name == "doc_id" else 0
    return _Column(name, number, leads_to, width, _decimals(name, present) if number else None, unit not in _UNMARKED)


def _decimals(name, values: list) -> int | None:
    if all(float(value).is_integer() for value in values):
        return 2 if name in _SHARES else None
    largest = max(abs(float(value)) for value in values)
    return 3 if name in PROBABILITIES else 2 if largest < 10 else 1 if largest < 1000 else 0


def _telling(names: list[str]) -> int:
    """The number of characters that tell the names apart, and two more."""
    ordered = sorted(set(names))
    return max([8, *(len(commonprefix(pair)) + 3 for pair in zip(ordered, ordered[1:]))])


def _wide(text: str) -> int:
    return sum(2 if c >= "\u2e80" else 1 for c in text)


def _line(kind: str, text: str) -> str:
    return f'<p class="{kind}">{html.escape(visible(translated(text)))}</p>' if text else ""


def _why_empty(table: "pd.DataFrame") -> str:
    notice = translated(table.attrs.get("notice", "").rstrip("."))
    return said("views.none_because", why=notice) if notice else said("views.none")


def _rest(table: "pd.DataFrame", rows: int, empty: list) -> str:
    n = len(table)
    shown = [said("views.some", shown=rows, n=n)] if n > rows else [said("views.all", n=n)] if n > SCREEN else []
    return between(" ").join(shown + ([said("views.empty", columns=[str(name) for name in empty])] if empty else []))


def _head(column: _Column, head: Head) -> str:
    tip = f' title="{html.escape(head.tip)}"' if head.tip else ""
    name = html.escape(visible(str(column.name)))
    kind = " class=pre" if column.pre else " class=n" if column.number else ""
    return f'<th scope="col" data-name="{name}"{kind}{tip}>{html.escape(visible(head.words))}</th>'


def _cell(record: dict, column: _Column) -> str:
    value = record[column.name]
    text = _text(value, column)
    markup = html.escape(visible(text))
    if column.name == "doc_id":
        style = f'style="max-width: {_wide(text[: column.width]) + 3}ch"'
        return f'<td class="id" {style} title="{markup}">{passage(markup, value) if column.leads_to else markup}</td>'
    if column.leads_to == "passage" and not _absent(record["start"]):
        markup = passage(markup, record["doc_id"], record["start"], record["end"])
    elif column.leads_to == "find" and text:
        markup = f'<span class="find">{markup}</span>'
    if _wide(text) > LONG:
        markup = f'<div class="clamp">{markup}</div>'
    full = str(value) if _ADDRESS.search(str(value)) else ""
    tip = f' title="{html.escape(visible(full))}"' if full else ""
    return f'<td class="{_kind(column, text)}"{_lang(text)}{tip}>{markup}</td>'


def _kind(column: _Column, text: str) -> str:
    return "pre" if column.pre else "n" if column.number else "short" if _wide(text) <= SHORT else "long"


def _lang(text: str) -> str:
    """Says that a cell is Chinese, so that it is read aloud, broken and drawn as such."""
    return ' lang="zh"' if _CHINESE.search(text) else ""


def _text(value, column: _Column) -> str:
    text, number = _shown(value)
    if column.name in _WORDS and text:
        return said(f"page.{text}") if column.name == "verdict" and text in _VERDICTS else translated(text.replace("_", " "))
    if number and column.number:
        return _number(value, column)
    if column.name in _LISTS:
        return text.replace("||", "；").replace("|", "、")
    if text.isspace():  # an edit that took out a line break
        return "".join("↵" if c in "\r\n" else "␣" for c in text)
    return text if number else translated(_ADDRESS.sub(r"https://\1/…", text))


def _number(value, column: _Column) -> str:
    """The number with the decimals of its column; one that they would round to 0 is said to be smaller."""
    if column.decimals is None:
        return f"{int(value):,}" if column.marked else f"{int(value)}"
    least = 10**-column.decimals
    if 0 < value < (least if column.name in PROBABILITIES else least / 2):
        return f"< {least:g}"
    return f"{value:,.{column.decimals}f}"


def data_block(data: object) -> str:
    """Data for a page's script, as an element that no browser runs or shows, whatever an article holds."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f'<script type="application/json" class="rest">{text}</script>'


def passage_of(doc: "Document", start: int, end: int) -> str:
    """The block of an article that holds text[start:end], marked, with its place in text and source, as HTML for JupyterLab."""
    block = doc.block_at(start)
    first, last = (block.start, max(block.end, end)) if block else (max(start - 200, 0), end + 200)
    parts = (doc.text[first:start], doc.text[start:end], doc.text[end:last])
    before, inside, after = (html.escape(visible(part)) for part in parts)
    place = f"{doc.doc_id}, characters {start:,}–{end:,}; in the source {'–'.join(f'{at:,}' for at in doc.to_raw(start, end))}"
    inner = f'<p lang="zh">{before}<mark>{inside}</mark>{after}</p><p class="more">{html.escape(visible(place))}</p>'
    return f'{STYLE}<div class="tifaku">{inner}</div>'


def passage(markup: str, doc_id: str, start: int = 0, end: int = 0) -> str:
    """The escaped markup, marked for the report to turn into a link to text[start:end] of that article, or to its top."""
    # One attribute, since nbconvert sorts them.
    return f'<span class="passage" data-at="{int(start)}-{int(end)} {html.escape(doc_id)}">{markup}</span>'


def _absent(value) -> bool:
    return value is None or type(value).__name__ in ("NAType", "NaTType") or isinstance(value, float) and math.isnan(value)


def _shown(value) -> tuple[str, bool]:
    """A cell's text, and whether it is a number."""
    if isinstance(value, str):
        return value, False
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

"""Columns: which column of a table is the text, the title, the date …, by their names or as the owner says."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tifaku.corpus.files import Unreadable
from tifaku.corpus.spreadsheets import read_table
from tifaku.text.lexicons import rows

#: The file beside a table that says what its columns are.
FILES = ("columns.tsv", "columns.csv", "columns.xlsx")
_SHOWN = 12  # names of columns that a sentence lists


class Columns(NamedTuple):
    """What the columns of a table are: the role of each column that has one (text, title, date, outlet …)."""

    roles: Mapping[str, str]

    @property
    def text(self) -> str | None:
        """The column that holds the articles; None where no name tells it."""
        return next((column for column, role in self.roles.items() if role == "text"), None)

    def said(self) -> str:
        """The sentence for the owner: 正文 as text, 日期 as date."""
        return ", ".join(f"{column} as {role}" for column, role in self.roles.items())


def find_columns(names: Iterable[object], stated: Mapping[str, str] | None = None) -> Columns:
    """The roles of these columns, one column a role: as stated (role: column), else by data/column_names.tsv.

    Of several columns that could have a role, the one whose name stands first in the table of names has it. Capitals, width,
    blanks and signs in names make no difference.
    >>> find_columns(["标题", "日期", "来源", "正文", "点击"]).said()  # 'title', 'date', 'source', 'text', 'clicks'
    '标题 as title, 日期 as date, 来源 as outlet, 正文 as text'
    """
    own = {_folded(name): str(name) for name in reversed([*names])}
    roles = {own[_folded(column)]: role for role, column in (stated or {}).items() if _folded(column) in own}
    for name, role in _known().items():
        if name in own and own[name] not in roles and role not in roles.values():
            roles[own[name]] = role
    return Columns({name: roles[name] for name in reversed(own.values()) if name in roles})


def ask_for_text(names: Iterable[object], stated: Mapping[str, str] | None = None) -> Unreadable:
    """The error that says a table has no column of articles that could be told by its name."""
    listed = [str(name) for name in names if str(name).strip()]
    shown = ", ".join(name[:30] for name in listed[:_SHOWN]) + (" …" if len(listed) > _SHOWN else "")
    wanted = (stated or {}).get("text")
    what = f"has no column {wanted}" if wanted else "has no column that is known to hold articles (正文, 内容, text, content …)"
    return Unreadable(f"{what}; it has {shown or 'none'}", "say which holds them with --text NAME or in a columns.tsv beside it")


def stated_columns(folder: Path) -> dict[str, str]:
    """The roles that a columns.tsv (.csv, .xlsx) in the folder states, as role: column; none without such a file.

    Its columns are `column` and `role`. ValueError, with the next step, where it is no sound table.
    """
    path = next((folder / name for name in FILES if (folder / name).is_file()), None)
    found = read_table(path, ("column", "role")) if path else []
    return {row.cells["role"].lower(): row.cells["column"] for row in found if row.cells["role"] and row.cells["column"]}


def role_of(name: str) -> str:
    """The role of a column or a label of that name; "" where it is not known.

    >>> role_of("发布日期"), role_of("点击")  # 'date of publication', 'clicks'
    ('date', '')
    """
    return _known().get(_folded(name), "")


@cache
def _known() -> dict[str, str]:
    return {_folded(row["name"]): row["role"] for row in rows("column_names")}


def _folded(name: object) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", str(name)).lower() if c.isalnum())


def head_row(table: Sequence[Sequence[str]], stated: Mapping[str, str] | None = None) -> tuple[int, Columns] | None:
    """The first of these rows whose cells name a column of texts, with the roles; a title and notes may stand above it."""
    for number, row in enumerate(table):
        found = find_columns(filter(None, row), stated)
        if found.text:
            return number, found
    return None

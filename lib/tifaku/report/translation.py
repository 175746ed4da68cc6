"""Translation: the prose of a notebook in the language of the report, cell by cell, from data/notebooks.zh.md."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from tifaku.text.texts import language

_CELL = re.compile(r"^<!-- (\d\d \S+) -->\n", re.MULTILINE)


def translate(notebook: dict, name: str) -> None:
    """Put the prose of a Chinese report in place of a notebook's own; a cell without a translation stays as it is."""
    if language() != "zh":
        return
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            cell["source"] = prose().get(f"{name[:2]} {cell.get('id', '')}", cell["source"])


@cache
def prose() -> dict[str, str]:
    """The Chinese prose of each cell, by the number of its notebook and its id: '02 c00'."""
    text = (files("tifaku") / "data" / "notebooks.zh.md").read_text("utf-8")
    _, *parts = _CELL.split(text)
    return {name: source.strip() for name, source in zip(parts[::2], parts[1::2])}

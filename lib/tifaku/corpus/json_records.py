"""JSON: the objects of a file, one by one, whether it holds one a line, an array, or a larger object around them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from tifaku.corpus.columns import find_columns

#: Characters that are read at once, and the most that one object may have.
CHUNK, MOST = 1 << 20, 64_000_000
_BETWEEN = re.compile(r"[\s,\[\]\x1e\ufeff]*")
_NEXT = re.compile(r"(?:[,\[]|^)\s*(?=\{)", re.M)
Found = tuple[str, object, str]  # place, the object, what is wrong with it


def objects_by_line(lines: Iterator[str]) -> Iterator[Found]:
    """The object of each line that is not blank, its place, and what is wrong with it ("" where nothing is)."""
    for number, line in enumerate(lines, 1):
        if line.strip("\ufeff \t\r\n\0"):
            yield _loaded(line.strip("\ufeff \t\r\n\0"), f"line {number}")


def _loaded(line: str, place: str) -> Found:
    try:
        return place, json.loads(line, strict=False), ""
    except (ValueError, RecursionError) as error:
        return place, None, f"is no JSON ({type(error).__name__})"


class Readable(Protocol):
    """What text can be read from, a piece at a time."""

    def read(self, size: int, /) -> str: ...


def objects_in(file: Readable, stated: Mapping[str, str] | None = None) -> Iterator[Found]:
    """The objects of an array, or of objects written one behind the other, without holding more than one in memory.

    Behind what is broken the next object is looked for. An object that only holds the others is opened (`unpacked`).
    """
    decoder = json.JSONDecoder(strict=False)
    text, number, ended = "", 0, False
    at = 0
    while True:
        at = _end(_BETWEEN, text, at)
        try:
            found, at = decoder.raw_decode(text, at) if at < len(text) else _more()
            number += 1
            yield from unpacked(found, number, stated)
            continue
        except RecursionError:
            pass  # nested too deeply: as good as broken
        except ValueError:
            if not ended and len(text) - at < MOST:
                more = file.read(max(CHUNK, len(text) - at))
                text, at, ended = text[at:] + more, 0, not more
                continue
        if at >= len(text):
            return
        number += 1
        yield f"object {number}", None, f"is broken JSON, or longer than {MOST:,} characters"
        following = _NEXT.search(text, at + 1)
        at = following.end() if following else len(text)


def _more() -> Any:
    raise ValueError("the piece that was read is used up")


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at


def unpacked(found: object, number: int, stated: Mapping[str, str] | None = None) -> Iterator[Found]:
    """The articles in an object: itself, or those of the list, or of the objects by id, or of the columns, that it holds."""
    if not isinstance(found, Mapping) or _is_article(found, stated):
        yield f"object {number}", found, "" if isinstance(found, Mapping) else "is no JSON object"
        return
    held = [found, *(value for value in found.values() if isinstance(value, Mapping))]
    inner = max((value for one in held for value in one.values() if _are_objects(value)), key=len, default=None)
    values = list(found.values())
    if inner is not None:
        yield from ((f"object {k}", value, "") for k, value in enumerate(inner, 1))
    elif values and all(isinstance(value, Mapping) for value in values):
        yield from _of_mappings(found)
    elif values and all(isinstance(value, list) for value in values) and len({*map(len, values)}) == 1:
        yield from ((f"row {k}", dict(zip(found, cells)), "") for k, cells in enumerate(zip(*values), 1))
    else:
        yield f"object {number}", found, ""


def _is_article(found: Mapping[str, Any], stated: Mapping[str, str] | None) -> bool:
    column = find_columns(found, stated).text
    text = found[column] if column else None
    if not isinstance(text, list):
        return isinstance(text, str)
    columns = len(found) > 1 and all(isinstance(value, list) and len(value) == len(text) for value in found.values())
    return not columns and all(isinstance(line, str) for line in text)


def _are_objects(value: object) -> bool:
    return isinstance(value, list) and len(value) > 0 and all(isinstance(item, Mapping) for item in value)


def _of_mappings(found: Mapping[str, Any]) -> Iterator[Found]:
    """Objects by their id, or, as pandas writes a table, columns that hold their cells by the name of the row."""
    rows = list(next(iter(found.values())))
    columns = all(list(cells) == rows for cells in found.values()) and find_columns(found).text
    if columns and all(str(row).isdigit() for row in rows):
        yield from ((f"row {row}", {name: cells[row] for name, cells in found.items()}, "") for row in rows)
    else:
        yield from ((f"object {key}", {"doc_id": key, **value}, "") for key, value in found.items())

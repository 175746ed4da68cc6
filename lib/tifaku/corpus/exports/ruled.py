"""Ruled: articles that a form feed or a ruled line (=====) parts, each with a title and most with a date below it."""

from __future__ import annotations

import re

from tifaku.corpus.exports.pieces import Line, Piece, Pieces, is_dateline, lines_of
from tifaku.layout.lines import ends_sentence

_SEPARATORS = {
    "form feeds": re.compile(r"\f"),
    "ruled lines (=)": re.compile(r"^[ \t]*[=═]{4,}[ \t]*$", re.M),
    "ruled lines (*)": re.compile(r"^[ \t]*(?:\*[ \t]?){4,}$", re.M),
    "ruled lines (-)": re.compile(r"^[ \t]*(?:-{4,}|[─━—]{4,}|_{4,}|~{4,}|#{4,})[ \t]*$", re.M),
}
_SIGNS = tuple("=═*-─━—_~#")
_PLAIN = ("form feeds", "ruled lines (=)")  # which hardly stand inside an article
_MOST, _LEAST_PROSE, _LONGEST_TITLE = 0.8, 30, 60
_DATELINE_WITHIN, _LONGEST_SIGNATURE, _SHORTEST_PROSE = 5, 30, 20


def divided(text: str) -> Pieces | None:
    """The articles between ruled lines or form feeds; None where what stands between them does not begin as articles do."""
    ruled = [line for line in text.split("\n") if "\f" in line or line.lstrip(" \t").startswith(_SIGNS)]
    for how, pattern in _SEPARATORS.items():
        if not any(map(pattern.search, ruled)):
            continue
        cuts = [found.span() for found in pattern.finditer(text)]
        bounds = [0, *(at for cut in cuts for at in cut), len(text)]
        parts = [list(lines_of(text, a, b)) for a, b in zip(bounds[::2], bounds[1::2])]
        parts = [part for part in parts if sum(len(line.text) for line in part) >= _LEAST_PROSE]
        if len(parts) > 1 and _are_articles(parts, how):
            return Pieces(how, tuple(_piece(part) for part in parts))
    return None


def _are_articles(parts: list[list[Line]], how: str) -> bool:
    titled = sum(_has_title(part) for part in parts) >= _MOST * len(parts)
    dated = sum(any(is_dateline(line.text) for line in part[:_DATELINE_WITHIN]) for part in parts) >= _MOST * len(parts)
    signed = 0 if how == "form feeds" else _LONGEST_SIGNATURE  # a page can break anywhere
    ended = all(ends_sentence(part[-1].text) or len(part[-1].text) < signed for part in parts[:-1])
    return titled and (dated or how in _PLAIN and ended) and all(map(_has_prose, parts))


def _has_prose(part: list[Line]) -> bool:
    """Whether sentences stand in it, and not the comments, links or signatures that a ruled line parts from an article."""
    return sum(len(line.text) for line in part if "。" in line.text and len(line.text) >= _SHORTEST_PROSE) >= _LEAST_PROSE


def _has_title(part: list[Line]) -> bool:
    first = part[0].text
    return len(part) > 1 and 2 <= len(first) <= _LONGEST_TITLE and not ends_sentence(first) and first[-1] not in "，；、："


def _piece(part: list[Line]) -> Piece:
    return Piece(part[0].start, part[-1].end, (), {})

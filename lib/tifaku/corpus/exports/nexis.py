"""Nexis: articles under “2 of 10 DOCUMENTS”, or ended by “End of Document”, with labels in English between title and text."""

from __future__ import annotations

import re

from tifaku.corpus.exports.pieces import Line, Piece, Pieces, article, lines_of
from tifaku.text.dates import iso_date

_NUMBERED = re.compile(r"(?:Document|Dokument)?\s*\d+ (?:of|von|de) \d+(?: DOCUMENTS?)?", re.I)
_END = re.compile(r"End of Document", re.I)
_AFTER = ("LOAD-DATE", "LANGUAGE", "PUBLICATION-TYPE", "PUB-TYPE", "JOURNAL-CODE", "COPYRIGHT", "GRAPHIC", "URL")
_CLASSIFIED = re.compile(r"(?:Classification|Notes)", re.I)
_LABELS = ("BYLINE", "SECTION", "LENGTH", "DATELINE", "HIGHLIGHT", "BODY", *_AFTER)
_LABEL = re.compile(rf"({'|'.join(_LABELS)})\s*:?\s*(.*)", re.I)


def divided(text: str) -> Pieces | None:
    """The articles of a Nexis export; None for any other text."""
    latin = text.encode("ascii", "ignore").upper()  # a quick look
    if b"DOCUMENT" not in latin and b"DOKUMENT" not in latin:
        return None
    lines = list(lines_of(text))
    numbered = [k for k, line in enumerate(lines) if _NUMBERED.fullmatch(line.text)]
    ended = [k for k, line in enumerate(lines) if _END.fullmatch(line.text)]
    if max(len(numbered), len(ended)) < 2:
        return None
    if len(numbered) >= len(ended):
        spans = [(a + 1, b) for a, b in zip(numbered, [*numbered[1:], len(lines)])]
        pieces = [_classic(lines[a:b]) for a, b in spans]
    else:
        pieces = [_advance(lines[a:b]) for a, b in zip([0, *(k + 1 for k in ended)], ended)]
    found = tuple(piece for piece in pieces if piece)
    return Pieces("Nexis export", found) if len(found) > 1 else None


def _label(line: Line) -> tuple[str, str]:
    found = _LABEL.fullmatch(line.text)
    return (found[1].upper(), found[2]) if found and (":" in line.text or found[1].upper() in ("BODY", "COPYRIGHT")) else ("", "")


def _classic(lines: list[Line]) -> Piece | None:
    """Paper, date, title, labels, text, labels."""
    labels = {k: _label(line) for k, line in enumerate(lines)}
    length = next((k for k, (name, _) in labels.items() if name == "LENGTH"), None)
    day = next((k for k, line in enumerate(lines[:8]) if len(line.text) < 60 and iso_date(line.text)), None)
    if length is None or day is None:
        return None
    after = next((k for k, (name, _) in labels.items() if k > length and name in _AFTER), len(lines))
    head = [k for k in range(day + 1, length) if not labels[k][0]]
    facts = {"outlet": lines[0].text if day else "", "date": iso_date(lines[day].text) or "", **_facts(labels, length)}
    body = lines[length + 1 : after]
    return article(lines[0].start, lines[-1].end, [lines[k] for k in head], body, facts) if body else None


def _advance(lines: list[Line]) -> Piece | None:
    """Title, paper, date, labels, “Body”, text, labels."""
    labels = {k: _label(line) for k, line in enumerate(lines)}
    opens = next((k for k, (name, rest) in labels.items() if name == "BODY" and not rest), None)
    day = next((k for k, line in enumerate(lines[: opens or 0]) if k and len(line.text) < 60 and iso_date(line.text)), None)
    if opens is None or day is None or day < 2:
        return None
    after = next((k for k, (name, _) in labels.items() if k > opens and name in _AFTER), len(lines))
    after = min(after, next((k for k in range(opens + 1, after) if _CLASSIFIED.fullmatch(lines[k].text)), after))
    facts = {"outlet": lines[day - 1].text, "date": iso_date(lines[day].text) or "", **_facts(labels, opens)}
    body = lines[opens + 1 : after]
    return article(lines[0].start, lines[-1].end, lines[day - 2 : day - 1], body, facts) if body else None


def _facts(labels: dict[int, tuple[str, str]], before: int) -> dict[str, str]:
    roles = {"BYLINE": "author", "SECTION": "section"}
    return {roles[name]: rest for k, (name, rest) in labels.items() if k < before and name in roles}

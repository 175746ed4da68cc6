"""Factiva and Dow Jones: articles that end in their number (Document PEOPDA…), below a head or in lines with field codes."""

from __future__ import annotations

import re

from tifaku.corpus.exports.pieces import Line, Piece, Pieces, article, lines_of
from tifaku.text.dates import iso_date

_END = re.compile(r"(?:Document|文件|文档|文檔)\s+[A-Za-z0-9]{8,}\s*$")
_CODES = "SE HD BY CR WC PD ET SN SC ED PG LA CY CX LP TD CT RF CO IN NS RE IPD IPC PUB AN ART CLM VOL DLN RST"
_TAG = re.compile(rf"({'|'.join(_CODES.split())})(?:[ \t]+(.*))?")
_WORDS = re.compile(r"[\d,]+\s*(?:words|字|个字|個字)")
_TIME = re.compile(r"\d{1,2}:\d\d(?:\s*(?:GMT|BST|AM|PM))?", re.I)
_CODE = re.compile(r"[A-Z]{3,8}|\d{1,4}|[A-Z]\d{1,3}")
_LANGUAGE = re.compile(r"English|Chinese(?: - (?:Simplified|Traditional))?|中文.*|简体中文|繁体中文|繁體中文|英[文语語]")
_COPYRIGHT = re.compile(r"(?:\(c\)|©|Copyright|版权|版權)", re.I)
_MAYBE = re.compile(r"[ \t\u3000]*(?:Document|文件|文档|文檔|AN)[ \t]")
_HEAD = 16
_ROLES = {"HD": "title", "BY": "author", "PD": "date", "SN": "outlet", "SE": "section"}


def divided(text: str) -> Pieces | None:
    """The articles of a Factiva export; None for any other text."""
    if not any(map(_MAYBE.match, text.split("\n"))):  # a quick look
        return None
    lines = list(lines_of(text))
    ends = [k for k, line in enumerate(lines) if _END.fullmatch(line.text)]
    tagged = [k for k, line in enumerate(lines) if _TAG.fullmatch(line.text) and line.text[:2] == "AN"]
    ends = [k for k in ends if k not in tagged]
    make = _of_tags if len(tagged) > 1 else _of_head
    closing = tagged if len(tagged) > 1 else ends
    if len(closing) < 2:
        return None
    pieces: list[Piece] = []
    first = 0
    for last in closing:
        piece = make(lines[first : last + 1])
        pieces += [piece] if piece else []
        first = last + 1
    return Pieces("Factiva export", tuple(pieces)) if len(pieces) > 1 else None


def _of_tags(lines: list[Line]) -> Piece | None:
    """Of lines that begin with a code: HD headline, PD date, SN source, LP and TD the text."""
    parts: dict[str, list[Line]] = {}
    tag = ""
    for line in lines:
        found = _TAG.fullmatch(line.text)
        if found:
            tag = found[1]
            at = line.start + (found.start(2) if found[2] else 0)
            parts[tag] = [Line(at, line.end, found[2])] if found[2] else []
        elif tag:
            parts[tag].append(line)
    body = parts.get("LP", []) + parts.get("TD", [])
    if not body:
        return None
    facts = {role: " ".join(line.text for line in parts.get(code, [])) for code, role in _ROLES.items()}
    facts["date"] = iso_date(facts["date"]) or ""
    started = next(line for line in lines if _TAG.fullmatch(line.text))
    return article(started.start, lines[-1].end, parts.get("HD", []), body, {**facts, "title": ""})


def _of_head(lines: list[Line]) -> Piece | None:
    """Of an article under its title and some lines on it: words, date, source, code, language, copyright."""
    words = next((k for k, line in enumerate(lines[:_HEAD]) if _WORDS.fullmatch(line.text)), None)
    if words is None:
        return None
    above = lines[:words]
    by = [line for line in above[1:] if line.text.lower().startswith("by ") or line is above[-1] and len(above) > 2]
    head = lines[words + 1 : words + _HEAD]
    day = next((k for k, line in enumerate(head) if len(line.text) < 40 and iso_date(line.text)), None)
    facts = {
        "author": re.sub("^by ", "", by[0].text, flags=re.I) if by else "",
        "date": iso_date(head[day].text) or "" if day is not None else "",
    }
    outlet = next((line for line in head[(day or 0) + 1 :] if not _TIME.fullmatch(line.text)), None)
    facts["outlet"] = outlet.text if outlet and day is not None else ""
    marks = [k for k, line in enumerate(head) if _COPYRIGHT.search(line.text[:40]) or _LANGUAGE.fullmatch(line.text)]
    begins = words + 1 + (marks[-1] + 1 if marks else (day or 0) + 2)
    title = [line for line in above if line not in by][-2:]
    body = lines[begins:-1]
    return article(title[0].start if title else lines[0].start, lines[-1].end, title[-1:], body, facts) if body else None

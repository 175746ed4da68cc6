"""Wisers (慧科): text and Word exports, of which each article ends in its number, with a head of parts that | divides."""

from __future__ import annotations

import re

from tifaku.corpus.exports.pieces import Line, Piece, Pieces, article, facts_in, lines_of

_END = re.compile(r"(?:文章编号|文章編號|DOCUMENT ID)\s*[:：.]?\s*\w+", re.I)
_DISCLAIMER = re.compile(r"^(?:本内容|本內容|版权|版權|All rights|The content|Copyright|©|\(c\)|免责|免責).*", re.I)
_RULE = re.compile(r"[=~*_\-—]{4,}")
_NUMBER = re.compile(r"^\d{1,4}[.．、]\s*(?!\d)")
_LINK = re.compile(r"^(?:原文(?:连接|链接|連結)|Keyword Matched|关键词)\s*[:：]?", re.I)
_LONGEST_TITLE = 80


def divided(text: str) -> Pieces | None:
    """The articles of a Wisers export; None for any other text."""
    if "编号" not in text and "編號" not in text and b"DOCUMENT ID" not in text.encode("ascii", "ignore").upper():  # a quick look
        return None
    ends = [line for line in lines_of(text) if _END.match(line.text)]
    if len(ends) < 2:
        return None
    pieces: list[Piece] = []
    start = _beginning(text, ends[0].start)
    for end in ends:
        lines = [line for line in lines_of(text, start, end.start)]
        piece = _piece(start, end.end, lines)
        pieces += [piece] if piece else []
        start = end.end
    return Pieces("Wisers export", tuple(pieces)) if len(pieces) > 1 else None


def _beginning(text: str, first_end: int) -> int:
    """Where the first article begins: at its head, behind the list of titles that an export opens with."""
    lines = list(lines_of(text, 0, first_end))
    heads = [line for line in lines if _is_head(line.text)]
    rules = [line for line in lines if re.fullmatch(r"[=~]{4,}", line.text)]
    after = [rule.end for rule in rules if any(head.start > rule.end for head in heads)]
    return after[-1] if after else heads[-1].start if heads else 0


def _is_head(text: str) -> bool:
    return "|" in text and bool(facts_in(text.split("|")).get("date"))


def _piece(start: int, end: int, lines: list[Line]) -> Piece | None:
    lines = [line for line in lines if not _DISCLAIMER.match(line.text) and not _LINK.match(line.text)]
    while lines and re.fullmatch(r"[=~]{4,}", lines[0].text):
        del lines[0]
    rule = next((k for k, line in enumerate(lines) if _RULE.fullmatch(line.text)), None)
    head = lines[:rule] if rule is not None else lines[: _head_size(lines)]
    body = [line for line in lines[len(head) :] if not _RULE.fullmatch(line.text)]
    about = [line for line in head if "|" in line.text or _is_head(_bare(line.text))]
    title = [line for line in head if line not in about]
    if rule is None and not title and body and len(body[0].text) <= _LONGEST_TITLE:
        title, body = body[:1], body[1:]
    facts = facts_in([part for line in about for part in re.split(r"\s*[|｜]\s*|\s+\.\s+", _bare(line.text))])
    if not body:
        return None
    begins = min(line.start for line in (*head, *title, *body))
    return article(begins, end, title, body, facts)


def _head_size(lines: list[Line]) -> int:
    """How many lines stand before the title: those in which | divides the facts."""
    size = next((k for k, line in enumerate(lines) if "|" not in line.text), 0)
    return size if size else 0


def _bare(text: str) -> str:
    return _NUMBER.sub("", text)

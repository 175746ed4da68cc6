"""Headed: articles under headings of Markdown that are dated, or numbered below a date; and front matter."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tifaku.corpus.columns import role_of
from tifaku.corpus.exports.pieces import Line, Piece, Pieces, article, is_dateline, lines_of
from tifaku.layout.lines import enumerator
from tifaku.text.dates import find_moment, iso_date

_HEAD = re.compile(r"(#{1,3})\s+(.+?)\s*#*")
_NUMBER = re.compile(r"(\d{1,4})\s*[.、．)]\s*")
_MATTER = re.compile(r"^---[ \t]*\n((?:[^\n:：]{1,30}[:：][^\n]*\n|[ \t]+[^\n]*\n|-[ \t][^\n]*\n)+)---[ \t]*$", re.M)
_PAIR = re.compile(r"([^\s:：][^:：]*?)\s*[:：]\s*(.*)")
_MOST = 0.8
_DATELINE_WITHIN, _SHORTEST_TITLE = 3, 9


def divided(text: str) -> Pieces | None:
    """The articles of a Markdown text that holds several; None for one article, however many headings it has."""
    return (_of_front_matters(text) or _of_headings(text)) if "# " in text or "---" in text else None


def front_matter(text: str) -> tuple[dict[str, str], int]:
    """What the front matter of a Markdown file states, and where its text begins (0 without front matter)."""
    found = _MATTER.match(text.lstrip("\ufeff"))
    if not found:
        return {}, 0
    return _stated(found[1]), found.end() + len(text) - len(text.lstrip("\ufeff"))


def _stated(matter: str) -> dict[str, str]:
    pairs = (_PAIR.fullmatch(line) for line in matter.splitlines())
    facts = {role_of(pair[1]) or pair[1]: pair[2].strip("\"' ") for pair in pairs if pair and pair[2].strip("\"' []")}
    if "date" in facts:
        facts["date"] = iso_date(facts["date"]) or ""
    return {name: value for name, value in facts.items() if value and name not in ("text", "doc_id")}


def _of_front_matters(text: str) -> Pieces | None:
    found = list(_MATTER.finditer(text))
    if len(found) < 2:
        return None
    pieces: list[Piece] = []
    for matter, end in zip(found, [*(one.start() for one in found[1:]), len(text)]):
        body = list(lines_of(text, matter.end(), end))
        pieces += [article(matter.start(), end, [], body, _stated(matter[1]))] if body else []
    return Pieces("Markdown with front matter", tuple(pieces))


def _of_headings(text: str) -> Pieces | None:
    lines = list(lines_of(text))
    marked = {k: found for k, line in enumerate(lines) if (found := _HEAD.fullmatch(line.text))}
    for level in (1, 2, 3):
        heads = [k for k, found in marked.items() if len(found[1]) == level]
        if len(heads) > 1:
            sections = [lines[a + 1 : b] for a, b in zip(heads, [*heads[1:], len(lines)])]
            facts = _facts([marked[k][2] for k in heads], sections, lines[: heads[0]], level)
            if facts is None:
                continue
            pieces = [_piece(lines[k], marked[k], section, facts) for k, section in zip(heads, sections) if section]
            return Pieces("Markdown with headings", tuple(pieces))
    return None


def _facts(heads: Sequence[str], sections: Sequence[Sequence[Line]], above: Sequence[Line], level: int) -> dict[str, str] | None:
    """What is said of all articles above the first heading; None where the headings are those inside one article."""
    dated = sum(find_moment(head) is not None for head in heads)
    datelines = sum(any(is_dateline(line.text) for line in section[:_DATELINE_WITHIN]) for section in sections)
    if dated >= _MOST * len(heads) or datelines >= _MOST * len(heads):
        return {}
    numbers = [int(found[1]) for head in heads if (found := _NUMBER.match(head))]
    of_day = [line for line in above if find_moment(line.text)]
    if numbers == list(range(1, len(heads) + 1)) and of_day:
        moment = find_moment(of_day[0].text)
        name = re.sub(r"^#+\s*|[\s\d年月日./-]+$", "", of_day[0].text[: moment.start] if moment else "")
        return {"date": moment.date if moment else "", "outlet": name if len(name) < 16 else ""}
    prose = sum(any(len(line.text) > 20 for line in section) for section in sections)
    return {} if level == 1 and prose >= _MOST * len(heads) and not of_day else None


def _piece(line: Line, head: re.Match[str], section: list[Line], facts: dict[str, str]) -> Piece:
    """The article under a heading, whose number and date are no part of its title."""
    start, title = line.start + head.start(2), head[2]
    number, moment = _NUMBER.match(title), find_moment(title)
    if number and "date" in facts:
        start, title = start + number.end(), title[number.end() :]
    elif moment:
        facts = {**facts, "date": moment.date}
        before, after = title[: moment.start].strip(" ：:—-|（("), title[moment.end :].strip(" ：:—-|）)")
        kept = max(before, after, key=len)
        start, title = (start + title.index(kept), kept) if kept else (start, "")
    own = [Line(start, start + len(title), title)] if title else []
    return article(line.start, section[-1].end, own, section, facts)


def are_articles(parts: Sequence[str]) -> bool:
    """Whether the parts of a file that begin with a heading are articles rather than sections of one.

    Most have a date below the heading; or none of the headings is numbered, and most are as long as titles.
    """
    sections = [list(lines_of(part)) for part in parts]
    sections = [section for section in sections if len(section) > 1]
    if len(sections) < _MOST * len(parts) or len(sections) < 2:
        return False
    heads = [section[0].text for section in sections]
    dated = sum(any(is_dateline(line.text) for line in section[1 : 1 + _DATELINE_WITHIN]) for section in sections)
    if dated >= _MOST * len(sections):
        return True
    numbered = any(enumerator(head) for head in heads)
    return not numbered and sum(len(head) >= _SHORTEST_TITLE for head in heads) >= _MOST * len(heads)

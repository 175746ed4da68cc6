"""Tagged: records whose lines begin with tags for what they hold: RefWorks, EndNote, NoteExpress, RIS, 【标题】, 标题：."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from tifaku.corpus.columns import role_of
from tifaku.corpus.exports.pieces import Line, Piece, Pieces, article, lines_of
from tifaku.text.dates import iso_date
from tifaku.text.lexicons import rows

_RULE = re.compile(r"[=\-*_~]{4,}")
_MAYBE = re.compile(r"[ \t\u3000\ufeff]*(?:%\S(?:\s|$)|\{[A-Z]|[A-Z][A-Z0-9] |【[^】\n]{1,12}】|[^\s:：，。]{1,20}\s?[:：])")
_AROUND = " \t\u3000\ufeff:："
_FEWEST_TAGS = 3  # that several records have
_SEVERAL = ("author", "editors")


class Form(NamedTuple):
    """A way to tag lines: its name, the pattern of a tag and what follows it, and whether the tags are codes."""

    name: str
    pattern: re.Pattern[str]
    codes: bool = True


_FORMS = (
    Form("EndNote", re.compile(r"%(?P<tag>[0-9A-Za-z@+~!\[])\s(?P<rest>.*)")),
    Form("RIS", re.compile(r"(?P<tag>[A-Z][A-Z0-9])  ?-(?: (?P<rest>.*))?")),
    Form("RefWorks", re.compile(r"(?P<tag>[A-Z][A-Z0-9])(?: (?P<rest>.*))?")),
    Form("NoteExpress", re.compile(r"\{(?P<tag>[A-Za-z ]+)\}: ?(?P<rest>.*)")),
    Form("CNKI", re.compile(r"[A-Za-z]+-(?P<tag>[\u3400-\u9fff]{1,8})[:：]\s?(?P<rest>.*)"), codes=False),
    Form("【标题】", re.compile(r"【\s?(?P<tag>[^【】]{1,10}?)\s?】[:：]?\s?(?P<rest>.*)"), codes=False),
    Form("标题：", re.compile(r"(?P<tag>[\u3400-\u9fffA-Za-z_ ]{1,12}?)\s?[:：]\s?(?P<rest>.*)"), codes=False),
)


class Mark(NamedTuple):
    """A tagged line: its tag, the role of that ("" where it has none), and where its value begins."""

    tag: str
    role: str
    at: int


def divided(text: str) -> Pieces | None:
    """The articles of an export of tagged records; None for any other text."""
    begun = [found[0].strip(_AROUND) for found in map(_MAYBE.match, text.split("\n")) if found]
    if len(begun) < 2 * _FEWEST_TAGS or sum(number > 1 for number in Counter(begun).values()) < _FEWEST_TAGS:  # a quick look
        return None
    lines = list(lines_of(text))
    best: Pieces | None = None
    for form in _FORMS:
        pieces = tuple(_pieces(lines, form))
        if len(pieces) > (len(best.pieces) if best else 1):
            best = Pieces(f"records ({form.name})", pieces)
    return best


def _pieces(lines: Sequence[Line], form: Form) -> Iterator[Piece]:
    marks = dict(_marks(lines, form))
    counts = Counter(mark.tag for mark in marks.values())
    text_tag, records = _text_tag(marks, counts, form)
    if records < 2:
        return
    whole = {tag for tag, number in counts.items() if number >= records}
    marks = {k: mark for k, mark in marks.items() if form.codes or mark.role or mark.tag in whole}
    opener = next((mark.tag for mark in marks.values() if counts[mark.tag] == records), text_tag)
    starts = [k for k, mark in marks.items() if mark.tag == opener]
    for start, end in zip(starts, [*starts[1:], len(lines)]):
        piece = _piece(
            lines[start:end], {k - start: mark for k, mark in marks.items() if start <= k < end}, text_tag, whole, form
        )
        if piece:
            yield piece


def _marks(lines: Sequence[Line], form: Form) -> Iterator[tuple[int, Mark]]:
    for number, line in enumerate(lines):
        found = form.pattern.fullmatch(line.text)
        if found:
            tag = found["tag"].strip()
            role = _codes().get((form.name, tag), "") if form.codes else role_of(tag)
            yield number, Mark(tag, role, line.start + (found.start("rest") if found["rest"] else len(line.text)))


def _text_tag(marks: dict[int, Mark], counts: Counter[str], form: Form) -> tuple[str, int]:
    """The tag of the articles' texts, and the number of records: how often it or that of titles stands in the file."""
    of = {
        role: [tag for tag in counts if any(m.tag == tag and m.role == role for m in marks.values())]
        for role in ("text", "title")
    }
    texts = sorted(of["text"], key=lambda tag: (-counts[tag], _rank(tag)))
    several = {mark.role for mark in marks.values() if counts[mark.tag] > 1} - {""}
    if not texts or not of["title"] or len(several) < _FEWEST_TAGS:
        return "", 0
    full = [tag for tag in texts if counts[tag] * 2 > counts[texts[0]]]
    text = min(full, key=_rank) if not form.codes else texts[0]
    return text, max(counts[tag] for tag in of["title"])


def _rank(tag: str) -> int:
    return next((n for n, row in enumerate(rows("column_names")) if row["name"] == tag), 10**6)


def _piece(lines: Sequence[Line], marks: dict[int, Mark], text_tag: str, whole: set[str], form: Form) -> Piece | None:
    """The article of a record. In words, a tag is one only once in a record, and behind the text only if all records have it."""
    title: list[Line] = []
    body: list[Line] = []
    facts: dict[str, str] = {}
    seen: set[str] = set()
    role = ""
    for number, line in enumerate(lines):
        mark = marks.get(number)
        if mark and (form.codes or mark.tag not in seen and (text_tag not in seen or mark.tag in whole)):
            seen.add(mark.tag)
            role = "text" if mark.tag == text_tag else "" if mark.role == "text" else mark.role
            line = Line(mark.at, line.end, line.text[mark.at - line.start :])
        if not line.text or _RULE.fullmatch(line.text):
            continue
        if role in ("text", "title"):
            (body if role == "text" else title).append(line)
        elif role and mark:
            facts[role] = f"{facts[role]}、{line.text}" if role in facts and role in _SEVERAL else facts.get(role, line.text)
    if "date" in facts:
        facts["date"] = iso_date(facts["date"]) or ""
    facts = {name: value.strip(" ;；") for name, value in facts.items() if name != "doc_id"}
    return article(lines[0].start, lines[-1].end, title, body, facts) if title or body else None


@cache
def _codes() -> dict[tuple[str, str], str]:
    return {(row["form"], row["tag"]): row["role"] for row in rows("export_tags")}

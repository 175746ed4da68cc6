"""Article pages: the repaired text with everything that was found in it, and the raw text with every edit."""

from __future__ import annotations

import html
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Iterable

from tifaku.notebook.views import visible
from tifaku.text.clauses import sentences
from tifaku.text.documents import Document
from tifaku.text.findings import Formula, Slogan


@dataclass(frozen=True, slots=True)
class Mark:
    """Something found at text[start:end]: what it is (a CSS class), and what the page says of it."""

    kind: str
    start: int
    end: int
    note: str


def marks_of(formulas: Iterable[Formula], slogans: Iterable[Slogan]) -> list[Mark]:
    """The formulas of an article, their components, and the segments of its slogans, in order of start."""
    marks = []
    for f in formulas:
        marks.append(Mark("formula " + f.verdict, f.start, f.end, f"{f.surface}: {f.kind}, {f.verdict}. {f.because}".strip()))
        for c in (c for group in f.groups for c in group.components):
            marks.append(Mark("component", c.start, c.end, f"component of {f.surface}"))
    for s in slogans:
        name = s.type.replace("_", " ")
        spans = [(p.start, p.end) for p in s.segments] or [(s.start, s.end)]
        marks += [Mark("slogan", start, end, f"{name}: {s.template}" if s.template else name) for start, end in spans]
    return sorted(set(marks), key=lambda m: (m.start, m.end, m.kind, m.note))


def repaired_html(doc: Document, marks: list[Mark]) -> str:
    """The repaired text as HTML: an element per block, an anchor `s<start>` per sentence and `<start>-<end>` per mark."""
    tops = [b for b in doc.blocks if b.level == 0] or []
    if not tops:
        return f'<p class="paragraph">{_pieces(doc, 0, len(doc.text), marks)}</p>'
    lines = []
    for block in tops:
        tag = {"title": "h2", "heading": "h3", "subtitle": "h3"}.get(block.kind, "p")
        label = "" if block.kind in ("title", "heading", "paragraph", "subtitle") else f'<i class="kind">{block.kind}</i>'
        lines.append(f'<{tag} class="{block.kind}">{label}{_pieces(doc, block.start, block.end, marks)}</{tag}>')
    return "\n".join(lines)


def _pieces(doc: Document, start: int, end: int, marks: list[Mark]) -> str:
    """text[start:end] as HTML, cut wherever a sentence or a mark begins or ends, so that marks may overlap freely."""
    near = marks[bisect_left(marks, start, key=_start) : bisect_left(marks, end, key=_start)]
    heads = {s for s, _ in sentences(doc.text, start, end)}
    cuts = sorted({start, end, *heads, *(x for m in near for x in (m.start, m.end) if start < x < end)})
    return "".join(_piece(doc, a, b, near, a in heads) for a, b in zip(cuts, cuts[1:]))


def _start(mark: Mark) -> int:
    return mark.start


def _piece(doc: Document, a: int, b: int, marks: list[Mark], head: bool) -> str:
    anchors = [f"s{a}"] * head + sorted({f"{m.start}-{m.end}" for m in marks if m.start == a})
    lead = "".join(f'<a id="{name}"></a>' for name in anchors)
    here = [m for m in marks if m.start <= a and b <= m.end]
    text = html.escape(visible(doc.text[a:b]))
    if not here:
        return f"{lead}<span>{text}</span>"
    kinds = " ".join(dict.fromkeys(m.kind for m in here))
    raw_start, raw_end = doc.to_raw(here[0].start, here[0].end)
    note = html.escape(visible("; ".join(dict.fromkeys(m.note for m in here)) + f" · source {raw_start}–{raw_end}"))
    return f'{lead}<mark class="{kinds}" title="{note}" tabindex="0">{text}</mark>'


def raw_html(doc: Document, starts: Iterable[int] = ()) -> str:
    """The source as it was read, as HTML: what was taken out struck through, what was put in underlined, line breaks kept.

    Where the character text[start] comes from stands an anchor `r<start>`, for each of the starts.
    """
    anchors = deque(sorted((doc.to_raw(start, start + 1)[0], start) for start in set(starts)))
    parts: list[str] = []
    at = 0
    for edit in doc.edits:
        parts += _stretch(doc.raw, at, edit.raw_start, anchors)
        parts += _anchors(anchors, edit.raw_end)
        note = html.escape(visible(f"{edit.rule} {edit.raw_start}–{edit.raw_end} {edit.doubt}".strip()))
        before = f'<del title="{note}" tabindex="-1">{_kept(edit.before)}</del>' if edit.before else ""
        after = f'<ins title="{note}" tabindex="-1">{_kept(edit.after)}</ins>' if edit.after else ""
        parts.append(before + after)
        at = edit.raw_end
    return "".join([*parts, *_stretch(doc.raw, at, len(doc.raw), anchors), *_anchors(anchors, len(doc.raw) + 1)])


def _stretch(raw: str, start: int, end: int, anchors: deque[tuple[int, int]]) -> Iterator[str]:
    """raw[start:end], with the anchors that stand in it."""
    while anchors and anchors[0][0] < end:
        yield _kept(raw[start : anchors[0][0]])
        start = max(start, anchors[0][0])
        yield from _anchors(anchors, start + 1)
    yield _kept(raw[start:end])


def _anchors(anchors: deque[tuple[int, int]], end: int) -> Iterator[str]:
    while anchors and anchors[0][0] < end:
        yield f'<a id="r{anchors.popleft()[1]}"></a>'


def _kept(text: str) -> str:
    return "\n".join(html.escape(visible(line)) for line in text.split("\n"))


def anchor(doc: Document, start: int, end: int, marked: set[str]) -> str:
    """The anchor for a link to text[start:end]: the mark of just that span, else the sentence that holds it."""
    if f"{start}-{end}" in marked:
        return f"{start}-{end}"
    block = next(((b.start, b.end) for b in doc.blocks if b.level == 0 and b.start <= start < b.end), (0, len(doc.text)))
    heads = [s for s, _ in sentences(doc.text, *block)]
    k = bisect_right(heads, start) - 1
    return f"s{heads[max(k, 0)]}" if heads else "top"

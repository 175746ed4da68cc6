"""Article pages: the repaired text with notes in its margin, a formula's components linked with its name, and the raw text."""

from __future__ import annotations

import html
from bisect import bisect_left, bisect_right
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from markupsafe import Markup, escape

from tifaku.formulas.quotations import quotations
from tifaku.notebook.views import visible
from tifaku.report.cards import Places, gloss, reach
from tifaku.report.wording import province, say, zh
from tifaku.slogans.strength import is_strong
from tifaku.tables.names import VERDICTS, Entry, from_outside
from tifaku.tables.overview import counted_characters
from tifaku.text.documents import BODY_KINDS, PLACES, Block, Document
from tifaku.text.findings import Formula, Slogan
from tifaku.text.marks import sentences
from tifaku.text.texts import between, day, translated

#: Tints that tell formulas apart; the seventh has the first again, and its letter tells it from that.
TINTS = 6
#: Which of several marks of one place a reader is led by.
_ORDER = ("name", "component", "open", "slogan", "other")


@dataclass(frozen=True, slots=True)
class Mark:
    """Something found at text[start:end]: its kind, what is said of it, and the letter and tint of the formula it belongs to.

    kind: name (of a formula that the article explains), component, open (a formula that it does not explain), slogan, other (a
    numeral that was looked at and is no formula). note: the place of the note that it leads to, -1 for none.
    """

    kind: str
    start: int
    end: int
    said: str = ""
    letter: str = ""
    tint: int = 0
    note: int = -1


@dataclass(frozen=True, slots=True)
class Note:
    """What stands in the margin of a formula: the occurrence that it is about, its letter and tint, and where it is placed."""

    formula: Formula
    letter: str
    tint: int
    at: int
    again: tuple[Formula, ...] = ()


@dataclass(frozen=True)
class Marked:
    """The marks of an article in order of start, and its notes: those of explained formulas, then the others, as they come."""

    marks: tuple[Mark, ...] = ()
    notes: tuple[Note, ...] = ()
    spans: frozenset[str] = field(default_factory=frozenset)


def marked(formulas: Iterable[Formula], slogans: Iterable[Slogan] = (), text: str = "") -> Marked:
    """The marks and notes of an article's formulas and strong slogans, and with `text` of what only looks like a formula."""
    formulas = list(formulas)
    notes = _notes(formulas)
    marks = [mark for note in notes for mark in _formula_marks(note)]
    for slogan in slogans:
        if is_strong(slogan.strength):
            said = " ".join(filter(None, (slogan.type.replace("_", " "), slogan.template)))
            spans = [(p.start, p.end) for p in slogan.segments] or [(slogan.start, slogan.end)]
            marks += [Mark("slogan", start, end, said) for start, end in spans]
    marks += [Mark("other", s.start, s.end, s.refusal) for s in (quotations(text) if text else ()) if s.refusal]
    marks = sorted(set(marks), key=lambda m: (m.start, m.end, m.kind, m.said, m.letter))
    return Marked(tuple(marks), tuple(notes), frozenset(f"{m.start}-{m.end}" for m in marks))


def _notes(formulas: Sequence[Formula]) -> list[Note]:
    """A note for each name, at the occurrence that is explained best; letters and tints for those that are explained."""
    by_name: dict[str, list[Formula]] = {}
    for formula in formulas:
        by_name.setdefault(formula.name, []).append(formula)
    notes: list[Note] = []
    explained = 0
    for own in by_name.values():
        best = min(own, key=lambda f: (VERDICTS.index(f.verdict), f.start))
        letter, tint = "", 0
        if any(group.components for group in best.groups):
            letter, tint = _letter(explained), explained % TINTS + 1
            explained += 1
        notes.append(Note(best, letter, tint, best.start, tuple(own)))
    return notes


def _letter(number: int) -> str:
    """a, b … z, aa, ab …"""
    return (_letter(number // 26 - 1) if number >= 26 else "") + chr(97 + number % 26)


def _formula_marks(note: Note) -> Iterator[Mark]:
    for f in note.again:
        kind = "name" if note.letter else "open"
        yield Mark(kind, f.start, f.end, "", note.letter, note.tint, note.at)
    for number, (start, end) in enumerate(_parts(note.formula), 1):
        yield Mark("component", start, end, "", f"{note.letter}{number}", note.tint, note.at)


def _parts(formula: Formula) -> list[tuple[int, int]]:
    return [(c.start, c.end) for group in formula.groups for c in group.components]


@dataclass(frozen=True)
class Paragraph:
    """One block as the page shows it: the tag and kind of it, its text as markup, and the notes that stand beside it."""

    tag: str
    kind: str
    markup: Markup
    notes: tuple[Note, ...] = ()
    captions: tuple[Markup, ...] = ()
    components: tuple[Note, ...] = ()  # formulas of which only components stand here
    letters: Mapping[int, str] = field(default_factory=dict)  # and which, by the place of the note


def paragraphs(doc: Document, found: Marked, title: Block | None = None) -> list[Paragraph | list[Paragraph]]:
    """The blocks of an article in order, but for its title; furniture that stands together is one list, which the page folds.

    Captions stand in the margin of the paragraph behind them. Each sentence has an anchor `s<start>`, each mark
    `<start>-<end>`, each note `n<start>`.
    """
    tops = [b for b in doc.blocks if b.level == 0 and b is not title]
    tops = tops or ([] if title else [Block("paragraph", 0, len(doc.text))])
    placed = _placed(found.notes, [b for b in tops if _is_text(b)])
    out: list[Paragraph | list[Paragraph]] = []
    if found.notes and not placed:  # an article that is nothing but its title
        out = [Paragraph("p", "paragraph", Markup(), tuple(found.notes))]
    captions: list[Markup] = []
    for block in tops:
        markup = Markup(pieces(doc, block.start, block.end, found.marks))  # noqa: S704 - escaped there
        if block.kind == "caption":
            captions.append(markup)
        elif _is_text(block):
            tag = "h2" if block.kind in ("title", "heading") else "p"
            notes, letters = placed.get(block.start, []), _components_in(found, block)
            beside = tuple(n for n in found.notes if n.at in letters and n not in notes)
            out.append(Paragraph(tag, block.kind, markup, tuple(notes), tuple(captions), beside, letters))
            captions = []
        elif out and isinstance(out[-1], list):
            out[-1].append(Paragraph("p", block.kind, markup))
        else:
            out.append([Paragraph("p", block.kind, markup)])
    return [*out, [Paragraph("p", "caption", markup) for markup in captions]] if captions else out


def _is_text(block: Block) -> bool:
    return block.kind in BODY_KINDS and block.role != "boilerplate"


def _placed(notes: Iterable[Note], blocks: Sequence[Block]) -> Mapping[int, list[Note]]:
    """The notes by the start of the block that they stand beside: the first below the title that has the name, else any."""
    placed: dict[int, list[Note]] = {}
    for note in notes:
        having = [b for f in note.again for b in blocks if b.start <= f.start < b.end]
        having = sorted(having, key=lambda b: (b.kind in ("title", "subtitle"), b.start)) or list(blocks[:1])
        if having:
            placed.setdefault(having[0].start, []).append(note)
    return placed


def _components_in(found: Marked, block: Block) -> dict[int, str]:
    """The letters of the components that stand in the block, by the note of their formula."""
    first, last = (bisect_left(found.marks, at, key=_start) for at in (block.start, block.end))
    letters: dict[int, list[str]] = {}
    for mark in found.marks[first:last]:
        if mark.kind == "component":
            letters.setdefault(mark.note, []).append(mark.letter)
    return {note: ", ".join(own) for note, own in letters.items()}


def pieces(doc: Document, start: int, end: int, marks: Sequence[Mark] = ()) -> str:
    """text[start:end] as HTML, cut wherever a sentence or a mark begins or ends, so that marks may overlap freely."""
    near = marks[bisect_left(marks, start, key=_start) : bisect_left(marks, end, key=_start)]
    heads = {s for s, _ in sentences(doc.text, start, end)}
    cuts = sorted({start, end, *heads, *(x for m in near for x in (m.start, m.end) if start < x < end)})
    return "".join(_piece(doc, a, b, near, a in heads) for a, b in zip(cuts, cuts[1:]))


def _start(mark: Mark) -> int:
    return mark.start


def _piece(doc: Document, a: int, b: int, marks: Sequence[Mark], head: bool) -> str:
    anchors = [f"s{a}"] * head + sorted({f"{m.start}-{m.end}" for m in marks if m.start == a})
    lead = "".join(f'<a id="{name}"></a>' for name in anchors)
    here = sorted((m for m in marks if m.start <= a and b <= m.end), key=lambda m: (_ORDER.index(m.kind), m.end - m.start))
    text = html.escape(visible(doc.text[a:b]))
    if not here:
        return f"{lead}<span>{text}</span>"
    return lead + _in_marks(text, here, b)


def _in_marks(text: str, here: Sequence[Mark], end: int) -> str:
    """The text as the first of its marks has it, with a dotted line where a slogan is another of them."""
    mark = here[0]
    kinds = " ".join(dict.fromkeys([mark.kind, *(m.kind for m in here if m.kind in ("slogan", "other"))]))
    said = html.escape(visible(between("; ").join(dict.fromkeys(translated(m.said) for m in here if m.said))))
    title = f' title="{said}"' if said else ""
    tint = f' data-f="{mark.tint}" data-n="{mark.note}"' if mark.tint else ""
    if mark.note < 0:
        return f'<mark class="{kinds}"{title}>{text}</mark>'
    letter = f'<sup lang="en">{mark.letter}</sup>' if mark.letter and mark.end == end else ""
    return f'<mark class="{kinds}"{title}{tint}><a href="#n{mark.note}">{text}{letter}</a></mark>'


def facts_of_entry(entry: Entry, places: Places) -> dict[str, str]:
    """What the margin says of a formula beyond its article: gloss, label and its reason, what outside sources say, its row."""
    return {
        "gloss": gloss(entry), **reach(entry), "outside": visible(from_outside(entry)), "href": places.entry(entry.name),
    }  # fmt: skip


def page_of(doc: Document, found: Marked, entries: Mapping[str, Mapping[str, str]]) -> dict[str, object]:
    """The values of an article's page."""
    first = next((b for b in doc.blocks if b.level == 0 and b.kind == "title"), None)
    kinds = Counter(mark.kind for mark in found.marks)
    return {
        "title": Markup(pieces(doc, first.start, first.end, found.marks)) if first else visible(doc.title),  # noqa: S704
        "facts": facts_line(doc), "evidence": list(_evidence(doc)), "notes": found.notes,
        "text": paragraphs(doc, found, first), "entries": entries,
        "n_slogans": kinds["slogan"], "n_others": kinds["other"],
        "raw": {note.at: doc.to_raw(note.formula.start, note.formula.end) for note in found.notes},
        "raw_text": Markup(raw_html(doc, (m.start for m in found.marks if m.kind in ("name", "open")))),  # noqa: S704
    }  # fmt: skip


def facts_line(doc: Document) -> list[Markup]:
    """What the article says of itself, in one line: outlet, date, places, authors, length, edits."""
    value = {name: visible(str(fact.value)) for name, fact in doc.metadata.items()}
    placed = [zh(value[name]) for name in PLACES[:2] if name in value]
    placed += [province(value["province"])] if "province" in value else []
    date = " ".join(filter(None, (day(value.get("date", "")), value.get("time", ""))))
    year = say("inferred", date=value["year_hint"]) if "year_hint" in value and not date else ""
    by = [zh(value[name]) for name in ("author", "author_unit") if name in value]
    parts = [zh(value["outlet"]) if "outlet" in value else "", escape(date or year), Markup(between(", ")).join(placed)]
    parts += [say("by", who=Markup(between(", ")).join(by))] if by else []
    edits = say("edits", n=len(doc.edits))
    linked = Markup('<a href="#source">{}</a>').format(edits) if doc.edits else edits
    doubts = [say("doubtful", n=len(doc.doubts))] if doc.doubts else []
    return [Markup(part) for part in (*parts, say("characters", n=counted_characters(doc)), linked, *doubts) if part]


def _evidence(doc: Document) -> Iterator[tuple[str, str, str, str]]:
    """Each fact with what it rests on: its name, value, basis, and the passage or the reason."""
    for name, fact in doc.metadata.items():
        passage = doc.text[fact.start : fact.end] if fact.start is not None else ""
        yield (
            translated(name.replace("_", " ")),
            visible(translated(str(fact.value))),
            translated(fact.basis),
            visible(translated(fact.note) or passage),
        )


def kinds_of(lines: Iterable[Paragraph]) -> str:
    """The kinds of some lines in words, each once."""
    return between(", ").join(dict.fromkeys(str(say(f"kind_{line.kind}")) for line in lines))


def raw_html(doc: Document, starts: Iterable[int] = ()) -> str:
    """The source as it was read, as HTML: what was taken out struck through, what was put in underlined, line breaks kept.

    Where the character text[start] comes from stands an anchor `r<start>`, for each of the starts.
    """
    anchors = deque(sorted((doc.to_raw(start, start + 1)[0], start) for start in set(starts)))
    parts: list[str] = []
    at = 0
    for edit in doc.edits:
        if anchors and anchors[0][0] < edit.raw_end:
            parts += _stretch(doc.raw, at, edit.raw_start, anchors)
            parts += _anchors(anchors, edit.raw_end)
        else:
            parts.append(_kept(doc.raw[at : edit.raw_start]))
        note = html.escape(visible(f"{edit.rule} {edit.raw_start}–{edit.raw_end} {translated(edit.doubt)}".strip()))
        if edit.before:
            parts.append(f'<del title="{note}" tabindex="-1">{_kept(edit.before)}</del>')
        if edit.after:
            parts.append(f'<ins title="{note}" tabindex="-1">{_kept(edit.after)}</ins>')
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


@lru_cache(maxsize=1_000)  # most are a character or two
def _kept(text: str) -> str:
    return "\n".join(html.escape(visible(line)) for line in text.split("\n"))


def anchor(doc: Document, start: int, end: int, spans: frozenset[str]) -> str:
    """The anchor for a link to text[start:end]: the mark of just that span, else the sentence that holds it."""
    if f"{start}-{end}" in spans:
        return f"{start}-{end}"
    block = next(((b.start, b.end) for b in doc.blocks if b.level == 0 and b.start <= start < b.end), (0, len(doc.text)))
    heads = [s for s, _ in sentences(doc.text, *block)]
    k = bisect_right(heads, start) - 1
    return f"s{heads[max(k, 0)]}" if heads else "top"

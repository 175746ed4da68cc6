"""Cards: one formula as a reader meets it: name, gloss, where and when, what it stands for, the passage, how widely used."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from tifaku.corpus.files import texts_withheld
from tifaku.corpus.spreadsheets import LONGEST
from tifaku.notebook.views import visible
from tifaku.report.wording import province, read_aloud, say, zh
from tifaku.tables.names import Entry, Setting, from_outside, setting_of
from tifaku.text.corpora import Corpus
from tifaku.text.documents import Document
from tifaku.text.findings import Formula, Span
from tifaku.text.texts import day, translated

#: Characters of the passage on either side of the name, and how far it is widened so that it holds the components.
BESIDE, WIDENED = 48, 170
#: Characters on either side of components that stand elsewhere; stretches of the article that a card shows of them.
ASIDE, STRETCHES = 12, 4
#: Components that fill no more than a card of ordinary width.
NARROW = 5


@dataclass(frozen=True)
class Places:
    """Where the pages of a report stand: of each article, with the anchors of its marks, and of each formula."""

    articles: Mapping[str, str]
    letters: Mapping[str, str]  # the page of formulas that has a name

    def passage(self, formula: Formula) -> str:
        """The address of a formula in its article; empty where no article has a page."""
        page = self.articles.get(formula.doc_id, "")
        return f"{page}#{formula.start}-{formula.end}" if page else ""

    def source(self, formula: Formula) -> str:
        """The address of a formula in the source of its article; empty where no article has a page."""
        page = self.articles.get(formula.doc_id, "")
        return f"{page}#r{formula.start}" if page else ""

    def entry(self, name: str) -> str:
        """The address of a formula among all formulas."""
        return f"{self.letters.get(name, 'formulas.html')}#{name}"


def card(entry: Entry, corpus: Corpus, places: Places) -> dict[str, object]:
    """What the card of a formula shows, as values for the templates."""
    best = entry.best
    doc = corpus[best.doc_id]
    raw = doc.to_raw(best.start, best.end)
    shown = gloss(entry)
    return {
        "name": visible(entry.surface),
        "read": read_aloud(entry.surface),
        "href": places.passage(best) or places.entry(entry.name),
        "entry": places.entry(entry.name),
        "source": places.source(best),
        "raw": say("in_source", start=raw[0], end=raw[1]),
        "gloss": shown,
        "verdict": best.verdict,
        "because": visible(translated(stated_by(best))),
        "tip": say(f"tip_{best.verdict}", because=translated(best.because.rpartition("; ")[2])),
        **reach(entry),
        "where": where(setting_of(doc)),
        "often": often(entry),
        "wide": bool(pairs(best)) or sum(len(group.components) for group in best.groups) > NARROW,
        "pairs": pairs(best),
        "groups": [] if pairs(best) else groups(best),
        "passage": passage(doc, best),
        "strip": strip(doc, [best]),
    }


def reach(entry: Entry) -> dict[str, str]:
    """How widely a name is used: the label, the label in words, which name the province where it is one, and why."""
    label, theirs = str(entry.known["label"]), str(entry.known["label_province"])
    words = say("one_province_named", province=Markup(province(theirs)).striptags()) if theirs else say(label)
    return {"label": label, "label_words": str(words), "label_tip": translated(str(entry.known["label_because"]))}


def stated_by(formula: Formula) -> str:
    """The construction that states the components, without its arithmetic; and where others have read it, who reads so."""
    said = [formula.because, formula.because.rpartition("; ")[2] if formula.said else ""]
    return "; ".join(dict.fromkeys(part.partition("; ")[0].partition(": ")[0] for part in said if part))


def gloss(entry: Entry) -> str:
    """The gloss without what is added to it in brackets."""
    return entry.gloss.partition(" (")[0].strip()


def where(setting: Setting) -> Markup:
    """Place, province and date of an article, as far as they are known."""
    parts = []
    if setting.place:
        own = setting.province and setting.province != setting.place
        parts.append(say("place_in", place=zh(setting.place), province=province(setting.province)) if own else zh(setting.place))
    if setting.date:
        parts.append(say("inferred", date=setting.date) if setting.inferred else Markup(day(setting.date)))
    return Markup(" · ").join(parts)


def often(entry: Entry) -> Markup:
    """How often a formula is used, and in how many articles and places where these are several."""
    n, articles, placed = len(entry.occurrences), entry.articles, len(entry.places)
    times = say("times", n=n)
    if articles < 2:
        return times if n > 1 else Markup("")
    if placed < 2:
        return say("card_spread", times=times, articles=say("articles", n=articles))
    values = {"times": times, "articles": say("articles", n=articles), "places": say("places", n=placed)}
    return say("card_spread_places", **values)


def pairs(formula: Formula) -> list[list[str]]:
    """Of a compound whose groups have equally many components, what stands together: a row for each number; else nothing."""
    lengths = {len(group.components) for group in formula.groups}
    if len(formula.groups) < 2 or len(lengths) > 1 or 0 in lengths:
        return []
    heads = [f"{group.numeral} {group.head or ''}".strip() for group in formula.groups]
    return [heads, *([visible(c.text) for c in row] for row in zip(*(group.components for group in formula.groups)))]


def groups(formula: Formula) -> list[dict[str, object]]:
    """The groups of a formula: what each counts, where there are several or it stays open, and the components stated."""
    several = len(formula.groups) > 1
    return [
        {
            "head": f"{group.numeral} {visible(group.head or '')}".strip() if several else "",
            "items": [visible(component.text) for component in group.components],
            "short": max((len(c.text) for c in group.components), default=0) <= 7,
            "missing": several and not group.components,
        }
        for group in formula.groups
    ]


def passage(doc: Document, formula: Formula) -> list[tuple[str, str]]:
    """The passage around the name, in pieces (kind, text): name, component, "line" before another line, or "" for other text.

    It is widened where the components stand near by; where they stand elsewhere, as the heads of paragraphs do, the first lines
    that hold some are shown, too. Where texts are withheld it has at most 60 characters.
    """
    name = (formula.start, formula.end, "name")
    if texts_withheld():
        room = max(LONGEST - (formula.end - formula.start), 0) // 2
        return pieces(doc.text, *_within_line(doc.text, formula.start, formula.end, room), [name])
    parts = [(c.start, c.end, "component") for group in formula.groups for c in group.components]
    near = [part for part in parts if abs(part[0] - formula.start) < WIDENED and not _line_between(doc.text, part, name)]
    stretches = [_stretch(doc.text, [name, *near], BESIDE)]
    for own in _by_line(doc.text, [] if near else parts)[:STRETCHES]:
        stretches.append(_stretch(doc.text, own, ASIDE))
    return [piece for stretch in sorted(stretches) for piece in (("line", ""), *pieces(doc.text, *stretch))][1:]


def _stretch(text: str, marks: Sequence[tuple[int, int, str]], room: int) -> tuple[int, int, list[tuple[int, int, str]]]:
    """A stretch of the text that holds these marks, with so many characters on either side, and the marks."""
    span = min(start for start, _, _ in marks), max(end for _, end, _ in marks)
    return *_within_line(text, *span, room), list(marks)


def _by_line(text: str, marks: Sequence[tuple[int, int, str]]) -> list[list[tuple[int, int, str]]]:
    """The marks that stand in one line together, near each other, in the order of the text."""
    found: list[list[tuple[int, int, str]]] = []
    for mark in sorted(set(marks)):
        if found and mark[0] - found[-1][-1][1] <= 2 * ASIDE and not _line_between(text, mark, found[-1][-1]):
            found[-1].append(mark)
        else:
            found.append([mark])
    return found


def _line_between(text: str, one: tuple[int, int, str], other: tuple[int, int, str]) -> bool:
    """Whether a line ends between the two."""
    return "\n" in text[min(one[1], other[1]) : max(one[0], other[0])]


def _within_line(text: str, start: int, end: int, room: int) -> tuple[int, int]:
    """The span widened by so many characters, not beyond the lines that it stands in."""
    first = max(start - room, text.rfind("\n", 0, start) + 1)
    stop = text.find("\n", end)
    return first, min(end + room, len(text) if stop < 0 else stop)


def pieces(text: str, start: int, end: int, marks: Iterable[tuple[int, int, str]]) -> list[tuple[str, str]]:
    """text[start:end] cut at its marks, with … where the text goes on."""
    out, at = [], start
    lead, tail = ("…" if start and text[start - 1] != "\n" else ""), ("…" if text[end : end + 1] not in ("", "\n") else "")
    for a, b, kind in sorted(marks):
        if a < at or b > end:
            continue
        out += [("", text[at:a]), (kind, text[a:b])]
        at = b
    out = [("", lead), *out, ("", text[at:end] + tail)]
    return [(kind, visible(piece)) for kind, piece in out if piece]


def strip(doc: Document, formulas: Sequence[Formula]) -> list[tuple[str, float, float]]:
    """Where formulas and their components stand in an article, as (kind, left, width) in per cent of its length."""
    length = max(len(doc.text), 1)

    def at(span: Formula | Span, kind: str) -> tuple[str, float, float]:
        return kind, round(100 * span.start / length, 2), round(100 * (span.end - span.start) / length, 2)

    parts = [at(c, "part") for f in formulas for group in f.groups for c in group.components]
    names = [at(f, "name" if any(group.components for group in f.groups) else "open") for f in formulas]
    return [*dict.fromkeys(parts), *dict.fromkeys(names)]


def open_classes(entries: Sequence[Entry], line: Callable[[Entry], dict]) -> dict[str, list[dict]]:
    """What no article explains, in classes: known from elsewhere, shared with other places, hardly seen elsewhere, no set."""
    classes: dict[str, list[dict]] = {"known": [], "shared": [], "only": [], "each": []}
    for entry in entries:
        classes[_class_of(entry)].append(line(entry)) if entry.best.verdict in ("unresolved", "not_applicable") else None
    return classes


def _class_of(entry: Entry) -> str:
    if entry.best.verdict == "not_applicable":
        return "each"
    if entry.known["outside_components"] or entry.known["english"]:
        return "known"
    return "only" if entry.known["label"] == "only here" else "shared"


def open_line(entry: Entry, places: Places) -> dict[str, object]:
    """What one line says of a formula that no article explains."""
    outside = from_outside(entry)
    return {
        "name": visible(entry.surface),
        "href": places.entry(entry.name),
        "gloss": gloss(entry),
        "outside": visible(outside),
        "withheld": not outside and str(entry.known["outside_basis"]).startswith("withheld"),
        **reach(entry),
    }

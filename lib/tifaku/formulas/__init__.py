"""Numbered formulas (数字提法): find them in a text, whether quoted or not, with kind, groups and exact spans."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tifaku.collector import paused
from tifaku.corpus import as_document
from tifaku.documents import Document
from tifaku.formulas.bare_names import bare_names
from tifaku.formulas.nouns import noun_end
from tifaku.formulas.quotations import MARKS, Sighting, quotations
from tifaku.lexicons import clause_verbs

if TYPE_CHECKING:
    import pandas as pd

LONGEST_NOUN = 10  # characters
_TELLS = re.compile("[即指](?![标数南引挥导时])")


@dataclass(frozen=True, slots=True)
class Component:
    """One item that a formula stands for, verbatim as text[start:end]."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Group:
    """One numeral of a formula with the head it counts: 三联三研三任 has (3, 联), (3, 研), (3, 任).

    numeral is an int, or the string 'N', 'X' or '多' (an open number); head is None in a digit or sum code.
    """

    numeral: int | str
    head: str | None = None
    components: tuple[Component, ...] = ()


@dataclass(frozen=True, slots=True)
class Formula:
    """One occurrence of a numbered formula at text[start:end], and what the text itself says that it stands for.

    kind: digit_code | sum_code | counted | compound | distributive.
    verdict: complete | partial | unresolved | not_applicable; never from general knowledge.
    because: the construction that states the components, with the arithmetic ("run-in headings: declared 4 + 4, found 4 + 4").
    """

    doc_id: str
    start: int
    end: int
    surface: str
    kind: str
    groups: tuple[Group, ...] = ()
    head_noun: str | None = None
    quoted: bool = False
    verdict: str = "unresolved"
    because: str = ""


def detect(text: str) -> list[Formula]:
    """Every numbered formula of a text in order, quoted or not, with its groups; what they stand for is left open.

    One Formula an occurrence, doc_id empty; verdict unresolved, or not_applicable for a distributive ('one Y for each X').
    Limit: without quotation marks only forms that plain counting seldom has are taken for names (see bare_names).

    >>> [f.surface for f in detect("坚持“四抓四度”工作法，5大党建主题落地")]  # four grasps, four degrees; five themes
    ['四抓四度', '5大党建主题']
    """
    quoted = [sighting for sighting in quotations(text) if not sighting.refusal]
    names = {text[s.start : s.end] for s in quoted if s.reading.kind in ("counted", "compound")}
    return [_formula(text, sighting) for sighting in _best([*quoted, *bare_names(text, names)])]


def _best(sightings: list[Sighting]) -> list[Sighting]:
    """The sightings in order without overlaps: a quotation goes before what lies in it, else the first and longest wins."""
    best: list[Sighting] = []
    for sighting in sorted(sightings, key=lambda s: (s.start, -s.end)):
        if best and sighting.start < best[-1].end:
            if sighting.quoted <= best[-1].quoted:
                continue
            best.pop()
        best.append(sighting)
    return best


def _formula(text: str, sighting: Sighting) -> Formula:
    start, end, reading, quoted = sighting[:4]
    groups = tuple(Group(numeral, head) for numeral, head in reading.groups)
    verdict = "not_applicable" if reading.kind == "distributive" else "unresolved"
    noun = _head_noun(text, end) if quoted else None
    return Formula("", start, end, text[start:end], reading.kind, groups, noun, quoted, verdict)


def _head_noun(text: str, end: int) -> str | None:
    """The noun that a quoted name qualifies, as 发展战略 'development strategy' in “11357”发展战略.

    A verb with its object is none: “三级联动”破解小区治理难题 'solves the problems of housing estates'; nor is a gloss (指…), nor
    what is longer than any noun (深入推进金沙江移民党建 'promote in depth …').
    """
    start = end + (text[end : end + 1] in MARKS)  # the noun may also stand inside: “三比三争活动”
    start += text.startswith("的", start)
    noun = text[start : noun_end(text, start) or start]
    governs = noun[:2] in clause_verbs(0.25 if len(noun) > 4 else 0.7)  # but 提升工程 'uplift project'
    return noun if 0 < len(noun) <= LONGEST_NOUN and not governs and not _TELLS.match(noun) else None


def find_formulas(doc: Document | str) -> list[Formula]:
    """Every numbered formula of a Document or str in order, with what the text itself says that it stands for.

    A plain str is searched as it is; `read_text` repairs it first. Limits: see `detect` and `expansions.expand`.

    >>> [(f.surface, f.verdict) for f in find_formulas("打好“绿色、生态、有机”三张牌")]  # 'play the three cards'
    [('三张牌', 'complete')]
    """
    from tifaku.expansions import expand  # which needs the types above

    doc = as_document(doc)
    if "formulas" not in doc.findings:
        with paused():
            found = expand(doc, detect(doc.text))
            doc.findings["formulas"] = tuple(replace(formula, doc_id=doc.doc_id) for formula in found)
    return list(doc.findings["formulas"])


def formulas_table(docs: Document | str | Iterable[Document], found: Iterable[Formula] | None = None) -> pd.DataFrame:
    """One row per formula occurrence; `found` are formulas already at hand (decided ones, say), else they are searched.

    Columns: doc_id, start, end, raw_start, raw_end, surface, kind; numerals and heads, one a group, joined by "|"; head_noun,
    quoted, verdict, because; declared and found (components a group); components, items joined by "|" and groups by "||", and
    component_spans in the same order; block (kind of the innermost block), before and after (up to 12 characters).
    """
    import pandas as pd

    if found is None and hasattr(docs, "table"):  # a dataset, which has it
        return docs.table("formulas")
    docs = [docs] if isinstance(docs, (Document, str)) else docs
    docs = {doc.doc_id: doc for doc in map(as_document, docs)}
    if found is None:
        found = [formula for doc in docs.values() for formula in find_formulas(doc)]
    return pd.DataFrame([_row(docs[formula.doc_id], formula) for formula in found], columns=_COLUMNS)


_COLUMNS = [
    *("doc_id", "start", "end", "raw_start", "raw_end", "surface", "kind", "numerals", "heads", "head_noun", "quoted"),
    *("verdict", "because", "declared", "found", "components", "component_spans", "block", "before", "after"),
]
_REFUSED = ["doc_id", "start", "end", "raw_start", "raw_end", "surface", "reason", "before", "after"]


def _row(doc: Document, formula: Formula) -> tuple:
    start, end, groups = formula.start, formula.end, formula.groups
    block = doc.block_at(start)
    return (
        *(formula.doc_id, start, end, *doc.to_raw(start, end), formula.surface, formula.kind),
        "|".join(str(g.numeral) for g in groups),
        "|".join(g.head or "" for g in groups) if any(g.head for g in groups) else "",
        *(formula.head_noun or "", formula.quoted, formula.verdict, formula.because),
        " + ".join(str(g.numeral) for g in groups),
        " + ".join(str(len(g.components)) for g in groups),
        "||".join("|".join(c.text for c in g.components) for g in groups),
        "||".join("|".join(f"{c.start}-{c.end}" for c in g.components) for g in groups),
        block.kind if block else "",
        *_around(doc.text, formula),
    )


def lookalikes_table(docs: Document | str | Iterable[Document]) -> pd.DataFrame:
    """One row per quotation that holds a numeral and is no formula: what was looked at and refused, with the reason.

    Columns: doc_id, start, end, raw_start, raw_end, surface, reason, before, after (up to 12 characters).
    """
    import pandas as pd

    docs = [docs] if isinstance(docs, (Document, str)) else docs
    rows = [
        (doc.doc_id, s.start, s.end, *doc.to_raw(s.start, s.end), doc.text[s.start : s.end], s.refusal, *_around(doc.text, s))
        for doc in map(as_document, docs)
        for s in quotations(doc.text)
        if s.refusal
    ]
    return pd.DataFrame(rows, columns=_REFUSED)


def _around(text: str, span: Formula | Sighting) -> tuple[str, str]:
    return text[max(0, span.start - 12) : span.start], text[span.end : span.end + 12]

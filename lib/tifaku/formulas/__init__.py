"""Numbered formulas (数字提法): find them in a text, whether quoted or not, with kind, groups and exact spans."""

from __future__ import annotations

import re
from dataclasses import replace

from tifaku.formulas.bare_names import bare_names as unquoted
from tifaku.formulas.nouns import noun_end
from tifaku.formulas.quotations import PROVERB, Sighting
from tifaku.formulas.quotations import quotations as quotations_of
from tifaku.formulas.stated import expand
from tifaku.text.documents import Document, as_document
from tifaku.text.findings import Formula, Group
from tifaku.text.lexicons import clause_verbs
from tifaku.text.marks import QUOTES

LONGEST_NOUN = 10  # characters
_TELLS = re.compile("[即指](?![标数南引挥导时])")


def detect(text: str) -> list[Formula]:
    """Every numbered formula of a text in order, quoted or not, with its groups; what they stand for is left open.

    One Formula an occurrence, doc_id empty; verdict unresolved, or not_applicable for a distributive ('one Y for each X').
    Limit: without quotation marks only forms that plain counting seldom has are taken for names (see bare_names).

    >>> [f.surface for f in detect("坚持“四抓四度”工作法，5大党建主题落地")]  # four grasps, four degrees; five themes
    ['四抓四度', '5大党建主题']
    """
    return [_formula(text, sighting) for sighting in sighted(text)]


def sighted(text: str) -> list[Sighting]:
    """The sightings that `detect` makes formulas of, in order: place and form, without the noun behind; half of its work."""
    seen = quotations_of(text)
    quoted, refused = [s for s in seen if not s.refusal], {(s.start, s.end) for s in seen if s.refusal == PROVERB}
    names = {text[s.start : s.end] for s in quoted if s.form and s.form.kind in ("counted", "compound")}
    bare = (s for s in unquoted(text, names) if (s.start, s.end) not in refused)  # 一线放开、二线管住
    return _best([*quoted, *bare])


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
    start, end, form, quoted = sighting[:4]
    assert form
    groups = tuple(Group(numeral, head) for numeral, head in form.groups)
    verdict = "not_applicable" if form.kind == "distributive" else "unresolved"
    noun = _head_noun(text, end) if quoted else None
    return Formula("", start, end, text[start:end], form.kind, groups, noun, quoted, verdict)


def _head_noun(text: str, end: int) -> str | None:
    """The noun that a quoted name qualifies, as 发展战略 'development strategy' in “11357”发展战略.

    A verb with its object is none: “三级联动”破解小区治理难题 'solves the problems of housing estates'; nor is a gloss (指…), nor
    what is longer than any noun (深入推进金沙江移民党建 'promote in depth …').
    """
    start = end + (text[end : end + 1] in QUOTES + "＂")  # the noun may also stand inside: “三比三争活动”
    start += text.startswith("的", start)
    noun = text[start : noun_end(text, start) or start]
    governs = noun[:2] in clause_verbs(0.25 if len(noun) > 4 else 0.7)  # but 提升工程 'uplift project'
    return noun if 0 < len(noun) <= LONGEST_NOUN and not governs and not _TELLS.match(noun) else None


def find_formulas(doc: Document | str) -> list[Formula]:
    """Every numbered formula of a Document or str in order, with what the text itself says that it stands for.

    A plain str is searched as it is; `read_text` repairs it first. Limits: see `detect` and `stated.expand`.

    >>> [(f.surface, f.verdict) for f in find_formulas("打好“绿色、生态、有机”三张牌")]  # 'play the three cards'
    [('三张牌', 'complete')]
    """
    doc = as_document(doc)
    return [replace(formula, doc_id=doc.doc_id) for formula in expand(doc, detect(doc.text))]

"""Glosses: the list stands after the name, tied to it by 即 'namely', 是指 'means', a colon, a dash or brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import repeat

from tifaku.formulas.stated.fits import Items, cut_short, fit, heads_shared, to_heads
from tifaku.formulas.stated.lists import ETC, pieces, shares_head, tidy
from tifaku.formulas.stated.page import Finding, Page, Place, name_end, texts
from tifaku.text.findings import Formula, Group
from tifaku.text.numerals import TENS

_NOUN = r"[^，。；：！？、“”‘’（）《》\n—]{0,12}?"
_MEANS = "指的是|是指|指(?!标|数|挥|示|南|引|定|令|派|导意|导思)"
_SAYS = rf"(?:即|也就是|就是要?|{_MEANS}|分别[是为指]|包括|包含|具体[是为]|主要是|主要包括)"
_MARK = rf"(?:：|——)(?:(?:“[^”]{{1,12}}”)?{_SAYS})?：?"
_WORD = rf"，?(?:所谓)?{_SAYS}(?:[：，]|——)?"
LINK = re.compile(rf"(?P<noun>{_NOUN})(?P<link>{_WORD}|{_MARK}|（{_SAYS}?：?)")
COPULA = re.compile(r"(?P<noun>)(?P<link>，?则[为是]|[为是])")
ONE_OF = re.compile("”?之一(?:的|是|即|，)?“([^“”\n]{2,40})”")
_QUOTED = re.compile("“([^“”\n]+)”")
_OPENS = re.compile("[^“”，。；、]{0,10}“([^“”\n]+)”")
_AND_OTHERS = re.compile(ETC)
_CLOSES = re.compile(r"(?![0-9一二两三四五六七八九十])[^，。；：、！？\n的]{0,7}(?:[，。；！？\n]|$)")  # not 等四支枢纽
_LEAD = 12  # characters that may govern the list after a link
_OTHER = re.compile(f"；(?:所谓)?(?:“|[{TENS}两双][^，。；]{{1,8}}?，?(?:是指|指|即|：))")


def gloss_link(text: str, at: int, opens: bool = False) -> re.Match | None:
    """The link that ties a list to the name ending at `at`, a short noun between them allowed.

    为 and 是 'are' are links only behind a name that opens its clause, as `opens` or its quotation mark says.
    """
    link = LINK.match(text, at, at + 24)
    return link or (COPULA.match(text, at) if opens or _opens_clause(text, at) else None)


def _opens_clause(text: str, at: int) -> bool:
    """Whether the quoted name that ends at `at` stands at the beginning of its clause."""
    start = text.rfind("“", max(0, at - 20), at) if text[at - 1 : at] == "”" else 0
    return start > 0 and text[start - 1] in "，。；：（\n　谓"


def gloss_after(page: Page, formula: Formula) -> Iterator[Finding]:
    """The items that the text gives right after the name: 四风，即形式主义、官僚主义… 'four winds, namely formalism …'."""
    yield from read_glosses(page, name_end(page.text, formula), formula.groups)


def read_glosses(page: Page, at: int, groups: tuple[Group, ...], opens: bool = False) -> Iterator[Finding]:
    """The items for the groups in the gloss that follows a name ending at `at`, cut at each kind of mark that gives as many.

    `opens` says that the name opens its clause.
    """
    link = gloss_link(page.text, at, opens)
    if not link or len(groups) > 1 and "“" in link["link"]:  # the gloss is that of the first part
        return
    says = link["link"]
    explicit = bool(says.strip("：—"))
    items = _in_bracket(page, link, groups) if says.startswith("（") else _in_sentence(page, link.end(), groups, explicit)
    tie, found = says.strip("，：（—") or says, False
    for one in items:
        found = True
        yield Finding(f"list after {tie}", tuple(map(to_heads, repeat(page.text), one, groups)))
    short = _cut_short(page, link.end(), groups) if explicit and not found else ()
    if short:
        yield Finding(f"list after {tie}, cut short by 等", short)


def by_one_of(page: Page, formula: Formula) -> Finding | None:
    """The one item that is named as belonging to the set: 九项重点工作之一“防范化解风险” 'one of the nine tasks, …'."""
    several = len(formula.groups) == 1 and formula.groups[0].numeral != 1
    one = ONE_OF.match(page.text, formula.end) if several else None
    return Finding("one of them named", ((one.span(1),),)) if one else None


def _cut_short(page: Page, start: int, groups: tuple[Group, ...]) -> Items:
    """Two items or more, but fewer than declared, up to 等 'and others': “六个一”，包括学会一门手艺、读完一部经典等内容."""
    etc = _AND_OTHERS.search(page.text, start, page.clause_end(start))
    closed = etc and _CLOSES.match(page.text, etc.end())
    return cut_short(page.text, start, etc.start(), groups, False) if etc and closed else ()


def _in_bracket(page: Page, link: re.Match, groups: tuple[Group, ...]) -> Iterator[Items]:
    """The list fills the brackets right after the name."""
    end = page.clause_end(link.end(), marks="")
    closed = page.text[end : end + 1] == "）"
    tries = (fit(page.text, link.end(), end, groups, marks, False, False) for marks in ("；", "、", "，") if closed)
    yield from filter(None, tries)


def _in_sentence(page: Page, start: int, groups: tuple[Group, ...], explicit: bool) -> Iterator[Items]:
    """The list opens the sentence that follows the link: parts between semicolons, a list with 、, or clauses."""
    if len(groups) == 1 and groups[0].numeral == 1:
        if explicit and (one := fit(page.text, start, page.clause_end(start), groups, "、", False, True)):
            yield one
        return
    text, whole = page.text, _end(page, start)
    quoted = _OPENS.match(text, start, whole)
    if inside := fit(text, *quoted.span(1), groups, "、", False, False) if quoted else ():
        yield inside
    clause = page.clause_end(start, marks="，。；：！？—")
    numbered = all(isinstance(g.numeral, int) for g in groups)
    for end, marks in (whole, "；"), (clause, "、＋"), (whole, "，"), (whole, "、"):
        if not numbered and "、" not in marks:  # an open number has no length by which to choose the marks
            continue
        items = fit(text, start, end, groups, marks, len(groups) > 1, "、" in marks)
        if items and marks == "；":
            items = tuple(_first_clauses(text, spans, g) for spans, g in zip(items, groups))
        if items and items[0] and items[0][0][0] - start > _LEAD:  # another list, further on in the sentence
            continue
        few = marks == "，" and sum(map(len, items)) < 4  # two or three clauses make a sentence, not yet a list
        if items and (not few or heads_shared(text, items, groups)):
            yield items
    if leading := _leading_clauses(page, start, whole, groups):
        yield leading


def _end(page: Page, start: int) -> int:
    """The end of the sentence, or of the part of it that comes before the gloss of another name."""
    end = page.clause_end(start, marks="。！？")
    other = _OTHER.search(page.text, start, end)
    return other.start() if other else end


def _first_clauses(text: str, spans, group: Group) -> tuple[Place, ...]:
    """Each item cut to its first clause where those alone carry the head: 山上山下同治，山上种草固坡 gives 山上山下同治."""
    firsts = [(pieces(text, start, end, "，：—") or [(start, end)])[0] for start, end in spans]
    quoted = [q for q in (_QUOTED.search(text, *span) for span in firsts) if q]
    if len(quoted) == len(firsts) and shares_head([q[1] for q in quoted], group.head):
        return tuple(q.span(1) for q in quoted)
    return tuple(firsts) if shares_head(texts(text, firsts), group.head) else tuple(spans)


def _leading_clauses(page: Page, start: int, end: int, groups) -> Items:
    """The first clauses of a sentence that goes on, when exactly so many of them share the head."""
    if len(groups) > 1 or not isinstance(groups[0].numeral, int) or groups[0].numeral < 2:
        return ()
    number, head = groups[0].numeral, groups[0].head
    for marks in "，；", "，；、":
        spans = [tidy(page.text, *span) for span in pieces(page.text, start, end, marks)]
        row = [item.rstrip("”’") for item in texts(page.text, spans[: number + 1])]
        if len(row) > number and shares_head(row[:number], head) and not shares_head(row, head):
            return (tuple(spans[:number]),)
    return ()

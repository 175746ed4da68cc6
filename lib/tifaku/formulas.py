"""Numbered formulas (数字提法): find them in a text, whether quoted or not, with kind, groups and exact spans."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from tifaku.corpus import as_document
from tifaku.documents import Document
from tifaku.grammar import HAN, read_name


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


QUOTED = re.compile(r"[“‘「『\"']([^“”‘’「」『』\"'\n]{2,24})[”’」』\"']")
HEAD_NOUN = re.compile(r"[^\W\d_]{0,4}?(?:发展战略|工作法|工程|机制|战略|行动|思路|品牌|体系|格局|模式|活动|制度|平台|方式|问题|目标|要求|原则)")
BARE = re.compile(rf"(?:[二两三四五六七八九十]|十[一二三四五六七八九]|[0-9]{{1,2}})大{HAN}{{2,4}}")


def detect(text: str) -> list[Formula]:
    """Every numbered formula of a text in order, quoted or not; verdicts are left open."""
    found = []
    for match in QUOTED.finditer(text):
        for name in re.finditer(r"[^、，]+", match[1]) if match[1].startswith("一") else [re.match(".*", match[1])]:
            reading = read_name(name[0])
            if reading:
                start = match.start(1) + name.start()
                found.append(_formula(text, start, start + len(name[0]), reading, True))
    for match in BARE.finditer(text):
        reading = read_name(match[0])
        if reading:
            found.append(_formula(text, *match.span(), reading, False))
    return sorted(found, key=lambda f: f.start)


def _formula(text, start, end, reading, quoted) -> Formula:
    noun = HEAD_NOUN.match(text, end + 1) if quoted else None
    groups = tuple(Group(numeral, head) for numeral, head in reading.groups)
    verdict = "not_applicable" if reading.kind == "distributive" else "unresolved"
    return Formula("", start, end, text[start:end], reading.kind, groups, noun and noun[0], quoted, verdict)


def find_formulas(doc: Document | str) -> list[Formula]:
    """Every numbered formula of a Document or str, with what the text itself says that it stands for."""
    doc = as_document(doc)
    return [replace(f, doc_id=doc.doc_id) for f in detect(doc.text)]

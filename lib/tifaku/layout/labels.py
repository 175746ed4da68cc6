"""Labels: what the head or foot of a page states as 来源：… 'source', 责任编辑 … 'editor' or 【标题】… 'title'."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Iterator, NamedTuple

from tifaku.text.dates import DATE
from tifaku.text.lexicons import rows

_WRAPPERS = " \t\u3000\xa0【】[]（）()〔〕■□●◆◎★☆►▶▼>·•-—|｜"
_COLON = re.compile(r"[:：丨|｜︱︰\]】〕]")
_OPENED = re.compile(r"[:：丨|｜︱︰\]】〕\t \u3000\xa0]")
_BLANK, _BLANKS = re.compile("[ \u3000\xa0]"), " \u3000\xa0"
_SPOKEN = re.compile("[？！，。]")  # 记者：您如何看待…？ is a question of an interview
_WORD = re.compile(r"[\u3400-\u9fff]+")
_WORD_START = re.compile(r"(?<![\u3400-\u9fffA-Za-z])[\u3400-\u9fffA-Za-z]")
_ROLES_ONLY = re.compile(r"[（(【□■]?(?:[\u3400-\u9fff]{2,5}[ \u3000\xa0/、|｜]+){1,7}[\u3400-\u9fff]{2,5}[）)】]?")
_SPACED = re.compile(r"(?:^|(?<=[\s|｜/]))([\u3400-\u9fff/]{2,8})(?:[ \u3000\xa0]+(?=\S)|(?=[12]\d{3}[-年./]))")
_TOLD = re.compile("[\u3400-\u9fff]{0,2}(?:来源|稿源|标题|题名|篇名)[ \u3000\xa0]")
#: What stands before the article's text itself in records.
TEXT_LABELS = ("正文", "正文内容", "文章内容", "正文快照", "全文")
_TOLD_IN_CELLS = ("title", "subtitle", "outlet", "author", "editors", "published", "author_unit")
_LONGEST_LABEL, _LONGEST_ROLE, _LONGEST_LINE = 24, 8, 60


class Label(NamedTuple):
    """A labelled statement with its value at start:end: 来源：重庆日报网 is a source_line and states the fact outlet."""

    kind: str
    name: str
    fact: str
    start: int
    end: int


class _Meaning(NamedTuple):
    """What a label says: the kind of its line and the fact it states, '' where it states none that is kept."""

    kind: str
    fact: str


@cache
def phrases(where: str) -> dict[str, str]:
    """The phrases of the lexicon for one place, with their kind.

    Places: label, role_label (of which other words can stand in front), start, end, within, whole (of a line), related, section
    (of a paper), role and named (before a name), title (of a person), office, no_office, outlet, masthead and bulletin (ends of
    names), no_outlet.
    """
    return {row["phrase"]: row["kind"] for row in rows("furniture") if row["where"] == where}


@cache
def _meanings(where: str) -> dict[str, _Meaning]:
    return {row["phrase"]: _Meaning(row["kind"], row["fact"]) for row in rows("furniture") if row["where"] == where}


def _meaning(name: str) -> _Meaning | None:
    """What a label says, be it with words before the role that it names: 新媒体编辑 'editor for the new media'."""
    found = _meanings("label").get(name) or _meanings("label").get(name.lower())
    if found or len(name) > _LONGEST_ROLE:
        return found
    roles = _meanings("role_label")
    return roles.get(name[-2:]) or roles.get(name[-3:])


def label_kind(name: str) -> str:
    """The kind of the lines that this label begins, or '' where it is none: credit for 责任编辑 'editor'."""
    said = _meaning(name)
    return said.kind if said else ""


def _fact(name: str) -> str:
    said = _meaning(name)
    return said.fact if said else ""


@lru_cache(maxsize=4096)  # a line's labels say what it is, and again what it states
def labels(line: str) -> tuple[Label, ...]:
    """The labels of a line and the spans of their values, in order; a label can be set with blanks inside (索 引 号).

    >>> line = "来源：中国网 编辑：王卫东"
    >>> [(label.name, label.fact, line[label.start : label.end]) for label in labels(line)]
    [('来源', 'outlet', '中国网'), ('编辑', 'editors', '王卫东')]
    """
    found = list(_before_colons(line)) or list(_before_blanks(line))
    if not found:
        return tuple(_named_roles(line))
    ends = [start for start, _, _ in found[1:]] + [len(line)]
    return tuple(_with_value(line, *label, end) for label, end in zip(found, ends))


def _before_colons(line: str) -> Iterator[tuple[int, int, str]]:
    """Where each label stands that a colon, bar or bracket ends, with where its value can begin, and its name."""
    last = 0
    for colon in _COLON.finditer(line):
        end = len(line[: colon.start()].rstrip(_BLANKS))
        for word in _WORD_START.finditer(line, max(last, end - _LONGEST_LABEL), end):
            parts = line[word.start() : end].split()
            name = "".join(parts)
            if _meaning(name) if len(parts) in (1, len(name)) else name in _meanings("label"):
                yield word.start(), colon.end(), name
                break
        last = colon.end()


def _before_blanks(line: str) -> list[tuple[int, int, str]]:
    """The labels of a line that has blanks in place of colons: 发布于 2019-09-26 | 来源 CSDN, 来源 青石日报, or two cells."""
    name, tab, value = line.partition("\t")
    cells = line.split("\t")
    if len(cells) > 2 and len(cells) % 2 == 0 and _meaning(cells[0]) and _meaning(cells[2]):  # a row of a table of index fields
        starts = [sum(len(cell) + 1 for cell in cells[:k]) for k in range(len(cells))]
        return [(start, starts[k + 1], cells[k]) for k, start in enumerate(starts) if k % 2 == 0]
    told = tab and (_fact(name) in _TOLD_IN_CELLS or name in TEXT_LABELS or _fact(name) == "dated" and DATE.match(value))
    if told and "\t" not in value and _meaning(value) is None:
        return [(0, len(name) + 1, name)]
    dated = DATE.search(line)
    if len(line) > _LONGEST_LINE or not dated and not _TOLD.match(line) or _SPOKEN.search(line):
        return []
    found = [(word.start(), word.end(), word[1]) for word in _SPACED.finditer(line) if _meaning(word[1])]
    of_source = DATE.match(line) or any((said := _meaning(name)) and said.kind == "source_line" for _, _, name in found)
    return found if of_source or not dated else []  # 本报记者 程小宇 《山河日报》（2021年08月16日 第13版） is a byline


def _with_value(line: str, at: int, start: int, name: str, end: int) -> Label:
    meaning = _meaning(name) or _Meaning("", "")
    dated = DATE.search(line, start, end)
    value = line[start : dated.start() if dated and line[start : dated.start()].strip() else end]
    start += len(value) - len(value.lstrip())
    return Label(meaning.kind, name, meaning.fact, start, start + len(value.strip(_WRAPPERS)))


def _role(word: str) -> _Meaning | None:
    return _meanings("named").get(word) or _meanings("role_label").get(word[-2:])


def _named_roles(line: str) -> list[Label]:
    """编辑 刘晓阳 校对 李铭 'editor …, proofs …': roles in a line of nothing but roles and names."""
    first = _WORD.search(line, 0, _LONGEST_ROLE)
    opens = _role(first[0]) if first else None
    if opens is None or opens.kind != "credit" or len(line) > _LONGEST_LINE or not _ROLES_ONLY.fullmatch(line):
        return []
    words = list(_WORD.finditer(line))
    meanings = [_role(word[0]) for word in words]
    if not all(said or len(word[0]) <= 4 for word, said in zip(words, meanings)):
        return []
    starts = [at for at, said in enumerate(meanings) if said]
    out = []
    for at, stop in zip(starts, [*starts[1:], len(words)]):
        said = meanings[at]
        if said and at + 1 < stop:
            out.append(Label("credit", words[at][0], said.fact, words[at + 1].start(), words[stop - 1].end()))
    return out


@cache
def _firsts() -> frozenset[str]:
    told = [name for name, said in _meanings("label").items() if said.fact in ("title", "subtitle")]
    return frozenset(name[0] for name in (*told, *TEXT_LABELS))


def opening_label(line: str, names: tuple[str, ...] = ()) -> Label | None:
    """The label of a title or subtitle, or one of these names, with which a line begins, or None."""
    opened = line.lstrip(_WRAPPERS)[:1] in _firsts() and _OPENED.search(line, 0, _LONGEST_LABEL)
    found = next(iter(labels(line)), None) if opened else None
    if found is None or not _BLANK.sub("", line.lstrip(_WRAPPERS)[: 2 * len(found.name)]).startswith(found.name):
        return None
    return found if found.fact in ("title", "subtitle") or found.name in names else None

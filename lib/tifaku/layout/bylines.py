"""Bylines: who signs a line, be it 记者王雁博 'reporter Wang Yanbo', ■ 金轩, 市长 李兵 'mayor Li Bing' or a bare name."""

from __future__ import annotations

import re
from functools import cache

from tifaku.layout.furniture import phrases
from tifaku.text.lexicons import rows

_LONGEST = 60
_OPENED = re.compile(r"[\s■□●◆▲◎*（(【]*")
_TOKEN = re.compile(r"[^\s、，：:|｜（）()【】■□●◆▲◎*]+")
_NAME = re.compile(r"[\u3400-\u9fff]{2,4}|[\u3400-\u9fff]{1,8}(?:·[\u3400-\u9fff]{1,8})+")
_SPACED_NAME = re.compile(r"(?<![\u3400-\u9fff])([\u3400-\u9fff])[ \u3000\xa0]{1,2}([\u3400-\u9fff])(?![\u3400-\u9fff])")


@cache
def _surnames() -> frozenset[str]:
    return frozenset(row["surname"] for row in rows("surnames"))


@cache
def _roles() -> tuple[re.Pattern[str], re.Pattern[str]]:
    alternatives = "|".join(sorted(map(re.escape, phrases("role")), key=len, reverse=True))
    return re.compile(f"(?:{alternatives})+/?"), re.compile(f"/?(?:{alternatives})+$")


@cache
def _titled() -> re.Pattern[str]:
    titles = "|".join(sorted(map(re.escape, phrases("title")), key=len, reverse=True))
    name = r"[\u3400-\u9fff](?:[\u3400-\u9fff·]{1,11}|[ \u3000\xa0]{1,2}[\u3400-\u9fff])"
    return re.compile(rf"[（(]?[\u3400-\u9fff]{{0,16}}(?:{titles})([ \u3000\xa0：—]*)({name})[）)]?")


@cache
def _announced() -> re.Pattern[str]:
    """A role, a title or a mark in front: without one of them no line is a byline."""
    return re.compile("|".join(map(re.escape, {word[-1] for word in phrases("role") | phrases("title")})) + "|^[■□●◆▲◎*（(【]")


def is_name(token: str) -> bool:
    """Whether a token can be a Chinese personal name: two to four characters after a known surname, or parts joined by ·.

    Limit: 高原 'plateau' is also a possible name; ask only where a name is expected.
    """
    if not _NAME.fullmatch(token):
        return False
    return "·" in token or token[:2] in _surnames() or token[0] in _surnames() and len(token) < 4


def signers(line: str) -> list[tuple[int, int]]:
    """Where the names stand in a byline; empty where the line is none.

    >>> [("记者 张三 通讯员李四")[s:e] for s, e in signers("记者 张三 通讯员李四")]
    ['张三', '李四']
    """
    if len(line) > _LONGEST or not _announced().search(line):
        return []
    return _after_title(line) or _beside_roles(line)


def _after_title(line: str) -> list[tuple[int, int]]:
    """市长 胡盛 'mayor Hu Sheng': any name after a blank, a name with a known surname after the title itself."""
    found = _titled().fullmatch(line)
    if not found:
        return []
    name = _closed(found[2])
    return [found.span(2)] if is_name(name) or found[1] and _NAME.fullmatch(name) else []


def _beside_roles(line: str) -> list[tuple[int, int]]:
    """The names of a line that has nothing but names, roles and marks, and at least one role or a mark in front."""
    spans = [(_without_roles(line, *token), token) for token in _tokens(line)]
    names = [bare for bare, _ in spans if bare[0] < bare[1]]
    marked = bool(_OPENED.match(line)[0].strip("（(【 \u3000\xa0")) or any(bare != token for bare, token in spans)
    return names if marked and all(is_name(_closed(line[slice(*name)])) for name in names) else []


def without_inner_blanks(names: str) -> str:
    """The line with names of two characters closed that are set with a space inside: 杨 娟、王小军 as 杨娟、王小军."""
    return _SPACED_NAME.sub(r"\1\2", names)


def bare_name(line: str) -> bool:
    """Whether the line is nothing but one personal name, be it set with a space inside (李　兵)."""
    return len(line) <= 20 and is_name(_closed(line)) and (len(line) <= 5 or "·" in line)


def bare_names(line: str) -> bool:
    """Whether the line is nothing but personal names (王 艳 丁 睿); ask only where names are expected."""
    return len(line) <= _LONGEST and len(name_spans(line)) == len(_tokens(line))


def name_spans(line: str) -> list[tuple[int, int]]:
    """Where the words of a line stand that can be personal names."""
    return [span for span in _tokens(line) if is_name(_closed(line[slice(*span)]))]


def _closed(name: str) -> str:
    return re.sub(r"\s", "", name)


def _tokens(line: str) -> list[tuple[int, int]]:
    spaced = [match.span() for match in _SPACED_NAME.finditer(line)]
    inside = {at for start, end in spaced for at in range(start, end)}
    others = [match.span() for match in _TOKEN.finditer(line) if match.start() not in inside]
    return sorted(spaced + others)


def _without_roles(line: str, start: int, end: int) -> tuple[int, int]:
    before, after = _roles()
    opening = before.match(line, start, end)
    start = opening.end() if opening else start
    closing = after.search(line, start, end)
    return start, closing.start() if closing else end

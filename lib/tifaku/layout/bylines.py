"""Bylines: who signs a line, be it 记者王雁博 'reporter Wang Yanbo', ■ 金轩, 市长 李兵 'mayor Li Bing' or a bare name."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from tifaku.layout.furniture import is_outlet, phrases
from tifaku.text.lexicons import rows

_LONGEST = 60
_COMMON = 100  # the frequency of the surnames that nine in ten people have
_OFTEN = 300  # the count of a word that is no name even with a common surname: 方便 'convenient'
_OPENED = re.compile(r"[\s■□●◆▲◎*（(【〔]*")
_TOKEN = re.compile(r"[^\s、，：:|｜／（）()【】〔〕■□●◆▲◎*]+")
_NAME = re.compile(r"[\u3400-\u9fff]{2,4}|[\u3400-\u9fff]{2,8}(?:·[\u3400-\u9fff]{2,8})+")
_REPORTED = re.compile(
    r"[（(〔【]?(?P<outlet>[\u3400-\u9fffA-Za-z]{2,12}?)?(?:全媒体|融媒体|见习|实习|特约|驻[\u3400-\u9fff]{2,6})?"
    r"(?:记者|通讯员)[ \u3000：]{0,2}"
    r"(?P<names>[\u3400-\u9fff·]{2,3}(?:[、 \u3000和]{1,2}(?:通讯员 ?)?[\u3400-\u9fff·]{2,3}){0,4}?)"
    r"(?:[／/ ]?[\u3400-\u9fff]{0,6}?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:综合|摄影)?(?:报道|报导|讯|电)[）)〕】：:\s]+"
    r"|[）)〕】][：:\s]*)"
)
_IN_BRACKET = re.compile(r"[（(【〔]([^（）()【】〔〕，。]{4,50})[）)】〕]\s*")
_SPACED_NAME = re.compile(r"(?<![\u3400-\u9fff])([\u3400-\u9fff])[ \u3000\xa0]{1,2}([\u3400-\u9fff])(?![\u3400-\u9fff])")


@cache
def _surnames() -> dict[str, float]:
    """How frequent each surname is (data/surnames.tsv)."""
    return {row["surname"]: float(row["frequency"]) for row in rows("surnames")}


@cache
def _words() -> dict[str, int]:
    """Common words that begin with a surname, and their counts (data/no_names.tsv)."""
    return {row["word"]: int(row["count"]) for row in rows("no_names")}


@cache
def _roles() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What opens a token before a name, and what closes it; a role of one character stands apart from a name, but 张三摄."""
    longer = "|".join(sorted((re.escape(role) for role in phrases("role") if len(role) > 1), key=len, reverse=True))
    single = "".join(role for role in phrases("role") if len(role) == 1)
    reporter = r"[\u3400-\u9fff]{2,8}(?:记者|通讯员)"  # 涌泉新闻记者, of the paper's name
    place = r"[\u3400-\u9fff]{2,4}?(?:综合|专题)?报[道导]"  # 记者吴佩珊／台东报道 'reports from Taitung'
    return re.compile(f"(?:(?:{longer})+/?|[{single}]+(?=/|$)/?|{reporter}|{place})"), re.compile(f"/?(?:{longer}|摄)+$")


@cache
def _titled() -> re.Pattern[str]:
    titles = "|".join(sorted(map(re.escape, phrases("title")), key=len, reverse=True))
    name = r"[\u3400-\u9fff](?:[\u3400-\u9fff·]{1,11}|[ \u3000\xa0]{1,2}[\u3400-\u9fff])"
    return re.compile(rf"[（(]?[\u3400-\u9fff]{{0,16}}(?:{titles})([ \u3000\xa0：—]*)({name})[）)]?")


@cache
def _announced() -> re.Pattern[str]:
    """A role, a title, a mark in front, or a blank behind an outlet: without one of them no line is a byline."""
    return re.compile(f"[{''.join({word[-1] for word in phrases('role') | phrases('title')})}]|^[■□●◆▲◎*（(【〔]|[ \u3000\xa0]")


def is_name(token: str) -> bool:
    """Whether a token can be a Chinese personal name: two to four characters after a known surname, or parts joined by ·.

    Limit: 高原 'plateau' is also a possible name; ask only where a name is expected.
    """
    if not _NAME.fullmatch(token):
        return False
    if "·" in token or token[:2] in _surnames() and len(token) > 2:
        return True
    known = _surnames().get(token[0], 0) if len(token) < 4 else 0
    return known > 0 and _words().get(token, 0) < (
        _OFTEN if known >= _COMMON else 1
    )  # 干部 'cadres' is none, though 干 is a surname


def may_be_name(token: str) -> bool:
    """Whether a token that a label calls a person can be one: with a known surname, be it a word (向往), or a pen name."""
    short = bool(_NAME.fullmatch(token)) and len(token) < 4 and token not in phrases("no_outlet")
    return is_name(token) or short and (token[0] in _surnames() or token not in _words())


@lru_cache(maxsize=4096)
def signers(line: str) -> list[tuple[int, int]]:
    """Where the names stand in a byline; empty where the line is none.

    >>> [("记者 张三 通讯员李四")[s:e] for s, e in signers("记者 张三 通讯员李四")]
    ['张三', '李四']
    """
    if len(line) > _LONGEST or "，" in line or "。" in line or not _announced().search(line):
        return []
    return _after_title(line) or _beside_roles(line)


def reporters(line: str) -> tuple[int, list[tuple[int, int]]]:
    """Where an agency's or paper's words at the beginning of a paragraph end, and where the names in them stand.

    >>> line = "香江大公报记者帅小诚报道：老师，我会了！"  # 'reported by Shuai Xiaocheng of the Ta Kung Pao'
    >>> end, names = reporters(line)
    >>> line[:end], [line[s:e] for s, e in names]
    ('香江大公报记者帅小诚报道：', ['帅小诚'])
    """
    bracket = _IN_BRACKET.match(line)
    if bracket and (names := signers(bracket[1])):
        return bracket.end(), [(bracket.start(1) + start, bracket.start(1) + end) for start, end in names]
    found = _REPORTED.match(line)
    if not found:
        return 0, []
    names = [name for name in _tokens(line, *found.span("names")) if is_name(_closed(line[slice(*name)]))]
    return (found.end(), names) if names else (0, [])


def _after_title(line: str) -> list[tuple[int, int]]:
    """市长 胡盛 'mayor Hu Sheng': any name after a blank, a name with a known surname after the title itself."""
    found = _titled().fullmatch(line)
    if not found:
        return []
    name = _closed(found[2])
    return [found.span(2)] if is_name(name) or found[1] and _NAME.fullmatch(name) else []


def _beside_roles(line: str) -> list[tuple[int, int]]:
    """The names of a line that has nothing but names, roles and marks, and at least one role or a mark in front."""
    tokens = _tokens(line)
    of_outlet = len(tokens) > 1 and is_outlet(line[slice(*tokens[0])])  # 平舆融媒 常启明 朱青
    tokens = tokens[1:] if of_outlet else tokens
    spans = [(_without_roles(line, *token), token) for token in tokens]
    names = [bare for bare, _ in spans if bare[0] < bare[1]]
    opening = _OPENED.match(line)
    marked = of_outlet or bool(opening and opening[0].strip("（(【〔 \u3000\xa0")) or any(bare != token for bare, token in spans)
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


def _tokens(line: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    stop = len(line) if end is None else end
    spaced = [match.span() for match in _SPACED_NAME.finditer(line, start, stop)]
    inside = {at for first, last in spaced for at in range(first, last)}
    others = [match.span() for match in _TOKEN.finditer(line, start, stop) if match.start() not in inside and match[0] != "/"]
    return sorted(spaced + others)


def _without_roles(line: str, start: int, end: int) -> tuple[int, int]:
    before, after = _roles()
    opening = before.match(line, start, end)
    start = opening.end() if opening else start
    closing = after.search(line, start, end)
    return start, closing.start() if closing else end

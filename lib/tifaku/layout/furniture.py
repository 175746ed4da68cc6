"""Furniture: what stands round an article on a page; its phrases are in data/furniture.tsv."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from tifaku.text.lexicons import rows

_WRAPPERS = " \t\u3000\xa0【】[]（）()〔〕■□●◆◎★☆►▶>·•-—|｜"
_COUNT = "0123456789+ 万次"  # 阅读 1234 'read 1,234 times'
_BULLET = re.compile(r"[•●◆◇○▪■□※▶►✦‣⁃·][ \t\u3000\xa0]*")
_IMAGE_LABEL = re.compile(r"[^\W\d_]{2,8}[（(]?\d{1,2}[）)]?")
_LONGEST, _LONGEST_DATED = 100, 60  # a longer line is running text, unless it begins like furniture
#: A date, with or without a time of day, as it stands in a source line.
DATE = re.compile(
    r"(?P<year>(?:19|20)\d\d)\s?[-年./]\s?(?P<month>\d{1,2})\s?[-月./]\s?(?P<day>\d{1,2})日?"
    r"(?:[T\s\u3000]*(?P<time>\d{1,2}[:：]\d\d(?:[:：]\d\d)?))?"
)
_MONTH = re.compile(r"(?:19|20)\d\d年\d{1,2}月")
_PAGE = re.compile(r"第?[A-Za-z]?\d{1,3}版(?:[:：][^，。]{1,10})?")  # 第03版：要闻 'page 3: news', of a newspaper
#: A periodical and its issue: 决策探索 2019年22期.
ISSUE = re.compile(r"(?P<name>[\u3400-\u9fff]{2,12})\s*(?:19|20)\d\d年第?\d{1,2}期")
#: A newspaper or journal in its title marks, with the date it came out: 《学习时报》（2022年7月15日 第4版）.
PAPER = re.compile(rf"[（(]?《(?P<name>[^《》]{{2,15}})》[ \u3000（(]{{0,2}}{DATE.pattern}[^，。]{{0,20}}")
_CRUMBS = re.compile(r"[^>＞»。]{1,15}(?:[>＞»]{1,2}[^>＞»。]{1,20}){2,}")  # 中国台湾网 > 新闻中心 > 时政新闻
_PHOTOGRAPHED = re.compile(r"[。）)]\s*(?:[\u3400-\u9fff]{0,10}记者\s*)?(?:[\u3400-\u9fff·]{2,8}\s*[、 ]?){1,2}\s*摄[）)]?$")
_PUBLISHED_FROM = re.compile(r"\s*(?:发表于\s*\S{2,3})?")  # WeChat names the province
_NAME = re.compile(r"[\u3400-\u9fff]{2,4}")
_COLON = re.compile(r"[:：丨|｜\]】〕]")
_SPOKEN = re.compile("[？！，。]")  # 记者：您如何看待…？ is a question of an interview


class Label(NamedTuple):
    """A labelled statement with its value at start:end: 来源：重庆日报网 is a source_line and states the fact outlet."""

    kind: str
    name: str
    fact: str
    start: int
    end: int


@cache
def phrases(where: str) -> dict[str, str]:
    """The phrases of the lexicon for one place, with their kind.

    Places: label, start, end, whole (of a line), related, role, title (of a person), office, masthead (end of a paper's name).
    """
    return {row["phrase"]: row["kind"] for row in rows("furniture") if row["where"] == where}


@cache
def _facts() -> dict[str, str]:
    """The fact that each label states, or '' where it states none that is kept."""
    return {row["phrase"]: row["fact"] for row in rows("furniture") if row["where"] == "label"}


@cache
def _any_of(where: str, pattern: str) -> re.Pattern[str]:
    longest_first = sorted(phrases(where), key=len, reverse=True)
    return re.compile(pattern % "|".join(map(re.escape, longest_first)))


def labels(line: str) -> list[Label]:
    """The labels of a line and the spans of their values, in order.

    >>> line = "来源：中国网 编辑：王卫东"
    >>> [(label.name, label.fact, line[label.start : label.end]) for label in labels(line)]
    [('来源', 'outlet', '中国网'), ('编辑', 'editors', '王卫东')]
    """
    found = list(_any_of("label", r"(?<![一-鿿])(%s)[ \u3000\xa0]*[:：丨|｜\]】〕]").finditer(line))
    ends = [match.start() for match in found[1:]] + [len(line)]
    out = []
    for match, end in zip(found, ends):
        dated = DATE.search(line, match.end(), end)
        value = line[match.end() : dated.start() if dated and line[match.end() : dated.start()].strip() else end]
        start = match.end() + len(value) - len(value.lstrip())
        out.append(Label(phrases("label")[match[1]], match[1], _facts()[match[1]], start, start + len(value.strip(_WRAPPERS))))
    return out


def furniture_kind(line: str) -> str | None:
    """The kind of a line that is no part of the article's text (source_line, byline, credit, caption, boilerplate), or None.

    Limit: knows the phrases of data/furniture.tsv only; what stands round an article in other words is taken for its text.
    """
    bare = line.strip(_WRAPPERS)
    if bare in phrases("whole") or phrases("label").get(bare.rstrip(_COUNT)) == "boilerplate":
        return "boilerplate"
    start = _any_of("start", "%s").match(line) or _any_of("start", "%s").match(bare)
    if start and not (start[0][0] == "（" and "。" in line):  # （上接第二版） can stand before a paragraph
        return phrases("start")[start[0]]
    if _PHOTOGRAPHED.search(line[-40:]):
        return "caption"
    if len(line) > _LONGEST or "。" in line:
        return None
    if _CRUMBS.fullmatch(line) or len(line) <= 10 and not any(map(str.isalpha, line)):
        return "boilerplate"
    return _labelled(bare) or _dated(bare) or _ended(line.strip()) or _image(line) or _masthead(line)


def _labelled(line: str) -> str | None:
    found = labels(line) if _COLON.search(line) else []
    if not found or not line.startswith(found[0].name) and not DATE.match(line):
        return None
    kinds = {label.kind for label in found if label.kind == "source_line" or not _SPOKEN.search(line, label.start, label.end)}
    return next((kind for kind in ("source_line", "byline", "credit", "boilerplate") if kind in kinds), None)


def _dated(line: str) -> str | None:
    """A line that is a date, or begins with one, or ends with one and the time: '2021-07-22 14:15  中国发展网'."""
    date = DATE.search(line)
    if not date or len(line) >= _LONGEST_DATED:
        return "source_line" if _MONTH.fullmatch(line) or ISSUE.fullmatch(line) else None
    if PAPER.fullmatch(line):
        return "source_line"
    rest = line[date.end() :]
    if date.start():
        closed = _PUBLISHED_FROM.fullmatch(rest) or labels(rest)
        return "source_line" if date["time"] and "，" not in line and closed else None
    held = rest.lstrip(_WRAPPERS).startswith("在")  # 2011年1月18日 在…会议上 is a subtitle
    apart = not rest[:1].strip(_WRAPPERS) or date[0][4] == "-" and _NAME.fullmatch(rest)  # 2019-08-03黄俊尧
    return "source_line" if apart and not held else None


def _ended(line: str) -> str | None:
    if len(line) > 40 or "，" in line:
        return None
    end = _any_of("end", "(?:%s)$").search(line) or _any_of("end", "(?:%s)$").search(line.rstrip("）)】]"))
    return phrases("end")[end[0]] if end else None


def _masthead(line: str) -> str | None:
    """文山日报 or 第1版 on a line of its own, as the page of a newspaper has them."""
    return "source_line" if _PAGE.fullmatch(line) or is_masthead(line) else None


def is_masthead(line: str) -> bool:
    """Whether the line is nothing but the name of a newspaper: 文山日报 'Wenshan Daily'."""
    return len(line) <= 8 and bool(_any_of("masthead", "[\u3400-\u9fff]{2,6}(?:%s)").fullmatch(line))


def _image(line: str) -> str | None:
    return "caption" if _IMAGE_LABEL.fullmatch(line) and not line.startswith("附") else None


def bullet(line: str) -> str:
    """The bullet that a line begins with, with the space after it, or ''."""
    match = _BULLET.match(line)
    return match[0] if match else ""


def is_office(line: str) -> bool:
    """Whether the line names an office, as a signature does: 云南省昭通市巧家县委组织部."""
    return 4 <= len(line) <= 30 and bool(_any_of("office", r"[\u3400-\u9fff“”、 \u3000]+(?:%s)").fullmatch(line))


def opens_related(line: str) -> bool:
    """Whether what follows this line are links to other articles (相关文章 'related articles')."""
    return len(line) <= 10 and line.strip(_WRAPPERS + "：:") in phrases("related")

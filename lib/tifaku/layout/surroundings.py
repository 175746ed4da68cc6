"""Surroundings: lines that are furniture by where they stand, whatever their words: menus, replies, the foot of a page."""

from __future__ import annotations

import re
from functools import cache
from typing import Iterator, Sequence

from tifaku.layout.furniture import NUMBER, is_bulletin, is_office, opens_related
from tifaku.layout.labels import labels
from tifaku.layout.lines import Line
from tifaku.text.dates import DATE
from tifaku.text.lexicons import rows

_FRONT = re.compile(r"[A-Za-z_\u3400-\u9fff-]{2,20}[:：]|\s*-\s|\s{2,}\S")  # title: …, - item
_ARROW, _PLACE = re.compile(r"\s*[>＞»]+\s*"), re.compile(r".{0,8}位置[:：]?\s*")
_POST = re.compile(
    rf"(?:(?:楼主|作者|沙发|板凳|地板|#?\d+[#楼])[:：]?\s*)?(?P<name>\S{{2,14}})??\s*发表于\s*[:：]?\s*{DATE.pattern}"
)
_POSTER = re.compile(r"(?:#?\d+[#楼]\s*)?(?:楼主|作者)[:：]\s*(?P<name>\S{2,14})")
_FIRST_POSTER = re.compile(r"楼主[:： ]\s*\S{2,14}")
_LONGEST_POSTER, _LONGEST_NUMBERED, _LONGEST_MARK = 14, 30, 10
_ISSUE = re.compile(r"(?:(?:19|20)\d\d年)?第\s?\d{1,4}\s?期")
_ACCOUNT = re.compile(r"(?:以下文章)?来源于\s*(?P<name>\S{2,14})")
_RUNNING, _LONGEST_LAST = 25, 50
_CLOSING_FACTS, _SHORTEST_TITLE = ("editors", "outlet"), 8
_CLOSING_NAMES = ("校对", "审核", "监制")
_HAN = re.compile("[\u3400-\u9fff]")


def label_surroundings(lines: Sequence[Line]) -> None:
    """Label what stands above the article of a page and between the posts of a forum."""
    _label_front_matter(lines)
    _label_crumbs(lines)
    _label_accounts(lines)
    _label_letterhead(lines)
    _label_posts(lines)


def _label_front_matter(lines: Sequence[Line]) -> None:
    """The fields between two lines of --- with which a note in Markdown begins."""
    end = next((at for at, line in enumerate(lines) if at and line.text == "---"), 0) if lines and lines[0].text == "---" else 0
    if all(_FRONT.match(line.text) for line in lines[1:end]):
        for line in lines[: end + 1 if end else 0]:
            line.kind = "boilerplate"


def front_matter(text: str) -> Iterator[tuple[str, str]]:
    """What each field says that a note in Markdown begins with, by the role that the table of columns gives to its name.

    >>> list(front_matter("---\\ntitle: 一河清水\\ndate: 2023-09-14\\n---\\n正文"))  # 'a clear river'
    [('title', '一河清水'), ('date', '2023-09-14')]
    """
    end = text.find("\n---", 3) if text.startswith("---") else -1
    for line in text[3 : max(end, 3)].split("\n"):
        name, _, value = line.replace("：", ":").partition(":")
        if name in _roles() and value.strip(" '\""):
            yield _roles()[name], value.strip(" '\"")


@cache
def _roles() -> dict[str, str]:
    return {row["name"]: row["role"] for row in rows("column_names")}


def _label_crumbs(lines: Sequence[Line]) -> None:
    """The names of the sections that lead to a page, where they stand again on lines of their own; the last can be its title."""
    for line in lines:
        if line.kind == "boilerplate" and _ARROW.search(line.text):
            sections = _ARROW.split(_PLACE.sub("", line.text, count=1))
            for other in lines:
                if other.kind is None and other.text in sections:
                    other.kind = "title" if other.text == sections[-1] and len(other.text) > _SHORTEST_TITLE else "boilerplate"
            return


def _label_accounts(lines: Sequence[Line]) -> None:
    """The name and the motto of the account that WeChat says an article is from."""
    for line, name, motto in zip(lines, lines[1:], lines[2:]):
        source = _ACCOUNT.match(line.text) if line.kind == "boilerplate" else None
        if source and name.text.rstrip(".") == source["name"]:
            name.kind = "boilerplate"
            motto.kind = motto.kind or ("boilerplate" if len(motto.text) < _RUNNING else None)


def _label_letterhead(lines: Sequence[Line]) -> None:
    """Whose document this is, above its number or the number of its issue."""
    for line, following in zip(lines, lines[1:]):
        if line.kind is None and len(line.text) <= _LONGEST_NUMBERED and NUMBER.match(following.text):
            marked = line is lines[0] and len(line.text) <= _LONGEST_MARK and "号" in following.text  # 特急 'urgent'
            if line.text.endswith("文件") or is_office(line.text) or marked:
                line.kind = "boilerplate"
            elif is_bulletin(line.text) or _ISSUE.match(following.text) and len(line.text) <= _LONGEST_POSTER:
                line.kind = "source_line"


def _label_posts(lines: Sequence[Line]) -> None:
    """What others wrote below the first post of a forum, until its author goes on himself."""
    posts = list(_posts(lines))
    for (start, author), (end, _) in zip(posts, [*posts[1:], (len(lines), "")]):
        if author != posts[0][1]:
            for line in lines[start:end]:
                line.kind = line.role = "boilerplate"


def _posts(lines: Sequence[Line]) -> Iterator[tuple[int, str]]:
    """Where each post begins and who wrote it; the name can stand on the line above."""
    for at, line in enumerate(lines):
        if line.kind is None and _FIRST_POSTER.fullmatch(line.text):
            line.kind = "source_line"
        if line.kind != "source_line":
            continue
        post = _POSTER.match(line.text) or _POST.match(line.text)
        above = lines[at - 1] if at else None
        if post and post["name"]:
            yield at, post["name"]
        elif post and above and len(above.text) <= _LONGEST_POSTER and above.kind in (None, "byline"):
            above.kind = "byline"
            yield at - 1, above.text
        elif post:
            yield at, ""  # named on another line, or not at all


def label_foot(lines: Sequence[Line]) -> None:
    """Signatures of offices, and what follows the mark that an article has ended, if no running text comes behind it."""
    for line, following in zip(lines[1:], lines[2:]):
        if line.kind is None and following.kind == "source_line" and is_office(line.text) and DATE.match(following.text):
            line.kind = "byline"
    last = max((at for at, line in enumerate(lines) if line.kind == "paragraph" and _is_running(line.text)), default=len(lines))
    ended = related = False
    for line in lines[last + 1 :]:
        if ended and line.kind in (None, "paragraph", "list_item") or related and line.kind == "source_line":
            line.kind, line.role = "list_item" if line.kind == "list_item" else "boilerplate", "boilerplate"
        related = related or opens_related(line.text)
        ended = ended or related or _closes(line)


def _is_running(text: str) -> bool:
    return "。" in text or len(text) > _LONGEST_LAST


def _closes(line: Line) -> bool:
    """Whether an article has ended: its editors or its source are named, or buttons and notices begin."""
    if line.kind == "boilerplate":
        return bool(_HAN.search(line.text)) and not line.text.startswith(("!", "（", "(", "附件"))
    said = next(iter(labels(line.text)), None) if line.kind in ("credit", "source_line") else None
    return said is not None and (said.fact in _CLOSING_FACTS or said.name in _CLOSING_NAMES)

"""Articles: the article of a web page, line by line, with what the page's markup and header say of it."""

from __future__ import annotations

import json
import logging
import re
from functools import lru_cache
from typing import Any, Iterator, NamedTuple, Sequence

from tifaku.corpus.web_pages import PageLine, article_place, page_lines
from tifaku.layout.bylines import signers
from tifaku.layout.furniture import furniture_kind, opens_related
from tifaku.layout.labels import labels
from tifaku.metadata.candidates import DATE_FACTS
from tifaku.metadata.evidence import Stated
from tifaku.repair.script import convert
from tifaku.text.dates import DATE

_LEAST_PROSE = 40  # letters in sentences that an article has
_ALIKE = 0.8  # of the letters of one extract the other has, where the two agree
_TAIL = 12  # lines below an article in which its editors are named
_HEAD = 8  # lines above an article without a title in which its date and source are named
_ABOVE, _NEAR, _LONGEST_CELL = 20, 4, 30  # lines above a title in which an index can stand, and a date; letters of a cell
_TOLD_BY_INDEX = (*DATE_FACTS, "outlet")
_STOP = re.compile("[。！？]")
_DATE_ALONE = re.compile(rf"{DATE.pattern}\s*(?:星期[一二三四五六日天])?")
_META = {
    "articletitle": "title", "og:title": "title", "twitter:title": "title", "pubdate": "date", "publishdate": "date",
    "apub:time": "date", "article:published_time": "date", "og:article:published_time": "date", "weibo:article:create_at": "date",
    "contentsource": "outlet", "mediaid": "outlet", "source": "outlet", "og:site_name": "site", "author": "author",
    "article:author": "author", "og:article:author": "author",
}  # fmt: skip
_PLATFORMS = ("微信公众平台",)  # a place where others publish
_SHORTEST_TITLE, _LONGEST_TITLE, _LEAST_TITLE = 4, 80, 1.0
_ABOVE_FACTS = 1.2
_SIGNS = re.compile(r"[\s“”\"'‘’：:，,、（）()《》\-—_|·]")


class Article(NamedTuple):
    """The lines of an article with the kind of each as the markup has it ("" where it has none), and the header's facts."""

    lines: tuple[str, ...]
    kinds: tuple[str, ...]
    stated: tuple[Stated, ...]
    notice: str = ""


def find_article(tree: Any, lines: Sequence[PageLine] = ()) -> Article | None:
    """The article of a parsed page, with title, source line and credits around it; None where the page has none.

    `lines` are the page's (`page_lines`), which are looked for where none are given.

    Two extracts are compared: the block that holds most of the page's prose, and trafilatura's. Where they differ, that with
    more prose that is no link is taken, and the notice says so.
    """
    lines = lines or page_lines(tree)
    stated = tuple(_stated(tree))
    place = article_place(lines)
    inside = [at for at, line in enumerate(lines) if place is not None and place in (line.block, *line.block.iterancestors())]
    inside = _before_related(lines, inside)
    prose = [at for at in inside if lines[at].prose and not _kind_of(lines[at])]
    prose = [at for at in prose if lines[at].kind != "list_item" or lines[at].block.tag == "li"] or prose  # cells of an index
    other = _other_extract(tree)
    if sum(lines[at].prose for at in prose) < _LEAST_PROSE:
        links = "".join(line.text for line in lines if line.links * 2 > len(line.text))
        own = "\n".join(line for line in other.split("\n") if line.strip("- ") not in links)
        return _from_text(other, stated) if len(own) > _LEAST_PROSE and _reads_as_prose(own) else None
    title_at, title = _title(lines, prose[0], stated, tree)
    chosen = _chosen(lines, inside, prose, title_at)
    dated = any(item.name == "date" for item in stated) or any(
        DATE.search(text) and furniture_kind(convert(text)) == "source_line" for text, _ in chosen
    )
    chosen = [(line.apart, "") for line in _facts_above(lines, title_at or 0, dated)] + chosen
    chosen += [(line.apart, "") for line in _facts_below(lines, inside[-1]) if not dated]
    article = Article(tuple(text for text, _ in chosen), tuple(kind for _, kind in chosen), stated)
    if title and title_at is None:
        article = article._replace(lines=(title, *article.lines), kinds=("title", *article.kinds))
    return _compared(article, other, [line.text for line in lines if line.is_part or line.links * 2 > len(line.text)])


def _before_related(lines: Sequence[PageLine], inside: list[int]) -> list[int]:
    """The lines of an article without the links to other articles that are set as its end (相关推荐 'related')."""
    total = sum(lines[at].prose for at in inside)
    before = 0
    for number, at in enumerate(inside):
        if before * 2 > total and opens_related(convert(lines[at].text)):
            return inside[:number]
        before += lines[at].prose
    return inside


def _chosen(
    lines: Sequence[PageLine], inside: Sequence[int], prose: Sequence[int], title_at: int | None
) -> list[tuple[str, str]]:
    """The title, the lines between it and the article that state facts, the article, and the credits below it."""
    start = title_at if title_at is not None and title_at < prose[-1] else None
    title = lines[start].text if start is not None else ""
    first = next(at for at in prose if start is None or at > start)
    body = {at for at in inside if _is_body(lines[at])}
    chosen = [(lines[start].apart, "title")] if start is not None else []
    for at in range(max(0, first - _HEAD) if start is None else start + 1, first):
        if at in body or _tells(lines[at], title):
            chosen.append((lines[at].apart, _head_kind(lines[at], at in body)))
    chosen += ((lines[at].text, lines[at].kind) for at in inside if at >= first and at in body)
    below = range(inside[-1] + 1, min(inside[-1] + 1 + _TAIL, len(lines)))
    credits = (lines[at] for at in below if not lines[at].is_part and _kind_of(lines[at]) in ("credit", "byline"))
    chosen += ((line.apart, "") for line in credits if not DATE.search(line.apart))
    return chosen


def _facts_below(lines: Sequence[PageLine], last: int) -> list[PageLine]:
    """The first line below an article that says when it was published: 发布日期：2019-03-06 责任编辑：龙慧."""
    below = [line for line in lines[last + 1 : last + 1 + _TAIL] if DATE.search(line.apart)]
    return [line for line in below if any(label.fact == "published" for label in labels(convert(line.apart)))][:1]


def _facts_above(lines: Sequence[PageLine], title_at: int, dated: bool) -> list[PageLine]:
    """The lines right above a title that belong to it: those of an index of fields, and a mere date where nothing else gives one.

    A date farther above, or over a menu, is the day on which somebody looked at the page; buttons of an edition are no menu.
    """
    told: list[PageLine] = []
    plain = 0
    for line in reversed(lines[max(0, title_at - _ABOVE) : title_at]):
        named = labels(convert(line.apart))
        if named:
            told[:0] = [line] * (named[0].fact in _TOLD_BY_INDEX)
        elif _DATE_ALONE.fullmatch(line.apart):
            told[:0] = [line] * (not dated and plain < _NEAR)
        elif _kind_of(line) == "boilerplate" and "|" not in line.text:
            continue
        elif line.links or len(line.text) > _LONGEST_CELL:
            break
        plain += 1
    return told


def _is_body(line: PageLine) -> bool:
    beside = len(DATE.sub("", line.text).strip("•·· []【】()（）")) if line.links else 1
    return not line.is_part and line.links * 2 < beside + line.links


def _tells(line: PageLine, title: str) -> bool:
    """Whether a line above an article states something about it: its date, source, author or subtitle."""
    if line.is_part and not DATE.search(line.apart) or line.text in title:
        return False
    kind = _kind_of(line)
    below_title = bool(title)
    subtitle = below_title and line.text.startswith(("—", "──"))
    marked = below_title and line.kind == "heading" and not line.links and not kind
    return subtitle or marked or kind in ("source_line", "byline", "credit") or _signs(line)


def _signs(line: PageLine) -> bool:
    return bool(signers(convert(DATE.sub("", line.apart).strip())))


def _kind_of(line: PageLine) -> str | None:
    return _kind_as_written(line.apart)


@lru_cache(maxsize=1024)  # title, head, article and foot ask it of the same lines
def _kind_as_written(line: str) -> str | None:
    return furniture_kind(convert(line))


def _head_kind(line: PageLine, is_body: bool) -> str:
    return "subtitle" if line.text.startswith(("—", "──")) else line.kind * is_body


def _title(lines: Sequence[PageLine], first: int, stated: Sequence[Stated], tree: Any) -> tuple[int | None, str]:
    """Where the title stands, and what it is: the line that the page's header repeats, or that is marked as a heading."""
    named = [item.value for item in stated if item.name == "title"]
    shown = [_folded(text) for text in named], [_folded(text) for text in tree.xpath("//head/title/text()") if text.strip()]
    told = {at for at, line in enumerate(lines[: first + 1]) if _kind_of(line) == "source_line"}
    weights = {at: _title_weight(line, *shown) - 0.02 * (first - at) for at, line in enumerate(lines[: first + 1])}
    for at in weights:
        weights[at] += _ABOVE_FACTS * bool(told & {at + 1, at + 2} and not lines[at].links and not _kind_of(lines[at]))
    best = max(weights, key=lambda at: weights[at])
    if weights[best] >= _LEAST_TITLE:
        return best, lines[best].apart
    return None, named[0] if named else ""


def _title_weight(line: PageLine, named: Sequence[str], shown: Sequence[str]) -> float:
    """How much speaks for a line being the title: that the header repeats it, its mark as a heading, its class."""
    text = _folded(line.text)
    if not _SHORTEST_TITLE <= len(text) <= _LONGEST_TITLE:
        return 0.0
    if text in named:
        return 6.0
    shares = [len(text) / len(other) for other in (*named, *shown) if text in other]
    marked = {"h1": 1.5, "h2": 1.0, "h3": 0.8}.get(line.block.tag, 0.0)
    classed = 0.8 * ("title" in f"{line.block.get('class', '')} {line.block.get('id', '')}".lower())
    if line.links * 2 > len(line.text) or line.is_part or _kind_of(line):
        return 0.0
    begins = any(other.startswith(text) for other in shown)
    return (3.0 if begins else 2.0) * max(shares, default=0.0) ** 0.5 + marked + classed


def _folded(text: str) -> str:
    return _SIGNS.sub("", text)


def _stated(tree: Any) -> Iterator[Stated]:
    """What the header and the named elements of a page say of its article."""
    for node in tree.iter("meta"):
        name = re.sub(r"\s", "", (node.get("name") or node.get("property") or node.get("itemprop") or "").lower())
        value = (node.get("content") or "").strip()
        if value and name in _META and value not in _PLATFORMS:
            yield Stated(_META[name], value, name)
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "") and script.text:
            yield from _json_ld(script.text)
    for name, identifier in (("outlet", "js_name"), ("date", "publish_time"), ("title", "activity-name")):
        for node in tree.xpath(f"//*[@id='{identifier}']"):  # WeChat
            if text := " ".join(node.text_content().split()):
                yield Stated(name, text, "wechat")


def _json_ld(text: str) -> Iterator[Stated]:
    try:
        found = json.loads(text, strict=False)
    except ValueError:
        return
    items = found if isinstance(found, list) else found.get("@graph", [found]) if isinstance(found, dict) else []
    for item in items:
        if isinstance(item, dict) and "Article" in str(item.get("@type", "")):
            for name, key in (("title", "headline"), ("date", "datePublished"), ("author", "author"), ("outlet", "publisher")):
                yield from (Stated(name, value, "json-ld") for value in _names(item.get(key)) if value.strip())


def _names(value: Any) -> list[str]:
    if isinstance(value, list):
        return [name for one in value for name in _names(one)]
    if isinstance(value, dict):
        value = value.get("name")
    return [value] if isinstance(value, str) else []


def _other_extract(tree: Any) -> str:
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it warns of is said in corpus.problems
    for cell in tree.iter("table", "tbody", "tr", "td", "th"):
        cell.tag = "div"  # older sites lay out whole pages as tables, whose line breaks would be lost
    return trafilatura.extract(tree, include_comments=False, with_metadata=False, fast=True) or ""


def _reads_as_prose(text: str) -> bool:
    return sum(len(line) for line in text.split("\n") if "，" in line or "。" in line) * 2 > len(text)


def _from_text(text: str, stated: tuple[Stated, ...]) -> Article:
    lines = tuple(line.strip() for line in text.split("\n") if line.strip())
    title = next((item.value for item in stated if item.name == "title"), "")
    if title and title not in lines:
        lines = (title, *lines)
    return Article(
        lines,
        ("title" if lines[0] == title else "", *("" for _ in lines[1:])),
        stated,
        "is a page of which one of two ways found the article",
    )


def _compared(article: Article, other: str, beside: Sequence[str]) -> Article:
    """The article, or the other extract where that has far more prose, with a notice where their sentences differ.

    `beside` are the lines of the page that are links or stand in other parts of it, such as comments.
    """
    known = _letters("".join(beside))
    ours = _sentences(article.lines)
    theirs = [piece for line in _running(other.split("\n")) for piece in map(_letters, _STOP.split(line)) if piece not in known]
    every = _letters("".join(article.lines))
    common = sum(len(line) for line in theirs if line in every)
    least, most = sorted((sum(map(len, ours)), sum(map(len, theirs))))
    if common >= _ALIKE * most or not theirs:
        return article
    notice = f"is a page of which two ways of finding the article give {least:,} and {most:,} letters"
    if sum(map(len, theirs)) > 2 * sum(map(len, ours)):
        return _from_text(other, article.stated)._replace(notice=notice)
    return article._replace(notice=notice)


def _sentences(lines: Sequence[str]) -> list[str]:
    """The letters of the lines that are sentences."""
    return [_letters(line) for line in _running(lines)]


def _running(lines: Sequence[str]) -> list[str]:
    return [line for line in lines if "，" in line or "。" in line]


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))

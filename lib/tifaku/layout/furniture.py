"""Furniture: lines that stand round an article and are known by their words and form; the phrases are in data/furniture.tsv."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from tifaku.layout.labels import label_kind, labels, phrases
from tifaku.text.dates import DATE, find_moment
from tifaku.text.lexicons import rows

_WRAPPERS = " \t\u3000\xa0【】[]（）()〔〕■□●◆◎★☆►▶▼>·•-—|｜"
_COUNT = "0123456789+ 万次.wWkK(（"  # 阅读 1234 'read 1,234 times'
_BULLET = re.compile("(?:[•●◆◇○▪■□※▶►✦‣⁃·✅☑✔]|[\U0001f300-\U0001faff]\ufe0f?)[ \t\u3000\xa0]*")
_IMAGE_LABEL = re.compile(r"[^\W\d_]{2,8}[（(]?\d{1,2}[）)]?")
_LONGEST_NOTE, _LONGEST_CODE, _LONGEST_BUTTON, _LONGEST_NAMES, _LONGEST_OUTLET = 200, 60, 10, 20, 14
#: A line that opens links to other articles is no longer.
LONGEST_OPENER = 12
_HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")
_GAP, _BAR = re.compile(r"[\s|｜/┊]+"), re.compile(r"[|｜┊]|\s[-–·]\s")
_DAY = re.compile(r"(?:星期|周)[一二三四五六日天]|今天|农历.{2,8}|[\d\s]+字?|\d+(?:\.\d)?[万wWkK]\+?")
_CLOCK = re.compile(r"\d{1,2}:\d\d(?::\d\d)?")
_WEEKDAY = re.compile(r"星期[一二三四五六日天]|版")
_COUNTED = re.compile(r"^\d{1,6}(?=\D)|[（(\[]?\d[\d,.]*\+?万?[）)\]]?$")
_IMAGE = re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)")
_ADDRESS = re.compile(r"(?:^|[ \t\u3000]|^[\u3400-\u9fff]{2,6}[:：] ?)(?:https?://|www\.)[!-~]+(?:[ \t\u3000]|$)")
_SITE = re.compile(r"(?:[ \t\u3000]|^)www\.[!-~]+(?=[ \t\u3000])")  # behind the name of the site
_OPENING = re.compile(r"(?:(?:https?://|www\.)[!-~]+|[【\[]?([\u3400-\u9fff]{2,6})[】\]]?)[\s【\[]+")
_RELATED = re.compile(
    "猜?[你您](?:可能)?[还也会]?(?:喜欢|感兴趣|想看)|为[你您]推荐|(?:相关|热门|热点|热图|推荐|更多|往期|最新|精彩|精华|延伸|扩展|拓展|继续|点击|阅读|新闻|热文|今日|一周|编辑|图片|网友|作者最新|小编最近)"
    "[ ·]*"
    "(?:文章|新闻|链接|阅读|报道|推荐|精选|排行榜?|内容|评论|文档|信息|稿件|专题|图片|组图|回顾|热点|资讯|视频|精彩|标签)"
)
#: Who may reprint it: 转载请注明 'name the source', 未经授权不得转载 'no reprint without leave'.
_REPRINT = re.compile(
    r"转载(?:本|该)?[文稿]?[^。，；]{0,6}(?:请|须|需|务必|应)|(?:不得|禁止|谢绝|请勿|严禁|拒绝)[^。，；]{0,8}转载"
)
#: （中共豫东市委党校，河南 豫东 476000）, where an author works.
AFFILIATED = re.compile(r"[（(](?:\d\.\s?)?(?P<office>[\u3400-\u9fff（）()]{4,30})[，, ][^。]{2,20}\d{6}[^。]{0,40}[）)]")
_FILE = re.compile(r"\.(?:docx?|pdf|xlsx?|wps|rar|zip|(?P<image>jpe?g|png|gif))$", re.IGNORECASE)
_LAST_BRACKET = re.compile(r"[（(][^（）()]{1,12}[）)]$")
_NO_IMAGE = ("附", "资料", "材料", "案例", "表", "问题", "任务")  # with a number these are headings
_TITLES = ("标题", "题名", "篇名", "文章标题", "新闻标题", "文献标题", "原标题")  # in which there can be any mark
_LENGTH = re.compile(r"[（(]?\d+\s?字[）)]?")
_TOPICS = re.compile(r"(?:#[^#\s]{1,20}#?[ \t\u3000]*)+")
_DECIDED = re.compile(r"(?:会议|大会)[\u3400-\u9fff]{0,6}?(?:通过|批准)|在[\u3400-\u9fff]{2,}上$")
_FEWEST_SECTIONS, _LONGEST_SECTION = 5, 6  # 首页 时政 国际 财经 …, the menu of a site
_LONGEST, _LONGEST_DATED = 100, 60  # a longer line is running text, unless it begins like furniture
_MONTH = re.compile(r"(?:19|20)\d\d年\d{1,2}月")
_PAGE = re.compile(
    r"第\s?\d{1,3}\s?页[\s/，,]*共\s?\d{1,3}\s?页|第?\s?[A-Za-z]?\d{1,3}\s?版?(?:[:：][^，。]{1,10})?|[^，。\d]{2,4}版"
)  # 第03版：要闻 'page 3: news', of a newspaper
#: A periodical and its issue: 决策探索 2019年22期.
ISSUE = re.compile(r"(?P<name>[\u3400-\u9fff]{2,12})\s*(?:19|20)\d\d年第?\d{1,2}期")
#: A newspaper or journal in its title marks, with the date it came out: 《学习时报》（2022年7月15日 第4版）.
PAPER = re.compile(rf"[（(]?《[ \u3000]?(?P<name>[^《》]{{2,15}}?)[ \u3000]?》[ \u3000（(]{{0,3}}{DATE.pattern}[^，。]{{0,20}}")
_DIGIT, _ARROWS = re.compile(r"[\d〇○零]|二[一二]"), frozenset(">＞»")
#: 府发〔2018〕9号 of a document, 第27期 of a bulletin.
NUMBER = re.compile(
    r"[\u3400-\u9fff]{1,12}[〔\[（(](?:19|20)\d\d[〕\]）)]\s?第?\d{1,4}号(?:\s+签发人[:：].{2,10})?|(?:(?:19|20)\d\d年)?总?第\s?\d{1,4}\s?期(?:\s?[（(]总第\s?\d{1,4}\s?期[）)]?)?"
)
_WECHAT = re.compile(
    r"原创\s+(?:\S{2,14}\s+){1,2}\d{1,2}月\d{1,2}日(?:\s.{0,12})?"
)  # its header, where the year is the present one
_SPACED_PAGE = re.compile(r"第\s?([A-Za-z]?\d{1,3})\s?版")
_CRUMBS = re.compile(r"[^>＞»。]{1,15}(?:[>＞»]{1,2}[^>＞»。]{1,20}){2,}")  # 中国台湾网 > 新闻中心 > 时政新闻
_PHOTOGRAPHED = re.compile(
    r"[。）)]\s*(?:(?:[\u3400-\u9fff]{0,10}记者\s*)?(?:[\u3400-\u9fff·]{2,8}\s*[、 ]?){1,2}\s*摄"
    r"|[\u3400-\u9fff]{0,12}记者\s*[\u3400-\u9fff·]{2,8}\s+图)[）)]?$"
)
_WITHOUT_A_DAY = (_MONTH, NUMBER, _WECHAT, ISSUE)
_OF_PICTURES, _LONGEST_WHOLE, _LONGEST_PART = ("摄", "图"), 40, 24
_PUBLISHED_FROM = re.compile(r"\s*(?:发表于\s*\S{2,3})?")  # WeChat names the province
_NAME = re.compile(r"[\u3400-\u9fff]{2,4}")
_BLANK = re.compile("[ \u3000\xa0]")
#: How the edition on the web adds to the name of a paper.
DIGITAL = re.compile("[ \u3000]?(?:数字报|电子报|数字版|电子版)$")
_SPOKEN = re.compile("[？！，。]")  # 记者：您如何看待…？ is a question of an interview


@cache
def _any_of(where: str, pattern: str) -> re.Pattern[str]:
    """A pattern for any phrase of one place; where it is one, a look at its first character rules out most places of a line."""
    longest_first = sorted(phrases(where), key=len, reverse=True)
    firsts = "".join(sorted({re.escape(phrase[0]) for phrase in longest_first}))
    return re.compile((f"(?=[{firsts}])(?:%s)" if pattern == "%s" else pattern) % "|".join(map(re.escape, longest_first)))


@lru_cache(maxsize=4096)  # a line is asked for when lines are joined and again when they are labelled
def furniture_kind(line: str) -> str | None:
    """The kind of a line that is no part of the article's text (source_line, byline, credit, caption, boilerplate), or None.

    Limit: knows the phrases of data/furniture.tsv and some forms; what stands round an article in other words is taken for its
    text.
    """
    bare = line.strip(_WRAPPERS)
    if not line:
        return None
    if len(line) <= _LONGEST_WHOLE and _is_whole(bare) or line[0] == "!" and _IMAGE.fullmatch(line):
        return "boilerplate"
    start = _any_of("start", "%s").match(line) or bare[:1] != line[0] and _any_of("start", "%s").match(bare)
    if start and not (start[0][0] == "（" and "。" in line):  # （上接第二版） can stand before a paragraph
        told = phrases("start")[start[0]] == "boilerplate" and DATE.search(line) and _labelled(bare) == "source_line"
        return "source_line" if told else phrases("start")[start[0]]
    if line.rstrip("）)")[-1:] in _OF_PICTURES and _PHOTOGRAPHED.search(line[-40:]):
        return "caption"
    if line[0] in "（(" and AFFILIATED.fullmatch(line):
        return "byline"
    if len(line) <= _LONGEST_NOTE and (note := _any_of("within", "%s").search(line) or "转载" in line and _REPRINT.search(line)):
        if note.re is _REPRINT or _is_disclaimer(note[0]) or len(line) <= _LONGEST_DATED and "。" not in line:
            return "source_line" if _labelled(bare) == "source_line" and DATE.search(line) else "boilerplate"
    if len(line) > _LONGEST or "。" in line:
        return "boilerplate" if _is_bare_address(line) else None
    return _labelled(bare) or _dated(bare) or _is_menu(line) or _ended(line.strip()) or _image(line) or _masthead(line)


def _is_whole(bare: str) -> bool:
    """A button, with or without a count, or the head of links to other articles."""
    return bare in phrases("whole") or phrases("label").get(bare.rstrip(_COUNT)) == "boilerplate" or opens_related(bare)


def _without_opening(bare: str) -> str:
    """A line without the address or the button it begins with: 【纠错】 【责任编辑：张三 'correct' before 'editor'."""
    opening = _OPENING.match(bare)
    button = opening and (not opening[1] or opening[1] in phrases("whole") and label_kind(opening[1]) in ("", "boilerplate"))
    return bare[opening.end() :] if opening and button else bare


@cache
def _is_disclaimer(phrase: str) -> bool:
    return any(row["where"] == "within" and row["phrase"] == phrase and row["gloss"] == "disclaimer" for row in rows("furniture"))


def _is_bare_address(line: str) -> bool:
    """An address of the web set apart by blanks, as in the head of a copied page; not one inside a sentence."""
    return ("//" in line or "www" in line) and len(line) <= _LONGEST and bool(_ADDRESS.search(line))


def _is_menu(line: str) -> str | None:
    """A line of nothing but crumbs, short parts between bars, buttons with counts, dates and marks; or without any Chinese."""
    crumbs = not _ARROWS.isdisjoint(line) and _CRUMBS.fullmatch(line)
    if (
        crumbs
        or line[0] == "#"
        and _TOPICS.fullmatch(line)
        or line[-1] in "字)）"
        and _LENGTH.fullmatch(line)
        or _is_bare_address(line)
    ):
        return "boilerplate"
    if line.startswith("发表于") and _PUBLISHED_FROM.fullmatch(line):
        return "boilerplate"
    if not _HAN.search(line):
        return "boilerplate" if len(line) <= _LONGEST_CODE and line[-1] not in ".!?…" else None
    if not _GAP.search(line):
        return "boilerplate" if _is_button(line) else None
    parts = [part.strip() for part in _BAR.split(line) if part.strip()]
    if len(parts) > 2 and all(len(part) <= _LONGEST_BUTTON for part in parts) and not DATE.search(line):
        return "boilerplate"
    known = [_is_button(part) for part in _GAP.split(_CLOCK.sub(" ", DATE.sub(" ", line))) if part.strip(_WRAPPERS)]
    sections = len(known) >= _FEWEST_SECTIONS and all(len(part) <= _LONGEST_SECTION for part in line.split())
    return "boilerplate" if known and all(known) or sections and (any(known) or "首页" in line) else None


def _is_button(part: str) -> bool:
    if len(part) > _LONGEST_PART:
        return False
    bare = _COUNTED.sub("", part.strip(_WRAPPERS)).strip(_WRAPPERS + "：:")
    return (
        bare in phrases("whole")
        or phrases("label").get(bare) == "boilerplate"
        or bool(_DAY.fullmatch(bare) or _PAGE.fullmatch(bare))
    )


def _labelled(line: str) -> str | None:
    line = _without_opening(line)
    found = labels(line)
    if not found or not _BLANK.sub("", line[:20]).startswith(found[0].name) and not DATE.match(line):
        return None
    kinds = {
        label.kind
        for label in found
        if label.kind == "source_line" or label.name in _TITLES or not _SPOKEN.search(line, label.start, label.end)
    }
    if DATE.match(line):
        return "source_line"
    return next((kind for kind in ("title", "source_line", "byline", "credit", "boilerplate") if kind in kinds), None)


def _dated(line: str) -> str | None:
    """A line that is a date, or a date with nothing but the outlet, the page, the weekday or a name beside it."""
    if not _DIGIT.search(line) or len(line) >= _LONGEST_DATED:
        return None
    if any(form.fullmatch(line) for form in _WITHOUT_A_DAY):
        return "source_line"
    line = _SITE.sub(" ", line)
    date = find_moment(line)
    if date and (_is_record_head(line) or "《" in line and PAPER.search(line) and "，" not in line):
        return "source_line"
    if not date or _SPOKEN.search(DATE.sub("", line)) or _DECIDED.search(line):
        return None
    before, after = line[: date.start].strip(_WRAPPERS), line[date.end :]
    if not before:
        held = after.lstrip(_WRAPPERS).startswith("在")  # 2011年1月18日 在…会议上 is a subtitle
        apart = (
            not after[:1].strip(_WRAPPERS + "，")
            or _ended(after) == "boilerplate"
            or line[date.start + 4] == "-"
            and _NAME.fullmatch(after)
        )  # 2019-08-03黄俊尧
        return "source_line" if apart and not held else None
    after = _SPACED_PAGE.sub(r"第\1版", after)
    told = _PUBLISHED_FROM.fullmatch(after) or labels(after) or all(map(_is_beside_date, _GAP.split(after)))
    words = _GAP.split(before)
    if line[date.start - 1] in "（(" and not is_outlet(words[-1]):
        return None  # 深山通水（2013-05-06 21:10） is a title
    known = bool(date.time) or is_outlet(words[-1]) or bool(_WEEKDAY.search(after))
    named = known and len(before) <= _LONGEST_NAMES and len(words) <= 3
    return "source_line" if told and (named or is_office(before.removesuffix("编"))) else None


def _is_record_head(line: str) -> bool:
    """青石日报 | A06 | 要闻 | 2016-03-12: the paper, its page and the date, as databases of the press write them."""
    barred = _BAR.search(line)
    parts = [part.strip() for part in (_BAR if barred else _GAP).split(line)]
    others = [part for part in parts if not DATE.fullmatch(part)]
    if not 0 < len(others) < len(parts) or len(parts) < 2:
        return False
    paged = any(_PAGE.fullmatch(part) for part in others)
    return is_outlet(others[0]) and (bool(barred) or paged) or bool(barred) and paged and max(map(len, others)) <= _LONGEST_BUTTON


def _is_beside_date(part: str) -> bool:
    bare = part.strip(_WRAPPERS + "/")
    return not bare or bool(_DAY.fullmatch(bare) or _PAGE.fullmatch(bare) or _NAME.fullmatch(bare)) or is_outlet(bare)


def is_outlet(name: str) -> bool:
    """Whether a name ends as those of papers, sites, stations and accounts do: 石泉电视台 'Shiquan Television', 乳源文旅.

    >>> is_outlet("农科周刊"), is_outlet("把论文写在山坡上")  # 'Agricultural Science Weekly', a title
    (True, False)
    """
    return 3 <= len(name) <= _LONGEST_OUTLET and bool(_any_of("outlet", r"[\u3400-\u9fffA-Za-z0-9·\-]+(?:%s)").fullmatch(name))


@cache
def _ends() -> tuple[str, ...]:
    return tuple(phrases("end"))


def _ended(line: str) -> str | None:
    if len(line) > 40 or "，" in line:
        return None
    if file := _FILE.search(line):
        return "caption" if file["image"] else "boilerplate"
    for text in (line, line.rstrip("）)】]"), _LAST_BRACKET.sub("", line)):  # 黄岩摄（影像中国）
        if text.endswith(_ends()):
            return next(kind for phrase, kind in phrases("end").items() if text.endswith(phrase))
    return None


def _masthead(line: str) -> str | None:
    """文山日报 or 第1版 on a line of its own, as the page of a newspaper has them."""
    return "source_line" if _PAGE.fullmatch(line) or is_masthead(line) else None


def is_masthead(line: str) -> bool:
    """Whether the line is nothing but the name of a newspaper: 文山日报 'Wenshan Daily', or of its edition on the web."""
    name = DIGITAL.sub("", line)
    return (
        name != line
        and is_outlet(name)
        or len(name) <= 8
        and bool(_any_of("masthead", "[\u3400-\u9fff]{2,6}(?:%s)").fullmatch(name))
    )


def is_bulletin(line: str) -> bool:
    """Whether a line can be the name of an office's bulletin, 农村工作简报; ask only where the number of an issue follows."""
    return bool(_any_of("bulletin", "[\u3400-\u9fff]{2,12}(?:%s)").fullmatch(_BLANK.sub("", line)))


def _image(line: str) -> str | None:
    return "caption" if _IMAGE_LABEL.fullmatch(line) and not line.startswith(_NO_IMAGE) else None


def bullet(line: str) -> str:
    """The bullet that a line begins with, with the space after it, or ''."""
    match = _BULLET.match(line)
    return match[0] if match else ""


def is_office(line: str) -> bool:
    """Whether the line names an office, as a signature does: 云南省昭通市巧家县委组织部."""
    named = 4 <= len(line) <= 30 and _any_of("office", r"[\u3400-\u9fff“”、 \u3000]+(?:%s)").fullmatch(line)
    return bool(named) and not line.endswith(tuple(phrases("no_office")))


def opens_related(line: str) -> bool:
    """Whether what follows this line are links to other articles (相关文章 'related articles')."""
    if len(line) > LONGEST_OPENER:
        return False
    bare = line[len(bullet(line)) :].strip(_WRAPPERS + "：:")
    return bare in phrases("related") or bool(_RELATED.fullmatch(bare))

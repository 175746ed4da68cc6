"""Candidates: all that a text and the header of its page say which may be a fact of the article, and how it was seen."""

from __future__ import annotations

import re
from typing import Iterable, Iterator, Sequence

from tifaku.layout.bylines import (
    bare_names,
    dateline,
    entitled,
    is_name,
    may_be_name,
    name_spans,
    reporters,
    signers,
    without_inner_blanks,
)
from tifaku.layout.furniture import (
    AFFILIATED,
    DIGITAL,
    ISSUE,
    PAPER,
    is_bulletin,
    is_masthead,
    is_office,
    is_outlet,
    opens_related,
)
from tifaku.layout.labels import Label, labels, phrases
from tifaku.layout.surroundings import front_matter
from tifaku.layout.titles import TITLE_LEAD, named_on_two_lines
from tifaku.metadata.evidence import Candidate, Stated
from tifaku.text.dates import DATE, Moment, find_moment, moments
from tifaku.text.documents import Block, Fact
from tifaku.text.lexicons import rows

_DASHES = "—─－- "
_BRACKETS = "（）()【】[]〔〕 \u3000\xa0"
_EDGES = ' \t\u3000\xa0|｜/·•,，;；:：-—()（）[]【】《》“”"'
_PART = re.compile(r"[^\s（）()【】〔〕：:|｜/／■□●◆▲◎]+")
_NOT_OUTLET = re.compile(
    r"(?:星期|周)[一二三四五六日天]|第?\s?[A-Za-z\d]{0,4}\s?版.*|版次|更新|[\d.:：/%\-]+|原创|首发|转载|举报|\d+.*|.*(?:版权|字号|阅读|浏览|点击|评论).*|.*(?:时间|日期)|简体中文|打印|关闭|分享|小|中|大"
)
_NO_NAME = re.compile(r"[A-Za-z0-9_@.\-]+$")
_ROLE = re.compile(r"^[\u3400-\u9fff]{0,6}?(?:特约|实习|见习)?(?:记者|通讯员|评论员|撰稿人?)[:：]?(?=[\u3400-\u9fff]{2,3}$)")
_PLAIN_WORD = re.compile(r"[\u3400-\u9fffA-Za-z0-9·]{2,10}")
_IN_REPORT = re.compile("^(?:记者|通讯员)|报[道导]$")
_REPORTER = re.compile(r"(?:记者|通讯员|\b[Bb]y)[ \u3000]{0,2}([\u3400-\u9fff]{2,3})(?=$|[ \u3000|｜／/])")
_IN_ROLE = re.compile("(?:记者|通讯员|评论员|编辑|作者)$")  # 南都记者 before a name
_SEPARATORS = re.compile(r"[\s、，,/／;；|｜]+")
_AGENCY = re.compile(r"[（(【〔]?([\u3400-\u9fffA-Za-z]{2,10}?(?:社|网|报|台|中心|客户端))(?!记者)")
_REPORTER_OF = re.compile(r"[（(【〔]?([\u3400-\u9fffA-Za-z]{2,10}?(?:社|网|报|台|[\u3400-\u9fff]汇))(?:全媒体|融媒体)?记者")
_LONGEST_DATE = 21
_UNNAMED = ("本报", "本网", "本台", "本社", "本刊")  # 'this paper' says nothing about which
_LEAD = re.compile(
    r"(?:#{1,6}\s+|[\u3400-\u9fff]{2,10}[〔\[]\d{4}[〕\]]\d{1,4}号\s*(?=《))?" + TITLE_LEAD.pattern
)  # of Markdown; a document's number
_DATED = re.compile(rf"\s*[（(]{DATE.pattern}\s*[）)](?:\s*\[[^\[\]]{{2,4}}\])*$")  # as blogs set it behind a title, with buttons
_YEAR_ALONE = re.compile(r"20\d\d")
_NAMED_DAY = re.compile(r"[^\d:：]{2,8}[:：]")  # 收稿日期：, of another day than that of publication
_BREADCRUMB = re.compile(r"位置[:：]\s*(?:首页\s*[>＞»]\s*)?(.+)")
#: What a label can call a date.
DATE_FACTS = ("published", "dated", "drafted")

Found = Iterator[Candidate]


def candidates(text: str, blocks: Sequence[Block], stated: Iterable[Stated] = ()) -> Found:
    """What the blocks of a text say, in order, and then what the header of its page states."""
    top = [block for block in blocks if not block.level]
    prose = [
        at for at, block in enumerate(top) if block.kind in ("paragraph", "heading", "list_item") and block.role != "boilerplate"
    ]
    first, last = (top[prose[0]].start, top[prose[-1]].end) if prose else (len(text), 0)
    for block in _whole_titles(text, blocks):
        reader = _READERS.get(block.kind) if block.role != "boilerplate" else None
        if reader:
            line = text[block.start : block.end]
            if _YEAR_ALONE.fullmatch(line):  # a date set on three lines
                line = text[block.start : block.start + _LONGEST_DATE]
            for found in reader(line, block, "above" if block.start < first else "below" if block.start >= last else "inside"):
                yield found
    yield from _of_header([*(Stated(*field, "front matter") for field in front_matter(text)), *stated])


def _whole_titles(text: str, blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, the title together with a line right above it where the two read as the name of one document."""
    for above, block in zip([None, *blocks], blocks):
        if above and block.kind == "title" and above.end + 1 == block.start and above.kind in ("kicker", "caption"):
            if named_on_two_lines(text[above.start : above.end], text[block.start : block.end]):
                block = Block("title", above.start, block.end, 0, block.role)
        yield block


def _title(line: str, block: Block, place: str) -> Found:
    label = next((label for label in labels(line) if label.fact == "title"), None)
    opening = _LEAD.match(line)
    lead = label.start if label else len(entitled(line)) or (opening.end() if opening else 0)
    dated = _DATED.search(line)
    end = dated.start() if dated else len(line)
    if value := re.sub(r"\s+", " ", line[lead:end].replace("\n", "")).strip():
        yield Candidate("title", value, block.start + lead, block.start + end, "line")
    if dated:
        yield from _date(line, block, "subtitle")
    if lead and not label and dateline(line):
        yield from _dateline(line[:lead], block)


def _subtitle(line: str, block: Block, place: str) -> Found:
    yield Candidate("subtitle", line.strip(_DASHES), block.start, block.end, "line")
    yield from _date(line, block, "subtitle")


def _boilerplate(line: str, block: Block, place: str) -> Found:
    crumbs = _BREADCRUMB.search(line)
    if crumbs:
        yield Candidate("section", crumbs[1].strip(), block.start + crumbs.start(1), block.end, "crumbs")
    yield from _labelled(line, block)
    if place == "above" and not line.startswith(("今天", "!")) and not labels(line):
        if not _NAMED_DAY.match(line):
            yield from _date(line, block, "button line")
        yield from _reporters(line, block)


def _source_line(line: str, block: Block, place: str) -> Found:
    if block.level:
        yield from _dateline(line, block)
        return
    found = labels(line)
    dates = {label.fact for label in found if label.fact in DATE_FACTS}
    yield from _labelled(line, block)
    if not dates:
        yield from _date(line, block, "paper" if PAPER.search(line) else "source line" if place == "above" else "signature")
    yield from _beside_date(line, block, found)
    yield from _reporters(line, block)


def _reporters(line: str, block: Block) -> Found:
    yield from _people(line, [reporter.span(1) for reporter in _REPORTER.finditer(line) if is_name(reporter[1])], block, "byline")


def _beside_date(line: str, block: Block, found: Sequence[Label]) -> Found:
    """The outlets, offices and persons that a source line names without a label."""
    named = ISSUE.fullmatch(line) or PAPER.search(line)
    if named and (is_outlet(named["name"]) or not line[: named.start()].strip()):
        yield Candidate("outlet", named["name"], block.start + named.start("name"), block.start + named.end("name"), "paper")
        before = name_spans(line[: named.start()])
        yield from _people(line, [span for span in before if line[slice(*span)] not in phrases("no_outlet")], block, "byline")
        return
    if is_masthead(line) or not found and (is_outlet(line) or is_bulletin(line)):
        yield Candidate("outlet", "".join(DIGITAL.sub("", line).split()), block.start, block.end, "masthead")
        return
    held = [span for moment in moments(line) for span in (moment.start, moment.end)]
    if not held:
        return
    ends = [line.find("发表于", max(held))]  # WeChat's province
    ends += [line.rfind(label.name[0], 0, max(0, label.start - len(label.name) + 1)) for label in found]
    end = min([end for end in ends if end >= 0], default=len(line))
    spans = list(zip(held[::2], held[1::2]))
    parts = [part for part in _parts(line, 0, end) if not any(part[0] < stop and start < part[1] for start, stop in spans)]
    yield from _named(
        line, [part for part in parts if line[slice(*part)].strip(_EDGES) and not _NOT_OUTLET.fullmatch(line, *part)], block
    )


def _named(line: str, parts: Sequence[tuple[int, int]], block: Block) -> Found:
    """The words beside a date: outlets, offices and persons; a word of no known form is an outlet only alone or beside names."""
    others = [part for part in parts if not is_name(line[slice(*part)].strip(_EDGES))]
    for start, stop in parts:
        word = line[start:stop].strip(_EDGES).removesuffix("官方账号")
        if (
            len(word) < 2
            or _IN_REPORT.search(word)
            or word in phrases("section")
            or word in phrases("no_outlet")
            or opens_related(word)
        ):
            continue
        at = block.start + line.index(word, start)
        if is_office(word) and not is_outlet(word):
            yield Candidate("author_unit", word, at, at + len(word), "byline")
        elif is_name(word) and not is_outlet(word) and len(word) < 4:
            yield Candidate("author", word, at, at + len(word), "byline")
        elif is_outlet(word) or len(others) == 1 and _PLAIN_WORD.fullmatch(word) and outlet_name(word) == word:
            yield Candidate("outlet", word, at, at + len(word), "beside date" if is_outlet(word) else "alone beside date")


def _dateline(line: str, block: Block) -> Found:
    outlet = _REPORTER_OF.match(line) or (_AGENCY.match(line) if dateline(line + " ") else None)
    if outlet and not outlet[1].startswith(_UNNAMED):
        yield Candidate("outlet", outlet[1], block.start + outlet.start(1), block.start + outlet.end(1), "agency")
    _, names = reporters(line)
    at = max(line.find("（"), line.find("("))
    if not names and at >= 0:
        close = max(line.find("）", at), line.find(")", at)) + 1
        inside = line[at : close or None]
        names = [(at + start, at + end) for start, end in signers(inside) or name_spans(inside) * bare_names(inside)]
    yield from _people(line, names, block, "reported")


def _date(line: str, block: Block, seen: str) -> Found:
    moment = find_moment(line)
    if moment:
        yield from _moment(moment, block, seen)


def _moment(moment: Moment, block: Block, seen: str, offset: int = 0) -> Found:
    span = block.start + offset + moment.start, block.start + offset + moment.end
    yield Candidate("date", moment.date, *span, seen)
    if moment.time:
        yield Candidate("time", moment.time, *span, seen)


def _labelled(line: str, block: Block) -> Found:
    for label in labels(line):
        value = line[label.start : label.end]
        if label.fact in DATE_FACTS:
            moment = find_moment(line[label.start : label.start + 40])
            if moment and moment.start <= 1:
                yield from _moment(moment, block, label.fact, label.start)
        elif value.strip(_EDGES):
            yield from _valued(label, value, block)


def _valued(label: Label, value: str, block: Block) -> Found:
    span = block.start + label.start, block.start + label.end
    if label.fact in ("author", "editors"):
        yield from (Candidate(name, people, *span, "label") for name, people in signed(label.fact, value))
    elif label.fact == "outlet":
        if (name := outlet_name(value)) and value.strip():
            at = span[0] + value.index(name) if name in value else span[0]
            yield Candidate("outlet", name, at, at + len(name) if name in value else span[1], "label")
    elif label.fact == "index_title":
        yield Candidate("title", value.strip(), *span, "index")
    elif label.fact == "title":
        yield Candidate("title", value.strip(), *span, "line")
    elif label.fact and is_office(value) | (label.fact != "author_unit"):
        yield Candidate(label.fact, value, *span, "label")


def outlet_name(value: str) -> str:
    """The outlet in the value of a label, without its issue, its editor or a note behind it; '' where it is none.

    >>> outlet_name("沅江党校学报 2018年05期"), outlet_name("某网版权所有")
    ('沅江党校学报', '')
    """
    value = re.split(
        r"[ \u3000\xa0]{2,}|[ \u3000\xa0]*(?:(?:19|20)\d\d年第?\d{0,2}期?|\d{4}[-/.]|责任编辑|编辑[:：]|举报|[大小]字号|字体|视力"
        r"|(?<=[ \u3000\xa0])关注"
        r"|(?:作者|记者|责编|时间|日期|发布)[:：]|(?:阅读|浏览|点击|评论|字号|打印|分享|人气)[ \d:：]|(?<=\s)\d+$|[（(\[]|\||｜)",
        value.strip(_EDGES),
    )[0].strip(_EDGES)
    value = value.rpartition("《")[2].partition("》")[0]  # 光明网-《光明日报》 'of the paper'
    bad = re.search(r"版权|公众平台|://|www\.|\.com|\.cn|^\d+$|。", value)
    return "" if bad or not 2 <= len(value) <= 30 or value in phrases("no_outlet") else value


def signed(fact: str, value: str) -> Iterator[tuple[str, str]]:
    """The persons after a label, and the author's office where one stands beside them: 作者：县委组织部 李晓东.

    What is written in Latin letters beside a Chinese name, such as a login (王晓武_NF4421), belongs to nobody.
    """
    words = [_NO_NAME.sub("", _ROLE.sub("", word)).strip(_EDGES) for word in _SEPARATORS.split(_closed_names(value))]
    words = [word for word in words if len(word) > 1 and not _IN_ROLE.search(word)]
    people = [word for word in words if not is_office(word) and not is_outlet(word) and may_be_name(word)]
    if people:
        yield fact, "、".join(people)
    if fact == "author":
        yield from (("author_unit", word) for word in words if is_office(word))


def _closed_names(value: str) -> str:
    """Names set with blanks closed: 杨 娟, and 王 小 川 where nothing else stands there."""
    bare = re.sub(r"[ \u3000\xa0]", "", value)
    spaced = all(len(part) == 1 for part in re.split(r"[ \u3000\xa0]+", value.strip()))
    return bare if spaced and is_name(bare) else without_inner_blanks(value)


def _byline(line: str, block: Block, place: str) -> Found:
    labelled = list(_labelled(line, block))
    if labelled:
        yield from labelled
        return
    if dateline(line):
        yield from _dateline(line, block)
        return
    if paper := PAPER.search(line):
        yield from _beside_date(line, block, ())
        yield from _date(line, block, "paper")
        line = line[: paper.start()]
    seen = "signed" if block.level else "byline"
    yield from _date(line, block, "source line" if place == "above" else "signature")
    if affiliated := AFFILIATED.fullmatch(line):
        start, end = affiliated.span("office")
        yield Candidate("author_unit", affiliated["office"], block.start + start, block.start + end, seen)
        return
    bare = DATE.sub(lambda found: " " * len(found[0]), line)
    yield from _people(line, signers(bare.rstrip()) or reporters(bare)[1] or name_spans(bare), block, seen)
    yield from _offices(line, block, seen)
    first = next(iter(_parts(line)), (0, 0))
    if is_outlet(line[slice(*first)]) and first[1] < len(line) and not line[slice(*first)].startswith(_UNNAMED):
        yield Candidate("outlet", line[slice(*first)], block.start + first[0], block.start + first[1], "agency")
    if outlet := _REPORTER_OF.match(line):
        if not outlet[1].startswith(_UNNAMED):
            yield Candidate("outlet", outlet[1], block.start + outlet.start(1), block.start + outlet.end(1), "agency")


def _offices(line: str, block: Block, seen: str) -> Found:
    for start, end in _parts(line):
        office = re.sub("供稿$", "", line[start:end])
        if is_office(office):
            yield Candidate("author_unit", office, block.start + start, block.start + start + len(office), seen)


def _people(line: str, names: Sequence[tuple[int, int]], block: Block, seen: str) -> Found:
    if names:
        value = "、".join("".join(line[slice(*span)].split()) for span in names)
        yield Candidate("author", value, block.start + names[0][0], block.start + names[-1][1], seen)


def _parts(line: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    return [match.span() for match in _PART.finditer(line, start, len(line) if end is None else max(start, end))]


def _credit(line: str, block: Block, place: str) -> Found:
    yield from _labelled(line, block)
    if "供稿" in line:
        yield from _offices(line, block, "signed")
    elif "图" in line or "摄" in line or "照片" in line:
        yield Candidate("photo_credit", line.strip(_BRACKETS), block.start, block.end, "line")


def _of_header(stated: Iterable[Stated]) -> Found:
    for name, value, seen in stated:
        value = value.strip()
        if name == "date":
            moment = find_moment(value)
            yield from (Candidate("date", moment.date, None, None, seen) for moment in [moment] if moment)
        elif name in ("outlet", "site"):
            yield from (
                Candidate("outlet", outlet, None, None, "site" if name == "site" else seen)
                for outlet in [outlet_name(value)]
                if outlet
            )
        elif name == "author":
            yield from (
                Candidate(field, people, None, None, seen)
                for field, people in signed("author", value)
                if field == "author_unit" or seen == "json-ld" or all(is_name(one) for one in people.split("、"))
            )
        elif name == "title":
            yield Candidate("title", value, None, None, seen)


_READERS = {
    "title": _title, "subtitle": _subtitle, "source_line": _source_line, "byline": _byline, "credit": _credit,
    "boilerplate": _boilerplate,
}  # fmt: skip


_YEAR = re.compile(r"(?<![到至\d])((?:19|20)\d\d)年(?!前|以前|之前)")
_PRESENT_YEAR = re.compile(r"((?:19|20)\d\d)年是[^。；]{0,40}?之年")
_THIS_YEAR = re.compile(r"今年(?:以来|上半年|初|\d{1,2}月)")
_ACHIEVED = re.compile(r"(?<![到至\d])((?:19|20)\d\d)年，?[^\d，。；][^，。；]{0,20}?(?:实现|完成|获|被评为|达)")
_READ = 50_000  # an article tells its year within so many characters


def year_hint(text: str, blocks: Sequence[Block]) -> Fact | None:
    """The year in which an article was written, inferred from what it calls present; None where nothing tells.

    In this order: the year of the title, '2021 is the year of …', the slogans of data/year_hints.tsv, the year before
    'this year' whose results are told. A later year anywhere in the text contradicts the hint, and there is none.
    """
    text = text[:_READ]
    hint = next(_hints(text, blocks), None)
    later = hint and any(int(year[1]) > int(hint.value) for year in _YEAR.finditer(text))
    return None if later else hint


def _hints(text: str, blocks: Sequence[Block]) -> Iterator[Fact]:
    for block in blocks:
        if block.kind == "title" and (year := _YEAR.search(text, block.start, block.end)):
            yield Fact(int(year[1]), *year.span(), "inferred", "year in the title")
    if present := _PRESENT_YEAR.search(text):
        yield Fact(int(present[1]), *present.span(), "inferred", "called the present year")
    for row in rows("year_hints"):
        if (at := text.find(row["phrase"])) >= 0:
            yield Fact(int(row["year"]), at, at + len(row["phrase"]), "inferred", row["gloss"])
    now = _THIS_YEAR.search(text)
    if now and (achieved := max(_ACHIEVED.finditer(text), key=lambda match: match[1], default=None)):
        note = f"results of {achieved[1]} are told before {now[0]} ('this year') at {now.start()}"
        yield Fact(int(achieved[1]) + 1, *achieved.span(), "inferred", note)

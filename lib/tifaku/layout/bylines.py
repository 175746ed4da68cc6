"""Bylines: who signs a line, be it 记者王雁博 'reporter Wang Yanbo', ■ 金轩, 市长 李兵 'mayor Li Bing' or a bare name."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache, lru_cache
from typing import Iterable, Iterator, Sequence

from tifaku.layout.furniture import furniture_kind, is_office, is_outlet
from tifaku.layout.labels import TEXT_LABELS, opening_label, phrases
from tifaku.layout.lines import Line
from tifaku.text.documents import Block
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
    r"(?:[／/ ]?(?:[\u3400-\u9fff]{2,6}?)?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:综合|摄影)?(?:报道|报导|讯|电)[）)〕】：:\s]+"
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
def _closing_roles() -> tuple[str, ...]:
    return (*(role for role in phrases("role") if len(role) > 1), "摄")


@cache
def _titled() -> re.Pattern[str]:
    titles = "|".join(sorted(map(re.escape, phrases("title")), key=len, reverse=True))
    name = r"[\u3400-\u9fff](?:[\u3400-\u9fff·]{1,11}|[ \u3000\xa0]{1,2}[\u3400-\u9fff])"
    return re.compile(rf"[（(]?[\u3400-\u9fff]{{0,16}}(?:{titles})([ \u3000\xa0：—]*)({name})[）)]?")


@cache
def _last_of_titles() -> frozenset[str]:
    return frozenset(title[-1] for title in phrases("title"))


@cache
def _announced() -> re.Pattern[str]:
    """A role, a title, a mark in front, or a blank behind an outlet: without one of them no line is a byline."""
    return re.compile(f"[{''.join({word[-1] for word in phrases('role') | phrases('title')})}]|^[■□●◆▲◎*（(【〔]|[ \u3000\xa0]")


@cache
def _transcribed() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Names made of the parts that Tibetan, Mongolian and Yi names have in Chinese, and words with such a part at one end."""
    parts = "|".join(sorted((row["part"] for row in rows("transcribed_names")), key=len, reverse=True))
    return re.compile(f"(?:{parts}){{2,3}}"), re.compile(f"(?:{parts})[\u3400-\u9fff]{{2}}|[\u3400-\u9fff]{{2}}(?:{parts})")


def is_name(token: str) -> bool:
    """Whether a token can be a personal name: two to four characters after a known surname, parts joined by ·, or 洛桑多吉.

    Limit: 高原 'plateau' is also a possible name; ask only where a name is expected.
    """
    if not _NAME.fullmatch(token):
        return bool(_transcribed()[0].fullmatch(token))
    if "·" in token or token[:2] in _surnames() and len(token) > 2:
        return True
    if len(token) == 4:
        return bool(_transcribed()[0].fullmatch(token))
    known = _surnames().get(token[0], 0)
    return known > 0 and _words().get(token, 0) < (
        _OFTEN if known >= _COMMON else 1
    )  # 干部 'cadres' is none, though 干 is a surname


def may_be_name(token: str) -> bool:
    """Whether a token that a label calls a person can be one: with a known surname, be it a word (向往), or a pen name.

    Of a transcribed name one part has to be known (拉毛 in 拉毛措吉).
    """
    short = bool(_NAME.fullmatch(token)) and len(token) < 4 and token not in phrases("no_outlet")
    return (
        is_name(token) or bool(_transcribed()[1].fullmatch(token)) or short and (token[0] in _surnames() or token not in _words())
    )


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
    found = _titled().fullmatch(line) if not _last_of_titles().isdisjoint(line) else None
    if not found:
        return []
    name = _closed(found[2])
    return [found.span(2)] if is_name(name) or found[1] and _NAME.fullmatch(name) else []


def _beside_roles(line: str) -> list[tuple[int, int]]:
    """The names of a line that has nothing but names, roles and marks, and at least one role or a mark in front."""
    tokens = _tokens(line)
    of_outlet = len(tokens) > 1 and is_outlet(line[slice(*tokens[0])])  # 平舆融媒 常启明 朱青
    of_office = len(tokens) > 1 and is_office(line[slice(*tokens[0])])  # ■县水利局 李青, behind a mark only
    tokens = tokens[1:] if of_outlet or of_office else tokens
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
    return "".join(name.split())


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
    closing = after.search(line, start, end) if line.endswith(_closing_roles(), start, end) else None
    return start, closing.start() if closing else end


_LONGEST, _LONGEST_SIGNED, _SHORTEST_CREDIT = 60, 30, 4
_WORKPLACES = tuple("馆院校所队站社司团会学行区村镇乡部局委办心厂场")  # 文化馆, 公司, 支队, 大学, 中心
_BLANK = re.compile(r"[ \u3000\xa0\t]+")
_DATELINE = re.compile(
    r"(?:[（(【]?(?:本[报网台刊社站县区市]|[\u3400-\u9fffA-Za-z]{1,10}?(?:社|网|报|台|中心|客户端))[^，。！？：:\s]{0,16}?(?:讯|电|消息)[】）)]?"
    r"|[\u3400-\u9fff]{2,6}讯(?=\s?[（(][^（）()]{0,12}(?:记者|通讯员)))"  # 襄阳讯（记者张三）, of the paper's own town
    r"(?=[\s\u3000（(：:])"
)
_ENTITLED = re.compile(r"\s*(?:[（(][^（）()]{2,50}[）)])?\s*题[：:]\s*")
_BRACKET = re.compile(r"\s*[（(]([^（）()]{2,50})[）)]")
_SIGNED = re.compile(r"[（(【]([^（）()【】]{2,60})[）)】](?:\d{7})?$")  # 中央社 adds the date of its years, 1081122
_CODE = re.compile(r"(?:^|\s|(?<=[\u3400-\u9fff，。？！：”]))(?:[!-~]{1,4} ){3,}[!-~]{0,4}$")
_BACKSLASH = re.compile(r"[\\＼]([\u3400-\u9fff、 \u3000]{2,20})$")
_NOTICE = re.compile(r"[。！？”]\s*([^。！？”\s][^。！？]{3,40})$")
_SEVERAL, _HEAD = 2, 12

Span = tuple[int, int]


def split_lines(lines: Iterable[Line]) -> list[Line]:
    """The lines, but each that holds two things as two: a name and a credit, a label and what it labels, text and a signature.

    罗跃 图片由…提供 'Luo Yue, pictures by'; 【标题】… 'title'; 议论风生\\严小颖 (Hong Kong papers); text before the codes that
    forums put behind lines against copying.
    """
    lines = list(lines)
    titled = any(line.kind == "title" for line in lines)
    coded = sum(line.text[-1] <= "~" and bool(_CODE.search(line.text[-_LONGEST:])) for line in lines) >= _SEVERAL
    return [piece for at, line in enumerate(lines) for piece in _pieces(line, coded, titled, lines[at + 1 : at + _HEAD])]


def _pieces(line: Line, coded: bool, titled: bool, below: Sequence[Line]) -> list[Line]:
    if coded and (code := _CODE.search(line.text)):
        parts = [_part(line, 0, code.start(), None), _part(line, code.start(), len(line.text), "boilerplate")]
        return [part for part in parts if part.text]
    found = opening_label(line.text, TEXT_LABELS)
    if found and found.end > found.start:
        end = line.text.rindex("】", 0, found.start) + 1 if "】" in line.text[: found.start] else found.start
        again = titled or line.text[found.start : found.end] in "".join(other.text for other in below)
        if found.fact == "title" and again:  # the index of a notice, which repeats it
            return [replace(line, kind="boilerplate")]
        kind = found.fact if found.fact in ("title", "subtitle") else None
        return [_part(line, 0, end, "boilerplate"), _part(line, end, len(line.text), kind)]
    ended = None if line.text[-1] in "。！？”" else _NOTICE.search(line.text[-_LONGEST:])
    if ended and _is_notice(ended[1]):
        end = len(line.text) - len(ended[1])
        return [_part(line, 0, end, None), _part(line, end, len(line.text), "boilerplate")]
    if ("\\" in line.text or "＼" in line.text) and (signed := _BACKSLASH.search(line.text)) and bare_names(signed[1]):
        return [_part(line, 0, signed.start(), None), _part(line, signed.start(1), len(line.text), "byline")]
    return _name_and_credit(line)


def _is_notice(text: str) -> bool:
    """A button or a notice in brackets that a page sets right behind the last sentence: 返回搜狐，查看更多 'more'."""
    return text in phrases("whole") or text[0] in "（(【" and not text[1:-1].isascii() and furniture_kind(text) == "boilerplate"


def _part(line: Line, start: int, end: int, kind: str | None) -> Line:
    text = line.text[start:end]
    start += len(text) - len(text.lstrip())
    return Line(line.start + start, line.start + start + len(text.strip()), text.strip(), line.gap, line.indent, kind)


def _name_and_credit(line: Line) -> list[Line]:
    blank = _BLANK.search(line.text) if len(line.text) <= _LONGEST else None
    if not blank or not bare_name(line.text[: blank.start()]):
        return [line]
    if len(line.text) - blank.end() < _SHORTEST_CREDIT or furniture_kind(line.text[blank.end() :]) != "credit":
        return [line]  # 张三 摄 'photographed by Zhang San' is one credit
    return [_part(line, 0, blank.start(), "byline"), _part(line, blank.end(), len(line.text), "credit")]


def dateline(line: str) -> str:
    """The dateline that a line begins with, or ''.

    >>> dateline("新华社北京3月1日电 （记者张三）春耕在即。")  # 'Xinhua, Beijing, 1 March'
    '新华社北京3月1日电'
    """
    match = _DATELINE.match(line)
    return match[0] if match else ""


def nested_signatures(text: str, paragraphs: Sequence[Span]) -> Iterator[Block]:
    """The datelines that open one of the first paragraphs (本报讯) and the bylines and credits in brackets that end one."""
    for number, (start, end) in enumerate(paragraphs):
        if number < 3 and (length := opening(text[start : min(end, start + _LONGEST)])):
            yield Block("source_line", start, start + length, 1)
        signed = _SIGNED.search(text, max(start + 1, end - _LONGEST - 12), end)
        kind = signed and _signature_kind(signed[1], number == len(paragraphs) - 1)
        if signed and kind:
            yield Block(kind, signed.start(), signed.start(1) + len(signed[1]) + 1, 1)


def opening(line: str) -> int:
    """How long the words of an agency or paper are that open a paragraph, reporters included; 0 where there are none."""
    length = len(dateline(line))
    return _with_reporters(line, length, len(line)) if length else reporters(line)[0]


def entitled(line: str) -> str:
    """The agency's words before a title, 新华社贵阳9月19日电（记者张三）题：, or ''."""
    length = len(dateline(line)) if "题" in line[:_LONGEST] else 0
    match = _ENTITLED.match(line, length) if length else None
    return line[: match.end()] if match else ""


def _with_reporters(text: str, at: int, end: int) -> int:
    """Where the dateline ends, the reporters in brackets after it included: 本报讯（记者 张三） or 电（张三）."""
    bracket = _BRACKET.match(text, at, min(end, at + _LONGEST))
    return bracket.end() if bracket and (signers(bracket[1]) or bare_names(bracket[1])) else at


def _signature_kind(inside: str, last: bool) -> str | None:
    kind = furniture_kind(inside)
    if kind in ("byline", "credit"):
        return kind
    if signers(inside) or last and (bare_names(inside) or _unit_and_name(inside)):
        return "byline"
    return None


def _unit_and_name(inside: str) -> bool:
    """云南省昭通市巧家县委组织部 饶锦: a body and a person, or one of them alone."""
    parts = _BLANK.split(inside.strip())
    return len(parts) <= 3 and all(is_office(part) or bare_name(part) for part in parts) or works_at(inside)


def works_at(line: str) -> bool:
    """Whether a line is nothing but where a person works and the name: 沂水县文化馆 丁保全."""
    place, *names = _BLANK.split(line.strip("（()） "))
    return len(line) <= _LONGEST_SIGNED and bool(names) and place.endswith(_WORKPLACES) and all(map(bare_name, names))

"""Hard wraps: join the lines of a sentence that a page layout or a fixed line width has broken, where the text proves it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Callable, Sequence

from tifaku.layout.bylines import dateline, entitled, signers
from tifaku.layout.furniture import bullet, furniture_kind, is_office
from tifaku.layout.lines import Line, ends_sentence, enumerator, read_lines
from tifaku.repair.likelihood import log_probability
from tifaku.text.edits import Edit, compose, replay
from tifaku.text.lexicons import rows
from tifaku.text.marks import CLAUSE, CLOSE, OPEN

_NEVER_FIRST = CLAUSE + "、" + CLOSE  # a line cannot begin with these, so the break before one is a wrap
_FUNCTION_WORD = re.compile(r"[的和与及或在对将把被从向以于是之]$")
_NAMED_BY_KIND = re.compile(
    "(?:关于|印发|转发).{4,}(?:通知|意见|决定|通告|公告|批复|函|方案|办法|报告)"
)  # of a document, below its office
_MARK = re.compile("[，。；：、！？]")
_SENDER = re.compile(r"[。！？”][ \u3000][^，。！？ \u3000]{2,4}(?:[ \u3000][^，。！？ \u3000]{2,4})?$")  # …吗？ 读者 小吴
_LAST_SENTENCE = re.compile(r"[。！？；]")
_REMARK = re.compile(r"[。！？]\s*[（(【][^（(【]{1,40}[）)】]$")
_ENDS_IN_DATE = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}$")
_OTHER_END = re.compile(
    r"^#|[|｜!#&(*/:-@\[-`{-~]$|\]\([^\s()]+\)(?:[（(].{1,8}[）)])?$"
)  # a table, a heading or a link in Markdown, code
_OTHER_START = re.compile(r"[|｜—#!`<>\[\]]|[-*+]\s")
_LATIN = re.compile("[A-Za-z]{2}")
_LIST_OPENING = "：:；;"
_PASSES = 4  # a line that was joined can carry on the one before it; text does not change any more after two or three
_LONGEST_HEADING, _LONGEST_INSIDE = 40, 80
_SHORTEST_PROSE = 25  # a title can be a question and an answer; a paragraph of two sentences is longer
#: So strong must the bond between two lines be where the first is prose, and where only its length says so.
_BOND, _STRONG_BOND, _WEAK_BOND = 6.0, 12.0, 9.0
_SEVERAL = 3  # breaks inside words, of which one or two can be the names of two captions
_SHORTEST = 8


def wraps(text: str) -> list[Edit]:
    """Edits that remove the line breaks inside sentences, blank lines between the halves included.

    A break goes where the text itself proves it wrong: the next line begins with a mark that cannot stand there; a quotation,
    bracket or number is open that the next line closes; running prose breaks off inside a word or after one that cannot end
    a sentence; or all full lines have one width and break so. A heading, title, list, table, verse or signature is
    never joined, but for a heading that breaks off after 与 'and' or the like. A doubtful break stays, as an edit with a doubt.

    >>> wraps("全区攻坚克难、破浪前行，取得了新的成绩。今年完\\n\\n成了一系列大事。")  # 'com|pleted'
    [Edit(rule='wraps', raw_start=23, raw_end=25, before='\\n\\n', after='', doubt='')]

    Limit: a paragraph's last line that lacks its full stop can be joined to the next paragraph.
    """
    edits: tuple[Edit, ...] = ()
    joined = text
    lines = read_lines(text)
    for _ in range(_PASSES):
        further = _breaks(joined, lines)
        if not further:
            break
        edits = compose(text, edits, joined, further)
        joined = replay(joined, further)
        lines = read_lines(joined)
    return list(compose(text, edits, joined, _doubtful(joined, lines)))


def _doubtful(text: str, lines: Sequence[Line]) -> list[Edit]:
    """Marks at the breaks that may be wraps, without proof: a paragraph without a full stop before one that goes well with it."""
    marks = []
    for line, following in zip(lines, lines[1:]):
        open_end = not _is_finished(line.text) and _is_prose(line.text) and _is_running(following.text)
        if open_end and _bond(line.text, following.text) > _WEAK_BOND and _can_follow(line.text, following.text):
            between = text[line.end : following.start]
            marks.append(Edit("wraps", line.end, following.start, between, between, "perhaps the two lines are one sentence"))
    return marks


def _breaks(text: str, lines: Sequence[Line]) -> list[Edit]:
    width = _proven(line_width(lines), lines)
    broken = _broken(lines)
    edits: list[Edit] = []
    opened = ""
    for line, following in zip(lines, lines[1:]):
        carried_on = bool(edits) and edits[-1].raw_end == line.start
        opened = opened if carried_on else line.text
        carried_on = carried_on and not _is_heading(opened)
        goes_on = _goes_on(line, following, carried_on) or broken and _is_likely(line.text, following.text, carried_on)
        if goes_on or _is_wrapped(line, following, carried_on, width):
            if _can_follow(line.text, following.text):
                edits.append(Edit("wraps", line.end, following.start, text[line.end : following.start], ""))
    return edits


def _proven(width: LineWidth | None, lines: Sequence[Line]) -> LineWidth | None:
    """The width of a text whose full lines are prose or break off inside words, as those of verse, slogans and tables do not."""
    full = [
        (one.text, two.text) for one, two in zip(lines, lines[1:]) if width and width.is_full(one) and not _is_finished(one.text)
    ]
    inside = sum(_is_inside_word(*pair) for pair in full)
    prose = sum(_is_running(text) for text, _ in full)
    if width and width.inside:
        return width  # paragraphs are set apart from the lines inside them
    proven = inside > 1 and inside * 5 >= len(full) or prose > 1 and prose * 2 >= len(full) or _is_running_on(full)
    return width if proven else None


def _is_running_on(full: Sequence[tuple[str, str]]) -> bool:
    """Whether lines have marks inside, each at other places, and none at their ends, as neither verse nor slogans have."""
    marks = [tuple(mark.start() for mark in _MARK.finditer(text)) for text, _ in full if not enumerator(text)]
    bare = [places for (text, _), places in zip(full, marks) if places and places[-1] < len(text) - 1]
    return len(bare) >= _SEVERAL and len(bare) * 5 >= len(full) * 4 and len(set(bare)) == len(bare)


def _broken(lines: Sequence[Line]) -> bool:
    """Whether paragraphs of the text break off inside words at several places, as those cut by a page's columns do."""
    pairs = ((one.text, two.text) for one, two in zip(lines, lines[1:]) if not _is_finished(one.text) and _is_prose(one.text))
    return sum(_is_inside_word(*pair) and _bond(*pair) > _BOND for pair in pairs) >= _SEVERAL


def _is_likely(text: str, after: str, carried_on: bool) -> bool:
    """Whether two lines of a text that is known to be broken belong together rather than not."""
    if _is_finished(text) or len(text) < _SHORTEST or enumerator(text) or not (_is_running(after) or ends_sentence(after)):
        return carried_on and not _is_finished(text) and _bond(text, after) > _WEAK_BOND
    prose = carried_on or _is_running(text) or len(text) >= _LONGEST_HEADING
    return prose or _is_inside_word(text, after) and _bond(text, after) > _STRONG_BOND


def _is_wrapped(line: Line, following: Line, carried_on: bool, width: LineWidth | None) -> bool:
    """A full line of a text of fixed width, unless it is a heading or the next line is set as the first of a paragraph."""
    if width is None or not width.is_full(line) or _is_heading(line.text) and not carried_on:
        return False
    inside = width.stays_inside(following)
    return not _is_finished(line.text) or line.text[-1] in _LIST_OPENING if inside is None else inside


def _goes_on(line: Line, following: Line, carried_on: bool) -> bool:
    """A sentence that stops halfway, before a line that carries it on."""
    text, after = line.text, following.text
    if _is_finished(text):
        return False
    if (
        after[0] in _NEVER_FIRST
        or _is_closed_by(text, after)
        or text[-1] in ".．"
        and text[-2:-1].isdigit()
        and after[0].isdigit()
    ):
        return True
    if is_office(text) and _NAMED_BY_KIND.fullmatch(after):
        return following.gap == 1
    running = carried_on or _is_running(text)
    if _ends_open(text, after):
        return running or following.gap == 1 and _is_heading(text) and not _is_running(after) and len(after) <= _LONGEST_HEADING
    if not running or not (_is_running(after) or ends_sentence(after)):
        return text[-1] == "、" and _is_running(after)
    return _is_inside_word(text, after) or _bond(text, after) > (_BOND if _is_prose(text) or carried_on else _STRONG_BOND)


@lru_cache(maxsize=512)  # each line is asked for as the first and as the second of two, several times
def _is_finished(text: str) -> bool:
    """Whether the line ends with a sentence, be it followed by a remark in brackets, or opens a list."""
    return ends_sentence(text) or text[-1] in _LIST_OPENING or bool(_REMARK.search(text[-45:]) or _SENDER.search(text[-13:]))


def _is_closed_by(text: str, after: str) -> bool:
    """Whether a quotation or bracket that the line leaves open is closed by the next one, soon and before another opens."""
    for left, right in zip(OPEN, CLOSE):
        opened, closed = text.rfind(left), after.find(right)
        if opened > text.rfind(right) and 0 <= closed <= _LONGEST_INSIDE and not 0 <= after.find(left) < closed:
            return len(text) - opened <= _LONGEST_INSIDE
    return False


def _ends_open(text: str, after: str) -> bool:
    """Whether the last word is one that no line ends with: 与 'and' alone, but not the end of 参与 'take part'."""
    return bool(_FUNCTION_WORD.search(text)) and not any(text[-n:] in _words() for n in (2, 3, 4)) and after[0] not in OPEN


def _is_inside_word(text: str, after: str) -> bool:
    """Whether the end of the line and the beginning of the next are one word of the dictionary: 完|成."""
    ends = (text[-n:] + after[:m] for n, m in ((1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (3, 1)))
    return any(word in _words() for word in ends)


@cache
def _words() -> frozenset[str]:
    return frozenset(row["word"] for name in ("bound_words", "fixed_words") for row in rows(name))


@lru_cache(maxsize=512)
def _is_prose(text: str) -> bool:
    """Whether a sentence ends inside the line, so that it is part of a paragraph and no title or heading."""
    told = len(text) >= _SHORTEST_PROSE and _LAST_SENTENCE.search(text, 0, len(text) - 1)
    return bool(told) or bool(dateline(text)) and not entitled(text)


def _is_running(text: str) -> bool:
    """Whether a line is part of a paragraph and no heading, caption, verse or label."""
    return (
        _is_prose(text)
        or "。" in text
        or len(text) >= 60
        and _chinese(text) >= _LONGEST_HEADING
        or len(text) >= 28
        and text.count("，") >= 2
    )


def _chinese(text: str) -> int:
    return len(text) - len(text.encode("ascii", "ignore"))


def _is_heading(text: str) -> bool:
    return bool(enumerator(text)) and not re.search("[。；：]|[，、]$", text)


def _can_follow(text: str, following: str) -> bool:
    if _is_foreign(text) or _is_foreign(following) or _OTHER_END.search(text) or _OTHER_START.match(following):
        return False
    if enumerator(following) or bullet(following) or dateline(following):
        return False
    return not (
        _ENDS_IN_DATE.search(text[-12:])
        or furniture_kind(text)
        or furniture_kind(following)
        or signers(text)
        or signers(following)
    )


def _is_foreign(text: str) -> bool:
    """A line of Latin words, or a row of a table."""
    return "\t" in text or bool(_LATIN.search(text)) and not any("\u3400" <= c <= "\u9fff" for c in (*text[:20], *text[-20:]))


def _bond(text: str, after: str) -> float:
    """How much likelier the two lines are as one than with a line break between them (difference of log probabilities)."""
    joined = log_probability(text[-2:], after[:1]) + log_probability(text[-1:] + after[:1], after[1:2])
    parted = log_probability(text[-2:], "\n") + log_probability("\n", after[:1]) + log_probability("\n" + after[:1], after[1:2])
    return joined - parted


_WIDEST = 200  # no text is wrapped so wide that characters beyond would matter
_SLACK = 2  # a full line can be so many characters shorter than the rest, where the next mark or number did not fit
_LEAST = 12
_FEWEST = 3


@dataclass(frozen=True)
class LineWidth:
    """The width of a text, its measure, and how lines inside a paragraph are set (gap, indented) where that sets them apart."""

    measure: Callable[[Line], int]
    width: int
    inside: tuple[int, bool] | None = None

    def is_full(self, line: Line) -> bool:
        return self.measure(line) >= self.width - _slack(self.measure)

    def stays_inside(self, following: Line) -> bool | None:
        """Whether a line is set as those inside a paragraph are; None where paragraphs are not set apart."""
        return None if self.inside is None else _setting(following) == self.inside


def line_width(lines: Sequence[Line]) -> LineWidth | None:
    """The width that most unfinished lines have, in characters or in columns (two to a Chinese character), or None.

    Limit: a text in which less than a quarter of the lines break off, or which has longer lines too, counts as not wrapped.
    """
    breaking_off = [line for line in lines if not ends_sentence(line.text)]
    if _too_few(breaking_off, lines):
        return None
    for measure in (_characters, _columns):
        unfinished = [n for n in map(measure, breaking_off) if n >= _LEAST]
        width = _most_common(unfinished, [measure(line) for line in lines], _slack(measure))
        if width:
            return _with_setting(LineWidth(measure, width), lines)
    return None


def _characters(line: Line) -> int:
    return line.indent + len(line.text)


def _columns(line: Line) -> int:
    return line.indent + 2 * len(line.text) - len(line.text[:_WIDEST].encode("ascii", "ignore"))


def _setting(line: Line) -> tuple[int, bool]:
    return line.gap, line.indent > 0


def _slack(measure: Callable[[Line], int]) -> int:
    return 2 * _SLACK if measure is _columns else _SLACK


def _too_few(unfinished: Sequence[object], every: Sequence[object]) -> bool:
    return len(unfinished) < _FEWEST or len(unfinished) * 4 < len(every)


def _most_common(unfinished: Sequence[int], lengths: Sequence[int], slack: int) -> int | None:
    if _too_few(unfinished, lengths):
        return None
    counts = Counter(unfinished)
    width = max(counts, key=lambda at: (sum(counts[at - less] for less in range(slack + 1)), at))
    full = sum(counts[width - less] for less in range(slack + 1))
    longer = sum(length > width + 1 for length in lengths)
    return width if full * 5 >= len(unfinished) * 2 and longer * 50 <= len(lengths) else None


def _with_setting(found: LineWidth, lines: Sequence[Line]) -> LineWidth:
    """The width with the setting of lines inside a paragraph, where lines after a paragraph's short last line have another."""
    inside: Counter[tuple[int, bool]] = Counter()
    between: Counter[tuple[int, bool]] = Counter()
    for line, following in zip(lines, lines[1:]):
        if found.is_full(line) and not ends_sentence(line.text):
            inside[_setting(following)] += 1
        elif not found.is_full(line) and ends_sentence(line.text):
            between[_setting(following)] += 1
    usual = inside.most_common(1)[0][0]
    return LineWidth(found.measure, found.width, usual) if between and between.most_common(1)[0][0] != usual else found

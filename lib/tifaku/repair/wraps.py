"""Hard wraps: join the lines of a sentence that a page layout or a fixed line width has broken."""

from __future__ import annotations

import re
from collections import Counter
from typing import Callable, Sequence

from tifaku.bylines import signers
from tifaku.edits import Edit
from tifaku.furniture import bullet, furniture_kind
from tifaku.lines import Line, ends_sentence, enumerator, read_lines
from tifaku.repair.likelihood import log_probability
from tifaku.signatures import dateline

_NEVER_FIRST = "，。、；：！？”’）》】"  # a line cannot begin with these, so the break before one is a wrap
_OPENING = "“‘《（【"
_HALFWAY = "，、,（(“‘《—"  # a sentence goes on after these
_NEVER_LAST = re.compile(r"(?:[的和与及或在对将把被从向以于是]|(?<!作)为|[一-鿿]等)$")
_LAST_SENTENCE = re.compile(r"[。！？；]")
_LEADS = ("—", "─", "第")  # like numbers, these open headings
_LIST_OPENING = "：:；;"
_RUNNING = 60  # no heading is so long
_LONGEST_CAPTION = 12
_SHORTEST = 8  # a shorter line is no broken sentence
#: So strong must the bond between two lines be: where the first is open at its end, has two clauses, is plain, is numbered.
#: At these values all but a few of 600 unbroken work reports stay as they are.
_OPEN_BOND, _CLAUSE_BOND, _PLAIN_BOND, _NUMBERED_BOND = 9.0, 13.5, 18.0, 26.0
_NARROW, _WIDEST = re.compile("[\x00-\x7f]"), 200  # no text is wrapped so wide that characters beyond would matter
_SLACK = 2  # a wrapped line can be this much shorter than the rest, where the next mark or number did not fit
_SHORTEST_WRAP = 12

Test = Callable[[Line, Line, bool], bool]  # (line, next line, whether the line itself was joined to the one before)


def wraps(text: str) -> list[Edit]:
    """Edits that remove the line breaks inside sentences, blank lines between the halves included.

    Where most unfinished lines of the text have one length, the text was wrapped at that width and its full lines are
    joined; elsewhere a line is joined to the next where it is running text that stops halfway.
    Limit: a paragraph's last line that lacks its full stop can be joined to the next paragraph.
    >>> wraps("全区攻坚克难、破浪前行。完\\n\\n成了一系列大事。")  # 'com|pleted'
    [Edit(rule='wraps', raw_start=13, raw_end=15, before='\\n\\n', after='', doubt='')]
    """
    lines = read_lines(text)
    broken = _at_width(lines) or _halfway
    edits: list[Edit] = []
    for line, following in zip(lines, lines[1:]):
        carried_on = bool(edits) and edits[-1].raw_end == line.start
        if broken(line, following, carried_on):
            edits.append(Edit("wraps", line.end, following.start, text[line.end : following.start], ""))
    return edits


def _halfway(line: Line, following: Line, carried_on: bool) -> bool:
    """A sentence that stops halfway, before a line that carries it on."""
    text, after = line.text, following.text
    if _is_finished(text) or len(text) < _SHORTEST or not _can_follow(text, after):
        return False
    if after[0] in _NEVER_FIRST:
        return True
    last = _LAST_SENTENCE.split(text)[-1]
    numbered = bool(enumerator(last.strip()) or bullet(last)) or last.startswith(_LEADS)  # perhaps a heading or an item
    begun = (carried_on or last != text) and not numbered
    open_end = begun or text[-1] in _HALFWAY or bool(_NEVER_LAST.search(text)) or _opened(last)
    if open_end and _is_running(after):
        return True
    if not open_end and (after[0] in _OPENING or not _is_running(after) and ("，" not in text or len(text) < _LONGEST_CAPTION)):
        return False  # a heading above “quoted words”, or two captions
    needed = _OPEN_BOND if open_end else _NUMBERED_BOND if numbered else _CLAUSE_BOND if "，" in text else _PLAIN_BOND
    return _bond(text, after) > needed


def _bond(text: str, after: str) -> float:
    """How much likelier the two lines are as one than with a line break between them (difference of log probabilities)."""
    joined = log_probability(text[-2:], after[:1]) + log_probability(text[-1:] + after[:1], after[1:2])
    parted = log_probability(text[-2:], "\n") + log_probability("\n", after[:1]) + log_probability("\n" + after[:1], after[1:2])
    return joined - parted


def _is_finished(text: str) -> bool:
    """Whether the line ends with a sentence, be it followed by a remark in brackets, or opens a list."""
    return ends_sentence(text) or text[-1] in _LIST_OPENING or bool(re.search(r"[。！？]\s*[（(【][^（(【]{1,40}[）)】]$", text[-45:]))


def _can_follow(text: str, following: str) -> bool:
    table = text[-1] in "|｜" or following[0] in "|｜"
    if table or following.startswith("—") or enumerator(following) or bullet(following) or dateline(following):
        return False
    return not (furniture_kind(text) or furniture_kind(following) or signers(text) or signers(following))


def _is_heading(text: str) -> bool:
    return bool(enumerator(text)) and not re.search("[。；：]|[，、]$", text)


def _is_running(text: str) -> bool:
    """Whether a line is part of a paragraph and no heading, caption or label."""
    return _is_finished(text) or text[-1] in _HALFWAY or "。" in text or len(text) >= _RUNNING or text.count("，") >= 2


def _opened(text: str) -> bool:
    return any(text.count(left) > text.count(right) for left, right in ("“”", "（）", "《》"))


def _at_width(lines: Sequence[Line]) -> Test | None:
    """The test for a text wrapped at a fixed width, in characters or in columns; None where the text is not wrapped."""
    for measure in (_characters, _columns):
        width = _width([measure(line) for line in lines if not _is_finished(line.text)], [measure(line) for line in lines])
        if width:
            return _filled(lines, measure, width)
    return None


def _characters(line: Line) -> int:
    return line.indent + len(line.text)


def _columns(line: Line) -> int:
    return line.indent + 2 * len(line.text) - len(_NARROW.findall(line.text, 0, _WIDEST))


def _width(unfinished: Sequence[int], lengths: Sequence[int]) -> int | None:
    unfinished = [length for length in unfinished if length >= _SHORTEST_WRAP]
    if len(unfinished) < 3 or len(unfinished) * 4 < len(lengths):
        return None
    counts = Counter(unfinished)
    width = max(counts, key=lambda at: (sum(counts[at - less] for less in range(_SLACK + 1)), -at))
    filled = sum(counts[width - less] for less in range(_SLACK + 1))
    longer = sum(length > width + 1 for length in lengths)
    return width if filled * 5 >= len(unfinished) * 3 and longer * 50 <= len(lengths) else None


def _filled(lines: Sequence[Line], measure: Callable[[Line], int], width: int) -> Test:
    """The test for a text of this width: a full line is joined to the next unless a paragraph begins there."""
    pairs = list(zip(lines, lines[1:]))
    within = Counter((b.gap, b.indent > 0) for a, b in pairs if measure(a) >= width - _SLACK and not _is_finished(a.text))
    between = Counter((b.gap, b.indent > 0) for a, b in pairs if measure(a) < width - _SLACK and _is_finished(a.text))
    usual = within.most_common(1)[0][0]
    telling = bool(between) and between.most_common(1)[0][0] != usual  # paragraphs are set apart by a gap or an indent

    def broken(line: Line, following: Line, carried_on: bool) -> bool:
        if measure(line) < width - _SLACK or not _can_follow(line.text, following.text):
            return False
        if not carried_on and _is_heading(line.text):
            return False
        set_alike = (following.gap, following.indent > 0) == usual
        return set_alike if telling else not _is_finished(line.text) or line.text[-1] in _LIST_OPENING

    return broken

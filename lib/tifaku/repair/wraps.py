"""Hard wraps: join the lines of a sentence that a page layout or a fixed line width has broken."""

from __future__ import annotations

import re

from tifaku.layout.bylines import signers
from tifaku.layout.furniture import bullet, furniture_kind
from tifaku.layout.lines import Line, ends_sentence, enumerator, read_lines
from tifaku.layout.signatures import dateline, entitled
from tifaku.repair.likelihood import log_probability
from tifaku.repair.line_widths import LineWidth, line_width
from tifaku.text.edits import Edit, compose, replay

_NEVER_FIRST = "，。、；：！？”’）》】"  # a line cannot begin with these, so the break before one is a wrap
_OPENING = "“‘《（【"
_HALFWAY = "，、,—" + _OPENING  # a sentence goes on after these
_NEVER_LAST = re.compile(r"(?:[的和与及或在对将把被从向以于是]|(?<!作)为|[一-鿿]等)$")
_LAST_SENTENCE = re.compile(r"[。！？；]")
_REMARK = re.compile(r"[。！？]\s*[（(【][^（(【]{1,40}[）)】]$")
_LEADS = ("—", "─", "第")  # like numbers, these open headings
_LIST_OPENING = "：:；;"
_LONGEST_HEADING, _LONGEST_CAPTION = 60, 12
_PASSES = 4  # a line that was joined can carry on the one before it; text does not change any more after two or three
_SHORTEST = 8  # a shorter line is no broken sentence
#: So strong must the bond between two lines be: where the first is open at its end, has two clauses, is plain, is numbered.
#: At these values all but a few of 600 unbroken work reports stay as they are.
_OPEN_BOND, _CLAUSE_BOND, _PLAIN_BOND, _NUMBERED_BOND = 9.0, 13.5, 18.0, 26.0


def wraps(text: str) -> list[Edit]:
    """Edits that remove the line breaks inside sentences, blank lines between the halves included.

    Where most unfinished lines of the text have one length, the text was wrapped at that width and its full lines are
    joined. Any other line is joined to the next where its sentence stops halfway: by its marks or, where these don't
    tell, by how much likelier the characters on either side of the break are together than apart.

    >>> wraps("全区攻坚克难、破浪前行。完\\n\\n成了一系列大事。")  # 'com|pleted'
    [Edit(rule='wraps', raw_start=13, raw_end=15, before='\\n\\n', after='', doubt='')]

    Limit: a paragraph's last line that lacks its full stop can be joined to the next paragraph.
    """
    edits: tuple[Edit, ...] = ()
    joined = text
    for _ in range(_PASSES):
        further = _breaks(joined)
        if not further:
            break
        edits = compose(text, edits, joined, further)
        joined = replay(joined, further)
    return list(edits)


def _breaks(text: str) -> list[Edit]:
    lines = read_lines(text)
    width = line_width(lines)
    edits: list[Edit] = []
    for line, following in zip(lines, lines[1:]):
        carried_on = bool(edits) and edits[-1].raw_end == line.start
        wrapped = width is not None and _is_wrapped(line, following, carried_on, width)
        if (wrapped or _goes_on(line, following, carried_on)) and _can_follow(line.text, following.text):
            edits.append(Edit("wraps", line.end, following.start, text[line.end : following.start], ""))
    return edits


def _is_wrapped(line: Line, following: Line, carried_on: bool, width: LineWidth) -> bool:
    """A full line of a text of fixed width, unless it is a heading or the next line is set as the first of a paragraph."""
    heading = enumerator(line.text) and not re.search("[。；：]|[，、]$", line.text)
    if not width.is_full(line) or heading and not carried_on:
        return False
    inside = width.stays_inside(following)
    return not _is_finished(line.text) or line.text[-1] in _LIST_OPENING if inside is None else inside


def _goes_on(line: Line, following: Line, carried_on: bool) -> bool:
    """A sentence that stops halfway, before a line that carries it on."""
    text, after = line.text, following.text
    if _is_finished(text) or len(text) < _SHORTEST and not carried_on:
        return False
    if after[0] in _NEVER_FIRST:
        return True
    last = _LAST_SENTENCE.split(text)[-1]
    numbered = bool(enumerator(last.strip()) or bullet(last)) or last.startswith(_LEADS)  # perhaps a heading or an item
    told = carried_on or last != text or (dateline(text) and not entitled(text))  # prose, and no title or caption
    if told and not numbered or _is_open(last):
        return _is_running(after) or _bond(text, after) > _OPEN_BOND
    if after[0] in _OPENING or not (_is_running(after) or "，" in text and len(text) >= _LONGEST_CAPTION):
        return False  # a heading above “quoted words”, or two captions
    return _bond(text, after) > (_NUMBERED_BOND if numbered else _CLAUSE_BOND if "，" in text else _PLAIN_BOND)


def _is_finished(text: str) -> bool:
    """Whether the line ends with a sentence, be it followed by a remark in brackets, or opens a list."""
    return ends_sentence(text) or text[-1] in _LIST_OPENING or bool(_REMARK.search(text[-45:]))


def _is_open(sentence: str) -> bool:
    """Whether what there is of a sentence cannot end here: a comma, a particle, a bracket that is not closed."""
    unclosed = any(sentence.count(left) > sentence.count(right) for left, right in ("“”", "（）", "《》"))
    return unclosed or sentence[-1:] in tuple(_HALFWAY) or bool(_NEVER_LAST.search(sentence))


def _is_running(text: str) -> bool:
    """Whether a line is part of a paragraph and no heading, caption or label."""
    return _is_finished(text) or text[-1] in _HALFWAY or "。" in text or len(text) >= _LONGEST_HEADING or text.count("，") >= 2


def _can_follow(text: str, following: str) -> bool:
    table = text[-1] in "|｜" or following[0] in "|｜"
    if table or following.startswith("—") or enumerator(following) or bullet(following) or dateline(following):
        return False
    return not (furniture_kind(text) or furniture_kind(following) or signers(text) or signers(following))


def _bond(text: str, after: str) -> float:
    """How much likelier the two lines are as one than with a line break between them (difference of log probabilities)."""
    joined = log_probability(text[-2:], after[:1]) + log_probability(text[-1:] + after[:1], after[1:2])
    parted = log_probability(text[-2:], "\n") + log_probability("\n", after[:1]) + log_probability("\n" + after[:1], after[1:2])
    return joined - parted

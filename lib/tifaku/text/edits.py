"""Edits: what was changed in a text, why, and how every character of the result leads back to the source."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import Iterable, NamedTuple, Sequence


class Edit(NamedTuple):
    """One explained change: `before` stands at raw_start:raw_end of the source and became `after`.

    A doubt, where there is one, says what could not be decided; an edit whose `after` equals `before` is a mark only.
    A rule with "+" in it ("decloak+script") means that several rules met at this place, in that order.
    >>> Edit("script", 2, 3, "級", "级")  # traditional 級 'level' to simplified 级
    Edit(rule='script', raw_start=2, raw_end=3, before='級', after='级', doubt='')
    """

    # A tuple and not a dataclass: a megabyte of traditional text has some 80,000 of them.
    rule: str
    raw_start: int
    raw_end: int
    before: str
    after: str
    doubt: str = ""


def replay(raw: str, edits: Iterable[Edit]) -> str:
    """The text that comes out when the edits (sorted, not overlapping) are applied to the source.

    >>> replay("三級(jí)書記", [Edit("decloak", 2, 6, "(jí)", "")])  # 'secretaries at three levels'
    '三級書記'
    """
    parts: list[str] = []
    at = 0
    for edit in edits:
        parts += raw[at : edit.raw_start], edit.after
        at = edit.raw_end
    parts.append(raw[at:])
    return "".join(parts)


def compose(raw: str, first: Sequence[Edit], middle: str, second: Sequence[Edit]) -> tuple[Edit, ...]:
    """One list of edits on `raw` that does what `first` (raw to middle) and then `second` (middle to result) do.

    Edits of both lists that overlap become one edit; all others keep their own rule. Linear in the number of edits.
    """
    if not first or not second:
        return tuple(first or second)
    shifts = list(accumulate((len(x.before) - len(x.after) for x in first), initial=0))  # raw minus middle, before each edit
    ends = [x.raw_start - shift + len(x.after) for x, shift in zip(first, shifts)]  # … and where in `middle` it ends
    out: list[Edit] = []
    i = j = 0
    while j < len(second):
        s, e = second[j].raw_start, second[j].raw_end
        passed, i = i, bisect_right(ends, s, lo=i)
        out += first[passed:i]
        i0, j0, shift = i, j, shifts[i]
        shift0 = shift
        j += 1
        while True:  # grow [s, e) over everything that overlaps it, from either list
            if i < len(first) and first[i].raw_start - shift < e:
                s = min(s, first[i].raw_start - shift)
                e = max(e, first[i].raw_start - shift + len(first[i].after))
                shift += len(first[i].before) - len(first[i].after)
                i += 1
            elif j < len(second) and second[j].raw_start < e:
                e = max(e, second[j].raw_end)
                j += 1
            else:
                break
        out.append(_merge(raw, middle, first[i0:i], second[j0:j], s, e, s + shift0, e + shift))
    out += first[i:]
    return tuple(out)


def _merge(raw, middle, first, second, s, e, raw_s, raw_e) -> Edit:
    if not first and len(second) == 1:
        edit = second[0]
        return Edit(edit.rule, raw_s, raw_e, edit.before, edit.after, edit.doubt)
    after = replay(middle[s:e], (x._replace(raw_start=x.raw_start - s, raw_end=x.raw_end - s) for x in second))
    rules = dict.fromkeys(name for x in (*first, *second) for name in x.rule.split("+"))
    doubts = dict.fromkeys(x.doubt for x in (*first, *second) if x.doubt)
    return Edit("+".join(rules), raw_s, raw_e, raw[raw_s:raw_e], after, "; ".join(doubts))


class Alignment:
    """The way back from a span of the edited text to its exact range in the source, in logarithmic time."""

    def __init__(self, edits: Sequence[Edit]):
        self.edits = edits
        self.starts: list[int] = []  # where each edit's `after` begins in the text
        shift = 0
        for edit in edits:
            self.starts.append(edit.raw_start - shift)
            shift += len(edit.before) - len(edit.after)

    def _char(self, at: int) -> tuple[int, int]:
        """The source range of the one character at `at`."""
        k = bisect_right(self.starts, at) - 1
        if k < 0:
            return at, at + 1
        edit, start = self.edits[k], self.starts[k]
        inside = at - start
        if inside >= len(edit.after):
            raw = edit.raw_end + inside - len(edit.after)
            return raw, raw + 1
        if len(edit.before) == len(edit.after):
            return edit.raw_start + inside, edit.raw_start + inside + 1
        return edit.raw_start, edit.raw_end

    def to_raw(self, start: int, end: int) -> tuple[int, int]:
        """The source range of text[start:end]: from where its first character comes to where its last one ends.

        Deletions at either edge are left out; an empty span gives an empty range.
        """
        if start >= end:
            at = self._char(start)[0]
            return at, at
        return self._char(start)[0], self._char(end - 1)[1]

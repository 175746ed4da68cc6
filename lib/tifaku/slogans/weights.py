"""Weights: how sure it is that segments of one length are a series; the numbers were set by hand on five articles."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from tifaku.slogans.edges import after_opener, follows_on
from tifaku.slogans.moulds import KINDS, Marks, is_frame, is_plain_list
from tifaku.slogans.pieces import Place, Run
from tifaku.slogans.verbs import in_word
from tifaku.text.lexicons import clause_verbs

ENOUGH = 3.25  # points that make a series
COUPLET = 4, 8  # characters of a couplet's halves
ALONE = 3.5  # points for filling a quotation or line
JOINED = {"+": 1.5, "＋": 1.5, "”": 0}  # less where the segments are joined by plus signs or are quotations of their own


class Draft(NamedTuple):
    """Segments of one length from piece `at` of a run on, with what they share; whether the first and the last
    are cut out of a longer piece."""

    run: Run
    at: int
    segments: tuple[Place, ...]
    words: tuple[str, ...]
    marks: Marks
    left_cut: bool
    right_cut: bool

    @property
    def end(self) -> int:
        """The number of the piece after the last one."""
        return self.at + len(self.segments)


def points(draft: Draft) -> float:
    """How sure the series is: the strength of its mould, more where it stands alone, less for doubtful edges.

    Below ENOUGH the figure means nothing: what can only lessen it is not looked at any more.
    """
    if draft.run.whole or draft.run.alone:
        return _points_alone(draft)
    frame = is_frame(draft.words[0], draft.marks - KINDS)
    score = strength(len(draft.words[0]), len(draft.words), draft.marks, frame) + _points_in_list(draft, frame)
    if score < ENOUGH or is_plain_list(draft.words):
        return 0
    score -= _left_doubt(draft) + _right_doubt(draft)
    return score - 0.5 * (draft.left_cut and draft.right_cut and len(draft.words) == 2)


def _points_alone(draft: Draft) -> float:
    words, run = draft.words, draft.run
    if draft.left_cut or draft.right_cut or len(words) < len(run.words) or len(words[0]) == len(words) == 2:
        return 0
    bonus = 0 if run.alone and not COUPLET[0] <= len(words[0]) <= COUPLET[1] else JOINED.get(run.mark, ALONE)
    return strength(len(words[0]), len(words), draft.marks, is_frame(words[0], draft.marks - KINDS)) + bonus


def _points_in_list(draft: Draft, frame: bool) -> float:
    """A list of slogans has no other items and no 等 'and so on' after it."""
    score, verb = 0.0, not draft.marks.isdisjoint(("V", "VV"))
    if draft.run.mark == "、":
        more_items = (draft.at > 0) + (draft.end < len(draft.run.words))
        score += 0.5 + ("VV" in draft.marks and len(draft.words[0]) < 7) - (1 if frame else 1.5) * more_items
    if draft.run.text.startswith("等", draft.segments[-1][1]):
        score -= 1 + (not verb and not frame)
    return score


@lru_cache(10_000)
def strength(length: int, segments: int, marks: Marks, frame: bool) -> float:
    """How much segments of this length look like one mould: some 2 points for shared characters, for a verb in front, for three
    segments."""
    places = marks - KINDS
    score = _of_places(length, segments, places, frame) if places else 0.0
    score += (1 if places else 3) * ("V" in marks) + 2 * ("VV" in marks) + ("AA" in marks) + 3 * ("link" in marks)
    score += 2 * ("P" in marks and not places)
    score += 1.5 * (segments > 2) + 0.5 * (segments > 3)
    return score - (length == 2) - (length > 8 and len(places) < 0.3 * length) - 2 * (length > 10)


def _of_places(length: int, segments: int, places: Marks, frame: bool) -> float:
    """More for characters that make a frame, stand at an edge or are a large part of the segment."""
    share = len(places) / length
    edge = 0 in places or length - 1 in places
    two_kinds = not frame and segments == 2 and length == 4 and places in ({0, 1}, {2, 3})  # of one thing: 政治优势、组织优势
    score = 0.5 + 0.5 * (share >= 0.25) + (edge or frame or share >= 0.3)
    return score + (share >= 0.3) + frame + 0.5 * (share >= 0.5) - two_kinds


def _left_doubt(draft: Draft) -> float:
    """How doubtful it is that the first segment begins here, inside a piece."""
    text, start, words = draft.run.text, draft.segments[0][0], draft.words
    if not draft.left_cut or after_opener(text, start):
        return 0
    if draft.run.mark == "，":
        return 0.5 if words[0][:2] == words[1][:2] else 1.5
    sure = words[0][0] == words[1][0] or draft.marks & {"V", "VV", "AA"} or text[start - 2 : start] in clause_verbs()
    return 0 if sure else 0.5 if len(words) > 2 else 1


def _right_doubt(draft: Draft) -> float:
    """How doubtful it is that the last segment ends here, inside a piece."""
    text, end, words = draft.run.text, draft.segments[-1][1], draft.words
    if not draft.right_cut:
        return 0
    if in_word(text, end):
        return 3
    if follows_on(text, end) or text[end : end + 2] in clause_verbs() or words[0][-1] == words[1][-1]:
        return 0
    if "VV" in draft.marks and len(words[0]) > 4:
        return 2
    return 1 if len(draft.marks) > 1 or len(words) > 2 else 2

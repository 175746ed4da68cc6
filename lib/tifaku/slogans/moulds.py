"""Moulds: what the segments of a series have in common, and what no segment of a series is."""

from __future__ import annotations

import re
from operator import eq
from os.path import commonprefix
from typing import Sequence, Union

from tifaku.slogans.verbs import mould_words
from tifaku.text.lexicons import clause_verbs

PLAIN = r"0-9０-９A-Za-z他她它我您你这那了着说吗呢吧啊（）()《》『』＿？！?!\s"
#: A plain count, a person of a story, a bracket or an aspect mark is no part of a slogan. One class opens the pattern, so that
#: the search skips what is in none.
UNFIT = re.compile(rf"[{PLAIN}一二三四五六七八九十](?:(?<=[{PLAIN}])|[届次号中是])")
Marks = frozenset[Union[int, str]]
KINDS: Marks = frozenset({"V", "VV", "P", "AA", "link"})  # the marks that are no places


def shared(one: str, two: str) -> Marks:
    """What two segments of one length share, as a set of marks.

    A number: the place of a character that both have there. "V", "VV": a verb of one or two characters in front. "P": a
    predicate at the end of three characters. "AA": a doubled head. "link": a last character that the next one takes up.

    >>> sorted(shared("选得准", "树得住"))  # 'well chosen, standing firm'
    [1]
    """
    marks: set = set()
    if any(map(eq, one, two)):
        marks.update([i for i, (a, b) in enumerate(zip(one, two)) if a == b and a not in "『』"])
    verbs = clause_verbs()
    if _verb_and_noun(one) and _verb_and_noun(two):
        marks.add("V")
    if len(one) == 3:
        if {one[2], two[2]} <= mould_words("predicate"):
            marks.add("P")
    elif len(one) > 3:
        if one[:2] in verbs and two[:2] in verbs:
            marks.add("VV")
        if one[0] == one[1] and two[0] == two[1]:
            marks.add("AA")
        if one[-1] in two[:2]:
            marks.add("link")
    return frozenset(marks)


def _verb_and_noun(word: str) -> bool:
    """A one-character verb before two characters, once (打基础) or twice (抓思想强引领)."""
    verbs = clause_verbs()
    return word[0] in verbs and (len(word) == 3 or len(word) == 6 and word[3] in verbs and word[3:5] not in verbs)


def is_frame(word: str, places: frozenset[int]) -> bool:
    """Whether a character shared at these places is a function word or verb in front, a link inside, or a suffix at the end."""
    last = len(word) - 1
    for place in places:
        if place == 0 and (word[0] in mould_words("frame") or word[0] in clause_verbs()):
            return True
        if word[place] in mould_words("suffix" if place == last else "inner") and place > 0:
            return True
    return False


def is_unfit(words: Sequence[str]) -> bool:
    """Whether a segment is said twice or holds what no slogan has: digits, brackets, persons of a story, aspect marks."""
    return len(set(words)) < len(words) or any(map(UNFIT.search, words))


def is_plain_list(words: Sequence[str]) -> bool:
    """Whether the segments share no more than the head of a list of places, bodies, people, goods or counts."""
    return words[0][-1] == words[1][-1] and commonprefix([word[::-1] for word in words])[::-1] in mould_words("list")

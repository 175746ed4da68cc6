"""Chains: series without any mark between their segments (用心用情用力, 抓党建谋发展)."""

from __future__ import annotations

import re
from functools import cache
from typing import Iterator

from tifaku.coinages import Find
from tifaku.pieces import Span
from tifaku.verbs import in_word, mould_words

LOOSE = re.compile(r"[的和与及或是在了]")
HAN = "[\u4e00-\u9fff]"

def chains(text: str) -> Iterator[Find]:
    """Series without marks: three or more segments with one character at one place; two after a verb or function word
    (因户因人); two verbs of one character each with two characters after it (抓党建谋发展). Of two that overlap, the first."""
    end = 0
    for segments in sorted(_all(text), key=lambda segments: (segments[0][0], -segments[-1][1])):
        if segments[0][0] >= end:
            end = segments[-1][1]
            yield Find("parallel_series", segments[0][0], end, segments)


def _all(text: str) -> Iterator[tuple[Span, ...]]:
    for pattern, length in _patterns():
        for match in pattern.finditer(text):
            segments = tuple((at, at + length) for at in range(match.start(), match.end() - length + 1, length))
            if _holds(text, segments):
                yield segments


def _holds(text: str, segments: tuple[Span, ...]) -> bool:
    """Whether the segments are different, free of conjunctions, and begin and end between words as far as can be told."""
    words, (start, end) = [text[s:e] for s, e in segments], (segments[0][0], segments[-1][1])
    if len(set(words)) < len(words) or any(LOOSE.search(word) for word in words):
        return False
    if in_word(text, start) or in_word(text, end):
        return False
    if len(words) == 2 or words[0][0] != words[1][0] and words[0][-1] != words[1][-1] and words[0][-2] != words[1][-2]:
        return not any(in_word(text, s) or in_word(text, s + 1) for s, _ in segments)
    return True


@cache
def _patterns() -> tuple[tuple[re.Pattern, int], ...]:
    head = "[" + "".join(sorted(mould_words("chain"))) + "]"
    verb = "[" + "".join(sorted(v for v in mould_words("slogan_verb"))) + "]"
    return (
        (re.compile(rf"{HAN}{{2}}({HAN}){HAN}(?:{HAN}{{2}}\1{HAN}){{2,}}"), 4),
        (re.compile(rf"{HAN}{{2}}({HAN})(?:{HAN}{{2}}\1){{2,}}"), 3),
        (re.compile(rf"({HAN}){HAN}{{2}}(?:\1{HAN}{{2}}){{2,}}"), 3),
        (re.compile(rf"{HAN}({HAN})(?:{HAN}\1){{2,}}"), 2),
        (re.compile(rf"({HAN}){HAN}(?:\1{HAN}){{2,}}"), 2),
        (re.compile(rf"({head}){HAN}(?:\1{HAN})+"), 2),
        (re.compile(rf"(大|不|真|敢){HAN}{{2}}(?:\1{HAN}{{2}})+"), 3),
        (re.compile(rf"{verb}{HAN}{{2}}(?:{verb}{HAN}{{2}})+"), 3),
    )

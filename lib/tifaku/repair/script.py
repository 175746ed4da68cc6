"""Script: traditional characters and converter's vocabulary become what a mainland author wrote."""

from __future__ import annotations

import re
from functools import cache
from itertools import compress
from operator import ne
from typing import Iterator, NamedTuple

from tifaku.repair.gbk import in_gb2312
from tifaku.repair.prose import kept, outside
from tifaku.text.edits import Edit
from tifaku.text.lexicons import rows

_DOCUMENT_SHARE = 0.05  # simplified text has hardly any traditional-only character, traditional text 25 to 40%
_LINE_SHARE = 0.2
_NOT_FOR_OPENCC = re.compile("([\x00\ud800-\udfff]+)")


def script(text: str) -> list[Edit]:
    """Edits that turn traditional Chinese into mainland simplified, one for each changed character or word.

    OpenCC's tw2s does the characters, kept_words.tsv and dry_words.tsv those that depend on the word, mainland_vocabulary.tsv
    and taiwan_words.tsv the words of Taiwan (資訊 'information' → 信息). Text that is simplified already is not touched; a
    traditional line in it is converted alone. Japanese, Korean, addresses and code stay.
    Limit: what a converter merged stays merged; Taiwan words outside the tables stay.
    >>> [(edit.before, edit.after) for edit in script("深化黨建")]  # 'deepen Party building'
    [('黨', '党')]
    """
    edits: list[Edit] = []
    for start, end in _traditional_spans(text):
        edits += _converted(text[start:end], start)
    return outside(edits, kept(text)) if edits else []


def _traditional_spans(text: str) -> Iterator[tuple[int, int]]:
    if not traditional_only().search(text):
        return
    if _is_traditional(text, _DOCUMENT_SHARE):
        yield 0, len(text)
        return
    start = 0
    for line in text.splitlines(keepends=True):
        if _is_traditional(line, _LINE_SHARE, 2):  # one can be a name
            yield start, start + len(line)
        start += len(line)


def _is_traditional(text: str, share: float, least: int = 1) -> bool:
    """Whether enough characters are traditional only, and more than are simplified only."""
    found = len(traditional_only().findall(text))
    return found >= max(least, share * len(text.strip())) and found > len(_simplified_only().findall(text))


def _converted(text: str, offset: int) -> Iterator[Edit]:
    converted = convert(text)
    if len(converted) != len(text):
        raise ValueError("OpenCC's tw2s changed the length of a text; pin the version of opencc in pyproject.toml")
    converted = as_written(text, converted)
    words = [_trimmed(change, converted) for change in mainland(converted)]
    at = 0
    for word in words:
        yield from _characters(text, converted, at, word.start, offset)
        yield Edit("script", offset + word.start, offset + word.end, text[word.start : word.end], word.mainland, word.doubt)
        at = word.end
    yield from _characters(text, converted, at, len(text), offset)


def _characters(text: str, converted: str, start: int, end: int, offset: int) -> Iterator[Edit]:
    """Each changed character alone, so that an edit before this one that ends between two stays apart."""
    for at in compress(range(start, end), map(ne, text[start:end], converted[start:end])):
        yield Edit("script", offset + at, offset + at + 1, text[at], converted[at])


def _trimmed(change: Change, converted: str) -> Change:
    """Without the characters that both words begin or end with, where these are of one length: 数位化, 数字化 differ in one."""
    start, end, new, doubt = change
    while len(new) == end - start and new[0] == converted[start]:
        start, new = start + 1, new[1:]
    while len(new) == end - start and new[-1] == converted[end - 1]:
        end, new = end - 1, new[:-1]
    return Change(start, end, new, doubt)


def convert(text: str) -> str:
    """Every traditional character in its mainland form, without regard to words; of the same length.

    OpenCC ends a text at NUL and refuses lone surrogates: it gets the pieces between them.
    """
    return _by_pieces(_converter(), text)


def _by_pieces(converter, text: str) -> str:
    pieces = _NOT_FOR_OPENCC.split(text)
    pieces[::2] = map(converter.convert, pieces[::2])
    return "".join(pieces)


@cache
def _converter():
    from opencc import OpenCC

    return OpenCC("tw2s")


@cache
def simplified(character: str) -> str:
    """The mainland form of one character, without its context.

    >>> simplified("黨")  # 'Party'
    '党'
    """
    return convert(character)


@cache
def traditional_only() -> re.Pattern[str]:
    """Matches a character that tw2s changes and that GB2312, the simplified standard, does not have."""
    every = [chr(code) for code in range(0x3400, 0xA000)]
    simplified = _converter().convert("\n".join(every)).split("\n")
    return re.compile(f"[{''.join(t for t, s in zip(every, simplified) if t != s and not in_gb2312(t))}]")


@cache
def _simplified_only() -> re.Pattern[str]:
    return re.compile(f"[{''.join(filter(simplified_only, map(chr, range(0x4E00, 0xA000))))}]")


@cache
def traditional(character: str) -> str:
    """The usual traditional form of one character, without its context.

    >>> traditional("党")  # 'Party'
    '黨'
    """
    return _by_pieces(_to_traditional(), character)


@cache
def simplified_only(character: str) -> bool:
    """Whether a character has no place in traditional text: it has a traditional form, and Big5 does not list it as common."""
    if traditional(character) == character:
        return False
    return not b"\xa4\x40" <= character.encode("big5", "replace") <= b"\xc6\x7e"


@cache
def _to_traditional():
    from opencc import OpenCC

    return OpenCC("s2tw")


class Word(NamedTuple):
    """One row of mainland_vocabulary.tsv or taiwan_words.tsv; `converted` is the word as tw2s leaves it."""

    converted: str
    mainland: str
    when: str
    unless: str
    source: str


class Change(NamedTuple):
    """A word at start:end of the converted text, what the mainland says, and a doubt where that is not sure."""

    start: int
    end: int
    mainland: str
    doubt: str


def mainland(converted: str) -> list[Change]:
    """The words of Taiwan usage in a text that tw2s has converted, with the words of the mainland.

    A word that can be good mainland Chinese too (支援 'reinforce', for 支持 'support') is changed only in a text that has
    words which cannot, and then with a doubt; no word is changed inside one of its `unless` phrases.
    >>> mainland("健康资讯平台")  # 'health information platform'
    [Change(start=2, end=4, mainland='信息', doubt='')]
    """
    found = [(at, phrase) for at, phrase in _phrases_in(converted) if phrase in _words()]
    seen = {phrase for _, phrase in found}
    sure = {word for word in seen if _words()[word].when == "always"}
    taiwanese = len(sure) > 1 or bool(sure) and len(seen) > 2
    changed = (one for one in found if taiwanese or one[1] in sure)
    return [Change(at, at + len(word), _words()[word].mainland, _doubt(word, sure)) for at, word in changed]


def _doubt(word: str, sure: set[str]) -> str:
    return "" if word in sure else f"perhaps {word}, which the mainland says too"


def as_written(original: str, converted: str) -> str:
    """`converted`, which tw2s has made of `original`, with the characters back that tw2s takes for variants of others.

    乾 becomes 干 in words that mean 'dry' (dry_words.tsv) and stays elsewhere: it is qián, mostly in names. 著 stays in words
    in which it is zhù, 徵 in names (kept_words.tsv).
    >>> as_written("原著", "原着")  # 'original work'
    '原著'
    """
    back = {*_names(original, converted), *_kept(original, converted)}
    return "".join(original[at] if at in back else c for at, c in enumerate(converted)) if back else converted


def _names(original: str, converted: str) -> Iterator[int]:
    if "乾" in original:
        dry = {at for m in _dry().finditer(converted) for at in range(*m.span())}
        yield from (m.start() for m in re.finditer("乾", original) if m.start() not in dry)


def _kept(original: str, converted: str) -> Iterator[int]:
    changed = {found.start() for found in re.finditer("[著徵]", original)}
    if changed:
        mixed = "".join(original[at] if at in changed else c for at, c in enumerate(converted))
        yield from (at for found in _kept_words().finditer(mixed) for at in range(*found.span()) if at in changed)


@cache
def _dry() -> re.Pattern[str]:
    return re.compile("|".join(row["word"] for row in rows("dry_words")))


@cache
def _kept_words() -> re.Pattern[str]:
    words = sorted(rows("kept_words"), key=lambda row: -len(row["word"]))
    return re.compile("|".join(row["word"] + (f"(?![{row['not_before']}])" if row["not_before"] else "") for row in words))


@cache
def _words() -> dict[str, Word]:
    return {row["converted"]: Word(**row) for name in ("taiwan_words", "mainland_vocabulary") for row in rows(name)}


def _phrases_in(text: str) -> Iterator[tuple[int, str]]:
    """Where the words and the phrases that hold one back stand, the longest of those that begin at one place."""
    firsts, phrases = _phrases()
    end = 0
    for first in firsts.finditer(text):
        at = first.start()
        may = phrases.get(text[at : at + 2], ()) if at >= end else ()
        phrase = next((phrase for phrase in may if text.startswith(phrase, at)), "")
        if phrase:
            yield at, phrase
            end = at + len(phrase)


@cache
def _phrases() -> tuple[re.Pattern[str], dict[str, list[str]]]:
    """All words and phrases by their first two characters, the longest first; one pattern of them all would be slow."""
    begun: dict[str, list[str]] = {}
    for phrase in sorted(
        {phrase for word in _words().values() for phrase in (word.converted, *word.unless.split())}, key=len, reverse=True
    ):
        begun.setdefault(phrase[:2], []).append(phrase)
    return re.compile(f"[{''.join({two[0] for two in begun})}]"), begun

"""A simulator: cloaks clean simplified text the way scraping sites do, and knows which places it damaged.

Traditional script, one character to one; for each entry of a random table one blind pass of byte replacement over the
GBK bytes; on some sites the bytes are then cut at punctuation; decoded as Windows decodes cp936; marks folded to ASCII.
"""

from __future__ import annotations

import random
import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from itertools import takewhile

from tifaku.text.edits import replay

STAY = set("后里干斗系制范只于余云台谷松几叶回向周升占布志症致舍表面郁采卷咸姜征御折欲朱游才扎克冬别合出")
CUTS = ("，", "！", "；", "？")
TO_ASCII = str.maketrans("，：；？！（）", ",:;?!()")


@dataclass(frozen=True)
class Place:
    """A run of characters that the cloak damaged: raw[start:end] was `truth`."""

    start: int
    end: int
    truth: str


@dataclass(frozen=True)
class Cloaked:
    """Cloaked text, what it should be repaired to (traditional, marks folded), and its damaged places."""

    raw: str
    truth: str
    places: tuple[Place, ...]


def cloak(text: str, seed: int = 0, entries: int = 150, cut: bool = False) -> Cloaked:
    """The text as a cloaking site would show it, with a random table of so many characters.

    >>> cloak("深化三级书记抓扶贫", seed=1, entries=400).raw  # 'secretaries at three levels'
    '深化三級(jí)書(shū)記(jì)抓扶貧(pín)'
    """
    traditional = to_traditional(text)
    table = _table(traditional, entries, random.Random(seed))
    raw, truth, places = "", "", []
    for line in traditional.splitlines(keepends=True):
        cloaked = _cloak_line(line.rstrip("\n"), table, cut)
        places += (Place(p.start + len(raw), p.end + len(raw), p.truth) for p in cloaked.places)
        end = line[len(line.rstrip("\n")) :]
        raw, truth = raw + cloaked.raw + end, truth + cloaked.truth + end
    return Cloaked(raw, truth, tuple(places))


def shown(traditional: str, readings: dict[str, str]) -> str:
    """Traditional text as a site with this table (character → reading, in the order of replacing) would show it."""
    table = [(_encode(character), f"({reading})".encode("gb18030")) for character, reading in readings.items()]
    return "\n".join(_cloak_line(line, table, False).raw for line in traditional.replace("\u00a0", " ").split("\n"))


def to_traditional(text: str) -> str:
    """Character for character; what is also a legal traditional character stays, what GBK lacks becomes □."""
    return "".join(map(_traditional, text))


@cache
def _traditional(character: str) -> str:
    out = character if character in STAY else _converter().convert(character)
    return out if out == "\n" or len(_encode(out)) in (1, 2) else "□"


@cache
def _converter():
    from opencc import OpenCC

    return OpenCC("s2tw")


def _encode(character: str) -> bytes:
    return character.encode("gb18030", "replace") if len(character) == 1 else b"????"


def _table(text: str, entries: int, rng: random.Random) -> list[tuple[bytes, bytes]]:
    """Random common characters of the text that only traditional script has, each with its first reading."""
    from pypinyin.pinyin_dict import pinyin_dict

    only = Counter(c for c in re.findall("[\u4e00-\u9fff]", text) if not _gb2312(c))
    common = [c for c, _ in only.most_common(3 * entries)]
    chosen = rng.sample(common, min(entries, len(common)))
    return [(_encode(c), f"({pinyin_dict[ord(c)].split(',')[0]})".encode("gb18030")) for c in chosen]


def _gb2312(character: str) -> bool:
    return character.encode("gb2312", "ignore") != b""


def _cloak_line(line: str, table: list[tuple[bytes, bytes]], cut: bool) -> Cloaked:
    data = b"".join(map(_encode, line))
    origin = list(range(len(data)))
    for entry, reading in table:
        data, origin = _pass(data, origin, entry, reading)
    tokens = _decode(data, {m.encode("gb18030") for m in CUTS} if cut else set())
    raw = "".join(t for t, _, _ in tokens).translate(TO_ASCII)
    return Cloaked(raw, line.translate(TO_ASCII), tuple(_places(line, tokens, origin)))


def _pass(data: bytes, origin: list[int], entry: bytes, reading: bytes) -> tuple[bytes, list[int]]:
    parts, sources, at = [], [], 0
    for hit in re.finditer(re.escape(entry), data):
        parts += data[at : hit.end()], reading
        sources += origin[at : hit.end()] + [-1] * len(reading)
        at = hit.end()
    return (b"".join(parts) + data[at:], sources + origin[at:]) if at else (data, origin)


def _decode(data: bytes, cuts: set[bytes]) -> list[tuple[str, int, int]]:
    """Tokens (character, from byte, to byte) as cp936 is decoded: a lead byte without a trail swallows what follows."""
    tokens, at = [], 0
    for start, end in _pieces(data, cuts):
        at = start
        while at < end:
            size = 2 if 0x81 <= data[at] <= 0xFE and at + 1 < end else 1
            tokens.append((_character(data[at : at + size]), at, at + size))
            at += size
    return tokens


def _pieces(data: bytes, cuts: set[bytes]):
    start = 0
    for hit in re.finditer(b"|".join(map(re.escape, sorted(cuts))), data) if cuts else ():
        yield start, hit.start()
        yield hit.span()
        start = hit.end()
    yield start, len(data)


@cache
def _character(code: bytes) -> str:
    if len(code) == 1:
        return "€" if code == b"\x80" else "?" if code[0] > 0x80 else code.decode("ascii")
    try:
        return code.decode("gbk")
    except UnicodeDecodeError:
        character = code.decode("gb18030", "replace")
        return character if "\ue000" <= character <= "\ue765" else "?"


def _places(line: str, tokens, origin: list[int]):
    """The runs of characters of the line that no token shows whole, each with the stretch of tokens in its place."""
    kept = [(k, s, e) for k, (_, s, e) in enumerate(tokens) if origin[s] >= 0 and origin[e - 1] == origin[s] + e - s - 1]
    whole = {(origin[s], e - s): k for k, s, e in kept}
    offsets = [0]
    for k, (t, _, _) in enumerate(tokens):
        offsets.append(offsets[-1] + len(t))
    byte, run, last = 0, "", -1
    for character in line + "\0":
        size = len(_encode(character))
        token = len(tokens) if character == "\0" else whole.get((byte, size))
        if token is None:
            run += character
        else:
            if run:
                yield Place(offsets[_after_reading(tokens, origin, last)], offsets[token], run.translate(TO_ASCII))
            run, last = "", token
        byte += size


def _after_reading(tokens, origin: list[int], token: int) -> int:
    """The first token after this one that is not of an inserted "(reading)" complete with both brackets."""
    at = token + 1
    if at < len(tokens) and tokens[at][0] == "(" and origin[tokens[at][1]] < 0:
        depth = 0
        while at < len(tokens) and origin[tokens[at][1]] < 0:
            depth += {"(": 1, ")": -1}.get(tokens[at][0], 0)
            at += 1
            if not depth:
                break
    return at


@dataclass(frozen=True)
class Score:
    """Shares of damaged places restored exactly and of places wrong without a doubt; of all characters that are right."""

    places: int
    exact: float
    unflagged: float
    characters: float


def scored(texts: list[Cloaked], decloak) -> Score:
    places = exact = unflagged = characters = right = 0
    for text in texts:
        edits = decloak(text.raw)
        results = [_restored(text.raw, edits, place) for place in text.places]
        places += len(results)
        exact += sum(is_exact for is_exact, _ in results)
        unflagged += sum(not is_exact and not is_flagged for is_exact, is_flagged in results)
        characters += len(text.truth) + 1
        right += _right(replay(text.raw, edits), text.truth)
    return Score(places, exact / places, unflagged / places, right / characters)


def _restored(raw: str, edits, place: Place) -> tuple[bool, bool]:
    """Whether the place came out exactly, and whether it bears a doubt."""
    first = bisect_right(edits, place.start, key=lambda edit: edit.raw_end)
    inside = [edit for edit in takewhile(lambda edit: edit.raw_start < place.end, edits[first:])]
    start = min([place.start, *(edit.raw_start for edit in inside)])
    end = max([place.end, *(edit.raw_end for edit in inside)])
    truth = raw[start : place.start] + place.truth + raw[place.end : end]
    moved = [edit._replace(raw_start=edit.raw_start - start, raw_end=edit.raw_end - start) for edit in inside]
    return replay(raw[start:end], moved) == truth, any(edit.doubt for edit in inside)


def _right(restored: str, truth: str) -> int:
    """How many characters of the truth stand in their place, line by line."""
    right = 0
    for ours, theirs in zip(restored.split("\n"), truth.split("\n")):
        matches = SequenceMatcher(None, ours, theirs, False).get_matching_blocks() if ours != theirs else ()
        right += 1 + (len(theirs) if ours == theirs else sum(match.size for match in matches))
    return right

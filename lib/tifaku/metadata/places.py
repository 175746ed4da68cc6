"""Places: administrative divisions named in a text, resolved to their codes and the divisions above them."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import NamedTuple, Sequence

from tifaku.text.lexicons import rows

_NOT_AFTER = {"区": "域块间划", "市": "场", "县": "域"}  # 沙湾区域 is an area, not the district Shawan
_LAND, _PREPOSITIONS = ("山区", "林区", "矿区", "湖区", "城区", "郊区"), "在到于从向赴至为和与及市州"
_HAN = re.compile("[\u3400-\u9fff]")
_OFFICES = ("县长", "县委")  # 赵县长 is a head of county Zhao, not one of the county 赵县, which is written 赵县县长


class Division(NamedTuple):
    """A division: code of two digits (province), four (prefecture) or six (county), and its full name."""

    code: str
    name: str

    @property
    def parents(self) -> tuple["Division", ...]:
        """The divisions above it, the nearest first; a municipality's districts have no prefecture.

        >>> [parent.name for parent in division("511113").parents]  # of 金口河区 'Jinkouhe district'
        ['乐山市', '四川省']
        """
        codes = [self.code[:length] for length in (4, 2) if length < len(self.code)]
        return tuple(found for code in codes if (found := division(code)))

    @property
    def short(self) -> str:
        """The name without its class and ethnic groups: 四川, 乐山, 金口河, 宁夏, but 西藏 and 内蒙古.

        >>> division("54").short  # 西藏自治区, in which 藏 'Tibetan' belongs to the name
        '西藏'
        """
        short = _class().sub("", self.name)
        return self.name.partition("自治")[0] if len(short) < 2 and "自治" in self.name else short or self.name


@cache
def _class() -> re.Pattern[str]:
    groups = "|".join(row["name"] for row in rows("ethnic_groups"))
    return re.compile(f"(?:特别行政区|(?:(?:{groups})族?)*自治[区州县旗]|省|市|地区|林区|特区|区|县|盟|旗)$")


class Mention(NamedTuple):
    """A full name of a division at text[start:end], with all divisions of that name."""

    start: int
    end: int
    divisions: tuple[Division, ...]


@cache
def _divisions() -> dict[str, Division]:
    return {row["code"]: Division(row["code"], row["name"]) for row in rows("divisions")}


def division(code: str) -> Division | None:
    """The division with this code, or None (data/divisions.tsv: the official list of 2023 and names in use until 2020)."""
    return _divisions().get(code)


@cache
def _by_name() -> dict[str, tuple[Division, ...]]:
    named = defaultdict(list)
    for found in _divisions().values():
        named[found.name].append(found)
        if "自治" in found.name and found.name[-1] in "州县旗":
            named[found.short + found.name[-1]].append(found)  # 恩施州 for 恩施土家族苗族自治州
    return {name: tuple(found) for name, found in named.items()}


@cache
def _lengths() -> dict[str, tuple[int, ...]]:
    """How long the names are that end in these two characters, the longest first."""
    lengths = defaultdict(set)
    for name in _by_name():
        lengths[name[-2:]].add(len(name))
    return {ending: tuple(sorted(found, reverse=True)) for ending, found in lengths.items()}


@cache
def _last() -> re.Pattern[str]:
    """The last character of a name, behind one that stands before it in some name: of 区 those of 社区 'community' are none."""
    return re.compile(f"[省市区县州盟旗](?<=[{''.join({ending[0] for ending in _lengths()})}].)")


@cache
def by_short_name() -> dict[str, tuple[Division, ...]]:
    """The divisions by their names without a class (四川, 乐山, 金口河), where these have two characters or more."""
    named = defaultdict(list)
    for found in _divisions().values():
        if len(found.short) >= 2:
            named[found.short].append(found)
    return {name: tuple(found) for name, found in named.items()}


def mentions(text: str, start: int = 0, end: int | None = None) -> list[Mention]:
    """The full names of provinces, prefectures and counties in text[start:end], in order.

    >>> [text.divisions[0].code for text in mentions("四川省乐山市沙湾区")], mentions("成渝地区双城经济圈")
    (['51', '5111', '511111'], [])

    Limit: names without their class (四川, 沙湾) and divisions renamed before 2020 are not found.
    """
    found = []
    for last in _last().finditer(text, start, len(text) if end is None else end):
        stop = last.end()
        for length in _lengths().get(text[stop - 2 : stop], ()):
            divisions = _by_name().get(text[stop - length : stop]) if stop - length >= start else None
            if divisions and _is_name(text, stop - length, stop, divisions):
                found.append(Mention(stop - length, stop, divisions))
                break
    return found


def _is_name(text: str, start: int, end: int, divisions: Sequence[Division]) -> bool:
    """Whether the characters are a name here and no part of other words: 现代县城 is not the county 代县."""
    if text[end : end + 1] in tuple(_NOT_AFTER.get(text[end - 1], "")):
        return False
    if end - start == 2 and text.startswith(_OFFICES, end - 1):
        return False
    before = text[max(0, start - 12) : start]
    if end - start > 2 and text[start:end] not in _common() and not _is_land(text[start:end], before):
        return True
    below = any(before.endswith(_names_above(found)) for found in divisions)
    return below or end - start == 2 and text[end - 1] != "区" and not _HAN.match(before[-1:] or "。")


def _is_land(name: str, before: str) -> bool:
    """台东山区 'the mountains of Taitung' has the name of the district Dongshan; 到南山区 'to Nanshan district' is one."""
    return len(name) == 3 and name[1:] in _LAND and bool(_HAN.match(before[-1:] or "。")) and before[-1] not in _PREPOSITIONS


@cache
def _names_above(found: Division) -> tuple[str, ...]:
    return tuple(name for parent in found.parents for name in (parent.name, parent.short))


@cache
def _common() -> frozenset[str]:
    return frozenset(row["name"] for row in rows("common_divisions"))


@cache
def _townships() -> dict[str, str]:
    return {row["county_code"]: row["townships"] for row in rows("townships")}


@cache
def _stems(county_code: str) -> tuple[str, ...]:
    """The names of a county's townships without their class; 东乡 is also any village to the east, and left out."""
    stems = (re.sub("(?:镇|乡|街道|苏木)$", "", name) for name in _townships().get(county_code, "").split())
    return tuple(stem for stem in stems if len(stem) > 1)


def townships(text: str, county: Division) -> list[tuple[int, int]]:
    """Where each township, town or subdistrict of a county is first named in the text, in order.

    Goes by the county's official list of 2023; a town that has since become a subdistrict is still found by its name.

    Limit: names of one character before 镇, 乡 or 街道 are left out.
    """
    found = []
    for stem in _stems(county.code):
        if stem not in text:
            continue
        first = [(at, at + len(stem + kind)) for kind in ("镇", "乡", "街道", "苏木") if (at := text.find(stem + kind)) >= 0]
        found += sorted(first)[:1]
    return sorted(found)

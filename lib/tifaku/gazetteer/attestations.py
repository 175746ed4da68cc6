"""Attestations: in how many reports and provinces a formula is used, and whether that makes it central, widespread or local."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from tifaku.formulas.grammar import read_name
from tifaku.formulas.nouns import is_noun
from tifaku.gazetteer.baseline import NATIONAL, Counted, counted, local_hits, names_counted, national_hits
from tifaku.text import lexicons

ONE_PROVINCE = 0.5  # of the reports that use a name of many provinces, the top province has at most this share
WIDE = 10  # provinces from which on a name is widespread
ENOUGH = 2  # national documents that make a name central
CENTRAL_SOURCES = tuple(source for source in NATIONAL if not source.startswith("xwlb"))  # not the news, which tells local things


class Uses(NamedTuple):
    """How a formulation, all its variants as one, is used in 2,938 local reports of 31 provinces and in national documents.

    central: reports of congresses, State Council reports, plans and Party documents that have it; first and last: the years of
    local reports, 0 where there is none.
    """

    formulation: str = ""
    reports: int = 0
    provinces: int = 0
    top_province: str = ""
    top_share: float = float("nan")
    first: int = 0
    last: int = 0
    central: int = 0


@cache
def attested(surface: str) -> Uses:
    """How a name is used, by its main form with its variants; all 0 for a name that the baseline does not count.

    Short names with a numeral are counted in quotation marks only (三线 'three lines' is mostly something else).

    >>> attested("一带一路").provinces, attested("四抓四度").reports  # Belt and Road; four grasps, four degrees
    (31, 0)
    """
    known = counted(surface, fold=True)
    return _uses(known) if known else Uses()


def _uses(known: Counted) -> Uses:
    reports: Counter[str] = Counter()
    years = []
    for year, province, n in local_hits(known):
        reports[province] += n
        years.append(year)
    central = sum(national_hits(known, source) for source in CENTRAL_SOURCES)
    if not reports:
        return Uses(known.formulation, central=central)
    (top, most), total = reports.most_common(1)[0], reports.total()
    return Uses(known.formulation, total, len(reports), top, most / total, min(years), max(years), central)


def names_attested() -> tuple[str, ...]:
    """All formulations that the baseline counts."""
    return tuple(known.formulation for known in names_counted())


def label(surface: str, facts: Mapping[str, str], uses: Uses, province: str = "") -> tuple[str, str]:
    """One of five labels for a name, and the fact that it rests on; `province` is the article's own, "" where it names none.

    `facts` is the gazetteer's row, it may be empty. By this order:
    *central*: the gazetteer calls it central or ministerial, or two congress texts, State Council reports, plans or Party
    documents use it; *one province*: the gazetteer calls it a province's, or more than half of the reports that use it, three at
    least, are of one province, which is named, with a word if it is not the article's own; *widespread*: ten provinces or
    more use it, or it is a code or common name (三大工程 'three great projects') of three provinces or more, which each place
    fills with its own items; *few places*: at least two reports; *only here*: at most one.

    >>> label("三张牌", {}, attested("三张牌"), "四川省")  # three cards
    ('one province', '89% of 27 reports are of 云南, not of 四川省')

    Limit: a name that is not among the 8,457 formulations counted is *only here*, also where it is old; the fact says so.
    """
    level = facts.get("level")
    if level in ("central", "ministry"):
        return "central", f"{level} formula of the gazetteer"
    if level == "province" and facts.get("province"):
        return "one province", f"formula of {facts['province']} in the gazetteer{_elsewhere(facts['province'], province)}"
    common = is_common(surface)
    if uses.central >= ENOUGH and not common:
        return "central", f"in {uses.central} congress texts, State Council reports, plans or Party documents"
    if uses.reports > ENOUGH and uses.top_share > ONE_PROVINCE:
        share = f"{uses.top_share:.0%} of {uses.reports} reports are of {uses.top_province}"
        return "one province", share + _elsewhere(uses.top_province, province)
    if uses.provinces >= WIDE or common and uses.provinces > ENOUGH:
        return "widespread", f"in {uses.reports} reports of {uses.provinces} provinces, each with items of its own"
    if uses.reports > 1:
        return "few places", f"in {uses.reports} reports of {uses.provinces} provinces, most in {uses.top_province}"
    if not uses.formulation:
        return "only here", f"not among the {len(lexicons.rows('formulations')):,} formulations counted in 2,938 reports"
    return "only here", f"in {uses.reports or 'none'} of 2,938 reports"


def _elsewhere(theirs: str, own: str) -> str:
    return f", not of {own}" if own and theirs[:2] != own[:2] else ""


def is_common(surface: str) -> bool:
    """Whether a name is a bare code, or a number with a noun that every place has (四项行动 'four actions')."""
    reading = read_name(surface)
    if not reading or _is_code(surface):
        return bool(reading)
    return reading.kind == "counted" and is_noun((reading.groups[0][1] or "")[-2:])


def _is_code(surface: str) -> bool:
    reading = read_name(surface)
    return reading is not None and reading.kind in ("digit_code", "sum_code")

"""Attestations: in how many places local work reports use a formula, and whether that makes it national or local."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from tifaku.formulas.grammar import read_name
from tifaku.formulas.nouns import is_noun
from tifaku.text import lexicons

NATIONAL_SHARE = 0.5  # of the reports that use a national name, the top province has at most this share
ENOUGH = 3  # places, or Party documents, from which on a share or count says something


def attested(surface: str) -> dict[str, str]:
    """The row of data/currency.tsv for a surface, empty where it has none.

    The table counts quoted names in 2,945 reports of 348 places in 31 provinces, most of 2003–2026, and leaves out N大 with
    a short noun (十大行动 'ten big actions').
    """
    return _currency().get(surface, {})


def names_attested() -> tuple[str, ...]:
    """All surfaces that the table counts."""
    return tuple(_currency())


def label(surface: str, facts: Mapping[str, str], uses: Mapping[str, str]) -> tuple[str, str]:
    """The label of a surface (national, provincial, local or unattested) and the fact it rests on.

    `facts` is the gazetteer's row, `uses` the row of attestations, either may be empty. In this order:
    *national* where the gazetteer calls it central or ministerial, *provincial* where it calls it a province's;
    *unattested* where no place has it in quotation marks (it may still stand in reports without them);
    *local* for a code (345) or a number with a common noun (四项行动 'four actions'), which each place coins anew; from
    three places on *national* if the top province has at most half of the reports, else *provincial*; *national* if three
    Party documents or more name it; else *local*.

    Among the gazetteer's formulas seen in three places or more the share keeps 240 of 258 national ones and lets 24 of 90
    provincial ones pass as national; "in at least ten provinces" keeps 179 and lets 19 pass.

    >>> label("四项行动", {}, attested("四项行动"))[0]
    'local'
    """
    level = facts.get("level")
    if level in ("central", "ministry"):
        return "national", f"{level} formula of the gazetteer"
    if level == "province":
        return "provincial", f"formula of {facts['province'] or 'a province'} in the gazetteer"
    places = int(uses.get("n_places_of_348") or facts.get("n_places_of_348") or 0)
    if not level and places and is_common(surface):
        return "local", f"a code or common name that each place coins for itself ({places} of 348 places)"
    if not places:
        return "unattested", "quoted in none of 348 places"
    return _by_places(places, facts, uses)


def _by_places(places: int, facts: Mapping[str, str], uses: Mapping[str, str]) -> tuple[str, str]:
    share = float(uses.get("top_province_share") or facts.get("top_province_share") or 1)
    top = uses.get("top_province") or "one province"
    if places >= ENOUGH:
        level = "national" if share <= NATIONAL_SHARE else "provincial"
        return level, f"quoted in {places} places, {share:.0%} of the reports in {top}"
    documents = int(uses.get("n_in_party_docs") or facts.get("party_docs") or 0)
    if documents >= ENOUGH:
        return "national", f"{documents} Party documents"
    return "local", f"quoted in {places} of 348 places ({top})"


def is_common(surface: str) -> bool:
    """Whether a name is a bare code, or a number with a noun that every place has (四项行动 'four actions')."""
    reading = read_name(surface)
    if not reading or _is_code(surface):
        return bool(reading)
    return reading.kind == "counted" and is_noun((reading.groups[0][1] or "")[-2:])


def _is_code(surface: str) -> bool:
    reading = read_name(surface)
    return reading is not None and reading.kind in ("digit_code", "sum_code")


@cache
def _currency() -> dict[str, dict[str, str]]:
    return {row["surface"]: row for row in lexicons.rows("currency")}

"""Gazetteer: what is known of a formula from outside the text: components, level, English, where and since when it is used.

Nothing here is a verdict on a text; every component from here is marked as outside knowledge. Behind it stand
data/gazetteer.tsv, 440 national and provincial formulas with their sources, and the baseline: how many of 2,938 local government
work reports of 31 provinces, most of 2003–2026, and of national documents use a formulation.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from tifaku.formulas.grammar import head_patterns, read_name
from tifaku.formulas.nouns import is_noun
from tifaku.gazetteer.baseline import NATIONAL, Counted, counted, local_hits, names_counted, national_hits
from tifaku.text import lexicons
from tifaku.text.documents import Document

if TYPE_CHECKING:
    import pandas as pd

SHORT = 3  # characters up to which a name is taken to mean other things elsewhere
OTHER_ITEMS = "a name known elsewhere; the items stated here are others"
OPENING = 3  # characters at the beginning that a longer and a shorter form of a name share


@dataclass(frozen=True)
class Entry:
    """One formula of the gazetteer, and the wordings that show that it is meant."""

    name: str
    province: str  # of which the entry holds; empty for the whole country
    wordings: tuple[str, ...]  # “四风”问题 as 四风问题: a short name in this wording is meant
    row: dict[str, str] = field(hash=False)


class Known(NamedTuple):
    """What is known of a surface, and how it was found: same | variant | none."""

    link: str
    entry: Entry | None


def look_up(table: pd.DataFrame, docs: Iterable[Document] = ()) -> pd.DataFrame:
    """The formulas table with added columns for what is known from outside; one row per occurrence, in the same order.

    New columns: known_as and link (same | variant | name only | none); outside_components (items joined by "|", groups by "||";
    outside knowledge, not stated by the text) and outside_basis (source and confidence, why the components are withheld, or
    "not held"); level, domain, english, introduced, first_year; counted_as (the main form, with whose variants it is
    counted), n_reports (of 2,938),
    n_provinces (of 31), n_central (national documents), top_province, top_province_share, attested_from, attested_to;
    ambiguous; label, label_because, and label_province (whose name it is, where the label is *one province*); family (known
    names with the same head pattern). With `docs` an entry of one province is not applied to an article of another, and a
    label says where a name is another province's.

    link is *name only* where the article states in full other items than the entry holds: then the entry says nothing of it, and
    the label is *widespread*. label: see `label`. ambiguous: the same name may mean other items elsewhere, so its
    counts may be too.

    Components are withheld for names of up to three characters (三线 'three lines', 双高 'two highs': in 31% of names the
    items differ by place) unless the words around make clear which is meant (“四风”问题).

    Limit: local counts are of work reports only; inner-Party names are rarer there than in Party documents.
    """
    provinces = {doc.doc_id: str(doc.metadata["province"].value) for doc in docs if "province" in doc.metadata}
    known = [_known_of(row, provinces.get(row["doc_id"], "")) for row in table.to_dict("records")]
    import pandas as pd

    return pd.concat([table, pd.DataFrame(known, columns=_COLUMNS, index=table.index)], axis=1)


_COLUMNS = [
    *("known_as", "link", "outside_components", "outside_basis", "level", "domain", "english", "introduced", "first_year"),
    *(
        "counted_as",
        "n_reports",
        "n_provinces",
        "n_central",
        "top_province",
        "top_province_share",
        "attested_from",
        "attested_to",
    ),
    *("ambiguous", "label", "label_because", "label_province", "family"),
]


def _known_of(row: dict, province: str) -> dict[str, object]:
    surface = row["surface"]
    link, entry = find_entry(surface, province)
    uses = max(attested(surface), attested(entry.name) if entry else Uses(), key=lambda uses: uses.reports)
    own = entry is not None and _states_others(row, entry)
    link, entry = ("name only", None) if own else (link, entry)
    facts = dict(entry.row) if entry else {}
    named, because = ("widespread", OTHER_ITEMS) if own else label(surface, facts, uses, province)
    components, basis = _components(entry, row) if entry else ("", OTHER_ITEMS if own else "not held")
    return {
        "known_as": entry.row["formula"] if entry else "",
        "link": link,
        "outside_components": components,
        "outside_basis": basis,
        **{name: facts.get(name, "") for name in ("level", "domain", "english", "first_year")},
        "introduced": facts.get("introduced_by_at", ""),
        **{"counted_as": uses.formulation, "n_reports": uses.reports, "n_provinces": uses.provinces, "n_central": uses.central},
        **{"top_province": uses.top_province, "top_province_share": uses.top_share},
        **{"attested_from": str(uses.first or ""), "attested_to": str(uses.last or "")},
        "ambiguous": len(surface) <= SHORT or not entry and is_common(surface),
        "label": named,
        "label_because": because,
        "label_province": (_province(facts) or uses.top_province) if named == "one province" else "",
        "family": "|".join(family(surface)),
    }


def _states_others(row: dict, entry: Entry) -> bool:
    """Whether the article states in full items of which none is, holds or is held by one that the entry has."""
    stated, held = (set(re.split(r"\|+", items)) - {""} for items in (str(row.get("components", "")), entry.row["components"]))
    in_full = row.get("verdict") in ("complete", "probable")
    return in_full and bool(stated and held) and not any(one in other or other in one for one in stated for other in held)


def _province(facts: Mapping[str, str]) -> str:
    return facts.get("province", "") if facts.get("level") == "province" else ""


def find_entry(surface: str, province: str = "") -> Known:
    """The gazetteer's entry for a surface, by its own name, a listed variant, or a longer or shorter form of the same name.

    >>> find_entry("四好农村公路").entry.name, find_entry("四好农村公路").link  # 'four goods for rural highways'
    ('四好农村路', 'variant')
    """
    found = _entries_by_name().get(surface, ())
    entry = next((e for e in found if e.province and e.province in province), None)
    entry = entry or next((e for e in found if _holds_in(e, province)), None)
    if entry:
        return Known("same" if entry.name == surface else "variant", entry)
    near = _entries_by_opening().get(surface[:OPENING], ())
    form = next((e for e in near if _holds_in(e, province) and _is_form_of(surface, e.name)), None)
    return Known("variant", form) if form else Known("none", None)


def _holds_in(entry: Entry, province: str) -> bool:
    return not entry.province or not province or entry.province in province


def _is_form_of(surface: str, name: str) -> bool:
    """Whether two names of four characters or more are the same but for one or two characters left out of the last head."""
    longer, shorter = sorted((surface, name), key=len, reverse=True)
    if len(shorter) < 4 or len(longer) - len(shorter) > 2 or longer[:OPENING] != shorter[:OPENING]:
        return False
    rest = iter(longer)
    return longer.startswith(shorter) or longer[-1] == shorter[-1] and all(character in rest for character in shorter)


def family(surface: str) -> list[str]:
    """Known names with the same head pattern: the same heads under other numerals, or one head of a compound changed.

    >>> "双培双带" in family("三培两带")  # 'two trainings, two leads' and 'three trainings, two leads'
    True
    """
    related = {name for frame in head_patterns(surface) for name in _families().get(frame, ())}
    return sorted(related - {surface})


def _components(entry: Entry, row: dict) -> tuple[str, str]:
    """The components known from outside and on what they rest; none for a short name that may mean other things."""
    around = re.sub('[“”‘’"「」]', "", f"{row['before']}{row['surface']}{row['after']}")
    meant = any(wording in around for wording in entry.wordings)
    if len(row["surface"]) <= SHORT and not meant:
        return "", "withheld: a short name whose items differ by place"
    if entry.row["level"] == "other" and row["kind"] == "counted":
        return "", "withheld: a common name whose items differ by place"
    place = f" of {entry.province}" if entry.province else ""
    basis = f"outside knowledge{place}, not stated by the text; {entry.row['confidence']} confidence; {entry.row['source']}"
    return entry.row["components"], basis


@cache
def _entries() -> tuple[Entry, ...]:
    return tuple(_entry(row) for row in lexicons.rows("gazetteer"))


def _entry(row: dict[str, str]) -> Entry:
    name, _, place = row["formula"].partition("（")
    wordings = re.sub("[“”]", "", row["variants"]).split(";")
    return Entry(_quoted(name), row["province"] or place[:-1], tuple(w for w in wordings if w), row)


def _quoted(name: str) -> str:
    match = re.search("“(.+?)”", name)
    return match[1] if match else name


@cache
def _entries_by_name() -> dict[str, list[Entry]]:
    table: dict[str, list[Entry]] = {}
    for entry in _entries():
        variants = (_quoted(variant) for variant in entry.row["variants"].split(";") if variant)
        for name in dict.fromkeys((entry.name, *variants)):
            table.setdefault(name, []).append(entry)
    return table


@cache
def _entries_by_opening() -> dict[str, list[Entry]]:
    """The entries by the characters that all forms of a name share."""
    table: dict[str, list[Entry]] = {}
    for entry in _entries():
        table.setdefault(entry.name[:OPENING], []).append(entry)
    return table


@cache
def _families() -> dict[tuple, list[str]]:
    table: dict[tuple, list[str]] = {}
    for name in dict.fromkeys((*_entries_by_name(), *names_attested())):
        for frame in head_patterns(name):
            table.setdefault(frame, []).append(name)
    return table


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
    form = read_name(surface)
    if not form or _is_code(surface):
        return bool(form)
    return form.kind == "counted" and is_noun((form.groups[0][1] or "")[-2:])


def _is_code(surface: str) -> bool:
    form = read_name(surface)
    return form is not None and form.kind in ("digit_code", "sum_code")

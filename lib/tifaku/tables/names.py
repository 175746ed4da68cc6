"""Names: all occurrences of a formula taken together: what it stands for, where, since when and how widely it is used."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property

import pandas as pd

from tifaku.gazetteer import look_up
from tifaku.gazetteer.glosses import page_gloss
from tifaku.study import find
from tifaku.tables.formulas import as_written, formulas_table
from tifaku.text import lexicons
from tifaku.text.documents import Document, as_documents, place_of
from tifaku.text.findings import Findings, Formula

#: What an article says of a formula, from most to least.
VERDICTS = ("complete", "probable", "partial", "unresolved", "not_applicable")
#: Places that a row names; there may be more.
NAMED = 5
_COLUMNS = [
    *("surface", "english", "stands_for", "verdict", "n", "articles", "first_date", "last_date", "places", "place_names"),
    *("label", "label_because", "n_reports", "n_provinces", "n_central", "outside_components", "outside_basis"),
    *("doc_id", "start", "end"),
]


@dataclass(frozen=True)
class Setting:
    """When and where an article stands: its day, or the year that it is inferred to be of, its narrowest place, its province."""

    date: str = ""
    inferred: bool = False
    place: str = ""
    province: str = ""


@dataclass(frozen=True)
class Entry:
    """One formula with all its occurrences, in the order of the articles; `best` is explained most fully by its article."""

    name: str
    occurrences: tuple[Formula, ...]
    best: Formula
    settings: tuple[Setting, ...] = ()
    known: Mapping[str, object] = field(default_factory=dict, hash=False)

    @property
    def surface(self) -> str:
        """The name as its best explained occurrence writes it."""
        return self.best.surface

    @property
    def articles(self) -> int:
        """How many articles have it."""
        return len({formula.doc_id for formula in self.occurrences})

    @property
    def dates(self) -> list[str]:
        """The known dates of its articles, the earliest first; a year alone is inferred."""
        return sorted({setting.date for setting in self.settings if setting.date})

    @property
    def places(self) -> list[str]:
        """The places of its articles, in the order of the articles."""
        return list(dict.fromkeys(setting.place for setting in self.settings if setting.place))

    @cached_property
    def gloss(self) -> str:
        """What the name says in English, marked where it is literal; empty where no gloss is known, see `gazetteer.glosses`.

        >>> formula_entries("推进“11357”工作思路。")[0].gloss  # the line of work '11357'
        'lit. one, one, three, five, seven'
        """
        ours = self.known.get("link") != "name only"
        return page_gloss(self.surface, ours) or page_gloss(self.name, ours)

    @property
    def stated(self) -> int:
        """How many components its best occurrence states."""
        return sum(len(group.components) for group in self.best.groups)


def setting_of(doc: Document) -> Setting:
    """When and where an article stands, empty where nothing says so."""
    value = {name: str(fact.value) for name, fact in doc.metadata.items()}
    date = value.get("date", "")
    return Setting(date or value.get("year_hint", ""), not date, place_of(doc), value.get("province", ""))


def formula_entries(docs: Document | str | Iterable[Document], found: Findings | None = None) -> list[Entry]:
    """One Entry per formula of some articles, those first of which the articles state most.

    First what is explained in full, then probably, in part, not at all, and what counts no set; among these what is
    written in quotation marks or known from elsewhere before what is not, and what more articles have before what fewer have.
    found: what `tifaku.find(docs)` gave, where it is at hand.

    >>> [entry.surface for entry in formula_entries("打好“绿色、生态、有机”三张牌，落实“双培双带”。")]
    ['三张牌', '双培双带']

    ('play three cards: green, ecological, organic; carry out double cultivation, double leading')
    """
    docs = as_documents(docs)
    found = find(docs) if found is None else found
    by_name: dict[str, list[Formula]] = {}
    for formula in found.formulas:
        by_name.setdefault(formula.name, []).append(formula)
    by_id = {doc.doc_id: doc for doc in docs}
    best = {name: max(formulas, key=lambda f: _fullness(f, by_id[f.doc_id])) for name, formulas in by_name.items()}
    known = look_up(formulas_table(docs, list(best.values())), docs).to_dict("records")
    settings = {doc_id: setting_of(doc) for doc_id, doc in by_id.items()}
    entries = [_entry(name, by_name[name], best[name], settings, row) for name, row in zip(best, known)]
    return sorted(entries, key=_telling)


def _entry(name: str, formulas: list[Formula], best: Formula, settings: Mapping[str, Setting], row: dict) -> Entry:
    ids = dict.fromkeys(formula.doc_id for formula in formulas)
    around = tuple(settings[doc_id] for doc_id in ids)
    return Entry(name, tuple(formulas), best, around, row | _seen_here(row, around))


def _seen_here(known: Mapping[str, object], settings: Iterable[Setting]) -> dict[str, object]:
    """The label of a name that outside counts do not know, but that articles of several places use: it is not only here."""
    places = len({setting.place for setting in settings if setting.place})
    if known["label"] != "only here" or places < 2:
        return {}
    return {"label": "few places", "label_because": f"in {places} places of these articles; {known['label_because']}"}


def _fullness(formula: Formula, doc: Document) -> tuple:
    """How fully an occurrence is explained; of two alike, the one in the text goes before the one in a title."""
    stated = sum(len(group.components) for group in formula.groups)
    block = doc.block_at(formula.start)
    in_text = block is None or block.kind not in ("title", "subtitle", "kicker")
    return -VERDICTS.index(formula.verdict), stated, in_text, formula.confidence, formula.quoted


def _telling(entry: Entry) -> tuple:
    """The order of entries: what an article states most of, what is surely a name, what most articles have."""
    named = entry.known["label"] != "only here" or any(f.quoted or f.kind != "counted" for f in entry.occurrences)
    verdict = VERDICTS.index(entry.best.verdict)
    return verdict, not named, not entry.known["outside_components"], -entry.articles, -entry.stated, -_reports(entry)


def _reports(entry: Entry) -> int:
    return int(str(entry.known["n_reports"]))


def in_line(formula: Formula) -> str:
    """The components that an article states, groups parted by ；; … for a group of which it states none.

    >>> in_line(formula_entries("打好“绿色、生态、有机”三张牌。")[0].best)  # green, ecological, organic
    '绿色、生态、有机'
    """
    groups = ["、".join(component.text for component in group.components) or "…" for group in formula.groups]
    return "；".join(groups) if any(group.components for group in formula.groups) else ""


def names_table(docs: Document | str | Iterable[Document], found: Findings | None = None) -> pd.DataFrame:
    """One row per formula, in the order of `formula_entries`, with all its occurrences counted together.

    Columns: surface (as best explained), english, stands_for (what the article of that occurrence states), verdict (the
    fullest), n (occurrences), articles, first_date and last_date (a year alone is inferred), places,
    place_names (the first five), label and label_because (see `gazetteer.look_up`; a name of several places of these articles
    is never *only here*), n_reports, n_provinces, n_central, outside_components (items joined by 、, groups by ；; of outside
    sources), outside_basis; doc_id, start, end of the occurrence that is explained best.
    """
    rows = [_row(entry) for entry in formula_entries(docs, found)]
    return pd.DataFrame(rows, columns=_COLUMNS)


def _row(entry: Entry) -> tuple:
    best, known, dates = entry.best, entry.known, entry.dates or [""]
    named = "、".join(entry.places[:NAMED]) + ("…" if len(entry.places) > NAMED else "")
    return (
        *(entry.surface, entry.gloss, in_line(best), best.verdict, len(entry.occurrences), entry.articles),
        *(dates[0], dates[-1], len(entry.places), named, known["label"], known["label_because"]),
        *(known["n_reports"], known["n_provinces"], known["n_central"], from_outside(entry), known["outside_basis"]),
        *(best.doc_id, best.start, best.end),
    )


def from_outside(entry: Entry) -> str:
    """What outside sources say that it stands for, items parted by 、, groups by ；; empty where nothing is certain."""
    return "；".join(group.replace("|", "、") for group in str(entry.known["outside_components"]).split("||") if group)


@cache
def province_names() -> Mapping[str, str]:
    """The English names of provinces by the first two characters of their Chinese names.

    >>> province_names()["云南"], province_names()["黑龙"]
    ('Yunnan', 'Heilongjiang')
    """
    return {row["name"][:2]: row["english"] for row in lexicons.rows("tile_grid")}


#: Above this many articles a column is a year or a province.
MANY = 30
_CROSSED = ["surface", "column", "n", "articles", "verdict"]


def crossing(formulas: pd.DataFrame, docs: Iterable[Document] = ()) -> pd.DataFrame:
    """One row per formula and column in which it stands: surface, column, n, articles, verdict.

    formulas: one row per occurrence, as formulas_table gives it; docs: its articles. surface: the name as it is written most
    often, for all its variants of width, blanks and numerals. column: the article; where more than 30
    articles have formulas, their year or their province, whichever more of them state (where neither parts them, the article
    all the same). n: occurrences; articles: how many of that column have the formula; verdict: the best that one of them gives.

    attrs: by (article, year or province), columns (in order: of time, else the largest first), formulas (how many there are),
    shared (how many stand in more than one article), articles and placed (all of them, and those that stand in a column).

    >>> formulas = pd.DataFrame([("a", "四风", "partial"), ("b", "四风", "complete")], columns=["doc_id", "surface", "verdict"])
    >>> crossing(formulas).values.tolist()  # 'four forms of decadence'
    [['四风', 'a', 1, 1, 'partial'], ['四风', 'b', 1, 1, 'complete']]
    """
    formulas = formulas.assign(surface=as_written(formulas))
    spread = formulas.groupby("surface")["doc_id"].nunique()
    ids = formulas["doc_id"].unique()
    by, column = _columns(set(ids), docs)
    rows = formulas.assign(column=formulas["doc_id"].map(column), rank=formulas["verdict"].map(VERDICTS.index))
    rows = rows.dropna(subset=["column"])
    table = rows.groupby(["surface", "column"], sort=True).agg(
        n=("doc_id", "size"), articles=("doc_id", "nunique"), rank=("rank", "min")
    )  # fmt: skip
    table = table.reset_index().assign(verdict=lambda cells: cells["rank"].map(lambda rank: VERDICTS[rank]))[_CROSSED]
    sizes = pd.Series(column, dtype=object).value_counts()
    order = sorted(sizes.index, key=lambda name: name if by == "year" else (-sizes[name], name))
    table.attrs |= {"by": by, "columns": order, "formulas": len(spread), "shared": int((spread > 1).sum())}
    table.attrs |= {"articles": len(ids), "placed": int(sizes.sum())}
    return table


def _columns(ids: set[str], docs: Iterable[Document]) -> tuple[str, Mapping[str, str]]:
    """What a column is, and the column of each article."""
    settings = {doc.doc_id: setting_of(doc) for doc in docs if doc.doc_id in ids} if len(ids) > MANY else {}
    years = {doc_id: setting.date[:4] for doc_id, setting in settings.items() if setting.date[:4].isdecimal()}
    provinces = {doc_id: setting.province for doc_id, setting in settings.items() if setting.province}
    parting = [(by, column) for by, column in (("year", years), ("province", provinces)) if len({*column.values()}) > 1]
    return max(parting, key=lambda pair: len(pair[1]), default=("article", {doc_id: doc_id for doc_id in ids}))

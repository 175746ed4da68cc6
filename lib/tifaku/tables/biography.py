"""Biography: the life of one formulation as a chronicle, each line of which leads to a passage or names its table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import pandas as pd

from tifaku.gazetteer.baseline import counted, forms_of
from tifaku.study import find
from tifaku.tables.adoption import adoption
from tifaku.tables.baseline import baseline, first_sources
from tifaku.tables.measures import refused
from tifaku.tables.periods import When, periods
from tifaku.tables.uses import find_uses, wordings
from tifaku.text.documents import Document, as_documents, place_of
from tifaku.text.findings import Findings, Formula

LOCAL = "attested_by_year.tsv, baseline_reports.tsv"
CENTRAL = "attested_national.tsv, baseline_national.tsv"
#: The sources as a chronicle names them; the items of the evening news are left out beside its days.
SOURCES = {
    "local": "local work reports", "gwr": "State Council work reports", "congress": "Party congress texts",
    "party_docs": "Party documents", "plan": "five-year plans", "xwlb_day": "the evening news",
}  # fmt: skip
FORMS = ["form", "reports", "quoted", "provinces", "first", "last", "national"]
STATED = ["components", "verdict", "articles", "first", "last", "surface", "doc_id", "start", "end"]


class Line(NamedTuple):
    """One line of a chronicle; `table` is where its numbers stand, "" where the passage text[start:end] of doc_id shows it."""

    when: str
    event: str
    n: int | None
    of: int | None
    where: str
    table: str = ""
    doc_id: str = ""
    start: int | None = None
    end: int | None = None


def biography(formulation: str, docs: Document | str | Iterable[Document], fold: bool = True) -> pd.DataFrame:
    """One row per event in the life of a formulation, in order of time: when, event, n, of, where, table, and its passage.

    Of official documents at large: the first year in each source (local work reports: three of one year, from two provinces;
    a source that has it from its own first year on says so), the year by which half of its provinces had it, its best year
    (by the lower end of the interval), the last one; n of so many documents of that year have it, and `table` names the tables
    of counts that say so. Of these articles: first and latest use, n of so many of that year; doc_id, start and end are the
    passage. What has no date comes last. fold: variants are counted with it, as in `lifecycle` and `baseline`.

    >>> biography("六稳", "做好“六稳”工作。")[["when", "event", "n", "of"]].values.tolist()[:2]  # 'six stabilities'
    [['2019', 'first in local work reports', 26, 97], ['2019', 'half of its 31 provinces', 16, 31]]

    Limits: those of `baseline`: counts only, uneven in time, and reports see a coinage a year later.
    """
    lines = [*_at_large(formulation, fold), *_here(formulation, as_documents(docs), fold)]
    if not lines:
        return refused(Line._fields, f"{formulation or 'no formulation'}: neither these articles nor the baseline have it")
    table = pd.DataFrame(lines, columns=Line._fields).astype(dict.fromkeys(("n", "of", "start", "end"), "Int64"))
    order = table.assign(undated=table["when"] == "").sort_values(["undated", "when"], kind="stable")
    return order.drop(columns="undated").reset_index(drop=True)


def _at_large(name: str, fold: bool) -> Iterator[Line]:
    for row in first_sources(name, fold=fold).query("source in @SOURCES").itertuples():
        source, local = SOURCES[row.source], row.source == "local"
        event = f"first in {source}" if row.first > row.known_from or local else f"in {source}, known from then on"
        where = _named(row.provinces.split("、"))
        yield Line(str(row.first), event, row.reports, row.of_reports, where, LOCAL if local else CENTRAL)
    cells = baseline(name, by="cell", fold=fold)
    life = adoption(cells).iloc[0] if len(cells) else None
    if life is None or pd.isna(life["first"]):
        return
    years = baseline(name, fold=fold).set_index("year")
    half = cells[(cells["reports"] > 0) & cells["year"].between(life["first"], life["half"])]["province"].nunique()
    yield Line(str(life["half"]), f"half of its {life['places']} provinces", half, int(life["places"]), "", LOCAL)
    for event, year in (("best year", life["best"]), ("last", life["last"])):
        row = years.loc[year]
        said = f"{event} in local work reports" + (f": {life['life']}" if event == "last" else "")
        yield Line(str(year), said, int(row["reports"]), int(row["of_reports"]), _few(cells, year), LOCAL)


def _few(cells: pd.DataFrame, year: int) -> str:
    """The provinces of a year, where they can be named in a line."""
    return _named(cells[(cells["year"] == year) & (cells["reports"] > 0)]["province"].tolist())


def _named(names: list[str]) -> str:
    return "、".join(names) if len(names) <= 6 else f"{len(names)} provinces"


def _here(name: str, docs: list[Document], fold: bool) -> Iterator[Line]:
    """The first and the latest use in these articles, and the first one in those of no known year."""
    at = find_uses(docs, wordings(docs, [name]), None, fold)
    spans = list(zip(at.article.tolist(), at.start.tolist(), at.end.tolist()))
    whens = periods(docs)
    having = Counter(whens[k].period for k in {k for k, _, _ in spans})
    of = Counter(when.period for when in whens)
    dated = sorted((whens[k].date, k, start, end) for k, start, end in spans if whens[k].period is not None)
    undated = sorted(("", k, start, end) for k, start, end in spans if whens[k].period is None)
    events = (("first in these articles", dated[:1]), ("latest in these articles", dated[1:][-1:]), ("undated here", undated[:1]))
    for event, found in events:
        for date, k, start, end in found:
            when = whens[k].period
            yield Line(date, event, having[when], of[when], place_of(docs[k]), "", docs[k].doc_id, start, end)


def forms(formulation: str) -> pd.DataFrame:
    """One row per wording of a formulation that was counted, those in most local reports first.

    form; reports and quoted: local work reports that have it, and that have it in quotation marks; provinces, first, last:
    of these, and the years; national: national documents. A wording is the same string with other marks and numerals
    (两不愁、三保障), a variant of the family, or a longer name that holds it (一达标两不愁三保障), whose reports it counts, too.
    All are rows of formulations.tsv.
    """
    rows = [
        (row["formulation"], *(int(row[name]) if row[name] else None for name in ("reports", "quoted", "provinces", "first",
                                                                                  "last", "national")))
        for row in forms_of(formulation)
    ]  # fmt: skip
    if not rows:
        return refused(FORMS, f"{formulation or 'no formulation'} is not among the formulations that were counted")
    table = pd.DataFrame(rows, columns=FORMS).astype(dict.fromkeys(FORMS[1:], "Int64"))
    return table.sort_values(["reports", "form"], ascending=[False, True], kind="stable", ignore_index=True)


def stated(formulation: str, docs: Iterable[Document], found: Findings | None = None, fold: bool = True) -> pd.DataFrame:
    """One row per list of components that articles state for a formulation, the earliest first: what it stood for, and when.

    components, joined by ／ between groups and 、 in them; verdict: that of the first of them; articles that state this list;
    first, last: dates of the first and last; surface with doc_id, start, end: where the first one names it. Two rows mean that
    articles state different lists, as when a formula was filled anew, or abridged. Without a stated list: no rows.
    """
    docs = as_documents(docs)
    found = find(docs) if found is None else found
    names = {formulation, *((known.folded if (known := counted(formulation, fold=True)) else ()) if fold else ())}
    number = {doc.doc_id: (at, when) for at, (doc, when) in enumerate(zip(docs, periods(docs)))}
    lists: dict[str, list[tuple[str, int, Formula]]] = {}
    for formula in found.formulas:
        if formula.surface in names and formula.doc_id in number and (said := _components(formula)):
            at, when = number[formula.doc_id]
            lists.setdefault(said, []).append((_date(when), at, formula))
    rows = []
    for said, held in lists.items():
        dates = sorted(date for date, _, _ in held if date) or [""]
        date, _, first = min(held, key=lambda one: (one[0] == "", one[:2]))
        articles = len({at for _, at, _ in held})
        rows.append((said, first.verdict, articles, dates[0], dates[-1], first.surface, first.doc_id, first.start, first.end))
    if not rows:
        return refused(STATED, f"no article states what {formulation or 'it'} stands for")
    table = pd.DataFrame(rows, columns=STATED)
    return table.sort_values(["first", "components"], kind="stable", ignore_index=True)


def _components(formula: Formula) -> str:
    groups = ("、".join(component.text for component in group.components) for group in formula.groups if group.components)
    return "／".join(groups)


def _date(when: When) -> str:
    return when.date if when.period is not None else ""


def with_passages(lives: pd.DataFrame, used: pd.DataFrame, docs: Iterable[Document]) -> pd.DataFrame:
    """A table of `lifecycle` with the passage of the first use behind each count: doc_id, start, end; none where it is 0.

    used: the table of `uses` that the lives were made of, in which all the others stand.
    """
    docs = as_documents(docs)
    when = {doc.doc_id: one for doc, one in zip(docs, periods(docs, lives.attrs.get("period", "year")))}
    table = used.assign(period=[when[name].period for name in used["doc_id"]], date=[when[name].date for name in used["doc_id"]])
    table = table.dropna(subset=["period"]).astype({"period": object})
    first = table.sort_values(["date", "doc_id", "start"], kind="stable").drop_duplicates(["formulation", "period"])
    keys = ["formulation", "period"]
    joined = lives.astype({"period": object}).merge(first[[*keys, "doc_id", "start", "end"]], on=keys, how="left")
    joined = joined.astype({"start": "Int64", "end": "Int64"}).fillna({"doc_id": ""})
    joined["period"] = lives["period"].to_numpy()
    joined.attrs |= lives.attrs
    return joined

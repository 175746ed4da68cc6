"""The index: the answer first, what the formulas of a corpus stand for; then what stays open, words, repairs, tables."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup

from tifaku.corpus.files import texts_withheld
from tifaku.notebook.views import data_block, visible
from tifaku.report.cards import Places, card, gloss, open_classes, open_line, strip, where
from tifaku.report.manifest import Manifest
from tifaku.report.wording import listed, province, say, zh
from tifaku.tables.names import VERDICTS, Entry, Setting, in_line, setting_of
from tifaku.tables.overview import counted_characters
from tifaku.text.corpora import Corpus
from tifaku.text.documents import Document
from tifaku.text.edits import Alignment
from tifaku.text.findings import Findings, Formula
from tifaku.text.texts import between, day, translated

if TYPE_CHECKING:
    import pandas as pd

#: What the index says of an article.
ARTICLE = ["title", "date", "place", "characters", "edits", "formulas", "explained", "doc_id"]
PART = re.compile(r'<h2 id="(?P<id>[^"]*)">(?P<head>.*?)</h2>|<p class="reading">(?P<reading>.*?)</p>', re.DOTALL)
#: How much the index shows of each thing, so that it stays one page at any size.
CARDS, LINES, OPEN, STRIPS, LISTED, TALLY, TERMS = 23, 20, 24, 12, 50, 200, 13
#: Rows of the page of all articles that are written out; the rest stand in it as data.
WRITTEN = 200
#: Characters of the title or passage that shows a repair.
REPAIRED = 34


def readings_of(body: str, heard: set[str]) -> list[tuple[str, str, str]]:
    """What a notebook's page says in words: id and heading of a section, and the sentences that read its results aloud.

    Sentences `heard` on an earlier page, such as a caution, are left out, and those that are given are added to them.
    """
    found: list[tuple[str, str, str]] = []
    place, head = "top", ""
    for part in PART.finditer(body):
        if part["id"]:
            place, head = part["id"], plain(part["head"])
        elif plain(part["reading"]) in heard:
            continue
        elif found and found[-1][0] == place:
            found[-1] = (place, head, between(" ").join([found[-1][2], plain(part["reading"])]))
        else:
            found.append((place, head, plain(part["reading"])))
        heard |= {plain(part["reading"] or "")}
    return found


def plain(markup: str) -> str:
    """The text of a piece of markup."""
    return html.unescape(re.sub(r"<[^>]*>", "", markup)).strip()


def articles_table(corpus: Corpus, found: Findings) -> pd.DataFrame:
    """The articles as the index lists them: title, date, place, characters, edits, formulas, explained, doc_id."""
    import pandas as pd

    formulas = found.formulas_by_article()
    return pd.DataFrame([article(doc, formulas.get(doc.doc_id, ()), "") for doc in corpus], columns=ARTICLE)


def article(doc: Document, formulas: Sequence[Formula], href: str) -> dict[str, object]:
    """What a list of articles says of one."""
    setting = setting_of(doc)
    return {
        "doc_id": visible(doc.doc_id), "href": href, "title": visible(doc.title), "place": visible(setting.place),
        "date": say("inferred", date=setting.date) if setting.date and setting.inferred else setting.date,
        "characters": counted_characters(doc), "edits": len(doc.edits), "formulas": len(formulas),
        "explained": sum(map(_is_explained, formulas)),
    }  # fmt: skip


def _is_explained(formula: Formula) -> bool:
    """Whether its article states components of it, all or some."""
    return any(group.components for group in formula.groups)


def made_from(corpus: Corpus, manifest: Manifest) -> dict[str, object]:
    """What a report was made from, and which files had a problem, as values for the template."""
    hashed = [
        (translated("Inputs"), manifest.inputs),
        (translated("Data tables"), manifest.data),
        (translated("Fonts"), manifest.fonts),
    ]
    return {
        "problems": [{k: visible(str(v)) for k, v in row.items()} for row in corpus.problems.to_dict("records")],
        "parameters": [(name, visible(repr(value))) for name, value in manifest.parameters.items()],
        "versions": manifest.versions.items(),
        "hashes": [(what, [(visible(name), value) for name, value in found.items()]) for what, found in hashed],
    }


def answer(
    corpus: Corpus, found: Findings, entries: Sequence[Entry], places: Places, terms: Sequence[tuple]
) -> dict[str, object]:
    """What the corpus is, and what its formulas stand for, as values for the template."""
    explained = [entry for entry in entries if entry.best.verdict in VERDICTS[:3]]
    formulas = found.formulas_by_article()
    ranked = by_telling(corpus, formulas)
    rows = [article(doc, formulas.get(doc.doc_id, ()), places.articles.get(doc.doc_id, "")) for doc in ranked[:LISTED]]
    return {
        "corpus": visible(corpus.name),
        "headline": headline(entries, len(corpus)),
        "lede": lede(corpus),
        "tally": tally(entries),
        "strips": [_strip_row(doc, formulas.get(doc.doc_id, ()), places) for doc in _few(ranked, formulas)],
        "n_articles": len(corpus),
        "grid": grid(corpus, formulas) if len(corpus) > STRIPS else None,
        "cards": [card(entry, corpus, places) for entry in explained[:CARDS]],
        "n_explained": len(explained),
        "n_entries": len(entries),
        "rest": [_line(entry, places) for entry in explained[CARDS : CARDS + LINES]],
        "open": open_classes(entries, lambda entry: open_line(entry, places)),
        "most_open": OPEN,
        "terms": bars(corpus, terms),
        "repair": repair(corpus, places.articles),
        "articles": sorted(rows, key=lambda row: str(row["doc_id"])) if len(corpus) <= LISTED else rows,
    }


def by_telling(corpus: Corpus, formulas: Mapping[str, Sequence[Formula]]) -> list[Document]:
    """The articles, those first that explain most of their formulas."""
    return sorted(corpus, key=lambda doc: -sum(map(_is_explained, formulas.get(doc.doc_id, ()))))


def articles_page(corpus: Corpus, formulas: Mapping[str, Sequence[Formula]], files: Mapping[str, str]) -> dict[str, object]:
    """The values of the page of all articles: rows that are written, the rest as data; empty where the index has them all."""
    if len(corpus) <= LISTED:
        return {}
    rows = [article(doc, formulas.get(doc.doc_id, ()), files.get(doc.doc_id, "")) for doc in by_telling(corpus, formulas)]
    columns = [{"class": name, "lang": "zh"} for name in ("long", "short", "short", "n", "n", "n", "n", "")]
    rest = [_cells(row) for row in rows[WRITTEN:]]
    return {"rows": rows[:WRITTEN], "of": len(rows), "rest": data_block({"columns": columns, "rows": rest}) if rest else ""}


def _cells(row: Mapping[str, object]) -> list:
    """A row as data: text, or [text, address]."""
    texts = {name: f"{value:,}" if isinstance(value, int) else str(value) for name, value in row.items()}
    href = texts.pop("href")
    linked = {"title": [texts["title"], href], "edits": [texts["edits"], f"{href}#source"]} if href else {}
    return [(texts | linked)[name] for name in ARTICLE]


def _few(ranked: list[Document], formulas: Mapping[str, Sequence[Formula]]) -> list[Document]:
    """The articles that are drawn as strips, by date: of more than a dozen the most telling that do not all explain the same."""
    telling: dict[object, Document] = {}
    for doc in ranked:
        telling.setdefault(_explained(formulas.get(doc.doc_id, ())) if len(ranked) > STRIPS else doc.doc_id, doc)
    return sorted(list(telling.values())[:STRIPS], key=lambda doc: (setting_of(doc).date or "9", doc.doc_id))


def _explained(formulas: Sequence[Formula]) -> frozenset[str]:
    return frozenset(f.name for f in formulas if any(group.components for group in f.groups))


def headline(entries: Sequence[Entry], articles: int) -> Markup:
    """How many formulas there are, and how many are spelled out, as the title of the page."""
    n, of = sum(entry.best.verdict == "complete" for entry in entries), say("articles", n=articles)
    if not entries:
        return say("headline_nothing", articles=of)
    key = "headline" if n else "headline_in_part"
    return say(key, n=n, formulas=say("formulas", n=len(entries)), articles=of)


def lede(corpus: Corpus) -> Markup:
    """What the corpus is, in whole sentences: articles, places, dates, length, repairs."""
    if not len(corpus):
        return Markup("")
    characters = sum(counted_characters(doc) for doc in corpus)
    said = [_from_where_and_when(corpus), say("length", characters=say("characters", n=characters)), _damage(corpus)]
    return Markup(between(" ")).join([*said, say("traceable")])


def _from_where_and_when(corpus: Corpus) -> Markup:
    settings = [setting_of(doc) for doc in corpus]
    placed = list(dict.fromkeys((s.place, s.province) for s in settings if s.place))
    dates = sorted({s.date for s in settings if s.date})
    articles = say("articles", n=len(corpus))
    first, last = (Markup(day(d)) for d in (dates[0], dates[-1])) if dates else (Markup(""), Markup(""))
    if len(placed) > 6:
        provinces = say("provinces", n=len({province for _, province in placed if province}))
        named = say("where_many", places=say("places", n=len(placed)), provinces=provinces)
    else:
        named = listed([where(Setting(place=place, province=within)) for place, within in placed])
    key = "from_" if placed else ""
    key += "undated" if not dates else "day" if len(dates) == 1 else "when"
    return say(key, articles=articles, where=named, first=first, last=last)


def _damage(corpus: Corpus) -> Markup:
    damaged, edits = sum(bool(doc.edits) for doc in corpus), sum(len(doc.edits) for doc in corpus)
    if not edits:
        return say("undamaged")
    repaired = Markup('<a href="#repair">{}</a>').format(say("edits", n=edits))
    key = "damaged" if damaged < len(corpus) else "damaged_all" if damaged > 1 else "damaged_one"
    return say(key, damaged=damaged, edits=repaired)


def tally(entries: Sequence[Entry]) -> dict[str, object]:
    """How many formulas there are of each verdict, and a dot for each where they are few enough to be dots."""
    counts = Counter(entry.best.verdict for entry in entries)
    dots = [verdict for verdict in VERDICTS for _ in range(counts[verdict])]
    return {
        "counts": [(v, counts[v], say(f"tally_{v}")) for v in VERDICTS if counts[v]],
        "dots": dots[: TALLY if len(dots) <= TALLY else 0],
    }


def _strip_row(doc: Document, formulas: Sequence[Formula], places: Places) -> dict[str, object]:
    setting = setting_of(doc)
    explained = sum(map(_is_explained, formulas))
    date = day(setting.date, short=True)
    return {
        "date": say("inferred", date=date) if date and setting.inferred else date,
        "place": where(Setting(place=setting.place, province=setting.province)),
        "title": visible(doc.title),
        "href": places.articles.get(doc.doc_id, ""),
        "strip": strip(doc, formulas),
        "alt": say("strip_alt", occurrences=say("occurrences", n=len(formulas)), explained=explained),
        "explained": say("n_of", n=explained, of=len(formulas)),
    }


def grid(corpus: Corpus, formulas: Mapping[str, Sequence[Formula]]) -> dict[str, object] | None:
    """Articles by province and year, with the mean of their formulas; None where fewer than two years or provinces are known."""
    cells: dict[tuple[str, str], list[int]] = {}
    for doc in corpus:
        setting = setting_of(doc)
        if setting.province and setting.date[:4].isdecimal():
            cells.setdefault((setting.province, setting.date[:4]), []).append(len(formulas.get(doc.doc_id, ())))
    provinces: Counter[str] = Counter()
    years = sorted({year for _, year in cells})
    for (name, _), found in cells.items():
        provinces[name] += len(found)
    if len(provinces) < 2 or len(years) < 2:
        return None
    most = max(sum(found) / len(found) for found in cells.values())
    rows = [(province(name), [_cell(cells.get((name, year), []), most) for year in years]) for name, _ in provinces.most_common()]
    return {
        "years": years,
        "rows": rows,
        "note": say("grid_note", most=f"{most:.0f}", dated=sum(map(len, cells.values())), of=len(corpus)),
    }


def _cell(found: list[int], most: float) -> tuple[int, int, str]:
    """How many articles, how dark (0 to 5), and the mean number of formulas in words."""
    mean = sum(found) / len(found) if found else 0
    return len(found), min(5, int(5 * mean / most + 0.5)) if most else 0, f"{mean:.1f}"


def _line(entry: Entry, places: Places) -> dict[str, object]:
    return {
        "name": visible(entry.surface), "href": places.passage(entry.best) or places.entry(entry.name), "gloss": gloss(entry),
        "items": visible(in_line(entry.best)), "verdict": entry.best.verdict, "articles": entry.articles,
    }  # fmt: skip


def terms_of(notebooks: Iterable[dict]) -> list[tuple[str, int, int, float]]:
    """The most frequent terms that executed notebooks show: term, occurrences, articles, rate per 10,000; else empty."""
    wanted = ("term", "n", "df", "per_10k")
    outputs = (output for notebook in notebooks for cell in notebook["cells"] for output in cell.get("outputs", ()))
    for output in outputs:
        table = output.get("metadata", {}).get("text/html", {}).get("first", {})
        columns = table.get("columns", [])
        if {*wanted} <= {*columns} and "log_ratio" not in columns:
            at = [columns.index(name) for name in wanted]
            return [tuple(row[k] for k in at) for row in table["data"]]
    return []


def bars(corpus: Corpus, terms: Sequence[tuple]) -> list[dict[str, object]]:
    """The most frequent terms of two characters or more as bars, beside what work reports of this length would have.

    terms: term, occurrences, articles and rate per 10,000 words, the most frequent first.
    """
    from tifaku.tables.reference import work_reports

    chosen = [row for row in terms if len(row[0]) > 1][:TERMS]
    if not chosen:
        return []
    reference = work_reports()
    words = max(10_000 * n / rate for _, n, _, rate in chosen if rate)
    expected = [float(reference.counts.get(term, 0)) / reference.total * words for term, *_ in chosen]
    longest = max(*(n for _, n, _, _ in chosen), *expected)
    return [
        {
            "term": visible(term), "n": n, "df": df, "of": len(corpus), "width": round(100 * n / longest, 1),
            "tick": round(100 * usual / longest, 1),
            "alt": _in_words(term, n, df, usual),
        }
        for (term, n, df, _), usual in zip(chosen, expected)
    ]  # fmt: skip


def _in_words(term: str, n: int, df: int, usual: float) -> Markup:
    return say("term_alt", term=zh(term), times=say("times", n=n), articles=say("articles", n=df), reference=f"{usual:,.0f}")


def repair(corpus: Corpus, files: Mapping[str, str]) -> dict[str, object] | None:
    """A passage of the article that needed most repairs, as read and as repaired, and how often each rule was needed."""
    doc = max(corpus, key=lambda doc: len(doc.edits), default=None)
    if doc is None or not doc.edits:
        return None
    edits: Counter[str] = Counter()
    articles: Counter[str] = Counter()
    for one in corpus:
        rules = [rule for edit in one.edits for rule in edit.rule.split("+")]
        edits.update(rules)
        articles.update(set(rules))
    return {
        "pairs": [] if texts_withheld() else repaired_passage(doc),
        "rules": [(r, n, say("repair_rule", n=n, articles=say("articles", n=articles[r]))) for r, n in edits.most_common(6)],
        "title": visible(doc.title),
        "href": f"{files[doc.doc_id]}#source" if doc.doc_id in files else "",
        "all": say("repair_all", edits=say("edits", n=len(doc.edits))),
    }


def repaired_passage(doc: Document) -> list[tuple[str, str, str]]:
    """The stretch of 34 characters with most edits in pieces: as read, as repaired, and by which rule ("" for none)."""
    starts = Alignment(doc.edits).starts
    changed = [(at, edit) for at, edit in zip(starts, doc.edits) if edit.before != edit.after and "\n" not in edit.before]
    if not changed:
        return []
    first = max(range(len(changed)), key=lambda k: sum(1 for at, _ in changed[k : k + REPAIRED] if at < changed[k][0] + REPAIRED))
    line = doc.text.rfind("\n", 0, changed[first][0]) + 1
    start = max(line, changed[first][0] - 2)
    stop = doc.text.find("\n", start)
    end = min(start + REPAIRED, len(doc.text) if stop < 0 else stop)
    out: list[tuple[str, str, str]] = []
    at = start
    for place, edit in changed:
        if place < at or place + len(edit.after) > end or not (out or edit.after):
            continue
        if not edit.after and at == place and out[-1][2]:  # what was taken out stands with the character that it follows
            out[-1] = (out[-1][0] + edit.before, *out[-1][1:])
            continue
        out += [(c, c, "") for c in doc.text[at:place]]
        out.append((edit.before, edit.after, edit.rule.partition("+")[0]))
        at = place + len(edit.after)
    out += [(c, c, "") for c in doc.text[at:end]]
    return [(visible(before), visible(after), rule) for before, after, rule in out]

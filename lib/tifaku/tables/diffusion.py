"""Diffusion: where and when formulations occur, how they spread over places, and which of them occur together.

Small numbers and the edges of the corpus are stated in the tables themselves, in the column `reading`.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Iterable, Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from tifaku.study import find
from tifaku.tables.formulas import usual_surfaces
from tifaku.tables.measures import share_of_articles
from tifaku.text.documents import PLACES, Document, as_documents, place_of
from tifaku.text.findings import Findings, Formula, Slogan
from tifaku.text.marks import sentences

#: Below this many articles a share is an example, not a rate.
FEW_ARTICLES = 30
SLOGANS = frozenset({"parallel_series", "plus_compound", "coinage"})
KEYS = ["formulation", "kind"]


def formulations(docs: Iterable[Document], found: Findings | None = None) -> pd.DataFrame:
    """One row per occurrence of a formulation: doc_id, formulation, kind, start, end, sentence, paragraph.

    sentence and paragraph are numbers within the article. kind: formula, whose variants of width, blanks and numerals are one
    formulation, written as it is most often, or the type of the slogan (parallel_series, whose segments are joined by 、,
    plus_compound, coinage).
    found: what `tifaku.find(docs)` gave, where it is at hand.
    """
    found = find(docs) if found is None else found
    docs = as_documents(docs)
    formulas, slogans = found.formulas_by_article(), found.slogans_by_article()
    usual = usual_surfaces((formula.name, formula.surface) for formula in found.formulas)
    rows = (row for doc in docs for row in _occurrences(doc, formulas.get(doc.doc_id, ()), slogans.get(doc.doc_id, ()), usual))
    return pd.DataFrame(list(rows), columns=["doc_id", *KEYS, "start", "end", "sentence", "paragraph"])


def _occurrences(
    doc: Document, formulas: Sequence[Formula], slogans: Sequence[Slogan], usual: Mapping[str, str]
) -> Iterator[tuple]:
    sentence_starts = [start for start, _ in sentences(doc.text)]
    line_starts = [i + 1 for i, character in enumerate(doc.text) if character == "\n"]
    found = [(usual[f.name], "formula", f.start, f.end) for f in formulas]
    for slogan in slogans:
        if slogan.type in SLOGANS:
            name = "、".join(s.text for s in slogan.segments) if slogan.type == "parallel_series" else slogan.surface
            found.append((name, slogan.type, slogan.start, slogan.end))
    for name, kind, start, end in sorted(found, key=lambda row: row[2:]):
        yield doc.doc_id, name, kind, start, end, bisect_right(sentence_starts, start), bisect_right(line_starts, start)


def articles(docs: Iterable[Document], clusters: Mapping[str, object] | None = None) -> pd.DataFrame:
    """One row per article: doc_id, place, level, year (missing where no date or year is known), cluster.

    place is the narrowest of county, prefecture and province that the metadata know, level which of them it is; fields
    `place`, `level` and `year` of the metadata (as from sources.tsv) go before. clusters: doc_id to near-duplicate
    cluster, as `tifaku.cluster_of` gives them; without it each article is its own.
    """
    clusters = {} if clusters is None else dict(clusters)
    rows = [(doc.doc_id, *_setting(doc), clusters.get(doc.doc_id, doc.doc_id)) for doc in docs]
    table = pd.DataFrame(rows, columns=["doc_id", "place", "level", "year", "cluster"])
    return table.astype({"year": "Int64"})


def _setting(doc: Document) -> tuple[str, str, int | None]:
    names = ("place", "level", "year", "date", "year_hint")
    fact = {name: str(doc.metadata[name].value) for name in names if name in doc.metadata}
    level = next((name for name in PLACES if name in doc.metadata), "")
    year = (fact.get("year") or fact.get("date") or fact.get("year_hint") or "")[:4]
    return fact.get("place", place_of(doc)), fact.get("level", level), int(year) if year.isdecimal() else None


def diffusion(found: pd.DataFrame, articles: pd.DataFrame, least: int = 2) -> pd.DataFrame:
    """One row per formulation that occurs in `least` articles, those in most articles first.

    n: occurrences; articles: with it; share of all articles with its 95% Wilson interval (low, high; nan below 10 articles),
    which speaks of more articles of the same kind, of which these are taken to be a sample; clusters: articles without
    near-duplicates; places; first_year, first_place (each place of that year), last_year; undated: articles with
    it whose year is unknown; reading: what the figures can't show, in words.

    found and articles are the tables of `formulations` and `articles`. What stands in one article only has not spread and is
    left out; attrs["left_out"] counts it, and the notice says so. Wilson 1927; below 30 articles the reading says
    that no rate is meant. Limit: a formulation is its exact words, so that variants are rows of their own (see frames).
    """
    seen = found.merge(articles, on="doc_id")
    spread = seen.groupby(KEYS)["doc_id"].nunique()
    seen = seen[seen.groupby(KEYS)["doc_id"].transform("nunique") >= least]
    table = seen.groupby(KEYS, sort=True).agg(
        n=("doc_id", "size"), articles=("doc_id", "nunique"), clusters=("cluster", "nunique"), places=("place", _named),
        first_year=("year", "min"), last_year=("year", "max"),
    ).reset_index()  # fmt: skip
    table = _with_share(table, len(articles), after="articles")
    undated = seen[seen["year"].isna()].groupby(KEYS)["doc_id"].nunique().rename("undated")
    first = seen.merge(table[[*KEYS, "first_year"]], on=KEYS).query("year == first_year")
    first = first.groupby(KEYS)["place"].agg(lambda names: "、".join(sorted(set(names) - {""}))).rename("first_place")
    table = table.join(undated, on=KEYS).join(first, on=KEYS).fillna({"undated": 0, "first_place": ""}).astype({"undated": int})
    edges = articles["year"].min(), articles["year"].max()
    table["reading"] = [_reading(row, len(articles), *edges) for row in table.itertuples()]
    table = table.sort_values(["articles", "n", *KEYS], ascending=[False, False, True, True], ignore_index=True)
    table.attrs["left_out"] = left_out = int((spread < least).sum())
    if left_out:
        table.attrs["notice"] = f"formulations in fewer than {least} articles are left out, here {left_out:,}; least=1 shows them"
    return table


def _named(places: pd.Series) -> int:
    return len(set(places) - {""})


def _with_share(table: pd.DataFrame, of, after: str) -> pd.DataFrame:
    k = table[after].to_numpy(dtype=float)
    low, high = share_of_articles(k, of)
    for offset, (name, values) in enumerate({"share": k / of, "low": low, "high": high}.items(), 1):
        table.insert(table.columns.get_loc(after) + offset, name, values)
    return table


def _reading(row, of: int, first, last) -> str:
    """What the figures of one formulation can't show, in words."""
    notes = [f"{row.articles} of {of} articles: no rate is meant"] if of < FEW_ARTICLES else []
    if row.clusters < row.articles:
        notes.append(f"{row.articles - row.clusters} of its articles are reprints")
    if pd.isna(row.first_year):
        return "; ".join([*notes, "no dated article"])
    if row.first_year == first:
        notes.append("seen in the first year of the corpus: may be older")
    if row.last_year == last:
        notes.append("seen in the last year: may go on")
    if row.undated:
        notes.append(f"{row.undated} undated articles are not in the years")
    return "; ".join(notes)


def spread(found: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """One row per formulation, year, level and place where it occurs, in order of time; undated articles are left out.

    n: occurrences; articles, clusters: with it in this year and place; of: all articles of this year and place; share with
    its 95% Wilson interval (low, high; nan where `of` is below 10: one report is all there is); first_sight: no earlier year
    has it; cumulative_places: places up to and with this year. A year or place without articles in the corpus has no row: not
    seen is not the same as not said.
    """
    cell = ["year", "level", "place"]
    dated = articles.dropna(subset=["year"])
    seen = found.merge(dated, on="doc_id")
    table = seen.groupby([*KEYS, *cell], sort=True).agg(
        n=("doc_id", "size"), articles=("doc_id", "nunique"), clusters=("cluster", "nunique")
    ).reset_index()  # fmt: skip
    table = table.merge(dated.groupby(cell).size().rename("of").reset_index(), on=cell)
    table = _with_share(table, table["of"].to_numpy(dtype=float), after="articles")
    table = table.sort_values([*KEYS, *cell], ignore_index=True)
    table["first_sight"] = table["year"] == table.groupby(KEYS)["year"].transform("min")
    new = (~table.duplicated([*KEYS, "place"]) & (table["place"] != "")).astype(int)
    running = new.groupby([table[key] for key in KEYS]).cumsum()
    table["cumulative_places"] = running.groupby([table[key] for key in (*KEYS, "year")]).transform("max")
    return table


def with_tiers(table: pd.DataFrame, least_shares: Sequence[float] = (0.5, 0.2, 0.05)) -> pd.DataFrame:
    """A diffusion table with a column `tier` that carries its threshold: "≥ 50% of articles"; below all "< 5% of articles".

    The tier of a formulation is that of the lower end of its interval, so that few articles don't lift it; without an
    interval it is "fewer than 10 articles". least_shares: the thresholds, from high to low, 0 to 1; they are the reader's
    choice and have no standing in the literature.
    """
    shares = sorted(least_shares, reverse=True)
    if not shares or not 0 < shares[-1] <= shares[0] <= 1:
        raise ValueError(f"least_shares must be shares between 0 and 1, as in (0.5, 0.2, 0.05); got {tuple(least_shares)}")
    names = [f"≥ {100 * share:g}% of articles" for share in shares] + [f"< {100 * shares[-1]:g}% of articles"]
    tier = [names[next((i for i, share in enumerate(shares) if low >= share), len(shares))] for low in table["low"]]
    return table.assign(tier=[name if low == low else "fewer than 10 articles" for name, low in zip(tier, table["low"])])


def cooccurrence(found: pd.DataFrame, within: str = "paragraph", min_n: int = 2) -> pd.DataFrame:
    """The edges between formulations that stand in one sentence, paragraph or article at least `min_n` times.

    One row per pair: a, b; n: units with both; n_a, n_b: units with each; units: all that hold any formulation; pmi =
    log2(units·n / (n_a·n_b)) (Church & Hanks 1990), log_dice = 14 + log2(2n / (n_a + n_b)) (Rychlý 2008). PMI favours
    what is rare: read it beside n. Both describe; nothing is tested. A formulation and one inside it make an edge too.
    """
    from scipy.sparse import coo_array, triu

    columns = {"sentence": ["doc_id", "sentence"], "paragraph": ["doc_id", "paragraph"], "article": ["doc_id"]}
    if within not in columns:
        raise ValueError(f"within must be one of {', '.join(columns)}; got {within!r}")
    units = found.groupby(columns[within], sort=False).ngroup().to_numpy()
    codes, names = pd.factorize(found["formulation"], sort=True)
    cells = np.unique(np.stack([units, codes]), axis=1) if len(found) else np.empty((2, 0), int)
    shape = (int(units.max()) + 1 if len(units) else 0, len(names))
    holds = coo_array((np.ones(cells.shape[1], dtype=np.int64), tuple(cells)), shape=shape).tocsr()
    each = np.asarray(holds.sum(axis=0)).ravel()
    pairs = triu(holds.T @ holds, k=1).tocoo()
    a, b, n = (values[pairs.data >= min_n] for values in (*pairs.coords, pairs.data))
    table = pd.DataFrame({"a": names[a], "b": names[b], "n": n, "n_a": each[a], "n_b": each[b], "units": shape[0]})
    table["pmi"] = np.log2(shape[0] * n / (each[a] * each[b]))
    table["log_dice"] = 14 + np.log2(2 * n / (each[a] + each[b]))
    return table.sort_values(["log_dice", "n", "a", "b"], ascending=[False, False, True, True], ignore_index=True)

"""Build lib/tifaku/data/reference_work_reports.tsv: counts of work reports with their spread, and what is not to be tested.

    python scripts/build_reference.py FOLDER OUT.tsv                             # from a folder of reports
    python scripts/build_reference.py FOLDER MOMENTS.tsv PERIODS.tsv OUT.tsv     # from the tables of such a count

The table in the repository was made the second way from counts of 2,938 reports in the public repository lawtext/gov (snapshot
of 2026-07-25; one report a place and year, by the year it plans for; title lines, annexed glossaries and lists of projects cut
off), and a FOLDER of 629 of these as they came. Columns: term, n, n_documents, mean, sd, quantiles as
tifaku.tables.reference.spread_table has them; mean_Y: the mean rate in the period that ends with year Y (empty for terms in
fewer than 10 reports); apart: place, for a name of a place, or paratext, for a word that stands mostly in what was cut off.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd

from tifaku import open_corpus
from tifaku.metadata.places import by_short_name
from tifaku.tables.reference import MILLION, spread_table
from tifaku.tokens import count, dictionary, tokenize, words
from tifaku.tokens.cutting import place_names

ENDS = (2012, 2017, 2022, 2026)
COMMON = 1 / 60  # a name of a county or township that so many reports use is a word of theirs too (合作, 和平)
ANNEX = re.compile(
    r"^[（(【\[]?(?:附[件录表注]?[：:\d一二三四五六七八九十 ]|附件|附录|(?:有关|相关|部分)?名词(?:解释|注释|说明)"
    r"|注释|用语说明|注[：:])",
    re.MULTILINE,
)
TSV = {"sep": "\t", "index": False, "quoting": 3, "lineterminator": "\n", "float_format": "%.4g"}


def from_folder(folder: str) -> tuple[str, pd.DataFrame]:
    """The head line and the table of a folder of reports; the year of a report is what its metadata or file name says."""
    counts = count(words(tokenize(open_corpus(folder), segmenter="rjieba")))
    table = spread_table(counts)
    table = table[table["n_documents"] >= 3]
    years = pd.Series(counts.doc_ids).str.extract(r"(\d{4})")[0].astype(float).to_numpy()
    rate = counts.n / counts.doc_n[counts.doc] * MILLION
    for first, last in zip((0, *(end + 1 for end in ENDS)), ENDS):
        own = (years >= first) & (years <= last)
        mean = counts.per_term(rate * own[counts.doc]) / max(own.sum(), 1)
        table[f"mean_{last}"] = pd.Series(mean, counts.terms).reindex(table["term"]).to_numpy()
    return f"documents={counts.documents} words={counts.total}", table


def from_tables(moments: str, periods: str) -> tuple[str, pd.DataFrame]:
    """The head line and the table of counts made elsewhere."""
    head = Path(moments).read_text("utf-8").partition("\n")[0].partition("documents=")[2]
    table, means = (pd.read_csv(path, sep="\t", skiprows=1, quoting=3, keep_default_na=False) for path in (moments, periods))
    table = table[["term", "n", "n_documents", "mean", "sd", "quantiles"]]
    return f"documents={head.partition(';')[0]}", table.merge(means[["term", *(f"mean_{end}" for end in ENDS)]], "left", "term")


def is_place(table: pd.DataFrame, documents: int) -> np.ndarray:
    """Which terms name a place: a province or prefecture; or, where few reports have the term, any place that a list names.

    Lists: the official divisions down to townships, and the words that jieba's dictionary marks as places (ns).
    """
    large = {name for name, found in by_short_name().items() if any(len(place.code) <= 4 for place in found)}
    large |= {place.name for found in by_short_name().values() for place in found if len(place.code) <= 4}
    small = {*by_short_name(), *(place.term for place in place_names()), *(w for w, _, tag in dictionary() if tag[:2] == "ns")}
    rare = table["n_documents"] < COMMON * documents
    return (table["term"].isin(large) | (table["term"].isin(small) & rare)).to_numpy()


def paratext_words(folder: str) -> set[str]:
    """The words of which, in whole reports, a third or more stand before the address or in an annex, in five reports or more.

    Bylines, which are not counted at all, count as standing there.
    """
    docs = open_corpus(folder)
    tokens = pd.DataFrame(words(tokenize(docs, segmenter="rjieba")))
    first = tokens["doc_id"].map({doc.doc_id: _address(doc.text) for doc in docs}).astype(int)
    annex = tokens["doc_id"].map({doc.doc_id: _annex(doc.text) for doc in docs}).astype(int)
    outside = tokens[(tokens["start"] < first) | (tokens["start"] >= annex)]
    lines = [(doc.doc_id, doc.text[b.start : b.end]) for doc in docs for b in doc.blocks if b.kind == "byline"]
    bylines = [(name, word) for name, line in lines for word in count(words(tokenize(line, segmenter="rjieba"))).terms]
    n: Counter[str] = Counter(tokens["token"])
    out: Counter[str] = Counter(outside["token"]) + Counter(word for _, word in bylines)
    where = {*zip(outside["doc_id"], outside["token"]), *bylines}
    reports = Counter(word for _, word in where)
    return {word for word in out if reports[word] >= 5 and out[word] >= n[word] / 3}


def _address(text: str) -> int:
    """Where a report begins to speak: 各位代表 'fellow deputies'."""
    return max(text.find("各位代表", 0, 1200), 0)


def _annex(text: str) -> int:
    """Where a glossary or the like begins, in the second half of the text."""
    found = ANNEX.search(text, len(text) // 2)
    return found.start() if found else len(text)


def main(folder: str, *tables: str) -> None:
    """Write the table."""
    head, table = from_tables(*tables[:2]) if tables[1:] else from_folder(folder)
    documents = int(head.split()[0].partition("=")[2])
    paratext = table["term"].isin(paratext_words(folder) if tables[1:] else ())
    table["apart"] = np.select([is_place(table, documents), paratext], ["place", "paratext"], "")
    periods = f"periods end {', '.join(map(str, ENDS))}"
    with open(tables[-1], "w", encoding="utf-8", newline="\n") as out:
        out.write(f"# local government work reports 1979-2026 (lawtext/gov): {head}; rates per million words; {periods}\n")
        table.to_csv(out, **TSV)


if __name__ == "__main__":
    if len(sys.argv) not in (3, 5):
        sys.exit(__doc__)
    main(*sys.argv[1:])

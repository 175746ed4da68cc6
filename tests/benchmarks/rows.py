"""Rows: the works that the table compares."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from functools import partial
from itertools import cycle
from math import log
from pathlib import Path
from statistics import median
from typing import Iterator

from bench_peers import peers
from bench_scale import scaling
from bench_tokens import by_groupby, megabytes, ten_million_rows
from pairs import Row, clock, cpu, faster

import tifaku
from tifaku.formulas import detect
from tifaku.text.corpora import Corpus
from tifaku.text.documents import Document, Fact
from tifaku.text.findings import Findings
from tifaku.text.lexicons import rows

PLAIN_SCANS = (
    '[“"][^“”"]{1,20}[”"]',
    "[一二三四五六七八九十百0-9]+[大个项条]",
    "[0-9]+(?:[+-][0-9]+)+",
    "[一二三四五六七八九十][^，。；]{1,4}[一二三四五六七八九十]",
)
KERNELS = """
import nbformat, sys
from concurrent.futures import ThreadPoolExecutor
from nbclient import NotebookClient
from nbconvert import HTMLExporter
cell = nbformat.v4.new_code_cell("import pandas, matplotlib.pyplot, jieba")
books = [nbformat.v4.new_notebook(cells=[cell]) for _ in range(4)]
with ThreadPoolExecutor(4) as pool:
    list(pool.map(lambda book: NotebookClient(book, kernel_name="python3").execute(), books))
for book in books:
    HTMLExporter().from_notebook_node(book)
"""


def texts_of(folder: Path, most: float) -> list[str]:
    """Articles of a folder, again from the first where they are fewer than `most` megabytes."""
    articles = [path.read_text("utf-8", "replace") for path in sorted(folder.rglob("*.txt"))]
    texts, size = [], 0
    for text in cycle(articles):
        if size >= most * 1e6:
            return texts
        texts.append(text)
        size += len(text.encode())


def counting(texts: list[str], runs: int) -> Iterator[Row]:
    """Tokens and their frequencies against the line that most scripts have; formulas are found before, or by the call itself."""
    import jieba

    docs = [Document(str(n), text, text) for n, text in enumerate(texts)]
    yardstick = partial(lambda: Counter(jieba.lcut("\n".join(texts))))
    found = [formula for doc in docs for formula in tifaku.find_formulas(doc)]
    given = {"formulas found before": found, "formulas looked for": None}
    for segmenter, how, bar in (("rjieba", 0, "≥ 8"), ("rjieba", 1, "≥ 5.5"), ("jieba", 0, "≥ 0.95")):
        name = list(given)[how]
        work = partial(lambda s, f: tifaku.term_frequency(tifaku.tokenize(docs, s, formulas=f)), segmenter, given[name])
        yield Row(f"tokenise and count, {segmenter}, {name}", "Counter(jieba.lcut(text))", faster(work, yardstick, runs), bar)


def line(texts: list[str]) -> None:
    """Read, repair, formulas with expansion, slogans, tokens, tables."""
    docs = [tifaku.read_text(text, str(n)) for n, text in enumerate(texts)]
    found = [formula for doc in docs for formula in tifaku.find_formulas(doc)]
    tifaku.formulas_table(docs, found)
    tifaku.slogans_table(docs)
    tifaku.term_frequency(tifaku.words(tifaku.tokenize(docs, "rjieba", formulas=found)))


def whole_line(texts: list[str], runs: int) -> Iterator[Row]:
    import jieba

    against = partial(lambda: Counter(word for text in texts for word in jieba.lcut(text)))
    yield Row("the whole line, rjieba", "Counter(jieba.lcut(text))", faster(partial(line, texts), against, runs), "≥ 1.2")


def detection(texts: list[str], runs: int) -> Iterator[Row]:
    scans = [re.compile(pattern) for pattern in PLAIN_SCANS]
    against = partial(lambda: [scan.findall(text) for text in texts for scan in scans])
    ratio = faster(lambda: [detect(text) for text in texts], against, runs)
    yield Row("formulas with kinds, groups, spans", "four plain re scans", ratio, "≥ 0.067")


def exponent(texts: list[str], runs: int) -> Iterator[Row]:
    """From one megabyte of the articles, evenly spread, or a tenth of fewer than ten, to all of them."""
    some = texts[:: max(10, round(megabytes_of(texts)))]
    line(some)
    cost = median(cpu(partial(line, texts)) / cpu(partial(line, some)) for _ in range(runs))
    low, high = megabytes_of(some), megabytes_of(texts)
    yield Row(f"cost exponent, {low:.1f} to {high:.1f} MB", "1", log(cost) / log(high / low), "≤ 1.05")


def megabytes_of(texts: list[str]) -> float:
    return sum(len(text.encode()) for text in texts) / 1e6


def ten_million(texts: list[str], runs: int) -> Iterator[Row]:
    coded = ten_million_rows()
    strings = coded.astype({"doc_id": "str", "token": "str"})
    ours, theirs = partial(tifaku.term_frequency, coded), partial(by_groupby, strings)
    yield Row("frequencies of 10⁷ tokens, time", "pandas groupby of strings", 1 / faster(ours, theirs, runs), "≤ 0.4")
    memory = median(megabytes(ours) / megabytes(theirs) for _ in range(runs))
    yield Row("frequencies of 10⁷ tokens, memory", "pandas groupby of strings", memory, "≤ 0.35")


def lives(texts: list[str], runs: int) -> Iterator[Row]:
    """The lifecycle of all formulas and of 200 terms, in articles of 2,000 characters of 15 years; then with frames, too."""
    cut = [text[at : at + 2000] for text in texts for at in range(0, len(text), 2000)]
    dated = [{"date": Fact(f"{2010 + n % 15}-03-01")} for n in range(len(cut))]
    docs = tuple(Document(str(n), text, text, metadata=facts) for n, (text, facts) in enumerate(zip(cut, dated)))
    found = tifaku.find(docs)
    words = tifaku.words(tifaku.tokenize(docs, "rjieba", formulas=found))
    terms = "\n".join(name for name in (row["formulation"] for row in rows("formulations")[:400]) if not name[0].isdigit())
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "terms.tsv").write_text("\n".join(terms.splitlines()[:200]), encoding="utf-8")
        corpus, against = Corpus("cut", docs, (), Path(folder)), partial(tifaku.term_frequency, words)
        for what, held in (("formulas and 200 terms", Findings(found.formulas)), ("formulas, frames and 200 terms", found)):
            work = partial(tifaku.lifecycle, corpus, found=held)
            yield Row(f"lifecycle of {what}, {len(docs):,} articles", "term_frequency", 1 / faster(work, against, runs), "≤ 2")


def report(texts: list[str], runs: int) -> Iterator[Row]:
    """Warm: each is run once before."""

    with tempfile.TemporaryDirectory() as out:
        ours, theirs = ("-m", "tifaku.report", "--out", out), ("-c", KERNELS)
        times = [clock(*ours) / clock(*theirs) for _ in range(runs + 1)][1:]
    yield Row("make report, clock", "four kernels with imports, and rendering", median(times), "≤ 1.7")


ROWS = {work.__name__: work for work in (counting, whole_line, detection, exponent, ten_million, lives, report, peers, scaling)}

"""Speed of tokens and tables, side by side in one run: python tests/benchmarks/bench_tokens.py FOLDER [MEGABYTES]

FOLDER holds .txt files; MEGABYTES (5 unless given) of them are read. CPU seconds, the best of three. The yardstick
is Counter(jieba.lcut(text)), as most scripts have it.
"""

import gc
import os
import resource
import sys
import time
from collections import Counter
from dataclasses import replace
from multiprocessing import Pipe
from pathlib import Path

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).parents[2] / "lib"))

from tifaku import term_frequency  # noqa: E402
from tifaku.formulas import detect  # noqa: E402
from tifaku.text.documents import Document  # noqa: E402
from tifaku.tokens import _jieba, tokenize  # noqa: E402


def seconds(work) -> float:
    best = float("inf")
    for _ in range(3):
        gc.collect()
        began = time.process_time()
        work()
        best = min(best, time.process_time() - began)
    return best


def megabytes(work) -> float:
    """By how much the work raises the peak memory, in a process of its own (Unix)."""
    receive, send = Pipe(duplex=False)
    child = os.fork()
    if not child:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        work()
        send.send((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1e3)
        os._exit(0)
    os.waitpid(child, 0)
    return receive.recv()


def read(folder: str, most: float) -> list[Document]:
    docs, size = [], 0
    for path in sorted(Path(folder).rglob("*.txt")):
        text = path.read_text(encoding="utf-8", errors="replace")
        size += len(text.encode())
        docs.append(Document(str(path), text, text))
        if size > most * 1e6:
            break
    print(f"{len(docs)} documents, {size / 1e6:.1f} MB")
    return docs


def bench_counting(docs: list[Document]) -> None:
    text = "\n".join(doc.text for doc in docs)
    found = [replace(formula, doc_id=doc.doc_id) for doc in docs for formula in detect(doc.text)]
    one, two = (tokenize(docs, segmenter, formulas=()) for segmenter in ("jieba", "rjieba"))
    print(f"jieba and rjieba give the same {len(one):,} tokens: {one.equals(two)}")
    yardstick = seconds(lambda: Counter(_jieba().lcut(text)))
    print(f"Counter(jieba.lcut(text))                     {yardstick:7.2f} s    1.00")
    for segmenter in ("jieba", "rjieba"):
        for name, formulas in (("no formulas", ()), ("formulas given", found), ("formulas found", None)):
            spent = seconds(lambda s=segmenter, f=formulas: term_frequency(tokenize(docs, s, formulas=f)))
            print(f"term_frequency(tokenize(docs, {segmenter})), {name:15} {spent:7.2f} s {yardstick / spent:7.2f} times as fast")
    print(f"finding the formulas alone                    {seconds(lambda: [detect(doc.text) for doc in docs]):7.2f} s")


def ten_million_rows() -> pd.DataFrame:
    """Tokens of 1,000 documents with the frequencies of a natural vocabulary (Zipf)."""
    luck = np.random.default_rng(1)
    code = np.minimum(luck.zipf(1.3, 10_000_000), 60_000) - 1
    names = pd.Index([f"词{number}" for number in range(60_000)], dtype=object)
    doc = np.repeat(np.arange(1_000), 10_000)
    ids = pd.Index([f"doc{number:04}" for number in range(1_000)], dtype=object)
    columns = {"doc_id": pd.Categorical.from_codes(doc, ids), "token": pd.Categorical.from_codes(code, names)}
    return pd.DataFrame(columns, copy=False)


def by_groupby(table: pd.DataFrame) -> pd.DataFrame:
    pairs = table.groupby(["token", "doc_id"], sort=False).size().groupby("token")  # faster than nunique
    return pd.DataFrame({"n": pairs.sum(), "df": pairs.size()})


def bench_rows() -> None:
    coded = ten_million_rows()
    strings = coded.astype({"doc_id": "str", "token": "str"})
    coded_s, coded_mb = seconds(lambda: term_frequency(coded)), megabytes(lambda: term_frequency(coded))
    string_s, string_mb = seconds(lambda: term_frequency(strings)), megabytes(lambda: term_frequency(strings))
    group_s, group_mb = seconds(lambda: by_groupby(strings)), megabytes(lambda: by_groupby(strings))
    own, plain = (rows.memory_usage(deep=True).sum() / 1e6 for rows in (coded, strings))
    print("10,000,000 rows to term and document frequencies: seconds, megabytes above the rows, megabytes of the rows")
    for name, spent, above, rows in (
        ("pandas groupby of strings", group_s, group_mb, plain),
        ("term_frequency of such strings", string_s, string_mb, plain),
        ("term_frequency of rows as tokenize has them", coded_s, coded_mb, own),
    ):
        shares = f"{spent / group_s:.2f} of the time, {above / group_mb:.2f} of the memory"
        print(f"{name:45} {spent:6.2f} {above:6.0f} {rows:6.0f}   {shares}")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    bench_counting(read(sys.argv[1], float(sys.argv[2]) if len(sys.argv) > 2 else 5))
    bench_rows()

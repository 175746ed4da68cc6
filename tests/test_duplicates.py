"""duplicates: reprints go to the first article's cluster, different articles keep their own, few or many alike."""

import random
import subprocess
import sys
from pathlib import Path

import pytest

import tifaku
from tifaku.corpus import duplicates
from tifaku.text.documents import Document

DEV = sorted((Path(__file__).parent / "gold/dev/docs").glob("*.txt"))


@pytest.fixture(scope="module")
def articles():
    return [path.read_text(encoding="utf-8") for path in DEV]


def documents(texts):
    return [Document(f"{n:04}", text, text) for n, text in enumerate(texts)]


def reprint(text, rng):
    """Another title, other credits, a tenth cut out."""
    at = rng.randrange(len(text))
    return f"走出新路子\n{text[:at]}{text[at + len(text) // 10 :]}\n（责任编辑：某某）"  # 'taking a new path', '(editor: N.N.)'


@pytest.mark.parametrize("few", [0, 1000], ids=["by the index", "every pair"])
def test_reprints_are_found_and_nothing_else(articles, few, monkeypatch):
    monkeypatch.setattr(duplicates, "FEW_ARTICLES", few)
    rng = random.Random(7)
    texts = articles + [reprint(text, rng) for text in articles]
    clusters = tifaku.cluster_of(documents(texts)).to_dict()
    half = len(articles)
    assert clusters == {f"{n:04}": f"{n % half:04}" for n in range(2 * half)}


def test_script_wraps_and_marks_do_not_matter():
    a = tifaku.read_text("坚持党建引领，推进乡村振兴。", "a")
    b = tifaku.read_text("坚持黨建引領, 推進鄉村\n振興!", "b")
    assert tifaku.cluster_of([b, a]).to_dict() == {"a": "a", "b": "a"}


def test_an_excerpt_is_not_a_reprint(articles):
    text = articles[0]
    clusters = tifaku.cluster_of(documents([text, text[: len(text) // 2]]))
    assert clusters.nunique() == 2


@pytest.mark.parametrize("texts", [[""], ["", ""], ["一", "一", "二"], ["\ud800一二三四五", "\x00"], []])
def test_short_odd_and_no_texts(texts):
    clusters = tifaku.cluster_of(documents(texts))
    assert clusters.name == "cluster" and clusters.index.name == "doc_id"
    assert clusters.nunique() == len(set(texts))


def test_a_corpus_of_one_text_makes_one_cluster_in_linear_time(monkeypatch):
    """Every article is compared with the first ones of clusters only, not with every copy."""
    compared = []
    jaccard = duplicates._jaccard
    monkeypatch.setattr(duplicates, "_jaccard", lambda a, b: compared.append(1) or jaccard(a, b))
    clusters = tifaku.cluster_of(documents(["坚持党建引领推进乡村振兴" * 3] * 400))
    assert clusters.nunique() == 1
    assert len(compared) <= 2 * 400


def test_five_articles_need_no_index():
    code = (
        "import sys; from tifaku.text.documents import as_document; from tifaku.corpus.duplicates import cluster_of;"
        "cluster_of([as_document('党建引领')]); print('datasketch' in sys.modules)"
    )
    paths = {"PYTHONPATH": str(Path(duplicates.__file__).parents[2])}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=paths, check=True)
    assert done.stdout.strip() == "False"

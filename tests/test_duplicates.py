"""duplicates: reprints go to the first article's cluster, different articles keep their own, few or many alike."""

import random
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


def test_sketches_are_as_alike_as_their_grams(articles):
    rng = random.Random(3)
    pairs = [(duplicates.grams(text), duplicates.grams(text[: int(len(text) * rng.random())] + other)) for text, other in
             zip(articles, articles[1:])]  # fmt: skip
    off = [(duplicates.sketch(a) == duplicates.sketch(b)).mean() - duplicates._jaccard(a, b) for a, b in pairs]
    assert max(map(abs, off)) < duplicates._SLACK and abs(sum(off) / len(off)) < 0.02


def test_articles_that_share_passages_are_told_apart_by_their_sketches(monkeypatch):
    """Drawn of the same lines as forms and templates are: of 79,800 pairs hardly one is compared by its grams."""
    luck, compared = random.Random(5), []
    lines = [f"第{n}项，{luck.choice(DEV).read_text(encoding='utf-8')[100:160]}" for n in range(120)]  # 'item n'
    texts = ["\n".join(luck.sample(lines, 12)) for _ in range(400)]
    jaccard = duplicates._jaccard
    monkeypatch.setattr(duplicates, "_jaccard", lambda a, b: compared.append(1) or jaccard(a, b))
    assert tifaku.cluster_of(documents(texts)).nunique() == 400
    assert len(compared) <= 4

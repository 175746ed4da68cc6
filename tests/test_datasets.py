"""datasets: the notebooks' calls take a dataset in place of a folder of articles, and count the same."""

from pathlib import Path

import pandas as pd
import pytest

import tifaku
from tifaku.notebook import readings
from tifaku.report.manifest import hashes
from tifaku.scale.batches import batches_of
from tifaku.scale.partitions import Settings, library, work_on
from tifaku.scale.running import listed
from tifaku.text.corpora import Corpus

ROOT = Path(__file__).resolve().parents[1]
SETTINGS = Settings("rjieba", False, (), library())


@pytest.fixture(scope="module")
def docs():
    return tifaku.read_corpus(ROOT / "seeds")


@pytest.fixture(scope="module")
def dataset(tmp_path_factory):
    """The seeds in several partitions."""
    out = tmp_path_factory.mktemp("seeds") / "dataset"
    for name in ("articles", "tokens", "whole"):
        (out / name).mkdir(parents=True)
    batches, problems, _ = batches_of(ROOT / "seeds", 10_000)
    done = [work_on(batch, SETTINGS, str(out)) for batch in batches]
    assert len(done) > 2
    return listed(out, done, problems, SETTINGS)


def same(one, other):
    pd.testing.assert_frame_equal(one, other, check_exact=True, check_dtype=False)


def test_a_folder_that_is_a_dataset_is_opened(dataset):
    assert tifaku.read_corpus(dataset.folder) == dataset
    with pytest.raises(ValueError, match="repaired when it was made"):
        tifaku.read_corpus(dataset.folder, skip={"script"})


@pytest.mark.parametrize("listing", ["", "[]", "{}", "[" * 9999, '{"partitions": [["a"]], "whole": "a"}',
                                     '{"partitions": 7, "whole": "a"}',
                                     '{"partitions": [["../../a", "b"]], "whole": "a"}', "\ud800"])  # fmt: skip
def test_a_broken_list_of_partitions_is_a_sentence(tmp_path, listing):
    (tmp_path / "dataset.json").write_text(listing, encoding="utf-8", errors="surrogatepass")
    with pytest.raises(ValueError, match="dataset.json is damaged: run tifaku scale"):
        tifaku.open_corpus(tmp_path)


def test_a_sample_of_all_is_the_corpus(dataset, docs):
    everything = dataset.sample(10)
    assert isinstance(everything, Corpus) and list(everything) == list(docs)
    same(everything.problems, docs.problems)
    assert docs.sample(2) is docs


@pytest.mark.parametrize("most", [1, 2, 3, 4])
def test_a_sample_has_that_many_articles_evenly_spread(dataset, docs, most):
    ids = [doc.doc_id for doc in docs]
    places = [ids.index(doc.doc_id) for doc in dataset.sample(most)]
    assert places == sorted(k * len(ids) // most for k in range(most))


def test_facts_are_those_of_the_articles(dataset, docs):
    assert docs.facts("date") and dataset.facts("date") == docs.facts("date")
    assert dataset.facts("province") == docs.facts("province")
    assert dataset.facts("no such field") == docs.facts("no such field") == {}


@pytest.mark.parametrize("stop_words", [True, False])
def test_words_and_their_company_are_counted_alike(dataset, docs, stop_words):
    tokens = tifaku.tokenize(docs, "rjieba")
    own, other = tifaku.words(tifaku.tokenize(dataset), stop_words), tifaku.words(tokens, stop_words)
    nodes = ["党建", "发展", "没有这个词"]  # 'Party building', 'development', 'there is no such word'
    assert len(tifaku.collocations(other, nodes))
    for window in (1, 5):
        same(tifaku.collocations(own, nodes, window), tifaku.collocations(other, nodes, window))
    same(tifaku.term_frequency(own), tifaku.term_frequency(other))
    assert repr(readings.of_tokens(dataset, own)) == repr(readings.of_tokens(tokens, other))


def test_a_dataset_is_named_by_its_list_of_partitions(dataset):
    assert list(hashes(dataset.folder)) == ["dataset.json"]

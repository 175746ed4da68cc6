"""corpus_tables: one row per what the docstring says, nothing lost on the way."""

from pathlib import Path

import pytest

import tifaku

SEEDS = Path(__file__).resolve().parents[1] / "seeds"
TABLES = [tifaku.corpus_table, tifaku.edits_table, tifaku.edit_counts, tifaku.blocks_table, tifaku.metadata_table]


@pytest.fixture(scope="module")
def docs():
    return tifaku.read_corpus(SEEDS)


def test_corpus_table_has_a_row_per_article(docs):
    table = tifaku.corpus_table(docs)
    assert list(table["doc_id"]) == [doc.doc_id for doc in docs]
    assert list(table["n_edits"]) == [len(doc.edits) for doc in docs]
    assert list(table["n_chars"]) == [len("".join(doc.body.split())) for doc in docs]
    assert (table["cluster"] == table["doc_id"]).all() and (table["encoding"] == "utf-8").all()


def test_edits_table_has_a_row_per_edit(docs):
    table = tifaku.edits_table(docs)
    assert len(table) == sum(len(doc.edits) for doc in docs)
    for row in table.itertuples():
        assert docs[row.doc_id].raw[row.raw_start : row.raw_end] == row.before


def test_edit_counts_counts_each_rule_by_article():
    docs = [tifaku.read_text("党建", "a"), tifaku.read_text("黨建\r\n引領", "b")]  # 'Party building leads'
    counts = tifaku.edit_counts(docs)
    assert list(counts.columns) == ["b", "a"]  # most edits first
    assert counts.loc["newlines"].to_dict() == {"a": 0, "b": 1}
    assert counts.loc["script"].to_dict() == {"a": 0, "b": 2}


def test_blocks_table_has_a_row_per_block(docs):
    table = tifaku.blocks_table(docs)
    assert len(table) == sum(len(doc.blocks) for doc in docs)
    for row in table.itertuples():
        assert docs[row.doc_id].text[row.start : row.end] == row.text
        assert docs[row.doc_id].to_raw(row.start, row.end) == (row.raw_start, row.raw_end)


def test_metadata_table_shows_the_evidence_and_the_basis():
    fact = tifaku.Fact("中国网", 3, 6)
    doc = tifaku.Document(
        "a", "来源：中国网", "来源：中国网", metadata={"outlet": fact, "year": tifaku.Fact(2021, basis="sources.tsv")}
    )
    table = tifaku.metadata_table([doc])
    assert table["evidence"].fillna("-").tolist() == ["中国网", "-"]
    assert table["basis"].tolist() == ["stated", "sources.tsv"]
    assert table["value"].tolist() == ["中国网", 2021]


@pytest.mark.parametrize("make", TABLES, ids=lambda make: make.__name__)
def test_no_articles_make_an_empty_table(make):
    assert make([]).empty


@pytest.mark.parametrize("make", TABLES, ids=lambda make: make.__name__)
def test_an_article_without_anything_is_no_obstacle(make):
    make([tifaku.Document("a", "", "")])

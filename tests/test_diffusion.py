import pytest

import tifaku
from tifaku.tables.diffusion import articles, cooccurrence, diffusion, formulations, spread, with_tiers
from tifaku.text.documents import Document, Fact

SAID = "种好“责任田”。"  # 'till the field of responsibility well'


def article(doc_id, text, county, year):
    facts = {"county": Fact(county)} | ({"date": Fact(f"{year}-01-01")} if year else {})
    return Document(doc_id, text, text, metadata=facts)


@pytest.fixture
def docs():
    return [
        article("a", SAID, "甲县", 2019),
        article("b", SAID, "乙县", 2020),
        article("c", SAID + "当好“领头雁”。", "甲县", 2020),  # 'be a good lead goose'
        article("d", "今天开会。", "甲县", 2020),
        article("e", SAID, "丙县", None),
    ]


def test_diffusion(docs):
    row = diffusion(formulations(docs), articles(docs, {"b": "a"})).set_index("formulation").loc["责任田"]
    assert (row["n"], row["articles"], row["clusters"], row["places"], row["undated"]) == (4, 4, 3, 3, 1)
    assert (row["first_year"], row["first_place"], row["last_year"]) == (2019, "甲县", 2020)
    assert row["share"] == 0.8 and row[["low", "high"]].isna().all()  # five articles have no interval
    assert row["reading"] == (
        "4 of 5 articles: no rate is meant; 1 of its articles are reprints; seen in the first year of the corpus: may be older; "
        "seen in the last year: may go on; 1 undated articles are not in the years"
    )
    twice = articles(docs * 2).assign(doc_id=lambda table: [f"{name}{k // 5}" for k, name in enumerate(table["doc_id"])])
    found = formulations(docs).assign(doc_id=lambda table: table["doc_id"] + "0")
    row = diffusion(found, twice).set_index("formulation").loc["责任田"]
    assert (round(row["low"], 4), row["share"], round(row["high"], 4)) == (0.1682, 0.4, 0.6873)  # Wilson, 4 of 10


def test_spread(docs):
    table = spread(formulations(docs), articles(docs))
    rows = table[table["formulation"] == "责任田"]
    assert rows[["year", "place", "articles", "of", "first_sight", "cumulative_places"]].values.tolist() == [
        [2019, "甲县", 1, 1, True, 1],
        [2020, "乙县", 1, 1, False, 2],
        [2020, "甲县", 1, 2, False, 2],
    ]


def test_sources_go_before_what_the_text_says(docs):
    facts = dict(docs[0].metadata) | {"place": Fact("丁市"), "level": Fact("主要城市"), "year": Fact(2006)}
    doc = Document("z", SAID, SAID, metadata=facts)
    assert articles([doc]).iloc[0].tolist() == ["z", "丁市", "主要城市", 2006, "z"]


def test_what_stands_in_one_article_only_is_no_row_unless_asked_for(docs):
    found, where = formulations(docs), articles(docs)
    table = diffusion(found, where)
    assert table["formulation"].tolist() == ["责任田"] and table.attrs["left_out"] == 1
    assert table.attrs["notice"] == "formulations in fewer than 2 articles are left out, here 1; least=1 shows them"
    assert diffusion(found, where, least=1)["formulation"].tolist() == ["责任田", "领头雁"]
    assert diffusion(found[found["doc_id"] == "c"], where).empty


def test_tiers_carry_their_thresholds(docs):
    table = diffusion(formulations(docs), articles(docs), least=1)
    assert set(with_tiers(table)["tier"]) == {"fewer than 10 articles"}
    table = with_tiers(table.assign(low=[0.3755, 0.0362]), [0.3, 0.1])  # Wilson, 4 and 1 of 5
    assert dict(zip(table["formulation"], table["tier"])) == {"责任田": "≥ 30% of articles", "领头雁": "< 10% of articles"}
    with pytest.raises(ValueError, match="between 0 and 1"):
        with_tiers(table, [50])


def test_cooccurrence_by_hand(docs):
    edges = cooccurrence(formulations(docs), "article", min_n=1)
    assert edges.values.tolist() == [["责任田", "领头雁", 1, 4, 1, 4, 0.0, pytest.approx(14 - 1.3219, abs=1e-4)]]
    assert cooccurrence(formulations(docs), "sentence", min_n=1).empty
    with pytest.raises(ValueError, match="sentence, paragraph, article"):
        cooccurrence(formulations(docs), "page")


def test_nothing_found():
    docs = [tifaku.read_text("今天开会。")]
    found, where = formulations(docs), articles(docs)
    assert diffusion(found, where).empty and spread(found, where).empty and cooccurrence(found).empty

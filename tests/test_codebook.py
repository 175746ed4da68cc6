import pytest

import tifaku
from tifaku.tables.codebook import Code, code, per_article, read_codebook
from tifaku.tables.lifecycle import lives
from tifaku.text.corpora import Corpus
from tifaku.text.documents import Document, Fact


def hits(text, *patterns):
    return code([text], [("c", pattern) for pattern in patterns])["surface"].tolist()


@pytest.mark.parametrize(
    "text, pattern, surfaces",
    [
        ("高质量发展和高质量党建", "高质量", ["高质量", "高质量"]),  # 'high-quality'
        ("抓班子强队伍，抓基层、强基础", "抓X强Y", ["抓班子强队伍"]),  # 'grasp X, strengthen Y'; no mark in a slot
        ("坚持以人民为中心", "以X为中心", ["以人民为中心"]),  # 'centred on X'
        ("推动乡村产业全面振兴。振兴", "乡村*振兴", ["乡村产业全面振兴"]),  # 'rural … revitalisation'
        ("乡村。振兴", "乡村*振兴", []),  # not across sentences
        ("打赢三大攻坚战", "N大攻坚战", ["三大攻坚战"]),  # 'N great battles'
        ("GDP增长", "GDP", ["GDP"]), ("第三个代表", "三个代表", []), ("a.b", "a.b", ["a.b"]), ("axb", "a.b", []),
        ("党建+电商，党建+", "党建+X", ["党建+电商"]),  # 'Party building plus e-commerce'
    ],
)  # fmt: skip
def test_patterns(text, pattern, surfaces):
    assert hits(text, pattern) == surfaces


def test_overlaps_of_one_category_count_once():
    assert hits("党建引领乡村振兴", "乡村振兴", "党建引领乡村振兴", "党建") == ["党建引领乡村振兴"]
    both = code(["党建引领乡村振兴"], [("party", "党建"), ("rural", "党建引领乡村振兴")])
    assert both["formulation"].tolist() == ["party", "rural"]


def test_every_hit_is_a_passage():
    docs = [Document("a", t, t) for t in ["党建引领。抓班子强队伍，强队伍。"]]
    table = code(docs, [("c", "党建"), ("c", "抓X强Y")])
    assert [docs[0].text[row.start : row.end] for row in table.itertuples()] == table["surface"].tolist()


def test_categories_have_a_life_and_counts_per_article():
    said = {2019: "党建引领，党建。", 2020: "发展。", 2021: "支部。"}
    docs = [Document(str(y), t, t, metadata={"date": Fact(f"{y}-01-01")}) for y, t in said.items()]
    table = code(docs, [("party", "党建"), ("party", "支部")])
    life = lives(table, docs, asked=["party"])
    assert life[["period", "articles", "n"]].values.tolist() == [[2019, 1, 2], [2020, 0, 0], [2021, 1, 1]]
    counts = per_article(table, docs)
    assert counts[["doc_id", "n", "characters"]].values.tolist() == [["2019", 2, 8], ["2020", 0, 3], ["2021", 1, 3]]


@pytest.mark.parametrize("text", ["category\tpattern\tnote\nparty\t党建\tfirst\n\n\t无\n", "category,pattern\nparty,党建\n"])
def test_a_codebook_as_a_file(tmp_path, text):
    (tmp_path / "codebook.tsv").write_text(text, encoding="utf-8-sig")
    assert [row[:2] for row in read_codebook(tmp_path / "codebook.tsv")] == [("party", "党建")]
    assert tifaku.code(["党建"], [Code("party", "党建")]).shape[0] == 1
    beside = Corpus("c", (Document("a", "党建", "党建"),), folder=tmp_path)
    assert len(tifaku.code(beside)) == 1 and tifaku.code(["党建"]).empty


def test_a_codebook_without_its_columns(tmp_path):
    (tmp_path / "codebook.tsv").write_text("code\tpattern\nparty\t党建\n", encoding="utf-8")
    with pytest.raises(ValueError, match="no column category"):
        read_codebook(tmp_path / "codebook.tsv")

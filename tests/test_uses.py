import tifaku
from tifaku.tables.uses import variants
from tifaku.text.documents import Document, Fact


def article(doc_id, text, date, county):
    return Document(
        doc_id, text, text, metadata={"date": Fact(date), "county": Fact(county)} if date else {"county": Fact(county)}
    )


DOCS = [
    article("a", "创新“四抓四度”工作法。抓班子强队伍、抓基层强基础。", "2019-01-01", "甲县"),  # 'four grasps, four degrees'
    article("b", "创新“五抓五度”工作法。", "2021-01-01", "乙县"),  # 'five grasps, five degrees'
    article("c", "抓作风强担当、抓班子强队伍。", "2021-06-01", "甲县"),  # 'grasp conduct, strengthen responsibility'
    article("d", "创新“五抓五度”工作法。", None, "丙县"),
]


def test_names_of_one_family_over_time():
    rows = variants(DOCS).query("kind == 'family'")
    assert rows[["frame", "variant", "period", "articles", "places"]].values.tolist() == [
        ["抓…度", "五抓五度", "", 1, "丙县"], ["抓…度", "四抓四度", 2019, 1, "甲县"], ["抓…度", "五抓五度", 2021, 1, "乙县"],
    ]  # fmt: skip


def test_fillers_of_a_frame_over_time():
    rows = variants(DOCS, found=tifaku.find(DOCS)).query("frame == '抓X强Y'")
    assert {(row.variant, row.period, row.doc_ids) for row in rows.itertuples()} == {
        ("抓班子强队伍", 2019, "a"), ("抓基层强基础", 2019, "a"), ("抓作风强担当", 2021, "c"), ("抓班子强队伍", 2021, "c"),
    }  # fmt: skip


def test_one_article_has_no_variants():
    assert variants(DOCS[:1]).empty and list(variants([]).columns) == list(variants(DOCS).columns)

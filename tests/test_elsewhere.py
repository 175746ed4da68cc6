"""elsewhere: another article on the same place is pointed to, with its span, and never merged."""

from dataclasses import replace

from tifaku import formulas_table
from tifaku.corpus import read_text
from tifaku.tables.formulas import stated_elsewhere
from tifaku.text.documents import Fact

SAYS = "打好“绿色、生态、有机”三张牌。"  # 'play the three cards green, ecological, organic'
NAMES = "坚持打好“三张牌”。"  # 'keep playing the three cards'


def article(doc_id, text, **places):
    return replace(read_text(text, doc_id=doc_id), metadata={name: Fact(value) for name, value in places.items()})


def looked_up(*docs):
    table = stated_elsewhere(formulas_table(docs), docs)
    return {row["doc_id"]: row for row in table.to_dict("records")}


def test_the_same_county_is_pointed_to():
    says, names = article("a", SAYS, county="巧家县"), article("b", NAMES, county="巧家县")
    rows = looked_up(says, names)
    assert (rows["b"]["elsewhere_doc_id"], rows["b"]["elsewhere_components"]) == ("a", "绿色|生态|有机")
    assert says.text[rows["b"]["elsewhere_start"] : rows["b"]["elsewhere_end"]] == "三张牌"
    assert (rows["b"]["verdict"], rows["b"]["components"]) == ("unresolved", "")
    assert rows["a"]["elsewhere_doc_id"] == ""


def test_another_place_or_none_is_not():
    rows = looked_up(article("a", SAYS, county="巧家县"), article("b", NAMES, county="沙湾区"), article("c", NAMES))
    assert rows["b"]["elsewhere_doc_id"] == rows["c"]["elsewhere_doc_id"] == ""


def test_a_county_is_not_its_prefecture():
    rows = looked_up(article("a", SAYS, prefecture="乐山市"), article("b", NAMES, prefecture="乐山市", county="沙湾区"))
    assert rows["b"]["elsewhere_doc_id"] == ""
    rows = looked_up(article("a", SAYS, prefecture="乐山市"), article("b", NAMES, prefecture="乐山市"))
    assert rows["b"]["elsewhere_doc_id"] == "a"


def test_the_article_itself_is_not_elsewhere():
    rows = looked_up(article("a", SAYS + NAMES, county="巧家县"))
    assert rows["a"]["elsewhere_doc_id"] == ""

"""Rows near a name: what could be its list, found; what belongs to another name or is out of reach, not looked at."""

import pytest

from tifaku.formulas import detect
from tifaku.formulas.stated.page import Page, texts
from tifaku.formulas.stated.rows import near_rows
from tifaku.text.documents import as_document

FOUND = [
    ("在资金、用工、物流等方面打通“三个堵点”。", "三个堵点", "资金|用工|物流"),  # three blockages: funds, workers, logistics
    ("做强“六大产业”，茶叶、油茶、黄牛等优势明显。", "六大产业", "茶叶|油茶|黄牛"),  # tea, tea oil, cattle … of six industries
    ("开展“三抓三促”。抓班子促引领，抓队伍促能力，抓制度促规范。", "三抓三促", "抓班子|抓队伍|抓制度|促引领|促能力|促规范"),
]


def rows_of(text, surface):
    doc = as_document(text)
    formulas = tuple(detect(doc.text))
    page = Page(doc, formulas)
    formula = next(f for f in formulas if f.surface == surface)
    return ["|".join(texts(page.text, [s for spans in row.groups for s in spans])) for row in near_rows(page, formula, [])]


@pytest.mark.parametrize(("text", "surface", "row"), FOUND)
def test_a_row_is_found(text, surface, row):
    assert row in rows_of(text, surface)


def test_a_list_that_touches_a_name_of_that_number_is_not_another_s():
    text = "四家班子联系，落实县、乡、村、组四级书记责任。"  # four leading bodies; secretaries at four levels
    assert rows_of(text, "四家班子") == []


def test_an_open_number_has_no_rows():
    assert rows_of("推行“1+N”模式，抓好产业、就业、医疗、教育。", "1+N") == []

"""pdf_pages: lines come in the order of reading, however a page was set, and running heads are no part of an article."""
# ruff: noqa: E501

import pytest

import pdfs
import tifaku

TITLE = "青石县基层治理新成效"  # 'new results of grass-roots governance in Qingshi county'
ONE = "今年以来，青石县推行“三联三促”工作法，党建引领基层治理，办好十件实事，群众得到实惠，干部得到锻炼，各项工作走在全市前列。"
TWO = "乡村振兴全面推进，产业兴旺带动农民增收，生态宜居环境明显改善，乡风文明蔚然成风，治理有效基础不断夯实，奋力谱写新篇。"
HEAD = "青石日报  2021年7月22日 星期四  要闻"


def cut(text, width):
    return [text[at : at + width] for at in range(0, len(text), width)]


def read(tmp_path, *pages, cmap="UniGB-UTF16-H"):
    (tmp_path / "a.pdf").write_bytes(pdfs.made(list(pages), cmap))
    return tifaku.open_corpus(tmp_path)["a"]


PAGES = {
    "as lines": pdfs.lines([TITLE], size=18) + "\n" + pdfs.lines(cut(ONE, 36) + cut(TWO, 36), y=740),
    "lines out of order": pdfs.lines(cut(ONE, 36) + cut(TWO, 36), y=740) + "\n" + pdfs.lines([TITLE], size=18),
    "spaced out": pdfs.spaced([TITLE]) + "\n" + pdfs.spaced(cut(ONE, 28) + cut(TWO, 28), y=740),
    "character by character": pdfs.glyphs([TITLE]) + "\n" + pdfs.glyphs(cut(ONE, 36) + cut(TWO, 36), y=740),
    "upright": pdfs.vertical([TITLE, *cut(ONE, 40), *cut(TWO, 40)]),
    "two columns, set across": pdfs.lines([TITLE], size=18) + "\n" + pdfs.rows(cut(ONE, 18), cut(TWO, 18), y=740),
    "two columns": pdfs.lines([TITLE], size=18)
    + "\n"
    + pdfs.lines(cut(ONE, 18), y=740)
    + "\n"
    + pdfs.lines(cut(TWO, 18), 320, 735),
}


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_a_page_is_read_in_order(tmp_path, page):
    doc = read(tmp_path, page)
    assert doc.text.replace("\u3000", "") == f"{TITLE}\n{ONE}\n{TWO}"
    assert "三联三促" in {formula.surface for formula in tifaku.find_formulas(doc)}


@pytest.mark.parametrize("cmap", pdfs.FONTS)
def test_fonts_that_are_not_embedded(tmp_path, cmap):
    text = "人民政府工作報告，三聯三促" if pdfs.FONTS[cmap][1].startswith("big5") else "人民政府工作报告，三联三促"
    assert read(tmp_path, pdfs.lines([text], cmap=cmap), cmap=cmap).text == "人民政府工作报告，三联三促"


def test_running_heads_and_page_numbers_go_and_say_what_they_state(tmp_path):
    parts = cut(ONE + TWO, 40)
    pages = [
        pdfs.lines([HEAD], y=820, size=9)
        + "\n"
        + pdfs.lines([TITLE] * (k == 0) + [part], y=700)
        + "\n"
        + pdfs.lines([f"— {k + 1} —"], 280, 30)
        for k, part in enumerate(parts)
    ]
    doc = read(tmp_path, *pages)
    assert doc.text.replace("\u3000", "") == f"{TITLE}\n{ONE}{TWO}" and HEAD in doc.raw
    assert {name: (doc.metadata[name].value, doc.metadata[name].note) for name in ("date", "outlet")} == {
        "date": ("2021-07-22", "running head"), "outlet": ("青石日报", "running head"),
    }  # fmt: skip
    assert {edit.rule for edit in doc.edits} >= {"apart"}


def test_the_cells_of_a_table_are_no_columns(tmp_path):
    page = pdfs.rows(["指标", "粮食", "棉花", "油料"], ["产量", "三吨", "四吨", "五吨"])  # 'crop, yield'
    lines = read(tmp_path, page).text.split("\n")
    assert lines.index("产量") == lines.index("指标") + 1

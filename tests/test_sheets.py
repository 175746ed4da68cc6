"""sheets: spreadsheets are read as people and programs leave them, and refused where they would fill the memory."""
# ruff: noqa: E501

import datetime
import io
import re
import zipfile

import openpyxl
import pytest

import tifaku
from tifaku.corpus.files import Unreadable
from tifaku.corpus.sheets import sheets

TEXT = "坚持党建引领，推进乡村振兴。"  # 'uphold Party building as the lead, advance rural revival'
HEAD = ["标题", "日期", "正文"]


def book(path, *tables, then=lambda book: None):
    made = openpyxl.Workbook()
    made.remove(made.active)
    for number, rows in enumerate(tables):
        sheet = made.create_sheet(f"表{number}")
        for row in rows:
            sheet.append(row)
    then(made)
    made.save(path)
    return path


def edited(path, name, old, new):
    """A part of the file with something else in it."""
    parts = {part.filename: zipfile.ZipFile(path).read(part) for part in zipfile.ZipFile(path).infolist()}
    parts[name] = re.sub(old, new, parts[name])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, data in parts.items():
            archive.writestr(part, data)
    return path


def test_cells_of_all_kinds(tmp_path):
    rows = [
        ["检索结果"],
        [],
        HEAD,
        ["甲", datetime.datetime(2021, 7, 22, 8, 5), TEXT],
        ["乙", 44399, TEXT],
        [None, "2021年7月22日", f'="{TEXT}"'],
    ]
    path = book(tmp_path / "a.xlsx", rows)
    docs = tifaku.open_corpus(path)
    assert [(doc.doc_id, doc.title, doc.metadata["date"].value) for doc in docs] == [
        ("a#1", "甲", "2021-07-22"), ("a#2", "乙", "2021-07-22"),
    ]  # fmt: skip
    (problem,) = docs.found_problems  # a formula that no program has worked out yet
    assert (problem.file, problem.reason) == ("a.xlsx, sheet 表0, row 6", "has no text")


def test_all_sheets_with_articles_are_read(tmp_path):
    path = book(tmp_path / "a.xlsx", [["说明"], ["由某库导出"]], [HEAD, ["甲", 44399, TEXT]], [HEAD, ["乙", 44399, TEXT]], [])
    docs = tifaku.open_corpus(path)
    assert [doc.title for doc in docs] == ["甲", "乙"] and not docs.found_problems
    assert docs.read_as[0].how == "spreadsheet, 2 sheets: 标题 as title, 日期 as date, 正文 as text"


def test_merged_cells_have_the_value_of_all(tmp_path):
    rows = [["来源", *HEAD], ["青石日报", "甲", 44399, TEXT], [None, "乙", 44399, TEXT]]
    path = book(tmp_path / "a.xlsx", rows, then=lambda made: made.worksheets[0].merge_cells("A2:A3"))
    assert [doc.metadata["outlet"].value for doc in tifaku.open_corpus(path)] == ["青石日报", "青石日报"]


@pytest.mark.parametrize("cell", [b"XFD1048576", b"ZZ900000", b"B1048576"])
def test_a_sheet_that_would_fill_the_memory_is_not_laid_out(tmp_path, cell):
    path = book(tmp_path / "a.xlsx", [HEAD, ["甲", 44399, TEXT]])
    edited(path, "xl/worksheets/sheet1.xml", rb'r="C2"', b'r="' + cell + b'"')
    if cell == b"B1048576":  # two columns of a million rows are a table
        assert len(list(sheets(path))) == 1
        return
    with pytest.raises(Unreadable, match="cells, the empty ones counted: split it"):
        list(sheets(path))


def test_links_to_other_files_are_not_followed(tmp_path):
    path = book(tmp_path / "a.xlsx", [HEAD, ["甲", 44399, TEXT], ["乙", 44399, "='file:///etc/[passwd]x'!A1"]])
    docs = tifaku.open_corpus(path)
    assert [doc.title for doc in docs] == ["甲"] and docs.found_problems[0].reason == "has no text"


def ods(path, rows):
    """A LibreOffice table, with the empty cells to the edge of the sheet that it writes."""

    def cells(row):
        return "".join(f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in row)

    body = "".join(
        f'<table:table-row>{cells(row)}<table:table-cell table:number-columns-repeated="16381"/></table:table-row>'
        for row in rows
    )
    empty = '<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    names = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text"))
    content = f'<?xml version="1.0"?><office:document-content {names}><office:body><office:spreadsheet><table:table table:name="表1">{body}{empty}</table:table></office:spreadsheet></office:body></office:document-content>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "META-INF/manifest.xml", '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
        )
        archive.writestr("content.xml", content)
    path.write_bytes(out.getvalue())
    return path


def test_a_table_of_libreoffice(tmp_path):
    docs = tifaku.open_corpus(ods(tmp_path / "a.ods", [HEAD, ["甲", "2021-07-22", TEXT]]))
    assert [(doc.title, doc.metadata["date"].value) for doc in docs] == [("甲", "2021-07-22")]


def test_half_a_file_costs_itself_only(tmp_path):
    path = book(tmp_path / "a.xlsx", [HEAD, ["甲", 44399, TEXT]])
    path.write_bytes(path.read_bytes()[:2000])
    (tmp_path / "b.txt").write_text(TEXT, encoding="utf-8")
    docs = tifaku.open_corpus(tmp_path)
    assert [doc.doc_id for doc in docs] == ["b"] and docs.found_problems[0].reason == "is no sound spreadsheet"

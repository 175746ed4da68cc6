"""Export: what a spreadsheet opens is what the table says, and nothing in it runs."""

import csv
import zipfile
from datetime import date

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tifaku.notebook import export

TABLE = pd.DataFrame(
    {
        "term": [
            "四抓四度",
            '=HYPERLINK("http://x")',
            "+1",
            "-1",
            "@SUM(A1)",
            "\t=1",
            " =1",
            "＝1",
            "http://example.org",
            "党,“建”\n二",
        ],
        "n": [3, -5, 0, 2, 1, 1, 1, 1, 1, 1],
        "per_10k": [1.5, float("nan"), float("inf"), -0.5, 0, 0, 0, 0, 0, 0],
        "numerals": [(4, 4), (), ("N",), (1, 5, 26), None, None, None, None, None, None],
        "quoted": [True, False] * 5,
    }
)


def rows_of(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def cells_of(path):
    return [[(cell.value, cell.data_type) for cell in row] for row in openpyxl.load_workbook(path).worksheets[0].iter_rows()]


def test_csv_has_the_mark_that_excel_needs_and_inert_cells(tmp_path):
    path = export.to_csv(TABLE, tmp_path / "new" / "terms.csv")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = rows_of(path)
    assert [row["term"] for row in rows[:2]] == ["四抓四度", '\'=HYPERLINK("http://x")']
    assert all(row["term"].startswith("'") for row in rows[1:8])
    assert [row["term"] for row in rows[8:]] == ["http://example.org", "党,“建”\n二"]
    assert [row["n"] for row in rows[:2]] == ["3", "-5"]  # a negative number is a number, no formula
    assert [row["numerals"] for row in rows[:4]] == ["4 | 4", "", "N", "1 | 5 | 26"]


def test_a_carriage_return_begins_no_row(tmp_path):
    path = export.to_csv(pd.DataFrame({"term": ["党建\r=1+1"]}), tmp_path / "a.csv")
    assert rows_of(path) == [{"term": "党建\r=1+1"}]


def test_csv_disarms_the_head_row_too(tmp_path):
    path = export.to_csv(pd.DataFrame({"=1+1": ["党建"]}), tmp_path / "a.csv")
    assert rows_of(path) == [{"'=1+1": "党建"}]


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff")))
def test_no_cell_of_a_csv_begins_with_what_runs(tmp_path_factory, text):
    path = export.to_csv(pd.DataFrame({"term": ["党建", text]}), tmp_path_factory.getbasetemp() / "any.csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        shown = "".join(list(csv.reader(file))[2])
    assert shown in (text, f"'{text}")
    assert shown.strip()[:1] not in tuple("=+-@")


def test_xlsx_holds_texts_as_texts_and_numbers_as_numbers(tmp_path):
    cells = cells_of(export.to_xlsx({"terms": TABLE}, tmp_path / "terms.xlsx"))
    assert [name for name, _ in cells[0]] == list(TABLE.columns)
    for row, expected in zip(cells[1:], TABLE["term"]):
        assert row[0] == (expected, "s")
    assert [row[1] for row in cells[1:3]] == [(3, "n"), (-5, "n")]
    assert [row[2][0] for row in cells[1:5]] == [1.5, None, "inf", -0.5]
    assert cells[1][3] == ("4 | 4", "s") and cells[1][4] == (True, "b")
    book = openpyxl.load_workbook(tmp_path / "terms.xlsx")
    assert not [cell for row in book.active.iter_rows() for cell in row if cell.hyperlink]
    assert book.active.freeze_panes == "A2"


@pytest.mark.parametrize("char", ["长", "𠀀"])
def test_a_cell_too_long_for_excel_is_cut_and_says_so(tmp_path, char):
    text = char * 40_000
    value = cells_of(export.to_xlsx({"a": pd.DataFrame({"text": [text, char * 16_000]})}, tmp_path / "a.xlsx"))
    cut, whole = value[1][0][0], value[2][0][0]
    assert len(cut.encode("utf-16-le")) // 2 <= export.CELL
    assert cut.startswith(char * 10_000) and "cut here: the text has 40,000 characters" in cut
    assert whole == char * 16_000


def test_odd_characters_and_missing_values_are_no_obstacle(tmp_path):
    values = pd.Series(
        ["\ud800党", "\x00\x08", "_x0041_", None, pd.NA, pd.NaT, pd.Timestamp("2021-07-22"), date(2021, 7, 22)], dtype=object
    )
    table = pd.DataFrame({"value": values})
    shown = [row[0][0] for row in cells_of(export.to_xlsx({"a": table}, tmp_path / "a.xlsx"))[1:]]
    assert shown[0] == "〔U+D800〕党" and shown[2] == "_x0041_"
    assert shown[3:] == [None, None, None, "2021-07-22 00:00:00", "2021-07-22"]
    assert rows_of(export.to_csv(table, tmp_path / "a.csv"))[0]["value"] == "〔U+D800〕党"


def test_any_names_serve_as_sheet_names(tmp_path):
    names = ["a/b", "A B", "长" * 40, "History", "", "'x'", "[党建]:*?\\"]
    path = export.to_xlsx(dict.fromkeys(names, TABLE.head(1)), tmp_path / "a.xlsx")
    sheets = openpyxl.load_workbook(path).sheetnames
    assert len(sheets) == len(names) and all(len(name) <= 31 for name in sheets)
    assert sheets[:2] == ["a b", "A B 2"]


def test_a_table_that_no_sheet_holds_is_refused_before_a_file_is_made(tmp_path):
    with pytest.raises(ValueError, match="'tokens' has 1,048,576 rows.*to_csv"):
        export.to_xlsx({"tokens": pd.DataFrame(index=range(export.ROWS + 1))}, tmp_path / "a.xlsx")
    assert not (tmp_path / "a.xlsx").exists()


def test_the_same_tables_give_the_same_bytes(tmp_path):
    for name in ("one", "two"):
        export.to_csv(TABLE, tmp_path / name / "build" / "terms.csv")
        export.to_xlsx({"terms": TABLE}, tmp_path / name / "build" / "terms.xlsx")
        export.to_zip(tmp_path / name / "build", tmp_path / name / "all.zip")
    assert (tmp_path / "one" / "all.zip").read_bytes() == (tmp_path / "two" / "all.zip").read_bytes()


def test_the_zip_holds_every_file_but_itself(tmp_path):
    folder = tmp_path / "build"
    (folder / "图").mkdir(parents=True)
    (folder / "图" / "terms.svg").write_text("党建", encoding="utf-8")
    (folder / "index.html").write_text("x", encoding="utf-8")
    for _ in range(2):
        with zipfile.ZipFile(export.to_zip(folder, folder / "all.zip")) as bundle:
            assert bundle.namelist() == ["build/index.html", "build/图/terms.svg"]
            assert bundle.read("build/图/terms.svg").decode() == "党建"


@pytest.mark.parametrize("name", ["missing", "."])
def test_a_folder_without_files_is_an_error_with_the_next_step(tmp_path, name):
    with pytest.raises(FileNotFoundError, match="has no files to put into all.zip"):
        export.to_zip(tmp_path / name, tmp_path / "all.zip")

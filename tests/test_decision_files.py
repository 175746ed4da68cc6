"""decisions.files: no work is ever lost, and what can't be read is said in a sentence that names the file and the row."""

import codecs
import os
import sys
import time
from io import BytesIO

import openpyxl
import pytest

import tifaku
from tifaku.decisions.files import decisions_of, read_decisions, write_questions

ARTICLE = "某县新闻\n\n实施“1269”工程，发展10大类产业，建设3大类园区。\n"  # 'carry out project 1269, ten kinds of industry …'
HEAD = "doc_id,start,end,surface,decision,value,note"
ROWS = ["a,9,13,1269,retype,digit_code 12|6|9,党代会报告", "a,19,23,10大类,reject,,是数量"]
TABLE = "\r\n".join([HEAD, *ROWS, ""])


def cells(text, separator=","):
    return [line.split(separator) for line in text.strip().splitlines()]


def book(change=lambda sheet: None, rows=None, **options):
    """An Excel file of the two rows, changed."""
    made, file = openpyxl.Workbook(), BytesIO()
    for row in rows or cells(TABLE):
        made.active.append([int(cell) if cell.isdecimal() and options.get("numbers") else cell for cell in row])
    change(made.active)
    made.save(file)
    return file.getvalue()


def reordered(text):
    return "\n".join(",".join(reversed(row)) for row in cells(text))


#: Ways in which a spreadsheet or a person leaves the file, and in which both rows are still understood.
READ = {
    "utf-8": TABLE.encode(),
    "utf-8 with mark": codecs.BOM_UTF8 + TABLE.encode(),
    "two marks": codecs.BOM_UTF8 * 2 + TABLE.encode(),
    "utf-16": TABLE.encode("utf-16"),
    "utf-16, big end first": codecs.BOM_UTF16_BE + TABLE.encode("utf-16-be"),
    "gbk": TABLE.encode("gbk"),
    "gb18030": TABLE.encode("gb18030"),
    "semicolons": TABLE.replace(",", ";").encode("gbk"),
    "tabs": TABLE.replace(",", "\t").encode("utf-16"),
    "bars": "|".join(HEAD.split(",")).encode() + "\na|9|13|1269|retype|\"digit_code 12|6|9\"|\na|19|23|10大类|reject||".encode(),
    "sep=": b"sep=;\r\n" + TABLE.replace(",", ";").encode(),
    "\\n": TABLE.replace("\r\n", "\n").encode(),
    "\\r": TABLE.replace("\r\n", "\r").encode(),
    "no last line end": TABLE.strip().encode(),
    "all in quotes": "\n".join(",".join(f'"{c}"' for c in row) for row in cells(TABLE)).encode(),
    "other order": reordered(TABLE).encode(),
    "capitals and blanks": TABLE.replace("doc_id,start", " Doc_ID ,START").encode(),
    "floats": TABLE.replace("9,13", "9.0,13.0").encode(),
    "apostrophes": TABLE.replace("1269,retype", "'1269,'retype").encode(),
    "blank rows": TABLE.replace("\r\na,", "\r\n,,,,,,\r\n\r\na,").encode(),
    "a title above": ("本县,,,,,,\n\n" + TABLE).encode(),
    "columns added": "\n".join(f"k{n},{','.join(row)},m{n}" for n, row in enumerate(cells(TABLE))).encode(),
    "no value, no note": "\n".join(",".join(row[:5]) for row in cells(TABLE.replace("retype", "accept"))).encode(),
    "no places": "\n".join(",".join([row[0], *row[3:]]) for row in cells(TABLE)).encode(),
    "NULs": TABLE.replace("a,9", "a\0,9").encode(),
    "NULs at the end": TABLE.encode() + b"\0" * 500,
    "capital decisions": TABLE.replace("reject", " Reject ").encode(),
    "no-break spaces": TABLE.replace("reject", "\u00a0reject\u3000").encode(),
    "rows that are shorter": TABLE.replace("reject,,是数量", "reject").encode(),
    "rows twice": (TABLE + ROWS[1]).encode(),
    "a stray quotation mark": TABLE.replace("是数量", '是"数量').encode(),
    "a mark at the front": TABLE.replace("是数量", '"是"数量').encode(),
    "xlsx": book(),
    "xlsx with numbers": book(numbers=True),
    "xlsx, merged doc_id": book(lambda sheet: sheet.merge_cells("A2:A3")),
    "xlsx, a title above": book(rows=[["本县的决定"], [], *cells(TABLE)]),
    "xlsx, hidden row": book(lambda sheet: setattr(sheet.row_dimensions[2], "hidden", True)),
}  # fmt: skip
#: Files of which nothing can be used, and what the sentence says.
REFUSED = {
    "empty": (b"", "no column"),
    "blank": (b"\n\n \n", "no column"),
    "no head": ("\n".join(ROWS).encode(), "no column doc_id, surface, decision"),
    "a column is missing": (TABLE.replace("decision", "choice").encode(), "no column decision"),
    "a column twice": (TABLE.replace("note", "decision").encode(), "two columns decision"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, "no "),
    "old Excel": (b"\xd0\xcf\x11\xe0" + b"\0" * 900, "or as CSV"),
    "half an xlsx": (book()[:900], "no sound spreadsheet"),
    "a zip": (b"PK\x03\x04" + b"x" * 90, "no sound spreadsheet"),
    "an xlsx of other things": (book(rows=[["党", "建"]]), "no column"),
    "a page": (b"<html><table><tr><td>doc_id</td></tr></table>", "no column"),
}  # fmt: skip
#: Rows that can't be used: what is written, and what the record says of it; the other row holds.
SAID = {
    "misspelt": (TABLE.replace("reject", "rejekt"), "'rejekt' is no decision"),
    "another language": (TABLE.replace("reject", "删除"), "'删除' is no decision"),
    "value without decision": (TABLE.replace("reject,,", ",reject,"), "the cell decision is empty, and value says 'reject'"),
    "no doc_id": (TABLE.replace("a,19", ",19"), "the cell doc_id is empty"),
    "an open quotation mark": (TABLE.replace("19,23", '"19,23'), "the cell start"),
    "another article": (TABLE.replace("a,19", "b,19"), "no article 'b'"),
    "another text": (TABLE.replace("10大类", "十大类"), "not '十大类'"),
    "damaged text": (TABLE.replace("10大类", "10大��"), "not '10大��'"),
    "a place in words": (TABLE.replace("19,23", "nineteen,23"), "the cell start says 'nineteen'"),
    "a kind in words": (TABLE.replace("reject,,", "retype,a list,"), "'a' is no kind"),
    "components that are not there": (TABLE.replace("reject,,", "components,农业|工业,"), "does not say '农业'"),
    "a scope in words": (TABLE.replace(HEAD, HEAD + ",scope").replace("是数量", "是数量,some"), "the cell scope says 'some'"),
    "a comma in a cell": (TABLE.replace("reject,,是数量", "reject,,是,数量"), "1 filled cells too many"),
}  # fmt: skip


@pytest.fixture
def study(tmp_path, monkeypatch):
    """A corpus of one article, and a results folder."""
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "out").mkdir()
    monkeypatch.setenv("TIFAKU_OUT", str(tmp_path / "out"))
    return folder, tmp_path / "out"


def test_there_are_more_than_fifty_ways():
    assert len(READ) + len(REFUSED) + len(SAID) >= 50


@pytest.mark.parametrize("place", ["beside", "OUT"])
@pytest.mark.parametrize("data", READ.values(), ids=READ)
def test_what_a_spreadsheet_does_to_a_file_is_understood(study, data, place):
    path = (study[0] if place == "beside" else study[1]) / ("decisions.xlsx" if data[:2] == b"PK" else "decisions.csv")
    path.write_bytes(data)
    docs = tifaku.open_corpus(study[0])
    found = tifaku.find(docs)
    assert all(outcome.applied for outcome in found.outcomes) and len(found.outcomes) in (2, 3)
    assert "10大类" not in {f.surface for f in found.formulas} and "3大类" in {f.surface for f in found.formulas}
    write_questions(docs, found)
    assert path.read_bytes() == data


@pytest.mark.parametrize("place", ["beside", "OUT"])
@pytest.mark.parametrize(("data", "says"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_table_is_said_in_one_sentence_and_left_alone(study, data, says, place):
    path = (study[0] if place == "beside" else study[1]) / ("decisions.xlsx" if data[:2] == b"PK" else "decisions.csv")
    path.write_bytes(data)
    docs = tifaku.open_corpus(study[0])
    for use in (lambda: tifaku.find(docs), lambda: write_questions(docs, tifaku.find(docs, ()))):
        with pytest.raises(ValueError, match=says) as error:
            use()
        assert path.name in str(error.value) and len(str(error.value).splitlines()) == 1
    assert path.read_bytes() == data and [p.name for p in study[1].iterdir()] in ([], [path.name])


@pytest.mark.parametrize(("text", "says"), SAID.values(), ids=SAID)
def test_a_row_that_cannot_be_used_is_said_and_the_other_holds(study, text, says):
    (study[1] / "decisions.csv").write_text(text, encoding="utf-8", newline="")
    docs = tifaku.open_corpus(study[0])
    found = tifaku.find(docs)
    first, second = sorted(found.outcomes, key=lambda outcome: outcome.row)
    assert first.applied and not second.applied and says in second.reason and second.row == 3
    assert "10大类" in {f.surface for f in found.formulas}
    write_questions(docs, found)
    assert (study[1] / "decisions.csv").read_bytes() == text.encode()


@pytest.mark.parametrize("what", ["folder", "pipe", "device", "nowhere", "huge"])
def test_what_is_no_ordinary_file_is_said_and_not_waited_for(study, what):
    path = study[0] / "decisions.csv"
    if what == "folder":
        path.mkdir()
    elif what == "pipe" and sys.platform != "win32":
        os.mkfifo(path)
    elif what == "huge":
        with path.open("wb") as file:
            file.truncate(51_000_000)
    else:
        path.symlink_to("/dev/zero" if what == "device" else study[0] / "nothing")
    start = time.monotonic()
    with pytest.raises(ValueError, match="decisions.csv"):
        read_decisions(path)
    assert time.monotonic() - start < 5


def test_work_in_the_results_folder_is_obeyed_and_never_written_over(study):
    docs, out = tifaku.open_corpus(study[0]), study[1]
    first = write_questions(docs, tifaku.find(docs))
    assert first.surface.to_list() == ["1269", "10大类", "3大类"]
    path = out / "decisions.csv"
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    filled = "\n".join([lines[0], lines[2].replace("10大类,,", "10大类,reject,")])  # one row kept, and answered
    path.write_text(filled, encoding="utf-8-sig")
    found = tifaku.find(docs)
    assert "10大类" not in {f.surface for f in found.formulas} and found.outcomes[0].file == "OUT/decisions.csv"
    table = write_questions(docs, found)
    assert table.surface.to_list() == ["10大类", "1269", "3大类"]
    assert path.read_text(encoding="utf-8-sig") == filled
    new = out / "decisions.new.csv"
    assert [line.split(",")[3] for line in new.read_text(encoding="utf-8-sig").splitlines()[1:]] == ["1269", "3大类"]
    answered = new.read_text(encoding="utf-8-sig").replace("3大类,,", "3大类,reject,")
    new.write_text(answered, encoding="utf-8-sig", newline="")
    write_questions(docs, tifaku.find(docs))
    assert "3大类" not in {f.surface for f in tifaku.find(docs).formulas}
    assert new.read_text(encoding="utf-8-sig") == answered.replace("\r\n", "\n") and len(list(out.iterdir())) == 2


def test_a_note_or_a_column_of_ones_own_is_work_too(study):
    docs, path = tifaku.open_corpus(study[0]), study[1] / "decisions.csv"
    for text in ("doc_id,surface,decision,note\na,1269,,look up!\n", "doc_id,surface,decision,mine\na,1269,,look up!\n"):
        path.write_text(text)
        write_questions(docs, tifaku.find(docs))
        assert path.read_text() == text


def test_a_copy_of_what_stands_beside_the_articles_is_written_anew(study):
    (study[0] / "decisions.csv").write_text(TABLE, encoding="utf-8")
    docs = tifaku.open_corpus(study[0])
    for _ in range(2):
        table = write_questions(docs, tifaku.find(docs))
        assert [path.name for path in study[1].iterdir()] == ["decisions.csv"]
        assert table.decision.to_list() == ["retype", "reject", ""]
    assert len(decisions_of(docs)) == len(tifaku.find(docs).outcomes) == 2


def test_the_file_beside_the_articles_goes_first(study):
    for folder, decision in zip(study, ("accept", "reject")):
        (folder / "decisions.csv").write_text(f"{HEAD}\na,19,23,10大类,{decision},,\n", encoding="utf-8")
    found = tifaku.find(tifaku.open_corpus(study[0]))
    assert "10大类" in {f.surface for f in found.formulas}
    assert [(o.file, o.applied) for o in found.outcomes] == [("", True), ("OUT/decisions.csv", False)]

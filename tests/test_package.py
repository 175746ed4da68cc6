"""report.package: what is attached to a paper says what the pages say, names every column, and holds no number of its own."""

import csv
import io
import json
import re
import zipfile

import openpyxl
import pytest

import tifaku
from conftest import run_report
from tifaku.notebook import coding

pytestmark = pytest.mark.xdist_group("report")


@pytest.fixture(scope="module")
def packed(tmp_path_factory):
    """The seeds with a coded sample, reported and packed: the files of the zip by their names in it."""
    out = tmp_path_factory.mktemp("packed") / "out"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TIFAKU_OUT", str(out))
        docs = tifaku.open_corpus("seeds")
        coding.draw_sample(docs, tifaku.find(docs), n=120)
        said = {row["unit"]: row["said"] for row in read(out / "sample/key.csv")}
        for coder in (1, 2):
            answers = "\n".join(f"{unit},{answer}" for unit, answer in said.items())
            (out / f"sample/coder_{coder}.csv").write_text(f"unit,answer\n{answers}\n")
    done = run_report("--out", out, "--zip")
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(out / "seeds.zip") as bundle:
        return {name.removeprefix("seeds/"): bundle.read(name) for name in bundle.namelist()}


def rows_of(data):
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def read(path):
    return list(csv.DictReader(path.open(encoding="utf-8-sig", newline="")))


def tables(packed):
    return {n[15:-4]: rows_of(data) for n, data in packed.items() if n.startswith("package/tables/") and n.endswith(".csv")}


def test_everything_is_in_it(packed):
    for name in ("html/index.html", "package/METHODS.md", "package/references.bib", "package/manifest.json"):
        assert f"{name}" in packed
    kinds = {name.rpartition("/")[0] for name in packed}
    assert {"package/tables", "package/figures", "package/texts", "package/sample", "html/articles"} <= kinds


def test_every_table_and_figure_of_the_pages_is_in_it(packed):
    pages = [data.decode() for name, data in packed.items() if re.fullmatch(r"html/0\w+\.html", name)]
    views, pictures = (sum(page.count(what) for page in pages) for what in ('class="tifaku view"', 'src="data:image/png'))
    shown = [name for name in tables(packed) if not name.startswith("0_")]
    assert len(shown) == views > 25
    for kind in ("pdf", "svg", "png"):
        assert sum(name.endswith(kind) for name in packed if name.startswith("package/figures/")) == pictures > 10
    for name in shown:
        section = re.match(r"(\d+)_(\d+)_", name)
        assert section and 1 <= int(section[1]) <= 5


def test_the_workbook_says_what_the_csv_files_say(packed):
    book = openpyxl.load_workbook(io.BytesIO(packed["package/tables/tables.xlsx"]))
    found = tables(packed)
    assert len(book.sheetnames) == len(found)
    for sheet, (name, rows) in zip(book.worksheets, sorted(found.items())):
        said = [[cell.value for cell in row] for row in sheet.iter_rows()] if sheet.max_row else []
        assert len(said) == len(rows), name
        for ours, theirs in zip(rows, said):
            assert all(same(*pair) for pair in zip(ours, theirs, strict=True)), (name, ours, theirs)


def same(text, value):
    if value is None:
        return text == ""
    if isinstance(value, bool):
        return text == str(value)
    if isinstance(value, (int, float)):
        return float(text) == pytest.approx(value)
    return text.removeprefix("'").replace("\r\n", "\n") == str(value).removeprefix("'")


def test_the_codebook_knows_every_column(packed):
    book = rows_of(packed["package/codebook.csv"])
    assert book[0] == ["table", "shown_in", "column", "head", "meaning", "unit", "formula", "source"]
    known = {(row[0], row[2]): row[4:] for row in book[1:]}
    for name, rows in tables(packed).items():
        for column in rows[0]:
            assert known[name, column][0] and known[name, column][3], f"data/columns.tsv has no {column!r} ({name})"


def test_the_paragraph_holds_no_number_that_the_tables_have_not(packed):
    text = packed["package/METHODS.md"].decode()
    cells = {cell for rows in tables(packed).values() for row in rows for cell in row}
    numbers = set(re.findall(r"\d+(?:\.\d+)*", re.sub(r"tables/\S+", "", text)))
    assert len(numbers) > 15 and numbers <= cells
    assert "κ" in text and "precision formula" in text and "方法" in text


def test_findings_lead_to_text_and_source(packed):
    docs = tifaku.open_corpus("seeds")
    lines = [json.loads(line) for line in packed["package/findings.jsonl"].decode().splitlines()]
    assert {line["finding"] for line in lines} == {"formula", "slogan"}
    for line in lines:
        doc = docs[line["doc_id"]]
        assert doc.text[line["start"] : line["end"]] == line["surface"]
        for group in line.get("groups", ()):
            for component in group["components"]:
                raw = doc.raw[component["raw_start"] : component["raw_end"]]
                assert raw and doc.text[component["start"] : component["end"]] == component["text"]
    texts = {data.decode() for name, data in packed.items() if name.startswith("package/texts/")}
    assert texts == {doc.text for doc in docs}


def test_an_svg_holds_its_texts_as_texts_and_a_png_has_300_dots_an_inch(packed):
    from PIL import Image

    for name, data in packed.items():
        if name.endswith(".svg"):
            assert b"<text" in data, name
        if name.endswith(".png"):
            assert round(Image.open(io.BytesIO(data)).info["dpi"][0]) == 300


def test_of_texts_under_copyright_only_short_passages_are_shown(tmp_path):
    done = run_report("--out", tmp_path, "--zip", "-p", "texts", "no")
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(tmp_path / "seeds.zip") as bundle:
        packed = {name.removeprefix("seeds/"): bundle.read(name) for name in bundle.namelist()}
    assert not [name for name in packed if "articles/" in name or "texts/" in name or "sentences" in name or "sample/" in name]
    text = "".join(doc.text for doc in tifaku.open_corpus("seeds"))
    runs = {text[at : at + 61] for at in range(len(text) - 60)}
    for name, data in packed.items():
        if name.endswith((".html", ".csv", ".jsonl", ".svg", ".md")):
            page = data.decode("utf-8-sig")
            plain = re.sub(r"<[^>]*>", "\0", page) if name.endswith(("html", "svg")) else page
            for line in re.split(r"[\0\n\",|]", plain):
                assert not any(line[at : at + 61] in runs for at in range(len(line) - 60)), (name, line)


def test_an_old_package_never_stays_beside_newer_pages(tmp_path, monkeypatch):
    from tifaku import report

    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/a.txt").write_text("坚持“四抓四度”工作法。", encoding="utf-8")
    monkeypatch.setattr(report, "run_notebooks", lambda *_, **__: [])
    out = tmp_path / "out"
    report.make_report(tmp_path / "mine", out, {}, report.Progress(), package=True)
    assert (out / "mine.zip").exists() and (out / "package/METHODS.md").exists()
    report.make_report(tmp_path / "mine", out, {}, report.Progress())
    assert not (out / "mine.zip").exists() and not (out / "package").exists() and (out / "html/index.html").exists()

"""folders: every file is an article, or a problem, or passed over; doc_ids are unique, stable, and fit for a table."""

import io
import json
import os
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import inputs
import tifaku
from tifaku.corpus import folders
from tifaku.corpus.folders import articles_under, shown
from tifaku.report.manifest import hashes
from tifaku.tokens import read_user_terms

CASES = json.loads(Path(__file__).with_name("cases").joinpath("folders.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: " ".join(map(shown, case["files"])))
def test_what_is_an_article(case, tmp_path):
    for name in case["files"]:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    found, problems = articles_under(tmp_path)
    assert {doc_id: shown(path.relative_to(tmp_path)) for doc_id, path in found.items()} == case["ids"]
    assert [problem.file for problem in problems] == case["problems"]


def test_links_are_followed_within_the_folder_only(tmp_path):
    inside, outside = tmp_path / "in", tmp_path / "private"
    inside.mkdir(), outside.mkdir()
    (inside / "a.txt").touch(), (outside / "secret.txt").touch()
    for link, target in {"b.txt": "a.txt", "c.txt": "../private/secret.txt", "d.txt": "gone", "e.txt": "e.txt"}.items():
        (inside / link).symlink_to(target)
    (inside / "all").symlink_to(outside)
    (inside / "loop").symlink_to(inside)
    found, problems = articles_under(inside)
    assert list(found) == ["a", "b"]
    assert [problem.file for problem in problems] == ["all", "c.txt", "d.txt", "e.txt", "loop"]


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pipes in folders")
@pytest.mark.parametrize("name", ["sources.tsv", "user_terms.tsv", "decisions.csv", "decisions.xlsx"])
@pytest.mark.parametrize("what", ["pipe", "device", "link out", "folder", "nowhere"])
def test_a_table_that_is_no_ordinary_file_is_a_problem_and_the_articles_are_read(tmp_path, name, what):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("坚持“四抓四度”工作法。", encoding="utf-8")  # 'four grasps, four degrees'
    table = folder / name
    if what == "pipe":
        os.mkfifo(table)
    elif what == "folder":
        table.mkdir()
    else:
        (tmp_path / name).write_text("doc_id,surface,decision\na,四抓四度,reject\n", encoding="utf-8")
        table.symlink_to({"device": "/dev/zero", "link out": tmp_path / name, "nowhere": "gone"}[what])
    docs = tifaku.open_corpus(folder)
    (problem,) = docs.found_problems
    assert (problem.file, problem.read) == (name, False) and "no ordinary file" in problem.reason and problem.what_to_do
    assert [f.surface for f in tifaku.find(docs).formulas] == ["四抓四度"] and read_user_terms(folder) == ()
    assert list(hashes(folder)) == ["a.txt"]


def test_a_link_within_the_folder_is_a_table(tmp_path):
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "terms.tsv").write_text("党建+\n", encoding="utf-8")
    (tmp_path / "user_terms.tsv").symlink_to("tables/terms.tsv")
    assert read_user_terms(tmp_path) == ("党建+",)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no devices")
def test_a_device_that_the_caller_names_is_an_error():
    with pytest.raises(ValueError, match="a pipe or a device"):
        read_user_terms("/dev/zero")


def test_a_closed_folder_is_a_problem(tmp_path, monkeypatch):
    (tmp_path / "closed").mkdir()
    (tmp_path / "a.txt").touch()
    listdir = os.listdir

    def refusing(path):
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", path)
        return listdir(path)

    monkeypatch.setattr(os, "listdir", refusing)
    found, problems = articles_under(tmp_path)
    assert list(found) == ["a"]
    assert problems[0].file == "closed" and "Permission denied" in problems[0].reason


def test_a_folder_too_deep_to_be_named_is_a_problem(tmp_path, monkeypatch):
    (tmp_path / "a.txt").touch()
    monkeypatch.chdir(tmp_path)
    for _ in range(2100):  # 4,200 characters, more than a path may have
        os.mkdir("d")
        os.chdir("d")
    found, problems = articles_under(tmp_path)
    for _ in range(2100):  # what clears up after tests can't reach so deep either
        os.chdir("..")
        os.rmdir("d")
    assert list(found) == ["a"]
    assert len(problems) == 1 and problems[0].file.startswith("d/d/d")


@given(st.text())
def test_a_shown_name_stays_on_one_line_and_can_be_encoded(name):
    assert len(shown(name).encode("utf-8").splitlines()) <= 1


TEXT = "坚持党建引领，推进乡村振兴。"  # 'uphold Party building as the lead, advance rural revival'


def packed(folder, parts, compression=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    (folder / "a.zip").write_bytes(out.getvalue())
    return folder


def test_files_of_all_forms_are_read(tmp_path):
    table = inputs.as_csv([inputs.Made("甲", "2021-07-22", "青石日报", TEXT)] * 2)
    parts = {"一月/x.txt": TEXT, "y.html": inputs.page(inputs.Made("甲", "2021-07-22", "青石日报", TEXT * 5)), "t.csv": table}
    docs = tifaku.open_corpus(packed(tmp_path, parts | {"__MACOSX/._x.txt": "x", "z.doc": "x"}))
    assert [doc.doc_id for doc in docs] == ["a/t#1", "a/t#2", "a/y", "a/一月/x"]
    assert [(problem.file, problem.reason) for problem in docs.found_problems] == [
        ("a.zip/z.doc", "is not in a format that can be read")
    ]


def test_names_of_a_chinese_windows(tmp_path):
    packed(tmp_path, {"x.txt": TEXT})
    data = (tmp_path / "a.zip").read_bytes().replace(b"x.txt", "党".encode("gbk") + b"txt")  # as long, without a mark of UTF-8
    (tmp_path / "a.zip").write_bytes(data.replace("党".encode("gbk") + b"txt", "党".encode("gbk") + b".md"))
    assert [doc.doc_id for doc in tifaku.open_corpus(tmp_path)] == ["a/党"]


@pytest.mark.parametrize("parts, said", [
    ({"../x.txt": TEXT}, "leads out"), ({"a/../../x.txt": TEXT}, "leads out"), ({"/etc/x.txt": TEXT}, "leads out"),
    ({"b.zip": "PK"}, "archive in an archive"), ({"三" * 90 + ".txt": TEXT}, "is no name"),
], ids=["up", "further up", "from the root", "nested", "too long a name"])  # fmt: skip
def test_a_part_that_must_not_be_unpacked_is_a_problem_and_the_others_are_read(tmp_path, parts, said):
    (tmp_path / "in").mkdir()
    docs = tifaku.open_corpus(packed(tmp_path / "in", parts | {"good.txt": TEXT}))
    (problem,) = docs.found_problems
    assert [doc.doc_id for doc in docs] == ["a/good"] and said in problem.reason and problem.what_to_do
    assert [path.name for path in tmp_path.iterdir()] == ["in"]


def test_a_bomb_is_not_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr(folders, "MOST_UNPACKED", 10**6)
    packed(tmp_path, {"x.txt": "a" * 2_000_000})
    assert (tmp_path / "a.zip").stat().st_size < 10_000
    (problem,) = tifaku.open_corpus(tmp_path).found_problems
    assert "would unpack to 2,000,000 bytes" in problem.reason and problem.what_to_do


@pytest.mark.parametrize("data", [b"PK", b"PK\x03\x04" + bytes(99), b"x" * 99])
def test_what_is_no_archive_says_so(tmp_path, data):
    (tmp_path / "a.zip").write_bytes(data)
    (problem,) = tifaku.open_corpus(tmp_path).found_problems
    assert "is no sound archive" in problem.reason

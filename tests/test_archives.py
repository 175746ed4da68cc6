"""archives: the files of a .zip are read as those of a folder; what it can do to a machine is bounded."""

import io
import zipfile

import pytest

import inputs
import tifaku
from tifaku.corpus import folders

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

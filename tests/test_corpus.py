"""corpus: a folder becomes Documents sorted by doc_id, and what goes wrong with one file stays with that file."""

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tifaku
from tifaku import corpus
from tifaku.text.documents import as_document
from tifaku.text.edits import replay

SEEDS = Path(__file__).resolve().parents[1] / "seeds"
TEXT = "坚持党建引领，推进乡村振兴。\n"  # 'uphold Party building as the lead, advance rural revival'


@pytest.fixture
def folder(tmp_path):
    for name in ("b.txt", "a.txt", "2021/c.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(TEXT + name, encoding="utf-8")
    return tmp_path


def test_the_seeds_are_read_without_a_problem():
    docs = tifaku.read_corpus(SEEDS)
    assert docs.name == "seeds" and len(docs) == 5
    assert docs.problems.empty
    assert [doc.doc_id for doc in docs] == sorted(path.stem for path in SEEDS.glob("*.txt"))


def test_a_document_says_where_it_comes_from_but_not_where_that_is():
    doc = tifaku.read_corpus(SEEDS)["003_247f5b625e04f3c0"]
    data = (SEEDS / "003_247f5b625e04f3c0.txt").read_bytes()
    assert doc.source == {
        "file": "003_247f5b625e04f3c0.txt",
        "encoding": "utf-8",
        "replaced": 0,
        "sha256": hashlib.sha256(data).hexdigest(),
    }


def test_documents_come_sorted_and_by_id(folder):
    docs = tifaku.read_corpus(folder)
    assert [doc.doc_id for doc in docs] == ["2021/c", "a", "b"]
    assert docs["2021/c"].raw == TEXT + "2021/c.txt"
    assert docs.name == folder.name


def test_an_unknown_id_names_the_nearest(folder):
    with pytest.raises(KeyError) as error:
        tifaku.read_corpus(folder)["c"]
    assert str(error.value) == f"{folder.name} has no article 'c'; it has 2021/c, a, b"
    with pytest.raises(KeyError, match="it has 2021/c$"):
        tifaku.read_corpus(folder)["2021"]


@pytest.mark.parametrize(
    "error", [PermissionError(13, "Permission denied"), FileNotFoundError(2, "No such file"), MemoryError(), RuntimeError("odd")]
)
def test_one_bad_file_does_not_stop_the_others(folder, monkeypatch, error):
    read = corpus._bytes_of

    def failing(path):
        if path.name == "a.txt":
            raise error
        return read(path)

    monkeypatch.setattr(corpus, "_bytes_of", failing)
    docs = tifaku.read_corpus(folder)
    assert [doc.doc_id for doc in docs] == ["2021/c", "b"]
    (problem,) = docs.found_problems
    assert problem.file == "a.txt" and not problem.read and problem.what_to_do


@pytest.mark.parametrize("change, reason", [
    (lambda path: path.write_text("党建", encoding="utf-8"), "changed while it was read"),
    (lambda path: path.write_bytes(path.read_text(encoding="utf-8").replace("坚", "竖").encode()), "changed while it was read"),
    (lambda path: path.unlink(), "can't be opened (No such file or directory)"),
], ids=["shorter", "same length", "gone"])  # fmt: skip
def test_a_file_that_changes_or_vanishes_while_it_is_read_is_a_problem(folder, monkeypatch, change, reason):
    read = Path.read_bytes

    def interrupted(path):
        data = read(path)
        if path.name == "a.txt":
            change(path)
        return data

    monkeypatch.setattr(Path, "read_bytes", interrupted)
    docs = tifaku.read_corpus(folder)
    assert [doc.doc_id for doc in docs] == ["2021/c", "b"]
    assert [(problem.file, problem.reason) for problem in docs.found_problems] == [("a.txt", reason)]


def test_too_large_a_file_is_a_problem(folder, monkeypatch):
    monkeypatch.setattr(corpus, "MOST_BYTES", 10)
    docs = tifaku.read_corpus(folder)
    assert len(docs) == 0
    assert docs.problems["reason"].str.contains("more than 10").all()


def test_a_wrong_folder_is_one_sentence_with_the_next_step(tmp_path):
    with pytest.raises(FileNotFoundError, match="Give the folder that holds your articles"):
        tifaku.read_corpus(tmp_path / "gone")
    with pytest.raises(ValueError, match="holds no articles: put .txt"):
        tifaku.read_corpus(tmp_path)


def test_one_file_is_a_corpus_too(folder):
    docs = tifaku.open_corpus(folder / "a.txt")
    assert (docs.name, docs.folder, [doc.doc_id for doc in docs]) == ("a", folder, ["a"])


def test_rules_can_be_skipped(tmp_path):
    (tmp_path / "a.txt").write_text("黨建引領", encoding="utf-8")  # 'Party building leads', traditional
    assert tifaku.read_corpus(tmp_path)["a"].text == "党建引领"
    assert tifaku.read_corpus(tmp_path, skip={"script"})["a"].text == "黨建引領"


def test_a_misspelt_rule_is_an_error_not_a_problem_of_every_file(folder):
    with pytest.raises(ValueError, match="scirpt"):
        tifaku.read_corpus(folder, skip={"scirpt"})


def test_a_bar_is_shown_for_many_files_on_a_terminal_only(folder, monkeypatch, capsys):
    monkeypatch.setattr(corpus, "MANY_FILES", 3)
    monkeypatch.delitem(corpus.sys.modules, "ipykernel", raising=False)  # another test may have loaded it
    tifaku.read_corpus(folder)
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(corpus.sys.stderr, "isatty", lambda: True)
    tifaku.read_corpus(folder)
    assert "reading" in capsys.readouterr().err


def test_sources_go_before_what_was_read(tmp_path):
    (tmp_path / "a.txt").write_bytes("黨建引領".encode("big5"))
    (tmp_path / "sources.tsv").write_text(
        f"doc_id\tencoding\tsha256\toutlet\na\tbig5\t{'0' * 64}\t人民日报\nz\t\t\tx\n", encoding="utf-8"
    )  # 'People's Daily'
    docs = tifaku.read_corpus(tmp_path)
    assert docs["a"].text == "党建引领"
    assert docs["a"].metadata["outlet"] == tifaku.Fact("人民日报", basis="sources.tsv")
    assert [(problem.file, problem.read) for problem in docs.found_problems] == [("a.txt", True), ("sources.tsv", False)]
    assert "sha256" in docs.found_problems[0].reason and "z" in docs.found_problems[1].reason


def test_line_ends_stay_in_raw_and_are_one_kind_in_text(tmp_path):
    (tmp_path / "a.txt").write_bytes("党建引领\r\n近年来，成效显著。\r\n".encode())  # a title and a sentence
    doc = tifaku.read_corpus(tmp_path)["a"]
    assert "\r\n" in doc.raw and "\r" not in doc.text
    assert [block.kind for block in doc.blocks] == ["title", "paragraph"]
    assert doc.raw[slice(*doc.to_raw(5, 8))] == "近年来"


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-16-be", "utf-8-sig"])
def test_the_seeds_in_another_encoding_are_the_same_documents(encoding, tmp_path):
    for path in SEEDS.glob("*.txt"):
        (tmp_path / path.name).write_bytes(path.read_bytes().decode("utf-8").encode(encoding))
    docs = tifaku.read_corpus(tmp_path)
    assert docs.problems.empty
    for doc in tifaku.read_corpus(SEEDS):
        again = docs[doc.doc_id]
        assert (again.raw, again.text, again.blocks) == (doc.raw, doc.text, doc.blocks)


@given(st.text())
def test_any_text_is_read_and_can_be_replayed(text):
    doc = tifaku.read_text(text)
    assert doc.raw == text and replay(text, doc.edits) == doc.text
    assert all(0 <= block.start <= block.end <= len(doc.text) for block in doc.blocks)


def test_what_no_file_should_hold_is_kept_in_its_place():
    assert tifaku.read_text("黨建\x00黨建\ud800黨建").text == "党建\x00党建\ufffd党建"  # 'Party building'
    # halves that stand side by side are no pair
    assert as_document("\udfff党建\ud83d\ude00").text == "\ufffd党建\ufffd\ufffd"


def test_a_plain_str_is_not_repaired():
    assert as_document("黨建").text == "黨建"
    doc = tifaku.read_text("黨建")
    assert as_document(doc) is doc

"""report.results: each corpus has its own folder, and a report on another is never replaced."""

import json

import pytest

from tifaku import report
from tifaku.report import __main__ as command
from tifaku.report.results import write_overview


@pytest.fixture
def make(tmp_path, monkeypatch):
    """A report without notebooks on a corpus of one article."""
    monkeypatch.setattr(report, "run_notebooks", lambda *_, **__: [])

    def made(name, out, text="坚持“四抓四度”工作法。"):
        folder = tmp_path / name
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "a.txt").write_text(text, encoding="utf-8")
        return report.make_report(folder, tmp_path / out, {}, report.Progress()).index

    return made


def test_a_report_on_another_corpus_in_the_way_is_a_sentence(make, tmp_path):
    page = make("one", "out").read_bytes()
    with pytest.raises(ValueError, match="^out/ holds the report on one: give another folder with --out") as error:
        make("two", "out", "另一篇。")
    assert len(str(error.value).splitlines()) == 1 and (tmp_path / "out/html/index.html").read_bytes() == page


def test_another_corpus_of_the_same_name_is_another_corpus(make):
    make("a/texts", "out")
    with pytest.raises(ValueError, match="holds the report on texts"):
        make("b/texts", "out", "另一篇。")


def test_the_same_corpus_may_grow_change_and_move(make, tmp_path):
    make("one", "out")
    make("one", "out", "改过了，坚持“四抓四度”工作法。")
    (tmp_path / "one").rename(tmp_path / "moved")
    make("moved", "out", "改过了，坚持“四抓四度”工作法。")


def test_a_report_of_before_there_were_marks_is_known_by_its_notebook(make, tmp_path):
    make("one", "out")
    (tmp_path / "out/report.json").unlink()
    (tmp_path / "out/notebooks").mkdir(exist_ok=True)
    source = json.dumps({"cells": [{"source": ['corpus_dir = "seeds"'] * 2}]})
    (tmp_path / "out/notebooks/01_ingestion.ipynb").write_text(source)
    with pytest.raises(ValueError, match="holds the report on seeds"):
        make("one", "out")


def test_results_go_into_a_folder_of_the_corpus_and_build_links_them(make, tmp_path, monkeypatch):
    monkeypatch.setattr(command, "BUILD", tmp_path / "build")
    for name in ("one", "两会"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text("坚持“四抓四度”工作法。", encoding="utf-8")
        assert command.main([str(tmp_path / name)]) == 0
        assert (tmp_path / "build" / name / "html/index.html").exists()
    page = (tmp_path / "build/index.html").read_text(encoding="utf-8")
    assert 'href="one/html/index.html"' in page and ">两会</a>" in page
    assert write_overview(tmp_path / "build").read_text(encoding="utf-8") == page


def test_decisions_in_the_results_are_an_input_of_the_report(make, tmp_path):
    page = make("one", "out").read_text(encoding="utf-8")
    assert "OUT/decisions.csv" not in page
    (tmp_path / "out/decisions.csv").write_text("doc_id,surface,decision\na,四抓四度,reject\n", encoding="utf-8")
    page = make("one", "out").read_text(encoding="utf-8")
    assert "OUT/decisions.csv" in page and "四抓四度</mark>" not in (tmp_path / "out/html/articles/0001.html").read_text("utf-8")


@pytest.mark.parametrize("name", ["texts", "proposals"])
def test_a_parameter_that_is_no_word_for_a_switch_is_a_sentence(tmp_path, capsys, name):
    assert command.main(["seeds", "--out", str(tmp_path), "-p", name, "some"]) == 2
    assert "write yes, or no" in capsys.readouterr().err

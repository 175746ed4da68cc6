"""sources: each line of sources.tsv is used or is a problem that names it; nothing in it raises."""

import datetime
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import inputs
import tifaku
from tifaku.corpus.sources import read_sources, unmatched
from tifaku.text.documents import Fact

CASES = json.loads(Path(__file__).with_name("cases").joinpath("sources.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["table"][:30])
def test_rows_and_problems(case, tmp_path):
    (tmp_path / "sources.tsv").write_text(case["table"], encoding="utf-8", newline="")
    rows, problems = read_sources(tmp_path)
    facts = {doc_id: {name: fact.value for name, fact in row.facts.items()} for doc_id, row in rows.items()}
    assert facts == case["rows"]
    assert len(problems) == len(case["problems"])
    for problem, words in zip(problems, case["problems"]):
        assert problem.file == "sources.tsv" and words in problem.reason and problem.what_to_do


def test_encoding_and_digest_are_about_the_file_not_the_article(tmp_path):
    (tmp_path / "sources.tsv").write_text("doc_id\tencoding\tsha256\tdate\na\tgb18030\tAB12\t2021-07-22\n")
    (row,) = read_sources(tmp_path)[0].values()
    assert (row.encoding, row.sha256) == ("gb18030", "ab12")
    assert row.facts == {"date": Fact("2021-07-22", basis="sources.tsv")}


@pytest.mark.parametrize("name", ["a.txt", "./a.txt", "a"])
def test_an_article_may_be_named_with_its_suffix(tmp_path, name):
    (tmp_path / "a.txt").write_text("坚持党建引领。", encoding="utf-8")
    (tmp_path / "sources.csv").write_text(f"doc_id,outlet\n{name},青石日报\n", encoding="utf-8")
    docs = tifaku.open_corpus(tmp_path)
    assert docs["a"].metadata["outlet"].value == "青石日报" and not docs.found_problems


def test_a_spreadsheet_is_read_too(tmp_path):
    inputs.as_xlsx(tmp_path / "sources.xlsx", [("doc_id", "日期"), (7, datetime.date(2021, 7, 22))])
    rows, problems = read_sources(tmp_path)
    assert {name: row.facts["date"].value for name, row in rows.items()} == {"7": "2021-07-22"} and not problems


def test_no_table_is_no_problem(tmp_path):
    assert read_sources(tmp_path) == ({}, [])


def test_many_stray_marks_take_no_longer_than_sound_lines(tmp_path):
    (tmp_path / "sources.tsv").write_text("doc_id\ttitle\n" + "".join(f'{n}\t"{n}\n' for n in range(20_000)), encoding="utf-8")
    rows, problems = read_sources(tmp_path)
    assert len(rows) == 20_000 and rows["7"].facts["title"].value == '"7' and not problems


def test_a_row_without_an_article_is_named():
    (problem,) = unmatched(["a", "b"], {"a": None})
    assert "b is no article here" in problem.reason


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary() | st.text('doc_id\t\n\r"ax，\x00', max_size=60).map(lambda text: f"doc_id\tx\n{text}".encode()))
def test_any_bytes_are_read(tmp_path, data):
    (tmp_path / "sources.tsv").write_bytes(data)
    rows, problems = read_sources(tmp_path)
    assert all(row.doc_id == doc_id for doc_id, row in rows.items())
    assert all(problem.reason and problem.what_to_do for problem in problems)

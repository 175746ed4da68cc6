"""folders: every file is an article, or a problem, or passed over; doc_ids are unique, stable, and fit for a table."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tifaku.corpus.folders import articles_under, shown

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

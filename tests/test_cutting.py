"""cutting: what is listed has a source, what the user writes is read as written."""

import csv
import json
from pathlib import Path

import pytest

import tifaku
from tifaku.tokens import cutting

ROOT = Path(__file__).parent.parent
CASES = json.loads((ROOT / "tests/cases/terms.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["english"] for case in CASES])
def test_find_terms(case):
    assert [list(span) for span in cutting.find_terms(case["text"], case["terms"])] == case["spans"]


@pytest.mark.parametrize("name", ["terms.tsv", "stopwords.tsv"])
def test_every_row_has_a_term_and_a_source(name):
    with open(ROOT / "lib/tifaku/data" / name, encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert rows and all(row["term"] and row["source"] for row in rows)
    assert len({row["term"] for row in rows}) == len(rows)


def test_stop_words_are_function_words():
    assert {"的", "和", "我们"} <= cutting.stopwords()
    assert not {"党建", "发展", "乡村振兴"} & cutting.stopwords()


def test_short_place_names_are_left_out():
    names = {term.term for term in cutting.place_names()}
    assert {"黔江区", "白鹤滩"} <= names and "范县" not in names


def test_user_terms_are_read_as_written(tmp_path):
    path = tmp_path / "user_terms.tsv"
    path.write_text("\ufeffterm\tnote\n# my terms\n党建+ 产业\twith a symbol\n\n一网通办\n一网通办\n", encoding="utf-8")
    assert cutting.read_user_terms(path) == cutting.read_user_terms(tmp_path) == ("党建+ 产业", "一网通办")


@pytest.mark.parametrize("name, text", [
    ("user_terms.txt", "打底裤 10 n\n打底衫 3\n一网通办 nz\n"), ("user_terms.csv", "term,freq\n打底裤,10\n打底衫,3\n一网通办,\n"),
    ("user_terms.tsv", "词语;频次\n打底裤;10\n打底衫;3\n一网通办;1\n"),
], ids=["as jieba has it", "commas", "semicolons"])  # fmt: skip
def test_user_terms_in_other_forms(tmp_path, name, text):
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert cutting.read_user_terms(tmp_path) == ("打底裤", "打底衫", "一网通办")
    tokens = tifaku.words(tifaku.tokenize("买打底裤和打底衫", user_terms=tmp_path))
    assert [token for token in tokens.token if token in ("打底裤", "打底衫")] == ["打底裤", "打底衫"]


def test_a_folder_without_user_terms_has_none(tmp_path):
    assert cutting.read_user_terms(tmp_path) == ()
    with pytest.raises(FileNotFoundError):
        cutting.read_user_terms(tmp_path / "mine.tsv")

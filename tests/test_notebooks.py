"""The five notebooks as git holds them: clean, parameterised, without logic; and that they run on other folders."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def cells(path, kind):
    return [c for c in json.loads(path.read_text(encoding="utf-8"))["cells"] if c["cell_type"] == kind]


def test_there_are_the_five():
    names = ["01_ingestion", "02_term_frequency", "03_slogans_and_formulas", "04_visualisation", "05_lifecycle"]
    assert [p.stem for p in NOTEBOOKS] == names


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_git_holds_no_outputs_and_no_absolute_path(path):
    assert not any(c["outputs"] or c["execution_count"] for c in cells(path, "code"))
    assert not re.search(r'["\s(](/[a-z]+/|[A-Z]:\\\\|~/)', path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_ids_are_single_and_the_end_says_what_is_not_shown(path):
    ids = [c["id"] for kind in ("markdown", "code") for c in cells(path, kind)]
    assert len(set(ids)) == len(ids)
    heads = re.findall(r"^## (\d\.\d+ .*)$", "\n".join("".join(c["source"]) for c in cells(path, "markdown")), re.M)
    assert heads[-1].endswith(" What this does not show")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_one_parameters_cell_with_corpus_and_segmenter(path):
    tagged = [c for c in cells(path, "code") if "parameters" in c["metadata"].get("tags", [])]
    assert len(tagged) == 1
    source = "".join(tagged[0]["source"])
    assert re.search(r"^corpus_dir = ", source, re.M) and re.search(r"^segmenter = ", source, re.M)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_logic_stays_in_the_library(path):
    source = "\n".join("".join(c["source"]) for c in cells(path, "code"))
    assert not re.search(r"^\s*(def|class|for|while) |\bre\.|open\(", source, re.M)

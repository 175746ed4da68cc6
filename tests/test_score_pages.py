"""Floors of reading whole pages: facts, layout, line ends and bodies of made-up pages in real forms (gold/PAGES.md): 60, and 32.

The pages were looked at when the rules were made, so these are floors and no claims.
"""

import importlib.util
import json
from pathlib import Path

import pytest

import tifaku

HERE = Path(__file__).parent / "gold"
_spec = importlib.util.spec_from_file_location("score_pages", HERE / "score_pages.py")
score_pages = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(score_pages)


def scored(name):
    golds = [json.loads(line) for line in (HERE / name / "gold.jsonl").read_text("utf-8").splitlines()]
    docs = {doc.doc_id: doc for doc in tifaku.read_corpus(HERE / name / "docs")}
    facts, people, out, _ = score_pages.score(golds, docs)
    return score_pages.summary(facts, people, out)


@pytest.fixture(scope="module")
def result():
    return scored("pages")


def test_pages_of_another_hand():
    found = scored("pages_2")
    floors = {"title": 0.96, "date": 0.96, "outlet": 0.94, "author": 0.9, "county": 0.96}
    assert {name: floor for name, floor in floors.items() if found["metadata"][name]["recall"] < floor} == {}
    assert all(found["metadata"][name]["precision"] >= 0.96 for name in floors)
    assert found["layout"]["joined wrongly"] == 0 and found["layout"]["body lines lost"] <= 2
    assert found["layout"]["furniture counted as body"] <= 6


@pytest.mark.parametrize(
    "field, precision, recall",
    [
        *((field, 0.97, 0.92) for field in ("title", "date", "outlet")),
        ("author", 0.97, 0.88),
        ("editors", 0.97, 0.9),
        *((field, 0.95, 0.9) for field in ("county", "prefecture", "province")),
    ],
)
def test_facts(result, field, precision, recall):
    found = result["metadata"][field]
    assert found["precision"] >= precision and found["recall"] >= recall


def test_lines(result):
    layout = result["layout"]
    assert layout["body lines lost"] <= 1 and layout["furniture counted as body"] <= 6
    assert layout["joined wrongly"] == 0 and layout["wraps missed"] <= 1


def test_bodies(result):
    assert result["html_body"]["recall"] >= 0.985 and result["html_body"]["precision"] >= 0.97
    assert result["text_body"]["recall"] >= 0.98 and result["text_body"]["precision"] >= 0.98
    assert result["html_body"]["no article, yet counted"] == 0
    assert result["html_paragraphs"]["broken inside"] == result["html_paragraphs"]["glued to another"] == 0

"""reading: what pages say of themselves, what is their text and what is not; small cases, read as a file would be."""

import json
from pathlib import Path

import pytest

import tifaku

CASES = json.loads((Path(__file__).parent / "cases/reading.json").read_text("utf-8"))
CHECKS = {
    "text": lambda doc, want: doc.text == want,
    "line": lambda doc, want: want in doc.text.split("\n"),
    "lines": lambda doc, want: len([line for line in doc.text.split("\n") if line.strip()]) == want,
    "title": lambda doc, want: doc.title == want,
    "notbody": lambda doc, want: want not in doc.body,
    "kind": lambda doc, want: any([doc.text[b.start : b.end].strip(), b.kind] == want for b in doc.blocks),
    "formulas": lambda doc, want: [found.surface for found in tifaku.find_formulas(doc)] == want,
    "facts": lambda doc, want: {k: str(doc.metadata[k].value) if k in doc.metadata else None for k in want} == want,
}


@pytest.mark.parametrize("case", CASES, ids=[case["gloss"] for case in CASES])
def test_cases(case, tmp_path):
    if case["form"] == "text":
        doc = tifaku.read_text(case["text"])
    else:
        (tmp_path / f"a.{case['form']}").write_text(case["text"], encoding="utf-8")
        (doc,) = tifaku.read_corpus(tmp_path)
    assert CHECKS[case["check"]](doc, case["want"])

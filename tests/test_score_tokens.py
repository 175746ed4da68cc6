"""The formulas of the gold that are single tokens: a floor that may only rise."""

import json
from pathlib import Path

import pytest

from gold.score import bare
from tifaku.corpus import read_text
from tifaku.tokens import tokenize

HERE = Path(__file__).parent
FLOORS = {"seeds": 61, "dev": 157}


@pytest.mark.parametrize("name", ["seeds", "dev"])
def test_core_formulas_are_single_tokens(name):
    folder = HERE / "gold" / name
    texts = (HERE.parent / "seeds" if name == "seeds" else folder / "docs").glob("*.txt")
    docs = {path.stem: read_text(path.read_bytes().decode("utf-8"), doc_id=path.stem) for path in texts}
    tokens = tokenize(docs.values(), "rjieba")
    spans = {(d, bare(docs[d].raw, *docs[d].to_raw(a, b))) for d, a, b in zip(tokens.doc_id, tokens.start, tokens.end)}
    files = [*folder.glob("formulas.jsonl"), *folder.glob("gold*.jsonl")]
    records = [json.loads(line) for path in files for line in path.read_text(encoding="utf-8").splitlines()]
    core = [r for r in records if r["kind"] != "negative" and r["status"] == "core"]
    split = [r["context"] for r in core if (r["doc"], bare(docs[r["doc"]].raw, r["start"], r["end"])) not in spans]
    assert len(core) - len(split) >= FLOORS[name], split

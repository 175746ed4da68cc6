"""Accuracy of find_formulas on the annotated texts, with floors that only ever go up.

python tests/test_score_formulas.py      prints figures, misses and false finds
"""

import hashlib
import json
import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest

from gold import score
from tifaku.formulas import find_formulas

TESTS = Path(__file__).parent
GOLD = TESTS / "gold"

FLOORS = {
    "seeds": {"precision": 0.98, "recall": 0.98, "kind": 1.0},
    "dev": {"precision": 0.98, "recall": 0.98, "kind": 0.98},
    "dev2": {"precision": 0.99, "recall": 0.96, "kind": 0.99},
    "fresh": {"precision": 0.985, "recall": 0.985, "kind": 0.99},
    "articles": {"precision": 0.99, "recall": 0.99, "kind": 0.99},
}
CORE = {"seeds": (5, 61), "dev": (109, 159), "dev2": (80, 151), "fresh": (289, 305), "articles": (14, 129)}


@cache
def scored(name):
    """The figures and the misses; the scorer looks for the seeds' texts two folders above their gold."""
    folder = Path(mkdtemp())
    shutil.copytree(GOLD / name, folder / "gold" / name)
    shutil.copytree(TESTS.parent / "seeds", folder / "seeds")
    try:
        return score.run(str(folder / "gold" / name))
    finally:
        shutil.rmtree(folder)


def test_the_gold_is_the_gold_that_was_measured():
    for line in (GOLD / "SHA256SUMS").read_text("utf-8").splitlines():
        digest, name = line.split(maxsplit=1)
        path = GOLD / name.lstrip("*./")
        assert hashlib.sha256(path.read_bytes()).hexdigest() == digest, f"{name} was changed: measure again, then pin it anew"


@pytest.mark.parametrize("name", FLOORS)
def test_floors(name):
    figures, misses = scored(name)
    assert (figures["docs"], figures["core"]) == CORE[name]
    low = {figure: figures[figure] for figure, floor in FLOORS[name].items() if figures[figure] < floor}
    assert not low, "\n".join([str(low), *misses])


def test_head_nouns():
    rows = [json.loads(line) for path in sorted((GOLD / "dev").glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()]
    core = [row for row in rows if row.get("status") == "core" and row.get("numerals")]
    texts = {row["doc"]: (GOLD / "dev" / "docs" / f"{row['doc']}.txt").read_text("utf-8") for row in core}
    found = {(doc, f.surface, f.head_noun) for doc, text in texts.items() for f in find_formulas(text) if f.quoted}
    names = {name[:2] for name in found}
    quoted = [row for row in core if (row["doc"], row["surface"]) in names]
    right = sum((row["doc"], row["surface"], row.get("head_noun") or None) in found for row in quoted)
    assert len(quoted) > 100 and right / len(quoted) >= 0.86


if __name__ == "__main__":
    for gold in FLOORS:
        figures, misses = scored(gold)
        print("\n".join([*misses, gold + "  " + "  ".join(f"{name} {value}" for name, value in figures.items())]))

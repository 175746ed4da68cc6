"""Accuracy of what find_formulas says a formula stands for, on annotated texts, with floors.

    python tests/test_score_expansions.py      prints figures, wrong verdicts and wrong components
"""

import sys
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from shutil import copy, copytree
from tempfile import TemporaryDirectory

import pytest

GOLD = Path(__file__).parent / "gold"
FLOORS = {
    "seeds": {"verdict": 0.98, "components_precision": 1.0, "components_recall": 0.95, "invented": 0.0},
    "dev": {"verdict": 0.965, "components_precision": 0.97, "components_recall": 0.92, "invented": 0.0},
    "articles": {"verdict": 0.96, "components_precision": 0.965, "components_recall": 0.925, "invented": 0.0},
    "fresh": {"verdict": 0.955, "components_precision": 0.975, "components_recall": 0.945, "invented": 0.0},
}


@cache
def figures(folder):
    spec = spec_from_file_location("score", GOLD / "score.py")
    score = module_from_spec(spec)
    spec.loader.exec_module(score)
    with TemporaryDirectory() as together:  # the scorer wants texts and records in one folder
        texts = GOLD.parents[1] / "seeds" if folder == "seeds" else GOLD / folder / "docs"
        copytree(texts, Path(together) / "docs")
        for records in (GOLD / folder).glob("*.jsonl"):
            copy(records, together)
        return score.run(together)


@pytest.mark.parametrize("folder", FLOORS)
@pytest.mark.parametrize("figure", ["verdict", "components_precision", "components_recall"])
def test_floor(folder, figure):
    assert figures(folder)[0][figure] >= FLOORS[folder][figure]


@pytest.mark.parametrize("folder", FLOORS)
def test_nothing_is_invented(folder):
    assert figures(folder)[0]["invented"] <= FLOORS[folder]["invented"]


if __name__ == "__main__":
    for name in sys.argv[1:] or FLOORS:
        numbers, lines = figures(name)
        print("\n".join(line for line in lines if line.startswith(("VERDICT", "PARTS", "INVENTS"))))
        print(name, *(f"{key} {value}" for key, value in numbers.items()))

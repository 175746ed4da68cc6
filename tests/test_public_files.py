"""Files for strangers: what they say of the package is what the package says of itself, and paths they name are there."""

import re
import tomllib
from importlib import import_module
from pathlib import Path

import pytest

import tifaku

yaml = pytest.importorskip("yaml", reason="PyYAML is not installed")
ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def read(name):
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


def test_the_citation_is_of_this_version():
    citation = read("CITATION.cff")
    assert citation["cff-version"] == "1.2.0" and citation["type"] == "software" and citation["authors"]
    assert citation["version"] == PROJECT["version"] == tifaku.__version__
    assert citation["license"] == "MIT"


def test_the_workflow_asks_for_little_and_runs_on_every_supported_python():
    workflow = read(".github/workflows/ci.yml")
    matrix = workflow["jobs"]["test"]["strategy"]["matrix"]
    assert workflow["permissions"] == {"contents": "read"}
    assert f">={matrix['python'][0]}" == PROJECT["requires-python"]
    assert [system.split("-")[0] for system in matrix["os"]] == ["ubuntu", "macos", "windows"]


def test_the_workflow_pins_its_actions():
    steps = [step for job in read(".github/workflows/ci.yml")["jobs"].values() for step in job["steps"]]
    used = [step["uses"] for step in steps if "uses" in step]
    assert used and all(re.fullmatch(r"actions/[\w-]+@v\d+", action) for action in used)


def test_hooks_are_local():
    repositories = read(".pre-commit-config.yaml")["repos"]
    assert [repository["repo"] for repository in repositories] == ["local"]
    assert {hook["language"] for hook in repositories[0]["hooks"]} == {"system"}


@pytest.mark.parametrize("name", ["CONTRIBUTING.md", "lib/tifaku/data/README.md"])
def test_paths_are_there(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    paths = re.findall(r"`((?:lib|tests|scripts|corpus|formulas|figures|text)/[\w/.]+)`", text)
    assert paths and [path for path in paths if not any((base / path).exists() for base in (ROOT, ROOT / "lib/tifaku"))] == []


def test_the_walk_through_the_house_names_what_is_there():
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    steps = re.findall(r"`(tifaku(?:\.\w+)+)\.(\w+)`", text)
    assert len(steps) > 5 and [name for module, name in steps if not hasattr(import_module(module), name)] == []


def test_contributing_is_short_and_shows_the_floors():
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 130
    rooms = {path.parent.name for path in (ROOT / "lib/tifaku").glob("*/__init__.py")}
    house = text.split("## The house")[1].split("```")[1]
    assert {room for room in rooms if not re.search(rf"\b{room}\b", house)} == set()

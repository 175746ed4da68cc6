"""Every package and every data table has its licence or source written down, and packages say of themselves what is written."""

import csv
import re
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "lib/tifaku/data"
TABLE = list(csv.DictReader((DATA / "licences.tsv").open(encoding="utf-8", newline=""), delimiter="\t"))
PACKAGES = {row["name"]: row["licence"] for row in TABLE if row["kind"] != "data"}
#: What classifiers and free texts call them.
LONG_NAMES = {"PSF": "Python Software Foundation", "MPL-2.0": "Mozilla Public License"}


def declared():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = [*project["dependencies"], *(line for extra in project["optional-dependencies"].values() for line in extra)]
    return {re.match(r"[\w.-]+", line).group() for line in lines} - {"tifaku"}


def stated(name):
    about = metadata.metadata(name)
    classifiers = [line for line in about.get_all("Classifier") or [] if line.startswith("License")]
    return " ".join([about.get("License-Expression") or "", (about.get("License") or "")[:60], *classifiers]).strip()


def test_every_package_is_listed_and_no_other():
    assert set(PACKAGES) == declared()


@pytest.mark.parametrize("name", PACKAGES)
def test_the_licence_is_the_one_installed(name):
    try:
        said = stated(name)
    except metadata.PackageNotFoundError:
        pytest.skip("not installed")
    if not said:
        pytest.skip("its metadata name no licence")
    licence = PACKAGES[name]
    assert licence in said or LONG_NAMES.get(licence, licence) in said


def test_no_licence_asks_for_more_than_a_notice():
    """So that the workbook itself can be passed on under MIT."""
    mild = {"MIT", "BSD", "Apache", "PSF", "OFL", "MPL-2.0 AND MIT"}
    assert {row["licence"] for row in TABLE if row["kind"] == "package"} <= mild


@pytest.mark.parametrize("path", sorted(DATA.glob("*.tsv")), ids=lambda path: path.stem)
def test_every_table_says_where_it_comes_from(path):
    """In each row, or in the README beside it."""
    if f"`{path.name}`" in (DATA / "README.md").read_text(encoding="utf-8"):
        return
    rows = list(csv.DictReader(path.open(encoding="utf-8", newline=""), delimiter="\t", quoting=csv.QUOTE_NONE))
    assert rows and [row for row in rows if not row.get("source")] == []

"""environment.yml and pyproject.toml are two doors to the same packages."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def names(requirements):
    return {re.match(r"[A-Za-z0-9_.-]+", r).group().lower() for r in requirements}


def conda_lines():
    text = (ROOT / "environment.yml").read_text(encoding="utf-8").split("dependencies:")[1]
    lines = [(len(m[1]), m[2]) for m in re.finditer(r"^( *)- (.+)$", text, re.M)]
    outer = [line for indent, line in lines if indent == 2]
    return outer, [line for indent, line in lines if indent > 2]


def test_both_doors_name_the_same_packages():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    outer, pip = conda_lines()
    outer = [line for line in outer if line not in ("pip", "pip:")]
    assert outer[0].startswith("python=")
    assert names(outer[1:]) | names(pip[:-1]) == names(project["dependencies"])


def test_conda_pins_python_to_a_minor_and_installs_the_workbook_last():
    outer, pip = conda_lines()
    assert re.fullmatch(r"python=3\.1[1-4]", outer[0])
    assert pip[-1] == "-e ."


def test_the_library_is_not_ignored_by_git():
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    assert "lib/" not in ignored and "lib" not in ignored


def test_an_installed_library_has_its_tables_and_templates():
    library = ROOT / "lib" / "tifaku"
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    packed = {path for pattern in tools["setuptools"]["package-data"]["tifaku"] for path in library.glob(pattern)}
    files = {path for path in library.rglob("*") if path.is_file() and path.suffix not in (".py", ".pyc")}
    assert files and files <= packed

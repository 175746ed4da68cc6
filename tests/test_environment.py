"""environment.yml and pyproject.toml are two doors to the same packages."""

import os
import re
import subprocess
import sys
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
    optional = project["optional-dependencies"]
    extras = names(line for extra in ("notebooks", "scale", "files") for line in optional[extra])
    assert optional["all"] == ["tifaku[notebooks,scale,files]"]
    outer, pip = conda_lines()
    outer = [line for line in outer if line not in ("pip", "pip:")]
    assert outer[0].startswith("python=")
    assert names(outer[1:]) | names(pip[:-1]) == names(project["dependencies"]) | extras


def test_conda_pins_python_to_a_minor_and_installs_the_workbook_last():
    outer, pip = conda_lines()
    assert re.fullmatch(r"python=3\.1[1-4]", outer[0])
    assert pip[-1] == "-e .[all]"


def test_the_library_is_not_ignored_by_git():
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    assert "lib/" not in ignored and "lib" not in ignored


def test_an_installed_library_has_its_packages_tables_templates_and_notebooks():
    setup = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]
    folders = {name: ROOT / setup["package-dir"].get(name, f"lib/{name.replace('.', '/')}") for name in setup["packages"]}
    shown = {ROOT / name for name in ("docs", "notebooks", "seeds", "tests/gold/seeds")}
    assert {path.parent for path in (ROOT / "lib").rglob("__init__.py")} | shown == {*folders.values()}
    packed = {path for name, patterns in setup["package-data"].items() for one in patterns for path in folders[name].glob(one)}
    rest = {path for name, folder in folders.items() if "gold" not in name for path in folder.rglob("*") if path.is_file()}
    assert {path for path in rest if path.suffix not in (".py", ".pyc") and ".ipynb_checkpoints" not in path.parts} <= packed


def test_the_constraints_name_all_that_a_report_needs():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [line for extra in ("notebooks", "scale", "files") for line in project["optional-dependencies"][extra]]
    pinned = (ROOT / "constraints.txt").read_text(encoding="utf-8").replace("_", "-").splitlines()
    assert names([*project["dependencies"], *extras]) <= names(pinned)


def test_the_command_has_a_help_with_an_example_for_each_verb():
    def said(*words):
        env = os.environ | {"PYTHONPATH": str(ROOT / "lib"), "COLUMNS": "300"}
        return subprocess.run([sys.executable, "-m", "tifaku", *words], capture_output=True, text=True, env=env)

    assert said("--help").returncode == said().returncode == 0 and said("reprot").returncode == 2
    verbs = re.findall(r"^  (\w+) ", said("--help").stdout, re.M)
    assert len(verbs) >= 3 and said("--help").stdout.count("example: tifaku") == len(verbs)
    assert "example: tifaku report" in said("report", "--help").stdout
    assert "example: tifaku scale" in said("scale", "--help").stdout


def test_the_core_finds_formulas_without_pandas():
    code = "import sys, tifaku; tifaku.find_formulas('打好“绿色、生态、有机”三张牌')"  # 'play the three cards'
    code += "; print({'pandas', 'numpy', 'jieba'} & {*sys.modules})"
    env = os.environ | {"PYTHONPATH": str(ROOT / "lib")}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=env)
    assert done.stdout.strip() == "set()", done.stderr

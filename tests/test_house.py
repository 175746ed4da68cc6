"""The house: each room uses only what stands on its own floor or below, no two modules need each other, and names are single."""

import ast
import sys
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import tifaku

LIB = Path(__file__).resolve().parents[1] / "lib"
#: From the ground up; rooms of one line know nothing of each other.
FLOORS = [
    {"text"},
    {"programs"},
    {"repair", "layout", "metadata"},
    {"corpus"},
    {"datasets", "formulas"},
    {"slogans"},
    {"decisions"},
    {"study"},
    {"tokens", "gazetteer", "models"},
    {"tables"},
    {"figures"},
    {"notebook"},
    {"report", "scale"},
    {"__main__"},
]
#: Rooms of one floor that may use each other in one direction; the circles are looked for file by file.
NEIGHBOURS = {("repair", "layout"), ("metadata", "layout"), ("corpus", "corpus")}


def _names():
    return {path: ".".join(path.relative_to(LIB).with_suffix("").parts).removesuffix(".__init__") for path in LIB.rglob("*.py")}


def _targets(node, modules):
    """The modules of ours that an import needs."""
    if isinstance(node, ast.Import):
        return {alias.name for alias in node.names} & modules
    whole = (f"{node.module}.{alias.name}" for alias in node.names)
    return {name if name in modules else node.module for name in whole} & modules


@cache
def imports():
    """For each module the modules of ours that it imports anywhere, in functions too; but not for type checkers alone."""
    names = _names()
    modules, found = {*names.values()} - {"tifaku"}, {}
    for path, name in names.items():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        typing = [n for n in ast.walk(tree) if isinstance(n, ast.If) and "TYPE_CHECKING" in ast.unparse(n.test)]
        passed = {id(inner) for outer in typing for inner in ast.walk(outer)}
        nodes = [n for n in ast.walk(tree) if isinstance(n, (ast.Import, ast.ImportFrom)) and id(n) not in passed]
        found[name] = set().union(*(_targets(n, modules) for n in nodes)) - {name}
    return {name: used for name, used in found.items() if name != "tifaku"}


def room(module):
    return module.split(".")[1]


def test_no_module_needs_itself_in_a_circle():
    try:
        TopologicalSorter(imports()).prepare()
    except CycleError as error:
        pytest.fail(" → ".join(error.args[1]))


def test_every_room_has_its_floor():
    assert {room(module) for module in imports()} == set().union(*FLOORS)


@pytest.mark.parametrize("module", sorted(imports()))
def test_nothing_is_taken_from_a_higher_floor(module):
    height = {name: number for number, floor in enumerate(FLOORS) for name in floor}
    own = room(module)
    above = {used for used in imports()[module] if height[room(used)] > height[own]}
    beside = {used for used in imports()[module] if height[room(used)] == height[own] and room(used) != own}
    assert not above and not {used for used in beside if (own, room(used)) not in NEIGHBOURS}


def test_no_module_and_function_share_a_name():
    modules = {*_names().values()}
    for module in sorted(modules):
        __import__(module) if not module.endswith("__main__") else None
    for module in sorted(modules):
        parent, _, name = module.rpartition(".")
        if parent and module in sys.modules:
            assert getattr(sys.modules[parent], name, sys.modules[module]) is sys.modules[module], module


def test_every_public_name_is_there():
    assert all(getattr(tifaku, name) is not None for name in tifaku.__all__)

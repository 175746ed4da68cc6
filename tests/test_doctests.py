"""The examples in docstrings are true: every module of the library is run as a doctest."""

import doctest
import pkgutil
from importlib import import_module

import pytest

import tifaku

MODULES = sorted(m.name for m in pkgutil.walk_packages(tifaku.__path__, "tifaku.") if not m.name.endswith("__main__"))


@pytest.mark.parametrize("name", MODULES)
def test_examples_in(name, monkeypatch):
    from conftest import ROOT

    monkeypatch.chdir(ROOT)
    module = import_module(name)
    result = doctest.testmod(module, extraglobs={"tifaku": tifaku}, optionflags=doctest.NORMALIZE_WHITESPACE)
    assert result.failed == 0

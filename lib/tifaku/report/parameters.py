"""Parameters of a report's notebooks: which there are, and whether those that are given can be used."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from types import MappingProxyType
from typing import Callable, Mapping

#: Words in the name of a parameter whose value nobody else should read.
SECRETS = frozenset({"password", "passwd", "passphrase", "secret", "token", "key", "apikey", "credentials"})


def known_parameters(path: Path) -> dict[str, object]:
    """The notebook's parameters and their defaults, as written in its one cell tagged `parameters`."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    (own,) = ["".join(cell["source"]) for cell in cells if "parameters" in cell["metadata"].get("tags", ())]
    set_there = (line for line in ast.parse(own).body if isinstance(line, ast.Assign))
    return {name.id: ast.literal_eval(line.value) for line in set_there for name in line.targets if isinstance(name, ast.Name)}


def check_parameters(
    given: Mapping[str, object], paths: list[Path], corpus: Mapping[str, object] = MappingProxyType({})
) -> dict[Path, dict[str, object]]:
    """For each notebook those of the given parameters that it has, and the corpus's own; ValueError for one that can't be used.

    That is a name that no notebook has, a value of another kind than the default, and one beyond its range. A report shows its
    parameters and is made to be passed on: one named like a secret is refused, not hidden.
    """
    secret = [name for name in given if SECRETS & set(name.lower().split("_"))]
    if secret:
        raise ValueError(f"A report shows its parameters, so {', '.join(secret)} can't be one; let the notebook read a file.")
    if "corpus_dir" in given:
        raise ValueError("the folder of articles is no parameter here: give it as tifaku report FOLDER")
    known = {path: known_parameters(path) for path in paths}
    everything = sorted({name for names in known.values() for name in names})
    unknown = [name for name in given if name not in everything]
    if unknown:
        raise ValueError(f"No notebook has a parameter {', '.join(unknown)}. Known: {', '.join(everything)}.")
    for name, value in given.items():
        wanted = {_WANTED.get(name) or _kind(names[name]) for names in known.values() if name in names}
        if wrong := [one for one in wanted if not _KINDS[one](value)]:
            raise ValueError(f"the parameter {name} is {value!r}: give it {wrong[0]}")
    return {path: {k: v for k, v in {**corpus, **given}.items() if k in known[path]} for path in paths}


def _is_words(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(word, str) and word for word in value)


#: What a parameter may be, in words, and whether a value is that.
_KINDS: dict[str, Callable[[object], bool]] = {
    "jieba or rjieba": lambda value: value in ("jieba", "rjieba"),
    "a whole number of 1 or more": lambda value: isinstance(value, int) and not isinstance(value, bool) and value >= 1,
    "True or False": lambda value: isinstance(value, bool),
    "a list of strings, as \"['党建', '发展']\"": _is_words,
    "a list of strings, as \"['党建', '发展']\", or None": lambda value: value is None or _is_words(value),
    "a string, a number as \"'2021'\"": lambda value: isinstance(value, str) and bool(value),
}
_CHOICE, _NUMBER, _SWITCH, _WORDS, _PERHAPS, _TEXT = _KINDS
_WANTED = {"segmenter": _CHOICE}


def _kind(default: object) -> str:
    """What a parameter must be whose default is this."""
    return {bool: _SWITCH, int: _NUMBER, list: _WORDS, type(None): _PERHAPS}.get(type(default), _TEXT)

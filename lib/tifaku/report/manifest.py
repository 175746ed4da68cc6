"""The manifest: what a report was made from, so that anyone can make it again."""

from __future__ import annotations

import hashlib
import os
import platform
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Mapping

import tifaku
from tifaku.corpus.files import leads_inside
from tifaku.corpus.folders import tables_beside
from tifaku.datasets import DATASET
from tifaku.text.findings import Findings

#: The packages that numbers and pictures depend on.
PACKAGES = ("jieba", "rjieba", "opencc", "pypinyin", "pandas", "scipy", "matplotlib", "wordcloud", "pylopdf-fonts-zh-cn")


@dataclass(frozen=True)
class Manifest:
    """Corpus name, parameters, versions, and sha256 of every input file, data table and font."""

    corpus: str
    parameters: Mapping[str, object]
    versions: Mapping[str, str]
    inputs: Mapping[str, str]
    data: Mapping[str, str]
    fonts: Mapping[str, str]


def make_manifest(corpus: Path, parameters: Mapping[str, object]) -> Manifest:
    """The manifest of a report on that folder, as things stand now."""
    data = Path(tifaku.__file__).parent / "data"
    return Manifest(corpus.name, dict(parameters), versions(), hashes(corpus), hashes(data), fonts())


def versions() -> dict[str, str]:
    """The versions, by name, of this library, Python, and every package that numbers or pictures depend on."""
    found = {"tifaku": tifaku.__version__, "python": platform.python_version()}
    for name in PACKAGES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            found[name] = "not installed"
    return found


def fonts() -> dict[str, str]:
    """The sha256 of each font file that pictures and pages are drawn with, by the font's name and version."""
    from fontTools.ttLib import TTFont

    from tifaku.figures.fonts import font_files
    from tifaku.report.fonts import page_font

    names = ((path, TTFont(path, lazy=True)["name"]) for path in (*font_files(), page_font()))
    return {f"{name.getDebugName(4)}, {name.getDebugName(5).partition(';')[0]}": _sha256(path) for path, name in names}


def hashes(folder: Path) -> dict[str, str]:
    """The sha256 of every ordinary file in the folder, by relative path, or of the file; 'unreadable' where it can't be read.

    Hidden files and links that lead out of the folder are no part of a corpus, so nothing is told of them.
    Of a dataset only its list of partitions is hashed, since their names are digests of what they were made from.
    """
    listing = folder / DATASET
    below = [listing] if os.path.isfile(listing) else sorted(folder.rglob("*"))
    if folder.is_file():  # a table, with what the user has written about it beside it
        below, folder = [folder, *tables_beside(folder)], folder.parent
    files = {p.relative_to(folder): p for p in below if os.path.isfile(p) and leads_inside(p, folder)}
    return {name.as_posix(): _sha256(p) for name, p in files.items() if not any(map(_is_passed_over, name.parts))}


def _is_passed_over(name: str) -> bool:
    return name.startswith(".") or name == "__pycache__"


def decided_in(out: Path, found: Findings) -> dict[str, str]:
    """The sha256 of each decisions file in the results folder that was obeyed, by its name: an input as much as the articles."""
    files = dict.fromkeys(outcome.file for outcome in found.outcomes if outcome.file.startswith("OUT/"))
    return {file: _sha256(out / file.removeprefix("OUT/")) for file in files}


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return "unreadable"

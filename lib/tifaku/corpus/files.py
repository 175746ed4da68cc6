"""Files: where folders are found and results go, and how a file is written whole or not at all."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]
#: The checkout of the workbook, with lib/ and notebooks/; None where the library was installed from a wheel.
ROOT = _PACKAGE.parents[1] if (_PACKAGE.parents[1] / "notebooks").is_dir() and _PACKAGE.parent.name == "lib" else None
#: The folder that holds notebooks/ and seeds/: the checkout, or what a wheel brings along.
WORKBOOK = ROOT or _PACKAGE / "report"

#: The folders that a report or a dataset fills in the folder for its results.
ROOMS = ("articles", "figures", "html", "notebooks", "package", "tables", "tokens", "whole")
#: Larger files are archives, not articles. 100 MB on one line are read within 0.8 GB of memory.
MOST_BYTES = 128_000_000

#: Errors which say that the disk is full, or the user's share of it, or that a file may not be that large.
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def find_folder(name: str | Path) -> Path:
    """The folder of that name: as it stands, else below the workbook's own folder.

    A relative name is first taken from the working directory (papermill's is the caller's, Lab's the notebook's).
    Raises FileNotFoundError that says where it looked.
    """
    found = find_corpus(name)
    if found.is_file():
        raise NotADirectoryError(f"{name!s} is a file; give the folder that holds your articles.")
    return found


def find_corpus(name: str | Path) -> Path:
    """The folder or the file of that name, looked for as `find_folder` does; FileNotFoundError says where."""
    places = [Path(name), WORKBOOK / name]
    found = next((place for place in places if place.is_dir()), None) or next((p for p in places if p.is_file()), None)
    if found is None:
        raise FileNotFoundError(
            f"No folder or file {name!s}: looked in the working directory and in the workbook's own folder. "
            "Give the folder that holds your articles, or the file, by its full path if it is elsewhere."
        )
    return found


def stated_roles() -> dict[str, str]:
    """The columns of a table that the user names, as role: column: $TIFAKU_COLUMNS, which `tifaku report --text NAME` sets."""
    found = json.loads(os.environ.get("TIFAKU_COLUMNS") or "{}")
    return {str(role): str(column) for role, column in found.items()}


def state_roles(roles: Mapping[str, str | None]) -> None:
    """Let this process, and those that it starts, take the columns of these roles; without any, columns go by their names."""
    given = {role: column for role, column in roles.items() if column}
    if given:
        os.environ["TIFAKU_COLUMNS"] = json.dumps(given)


def apart(out: Path, corpus: Path) -> Path:
    """The folder for results, resolved; ValueError where it is a file, or where results would lie among or over the articles.

    Articles in a folder that OUT itself fills (OUT/html and so on) would be replaced by its next run.
    """
    out, corpus = Path(out).resolve(), Path(corpus).resolve()
    for place in (out, *out.parents):
        if place.exists() and not place.is_dir():
            raise ValueError(f"{place} is a file: give a folder for the results")
    if corpus == out or corpus in out.parents:
        raise ValueError(f"{out} lies in the folder of the articles, so results would be read as articles: give one beside it")
    if out in corpus.parents and corpus.relative_to(out).parts[0] in ROOMS:
        raise ValueError(f"{corpus} lies where results in {out} would be written: give another folder for the results")
    return out


def results_of(corpus: str) -> Path:
    """Where the results on a corpus of that name go: $TIFAKU_OUT, which `tifaku report --out` sets, else build/NAME."""
    return Path(os.environ.get("TIFAKU_OUT") or (ROOT or Path()) / "build" / corpus)


def out_folder(corpus: str = "") -> Path:
    """`results_of` the corpus (of none: build/ of the workbook), made if missing."""
    folder = results_of(corpus)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def texts_withheld() -> bool:
    """Whether articles are under copyright, so that only short passages may be shown: $TIFAKU_TEXTS is no (-p texts no)."""
    return os.environ.get("TIFAKU_TEXTS") == "no"


def next_shown() -> Path | None:
    """Where the next table or figure that a notebook shows is kept, without an ending: below $TIFAKU_SHOWN, if that is set.

    `tifaku report --zip` sets it, so that what is packed is what the pages show, and in their order.
    """
    folder = os.environ.get("TIFAKU_SHOWN")
    if not folder:
        return None
    Path(folder).mkdir(parents=True, exist_ok=True)
    return Path(folder) / f"{len({path.stem for path in Path(folder).iterdir()}) + 1:03}"


def leads_inside(path: Path, folder: Path) -> bool:
    """Whether a file lies in the folder, links followed: a corpus from elsewhere must not draw in private files."""
    try:
        return path.resolve(strict=True).is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # RuntimeError: a loop of links, before Python 3.13
        return False


def own_table(folder: Path, name: str) -> Path | None:
    """The workbook's own table of that name beside the articles, such as sources.tsv; None where there is none that may be read.

    A pipe would be waited for, a device read without end, and a link out of the folder would draw in a private file;
    `articles_under` lists these as problems.
    """
    path = folder / name
    return path if path.is_file() and leads_inside(path, folder) else None


class Unreadable(Exception):
    """A file can't be read as an article: why, and the next step."""

    def __init__(self, reason: str, what_to_do: str):
        super().__init__(f"{reason}: {what_to_do}")
        self.reason, self.what_to_do = reason, what_to_do


class NoRoom(OSError):
    """There is no room for a file; the message names it and the next step."""

    def __str__(self) -> str:
        return self.strerror or ""


@contextmanager
def room_for(path: str | Path) -> Iterator[None]:
    """Turns the error of a full disk into NoRoom, which names the file; other errors pass unchanged."""
    try:
        yield
    except OSError as error:
        if error.errno not in _NO_ROOM or isinstance(error, NoRoom):
            raise
        advice = "free some and run again: earlier files are as they were"
        raise NoRoom(error.errno, f"no room for {Path(path).name} ({os.strerror(error.errno)}); {advice}") from None


@contextmanager
def whole(path: str | Path) -> Iterator[Path]:
    """A path to write to beside the given one, whose place the written file takes at the end; it goes where writing fails.

    The folder is made if missing. Raises NoRoom where the disk is full. The name of the part is always the same, so that
    one left by a killed run is written over.
    """
    path = Path(path)
    part = path.with_name(f".{path.name}.part")
    try:
        with room_for(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            yield part
            os.replace(part, path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise

"""Archives: the files of a .zip, unpacked into a folder of their own, within bounds and under names that lead nowhere else."""

from __future__ import annotations

import os
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from tifaku.corpus.files import Unreadable
from tifaku.text.corpora import Problem

#: What an archive may unpack to, and how many files it may hold.
MOST_UNPACKED, MOST_FILES = 500_000_000, 20_000
_LONGEST_NAME = 200  # bytes of a part of a path
_LEAVINGS = ("__MACOSX",)


def unpack(path: Path, folder: Path) -> list[Problem]:
    """Unpack an archive into a folder; a problem for each file that was left out. Unreadable for a broken or too large one."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = [part for part in archive.infolist() if not part.is_dir()]
            size = sum(part.file_size for part in parts)
            if size > MOST_UNPACKED or len(parts) > MOST_FILES:
                raise Unreadable(f"would unpack to {size:,} bytes in {len(parts):,} files", "unpack what you need of it")
            return list(_unpacked(archive, parts, folder))
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError) as error:
        raise Unreadable(f"is no sound archive ({type(error).__name__})", "pack it again, or unpack it into the folder") from None


def _unpacked(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo], folder: Path) -> Iterator[Problem]:
    for part in parts:
        name = _name(part)
        inside = PurePosixPath(name.replace("\\", "/"))
        if inside.parts and inside.parts[0] in _LEAVINGS:
            continue
        if wrong := _what_is_wrong(part, inside):
            yield Problem(name, wrong, "unpack it into the folder yourself, if it is an article")
            continue
        target = folder.joinpath(*inside.parts)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(part) as source, target.open("wb") as file:
                shutil.copyfileobj(source, file)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
            target.unlink(missing_ok=True)
            yield Problem(name, f"could not be unpacked ({type(error).__name__})", "pack it again, or unpack it yourself")


def _what_is_wrong(part: zipfile.ZipInfo, inside: PurePosixPath) -> str:
    if part.flag_bits & 1:
        return "is locked by a password"
    if inside.suffix.lower() == ".zip":
        return "is an archive in an archive"
    odd = any(piece in ("..", "/") or "\0" in piece or len(os.fsencode(piece)) > _LONGEST_NAME for piece in inside.parts)
    return "has a name that leads out of the archive, or is no name" if odd or not inside.parts else ""


def _name(part: zipfile.ZipInfo) -> str:
    """The name of a file; one that is not marked as UTF-8 was mostly written by a Chinese Windows in GBK."""
    if part.flag_bits & 0x800:
        return part.filename
    data = part.filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return part.filename

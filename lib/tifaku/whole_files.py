"""Whole files: what is written is there entirely or not at all, whenever the program is stopped or the disk is full."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

#: The disk is full, the user's share of it is, or a file may not be that large.
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class NoRoom(OSError):
    """There is no room for a file; the message names it and the next step."""

    def __str__(self) -> str:
        return self.strerror


@contextmanager
def room_for(path: str | Path) -> Iterator[None]:
    """Raises NoRoom that names the file, where writing it fails because the disk is full; any other error as it is."""
    try:
        yield
    except OSError as error:
        if error.errno not in _NO_ROOM or isinstance(error, NoRoom):
            raise
        advice = "free some and run again: earlier files are as they were"
        raise NoRoom(error.errno, f"no room for {Path(path).name} ({os.strerror(error.errno)}); {advice}") from None


@contextmanager
def whole(path: str | Path) -> Iterator[Path]:
    """A path beside the given one to write to; it takes its place at the end, and vanishes where writing fails.

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

"""Whole files: what is written is there entirely or not at all, whenever the program is stopped or the disk is full."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def whole(path: str | Path) -> Iterator[Path]:
    """A path beside the given one to write to; it takes its place at the end, and vanishes where writing fails.

    The folder is made if missing. The name of the part is always the same, so that one left by a killed run is written over.
    """
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    try:
        yield part
        os.replace(part, path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise

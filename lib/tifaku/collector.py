"""Collector: Python's search for garbage in cycles, which can wait while one document is worked on."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import Iterator


@contextmanager
def paused() -> Iterator[None]:
    """No search for cycles meanwhile. Whatever lives when it begins is looked at, the libraries loaded too, and the thousands of
    small objects that come and go with the findings of one text, none of them in a cycle, would start it again and again."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()

"""Sharing: many files written by several processes side by side, where the system can fork them."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Callable, Iterable, Sequence
from time import monotonic, sleep
from typing import TypeVar

#: Elsewhere there is no fork, or (macOS) the system's own libraries do not survive one.
FORKS = sys.platform == "linux"
#: Fewer items are done by one process; more than so many processes would wait for the disk and copy its memory.
MANY, MOST = 20, 4
#: Seconds that forks are waited for at the least, once this process has done its own items.
PATIENCE = 120.0
Item = TypeVar("Item")


def share(items: Sequence[Item], do: Callable[[Item], None]) -> None:
    """Do something with every item, each once: alone, or where they are many, with a fork of this process for each processor.

    `do` writes a file and changes nothing that this process needs. What a fork could not do is done here again, so that its
    error is raised here. Forks end when this process does. RuntimeError where one takes ten times as long as this process, and
    more than `PATIENCE` seconds.
    """
    n = min(len(os.sched_getaffinity(0)), MOST) if FORKS and len(items) >= MANY else 1
    forks = {_fork(items[k::n], do): items[k::n] for k in range(1, n)}
    undone: list[Item] = []
    began = monotonic()
    try:
        for item in items[::n]:
            do(item)
        until = monotonic() + max(PATIENCE, 10 * (monotonic() - began))
        for pid in list(forks):
            failed = _status(pid, until)
            own = forks.pop(pid)
            undone += own if failed else []
    finally:
        for pid in forks:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
    for item in undone:
        do(item)


def _status(pid: int, until: float) -> int:
    """How a fork has ended, 0 if nothing failed; RuntimeError if it has not by then."""
    while not (ended := os.waitpid(pid, os.WNOHANG))[0]:
        if monotonic() > until:
            raise RuntimeError("the pages are not getting written: look whether the disk answers, and run the report again")
        sleep(0.01)
    return ended[1]


def _fork(items: Iterable[Item], do: Callable[[Item], None]) -> int:
    """The process id of a new fork that does something with each item and ends, with status 0 if nothing failed."""
    parent = os.getpid()
    gc.freeze()  # or the fork would copy the memory by looking through it
    pid = os.fork()
    if pid:
        gc.unfreeze()
        return pid
    try:
        for item in items:
            if os.getppid() != parent:
                break
            do(item)
        os._exit(0)
    finally:
        os._exit(1)

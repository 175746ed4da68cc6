"""Sharing: many files written by several processes side by side, where the system can fork them."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

#: Elsewhere there is no fork, or (macOS) the system's own libraries do not survive one.
FORKS = sys.platform == "linux"
#: Fewer items are done by one process; more than so many processes would wait for the disk and copy its memory.
MANY, MOST = 20, 4
Item = TypeVar("Item")


def share(items: Sequence[Item], do: Callable[[Item], None]) -> None:
    """Do something with every item, each once: alone, or where they are many, with a fork of this process for each processor.

    `do` writes a file and changes nothing that this process needs. What a fork could not do is done here again, so that its
    error is raised here. Forks end when this process does.
    """
    n = min(len(os.sched_getaffinity(0)), MOST) if FORKS and len(items) >= MANY else 1
    forks = {_fork(items[k::n], do): items[k::n] for k in range(1, n)}
    try:
        for item in items[::n]:
            do(item)
    except BaseException:
        for pid in forks:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
        raise
    for item in [item for pid, own in forks.items() if os.waitpid(pid, 0)[1] for item in own]:
        do(item)


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

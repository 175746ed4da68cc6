"""Pairs: two works measured in turns in one run, so that what else the machine does falls on both."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from typing import Callable, NamedTuple

ROOT = Path(__file__).resolve().parents[2]
#: The environment of commands: warm, so that what was compiled is kept.
WARM = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | {
    "PYTHONPATH": str(ROOT / "lib")
}


class Row(NamedTuple):
    """One line of the table: what was measured, against what, how many times, and what it should be."""

    work: str
    against: str
    times: float
    bar: str

    @property
    def holds(self) -> bool:
        sign, value = self.bar.split()
        return self.times >= float(value) if sign == "≥" else self.times <= float(value)

    @property
    def shown(self) -> str:
        """The row in Markdown."""
        if self.times != self.times:
            return f"| {self.work} | {self.against} | | {self.bar} | not measured |"
        return f"| {self.work} | {self.against} | {self.times:.2f} | {self.bar} | {'' if self.holds else 'not reached'} |"


def cpu(work: Callable) -> float:
    """CPU seconds of this process, which other work on the machine disturbs less than the clock."""
    gc.collect()
    began = time.process_time()
    work()
    return time.process_time() - began


def faster(ours: Callable, theirs: Callable, runs: int) -> float:
    """How many times as fast as theirs ours is: the median over the runs, each of both."""
    return median(cpu(theirs) / cpu(ours) for _ in range(runs))


def clock(*arguments: object) -> float:
    """Seconds that Python takes with these arguments, its start included."""
    began = time.perf_counter()
    subprocess.run([sys.executable, *map(str, arguments)], cwd=ROOT, env=WARM, check=True, capture_output=True)
    return time.perf_counter() - began


class Spent(NamedTuple):
    """Seconds on the clock, CPU seconds and the peak of memory in megabytes, of a command and its children."""

    clock: float
    cpu: float
    megabytes: float


def spent(*command: object) -> Spent:
    """What a command of this library costs; memory is asked for five times a second and shared pages count once."""
    import psutil

    began, before = time.perf_counter(), os.times()
    run = subprocess.Popen(
        [sys.executable, "-m", *map(str, command)], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        env={**WARM, "TQDM_DISABLE": "1"},
    )  # fmt: skip
    peak = 0.0
    while run.poll() is None:
        peak = max(peak, memory(psutil.Process(run.pid)))
        time.sleep(0.2)
    if run.returncode:
        sys.exit(f"{' '.join(map(str, command))}: {run.stderr.read().decode()[-2000:]}")
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return Spent(time.perf_counter() - began, used, peak)


def memory(process) -> float:
    import psutil

    total = 0
    for each in [process, *process.children(recursive=True)]:
        try:
            total += each.memory_full_info().pss
        except (psutil.NoSuchProcess, psutil.AccessDenied, AttributeError):
            pass
    return total / 1e6

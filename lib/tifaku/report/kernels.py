"""Kernels: the notebooks' kernels are forked from one process that has loaded, once, what all of them need."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING, Callable, Iterator

if TYPE_CHECKING:
    from jupyter_client import AsyncKernelManager

#: What a kernel is started with, so that the same inputs give the same bytes.
KERNEL_ENV = {"PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": "0", "PYDEVD_DISABLE_FILE_VALIDATION": "1", "TQDM_DISABLE": "1"}
#: Sockets in a private folder where the system has them: no port that another user could reach.
IPC = sys.platform != "win32"
#: Elsewhere there is no fork, or (macOS) the system's own libraries do not survive one.
FORKS = sys.platform == "linux"


@contextmanager
def ready_kernels() -> Iterator[Callable[[Path], AsyncKernelManager]]:
    """Gives the function that makes the manager of a kernel, not started yet, whose sockets are in the folder it is given.

    The process to fork from gets ready while the caller does other things. Where there is none, or where it has ended,
    kernels start as Jupyter starts them.
    """
    os.environ["JUPYTER_PREFER_ENV_PATH"] = "1"  # a user-level kernel of the same name would silently run another Python
    if not FORKS:
        yield _manager
        return
    command = [sys.executable, "-P", "-m", "tifaku.report.rehearsal"]
    env, pipe = os.environ | KERNEL_ENV, subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, bufsize=0, env=env) as forks:  # buffered, closing it can fail
        yield lambda sockets: _forked(_manager(sockets), forks)


def _manager(sockets: Path) -> AsyncKernelManager:
    from jupyter_client import AsyncKernelManager

    reached_by = {"transport": "ipc", "ip": str(sockets)} if IPC else {}
    return AsyncKernelManager(kernel_name="python3", **reached_by)


def _forked(manager: AsyncKernelManager, forks: subprocess.Popen) -> AsyncKernelManager:
    from jupyter_client.provisioning import LocalProvisioner

    class Forked(LocalProvisioner):
        async def launch_kernel(self, cmd, **options):
            pid = _fork(forks, manager.connection_file, str(options.get("cwd") or Path.cwd()), options["env"])
            if not pid:
                return await super().launch_kernel(cmd, **options)
            self.process, self.pid = Fork(int(pid)), int(pid)
            return self.connection_info

    manager.provisioner = Forked(parent=manager, kernel_spec=manager.kernel_spec)
    return manager


def _fork(forks: subprocess.Popen, *kernel: object) -> str:
    """The process id of a new kernel; empty where the process to fork from has ended."""
    assert forks.stdin and forks.stdout
    try:
        forks.stdin.write(json.dumps(kernel).encode() + b"\n")
    except BrokenPipeError:
        return ""
    return forks.stdout.readline().decode().strip()


@dataclass(frozen=True)
class Fork:
    """A process that is no child of this one, with what LocalProvisioner asks of a subprocess.Popen."""

    pid: int
    stdin = stdout = stderr = None

    def poll(self) -> int | None:
        """None while it runs; how it ended only its parent is told."""
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return 0
        return None

    def wait(self) -> int:
        while self.poll() is None:
            sleep(0.01)
        return 0

    def send_signal(self, number: int) -> None:
        os.kill(self.pid, number)

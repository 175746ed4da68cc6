"""Kernels: each is forked from one process, itself a fork of the report, that has loaded what every notebook needs.

So the articles are read and searched once, and nothing has to be written down for the kernels.
"""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING, Callable, Iterator, cast

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

    Kernels are forked from a fork of this process, so they have what it has loaded, read and found; it gets ready while the
    caller does other things. Where there is none, or where it has ended, kernels start as Jupyter starts them.
    """
    os.environ["JUPYTER_PREFER_ENV_PATH"] = "1"  # a user-level kernel of the same name would silently run another Python
    if not FORKS:
        yield _manager
        return
    context = get_context("fork")
    ours, theirs = context.Pipe()
    gc.freeze()  # what was read stays, here and in all kernels, and need not be looked through for rubbish again
    forks = context.Process(target=serve, args=(theirs, ours))
    forks.start()
    theirs.close()
    try:
        yield lambda sockets: _forked(_manager(sockets), ours)
    finally:
        ours.close()
        forks.join()


def _manager(sockets: Path) -> AsyncKernelManager:
    from jupyter_client import AsyncKernelManager

    reached_by = {"transport": "ipc", "ip": str(sockets)} if IPC else {}
    return AsyncKernelManager(kernel_name="python3", **reached_by)


def _forked(manager: AsyncKernelManager, forks: Connection) -> AsyncKernelManager:
    from jupyter_client.provisioning import LocalProvisioner

    class Forked(LocalProvisioner):
        async def launch_kernel(self, cmd, **options):
            pid = _fork(forks, manager.connection_file, str(options.get("cwd") or Path.cwd()), options["env"])
            if not pid:
                return await super().launch_kernel(cmd, **options)
            self.process, self.pid = cast(subprocess.Popen, Fork(pid)), pid
            return self.connection_info

    manager.provisioner = Forked(parent=manager, kernel_spec=manager.kernel_spec)
    return manager


def _fork(forks: Connection, *kernel: object) -> int:
    """The process id of a new kernel; 0 where the process to fork from has ended."""
    try:
        forks.send(kernel)
        return forks.recv()
    except (EOFError, OSError):
        return 0


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
        with suppress(ProcessLookupError):  # it has ended by itself, or the system has ended it for want of memory
            os.kill(self.pid, number)


#: 'uphold Party building as the lead', with a name that no font of Latin letters has.
_SENTENCE = "坚持党建引领。"


def serve(asked: Connection, others: Connection) -> None:
    """For each (connection file, folder, environment) that is asked for, a kernel, whose process id is sent back."""
    others.close()  # else nobody would notice that the report has ended
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the report, which ends its kernels
    os.environ |= KERNEL_ENV
    gc.disable()
    try:
        rehearse()
    except Exception:  # noqa: BLE001  kernels will start by themselves, and say in their own pages what they lack
        os._exit(1)
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for a kernel that has ended
    with suppress(EOFError):
        while True:
            kernel = asked.recv()
            pid = os.fork()
            if not pid:
                asked.close()
                run_kernel(*kernel)
            asked.send(pid)
    os._exit(0)  # nothing is left to be written, and taking down what was loaded takes time


def rehearse() -> None:
    """Load what the notebooks need and the report itself does not: the segmenter's dictionary, what draws figures."""
    import ipykernel.kernelapp  # noqa: F401
    import matplotlib

    import tifaku
    from tifaku import diffusion, figures, keyness, readings, show  # noqa: F401

    matplotlib.use("module://matplotlib_inline.backend_inline")  # where a notebook of the user's draws with pyplot
    tokens = tifaku.tokenize(tifaku.read_text(_SENTENCE), "rjieba")
    figures.plot_terms(tifaku.term_frequency(tokens)).png()


def run_kernel(connection_file: str, folder: str, environment: dict[str, str]) -> None:
    """Run a kernel in this process, which has just been forked, until it is told to stop; never returns."""
    from ipykernel.kernelapp import launch_new_instance

    gc.enable()
    os.setsid()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.dup2(2, 1)
    os.environ.clear()
    os.environ.update(environment)
    try:
        os.chdir(folder)
        launch_new_instance(argv=["-f", connection_file, f"--IPKernelApp.parent_handle={os.getppid()}"])
    finally:
        os._exit(0)  # what the report itself would tidy up is not the kernel's

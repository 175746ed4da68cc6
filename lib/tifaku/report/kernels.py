"""Kernels: one process loads, once, what every notebook needs, and a kernel is forked from it for each notebook.

Measured with two cores, a report of five articles takes a fifth longer where each kernel starts by itself.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import subprocess
import sys
from contextlib import contextmanager, suppress
from dataclasses import dataclass
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

    The process to fork from gets ready while the caller does other things. Where there is none, or where it has ended,
    kernels start as Jupyter starts them.
    """
    os.environ["JUPYTER_PREFER_ENV_PATH"] = "1"  # a user-level kernel of the same name would silently run another Python
    if not FORKS:
        yield _manager
        return
    deaf = "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)"  # Ctrl+C is for the report, which ends its kernels
    command = [sys.executable, "-P", "-c", f"{deaf}; from tifaku.report.kernels import main; main()"]
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
            self.process, self.pid = cast(subprocess.Popen, Fork(int(pid))), int(pid)
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
        with suppress(ProcessLookupError):  # it has ended by itself, or the system has ended it for want of memory
            os.kill(self.pid, number)


#: 'uphold Party building as the lead, carry out the working method of “four grasps, four degrees”', damaged as articles are.
_SENTENCE = "坚持黨(dǎng)建引領,\n推行“四抓四度”工作法:抓学习提高度、抓作风强力度。"


def main() -> None:
    """For each line [connection file, folder, environment] a kernel, whose process id is printed."""
    os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"  # read when matplotlib is loaded, which is now
    gc.disable()
    try:
        rehearse()
    except Exception:  # noqa: BLE001  kernels will start by themselves, and say in their own pages what they lack
        sys.exit(1)
    gc.freeze()  # what is loaded now stays in all kernels, and need not be looked through again
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for a kernel that has ended
    for line in sys.stdin:
        pid = os.fork()
        if not pid:
            return run_kernel(*json.loads(line))
        print(pid, flush=True)
    os._exit(0)  # nothing is left to be written, and taking down what was loaded takes time


def rehearse() -> None:
    """Load what the notebooks need: modules, tables of data, the segmenter's dictionary."""
    import ipykernel.kernelapp  # noqa: F401
    import matplotlib_inline.backend_inline  # noqa: F401

    import tifaku
    from tifaku import diffusion, figures, keyness, readings, show  # noqa: F401

    doc = tifaku.read_text(_SENTENCE)
    tifaku.formulas_table([doc])
    tifaku.slogans_table([doc])
    tifaku.tokenize(doc)


def run_kernel(connection_file: str, folder: str, environment: dict[str, str]) -> None:
    """Run a kernel in this process, which has just been forked, until it is told to stop."""
    from ipykernel.kernelapp import launch_new_instance

    gc.enable()
    os.setsid()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)  # what it was given is the pipe that process ids go through
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    launch_new_instance(argv=["-f", connection_file, f"--IPKernelApp.parent_handle={os.getppid()}"])

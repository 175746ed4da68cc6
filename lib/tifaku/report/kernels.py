"""Kernels: the notebooks' kernels are forked from one process that has loaded, once, what all of them need."""

from __future__ import annotations

import os
import signal
import sys
from multiprocessing import forkserver, get_context
from pathlib import Path

from jupyter_client import AsyncKernelManager
from jupyter_client.provisioning import LocalProvisioner

#: What a kernel is started with, so that the same inputs give the same bytes.
KERNEL_ENV = {"PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": "0", "PYDEVD_DISABLE_FILE_VALIDATION": "1", "TQDM_DISABLE": "1"}
#: Read once, when matplotlib is loaded, which is before a kernel could set it.
INLINE = {"MPLBACKEND": "module://matplotlib_inline.backend_inline"}
#: Sockets in a private folder where the system has them: no port that another user could reach.
IPC = sys.platform != "win32"
#: Elsewhere there is no fork, or (macOS) the system's own libraries do not survive one.
FORKS = sys.platform == "linux"


def make_ready() -> None:
    """Start the process to fork from; it gets ready while this one does other things."""
    # A user-level kernel of the same name would silently run another Python.
    os.environ.update(KERNEL_ENV, JUPYTER_PREFER_ENV_PATH="1")
    if FORKS:
        os.environ.update(INLINE)
        forkserver.set_forkserver_preload(["tifaku.report.rehearsal"])
        forkserver.ensure_running()


def manager(sockets: Path) -> AsyncKernelManager:
    """The manager of a kernel of this very Python, whose sockets are in that folder; the kernel is not started yet."""
    reached_by = {"transport": "ipc", "ip": str(sockets)} if IPC else {}
    kernel = AsyncKernelManager(kernel_name="python3", **reached_by)
    if FORKS:
        kernel.provisioner = Forked(parent=kernel, kernel_spec=kernel.kernel_spec)
    return kernel


class Forked(LocalProvisioner):
    """Starts a kernel as a fork where LocalProvisioner starts a command."""

    async def launch_kernel(self, cmd, **options):
        environment, folder = options["env"], options.get("cwd") or os.getcwd()
        self.process = Child(target=_kernel, args=(self.parent.connection_file, str(folder), environment), daemon=True)
        self.process.start()
        self.pid, self.cwd = self.process.pid, folder
        return self.connection_info


class Child(get_context("forkserver").Process):
    """A forked process with what LocalProvisioner asks of a subprocess.Popen."""

    stdin = stdout = stderr = None

    def poll(self) -> int | None:
        return self.exitcode

    def wait(self) -> int | None:
        self.join()
        return self.exitcode

    def send_signal(self, number: int) -> None:
        os.kill(self.pid, number)


def _kernel(connection_file: str, folder: str, environment: dict[str, str]) -> None:
    from ipykernel.kernelapp import launch_new_instance

    os.setsid()  # a Ctrl+C is for the report, which ends its kernels
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    signal.signal(signal.SIGINT, signal.default_int_handler)  # the fork server ignores it
    launch_new_instance(argv=["-f", connection_file, f"--IPKernelApp.parent_handle={os.getppid()}"])

"""Rehearsal: a process that does once what every notebook does first, then forks a kernel for each line it is given."""

from __future__ import annotations

import gc
import json
import os
import signal
import sys

#: 'uphold Party building as the lead, carry out the working method of “four grasps, four degrees”', damaged as articles are.
_SENTENCE = "坚持黨(dǎng)建引領,\n推行“四抓四度”工作法:抓学习提高度、抓作风强力度。"


def main() -> None:
    """For each line [connection file, folder, environment] a kernel, whose process id is printed."""
    os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"  # read when matplotlib is loaded, which is now
    gc.disable()
    rehearse()
    gc.freeze()  # what is loaded now stays in all kernels, and need not be looked through again
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for a kernel that has ended
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a Ctrl+C is for the report, which ends its kernels
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


if __name__ == "__main__":
    main()

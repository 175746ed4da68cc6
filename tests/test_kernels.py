"""kernels: a forked kernel is watched and ended like any other; without the process to fork from Jupyter starts it."""

import signal
import subprocess
import sys

import pytest

from tifaku.report.kernels import Fork, _fork

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no fork")
PIPES = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "bufsize": 0}


def test_a_fork_is_seen_to_end():
    with subprocess.Popen([sys.executable, "-c", "input()"], **PIPES) as process:
        fork = Fork(process.pid)
        assert fork.poll() is None
        fork.send_signal(signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL
        assert fork.poll() == 0 and fork.wait() == 0


def test_a_process_that_has_ended_forks_nothing():
    with subprocess.Popen([sys.executable, "-c", ""], **PIPES) as ended:
        ended.wait()
        assert _fork(ended, "connection.json", ".", {}) == ""

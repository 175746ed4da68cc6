"""kernels: a forked kernel is watched and ended like any other; without the process to fork from Jupyter starts it."""

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from multiprocessing import Pipe

import psutil
import pytest

from conftest import ROOT
from tifaku.report.kernels import Fork, _fork

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no fork")
#: How many are ended in a trial.
KILLS = int(os.environ.get("TIFAKU_KILLS", "50"))
PIPES = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "bufsize": 0}


def test_a_fork_is_seen_to_end():
    with subprocess.Popen([sys.executable, "-c", "input()"], **PIPES) as process:
        fork = Fork(process.pid)
        assert fork.poll() is None
        fork.send_signal(signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL
        assert fork.poll() == 0 and fork.wait() == 0
        fork.send_signal(signal.SIGKILL)  # as subprocess.Popen: nothing happens to who has ended


def test_a_process_that_has_ended_forks_nothing():
    ours, theirs = Pipe()
    theirs.close()
    assert _fork(ours, "connection.json", ".", {}) == 0


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a kernel is no fork")
@pytest.mark.xdist_group("report")
def test_where_nothing_can_be_forked_kernels_start_by_themselves(tmp_path, monkeypatch):
    """They read the articles anew, and show the same."""
    (tmp_path / "mytexts").mkdir()
    (tmp_path / "mytexts" / "a.txt").write_text("打好“绿色、生态、有机”三张牌。", encoding="utf-8")  # 'play the three cards'
    code = "import sys; from tifaku.report import __main__, kernels; kernels.rehearse = lambda: 1 / 0; sys.exit(__main__.main())"
    env = {**os.environ, "PYTHONPATH": str(ROOT / "lib")}
    command = [sys.executable, "-c", code, str(tmp_path / "mytexts"), "--out"]
    done = subprocess.run([*command, str(tmp_path / "out")], env=env, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "三张牌" in (tmp_path / "out/html/03_slogans_and_formulas.html").read_text("utf-8")


def killed_kernel(out, wait, choose=lambda kernels: kernels[0]):
    """The status and the words of a report of which a kernel was ended so many seconds after the first one began."""
    command = [sys.executable, "-m", "tifaku.report", "--out", str(out)]
    env = {**os.environ, "PYTHONPATH": str(ROOT / "lib")}
    run = subprocess.Popen(command, env=env, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    kernels = []
    while run.poll() is None and not kernels:
        time.sleep(0.05)
        kernels = [kernel for forks in psutil.Process(run.pid).children() for kernel in forks.children()]
    time.sleep(wait)
    with suppress(psutil.NoSuchProcess):
        choose([kernel for forks in psutil.Process(run.pid).children() for kernel in forks.children()] or kernels).kill()
    said = run.communicate(timeout=300)[1]
    return run.returncode, said


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a kernel is no fork")
@pytest.mark.xdist_group("report")
def test_a_kernel_that_dies_costs_its_own_notebook_only(tmp_path):
    """As when the system ends the process that takes most memory."""
    status, said = killed_kernel(tmp_path / "out", 0.5)
    assert status == 1, said
    (failed,) = [line for line in said.splitlines() if " failed: " in line]
    assert "the kernel stopped" in failed and "fewer articles" in failed and "Traceback" not in said
    pages = {path.stem: path.read_text("utf-8") for path in (tmp_path / "out/html").glob("0*.html")}
    whole = sorted(path.stem for path in (ROOT / "notebooks").glob("0*.ipynb"))
    assert sorted(pages) == whole and failed.partition(" ")[0] in whole
    assert "the kernel stopped" in (tmp_path / "out/html/index.html").read_text("utf-8")


@pytest.mark.skipif(not os.environ.get("TIFAKU_TRIALS") or sys.platform != "linux", reason="takes minutes: make trials")
@pytest.mark.xdist_group("report")
def test_kernels_that_die_at_any_moment_cost_one_notebook_each(tmp_path):
    """A kernel that had done its work, or the process that kernels come from, may die without a trace."""
    luck = random.Random(24)
    for number in range(KILLS):
        status, said = killed_kernel(tmp_path / "out", luck.uniform(0, 6), luck.choice)
        failed = [line for line in said.splitlines() if " failed: " in line]
        assert status == len(failed) <= 1 and "Traceback" not in said, f"kill {number}: {said}"
        assert len([*(tmp_path / "out/html").glob("0*.html")]) == 5
        print(f"kill {number + 1} of {KILLS}: {failed}", flush=True)

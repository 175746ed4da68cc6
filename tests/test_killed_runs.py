"""A report killed at any moment leaves whole files, no process, and nothing that the next one would stumble over.

TIFAKU_KILLS is the number of kills (1 unless set, 50 among the trials); pytest -s shows how far it is.
"""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from conftest import ROOT, run_report

pytestmark = [
    pytest.mark.xdist_group("report"),
    pytest.mark.skipif(sys.platform != "linux", reason="reads /proc"),
]
KILLS = int(os.environ.get("TIFAKU_KILLS", "50" if os.environ.get("TIFAKU_TRIALS") else "1"))
ARTICLE = "（一）\n坚持“四抓四度”工作法，打好“绿色、生态、有机”三张牌。\n选得准、树得住、叫得响。\n"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    folder = tmp_path_factory.mktemp("kills") / "mytexts"
    folder.mkdir()
    (folder / "a.txt").write_text(ARTICLE * 3, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def undisturbed(corpus, tmp_path_factory):
    """What one whole run writes, by name, and how long it takes."""
    out = tmp_path_factory.mktemp("undisturbed")
    start = time.monotonic()
    done = run_report("--corpus", corpus, "--out", out, "--zip")
    assert done.returncode == 0, done.stderr
    # The zip holds the name of the results folder.
    return {name: data for name, data in files(out).items() if not name.endswith(".zip")}, time.monotonic() - start


def files(folder):
    paths = (path for path in Path(folder).rglob("*") if path.is_file() and path.name != ".lock")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def shown(folder):
    """Without what a killed run leaves half made, which begins with a dot and is never looked at."""
    return {name: data for name, data in files(folder).items() if not any(p.startswith(".") for p in name.split("/"))}


def of_run(mark):
    """The processes that have this value in their environment: the run and those that run its notebooks."""
    found = []
    for path in Path("/proc").glob("[0-9]*/environ"):
        try:
            found += [int(path.parent.name)] * (mark.encode() in path.read_bytes())
        except OSError:
            continue
    return found


def test_a_killed_run_leaves_whole_files_and_no_process(corpus, undisturbed, tmp_path):
    whole, seconds = undisturbed
    rng = random.Random(11357)
    for number in range(KILLS):
        mark = f"TIFAKU_TEST_RUN={tmp_path.name}-{number}"
        name, value = mark.split("=")
        command = [sys.executable, "-m", "tifaku.report", "--corpus", str(corpus), "--out", str(tmp_path / "out"), "--zip"]
        env = {**os.environ, "PYTHONPATH": str(ROOT / "lib"), name: value}
        run = subprocess.Popen(command, env=env, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(rng.uniform(0, seconds))
        run.send_signal(signal.SIGKILL)
        run.wait()
        until = time.monotonic() + 30
        while of_run(mark) and time.monotonic() < until:
            time.sleep(0.2)
        assert of_run(mark) == [], "a notebook's process has outlived the report"
        left = {name: data for name, data in shown(tmp_path / "out").items() if not name.endswith(".zip")}
        assert {name for name, data in left.items() if whole[name] != data} == set(), f"after kill {number}"
        print(f"kill {number + 1} of {KILLS}: {len(left)} files, all whole", flush=True)
    done = run_report("--corpus", corpus, "--out", tmp_path / "out", "--zip")
    assert done.returncode == 0, done.stderr
    assert {name: data for name, data in files(tmp_path / "out").items() if not name.endswith(".zip")} == whole


def test_a_notice_tells_nothing_of_the_machine(undisturbed):
    pages = [data.decode() for name, data in undisturbed[0].items() if name.endswith((".html", ".ipynb"))]
    assert any("not tested, for a test over articles needs 10" in page for page in pages)
    assert not [page for page in pages if "ipython-input" in page or "ipykernel_" in page]


def limited(kilobytes):
    import resource

    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (kilobytes * 1024, kilobytes * 1024))


def test_no_room_is_one_clear_sentence_and_earlier_results_stay(corpus, undisturbed, tmp_path):
    for name, data in undisturbed[0].items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    command = [sys.executable, "-m", "tifaku.report", "--corpus", str(corpus), "--out", str(tmp_path)]
    env = {**os.environ, "PYTHONPATH": str(ROOT / "lib")}
    done = subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True, preexec_fn=limited(100), check=False)
    said = [line for line in done.stderr.splitlines() if not line.endswith("cells done")]
    assert done.returncode == 2
    assert len(said) == 1 and "no room" in said[0] and "run again" in said[0]
    assert shown(tmp_path) == undisturbed[0]

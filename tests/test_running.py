"""running, cells: what a cell shows is kept as Jupyter keeps it; a process that ends costs its own notebook only."""

import json
import os
import random
import subprocess
import sys
import time
from contextlib import suppress

import psutil
import pytest

from conftest import ROOT
from tifaku.report import running

pytestmark = [pytest.mark.skipif(sys.platform == "win32", reason="nothing is sent there to end a process"),
              pytest.mark.xdist_group("report")]  # fmt: skip
#: How many are ended in a trial.
KILLS = int(os.environ.get("TIFAKU_KILLS", "50"))
STREAM, SHOWN, VALUE = "stream", "display_data", "execute_result"
HTML = "from IPython.display import *; "
#: (code, what it shows: kind of output, and part of it); each is run behind those before it.
CELLS = [
    ("print('党'); print('建')\n1 + 1", [(STREAM, "党\n建\n"), (VALUE, "2")]),
    ("x = 5;\nx;", []),
    ("import sys; print('e', file=sys.stderr)", [(STREAM, "e\n")]),
    ("!echo hi", [(STREAM, "hi")]),
    ("import subprocess; subprocess.run(['echo', 'by itself']); None", [(STREAM, "by itself\n")]),
    (HTML + "h = display(HTML('<b>x</b>'), display_id=True); print('later')", [(SHOWN, "<b>new</b>"), (STREAM, "later\n")]),
    ("h.update(HTML('<b>new</b>'))", []),
    ("print('gone'); clear_output(); print('stays')", [(STREAM, "stays\n")]),
    ("print('gone'); clear_output(wait=True); display(1)", [(SHOWN, "1")]),
    ("print('stays'); clear_output(wait=True)", [(STREAM, "stays\n")]),
    ("%matplotlib inline\nimport matplotlib.pyplot as plt; plt.plot([1, 2]);", [(SHOWN, "<Figure size")]),
    ("import ipywidgets; ipywidgets.IntSlider()", [(VALUE, "IntSlider(value=0)")]),
    ("%%capture quiet\nprint('x')", []),
    ("await __import__('asyncio').sleep(0, 3)", [(VALUE, "3")]),
    ("len?", [(SHOWN, "Return the number of items")]),
    ("import os; os.path.basename(os.getcwd()), os.environ.get('JPY_SESSION_NAME'), Out[1]", [(VALUE, "('here', None, 2)")]),
    ("print('before')\n1 / 0", [(STREAM, "before\n"), ("error", "division by zero")]),
    ("print('never')", []),
]  # fmt: skip


def written(path, codes):
    """A notebook of these cells, the first tagged as the one of the parameters."""
    cells = [{"cell_type": "code", "id": f"c{k}", "metadata": {}, "outputs": ["an earlier one's"], "execution_count": 7,
              "source": code.splitlines(True)} for k, code in enumerate(codes)]  # fmt: skip
    cells[0]["metadata"] = {"tags": ["parameters"]}
    path.write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}), encoding="utf-8")
    return path


@pytest.fixture(params=[True, False], ids=["forked", "started anew"])
def ran(request, tmp_path, monkeypatch):
    """Runs notebooks in processes that are forked, and in such as systems without a fork have."""
    if request.param and not running.FORKS:
        pytest.skip("this system forks nothing")
    monkeypatch.setattr(running, "FORKS", request.param)
    monkeypatch.setenv("JPY_SESSION_NAME", "a notebook in which a report is started")
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "lib"))
    (tmp_path / "here").mkdir()
    told = []

    def run(*paths, **values):
        each = {path: values for path in paths}
        return running.run_notebooks(each, tmp_path / "here", tmp_path / "out", lambda *it: told.append(it)), told

    return run


def test_cells_show_what_they_show_in_jupyter(ran, tmp_path):
    (run,), told = ran(written(tmp_path / "01_a.ipynb", [code for code, _ in CELLS]))
    assert run.error == "ZeroDivisionError: division by zero"
    for cell, (code, wanted) in zip(run.notebook["cells"], CELLS):
        outputs = cell["outputs"]
        assert [output["output_type"] for output in outputs] == [kind for kind, _ in wanted], code
        for output, (_, part) in zip(outputs, wanted):
            assert part in json.dumps(output, ensure_ascii=False).replace("\\n", "\n"), code
    counts = [cell["execution_count"] for cell in run.notebook["cells"]]
    assert counts == [*range(1, len(CELLS)), None]
    assert told == [("01_a", k, len(CELLS)) for k in range(1, len(CELLS))]


def test_an_executed_notebook_is_written_as_jupyter_writes_it(ran, tmp_path):
    nbformat = pytest.importorskip("nbformat")
    (run,), _ = ran(written(tmp_path / "01_a.ipynb", [code for code, _ in CELLS]), corpus_dir="语料\udce4", terms=["党建", "x"])
    text = running.as_file(run.notebook).encode(errors="backslashreplace").decode()
    assert nbformat.writes(nbformat.reads(text, as_version=4)) == text
    assert run.notebook["cells"][1]["source"] == '# Parameters\ncorpus_dir = "语料\\udce4"\nterms = ["党建", "x"]'


@pytest.mark.parametrize("end", ["import os; os.kill(os.getpid(), 9)", "import os; os._exit(0)"], ids=["killed", "ended"])
def test_a_process_that_ends_keeps_the_cells_that_were_done(ran, tmp_path, end):
    paths = [written(tmp_path / "01_a.ipynb", ["1", end, "2"]), written(tmp_path / "02_b.ipynb", ["3"])]
    (dead, alive), _ = ran(*paths)
    assert "the process of this notebook stopped" in dead.error and "fewer articles" in dead.error
    assert [len(cell["outputs"]) for cell in dead.notebook["cells"]] == [1, 0, 0]
    assert not alive.error and alive.notebook["cells"][0]["outputs"]


def test_no_process_outlives_an_error_here(ran, tmp_path):
    def full(*_):
        raise MemoryError

    path = written(tmp_path / "01_a.ipynb", ["1", "import time; time.sleep(100)"])
    with pytest.raises(MemoryError):
        running.run_notebooks({path: {}}, tmp_path, tmp_path / "out", full)
    assert not [one for one in psutil.Process().children() if "resource_tracker" not in " ".join(one.cmdline())]


def killed(out, wait, choose=lambda processes: processes[0]):
    """The status and the words of a report of which the process of a notebook was ended so many seconds after the first began."""
    command = [sys.executable, "-m", "tifaku.report", "--out", str(out)]
    env = {**os.environ, "PYTHONPATH": str(ROOT / "lib")}
    run = subprocess.Popen(command, env=env, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    processes = []
    while run.poll() is None and not processes:
        time.sleep(0.05)
        processes = psutil.Process(run.pid).children()
    time.sleep(wait)
    with suppress(psutil.NoSuchProcess):
        choose(psutil.Process(run.pid).children() or processes).kill()
    said = run.communicate(timeout=300)[1]
    return run.returncode, said


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there are other processes beside")
def test_a_report_says_which_notebook_was_lost(tmp_path):
    """As when the system ends the process that takes most memory."""
    status, said = killed(tmp_path / "out", 0)
    assert status == 1, said
    (failed,) = [line for line in said.splitlines() if " failed: " in line]
    assert "the process of this notebook stopped" in failed and "Traceback" not in said
    pages = {path.stem: path.read_text("utf-8") for path in (tmp_path / "out/html").glob("0*.html")}
    whole = sorted(path.stem for path in (ROOT / "notebooks").glob("0*.ipynb"))
    assert sorted(pages) == whole and failed.partition(" ")[0] in whole
    assert "the process of this notebook stopped" in (tmp_path / "out/html/index.html").read_text("utf-8")


@pytest.mark.skipif(not os.environ.get("TIFAKU_TRIALS") or sys.platform != "linux", reason="takes minutes: make trials")
def test_processes_that_end_at_any_moment_cost_one_notebook_each(tmp_path):
    """One that had done its work may end without a trace."""
    luck = random.Random(24)
    for number in range(KILLS):
        status, said = killed(tmp_path / "out", luck.uniform(0, 6), luck.choice)
        failed = [line for line in said.splitlines() if " failed: " in line]
        assert status == len(failed) <= 1 and "Traceback" not in said, f"kill {number}: {said}"
        assert len([*(tmp_path / "out/html").glob("0*.html")]) == 5
        print(f"kill {number + 1} of {KILLS}: {failed}", flush=True)

"""workers: pieces of work come back once each, whatever becomes of who does them; no port is opened by a local command."""

import os
import signal
import subprocess
import sys
import time
from functools import partial

import psutil
import pytest

from conftest import ROOT
from tifaku.scale import workers
from tifaku.scale.workers import TRIES, done_by_workers

pytestmark = pytest.mark.xdist_group("scale")


def square(number):
    return number**2


def dies_at(path, number):
    """Dies the first times it is given 3, as often as the file has bytes."""
    if number == 3 and path.stat().st_size:
        path.write_bytes(path.read_bytes()[1:])
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def fails(number):
    raise ValueError(f"{number} is odd")


def test_every_piece_comes_back_once():
    others = set(psutil.Process().children())  # what tests before this one have started
    done = list(done_by_workers(square, range(20), 3))
    assert sorted(done) == [(n, n**2, "") for n in range(20)]
    assert set(psutil.Process().children()) <= others


def test_an_error_is_told_in_words_and_the_others_are_done():
    assert sorted(done_by_workers(fails, [1, 3], 2)) == [(1, None, "ValueError: 1 is odd"), (3, None, "ValueError: 3 is odd")]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
@pytest.mark.parametrize("deaths", [1, TRIES - 1, TRIES])
def test_a_worker_that_dies_is_replaced(tmp_path, deaths):
    (tmp_path / "deaths").write_bytes(bytes(deaths))
    done = {piece: (result, why) for piece, result, why in done_by_workers(partial(dies_at, tmp_path / "deaths"), range(6), 2)}
    assert {n: result for n, (result, _) in done.items() if n != 3} == {n: n for n in range(6) if n != 3}
    assert done[3] == ((3, "") if deaths < TRIES else (None, "its workers died: is the memory full?"))


def test_workers_that_cannot_start_are_a_sentence(monkeypatch):
    monkeypatch.setattr("tifaku.scale.workers._START", "raise SystemExit(7)")
    with pytest.raises(RuntimeError, match="no worker can be started .exit status 7.: free some memory"):
        list(done_by_workers(square, range(3), 2))


def test_pieces_that_cannot_be_had_are_the_error_of_who_waits_for_them():
    with pytest.raises(OSError, match="damaged"):
        list(done_by_workers(square, (n if n else (_ for _ in ()).throw(OSError("damaged")) for n in (1, 0)), 2))


def test_who_stops_waiting_takes_the_workers_along():
    others = set(psutil.Process().children())
    results = done_by_workers(square, range(1000), 2)
    next(results)
    results.close()
    until = time.monotonic() + 10
    while not set(psutil.Process().children()) <= others and time.monotonic() < until:
        time.sleep(0.1)
    assert set(psutil.Process().children()) <= others


def test_a_cluster_does_the_same_and_says_when_it_has_no_workers(monkeypatch):
    distributed = pytest.importorskip("distributed")
    quiet = {"processes": False, "dashboard_address": None}
    with distributed.LocalCluster(n_workers=1, threads_per_worker=1, **quiet) as local:
        assert sorted(workers.done_by_cluster(square, range(9), local.scheduler_address)) == [(n, n**2, "") for n in range(9)]
        (failed,) = workers.done_by_cluster(fails, [1], local.scheduler_address)
        assert failed == (1, None, "ValueError: 1 is odd")
    monkeypatch.setattr(workers, "TIMEOUT", 1)
    monkeypatch.setattr(workers, "PATIENCE", 1)
    with distributed.LocalCluster(n_workers=0, **quiet) as empty, pytest.raises(RuntimeError, match="has no workers: start some"):
        list(workers.done_by_cluster(square, [1], empty.scheduler_address))
    with pytest.raises(RuntimeError, match="no cluster answers at tcp://127.0.0.1:1 "):
        list(workers.done_by_cluster(square, [1], "tcp://127.0.0.1:1"))


def listening(process):
    """Where a process and those that it has started listen."""
    found = set()
    for each in (process, *process.children(recursive=True)):
        try:
            found |= {(c.laddr, each.pid) for c in each.net_connections("inet") if c.status == psutil.CONN_LISTEN}
        except psutil.Error:
            continue
    return found


@pytest.mark.parametrize("verb", ["report", "scale", "sample"])
def test_no_command_opens_a_port(tmp_path, verb):
    words = {"report": ["seeds", "--out"], "scale": ["seeds"], "sample": ["seeds", "--out"]}[verb]
    command = [sys.executable, "-m", "tifaku", verb, *words, str(tmp_path / "out")]
    env = os.environ | {"PYTHONPATH": str(ROOT / "lib")}
    run = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    found = set()
    while run.poll() is None:
        try:
            found |= listening(psutil.Process(run.pid))
        except psutil.NoSuchProcess:
            break
        time.sleep(0.1)
    assert run.wait() == 0 and found == set()


@pytest.mark.skipif(sys.platform == "win32", reason="a killed process has another status there")
def test_a_worker_killed_while_it_starts_is_replaced(monkeypatch, tmp_path):
    once = (
        f"import os, pathlib; p = pathlib.Path({str(tmp_path / 'told')!r}); p.exists() or (p.touch(), os.kill(os.getpid(), 9)); "
    )
    monkeypatch.setattr(workers, "_START", once + workers._START)
    assert list(workers.done_by_workers(len, ["党建"], 1)) == [("党建", 2, "")]  # 'Party building'

"""sharing: every item is done once, whoever does it, and an error in a fork is raised here."""

import os
import time

import psutil
import pytest

from tifaku.report import sharing


@pytest.fixture(params=[1, 2, 3])
def processors(request, monkeypatch):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(request.param)), raising=False)
    return request.param


@pytest.mark.parametrize("n", [3, sharing.MANY, 211])
def test_every_item_is_done_once_by_as_many_processes_as_there_are_processors(tmp_path, processors, n):
    def do(item):
        with (tmp_path / str(item)).open("x") as file:  # a second time would raise
            file.write(str(os.getpid()))

    sharing.share(range(n), do)
    done = {path.name: path.read_text() for path in tmp_path.iterdir()}
    assert set(done) == set(map(str, range(n)))
    assert len(set(done.values())) == (processors if sharing.FORKS and n >= sharing.MANY else 1)


def test_an_error_of_a_fork_is_raised_here(tmp_path, processors):
    def do(item):
        if item == 59:
            raise OSError(28, "no room", "59")
        (tmp_path / str(item)).write_text("")

    with pytest.raises(OSError, match="no room"):
        sharing.share(range(60), do)


def test_no_fork_outlives_an_error_here(tmp_path, processors):
    here, before = os.getpid(), set(psutil.Process().children())

    def do(item):
        (tmp_path / str(item)).write_text(str(os.getpid()))
        if os.getpid() == here and item > 10:
            raise ValueError(item)

    with pytest.raises(ValueError, match="[0-9]+"):
        sharing.share(range(100_000), do)
    assert set(psutil.Process().children()) == before


@pytest.mark.skipif(not sharing.FORKS, reason="nothing is forked here")
def test_a_fork_that_hangs_is_ended_and_a_sentence_says_so(tmp_path, monkeypatch):
    here, before = os.getpid(), set(psutil.Process().children())
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})
    monkeypatch.setattr(sharing, "PATIENCE", 0.2)

    def do(item):
        if os.getpid() != here:
            time.sleep(60)

    with pytest.raises(RuntimeError, match="look whether the disk answers"):
        sharing.share(range(sharing.MANY), do)
    assert set(psutil.Process().children()) == before

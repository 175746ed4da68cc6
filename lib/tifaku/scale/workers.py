"""Workers: pieces of work done by processes of this machine, through pipes and without a port, or by those of a Dask cluster."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import islice
from queue import SimpleQueue
from threading import Lock, Thread
from typing import Any, TypeVar

P = TypeVar("P")
#: How often a piece is tried whose worker dies, as when the system ends it for want of memory.
TRIES = 3
_START = "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN); from tifaku.scale.workers import main; main()"


def done_by_workers(work: Callable[[P], Any], pieces: Iterable[P], workers: int) -> Iterator[tuple[P, Any, str]]:
    """Each piece when it is done, with what `work` gives of it in another process, or None and why there is nothing.

    A worker that dies is replaced, and its piece is tried again. RuntimeError where none can be started. Whoever stops going
    through the pieces, or dies, takes the workers along.
    """
    crew: list[_Worker] = []
    done: SimpleQueue = SimpleQueue()
    waiting, lock = iter(pieces), Lock()

    def serve(worker: _Worker) -> None:
        try:
            while True:
                with lock:
                    piece = next(waiting)
                done.put((piece, *_tried(worker, piece)))
        except StopIteration:
            done.put(None)
        except BaseException as error:  # noqa: BLE001  it belongs to whoever waits for the pieces
            done.put(error)

    try:
        for _ in range(workers):
            crew.append(_Worker(pickle.dumps(work)))
            Thread(target=serve, args=crew[-1:], daemon=True).start()
        serving = workers
        while serving:
            if isinstance(result := done.get(), BaseException):
                raise result
            if result is None:
                serving -= 1
            else:
                yield result
    finally:
        for worker in crew:
            worker.dismiss()


def _tried(worker: _Worker, piece: object) -> tuple[Any, str]:
    answers = (worker.ask(piece) for _ in range(TRIES))
    return next(filter(None, answers), (None, "its workers died: is the memory full?"))


class _Worker:
    """One process, started when it is first asked and again after it has died."""

    def __init__(self, work: bytes):
        self._work = work
        self._process: subprocess.Popen | None = None
        self._dismissed = False

    def ask(self, piece: object) -> tuple[Any, str] | None:
        """What its work gives of the piece, and why there is nothing; None where it has died."""
        try:
            process = self._process or self._started()
            assert process.stdin and process.stdout
            pickle.dump(piece, process.stdin)
            process.stdin.flush()
            return pickle.load(process.stdout)  # our own child has written it
        except (OSError, EOFError, pickle.UnpicklingError):
            self._end()
            return None

    def dismiss(self) -> None:
        self._dismissed = True
        self._end()

    def _end(self) -> None:
        process, self._process = self._process, None
        if process:
            process.kill()
            process.communicate()

    def _started(self) -> subprocess.Popen:
        command = [sys.executable, "-P", "-c", _START]
        env = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        # Nothing but results may be said on their pipe; what a process says that dies of a full memory is of no use.
        pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
        process = self._process = subprocess.Popen(command, env=env, stdin=pipe, stdout=pipe, stderr=nowhere)
        if self._dismissed:  # meanwhile, perhaps
            self._end()
            raise RuntimeError("the worker was dismissed")
        assert process.stdin and process.stdout
        with suppress(OSError):
            process.stdin.write(self._work)
            process.stdin.flush()
        if process.stdout.read(1) != b"r":
            if (status := process.wait()) < 0:
                raise EOFError("killed while it started, which is one death like another")
            raise RuntimeError(f"no worker can be started (exit status {status}): free some memory, or give fewer --workers")
        return process


def main() -> None:
    """Load the work that is sent first, say so, and do it to each piece that follows, until there are no more."""
    pieces, results = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    work = pickle.load(pieces)
    results.write(b"r")
    results.flush()
    with suppress(EOFError, OSError):  # who gave the work has ended, and so does this
        while True:
            pickle.dump(_answer(work, pickle.load(pieces)), results)
            results.flush()
    os._exit(0)


def _answer(work: Callable[[Any], Any], piece: object) -> tuple[Any, str]:
    try:
        return work(piece), ""
    except Exception as error:  # noqa: BLE001  it is told in words, for not every error can be sent
        return None, f"{type(error).__name__}: {error}"


#: Pieces given out ahead for each thread of the cluster, so that none waits for work.
AHEAD = 3
#: How often the worker under a piece may die before that piece is given up; a rerun tries it again.
DEATHS = 20
#: For how many seconds a cluster may be without workers.
PATIENCE = 60
TIMEOUT = 10


def done_by_cluster(work: Callable[[P], Any], pieces: Iterable[P], scheduler: str) -> Iterator[tuple[P, Any, str]]:
    """Each piece when it is done, with what `work` gives of it on the cluster, or None and why there is nothing.

    scheduler: its address; tls://… where others share the network, with the certificates that Dask's own settings name.
    RuntimeError where nobody answers there, or where all workers have gone for a minute.
    """
    import dask
    from distributed import Client, wait

    waiting = iter(pieces)
    given: dict[Any, P] = {}
    idle = 0
    with dask.config.set({"distributed.scheduler.allowed-failures": DEATHS}), _client(Client, scheduler) as client:
        while True:
            threads = sum(client.nthreads().values())
            following = list(islice(waiting, max(0, AHEAD * max(1, threads) - len(given))))
            given |= {client.submit(work, piece, pure=False, retries=2): piece for piece in following}
            if not given:
                return
            try:
                ready = wait(list(given), timeout=TIMEOUT, return_when="FIRST_COMPLETED").done
            except TimeoutError:
                ready = set()
            idle = 0 if threads or ready else idle + TIMEOUT
            if idle >= PATIENCE:
                raise RuntimeError(f"the cluster at {scheduler} has no workers: start some, and run this again")
            for future in ready:
                error = future.exception()
                yield given.pop(future), None if error else future.result(), f"{type(error).__name__}: {error}" if error else ""


def _client(Client: Any, scheduler: str) -> Any:
    try:
        return Client(scheduler, timeout=TIMEOUT)
    except OSError as error:  # Dask's TimeoutError is one, too
        raise RuntimeError(f"no cluster answers at {scheduler} ({type(error).__name__}): start dask scheduler there") from None

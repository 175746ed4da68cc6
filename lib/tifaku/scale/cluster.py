"""Cluster: pieces of work given out to the workers of a Dask cluster, on this machine or others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

P = TypeVar("P")
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

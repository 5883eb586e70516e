"""Worker processes that read batches, and what becomes of a batch whose worker dies.

The standard library's pool breaks as a whole when one of its processes is killed (out of memory, say). Here the pool
is then made anew, and the caller is told which batch went down with it.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from types import TracebackType
from typing import Any, Self, TypeVar

T = TypeVar("T")
R = TypeVar("R")


class Died(Exception):  # noqa: N818 - it says what happened
    """The worker process that had this batch, or one beside it, is gone."""


class Workers:
    """`jobs` worker processes, for use in a `with` statement; leaving it on an error ends them at once."""

    def __init__(self, jobs: int) -> None:
        self.jobs = jobs
        self._others = set(multiprocessing.active_children())
        self._pool = self._new()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self._pool.shutdown()
            return
        for process in set(multiprocessing.active_children()) - self._others:
            process.terminate()
        self._pool.shutdown(cancel_futures=True)

    def ahead(
        self, work: Callable[..., R], batches: Iterable[T], *arguments: Any
    ) -> Iterator[tuple[T, Callable[[], R]]]:
        """Each batch with a function that waits for `work(batch, *arguments)` and returns it, or raises Died.

        A few batches more than are asked for are under way, so that no worker is idle.
        """
        waiting: deque[tuple[T, Callable[[], R]]] = deque()
        for batch in batches:
            waiting.append((batch, self._begin(work, batch, *arguments)))
            if len(waiting) > 2 * self.jobs:
                yield waiting.popleft()
        yield from waiting

    def alone(self, work: Callable[..., R], *arguments: Any) -> R:
        """`work(*arguments)`. Raises Died only if it is this work that kills its worker."""
        try:
            return self._begin(work, *arguments)()
        except Died:  # perhaps it was a neighbour: in the new pool there is none
            return self._begin(work, *arguments)()

    def _begin(self, work: Callable[..., R], *arguments: Any) -> Callable[[], R]:
        pool = self._pool
        try:
            future: Future[R] = pool.submit(work, *arguments)
        except BrokenProcessPool:
            self._renew(pool)
            pool = self._pool
            future = pool.submit(work, *arguments)

        def wait() -> R:
            try:
                return future.result()
            except BrokenProcessPool as error:
                self._renew(pool)
                raise Died("the process that read it died; it may have run out of memory") from error

        return wait

    def _renew(self, broken: ProcessPoolExecutor) -> None:
        if self._pool is broken:
            broken.shutdown(wait=False, cancel_futures=True)
            self._pool = self._new()

    def _new(self) -> ProcessPoolExecutor:
        # "spawn" starts workers clean: no threads of the model or of a web server are forked half-way.
        return ProcessPoolExecutor(
            self.jobs, mp_context=multiprocessing.get_context("spawn"), initializer=_worker_begins
        )


def collect_rarely() -> None:
    """Let this process look for garbage in cycles more rarely.

    Its tables and its model stay for good and reading makes few cycles: going over them all is a tenth of its time.
    """
    gc.set_threshold(50_000, 20, 20)


def _worker_begins() -> None:
    """Leave Ctrl-C to the parent, which ends the workers; and don't outlive a parent that was killed."""
    collect_rarely()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def follow() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=follow, daemon=True).start()

"""Working on several cores at once."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import TypeVar

From = TypeVar("From")
To = TypeVar("To")

# Starting two processes takes 0.7 s, and a question half a second.
_WORTHWHILE = 6
# So many items a process wait in line, so that none waits for an item.
_AHEAD = 3
_STANDARD_ERROR = 2


def cores() -> int:
    """How many processes may compute at once."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        return os.cpu_count() or 1


def spread_over(processes: int, work: Callable[[From], To], items: Sequence[From]) -> Iterator[To]:
    """What `work` makes of each item, in their order; in this process alone where more would not pay, or cannot start.

    `work` and the items have to be picklable. Who stops early stops the processes as well.
    """
    done = 0
    if processes > 1 and len(items) >= _WORTHWHILE:
        try:
            for made in _spread(processes, work, items):
                yield made
                done += 1
        except (OSError, ImportError, NotImplementedError, BrokenProcessPool):
            pass  # a system without semaphores, or without the memory: what is left is done here
    yield from map(work, items[done:])


def stream_over(processes: int, work: Callable[[From], To], items: Iterable[From]) -> Iterator[To]:
    """What `work` makes of each of any number of items, in their order: they are made as they are wanted.

    As `spread_over` otherwise.
    """
    waiting = iter(items)
    first = list(islice(waiting, _WORTHWHILE))
    every = chain(first, waiting)
    under_way: deque[From] = deque()
    if processes > 1 and len(first) == _WORTHWHILE:
        with suppress(OSError, ImportError, NotImplementedError, BrokenProcessPool):  # as above
            yield from _streamed(processes, work, every, under_way)
    yield from map(work, chain(under_way, every))


def _streamed(
    processes: int, work: Callable[[From], To], items: Iterator[From], under_way: deque[From]
) -> Iterator[To]:
    """`under_way` are the items whose outcome was not handed out yet."""
    executor = _executor(processes)
    promised: deque[Future[To]] = deque()
    try:
        for item in items:
            under_way.append(item)
            with _unheard():
                promised.append(executor.submit(_interruptible, work, item))
            if len(promised) == processes * _AHEAD:
                made = promised.popleft().result()
                under_way.popleft()
                yield made
        while promised:
            made = promised.popleft().result()
            under_way.popleft()
            yield made
    finally:
        executor.shutdown(cancel_futures=True)


def _executor(processes: int) -> ProcessPoolExecutor:
    # Processes that are started anew share no locks with the thread that draws the bar.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(processes, mp_context=context, initializer=_begin)


def _spread(processes: int, work: Callable[[From], To], items: Sequence[From]) -> Iterator[To]:
    executor = _executor(min(processes, len(items)))
    try:
        with _unheard():
            made = executor.map(partial(_interruptible, work), items)
        yield from made
    finally:
        executor.shutdown(cancel_futures=True)


def _begin() -> None:
    _end_quietly()
    # Interrupted where it hands something over, a process would keep the lock that all others wait for.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, (signal.SIGINT,))
    # Of a first process that was killed nobody tells the others, which would wait for work for ever.
    threading.Thread(target=_end_with_the_first, daemon=True).start()


@contextmanager
def _unheard() -> Iterator[None]:
    """Processes that are started meanwhile hear Ctrl-C once they are ready for it; until then they would tell of it."""
    if not hasattr(signal, "pthread_sigmask"):  # not on every system
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT,))
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _interruptible(work: Callable[[From], To], item: From) -> To:
    """What `work` makes of an item, in another process, where Ctrl-C ends the work at once and nothing else."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return work(item)
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def _end_with_the_first() -> None:
    first = multiprocessing.parent_process()
    if first is not None:
        first.join()
        os._exit(1)


def _end_quietly() -> None:
    """Let Ctrl-C, which reaches every process, be answered by the first one alone; faults travel back there anyway."""
    with Path(os.devnull).open("w", encoding="utf-8") as nothing:
        os.dup2(nothing.fileno(), _STANDARD_ERROR)

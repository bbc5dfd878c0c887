"""Working on several cores at once."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
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
            promised.append(executor.submit(work, item))
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
        yield from executor.map(work, items)
    finally:
        executor.shutdown(cancel_futures=True)


def _begin() -> None:
    _end_quietly()
    # Of a first process that was killed nobody tells the others, which would wait for work for ever.
    threading.Thread(target=_end_with_the_first, daemon=True).start()


def _end_with_the_first() -> None:
    first = multiprocessing.parent_process()
    if first is not None:
        first.join()
        os._exit(1)


def _end_quietly() -> None:
    """Let Ctrl-C, which reaches every process, be answered by the first one alone; faults travel back there anyway."""
    with Path(os.devnull).open("w", encoding="utf-8") as nothing:
        os.dup2(nothing.fileno(), _STANDARD_ERROR)

"""Checking on several cores at once."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import TypeVar

From = TypeVar("From")
To = TypeVar("To")

# Starting two processes takes 0.7 s, and a question half a second.
_WORTHWHILE = 6
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


def _spread(processes: int, work: Callable[[From], To], items: Sequence[From]) -> Iterator[To]:
    # Processes that are started anew share no locks with the thread that draws the bar.
    context = multiprocessing.get_context("spawn")
    executor = ProcessPoolExecutor(min(processes, len(items)), mp_context=context, initializer=_end_quietly)
    try:
        yield from executor.map(work, items)
    finally:
        executor.shutdown(cancel_futures=True)


def _end_quietly() -> None:
    """Let Ctrl-C, which reaches every process, be answered by the first one alone; faults travel back there anyway."""
    with Path(os.devnull).open("w", encoding="utf-8") as nothing:
        os.dup2(nothing.fileno(), _STANDARD_ERROR)

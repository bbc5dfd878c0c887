"""Timing calls inside this process."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence

# What is measured, what came out, what it may be.
Row = tuple[str, str, str]


def best_of(run: Callable[[], object], times: int = 5) -> float:
    """Seconds of the fastest of several runs."""
    return min(seconds_of(run) for _ in range(times))


def per_call(run: Callable[[], object], times: int = 2_000) -> float:
    """Median seconds of one call."""
    return statistics.median(seconds_of(run) for _ in range(times))


def seconds_of(run: Callable[[], object]) -> float:
    """The time of its own that a call takes: what the machine does beside it is not measured."""
    start = time.process_time()
    run()
    return time.process_time() - start


def spread(runs: Sequence[Callable[[], object]], times: int) -> tuple[float, float]:
    """Seconds of a call in the median and at the 99.9th percentile, each of the calls `times` times in turn."""
    for run in runs:
        run()
    found = sorted(seconds_of(run) for _ in range(times) for run in runs)
    return statistics.median(found), found[len(found) * 999 // 1000]

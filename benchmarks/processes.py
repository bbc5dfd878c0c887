"""Timing whole processes: how long until something is on the screen, and how much memory they take."""

from __future__ import annotations

import os
import pty
import select
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress

# A process that has not shown anything by then never will.
PATIENCE_SECONDS = 30.0


def seconds_until(command: Sequence[str], shown: bytes | None, environment: Mapping[str, str]) -> float:
    """The time from starting a command on a terminal until it has printed `shown`; None: until it ends."""
    parent, child = pty.openpty()
    start = time.perf_counter()
    process = subprocess.Popen(
        command, stdin=child, stdout=child, stderr=child, env=dict(environment), start_new_session=True
    )
    os.close(child)
    seen = b""
    try:
        while shown is None or shown not in seen:
            chunk = _read(parent)
            if not chunk and shown is None:
                break
            if not chunk:
                raise RuntimeError(f"{command} never printed {shown!r}: {seen.decode(errors='replace')[-500:]}")
            seen += chunk
        return time.perf_counter() - start
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        os.close(parent)


def _read(terminal: int) -> bytes:
    """What a terminal shows next; nothing where its process has ended or is silent for too long."""
    ready, _, _ = select.select([terminal], [], [], PATIENCE_SECONDS)
    try:
        return os.read(terminal, 65536) if ready else b""
    except OSError:  # Linux says so where others report the end of the file
        return b""


def paired(
    ours: tuple[Sequence[str], bytes | None],
    theirs: tuple[Sequence[str], bytes | None],
    environment: Mapping[str, str],
    runs: int,
) -> tuple[float, float, float]:
    """Medians of both times and of their ratio, taken in turn so that a slow moment hits both."""
    first, second = [], []
    for run in range(runs + 1):
        a = seconds_until(*ours, environment)
        b = seconds_until(*theirs, environment)
        if run:  # the first pair fills the caches
            first.append(a)
            second.append(b)
    ratio = statistics.median(a / b for a, b in zip(first, second, strict=True))
    return statistics.median(first), statistics.median(second), ratio


def peak_megabytes(script: str, environment: Mapping[str, str]) -> float:
    """The peak memory of a Python script that ends by printing it."""
    code = f"{script}\nimport resource\nprint(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    done = subprocess.run(
        [sys.executable, "-c", code], env=dict(environment), capture_output=True, text=True, check=True
    )
    kilobytes = int(done.stdout.strip().splitlines()[-1])
    return kilobytes / 1024 if sys.platform != "darwin" else kilobytes / 1024**2

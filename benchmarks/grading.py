"""What marking a lecture hall's paper costs: `.venv/bin/python -m benchmarks.grading [ANSWERS] [--shared]`.

Answers to all shipped questions, their rows scattered, are marked by `studybot grade`: a tenth of them first, for what
memory does as they grow. Making a million of them takes four minutes by itself.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from benchmarks.papers import write_answers
from benchmarks.timing import Row

ANSWERS = 100_000
# What the project promises: a million in five minutes on two cores, in memory that does not grow with them.
_MILLION = 1_000_000
_CPU_SECONDS = 600
_STARTING_SECONDS = 5
_GROWTH = 1.5
# How often the memory of all processes is looked at. Linux keeps the peak of each.
_LOOK_SECONDS = 0.2


class Run(NamedTuple):
    """Seconds of wall time and of all processes, and the peak of each in MB: of the first, of the largest other."""

    wall: float
    cpu: float
    first: float
    other: float


def measured(command: list[str], environment: Mapping[str, str]) -> Run:
    """Runs a command. Raises `RuntimeError` where it fails."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(command, env=dict(environment), stdout=said, stderr=said) as process,
    ):
        peaks: dict[int, float] = {}
        while process.poll() is None:
            peaks |= {one: peak for one in _with_children(process.pid) if (peak := _peak(one))}
            time.sleep(_LOOK_SECONDS)
        if process.returncode:
            said.seek(0)
            raise RuntimeError(said.read().decode(errors="replace")[-500:])
    wall, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Run(wall, cpu, peaks.pop(process.pid, 0.0), max(peaks.values(), default=0.0))


def _with_children(parent: int) -> list[int]:
    """A process and those that it has started; nothing where the system does not tell."""
    try:
        told = " ".join((thread / "children").read_text() for thread in Path(f"/proc/{parent}/task").iterdir())
    except OSError:
        return []
    return [parent, *(one for child in told.split() for one in _with_children(int(child)))]


def _peak(process: int) -> float:
    """The most memory in MB that a process ever had; 0 where the system does not tell."""
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)


def grading(answers: int, folder: Path, *, is_shared: bool) -> list[Row]:
    """The table."""
    environment = {**os.environ, "STUDYBOT_HOME": str(folder)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    typed, results, totals = (str(folder / name) for name in ("answers.csv", "results.csv", "totals.csv"))
    command = [sys.executable, "-m", "studybot", "grade", typed, "-o", results, "--totals", totals]
    rows: list[Row] = []
    runs = []
    for count in (answers // 10, answers):
        variants = write_answers(Path(typed), count, is_shared=is_shared)
        run = measured(command, environment)
        runs.append(run)
        what = f"{count:,} answers to {variants:,} variants"
        bound = _STARTING_SECONDS + _CPU_SECONDS * count / _MILLION
        rows.append((f"{what}: CPU", f"{run.cpu:.1f} s ({run.wall:.1f} s of wall time)", f"{bound:.0f} s"))
        rows.append(("  peak memory of the first process", f"{run.first:.0f} MB", ""))
        rows.append(("  of each of the others", f"{run.other:.0f} MB", ""))
    small, large = (max(run.first, run.other) for run in runs)
    if small:
        rows.append(("memory with ten times the answers", f"{large / small:.2f} x", f"{_GROWTH} x"))
    return rows


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("answers", type=int, nargs="?", default=ANSWERS)
    options.add_argument("--shared", action="store_true", help="30 variants a question, not one for each student")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        rows = grading(given.answers, Path(folder), is_shared=given.shared)
    width = max(len(row[0]) for row in rows)
    middle = max(len(row[1]) for row in rows)
    for what, told, bound in (("what", "measured", "at most"), *rows):
        print(f"{what:<{width}}  {told:<{middle}}  {bound}".rstrip())


if __name__ == "__main__":
    main()

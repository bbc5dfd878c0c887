"""Marks random answers and reports any that raises, takes long or takes much memory.

Run from the checkout: `.venv/bin/python -m benchmarks.fuzz 2000000 --seed 1`. It ends with 1 where it found any.
"""

from __future__ import annotations

import argparse
import random
import resource
import signal
import sys
import time
import tracemalloc
from collections import Counter
from dataclasses import dataclass, field

import studybot
from benchmarks.inputs import TARGETS, Answers, Target

# What the project promises for any answer of 500 characters.
SLOW_SECONDS = 0.05
MUCH_BYTES = 50e6
# A slow answer counts only where it is slow each time: the machine may be busy.
RETRIES = 3
# Tracing memory makes marking several times slower, so only one answer in so many is traced; of the others it is known
# whether the process had to grow.
TRACED = 50
# An answer that takes so long hangs, and is given up.
HANGS_SECONDS = 2
# Findings of one sort tell nothing new after so many.
SHOWN = 20


@dataclass(slots=True)
class Report:
    """What was tried and what was found."""

    tried: int = 0
    verdicts: Counter[str] = field(default_factory=Counter)
    slowest: tuple[float, str, str] = (0.0, "", "")
    largest: tuple[int, str, str] = (0, "", "")
    faults: Counter[str] = field(default_factory=Counter)
    shown: list[str] = field(default_factory=list)

    def found(self, sort: str, answer: str, target: Target) -> None:
        self.faults[sort] += 1
        if self.faults[sort] <= SHOWN:
            self.shown.append(f"{sort}: {answer!r} as {target.kind} {target.reference}")


class Hung(BaseException):
    """Marking was given up. It is no `Exception`, so that nothing in between can take it for one of its own."""


def _give_up(*_: object) -> None:
    raise Hung


def seconds_to_mark(answer: str, target: Target) -> tuple[float, str]:
    """The time of its own that it takes to mark and to say how the answer was read, and the verdict."""
    begun = time.process_time()
    mark = studybot.mark(
        answer, target.reference, kind=target.kind, variables=target.variables, tolerance=target.tolerance
    )
    _ = mark.reading
    return time.process_time() - begun, mark.verdict


def bytes_to_mark(answer: str, target: Target) -> int:
    """The most memory that marking holds at any moment, beyond what was held before."""
    tracemalloc.start()
    seconds_to_mark(answer, target)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak


def grown_to() -> float:
    """The most bytes that this process ever held."""
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return held if sys.platform == "darwin" else held * 1024


def fuzz(count: int, seed: int, targets: tuple[Target, ...] = TARGETS) -> Report:
    """Marks `count` random answers, each as one kind."""
    report = Report()
    chance = random.Random(seed)
    signal.signal(signal.SIGALRM, _give_up)
    for target in targets:
        # Imports and prepared references are no part of a check; what is nearly right wants more libraries.
        for answer in (target.reference, f"({target.reference})*1.0000000001"):
            seconds_to_mark(answer, target)
    answers = Answers(seed)
    most = grown_to()
    for report.tried in range(1, count + 1):
        target = chance.choice(targets)
        answer = answers.to(target)
        signal.alarm(HANGS_SECONDS)
        try:
            seconds, verdict = seconds_to_mark(answer, target)
            if seconds > SLOW_SECONDS:
                seconds = min(seconds, *(seconds_to_mark(answer, target)[0] for _ in range(RETRIES)))
            grown, most = grown_to() - most, grown_to()
            if report.tried % TRACED == 0 or seconds > report.slowest[0] or grown > MUCH_BYTES / 10:
                size = bytes_to_mark(answer, target)
                report.largest = max(report.largest, (size, answer, target.kind))
                if size > MUCH_BYTES:
                    report.found("memory", answer, target)
        except (Exception, Hung) as fault:
            report.found(type(fault).__name__, answer, target)
            continue
        finally:
            signal.alarm(0)
        report.verdicts[verdict] += 1
        report.slowest = max(report.slowest, (seconds, answer, target.kind))
        if seconds > SLOW_SECONDS:
            report.found("slow", answer, target)
    return report


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("count", type=int, nargs="?", default=2_000_000)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    begun = time.perf_counter()
    report = fuzz(given.count, given.seed)
    print(f"{report.tried:,} answers in {time.perf_counter() - begun:.0f} s: {dict(report.verdicts)}")
    seconds, answer, kind = report.slowest
    print(f"slowest {seconds * 1e3:.1f} ms: {answer!r} as {kind}")
    size, answer, kind = report.largest
    print(f"most memory {size / 1e6:.2f} MB: {answer!r} as {kind}")
    print(f"found: {dict(report.faults) or 'nothing'}")
    for line in report.shown:
        print(f"  {line}")
    return 1 if report.faults else 0


if __name__ == "__main__":
    sys.exit(main())

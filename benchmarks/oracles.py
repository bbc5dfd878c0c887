"""The marker against math-verify on the agreed cases, in one run and both warm.

Run from the checkout: `.venv/bin/python -m benchmarks.oracles` lists the cases that either gets wrong.
"""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import studybot

_ANSWERS = Path(__file__).parent.parent / "tests" / "conformance" / "answers.jsonl"
_Verdict = TypeVar("_Verdict")


@dataclass(frozen=True, slots=True)
class Contest:
    """Seconds of one check of both, case by case, and the cases that each decides wrongly."""

    ours: list[float]
    theirs: list[float]
    our_mistakes: list[str]
    their_mistakes: list[str]

    def __str__(self) -> str:
        ratio = statistics.median(theirs / ours for ours, theirs in zip(self.ours, self.theirs, strict=True))
        ours, theirs = statistics.mean(self.ours), statistics.mean(self.theirs)
        return f"median {ratio:.0f} x, means {theirs / ours:.0f} x ({ours * 1e6:.0f} µs, {theirs * 1e6:.0f} µs)"


def against_math_verify() -> Contest:
    """Both on every number and formula that is right or wrong. Raises `ImportError` where math-verify is missing.

    math-verify is used as it documents: `parse` with its own configuration and `verify`, mathematics between dollar
    signs, its time limits off, what it makes of the right answer prepared. It knows no tolerances, so those rows that
    need one are left out. As plain text it reads numbers better, so a case is its mistake only where it is wrong both
    ways; its time is that of the way between dollar signs, as it reads no formulas without.
    """
    rows = [json.loads(line) for line in _ANSWERS.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if row["kind"] in ("number", "expression") and row["expected"] != "invalid"]
    rows = [row for row in rows if row["tolerance"] == {"rel": 1e-9}]
    # Both are warm, and neither has met the answer that is timed: sympy remembers what it made of a text.
    spellings = ("{}", "({})*1.0000000001")
    warming = [{**row, "answer": spelling.format(row["reference"])} for row in rows for spelling in spellings]
    for row in warming:
        _mark(row)
    ours = [_timed(partial(_mark, row)) for row in rows]
    for row in warming:
        _math_verify(row, "${}$")()
    theirs = [_timed(_math_verify(row, "${}$")) for row in rows]
    wanted = [row["expected"] == "correct" for row in rows]
    our_mistakes = [
        _case(row)
        for row, right, (_, verdict) in zip(rows, wanted, ours, strict=True)
        if (verdict == "correct") != right
    ]
    their_mistakes = [
        _case(row)
        for row, right, (_, found) in zip(rows, wanted, theirs, strict=True)
        if found != right and _math_verify(row, "{}")() != right
    ]
    return Contest([seconds for seconds, _ in ours], [seconds for seconds, _ in theirs], our_mistakes, their_mistakes)


def _mark(row: dict[str, Any]) -> str:
    return studybot.mark(
        row["answer"],
        row["reference"],
        kind=row["kind"],
        variables=row["variables"],
        tolerance=row["tolerance"],
    ).verdict


def _math_verify(row: dict[str, Any], spelled: str) -> Callable[[], bool]:
    """A check of a row by math-verify, the right answer parsed beforehand."""
    import math_verify

    gold = math_verify.parse(spelled.format(row["reference"]), parsing_timeout=None)
    answer = spelled.format(row["answer"])

    def check() -> bool:
        return bool(math_verify.verify(gold, math_verify.parse(answer, parsing_timeout=None), timeout_seconds=None))

    return check


def _timed(check: Callable[[], _Verdict]) -> tuple[float, _Verdict]:
    """Seconds that a check takes for itself, and what it says."""
    begun = time.process_time()
    verdict = check()
    return time.process_time() - begun, verdict


def _case(row: dict[str, Any]) -> str:
    return f"{row['id']}: {row['answer']} for {row['reference']} is {row['expected']}"


def main() -> None:
    contest = against_math_verify()
    print(f"{len(contest.ours)} cases: {contest}")
    for who, mistakes in (("studybot", contest.our_mistakes), ("math-verify", contest.their_mistakes)):
        print(f"{who} gets {len(mistakes)} wrong")
        for case in mistakes:
            print(f"  {case}")


if __name__ == "__main__":
    main()

"""Positions in several pieces: a union's members may stand in braces of their own."""

from __future__ import annotations

import pytest

from studybot.marking.call import mark


@pytest.mark.parametrize(
    "answer",
    [
        "50-60 U 61-71",
        "{50, 51} U 52..71",
        "50-60 ∪ {61, 62, ..., 71}",
        "{50, 51, ..., 60} union {61, 62, ..., 71}",
        "{50-60 U 61-71}",
        "50-60 and 61-71",
    ],
)
def test_a_union_counts_however_its_members_are_written(answer: str) -> None:
    assert mark(answer, "50-71", kind="positions").verdict == "correct"


@pytest.mark.parametrize("answer", ["{50, 51} U", "U 50-71", "50-60 U U 61-71", "{50, 51, ..., 71", "50-71}"])
def test_a_union_with_something_missing_is_asked_for_again(answer: str) -> None:
    assert mark(answer, "50-71", kind="positions").verdict == "invalid"


def test_two_numbers_in_square_brackets_are_asked_about() -> None:
    """They may be meant as an interval, and as a list of two."""
    found = mark("[50, 71]", "50-71", kind="positions")
    assert (found.verdict, found.credit) == ("invalid", 0.0)
    assert "write 50-71 for the run, {50, 71} for the two" in found.feedback[0]
    assert mark("{50, 71}", "50-71", kind="positions").verdict == "wrong"
    assert mark("[50, 51]", "50-51", kind="positions").verdict == "correct"

"""`bank check` on several cores: the same reports, in the same order, and an end at Ctrl-C."""

from __future__ import annotations

import os
import signal
import time
from operator import neg
from pathlib import Path
from typing import NamedTuple

import pytest
from checking import RIDE, bank_of

from studybot.vetting.check import check_questions
from studybot.vetting.processes import spread_over


def end_in_another_process(parent_and_item: tuple[int, int]) -> int:
    """As if the system took a process away that needs too much memory."""
    parent, item = parent_and_item
    if os.getpid() != parent and item == 3:
        os.kill(os.getpid(), signal.SIGTERM)
    return -item


def test_results_come_in_order_from_several_processes_or_one() -> None:
    items = list(range(20))
    expected = [-item for item in items]
    assert list(spread_over(2, neg, items)) == expected
    assert list(spread_over(1, neg, items)) == expected


def test_what_a_lost_process_had_to_do_is_done_all_the_same() -> None:
    items = [(os.getpid(), item) for item in range(8)]
    assert list(spread_over(2, end_in_another_process, items)) == [-item for item in range(8)]


def test_reports_are_the_same_from_two_processes(tmp_path: Path) -> None:
    rides = "".join(RIDE.replace("id: ride", f"id: ride-{number}") for number in range(6))
    questions = bank_of(tmp_path, rides.replace("says: duration of the ride", "says: time")).questions
    told: list[tuple[int, int]] = []
    made = check_questions(questions, variants=500, processes=2, progress=lambda done, all_: told.append((done, all_)))
    assert made == check_questions(questions, variants=500)
    assert told == [(done, 6) for done in range(7)]


class Handed(NamedTuple):
    """Ctrl-C comes while another process hands it over."""

    parent: int

    def __reduce__(self) -> tuple[type[Handed], tuple[int]]:
        if os.getpid() != self.parent:
            os.kill(os.getpid(), signal.SIGINT)
        return Handed, (self.parent,)


def interrupted_in_another_process(parent: int) -> None:
    if os.getpid() != parent:
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(60)


def test_what_is_handed_over_is_not_interrupted() -> None:
    assert list(spread_over(2, Handed, [os.getpid()] * 8)) == [Handed(os.getpid())] * 8


def test_an_interruption_of_the_work_comes_out() -> None:
    with pytest.raises(KeyboardInterrupt):
        list(spread_over(2, interrupted_in_another_process, [os.getpid()] * 8))

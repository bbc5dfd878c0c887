"""Points that a sheet gives to questions of a bank, against shares that were worked out by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studybot.formula.errors import Place, StudybotError
from studybot.sheets.files.sheet_file import Points
from studybot.sheets.worth import least_shared, worth

PLACE = Place("x.yaml", 3, 5)


def total(number: int) -> Points:
    return Points((number,), True, PLACE)


def test_without_points_the_bank_decides() -> None:
    assert worth(None, [1, 2], "a/b") == (1, 2)


def test_one_number_for_each_part() -> None:
    assert worth(Points((2, 0, 3), False, PLACE), [1, 1, 1], "a/b") == (2, 0, 3)


@pytest.mark.parametrize(
    ("number", "own", "shared"),
    [
        (10, [1, 1, 1], (4, 3, 3)),
        (3, [1, 1, 1], (1, 1, 1)),
        # One each, and of the four others 4/3, 4/3 and 8/6: the first remainders are the largest.
        (7, [1, 1, 1], (3, 2, 2)),
        # One each, and 8 shared as 2 to 6.
        (10, [1, 3], (3, 7)),
        # Nothing for a part that counts for nothing.
        (5, [2, 0, 1], (3, 0, 2)),
        # A survey.
        (4, [0, 0], (2, 2)),
    ],
)
def test_a_total_is_shared_out_as_the_points_of_the_bank(number: int, own: list[int], shared: tuple[int, ...]) -> None:
    assert worth(total(number), own, "a/b") == shared


@given(st.lists(st.integers(1, 20), min_size=1, max_size=12), st.integers(0, 300))
def test_shares_come_to_the_total_and_nobody_gets_nothing(own: list[int], more: int) -> None:
    shared = worth(total(len(own) + more), own, "a/b")
    assert sum(shared) == len(own) + more
    assert min(shared) >= 1
    pairs = list(zip(own, shared, strict=True))
    # Who counts for more has no less.
    assert all(one <= other for a, one in pairs for b, other in pairs if a < b)


@pytest.mark.parametrize(("own", "least"), [([1, 1, 1], 3), ([2, 0, 1], 2), ([0, 0], 2)])
def test_as_many_points_as_parts_can_share_are_shared_and_no_fewer(own: list[int], least: int) -> None:
    assert least_shared(own) == least
    assert sum(worth(total(least), own, "a/b")) == least
    with pytest.raises(StudybotError, match=f"which cannot share {least - 1}"):
        worth(total(least - 1), own, "a/b")


@pytest.mark.parametrize(
    ("points", "told"),
    [
        (Points((1, 2), False, PLACE), "a/b has 3 parts, and these are points for 2"),
        (total(2), "a/b has 3 parts, which cannot share 2"),
    ],
)
def test_points_that_do_not_fit_are_told_with_their_place(points: Points, told: str) -> None:
    with pytest.raises(StudybotError, match=told) as caught:
        worth(points, [1, 1, 1], "a/b")
    assert caught.value.place == PLACE

"""An estimate gets full credit within one factor of the answer and half within another."""

from __future__ import annotations

import math

import pytest

from studybot.marking.magnitude import credit_within, factor_told


@pytest.mark.parametrize(
    ("value", "credit"),
    [
        (3e5, 1.0),
        (6e5, 1.0),
        (1.5e5, 1.0),
        (6.1e5, 0.5),
        (3e6, 0.5),
        (3e4, 0.5),
        (3.1e6, 0.0),
        (2.9e4, 0.0),
        (-3e5, 0.0),
        (0.0, 0.0),
        (math.inf, 0.0),
        (math.nan, 0.0),
    ],
)
def test_credit_falls_with_the_factor(value: float, credit: float) -> None:
    assert credit_within(value, 3e5, factor=2, half=10) == credit


def test_the_bounds_belong_to_it_although_floats_miss_them() -> None:
    assert 0.3 / 0.1 < 3 < 0.1 * 3 / 0.1  # one is below, the other above
    assert credit_within(0.1 * 3, 0.1, factor=3) == 1.0
    assert credit_within(0.1, 0.1 * 3, factor=3) == 1.0
    assert credit_within(3.0000001, 1, factor=3) == 0.0


def test_without_a_wider_factor_there_is_no_half_credit() -> None:
    assert credit_within(7, 1, factor=2) == 0.0


def test_negative_answers_are_near_negative_ones() -> None:
    assert credit_within(-15, -10, factor=2) == 1.0


def test_nothing_but_zero_is_near_zero() -> None:
    assert credit_within(0, 0, factor=2) == 1.0
    assert credit_within(1e-30, 0, factor=2, half=10) == 0.0


def test_factors_that_no_float_holds_are_far_off() -> None:
    assert credit_within(1e300, 1e-300, factor=2, half=10) == 0.0
    assert factor_told(1e-300, 1e300) is None


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (4.3, "yours is 4.3 times the answer"),
        (1 / 4.3, "yours is the answer divided by 4.3"),
        (9.97, "yours is 10 times the answer"),
        (431, "yours is 430 times the answer"),
        (1 / 43, "yours is the answer divided by 43"),
        (2.4e5, "yours is about 10^5 times the answer"),
        (1e-6, "yours is the answer divided by about 10^6"),
        (1.04, None),
        (-4.3, None),
        (0.0, None),
    ],
)
def test_the_factor_is_told_once_the_part_is_closed(value: float, told: str | None) -> None:
    assert factor_told(value, 1.0) == told

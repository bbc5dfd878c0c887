"""How near is near enough: bounds are inclusive, and the last bits of floats decide nothing."""

from __future__ import annotations

import pytest
from answers import read

from studybot.marking.reading import Figures, written_figures
from studybot.marking.tolerance import Tolerance


@pytest.mark.parametrize(
    ("tolerance", "reference", "inside", "outside"),
    [
        (Tolerance(relative=0.01), 10.0, [9.9, 10.1, 10.0], [9.899999, 10.100001]),
        (Tolerance(relative=0.01), -10.0, [-9.9, -10.1], [-9.89, 10.0]),
        (Tolerance(relative=0.05), 3e33, [3.15e33, 2.85e33], [3.1501e33, 2.8499e33]),
        (Tolerance(relative=0.05), 4e-33, [3.8e-33, 4.2e-33], [0.0, 3.79e-33]),
        (Tolerance(absolute=0.1), 10.0, [9.9, 10.1], [9.89, 10.11]),
        (Tolerance(absolute=0.1, relative=0.02), 10.0, [9.8, 10.2], [9.79, 10.21]),
        (Tolerance(absolute=0.5, relative=0.02), 10.0, [9.5, 10.5], [9.49, 10.51]),
        (Tolerance(relative=0.0), 10.0, [10.0], [9.999999, 10.000001]),
        (Tolerance(relative=0.001, absolute=1e-12), 0.0, [1e-15, -1e-12, 0.0], [1e-6]),
        (Tolerance(), 0.3, [0.1 + 0.2], [0.3000001]),
        (Tolerance(relative=0.01), 0.0, [0.0], [1e-300]),
        (Tolerance(figures=3), 0.002345678, [0.00235, 0.002345], [0.00236, 0.00234]),
        (Tolerance(figures=2), 1000.0, [1000.0, 1050.0], [1051.0, 949.0]),
        (Tolerance(decimals=2), 3.14159265, [3.14, 3.1416, 3.146], [3.15, 3.13]),
        (Tolerance(min_figures=3), 3.14159265, [3.14, 3.1416], [3.13, 3.15]),
        (Tolerance(figures=3), 0.0, [0.0], [0.001]),
    ],
)
def test_what_is_near_enough(tolerance: Tolerance, reference: float, inside: list[float], outside: list[float]) -> None:
    assert [tolerance.admits(value, reference) for value in inside] == [True] * len(inside)
    assert [tolerance.admits(value, reference) for value in outside] == [False] * len(outside)


def test_decimals_count_in_the_unit_that_was_written() -> None:
    # 1.5 kW, to one decimal: 1.54 kW rounds to it, 1.56 kW does not.
    assert Tolerance(decimals=1).admits(1540.0, 1500.0, unit_factor=1000.0)
    assert not Tolerance(decimals=1).admits(1560.0, 1500.0, unit_factor=1000.0)


WRITTEN = [
    ("3.14", Figures(3, 3, 2)),
    ("-3.14", Figures(3, 3, 2)),
    ("0.00235", Figures(3, 3, 5)),
    ("2.50", Figures(3, 3, 2)),
    ("1170", Figures(3, 4, 0)),
    ("61,824", Figures(5, 5, 0)),
    ("1e3", Figures(1, 1, None)),
    ("2.350e-3", Figures(4, 4, None)),
    ("2.35*10^-3", Figures(3, 3, None)),
    ("2.35×10⁻³", Figures(3, 3, None)),
    ("3.7 million", Figures(2, 2, None)),
    ("3,700 thousand", Figures(2, 4, None)),
    ("12.5%", Figures(3, 3, None)),
    ("$18.18", Figures(4, 4, 2)),
    ("41.67 s", Figures(4, 4, 2)),
    ("0.0", Figures(1, 1, 1)),
]


@pytest.mark.parametrize(("text", "figures"), WRITTEN)
def test_the_figures_of_a_number(text: str, figures: Figures) -> None:
    assert written_figures(read(text)) == figures


def test_arithmetic_has_no_figures() -> None:
    for text in ("10/3", "1 h 30 min", "1½", "sqrt(2)", "2 + 3"):
        assert written_figures(read(text)) is None


@pytest.mark.parametrize(
    ("tolerance", "text", "complaint"),
    [
        (Tolerance(figures=4), "3.14", "the answer is to have exactly 4 significant figures"),
        (Tolerance(figures=3), "3.142", "the answer is to have exactly 3 significant figures"),
        (Tolerance(figures=3), "1170", None),
        (Tolerance(figures=1), "1.0", "the answer is to have exactly 1 significant figure"),
        (Tolerance(decimals=2), "3.140", "the answer is to have exactly 2 decimals"),
        (Tolerance(decimals=2), "3.14", None),
        (Tolerance(decimals=0), "3", None),
        (Tolerance(min_figures=3), "3.1", "the answer is to have at least 3 significant figures"),
        (Tolerance(min_figures=3), "3.1416", None),
        (Tolerance(figures=3), "22/7", "the answer is to be written out as one number"),
        (Tolerance(relative=0.01), "22/7", None),
    ],
)
def test_a_number_is_to_be_written_as_asked(tolerance: Tolerance, text: str, complaint: str | None) -> None:
    assert tolerance.written_wrongly(written_figures(read(text))) == complaint

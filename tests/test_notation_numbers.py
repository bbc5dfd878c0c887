"""Values as shown: sensible figures, powers of ten, words, money, units, and never a nonzero value as 0."""

from __future__ import annotations

import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studybot.formula.parser import DATA, parse
from studybot.formula.tree import UnitFactor, walk
from studybot.formula.units import NO_UNIT, Unit
from studybot.notation.numbers import in_words, show_exact, show_number, show_quantity, show_sci
from studybot.notation.plain import to_plain
from studybot.notation.tree import Number, Quantity
from studybot.notation.tree import Unit as ShownUnit
from studybot.notation.unicode import to_unicode


def unit_of(text: str) -> Unit:
    """The unit that a student writes so."""
    if not text:
        return NO_UNIT
    return next(node.unit for node in walk(parse(f"1 {text}", DATA)) if isinstance(node, UnitFactor))


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.451612903, "0.4516"),
        (-0.15354838, "−0.1535"),
        (41.6666667, "41.67"),
        (1071.39, "1071"),
        (97699.115, "97,699"),
        (14834.91, "14,835"),
        (4096, "4096"),
        (9_999_999, "9,999,999"),
        (9_999_999.6, "10⁷"),
        (1e6, "1,000,000"),
        (1.98e15, "1.98 × 10¹⁵"),
        (1.15741e10, "1.157 × 10¹⁰"),
        (9.6e-20, "9.6 × 10⁻²⁰"),
        (0.001, "0.001"),
        (0.00099996, "0.001"),
        (0.000999, "9.99 × 10⁻⁴"),
        (999.96, "1000"),
        (2.0, "2"),
        (0.1 + 0.2, "0.3"),
        (0.12345, "0.1235"),
        (1e30, "10³⁰"),
        (0.0, "0"),
        (-0.0, "0"),
        (math.inf, "∞"),
        (-math.inf, "−∞"),
        (math.nan, "undefined"),
        (5e-324, "4.941 × 10⁻³²⁴"),
        (1.7976931348623157e308, "1.798 × 10³⁰⁸"),
    ],
)
def test_numbers_have_sensible_figures(value: float, shown: str) -> None:
    assert to_unicode(show_number(value)) == shown


def test_the_caller_may_ask_for_other_figures() -> None:
    assert to_unicode(show_number(0.451612903, figures=2)) == "0.45"
    assert to_unicode(show_number(1234567.8, figures=10)) == "1,234,567.8"
    assert to_unicode(show_sci(4000)) == "4 × 10³"
    assert to_plain(show_sci(1.98e15)) == "1.98e15"


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (18.1818, "USD", "$18.18"),
        (0.42088, "USD", "$0.42"),
        (0.0254, "USD", "$0.0254"),
        (10486.4, "USD", "$10,486"),
        (999.996, "USD", "$1000"),
        (66181.8, "USD", "$66,182"),
        (800_000, "USD", "$800,000"),
        (2.104377e11, "USD", "$2.104 × 10¹¹"),
        (-5.5, "USD", "−$5.50"),
        (1.5 / 3600, "USD/hour", "$1.50/hour"),
        (0.00005 / 1e6, "USD/MB", "$0.00005/MB"),
        (120 / 1e6, "USD/token", "$0.00012/token"),
        (2e12, "B", "2 TB"),
        (2e12, "GB", "2000 GB"),
        (2e9, "TB", "2 GB"),
        (24576, "B", "24,576 B"),
        (4.8e12, "B/s", "4.8 TB/s"),
        (8e9, "bit", "64 Gbits"),
        (999.97e9, "B", "1 TB"),
        (23592960, "MB", "23.59 MB"),
        (2**43, "TiB", "8 TiB"),
        (1, "GPU", "1 GPU"),
        (20, "GPU", "20 GPUs"),
        (0.024, "tokens/min", "1.44 tokens/min"),
        (3600, "hour", "1 hour"),
        (1008, "hour", "0.28 hours"),
        (12.12 * 3600, "GPU-hours", "12.12 GPU-hours"),
        (2e18, "FLOP", "2 × 10¹⁸ FLOP"),
        (3640 * 8.64e19, "petaFLOP-days", "3640 petaFLOP-days"),
        (9.8, "m/s^2", "9.8 m/s²"),
        (6.0, "kg*m/s^2", "6 kg·m/s²"),
        (300, "°C", "26.85 °C"),
        (0.5, "", "0.5"),
    ],
)
def test_quantities_are_shown_as_fits_their_unit(value: float, unit: str, shown: str) -> None:
    assert to_unicode(show_quantity(value, unit_of(unit))) == shown


def test_a_conversion_keeps_the_unit_it_is_about() -> None:
    assert to_unicode(show_quantity(2e14, unit_of("MB"))) == "200 TB"
    assert to_unicode(show_quantity(2e14, unit_of("MB"), keep_unit=True)) == "2 × 10⁸ MB"


def test_a_unit_without_anything_above_the_line_reads_as_per() -> None:
    per_second = NO_UNIT.times(unit_of("s"), -1)
    assert to_unicode(show_quantity(0.02, per_second)) == "0.02 per s"
    assert to_plain(show_quantity(0.02, per_second.to_power(2))) == "0.02 per s^2"


@pytest.mark.parametrize(
    ("digits", "exponent", "unit", "shown"),
    [
        (198, -2, "PFLOP/s", "1.98 PFLOP/s"),
        (15, -1, "USD/hour", "$1.50/hour"),
        (150, -2, "USD/hour", "$1.50/hour"),
        (120, 0, "USD", "$120"),
        (5, -5, "USD/MB", "$0.00005/MB"),
        (7, 9, "parameter", "7 × 10⁹ parameters"),
        (1, 6, "token", "1,000,000 tokens"),
        (4096, 0, "", "4096"),
        (12288, 0, "", "12,288"),
        (30, -2, "", "0.3"),
        (-25, -1, "s", "−2.5 s"),
        (3, -21, "J/bit", "3 × 10⁻²¹ J/bit"),
        (12345678901, 0, "token", "1.2345678901 × 10¹⁰ tokens"),
        (1, 0, "GPU", "1 GPU"),
        (0, 3, "s", "0 s"),
    ],
)
def test_givens_are_shown_exactly(digits: int, exponent: int, unit: str, shown: str) -> None:
    assert to_unicode(show_exact(digits, exponent, unit_of(unit))) == shown


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (1e12, "", "1 trillion"),
        (175e9, "", "175 billion"),
        (1.5e6, "", "1.5 million"),
        (30e6, "", "30 million"),
        (999_999_999.99, "", "1 billion"),
        (12_345_600, "", "12.3456 million"),
        (800_000, "", "800,000"),
        (400, "", "400"),
        (1e15, "", "10¹⁵"),
        (-2e9, "", "−2 billion"),
        (36e6, "USD", "$36 million"),
        (1.5e9, "parameter", "1.5 billion parameters"),
    ],
)
def test_large_numbers_have_words(value: float, unit: str, shown: str) -> None:
    assert to_unicode(in_words(value, unit_of(unit))) == shown


def test_ascii_numbers_have_no_sign_that_a_screen_reader_stumbles_over() -> None:
    assert to_plain(show_quantity(8.64e19, unit_of("FLOP"))) == "8.64e19 FLOP"
    assert to_plain(show_quantity(-1e-9, unit_of("kg*m/s^2"))) == "-1e-9 kg*m/s^2"
    assert to_plain(in_words(175e9)) == "175 billion"


def test_a_quantity_is_a_number_beside_a_unit_in_the_tree() -> None:
    unit = ShownUnit((("tokens", 1), ("min", -1)))
    assert show_quantity(0.024, unit_of("token/min")) == Quantity(Number("1.44"), unit)
    assert show_exact(150, -2, unit_of("USD/hour")) == Quantity(Number("1.50"), ShownUnit((("hour", -1),)), "$")


FINITE = st.floats(allow_nan=False, allow_infinity=False)


@given(FINITE.filter(lambda value: abs(value) < 1e307), st.integers(1, 12))
def test_what_is_shown_is_the_value_to_that_many_figures(value: float, figures: int) -> None:
    shown = to_plain(show_number(value, figures)).replace(",", "")
    assert math.isclose(float(Decimal(shown)), value, rel_tol=0.5000001 * 10 ** (1 - figures), abs_tol=5e-324)
    assert (float(Decimal(shown)) == 0) == (value == 0)


@given(
    FINITE.filter(lambda value: abs(value) < 1e300), st.sampled_from(["USD", "USD/hour", "B", "GB/s", "hour", "GPU"])
)
def test_a_nonzero_quantity_is_never_shown_as_zero(value: float, unit: str) -> None:
    if value and value / unit_of(unit).factor:
        shown = show_quantity(value, unit_of(unit))
        assert isinstance(shown, Quantity)
        assert isinstance(shown.number, Number)
        assert float(shown.number.digits) != 0


@given(st.integers(-(10**12), 10**12), st.integers(-30, 30), st.sampled_from(["", "s", "USD"]))
def test_an_exact_given_can_be_read_back(digits: int, exponent: int, unit: str) -> None:
    shown = to_plain(show_exact(digits, exponent, unit_of(unit))).replace("$", "").replace(",", "").removesuffix(" s")
    assert Decimal(shown) == Decimal(digits).scaleb(exponent)

"""Numbers are read as people write them, and what has two meanings is asked about."""

from __future__ import annotations

import math

import pytest
from answers import fault, read, value

PLAIN = [
    ("42", 42),
    ("-42", -42),
    ("−42", -42),
    ("+42", 42),
    ("--1", 1),
    ("4.", 4),
    (".5", 0.5),
    ("61,824", 61824),
    ("1,234,567.8", 1234567.8),
    ("61 824", 61824),
    ("61\u202f824", 61824),
    ("1 000 000.5", 1000000.5),
    ("１２３", 123),
    ("5%", 0.05),
    ("0.5 percent", 0.005),
    ("1.03 %", 0.0103),
    ("50 per cent", 0.5),
    ("½", 0.5),
    ("1½", 1.5),
    ("1 ½", 1.5),
    ("2⅔", 2 + 2 / 3),
    ("½ million", 5e5),
    ("2½ million", 2.5e6),
    ("5 hundred thousand", 5e5),
    ("|-5|", 5),
    ("5\u200b", 5),
]
POWERS_OF_TEN = [
    ("1.98e15", 1.98e15),
    ("1.98E+15", 1.98e15),
    ("1.98 e15", 1.98e15),
    ("5e−4", 5e-4),
    ("1.98×10^15", 1.98e15),
    ("1.98 × 10 ^ 15", 1.98e15),
    ("1.98 x 10^15", 1.98e15),
    ("1.98x10^15", 1.98e15),
    ("1.98 X 10**15", 1.98e15),
    ("1.98*10**15", 1.98e15),
    ("1.98*10^(15)", 1.98e15),
    ("2·10¹⁴", 2e14),
    ("2⋅10⁻³", 2e-3),
    ("2 × 10^-3", 2e-3),
    ("2 x 10^{-3}", 2e-3),
    ("10⁸", 1e8),
    ("10**-3", 1e-3),
    ("10^{15}", 1e15),
]
WORDS = [
    ("3.7 million", 3.7e6),
    ("3.7 Million", 3.7e6),
    ("3.7M", 3.7e6),
    ("1.28x", 1.28),
    ("1.28 times", 1.28),
    ("12-fold", 12),
    ("3.7 M", 3.7e6),
    ("3,700 thousand", 3.7e6),
    ("0.0037B", 3.7e6),
    ("1.6bn", 1.6e9),
    ("1.6 Bn", 1.6e9),
    ("8.33 trillion", 8.33e12),
    ("8.33T", 8.33e12),
    ("3.5k", 3500),
    ("3.5K", 3500),
    ("97.7k", 97700),
]
ARITHMETIC = [
    ("60/41.67", 60 / 41.67),
    ("2 + 2/3", 8 / 3),
    ("1/2/2", 0.25),
    ("2^3^2", 512),
    ("-2^2", -4),
    ("3*-2^2", -12),
    ("2^-2", 0.25),
    ("3²", 9),
    ("3(4)", 12),
    ("2π", 2 * math.pi),
    ("sqrt(2)", math.sqrt(2)),
    ("√2", math.sqrt(2)),
    ("log₂(8)", 3),
    ("3!", 6),
    ("10% of 50", 5),
    ("100% - 20%", 0.8),
    ("max(1, 200)", 200),
    ("12 ÷ 4", 3),
]
TRIMMED = [
    ("~42", 42),
    ("≈ 42", 42),
    ("≈42.", 42),
    ("about 42", 42),
    ("approx. 42", 42),
    ("ca. 42", 42),
    ("circa 42", 42),
    ("= 42", 42),
    ("~ -42", -42),
    ("  42  ", 42),
    ("42\n", 42),
    ("\t42", 42),
    ("42,", 42),
    ("answer = 42", 42),
    ("y ≈ 42", 42),
    ("Answer: 42", 42),
    ("$42$", 42),
    ("**42**", 42),
]
LATEX = [
    ("1.98 \\times 10^{15}", 1.98e15),
    ("$1.98 \\times 10^{15}$", 1.98e15),
    ("$$1.98 \\cdot 10^{15}$$", 1.98e15),
    ("\\(1.98 \\times 10^{15}\\)", 1.98e15),
    ("\\frac{1}{3}", 1 / 3),
    ("\\dfrac{8 \\times 10^{3}}{2}", 4000),
    ("\\sqrt{16}", 4),
    ("\\approx 42", 42),
    ("5\\%", 0.05),
    ("\\boxed{42}", 42),
]


@pytest.mark.parametrize(("text", "worth"), [*PLAIN, *POWERS_OF_TEN, *WORDS, *ARITHMETIC, *TRIMMED, *LATEX])
def test_a_number_is_read(text: str, worth: float) -> None:
    assert value(text) == pytest.approx(worth, rel=1e-12)


ASKED_ABOUT = [
    ("1,5", "formula.comma"),  # one and a half, or a slip in 15?
    ("0,001", "formula.comma"),
    ("0,500", "formula.comma"),
    ("1000,99", "formula.comma"),
    ("12,34,567", "formula.comma"),
    ("1.234.567,8", "formula.point"),
    ("0.(3)", "formula.point"),
    ("0.333…", "formula.character"),
    ("1'000", "formula.character"),
    ("1_000", "formula.character"),
    ("1.0 × 10−5", "formula.lost-power"),  # the raised −5 of a PDF, or a difference?
    ("2 1/2", "formula.operator"),
    ("1 000 00", "formula.operator"),
    ("5!!", "formula.twice"),
    ("5%%", "formula.twice"),
    ("0x10", "formula.hexadecimal"),
    ("min(1, 2,000)", "formula.comma"),
    ("5 ± 1", "formula.character"),
    ("5 to 6", "formula.words"),
    ("5..6", "formula.range"),
    ("2+3 = 5", "formula.dimension"),
    ("3.7 mio", "formula.unknown"),
    ("5 < 6", "formula.dimension"),
    ("not 5", "formula.dimension"),
    ("1/3 %", "formula.scaled-divisor"),
    ("1/2 million", "formula.scaled-divisor"),
    ("7b", "answer.letter"),
    ("3.7m", "answer.letter"),
    ("8 t", "answer.letter"),
    ("1L", "answer.letter"),
]


@pytest.mark.parametrize(("text", "code"), ASKED_ABOUT)
def test_what_has_two_meanings_is_asked_about(text: str, code: str) -> None:
    assert fault(text).code == code


@pytest.mark.parametrize("text", ["1e400", "2^10000", "1e-400", "170!*171!", "1/0", "0/0", "(-8)^(1/3)", "10^400"])
def test_what_floats_cannot_hold_is_no_answer(text: str) -> None:
    assert fault(text).code in ("formula.overflow", "formula.underflow", "formula.undefined")


def test_an_answer_too_large_in_its_unit_is_no_answer() -> None:
    assert fault("1e300", "petaFLOP-day").code == "formula.overflow"


def test_letters_are_billions_where_numbers_are_counted_and_bytes_where_data_is_measured() -> None:
    assert value("175B", "parameter") == 175e9
    assert value("175B", "B") == 175
    assert value("175 GB", "B") == 175e9
    assert value("5B", "USD") == 5e9
    assert fault("3 M", "mol/l").code == "formula.unknown"
    # Right after the number, and before the unit, a letter can only be a multiplier.
    assert value("3M s", "s") == 3e6


def test_a_letter_is_a_multiplier_where_a_unit_would_give_the_wrong_dimension() -> None:
    assert value("70B * 2 bytes", "B") == 140e9
    assert value("1T * 2 bytes", "B") == 2e12
    assert value("5k/s", "token/s") == 5000
    assert value("1e9 * 2B", "B") == 2e9
    assert fault("200 T", "B").hint == "did you mean TB?"
    assert fault("640K", "B").message == "K is short for kelvin"
    assert value("640 K", "K") == 640


def test_a_unit_belongs_to_the_quotient_unless_that_gives_the_wrong_dimension() -> None:
    assert value("60/41.67 tokens/min", "token/min") == pytest.approx(1.44, rel=1e-4)
    assert value("1/42 s", "s") == pytest.approx(1 / 42)
    assert value("1/42 s", "token/s") == pytest.approx(1 / 42)
    assert value("1.08e18 / 1 h", "FLOP/s") == pytest.approx(3e14)
    assert value("1/0.2 s/token", "token/s") == pytest.approx(5)


def test_there_is_no_minus_zero() -> None:
    assert math.copysign(1, value("-0")) == 1


def test_a_cross_is_no_name() -> None:
    assert value("2 x 10^5", foreign={"x"}) == 2e5
    assert value("5 x 3") == 15
    assert fault("2x", foreign={"x"}).code == "formula.letters"


def test_a_literal_keeps_its_spelling() -> None:
    assert read("2.50").is_literal
    assert read("1.98 × 10^15").is_literal
    assert not read("60/41.67").is_literal
    assert not read("1½").is_literal

"""A number is right, wrong with a reason that tells no more than it may, or asked for again."""

from __future__ import annotations

import pytest
from answers import mark, verdict

from studybot.marking.tolerance import Tolerance

# The answers of the homework sheet, in notations that people use.
HOMEWORK = [
    ("1e30 FLOP", ["1e30", "10^30", "10³⁰ FLOP", "1e15 petaFLOP", "1e6 * 1e24"]),
    ("1.7e15 token", ["1.7e15", "1.7·10^15 tokens", "1.7 x 10^15", "1700 trillion"]),
    ("5.95e9 book", ["5.95e9", "5.95 billion", "5.95bn books", "5,952,380,952"]),
    ("2 TB", ["2 TB", "2000 GB", "2e12 bytes", "1.82 TiB", "16 Tb"]),
    ("$800,000", ["$800,000", "800000", "800k", "0.8M USD", "$0.8 million", "800 kUSD"]),
    ("41.67 s", ["41.67 s", "~42 s", "0.6944 min", "200 TB / 4.8 TB/s", "200/4.8 s"]),
    ("1.44 token/min", ["1.44 tokens/min", "0.024 tokens/s", "60/41.67 tokens/min", "1.44/min", "0.024 Hz"]),
    ("23.6 MB", ["23.6 MB", "23.6e6 B", "23,592,960 bytes", "22.5 MiB"]),
    ("8.64e19 FLOP", ["8.64×10^19", "86.4 EFLOP", "1 petaFLOP-day", "1e15 * 86400"]),
    ("12.12 GPU*hour", ["12.12 GPU-hours", "12.12 h", "12.12 GPU h", "0.505 GPU-days"]),
    ("$18.18", ["$18.18", "18.18", "12.12 * 1.5", "12.12 h * $1.50/h", "1818 cents"]),
    ("194.9 day", ["194.9 days", "1.684e7 s", "6.4 months".replace("6.4 months", "4677 h"), "0.5336 years"]),
    ("97699 burger", ["97,699", "97.7k burgers", "552 t/(113 g * 50)", "97 699 hamburgers"]),
    ("552 t", ["552 t", "552 t CO2", "552,000 kg", "0.552 kt"]),
    ("1.9e-4 W", ["1.9e-4 W", "0.19 mW", "190 µW", "9.6e-20 J * 1.98e15 /s"]),
]


@pytest.mark.parametrize(("right", "answer"), [(right, answer) for right, answers in HOMEWORK for answer in answers])
def test_a_right_answer_in_any_notation(right: str, answer: str) -> None:
    assert verdict(answer, right, within=0.011) == "correct"


WRONG = [
    ("1.44 tokens", "1.44 token/min", "that is an amount; a rate is asked for"),
    ("86.4 EFLOP/s", "86.4 EFLOP", "that is a rate; an amount is asked for"),
    ("1.44 min/token", "1.44 token/min", "that is upside down; the answer is in tokens/min"),
    ("2 TB", "41.67 s", "that unit measures something else; the answer is in s"),
    ("5 GB", "5 token", "that unit measures something else; the answer is in tokens"),
    ("5 USD", "5", "the answer is a plain number, without a unit"),
    ("5 books", "5 page", "the answer counts pages, not books"),
    ("5 words * 3", "15 token", "the answer counts tokens, not words"),
    ("5 tokens", "5", "a plain number is asked for, not a number of tokens"),
    ("1.4 words/token", "1.4 token/word", "that is upside down; the answer is in tokens/word"),
    ("5 tokens", "5 FLOP/token", "that is upside down; the answer is in FLOP/token"),
    ("0 s", "0 m", "that unit measures something else; the answer is in m"),
    ("9%", "9", "too small, by about 10^2"),
    ("$10.486", "$10,486", "too small, by about 10^3"),
    ("200 GB", "200 TB", "too small, by about 10^3"),
    ("11", "10", "too large"),
    ("9", "10", "too small"),
    ("100", "10", "too large, by a factor of about 10"),
    ("99", "10", "too large"),
    ("-10", "10", "too small"),
    ("0", "10", "too small"),
    ("10", "0", "too large"),
    ("1e300", "1e-300", "too large, by about 10^600"),
]


@pytest.mark.parametrize(("answer", "right", "feedback"), WRONG)
def test_a_wrong_answer_is_told_why(answer: str, right: str, feedback: str) -> None:
    found = mark(answer, right, within=1e-6)
    assert (found.verdict, found.credit) == ("wrong", 0.0)
    assert [remark.text for remark in found.remarks] == [feedback]


def test_labels_may_be_left_out_or_cancel() -> None:
    assert verdict("12.12 h", "12.12 GPU*hour") == "correct"
    assert verdict("2 FLOP/token * 1e6 tokens", "2e6 FLOP") == "correct"
    assert verdict("5 FLOP", "5 FLOP/token") == "correct"
    assert verdict("5 parameters * 2 B", "10 B") == "correct"


def test_a_conversion_wants_its_unit() -> None:
    assert mark("1.157e10 petaFLOP-days", "1.157e10 petaFLOP-day", conversion=True).verdict == "correct"
    assert mark("1.157e10", "1.157e10 petaFLOP-day", conversion=True).verdict == "correct"
    assert mark("1e30 FLOP / (8.64e19 FLOP)", "1.157e10 petaFLOP-day", conversion=True).verdict == "correct"
    refused = mark("1e30 FLOP", "1.1574e10 petaFLOP-day", conversion=True)
    assert refused.verdict == "wrong"
    assert refused.remarks[0].text == "the answer is asked for in petaFLOP-days"
    assert mark("1e30", "1.1574e10 petaFLOP-day", conversion=True).verdict == "wrong"


def test_another_prefix_inside_the_tolerance_is_accepted_and_said() -> None:
    accepted = mark("80 GB", "80 GiB", within=0.1)
    assert accepted.verdict == "correct"
    assert [remark.text for remark in accepted.remarks] == ["accepted, but GB is not GiB"]
    assert mark("80 GiB", "80 GiB", within=0.1).remarks == ()
    assert mark("85.9 GB", "80 GiB", within=0.1).remarks == ()


def test_an_unreadable_answer_costs_nothing() -> None:
    asked_again = mark("2*N*T", "2e18 FLOP", foreign={"N", "T"})
    assert (asked_again.verdict, asked_again.reading, asked_again.value) == ("invalid", None, None)
    assert asked_again.fault is not None
    assert asked_again.fault.start == 2
    assert asked_again.remarks[0].text == "N is a name, and the answer is a number (put the numbers in)"


def test_figures_are_asked_for_after_the_value() -> None:
    four = Tolerance(figures=4)
    assert mark("3.142", "3.1415927", tolerance=four).verdict == "correct"
    assert mark("3.14", "3.1415927", tolerance=four).remarks[0].code == "too-small"
    exact = mark("2.5", "2.5", tolerance=Tolerance(figures=3))
    assert exact.remarks[0].text == "the answer is to have exactly 3 significant figures"
    assert mark("0.25 min", "15 s", tolerance=Tolerance(decimals=2)).verdict == "correct"


def test_celsius_is_read_and_not_computed_with() -> None:
    exact = Tolerance(absolute=0.01)
    assert mark("142.8 °C", "415.95 K", tolerance=exact).verdict == "correct"
    assert mark("415.95 K", "142.8 °C", tolerance=exact).verdict == "correct"
    assert mark("100 °C + 42.8 °C", "415.95 K", tolerance=exact).verdict == "invalid"

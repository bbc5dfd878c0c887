"""Where units differ, it is said what is converted into what, and by which rule."""

from __future__ import annotations

from fractions import Fraction

import pytest

from studybot.formula.parser import FORMULA, parse, parse_unit
from studybot.formula.units import NO_UNIT, Unit
from studybot.problem.conversions import (
    natural_unit,
    operand_conversions,
    rules_between,
    without_spent_labels,
)


def unit(text: str) -> Unit:
    return parse_unit(text) if text else NO_UNIT


def written(before: str, after: str) -> list[str]:
    return [
        f"1 {rule.larger.text} = {rule.ratio} {rule.smaller.text}" for rule in rules_between(unit(before), unit(after))
    ]


@pytest.mark.parametrize(
    ("before", "after", "rules"),
    [
        ("s", "hour", ["1 hour = 3600 s"]),
        ("hour", "s", ["1 hour = 3600 s"]),
        ("bit", "GB", ["1 GB = 8000000000 bit"]),
        ("TiB", "TB", [f"1 TiB = {Fraction(1024**4, 10**12)} TB"]),
        ("km/hour", "m/s", ["1 km = 1000 m", "1 hour = 3600 s"]),
        ("USD/hour", "USD/s", ["1 hour = 3600 s"]),
        ("1/s", "token/min", ["1 min = 60 s"]),
        ("PFLOP", "petaFLOP-day", ["1 petaFLOP-day = 86400 PFLOP"]),
        ("FLOP", "petaFLOP-day", [f"1 petaFLOP-day = {86400 * 10**15} FLOP"]),
        ("PFLOP/s", "FLOP/hour", ["1 PFLOP = 1000000000000000 FLOP", "1 hour = 3600 s"]),
        ("J", "kWh", ["1 kWh = 3600000 J"]),
        ("W*hour", "J", ["1 W*hour = 3600 J"]),
        ("cent", "USD", ["1 USD = 100 cent"]),
        ("s", "s", []),
        ("hour", "h", []),
        ("token", "token", []),
    ],
)
def test_the_rules_between_two_units(before: str, after: str, rules: list[str]) -> None:
    assert written(before, after) == rules


def converted(formula: str, units: dict[str, str], target: str) -> list[str]:
    known = {name: unit(text) for name, text in units.items()}
    conversions = operand_conversions(parse(formula, FORMULA), known, unit(target))
    return [f"{found.name}: {found.before.text} -> {found.after.text}" for found in conversions]


@pytest.mark.parametrize(
    ("formula", "units", "target", "conversions"),
    [
        # They agree: nothing to do, even if the result is wanted in another unit.
        ("way / speed", {"way": "km", "speed": "km/hour"}, "s", []),
        ("a * b", {"a": "TB", "b": "USD/TB"}, "USD", []),
        # One of them has the unit of the result.
        ("way / speed", {"way": "m", "speed": "km/hour"}, "hour", ["speed: km/hour -> m/hour"]),
        ("a + b", {"a": "hour", "b": "min"}, "min", ["a: hour -> min"]),
        ("a + b", {"a": "hour", "b": "min"}, "hour", ["b: min -> hour"]),
        ("size / rate", {"size": "GB", "rate": "TB/s"}, "s", ["rate: TB/s -> GB/s"]),
        # Neither has it, and they differ by a power of ten: the plain one.
        ("flop / speed", {"flop": "FLOP", "speed": "PFLOP/s"}, "s", ["speed: PFLOP/s -> FLOP/s"]),
        ("a / b", {"a": "kg", "b": "g"}, "", ["a: kg -> g"]),
        # Otherwise that of the rate.
        ("time * rent", {"time": "s", "rent": "USD/hour"}, "USD", ["time: s -> hour"]),
        ("speed * time", {"speed": "PFLOP/s", "time": "day"}, "FLOP", ["time: day -> s"]),
        ("work / speed", {"work": "petaFLOP-day", "speed": "PFLOP/s"}, "GPU*hour", ["work: petaFLOP-day -> PFLOP"]),
        ("size * price", {"size": "TiB", "price": "USD/GB"}, "USD", ["size: TiB -> GB"]),
        ("2 * N * T", {"N": "parameter", "T": "token"}, "FLOP", []),
        ("k * time", {"time": "s", "k": ""}, "s", []),
    ],
)
def test_operands_are_brought_to_one_unit(
    formula: str, units: dict[str, str], target: str, conversions: list[str]
) -> None:
    assert converted(formula, units, target) == conversions


@pytest.mark.parametrize(
    ("formula", "units", "natural"),
    [
        ("a / b", {"a": "TB", "b": "TB/s"}, "s"),
        ("a * b", {"a": "USD/hour", "b": "hour"}, "USD"),
        ("a * b", {"a": "parameter", "b": "bit"}, "parameter*bit"),
        ("1 / a", {"a": "s"}, "1/s"),
        ("a^2", {"a": "m"}, "m^2"),
        ("a^-1", {"a": "m"}, "1/m"),
        ("sqrt(a)", {"a": "m^2"}, "m"),
        ("a + 3 * a", {"a": "km"}, "km"),
        ("0 + a", {"a": "km"}, "km"),
        ("-a", {"a": "km"}, "km"),
        ("max(a, a)", {"a": "km"}, "km"),
        ("ceil(a / b)", {"a": "TB", "b": "GB"}, ""),
        ("3 * k", {}, ""),
    ],
)
def test_the_unit_that_comes_out(formula: str, units: dict[str, str], natural: str) -> None:
    assert natural_unit(parse(formula, FORMULA), {name: unit(text) for name, text in units.items()}).text == natural


@pytest.mark.parametrize(
    ("natural", "target", "shown"),
    [
        ("parameter*token", "FLOP", ""),
        ("parameter*bit", "GB", "bit"),
        ("token/s", "token/min", "token/s"),
        ("token/s", "1/s", "1/s"),
        ("kFLOP", "s", "kFLOP"),  # what is not worth 1 is never dropped in silence
        ("word/book", "word/book", "word/book"),
    ],
)
def test_counts_that_the_result_does_not_have_are_dropped(natural: str, target: str, shown: str) -> None:
    assert without_spent_labels(unit(natural), unit(target)).text == shown

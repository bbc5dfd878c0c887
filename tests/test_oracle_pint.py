"""A quantity is right in every unit that pint converts it to, and wrong beside it."""

from __future__ import annotations

import random

import pint
import pytest

import studybot

PINT: pint.UnitRegistry[float] = pint.UnitRegistry()
# Units of one dimension in a row, each as it is typed here and as pint knows it.
KINDS = (
    {"s": "s", "ms": "ms", "min": "min", "hours": "hour", "days": "day", "weeks": "week", "µs": "microsecond"},
    {"m": "m", "km": "km", "cm": "cm", "mm": "mm", "ft": "foot", "inches": "inch", "miles": "mile", "nm": "nm"},
    {"kg": "kg", "g": "g", "mg": "mg", "tonnes": "tonne", "lb": "pound", "µg": "microgram"},
    {"B": "byte", "GB": "gigabyte", "TiB": "tebibyte", "bits": "bit", "MB": "megabyte", "KiB": "kibibyte"},
    {"J": "J", "kWh": "kWh", "eV": "eV", "MJ": "MJ", "Wh": "Wh", "kJ": "kJ"},
    {"W": "W", "kW": "kW", "MW": "MW", "mW": "mW"},
    {"K": "K", "mK": "mK"},
    {"A": "A", "mA": "mA", "µA": "microampere"},
    {"mol": "mol", "mmol": "mmol"},
    {"Pa": "Pa", "kPa": "kPa", "MPa": "MPa"},
    {"l": "liter", "ml": "milliliter", "dl": "deciliter"},
)


@pytest.mark.parametrize("seed", range(200))
def test_conversions_are_those_of_pint(seed: int) -> None:
    chance = random.Random(seed)
    kinds = chance.sample(KINDS, chance.choice((1, 1, 2, 3)))
    powers = [1] + [chance.choice((1, -1, -1, -2)) for _ in kinds[1:]]
    ours, theirs = [], []
    for _ in range(2):
        units = [chance.choice(list(kind.items())) for kind in kinds]
        ours.append(_typed([typed for typed, _ in units], powers))
        theirs.append("*".join(f"({name})**{power}" for (_, name), power in zip(units, powers, strict=True)))
    amount = float(f"{10 ** chance.uniform(-3, 3):.4g}")
    converted = PINT.Quantity(amount, theirs[0]).to(theirs[1]).magnitude
    reference = f"{amount!r} {ours[0]}"
    assert studybot.mark(f"{converted!r} {ours[1]}", reference, kind="quantity").verdict == "correct"
    assert studybot.mark(f"{converted * 1.000001!r} {ours[1]}", reference, kind="quantity").verdict == "wrong"


def _typed(units: list[str], powers: list[int]) -> str:
    """`kg*m`, `J/g^2`: the first unit stands above the line."""
    text = units[0]
    for unit, power in zip(units[1:], powers[1:], strict=True):
        sign = "*" if power > 0 else "/"
        text += f"{sign}{unit}" if abs(power) == 1 else f"{sign}{unit}^{abs(power)}"
    return text

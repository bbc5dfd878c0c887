"""Units: what they are worth in base units, exactly, and what they measure.

Measures (seconds, bytes, dollars, ...) have dimensions, which formulas are checked for. Counts (tokens, FLOP, GPUs)
are labels worth 1: formulas are not checked for them, but a label in a student's answer is compared.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import cached_property

from studybot.formula.values import value

# One exponent for each base measure, in this order. Bytes and dollars are base measures here: this is a tool for
# courses on computing, where both are what an answer is asked in.
BASE_MEASURES = ("m", "kg", "s", "A", "K", "mol", "B", "USD")
Exponent = int | Fraction
Dimension = tuple[Exponent, ...]
NO_DIMENSION: Dimension = (0,) * len(BASE_MEASURES)


def dimension_of(**powers: int) -> Dimension:
    """The dimension with these powers of base measures: `dimension_of(kg=1, m=2, s=-2)` is that of energy."""
    return tuple(powers.get(base, 0) for base in BASE_MEASURES)


@value
class Atom:
    """One unit that cannot be taken apart: `TB`, `hour`, `token`.

    `factor` is its worth in base units. `label` is the name of what is counted, or "" for a measure. `offset` is what
    must be added, in base units, after multiplying (degrees Celsius).
    """

    symbol: str
    factor: Fraction
    dimension: Dimension = NO_DIMENSION
    label: str = ""
    plural: str = ""
    offset: Fraction = Fraction(0)


@value
class Unit:
    """A product of powers of atoms, such as USD/hour, in the order in which it was written."""

    powers: tuple[tuple[Atom, Exponent], ...] = ()

    @cached_property
    def factor(self) -> float:
        """How many base units one of it is."""
        if all(power.denominator == 1 for _, power in self.powers):
            return float(self.exact_factor)
        product = 1.0
        for atom, power in self.powers:
            product *= float(atom.factor) ** float(power)
        return product

    @cached_property
    def exact_factor(self) -> Fraction:
        """`factor` as a fraction, for units of whole powers."""
        exact = Fraction(1)
        for atom, power in self.powers:
            exact *= atom.factor**power.numerator
        return exact

    @cached_property
    def offset(self) -> float:
        """What is added in base units after multiplying; not zero for degrees Celsius alone."""
        if len(self.powers) == 1 and self.powers[0][1] == 1:
            return float(self.powers[0][0].offset)
        return 0.0

    @cached_property
    def dimension(self) -> Dimension:
        total = list(NO_DIMENSION)
        for atom, power in self.powers:
            if atom.dimension != NO_DIMENSION:
                for place, exponent in enumerate(atom.dimension):
                    total[place] += exponent * power
        return tuple(total)

    @cached_property
    def labels(self) -> Mapping[str, Exponent]:
        """What is counted, each with its power; labels that cancel are left out."""
        total: dict[str, Exponent] = {}
        for atom, power in self.powers:
            if atom.label:
                total[atom.label] = total.get(atom.label, 0) + power
        return {label: power for label, power in total.items() if power}

    @property
    def is_measure(self) -> bool:
        """Whether it measures anything physical: then a number without a unit is not an answer."""
        return self.dimension not in (NO_DIMENSION, MONEY)

    def times(self, other: Unit, power: Exponent = 1) -> Unit:
        """This unit times a power of another; powers of one atom are joined where the first of them stands."""
        joined = dict(self.powers)
        for atom, exponent in other.powers:
            joined[atom] = joined.get(atom, 0) + exponent * power
        return Unit(tuple((atom, exponent) for atom, exponent in joined.items() if exponent))

    def to_power(self, power: Exponent) -> Unit:
        return Unit(tuple((atom, exponent * power) for atom, exponent in self.powers if exponent * power))

    @cached_property
    def text(self) -> str:
        """As it is written after a number: `FLOP/s`, `USD/hour`, `kg*m/s^2`."""
        return _written(self, plural=False)

    @cached_property
    def plural_text(self) -> str:
        """As it is written after a number other than one: `tokens/min`."""
        return _written(self, plural=True)


def _written(unit: Unit, *, plural: bool) -> str:
    def power_of(power: Exponent, name: str) -> str:
        if power == 1:
            return name
        return f"{name}^{power}" if power.denominator == 1 and power > 0 else f"{name}^({power})"

    above = [(atom, power) for atom, power in unit.powers if power > 0]
    below = [(atom, -power) for atom, power in unit.powers if power < 0]
    # `GPU*hour` reads as `GPU*hours`: only the last factor above the line takes the plural.
    shown = [
        power_of(power, (atom.plural or atom.symbol) if plural and place == len(above) - 1 else atom.symbol)
        for place, (atom, power) in enumerate(above)
    ]
    text = "*".join(shown) or ("1" if below else "")
    return text + "".join(f"/{power_of(power, atom.symbol)}" for atom, power in below)


NO_UNIT = Unit()
MONEY = dimension_of(USD=1)
TIME = dimension_of(s=1)
DATA = dimension_of(B=1)

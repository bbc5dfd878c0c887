"""Where drawn values lie: exact decimals, counted, so that drawing is choosing a whole number.

Every grid turns 32 random bits into `digits` times ten to the power `exponent`, as Python integers for one variant and
on numpy arrays for many, with the same integer arithmetic. No logarithm of a mathematical library takes part: those
differ in the last bit between machines.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from functools import cached_property, lru_cache
from typing import Any

from studybot.bank.schema import POWERS_OF_TEN, Constant, Datum, Given, Pick, Range
from studybot.formula.units import Unit

# A Python integer, or a numpy array of them.
Whole = Any

# 24 bits of a decade's logarithm: neighbours then differ by 1.4e-7, finer than the 6 figures that a range may ask for.
_LOG_BITS = 24
# 10^x is kept with 28 bits after the point, so that a product of two fits 64 bits.
_FIXED = 28
# 10^(2^-k) for k = 1..24, times 2^28, rounded; a test derives them again with 50-digit decimals.
_TENTH_POWERS = (
    848867446, 477353244, 357964434, 309984429, 288462842, 278269033, 273308022, 270860782, 269645392, 269039744,
    268737430, 268586401, 268510918, 268473184, 268454319, 268444888, 268440172, 268437814, 268436635, 268436045,
    268435751, 268435603, 268435530, 268435493,
)  # fmt: skip


@dataclass(frozen=True)
class Choices:
    """One of some data, each as likely as the others."""

    data: tuple[Datum, ...]

    @property
    def count(self) -> int:
        return len(self.data)

    def draw(self, bits: int) -> Datum:
        return self.data[bits * len(self.data) >> 32]

    def draw_many(self, bits: Any) -> Any:
        """Values in base units, for an array of 32-bit numbers."""
        import numpy as np

        return np.array([datum.value for datum in self.data])[places_many(bits, len(self.data))]


@dataclass(frozen=True)
class Steps:
    """`first`, `first + step`, ... in units of ten to the power `exponent`."""

    first: int
    step: int
    count: int
    exponent: int
    unit: Unit
    origin: Datum

    @classmethod
    def of(cls, drawn: Range) -> Steps:
        """The grid of a range with a step. The step divides the range exactly: reading the bank saw to it."""
        assert drawn.step is not None
        unit = drawn.low.unit
        low, high, step = (_in_unit(datum, unit) for datum in (drawn.low, drawn.high, drawn.step))
        exponent = min(int(value.as_tuple().exponent) for value in (low, high, step))
        first, last, stride = (int(value.scaleb(-exponent)) for value in (low, high, step))
        return cls(first, stride, (last - first) // stride + 1, exponent, unit, drawn.low)

    def draw(self, bits: int) -> Datum:
        digits = self.first + (bits * self.count >> 32) * self.step
        return Datum("", digits, self.exponent, self.unit, self.origin.place)

    def draw_many(self, bits: Any) -> Any:
        """Values in base units, for an array of 32-bit numbers."""
        digits = self.first + places_many(bits, self.count) * self.step
        return _values(digits, self.exponent, self.unit)


@dataclass(frozen=True)
class Figures:
    """Log-uniform with so many figures: each decade is as likely, and in it a mantissa m as log10(1 + 1/m)."""

    low: Datum
    high: Datum
    digits: int

    @cached_property
    def count(self) -> int:
        per_decade = 9 * 10 ** (self.digits - 1)
        (low_decade, low), (high_decade, high) = self._ends
        return (high_decade - low_decade) * per_decade + high - low + 1

    @cached_property
    def _ends(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """(decade, mantissa) of both ends; an end off the grid is moved inside."""
        ends = []
        for datum, rounding in ((self.low, ROUND_CEILING), (self.high, ROUND_FLOOR)):
            value = _in_unit(datum, self.low.unit)
            rounded = Context(prec=self.digits, rounding=rounding).plus(value)
            decade = rounded.adjusted()
            ends.append((decade, int(rounded.scaleb(self.digits - 1 - decade))))
        return ends[0], ends[1]

    @cached_property
    def _span(self) -> tuple[int, int]:
        """The logarithms of the low end and of what follows the high end, in 2^-24 decades."""
        # Decimal's log10 is correctly rounded, hence the same on every machine.
        context = Context(prec=30)
        (low_decade, low), (high_decade, high) = self._ends
        below = context.log10(Decimal(low).scaleb(low_decade - self.digits + 1))
        above = context.log10(Decimal(high + 1).scaleb(high_decade - self.digits + 1))
        start, stop = (int((end * (1 << _LOG_BITS)).to_integral_value(ROUND_FLOOR)) for end in (below, above))
        return start, stop

    def draw(self, bits: int) -> Datum:
        start, stop = self._span
        place = start + (bits * (stop - start) >> 32)
        decade, part = place >> _LOG_BITS, place & ((1 << _LOG_BITS) - 1)
        high, middle, low = _power_tables()
        power = high[part >> 16] * middle[part >> 8 & 255] >> _FIXED
        power = power * low[part & 255] >> _FIXED
        mantissa = power * 10 ** (self.digits - 1) >> _FIXED
        first, last = self._ends
        decade, mantissa = min(max((decade, mantissa), first), last)
        return Datum("", mantissa, decade - self.digits + 1, self.low.unit, self.low.place)

    def draw_many(self, bits: Any) -> Any:
        """Values in base units, for an array of 32-bit numbers."""
        import numpy as np

        start, stop = self._span
        place = start + (bits * np.uint64(stop - start) >> np.uint64(32)).astype(np.int64)
        decade, part = place >> _LOG_BITS, place & ((1 << _LOG_BITS) - 1)
        high, middle, low = (np.array(table, dtype=np.int64) for table in _power_tables())
        power = high[part >> 16] * middle[part >> 8 & 255] >> _FIXED
        power = power * low[part & 255] >> _FIXED
        mantissa = power * 10 ** (self.digits - 1) >> _FIXED
        # Both ends are compared as one number, decade before mantissa.
        weight = 10**self.digits
        (low_decade, low_mantissa), (high_decade, high_mantissa) = self._ends
        joined = np.clip(
            decade * weight + mantissa, low_decade * weight + low_mantissa, high_decade * weight + high_mantissa
        )
        decade, mantissa = joined // weight, joined % weight
        return _values(mantissa, decade - self.digits + 1, self.low.unit)


Grid = Choices | Steps | Figures


def grid_of(given: Given) -> Grid | None:
    """The grid on which a given is drawn; None for what is computed or comes with a row."""
    match given.drawing:
        case Pick(data):
            return Choices(data)
        case Constant(datum):
            return Choices((datum,))
        case Range(digits=int(digits), low=low, high=high):
            return Figures(low, high, digits)
        case Range() as drawn:
            return Steps.of(drawn)
    return None


def places_many(bits: Any, count: int) -> Any:
    """Whole numbers below `count`, from an array of 32-bit numbers."""
    import numpy as np

    return (bits * np.uint64(count) >> np.uint64(32)).astype(np.int64)


def _in_unit(datum: Datum, unit: Unit) -> Decimal:
    """The exact number of a datum in another unit of its dimension (both ends of 500 GB to 2 TB on one grid)."""
    number = Decimal(datum.digits).scaleb(datum.exponent)
    if datum.unit == unit:
        return number
    ratio = datum.unit.exact_factor / unit.exact_factor
    return number * ratio.numerator / ratio.denominator


@lru_cache(maxsize=1)
def _power_tables() -> tuple[list[int], list[int], list[int]]:
    """10^(k/2^8), 10^(k/2^16) and 10^(k/2^24) for k < 256, times 2^28."""
    tables: list[list[int]] = []
    for group in range(3):
        table = []
        for index in range(256):
            product = 1 << _FIXED
            for bit in range(8):
                if index >> (7 - bit) & 1:
                    product = product * _TENTH_POWERS[group * 8 + bit] >> _FIXED
            table.append(product)
        tables.append(table)
    return tables[0], tables[1], tables[2]


def _values(digits: Any, exponent: Whole, unit: Unit) -> Any:
    """`Datum.value` on arrays: the same roundings in the same order."""
    import numpy as np

    powers = np.array(POWERS_OF_TEN)
    exponent = np.asarray(exponent)
    scale = powers[np.abs(exponent)]
    number = np.where(exponent >= 0, digits * scale, digits / scale)
    return number * unit.factor + unit.offset

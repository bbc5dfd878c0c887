"""Where drawn values lie: exact decimals, counted, so that drawing is choosing a whole number.

Every grid turns 32 random bits into `digits` times ten to the power `exponent`, as Python integers for one variant and
on numpy arrays for many, with the same integer arithmetic. No logarithm of a mathematical library takes part: those
differ in the last bit between machines.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from functools import cached_property, lru_cache
from typing import Any

from studybot.bank.schema import POWERS_OF_TEN, Block, Constant, Datum, Given, Pick, Range
from studybot.formula.units import Unit
from studybot.formula.values import value

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


@value
class Choices:
    """One of some data, each as likely as the others."""

    data: tuple[Datum | Block, ...]

    @property
    def count(self) -> int:
        return len(self.data)

    def draw(self, bits: int) -> Datum | Block:
        return self.data[bits * len(self.data) >> 32]

    def draw_many(self, bits: Any) -> Any:
        """Values in base units, for an array of 32-bit numbers."""
        return values_at(self.data, places_many(bits, len(self.data)))


@value
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


@value
class Figures:
    """Log-uniform with so many figures: each decade is as likely, and in it a mantissa m as log10(1 + 1/m)."""

    low: Datum
    high: Datum
    digits: int

    @cached_property
    def count(self) -> int:
        per_decade: int = 9 * 10 ** (self.digits - 1)
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

        start, stop = self._span
        place = places_many(bits, stop - start)
        place += start
        decade = place >> _LOG_BITS
        place &= (1 << _LOG_BITS) - 1
        coarse, fine = _power_arrays()
        mantissa = coarse[place >> 8]
        mantissa *= fine[place & 255]
        mantissa >>= _FIXED
        mantissa *= 10 ** (self.digits - 1)
        mantissa >>= _FIXED
        first, last = self._ends
        _clamp(decade, mantissa, first, last)
        return _values(mantissa, decade - (self.digits - 1), self.low.unit)


def _clamp(decade: Any, mantissa: Any, first: tuple[int, int], last: tuple[int, int]) -> None:
    """Move what lies outside of the ends onto them."""
    low = (decade < first[0]) | ((decade == first[0]) & (mantissa < first[1]))
    decade[low], mantissa[low] = first
    high = (decade > last[0]) | ((decade == last[0]) & (mantissa > last[1]))
    decade[high], mantissa[high] = last


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


def values_at(data: Sequence[Datum | Block], places: Any) -> Any:
    """The values in base units of the data at an array of places: numbers, or matrices of one shape."""
    import numpy as np

    blocks = [datum.value.rows for datum in data if isinstance(datum, Block)]
    if not blocks:
        return np.array([datum.value for datum in data])[places]
    from studybot.formula.arrays import Matrices

    return Matrices(np.array(blocks)[places])


def put_at(values: Any, places: Any, drawn: Any) -> None:
    """Replace the values at an array of places, of numbers or of matrices."""
    from studybot.formula.arrays import Matrices

    if isinstance(values, Matrices):
        values.array[places] = drawn.array
    else:
        values[places] = drawn


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


@lru_cache(maxsize=1)
def _power_arrays() -> tuple[Any, Any]:
    """The tables as arrays, the first two multiplied out into one: a million look-ups take a third less time."""
    import numpy as np

    high, middle, low = (np.array(table, dtype=np.int64) for table in _power_tables())
    return (high[:, None] * middle[None, :] >> _FIXED).reshape(-1), low


def _values(digits: Any, exponent: Whole, unit: Unit) -> Any:
    """`Datum.value` on arrays: the same roundings in the same order, or none where a factor is 1."""
    import numpy as np

    if isinstance(exponent, int):
        number = digits * POWERS_OF_TEN[exponent] if exponent >= 0 else digits / POWERS_OF_TEN[-exponent]
    else:
        least, most = int(exponent.min()), int(exponent.max())
        exponent -= least
        times = np.array([POWERS_OF_TEN[max(power, 0)] for power in range(least, most + 1)])
        over = np.array([POWERS_OF_TEN[max(-power, 0)] for power in range(least, most + 1)])
        number = digits * times[exponent] if most > 0 else digits.astype(float)
        if least < 0:
            number /= over[exponent]
    if unit.factor != 1:
        number *= unit.factor
    return number + unit.offset if unit.offset else number

"""How a value is shown: with how many figures, as a power of ten, in words, with which unit."""

from __future__ import annotations

import math
from dataclasses import replace
from fractions import Fraction as Ratio
from functools import lru_cache

from studybot.formula.matrix import Matrix
from studybot.formula.positions import Positions
from studybot.formula.units import DATA as DATA_SIZE
from studybot.formula.units import NO_UNIT, TIME, Atom, Exponent, Unit
from studybot.notation import tree
from studybot.notation.tree import Node, Number, Quantity, Symbol, Text

# Four figures tell apart what the tolerances in our banks (0.2 % and more) tell apart, with one to spare.
FIGURES = 4
# From this many digits before the decimal point on, and below this power of ten, numbers are shown as 1.98 × 10¹⁵.
MAX_WHOLE_DIGITS = 7
LOWEST_POWER = -3
# Prices go further down before they do: $0.00005/MB is how price lists write it.
LOWEST_PRICE_POWER = -6

_WORDS = ((6, "million"), (9, "billion"), (12, "trillion"))

# What a number of bytes or bits may lie between before its unit is exchanged for a larger or smaller one.
_READABLE = (0.01, 99_999)
_PREFIXES = ("", "k", "M", "G", "T", "P", "E", "Z")
# Within this much, cents are as good as more figures: a shown price must not be off by what an answer may be off by.
_CENTS_ARE_EXACT = 0.005
_NUDGE = 1 + 2**-50
# What cancelling leaves in place of a zero, relative to the largest entry: orthogonal matrices of thirds leave 1e-16.
_ROUNDING = 1e-14


def show_number(value: float, figures: int = FIGURES) -> Node:
    """A value without a unit: `0.4516`, `97,699`, `1.98 × 10¹⁵`, `9.6 × 10⁻²⁰`.

    `figures` significant ones, but whole digits in full, up to 7 of them; zeros at the end are dropped.
    """
    if not math.isfinite(value):
        return _not_finite(value)
    return _number(value, figures, LOWEST_POWER)


def show_sci(value: float, figures: int = FIGURES) -> Node:
    """A value as digits times a power of ten, however large: `1.98 × 10¹⁵`, `4 × 10³`."""
    if not math.isfinite(value):
        return _not_finite(value)
    if value == 0:
        return Number("0")
    mantissa, power = _rounded(value, figures)
    return Number(_stripped(mantissa), power, value < 0)


def show_quantity(value: float, unit: Unit, figures: int = FIGURES, *, keep_unit: bool = False) -> Node:
    """A value in base units, shown in `unit`: `41.67 s`, `20 GPUs`, `$18.18`, `1.44 tokens/min`.

    Bytes and bits get a better prefix where their number would be unreadable (2e12 B is shown as `2 TB`), unless
    `keep_unit` says that the unit itself matters, as it does in a conversion.
    """
    number = (value - unit.offset) / unit.factor
    if not unit.powers:
        return show_number(value, figures)
    if not math.isfinite(number):
        return _not_finite(number)
    if _beside_dollars(unit) is not None:
        return with_unit(_price(number, figures), unit)
    if not keep_unit and number and not _READABLE[0] <= abs(number) <= _READABLE[1]:
        for better in _other_prefixes(unit):
            converted = value / better.factor
            if converted and 0 <= _rounded(converted, figures)[1] < 3:
                number, unit = converted, better
                break
    return with_unit(_number(number, figures, LOWEST_POWER), unit)


def show_exact(digits: int, exponent: int, unit: Unit = NO_UNIT) -> Node:
    """A given exactly as it was drawn, `digits` times ten to the power `exponent` in `unit`: `1.98 PFLOP/s`, `$1.50`.

    Whole numbers of up to 7 digits are written in full, larger ones and small fractions as `7 × 10⁹`.
    """
    price = _beside_dollars(unit) is not None
    number = _exact(digits, exponent, LOWEST_PRICE_POWER if price else LOWEST_POWER)
    if price and not number.power and "." in number.digits:
        number = replace(number, digits=_with_cents(number.digits))
    return with_unit(number, unit)


def show_matrix(matrix: Matrix, figures: int = FIGURES) -> tree.Matrix:
    """Every entry as `show_number` has it, but those as 0 that are nothing but rounding beside the largest."""
    least = _ROUNDING * max(map(abs, matrix.entries))
    rows = [[show_number(entry if abs(entry) > least else 0.0, figures) for entry in row] for row in matrix.rows]
    return tree.Matrix(tuple(map(tuple, rows)), vector=matrix.shape[1] == 1)


def show_positions(positions: Positions) -> Node:
    """Positions as students type them: `50-71, 80`; none as `{}`."""
    if not positions.runs:
        return tree.Fenced("{", tree.Row(()), "}")
    items: list[Node] = []
    for low, high in positions.runs:
        items += [tree.COMMA] if items else []
        items.append(_whole(low))
        if high != low:
            # -5--3 could not be read.
            items += [tree.Operator("-" if low >= 0 else "..", "range"), _whole(high)]
    return tree.row(items)


def show_value(
    value: float | bool | Matrix | Positions, unit: Unit, figures: int = FIGURES, *, keep_unit: bool = False
) -> Node:
    """Whatever a quantity can be worth: a number or a matrix in base units with its unit, positions, true or false.

    `keep_unit` is that of `show_quantity`. Of a matrix the unit is the one asked for in any case, since its entries may
    be of any size.
    """
    match value:
        case bool():
            return Text("true" if value else "false")
        case Positions():
            return show_positions(value)
        case Matrix():
            return with_unit(show_matrix(value.map(lambda entry: (entry - unit.offset) / unit.factor), figures), unit)
    return show_quantity(value, unit, figures, keep_unit=keep_unit)


def in_words(value: float, unit: Unit = NO_UNIT, figures: int = 6) -> Node:
    """A number in `unit`, as prose has it: `175 billion`, `1.5 million`, `$30 million`; below a million in digits.

    From 10¹⁵ on there are no words that everybody knows, and a power of ten is shown.
    """
    if not math.isfinite(value):
        return _not_finite(value)
    mantissa, power = _rounded(value, figures) if value else ("0", 0)
    word = next(((zeros, word) for zeros, word in reversed(_WORDS) if zeros <= power < _WORDS[-1][0] + 3), None)
    if word is not None:
        zeros, name = word
        number = Number(_stripped(_shifted(mantissa, power - zeros)), zeros, value < 0, name)
    elif _beside_dollars(unit) is not None:
        number = _price(value, FIGURES)
    else:
        number = _number(value, figures, LOWEST_POWER)
    return with_unit(number, unit)


def with_unit(number: Number | tree.Matrix, unit: Unit) -> Node:
    """A number or a matrix beside its unit, or alone where there is none; dollars stand before a number."""
    if not unit.powers:
        return number
    rest = _beside_dollars(unit)
    if rest is not None and isinstance(number, Number):
        return Quantity(number, unit_notation(rest, plural=False), "$")
    return Quantity(number, unit_notation(unit, plural=number != Number("1")))


@lru_cache(maxsize=2_000)
def unit_notation(unit: Unit, *, plural: bool) -> tree.Unit:
    """A unit as notation, the last of the factors above the line in the plural if asked for."""
    above = [(atom, power) for atom, power in unit.powers if power > 0]
    below = [(atom, power) for atom, power in unit.powers if power < 0]
    factors: list[tuple[str, Exponent]] = []
    for place, (atom, power) in enumerate(above):
        name = (atom.plural or atom.symbol) if plural and place == len(above) - 1 else atom.symbol
        # What is counted, times a time, is one unit in every text of this field: GPU-hours.
        if place and power == 1 and above[place - 1][1] == 1 and above[place - 1][0].label and atom.dimension == TIME:
            factors[-1] = (f"{factors[-1][0]}-{name}", 1)
        else:
            factors.append((name, power))
    factors += [(atom.symbol, power) for atom, power in below]
    return tree.Unit(tuple(factors))


def _not_finite(value: float) -> Node:
    if math.isnan(value):
        return Text("undefined")
    return Symbol("∞") if value > 0 else tree.Row((tree.NEGATIVE, Symbol("∞")))


def _whole(value: int) -> Number:
    return Number(str(abs(value)), negative=value < 0)


def _beside_dollars(unit: Unit) -> Unit | None:
    """What the dollars in a unit are per: USD/hour is `$` and `/hour`. None where a unit is not an amount of money."""
    for place, (atom, power) in enumerate(unit.powers):
        if atom.symbol == "USD" and power == 1:
            return Unit(unit.powers[:place] + unit.powers[place + 1 :])
    return None


# -- digits


def _rounded(value: float, figures: int) -> tuple[str, int]:
    """`figures` digits with the point after the first, and the power of ten, of a value that is not 0."""
    mantissa, _, power = f"{_nudged(abs(value)):.{max(figures, 1) - 1}e}".partition("e")
    return mantissa, int(power)


def _nudged(value: float) -> float:
    """A value a few bits up, so that halves are rounded up as people do: 2.675 is a little less than that in binary."""
    nudged = value * _NUDGE
    return nudged if math.isfinite(nudged) else value


def _shifted(mantissa: str, places: int) -> str:
    """A decimal such as `1.980` with its point moved to the right, or to the left where `places` is negative."""
    whole, _, decimals = mantissa.partition(".")
    if places < 0:
        padded = whole.rjust(1 - places, "0")
        return f"{padded[:places]}.{padded[places:]}{decimals}"
    decimals = decimals.ljust(places, "0")
    moved = (whole + decimals[:places]).lstrip("0") or "0"
    return f"{moved}.{decimals[places:]}" if decimals[places:] else moved


def _stripped(digits: str) -> str:
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def _number(value: float, figures: int, lowest: int) -> Number:
    if value == 0:
        return Number("0")
    mantissa, power = _rounded(value, figures)
    if power >= figures:
        # All whole digits are shown, so they are what is rounded to: 97,699 and not 97,700.
        mantissa, power = _rounded(value, max(figures, min(power + 1, MAX_WHOLE_DIGITS)))
    if power >= MAX_WHOLE_DIGITS:
        mantissa, power = _rounded(value, figures)
        return Number(_stripped(mantissa), power, value < 0)
    if power < lowest:
        return Number(_stripped(mantissa), power, value < 0)
    return Number(_stripped(_shifted(mantissa, power)), negative=value < 0)


def _price(number: float, figures: int) -> Number:
    """An amount of dollars: with cents below $1000, and with more decimals where cents would be too coarse."""
    amount = abs(number)
    cents = f"{_nudged(amount):.2f}"
    if amount < 1000 and abs(float(cents) - amount) <= _CENTS_ARE_EXACT * amount:
        return Number("1000" if cents == "1000.00" else cents, negative=number < 0)
    shown = _number(number, figures, LOWEST_PRICE_POWER)
    if shown.power or "." not in shown.digits:
        return shown
    if amount >= 1000:
        return Number(f"{amount:.0f}", negative=number < 0)
    return replace(shown, digits=_with_cents(shown.digits))


def _with_cents(digits: str) -> str:
    """A decimal with at least two places after its point."""
    whole, _, decimals = digits.partition(".")
    return f"{whole}.{decimals.ljust(2, '0')}"


def _exact(digits: int, exponent: int, lowest: int) -> Number:
    if digits == 0:
        return Number("0")
    figures = str(abs(digits))
    stripped = figures.rstrip("0")
    power = len(figures) - 1 + exponent
    mantissa = f"{stripped[0]}.{stripped[1:]}" if len(stripped) > 1 else stripped
    if power >= MAX_WHOLE_DIGITS or power < lowest:
        return Number(mantissa, power, digits < 0)
    return Number(_shifted(mantissa, power), negative=digits < 0)


# -- units


@lru_cache(maxsize=200)
def _other_prefixes(unit: Unit) -> tuple[Unit, ...]:
    """The same unit with every decimal prefix on its leading bytes or bits, from the smallest to the largest."""
    (atom, power), *rest = unit.powers
    if atom.dimension != DATA_SIZE or power != 1:
        return ()
    symbol, worth = ("bit", Ratio(1, 8)) if atom.symbol.endswith("bit") else ("B", Ratio(1))
    if atom.symbol.removesuffix(symbol) not in _PREFIXES:
        return ()
    plural = "s" if symbol == "bit" else ""
    atoms = [
        Atom(prefix + symbol, worth * 1000**place, DATA_SIZE, plural=plural and f"{prefix}{symbol}{plural}")
        for place, prefix in enumerate(_PREFIXES)
    ]
    return tuple(Unit(((better, 1), *rest)) for better in atoms)

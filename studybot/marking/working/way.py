"""What stands on the way to the answer of a part: quantities, their conversions, and partial results of formulas."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from studybot.bank.schema import Part
from studybot.formula.errors import FormulaError, StudybotError
from studybot.formula.evaluate import UndefinedError, evaluate
from studybot.formula.functions import CONSTANTS
from studybot.formula.quantity import combined, read_quantity
from studybot.formula.tree import Binary, Name, Node, Unary, names_in, walk
from studybot.formula.units import DATA, MONEY, NO_DIMENSION, TIME, Dimension, Unit
from studybot.marking.working.equality import EXACTLY, ROUNDED, near, rounding
from studybot.marking.working.reading import Line, Working
from studybot.marking.working.worth import Scope, Side, Worth
from studybot.problem.derivation import Link
from studybot.problem.variant import Variant

# A single figure is rather exact (1e18) than rounded to; two may be off by so much.
_COARSEST = 0.05
# Numbers by which units are converted and which stand in lines of their own (`60*60 = 3600`).
_CONVERSIONS = (8.0, 24.0, 60.0, 365.0, 1440.0, 3600.0, 8760.0, 86400.0, 31_536_000.0)
# Seconds in a minute, an hour, a day, a week, a year.
_SPANS = (60.0, 3600.0, 86400.0, 604_800.0, 31_536_000.0)
_MOST_PREFIXES = 6  # of a thousand each: from 10^-18 to 10^18
# All products of so many factors are 256; the longest chain of factors in our banks has 6.
_MOST_FACTORS = 8


@dataclass(frozen=True, slots=True)
class Result:
    """A value that may come up: in base units, and as a number once the numbers of the question are put in as told."""

    value: float
    dimension: Dimension
    number: float

    def is_worth(self, worth: Worth, *, in_thousands: bool) -> bool:
        """Whether something comes to this. `in_thousands`: also the 14 of a student who writes billions as ones."""
        margin, quantity = _margin(worth), worth.quantity
        if quantity.has_unit:
            return quantity.dimension == self.dimension and near(self.value, quantity.value, margin)
        if near(self.value, quantity.value, margin) or near(self.number, quantity.value, margin):
            return True
        return in_thousands and bool(self.number) and _is_power_of_thousand(quantity.value / self.number, margin)


@dataclass(frozen=True)
class Way:
    """The way to the answer of a part on one variant."""

    variant: Variant
    part: Part

    @classmethod
    def of(cls, variant: Variant, part: Part, earlier: Mapping[str, float]) -> tuple[Way, ...]:
        """The way on a variant, and that from the student's own wrong answers to earlier parts where it is another."""
        needed = variant.derivation.behind(part.id)
        used = {name: value for name, value in earlier.items() if name in needed and name != part.id}
        if not used or not part.follow:
            return (cls(variant, part),)
        try:
            return cls(variant, part), cls(variant.with_pins(used), part)
        except StudybotError:
            return (cls(variant, part),)

    def is_quantity(self, name: str, side: Side) -> bool:
        """Whether a side is worth what a quantity of the question is, in any unit of it."""
        value, unit = self.variant.values[name], self.variant.derivation.unit(name)
        return any(_is_amount(worth, value, unit) for worth in side.worths)

    def is_answer(self, working: Working) -> bool:
        """Whether working ends in the answer, whatever its author forgives."""
        quantity, unit = working.reading.quantity, self.variant.derivation.unit(self.part.id)
        margin = _margin(working.lines[-1].sides[-1].worths[0])
        alike = quantity.is_bare or quantity.dimension == unit.dimension
        return alike and near(self.variant.values[self.part.id], working.value, margin)

    def passes(self, line: Line) -> bool:
        """Whether a line comes to something on the way, or says how units are converted, as `1 h = 3600 s` does."""
        worths = line.sides[-1].worths
        if any(worth.quantity.has_unit and worth.number == 1.0 for side in line.sides for worth in side.worths):
            return True
        if any(self.is_quantity(name, line.sides[-1]) for name in self._names) or any(map(_converts, worths)):
            return True
        if any(result.is_worth(worth, in_thousands=True) for result in self._partial for worth in worths):
            return True
        return any(result.is_worth(worth, in_thousands=False) for result in self._products for worth in worths)

    @cached_property
    def _values(self) -> Mapping[str, float]:
        """Everything that is a number: matrices and positions have no working here."""
        return {name: value for name, value in self.variant.values.items() if isinstance(value, float)}

    @cached_property
    def _needed(self) -> frozenset[str]:
        """What this part works out, and everything that it takes, also through earlier parts."""
        derivation = self.variant.derivation
        made = frozenset(work.name for work in self.part.derived)
        return made | derivation.needed(*(tree for name in made for tree in derivation.link[name].trees))

    @cached_property
    def _links(self) -> tuple[Link, ...]:
        return tuple(link for link in self.variant.derivation.links if link.name in self._needed)

    @cached_property
    def _names(self) -> tuple[str, ...]:
        """The numbers that a line may come to: those that are needed, and what earlier parts worked out."""
        parts = self.variant.question.parts
        before = [work.name for part in parts[: parts.index(self.part)] for work in part.derived]
        return tuple(name for name in self._values if name in self._needed or name in before)

    @cached_property
    def _scope(self) -> Scope:
        derivation = self.variant.derivation
        return Scope.of({name: (value, derivation.unit(name)) for name, value in self._values.items()})

    @cached_property
    def _partial(self) -> tuple[Result, ...]:
        """What every part of a formula comes to: the `2*N` of `2*N*T`."""
        trees = [node for link in self._links if not link.at for tree in link.trees for node in walk(tree)]
        return tuple(result for tree in trees if (result := self._result(tree)) is not None)

    @cached_property
    def _products(self) -> tuple[Result, ...]:
        """What the factors of the answer come to in any order: somebody may multiply `T*rent` first."""
        link = self.variant.derivation.link[self.part.id]
        factors = [(result, sign) for tree, sign in self._factors(link) if (result := self._result(tree)) is not None]
        products = [Result(1.0, NO_DIMENSION, 1.0)]
        for result, sign in factors[:_MOST_FACTORS]:
            products += [
                _product(product, result, sign) for product in products if sign > 0 or result.value * result.number
            ]
        return tuple(products[1:])

    def _factors(self, link: Link) -> Iterator[tuple[Node, int]]:
        """The factors of a quantity, 1 for those above the line and -1 for those below, through what it is made of."""
        waiting = [(link.tree, 1)]
        while waiting:
            node, sign = waiting.pop()
            match node:
                case Binary("*", left, right):
                    waiting += [(left, sign), (right, sign)]
                case Binary("/", left, right):
                    waiting += [(left, sign), (right, -sign)]
                case Unary("-", operand):
                    waiting.append((operand, sign))
                case Name(name) if (inner := self.variant.derivation.link.get(name)) and _is_product(inner):
                    waiting.append((inner.tree, sign))
                case _:
                    yield node, sign

    def _result(self, tree: Node) -> Result | None:
        if not self._values.keys() >= set(names_in(tree)) - CONSTANTS.keys():
            return None
        try:
            quantity = read_quantity(tree, "", self._scope.quantities)
            number = evaluate(tree, self._scope.numbers)
        except (FormulaError, UndefinedError):
            return None
        return Result(quantity.value, quantity.dimension, number)


def _is_product(link: Link) -> bool:
    tree = link.tree
    return not link.at and (isinstance(tree, Name) or (isinstance(tree, Binary) and tree.op in ("*", "/")))


def _product(product: Result, factor: Result, sign: int) -> Result:
    value, number = (factor.value, factor.number) if sign > 0 else (1 / factor.value, 1 / factor.number)
    return Result(product.value * value, combined(product.dimension, factor.dimension, sign), product.number * number)


def _margin(worth: Worth) -> float:
    return min(max(rounding(worth) or 0.0, ROUNDED), _COARSEST)


def _is_amount(worth: Worth, value: float, unit: Unit) -> bool:
    """Whether something is worth that much of what a unit measures; a bare number may be meant in any unit of it."""
    margin, quantity = _margin(worth), worth.quantity
    if quantity.has_unit:
        return quantity.dimension == unit.dimension and near(value, quantity.value, margin)
    if near(value, quantity.value, margin) or near((value - unit.offset) / unit.factor, quantity.value, margin):
        return True
    if not unit.powers or not value:
        return False
    ratio = quantity.value / value
    return any(_is_power_of_thousand(ratio * scale, margin) for scale in _scales(unit.dimension))


def _scales(dimension: Dimension) -> Iterator[float]:
    """Between units of a dimension, beside powers of a thousand."""
    spans = [1.0]
    if any(power for power, base in zip(dimension, TIME, strict=True) if base):
        spans += [scale for span in _SPANS for scale in (span, 1 / span)]
    others = [1.0]
    if dimension == MONEY:
        others.append(0.01)
    if any(power for power, base in zip(dimension, DATA, strict=True) if base):
        others += [0.125, 8.0, *(1.024**power for power in range(-4, 5) if power)]
    return (span * other for span in spans for other in others)


def _is_power_of_thousand(ratio: float, margin: float) -> bool:
    if not 0 < ratio < math.inf:
        return False
    power = round(math.log10(ratio) / 3)
    return abs(power) <= _MOST_PREFIXES and near(ratio, 1000.0**power, margin)


def _converts(worth: Worth) -> bool:
    """Whether it is a number that converts units: the 3600 of `60*60 = 3600`, 1000^3, 1024."""
    value = worth.quantity.value
    if worth.quantity.has_unit or value <= 1:
        return False
    if any(near(value, number, EXACTLY) for number in _CONVERSIONS):
        return True
    return _is_power_of_thousand(value, EXACTLY) or math.log2(value) % 10 == 0

"""What a side of an equation is worth: as a quantity, and as the number that is left once its units are covered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from studybot.formula.errors import FormulaError
from studybot.formula.evaluate import UndefinedError, evaluate
from studybot.formula.quantity import Quantity, read_quantity
from studybot.formula.tree import Binary, Compound, Name, Node, Number, Unary, UnitFactor, children, walk, with_children
from studybot.formula.units import Unit


@dataclass(frozen=True, slots=True)
class Worth:
    """`number` is what comes out when every unit and percent sign is left out: 0.28 for `1010 s/3600`, which is 0.28 h
    to whoever wrote it. It is None where that means nothing, as in `1 h 30 min`. `plain` are the numbers in it that
    have no unit: one of them may have one that was left out, or convert units.
    """

    tree: Node
    quantity: Quantity
    number: float | None
    plain: tuple[float, ...]
    scope: Scope = field(compare=False)

    def part(self, node: Node) -> Worth:
        """What a node of the tree is worth by itself."""
        return worth_of(node, "", self.scope)


@dataclass(frozen=True, slots=True)
class Side:
    """What stands on one side of an equals sign: `text`, from `start` to `end` in the working.

    `worths` are what it may be worth, the likeliest first: `1/42 s` is (1/42) s or 1/(42 s), and either may
    make an equality true.
    """

    text: str
    start: int
    end: int
    worths: tuple[Worth, ...]


@dataclass(frozen=True)
class Scope:
    """What names are worth: as quantities, and as numbers in the units in which they were told."""

    quantities: Mapping[str, Quantity] = field(default_factory=dict)
    numbers: Mapping[str, float] = field(default_factory=dict)

    @classmethod
    def of(cls, amounts: Mapping[str, tuple[float, Unit]]) -> Scope:
        """Of values in base units, each with the unit in which it is shown."""
        return cls(
            {
                name: Quantity(value, unit.dimension, unit.labels, bool(unit.powers))
                for name, (value, unit) in amounts.items()
            },
            {name: (value - unit.offset) / unit.factor for name, (value, unit) in amounts.items()},
        )

    def with_own(self, worths: Mapping[str, Worth]) -> Scope:
        """With what a student said of names before it."""
        numbers = {**self.numbers, **{name: worth.number for name, worth in worths.items()}}
        return Scope(
            {**self.quantities, **{name: worth.quantity for name, worth in worths.items()}},
            {name: number for name, number in numbers.items() if number is not None},
        )


def worth_of(tree: Node, text: str, scope: Scope) -> Worth:
    """What a tree is worth, read from `text`. Raises `FormulaError`."""
    quantity = read_quantity(tree, text, scope.quantities)
    try:
        return Worth(tree, quantity, _number(tree, scope), tuple(_plain_numbers(tree, scope)), scope)
    except RecursionError:
        message = "this formula is nested too deeply"
        raise FormulaError("formula.deep", message, text, tree.start, tree.end) from None


def _number(tree: Node, scope: Scope) -> float | None:
    if any(isinstance(part, Compound) for part in walk(tree)):
        return None
    try:
        return float(evaluate(_uncovered(tree), scope.numbers))
    except (UndefinedError, KeyError):
        return None


def _uncovered(node: Node) -> Node:
    match node:
        case UnitFactor():
            return _ONE
        case Unary("%", operand):
            return _uncovered(operand)
    return with_children(node, tuple(map(_uncovered, children(node))))


_ONE = Number(1.0, "1")


def _plain_numbers(node: Node, scope: Scope) -> Iterator[float]:
    match node:
        case Number(value=value):
            yield value
        case Name(name) if name in scope.quantities and not scope.quantities[name].has_unit:
            yield scope.quantities[name].value
        case Binary("*" | "/", Number(), UnitFactor()):
            return
        case _:
            for operand in children(node):
                yield from _plain_numbers(operand, scope)

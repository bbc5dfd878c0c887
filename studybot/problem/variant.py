"""A question with its givens drawn, or pinned: everything on it is a value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from studybot.bank.schema import Datum, Example, Part, Question, Row
from studybot.formula.errors import FormulaError, StudybotError
from studybot.formula.evaluate import UndefinedError, evaluate
from studybot.formula.parser import Grammar, parse
from studybot.formula.quantity import Quantity, dimension_text, read_quantity
from studybot.formula.tree import Node, names_in
from studybot.formula.unit_table import Units
from studybot.formula.units import NO_UNIT, Unit
from studybot.problem.codes import code_of
from studybot.problem.derivation import Derivation
from studybot.problem.draw import draw


@dataclass(frozen=True)
class Variant:
    """`values` hold every name in base units; `data` the givens as exact decimals; `rows` what was drawn from tables.

    A symbol, and what follows from one, has no value. `drawn_by` is the seed; `seed` is None for a variant that is not
    drawn by its seed alone, because something on it is pinned: a quantity (`pins`) or the options that a part offers,
    by their keys, each with whether it is worded as right (`offered`).
    """

    derivation: Derivation
    drawn_by: int
    values: Mapping[str, Value]
    data: Mapping[str, Datum | Block]
    rows: Mapping[str, Row]
    pins: Mapping[str, Value] = field(default_factory=dict)
    offered: Mapping[str, Mapping[str, bool]] = field(default_factory=dict)

    @property
    def seed(self) -> int | None:
        return None if self.pins or self.offered else self.drawn_by

    @property
    def question(self) -> Question:
        return self.derivation.question

    @cached_property
    def code(self) -> str | None:
        """The code that draws it again; None where something is pinned, which no code can say."""
        return None if self.seed is None else code_of(self.question, self.seed).text

    @property
    def units(self) -> Units:
        """The units that answers may use: the built-in ones and what the bank counts."""
        return units_of(self.question)

    def unit(self, name: str) -> Unit:
        """The unit of a quantity on this variant: that of the drawn row, where rows differ in it."""
        datum = self.data.get(name)
        return datum.unit if datum is not None and datum.unit.powers else self.derivation.unit(name)

    def part(self, part_id: str) -> Part:
        """The part with this id. Raises `StudybotError` `part.unknown`."""
        part = self.derivation.parts.get(part_id)
        if part is None:
            known = ", ".join(self.derivation.parts)
            raise StudybotError("part.unknown", f"{self.question.id} has no part {part_id}", hint=f"its parts: {known}")
        return part

    def with_pins(self, pins: Mapping[str, float]) -> Variant:
        """This variant with some quantities at other values (base units), and all that follows from them.

        Raises `StudybotError` `variant.undefined` where the derivation then divides by zero or overflows.
        """
        pins = {**self.pins, **pins}
        values = {name: value for name, value in self.values.items() if name not in self.derivation.link}
        values.update(pins)
        try:
            self.derivation.solve(values, evaluate, pins)
        except UndefinedError as fault:
            message = f"with these values {self.question.id} cannot be computed: {fault.message}"
            raise StudybotError("variant.undefined", message) from None
        data = {name: datum for name, datum in self.data.items() if name not in pins}
        return Variant(self.derivation, None, values, data, self.rows, pins)


def units_of(question: Question) -> Units:
    """The units that a question's data and answers may use."""
    return _counting(question.counts)


@lru_cache(maxsize=64)
def _counting(nouns: tuple[tuple[str, str], ...]) -> Units:
    # A table knows a spelling that it has met before; beginning anew took half of the time of marking an answer.
    return Units(nouns)


def drawn(derivation: Derivation, seed: int) -> Variant:
    """The variant with this seed. Raises `StudybotError` `draw.*`."""
    made = draw(derivation, seed)
    return Variant(derivation, seed, made.values, made.data, made.rows)


def from_example(derivation: Derivation, example: Example, seed: int = 0) -> Variant:
    """The variant that an example of the question describes; what it does not pin is drawn."""
    return pinned(drawn(derivation, seed), {name: typed.text for name, typed in example.given.items()})


def pinned(variant: Variant, settings: Mapping[str, str]) -> Variant:
    """A variant with givens or work quantities set to what was typed: a value or a formula with units, or a row's key.

    A bare number is meant in the unit that the author named for the quantity, else in base units. Rows come first,
    then values, then formulas over other quantities, each with what was set before it. Raises `StudybotError`
    (`set.*`) or `FormulaError`.
    """
    if not settings:
        return variant
    derivation = variant.derivation
    for name, text in settings.items():
        given = derivation.given.get(name)
        if given is not None and name in variant.rows:
            variant = _with_row(variant, name, text)
    trees: dict[str, Node] = {}
    for name, text in settings.items():
        if name in variant.rows:
            continue
        if name not in derivation.names:
            raise _unknown(derivation, name)
        grammar = Grammar(names=derivation.names, units=variant.units, expects=derivation.unit(name))
        trees[name] = parse(text, grammar)
    plain = {name: tree for name, tree in trees.items() if not names_in(tree)}
    if plain:
        variant = variant.with_pins({name: _pin(variant, name, tree, settings[name]) for name, tree in plain.items()})
    for name, tree in trees.items():
        if name not in plain:
            variant = variant.with_pins({name: _pin(variant, name, tree, settings[name])})
    return variant


def _with_row(variant: Variant, name: str, key: str) -> Variant:
    rows = {row.key: row for given, _, choices in variant.derivation.cases if given == name for row in choices}
    row = rows.get(key.strip())
    if row is None:
        known = ", ".join(rows)
        raise StudybotError("set.row", f"{name} has no row {key.strip()}", hint=f"it has: {known}")
    values = {**variant.values, **{column: datum.value for column, datum in row.columns.items()}}
    data = {**variant.data, **row.columns}
    moved = Variant(variant.derivation, None, values, data, {**variant.rows, name: row}, variant.pins)
    return moved.with_pins({})


def _unknown(derivation: Derivation, name: str) -> StudybotError:
    from difflib import get_close_matches  # slow to import, and wanted only after a mistake

    near = get_close_matches(name, derivation.names, n=1)
    hint = f"did you mean {near[0]}?" if near else f"its names: {', '.join(sorted(derivation.names))}"
    return StudybotError("set.unknown", f"{derivation.question.id} has no quantity {name}", hint=hint)


def _pin(variant: Variant, name: str, tree: Node, text: str) -> float:
    derivation = variant.derivation
    unit = derivation.unit(name)
    known = {
        other: Quantity(value, derivation.dimension(other), other_unit.labels, bool(other_unit.powers))
        for other, value in variant.values.items()
        for other_unit in (derivation.unit(other),)
    }
    quantity = read_quantity(tree, text, known)
    if not quantity.has_unit:
        return Quantity.of(quantity.value, bare_unit(derivation, name)).value
    if quantity.dimension != unit.dimension:
        message = f"{name} is {dimension_text(unit.dimension)}, but {text} is {dimension_text(quantity.dimension)}"
        raise FormulaError("set.dimension", message, text, 0, len(text))
    return quantity.value


def bare_unit(derivation: Derivation, name: str) -> Unit:
    """The unit in which a bare number for a quantity is meant: the one its author named for it, else the base unit."""
    link = derivation.link.get(name)
    named = link.work if link and link.work else derivation.given.get(name)
    return named.unit if named is not None and named.has_unit else NO_UNIT

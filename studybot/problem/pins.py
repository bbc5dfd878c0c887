"""Quantities of a variant set to other values: by an example of the question, or by whoever asks "what if"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from studybot.bank.schema import Example
from studybot.formula.composite import shape_of_value
from studybot.formula.errors import FormulaError, StudybotError
from studybot.formula.evaluate import UndefinedError, evaluate
from studybot.formula.functions import CONSTANTS
from studybot.formula.matrix import Matrix
from studybot.formula.parser import Grammar, parse
from studybot.formula.quantity import Quantity, dimension_text, read_quantity
from studybot.formula.shapes import shape_text
from studybot.formula.tree import Listing, Node, names_in, walk
from studybot.formula.units import NO_UNIT, Unit
from studybot.problem.derivation import Derivation, Value
from studybot.problem.generator import bits, key
from studybot.problem.variant import Variant, drawn


def from_example(derivation: Derivation, example: Example, seed: int = 0) -> Variant:
    """The variant that an example of the question describes; what it does not pin is drawn.

    Where it pins something to a formula over symbols, these have values too: any will do.
    """
    variant = drawn(derivation, seed)
    if example.offered:
        variant = replace(variant, offered=example.offered, moved=True)
    return pinned(variant, {name: typed.text for name, typed in example.given.items()}, partly=True)


def pinned(variant: Variant, settings: Mapping[str, str], *, partly: bool = False) -> Variant:
    """A variant with givens or work quantities set to what was typed: a value or a formula with units, or a row's key.

    A bare number is meant in the unit that the author named for the quantity, else in base units. Rows come first,
    then values, then formulas over other quantities, each with what was set before it. What then has no
    value is refused, unless it may be `partly` undefined. Raises `StudybotError`
    (`set.*`) or `FormulaError`.
    """
    if not settings:
        return variant
    derivation = variant.derivation
    for name, text in settings.items():
        given = derivation.given.get(name)
        if given is not None and name in variant.rows:
            variant = _with_row(variant, name, text, partly)
    trees: dict[str, Node] = {}
    for name, text in settings.items():
        if name in variant.rows:
            continue
        if name not in derivation.names:
            raise _unknown(derivation, name)
        trees[name] = parse(text, _grammar(variant, name, text))
    if any(not derivation.unvalued.isdisjoint(names_in(tree)) for tree in trees.values()):
        variant = variant.with_pins(
            {name: _any_value(variant, name) for name in derivation.symbols - trees.keys() - variant.values.keys()},
            partly=partly,
        )
    plain = {name: tree for name, tree in trees.items() if not names_in(tree)}
    if plain:
        variant = variant.with_pins(
            {name: _pin(variant, name, tree, settings[name]) for name, tree in plain.items()}, partly=partly
        )
    for name, tree in trees.items():
        if name not in plain:
            variant = variant.with_pins({name: _pin(variant, name, tree, settings[name])}, partly=partly)
    return variant


def _with_row(variant: Variant, name: str, key: str, partly: bool) -> Variant:
    rows = {row.key: row for given, _, choices in variant.derivation.cases if given == name for row in choices}
    row = rows.get(key.strip())
    if row is None:
        known = ", ".join(rows)
        raise StudybotError("set.row", f"{name} has no row {key.strip()}", hint=f"it has: {known}")
    values = {**variant.values, **{column: datum.value for column, datum in row.columns.items()}}
    data = {**variant.data, **row.columns}
    return replace(variant, values=values, data=data, rows={**variant.rows, name: row}).with_pins({}, partly=partly)


def _unknown(derivation: Derivation, name: str) -> StudybotError:
    from difflib import get_close_matches  # slow to import, and wanted only after a mistake

    near = get_close_matches(name, derivation.names, n=1)
    hint = f"did you mean {near[0]}?" if near else f"its names: {', '.join(sorted(derivation.names))}"
    return StudybotError("set.unknown", f"{derivation.question.id} has no quantity {name}", hint=hint)


def _grammar(variant: Variant, name: str, text: str) -> Grammar:
    """What may be typed for a quantity: a number with its unit, or a formula with matrices in it."""
    names = variant.derivation.names
    if "[" in text or any(isinstance(variant.values.get(other), Matrix) for other in names if other in text):
        return Grammar(names=names, units=None, grouping=False)
    return Grammar(names=names, units=variant.units, expects=variant.derivation.unit(name))


def _any_value(variant: Variant, name: str) -> Value:
    """A value for a symbol, drawn from the seed: between a half and 2, or a matrix of such numbers."""
    derivation = variant.derivation
    sizes = derivation.given[name].shape
    if sizes is None:
        return _between(variant, name, "")
    rows, columns = (*(derivation.sizes.get(size, 2) if isinstance(size, str) else size for size in sizes), 1)[:2]
    return Matrix(
        tuple(tuple(_between(variant, name, f"{row},{column}") for column in range(columns)) for row in range(rows))
    )


def _between(variant: Variant, name: str, entry: str) -> float:
    share = bits(key(variant.question.id, name, entry, "any"), variant.drawn_by, 0) / 2**32
    return float(0.5 * 4**share)


def _pin(variant: Variant, name: str, tree: Node, text: str) -> Value:
    derivation = variant.derivation
    if any(isinstance(node, Listing) for node in walk(tree)) or any(
        isinstance(variant.values.get(other), Matrix) for other in names_in(tree)
    ):
        return _matrix_pin(variant, name, tree, text)
    unit = derivation.unit(name)
    known = {
        other: Quantity(value, derivation.dimension(other), other_unit.labels, bool(other_unit.powers))
        for other, value in variant.values.items()
        if isinstance(value, float)
        for other_unit in (derivation.unit(other),)
    }
    if unknown := [other for other in names_in(tree) if other not in known and other not in CONSTANTS]:
        raise StudybotError("set.symbol", f"{unknown[0]} has no value that {name} could be set to")
    quantity = read_quantity(tree, text, known)
    if not quantity.has_unit:
        return Quantity.of(quantity.value, bare_unit(derivation, name)).value
    if quantity.dimension != unit.dimension:
        message = f"{name} is {dimension_text(unit.dimension)}, but {text} is {dimension_text(quantity.dimension)}"
        raise FormulaError("set.dimension", message, text, 0, len(text))
    return quantity.value


def _matrix_pin(variant: Variant, name: str, tree: Node, text: str) -> Value:
    """A matrix of bare numbers, each in the unit of the quantity, or what a formula over matrices comes out as."""
    if unknown := [other for other in names_in(tree) if other not in variant.values and other not in CONSTANTS]:
        raise StudybotError("set.symbol", f"{unknown[0]} has no value that {name} could be set to")
    try:
        value = evaluate(tree, variant.values)
    except UndefinedError as fault:
        raise fault.in_text(text) from None
    before = variant.values.get(name)
    if before is not None and shape_of_value(value) != shape_of_value(before):
        message = f"{name} is {shape_text(shape_of_value(before))}, but {text} is {shape_text(shape_of_value(value))}"
        raise FormulaError("set.shape", message, text, 0, len(text))
    factor = bare_unit(variant.derivation, name).factor
    return value.map(lambda entry: entry * factor) if isinstance(value, Matrix) and not names_in(tree) else value


def bare_unit(derivation: Derivation, name: str) -> Unit:
    """The unit in which a bare number for a quantity is meant: the one its author named for it, else the base unit."""
    link = derivation.link.get(name)
    named = link.work if link and link.work else derivation.given.get(name)
    return named.unit if named is not None and named.has_unit else NO_UNIT

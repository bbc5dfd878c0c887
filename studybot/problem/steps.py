"""The worked solution of a variant, step by step: reason, formula, numbers put in, value, conversions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from studybot.bank.schema import Part, Text, Work
from studybot.formula.printing import to_text
from studybot.formula.tree import Call, Name, Node, children, names_in, with_children
from studybot.formula.units import NO_UNIT, Unit
from studybot.problem.conversions import (
    Conversion,
    Rule,
    natural_unit,
    operand_conversions,
    rules_between,
    without_spent_labels,
)
from studybot.problem.derivation import Value
from studybot.problem.expansion import as_shown
from studybot.problem.variant import Variant


@dataclass(frozen=True, slots=True)
class Amount:
    """A value in base units and the unit in which it is to be shown."""

    value: Value
    unit: Unit


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a worked solution.

    `conversions` come first. `forms` are those of the formula, in letters. `numbers` is the last of them, into which
    `operands` are put for each name, after the conversions. `result` is the value as it comes out; `wanted` the same
    in the unit asked for, with the `rules` that lead there, or None where both agree. A step in letters alone, towards
    an answer that is an expression, has no numbers and no result.
    """

    work: Work
    conversions: tuple[tuple[Conversion, float], ...]
    forms: tuple[Node, ...]
    numbers: Node | None
    operands: Mapping[str, Amount]
    result: Amount | None
    wanted: Amount | None
    rules: tuple[Rule, ...]
    pinned: bool

    @property
    def because(self) -> Text:
        return self.work.because


def steps_of(variant: Variant, part: Part) -> tuple[Step, ...]:
    """The steps of one part, the last of which gives its answer."""
    in_letters = bool(part.names)
    return tuple(
        _in_letters(variant, part, work)
        if in_letters or work.name not in variant.values
        else _with_numbers(variant, work)
        for work in part.derived
    )


def _in_letters(variant: Variant, part: Part, work: Work) -> Step:
    forms = work.formula.forms
    if work is part.answer and part.names:
        forms = tuple(dict.fromkeys((*forms, as_shown(variant, part))))
    return Step(work, (), forms, None, {}, None, None, (), pinned=False)


def _with_numbers(variant: Variant, work: Work) -> Step:
    derivation = variant.derivation
    forms = (*_true_forms(variant, work), *_forms_behind(variant, work))
    target = derivation.unit(work.name)
    values = _values(variant, work)
    numbers, made = _worked_out(forms[-1], values)
    names = [name for name in names_in(numbers) if name in values]
    units = {name: variant.unit(name) for name in names}
    conversions = operand_conversions(numbers, units, target)
    after = {conversion.name: conversion.after for conversion in conversions}
    units.update(after)
    natural = natural_unit(numbers, units)
    shown = without_spent_labels(natural, target)
    value = variant.values[work.name]
    if shown.dimension != target.dimension or natural.factor == target.factor:
        shown = target
    rules = rules_between(shown, target) if shown.factor != target.factor else ()
    operands = {name: Amount(values[name], units.get(name, NO_UNIT)) for name in names}
    return Step(
        work=work,
        conversions=tuple((conversion, values[conversion.name]) for conversion in conversions),
        forms=forms,
        numbers=numbers,
        operands={**operands, **{name: Amount(value, NO_UNIT) for name, value in made.items()}},
        result=Amount(value, shown),
        wanted=Amount(value, target) if rules else None,
        rules=rules,
        pinned=work.name in variant.pins,
    )


def _values(variant: Variant, work: Work) -> Mapping[str, Value]:
    """The values that are put into a formula: of one that pins a name itself (`at`), with the pinned value."""
    if not work.at:
        return variant.values
    from studybot.formula.evaluate import evaluate

    derivation = variant.derivation
    return derivation.around(derivation.link[work.name], variant.values, evaluate, variant.pins)


def _true_forms(variant: Variant, work: Work) -> tuple[Node, ...]:
    """The forms of a formula that are true on this variant.

    All of them are, unless a quantity on the way is pinned: only the first is sure to run along it.
    """
    derivation, forms = variant.derivation, work.formula.forms
    pinned = variant.pins.keys() & derivation.link.keys()
    return forms if pinned.isdisjoint(derivation.needed(forms[0])) else forms[:1]


def _forms_behind(variant: Variant, work: Work) -> tuple[Node, ...]:
    """Where a step is but another name for a quantity, the formula of that quantity: there the numbers are put in.

    Not where the step converts a number that is known by then into another unit.
    """
    derivation = variant.derivation
    tree = _true_forms(variant, work)[-1]
    link = derivation.link.get(tree.name) if isinstance(tree, Name) else None
    if link is None or link.work is None or link.name in variant.pins:
        return ()
    expression = link.part is not None and derivation.parts[link.part].names
    if not (expression or work.at or derivation.unit(work.name) == derivation.unit(link.name)):
        return ()
    return _true_forms(variant, link.work)[-1:]


# Parts of a matrix are looked up and special matrices written out when numbers are put in: `col(X, 2)` of numbers would
# print the whole of X.
_LOOKED_UP = ("col", "row", "entry", "diag", "zeros", "ones", "I")


def _worked_out(tree: Node, values: Mapping[str, Value]) -> tuple[Node, Mapping[str, Value]]:
    """A formula in which what is only looked up has a name of its own, and the values of those names."""
    made: dict[str, Value] = {}

    def replaced(node: Node) -> Node:
        if isinstance(node, Call) and node.function in _LOOKED_UP:
            from studybot.formula.evaluate import evaluate

            made[to_text(node)] = evaluate(node, values)
            return Name(to_text(node))
        return with_children(node, tuple(map(replaced, children(node)))) if children(node) else node

    return replaced(tree), made

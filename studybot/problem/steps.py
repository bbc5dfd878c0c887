"""The worked solution of a variant, step by step: reason, formula, numbers put in, value, conversions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from studybot.bank.schema import Part, Text, Work
from studybot.formula.tree import Node, names_in
from studybot.formula.units import NO_UNIT, Unit
from studybot.problem.conversions import (
    Conversion,
    Rule,
    natural_unit,
    operand_conversions,
    rules_between,
    without_spent_labels,
)
from studybot.problem.variant import Variant


@dataclass(frozen=True, slots=True)
class Amount:
    """A value in base units and the unit in which it is to be shown."""

    value: float
    unit: Unit


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a worked solution.

    `conversions` come first; `operands` are what is put into the last form for each name, after them. `result` is the
    value as it comes out; `wanted` the same in the unit asked for, with the `rules` that lead there, or None where
    both agree.
    """

    work: Work
    conversions: tuple[tuple[Conversion, float], ...]
    formula: Node
    further: tuple[Node, ...]
    operands: Mapping[str, Amount]
    result: Amount
    wanted: Amount | None
    rules: tuple[Rule, ...]
    pinned: bool

    @property
    def because(self) -> Text:
        return self.work.because


def steps_of(variant: Variant, part: Part) -> tuple[Step, ...]:
    """The steps of one part, the last of which gives its answer."""
    return tuple(_step(variant, work) for work in (*part.work, part.answer))


def _step(variant: Variant, work: Work) -> Step:
    derivation = variant.derivation
    numbers = work.formula.forms[-1]
    target = derivation.unit(work.name)
    values = dict(variant.values)
    # Formulas that pin a name themselves (`at`) are shown with the pinned value put in.
    if work.at:
        from studybot.formula.evaluate import evaluate

        pins = {name: evaluate(pin.tree, variant.values) for name, pin in work.at.items()}
        values.update(pins)
        derivation.solve(
            values, evaluate, {**variant.pins, **pins}, derivation.needed(*work.formula.forms), until=work.name
        )
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
    return Step(
        work=work,
        conversions=tuple((conversion, values[conversion.name]) for conversion in conversions),
        formula=work.formula.tree,
        further=work.formula.forms[1:],
        operands={name: Amount(values[name], units.get(name, NO_UNIT)) for name in names},
        result=Amount(value, shown),
        wanted=Amount(value, target) if rules else None,
        rules=rules,
        pinned=work.name in variant.pins,
    )

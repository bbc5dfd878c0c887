"""The worked steps of a part as a document, and its answer."""

from __future__ import annotations

from collections.abc import Mapping

from studybot.bank.schema import Datum, Part
from studybot.notation.from_formula import from_formula
from studybot.notation.numbers import show_exact, show_quantity, show_value
from studybot.notation.tree import Node, equation
from studybot.problem.conversions import Conversion, Rule
from studybot.problem.steps import Amount, Step, steps_of
from studybot.problem.variant import Variant
from studybot.show.amounts import symbol_of, symbols_of
from studybot.show.answers import answer_node
from studybot.show.document import Block, Document, Formula, Math, Span, Words, line
from studybot.show.options import explained
from studybot.show.prose import clause, sentence


def solution(variant: Variant, part: Part) -> Document:
    """The steps of a part: for each its reason, formula, numbers put in, value; conversions on lines of their own.

    Where there are options, they come last, each with why it is right or wrong.
    """
    steps = tuple(block for step in steps_of(variant, part) for block in _step(variant, part, step))
    return steps if part.task is None else (*steps, *explained(variant, part))


def _step(variant: Variant, part: Part, step: Step) -> list[Block]:
    name = step.work.name
    symbols = symbols_of(variant.derivation)
    blocks: list[Block] = [line(*_reason(variant, step))]
    forms = [from_formula(form, symbols) for form in step.forms]
    if step.numbers is None or step.result is None:
        return [*blocks, Formula(equation(symbols[name], *forms))]
    if step.pinned:
        return [*blocks, Formula(equation(symbols[name], _amount(step, step.result)), (Words("as set"),))]
    blocks += [_conversion(variant, conversion, value) for conversion, value in step.conversions]
    numbers = from_formula(step.numbers, _operands(variant, step), symbols)
    if part.collection in ("set", "interval") and step.work is part.answer:
        return [*blocks, Formula(equation(symbols[name], *forms, answer_node(variant, part)))]
    blocks.append(Formula(equation(symbols[name], *forms, numbers, _amount(step, step.result))))
    if step.wanted is not None:
        wanted = show_value(step.wanted.value, step.wanted.unit, keep_unit=True)
        converted = equation(symbols[name], _amount(step, step.result), wanted)
        blocks.append(Formula(converted, _rules(step.rules)))
    return blocks


def _reason(variant: Variant, step: Step) -> tuple[Span, ...]:
    """What the step finds and why, in the author's words."""
    if step.work.says is None:
        return sentence(step.because, variant)
    found = sentence(step.work.says, variant, "strong")
    if found[-1] == Words(".", "strong"):
        found = found[:-1]
    return (*found, Words(": "), *clause(step.because, variant))


def _amount(step: Step, result: Amount) -> Node:
    return show_value(result.value, result.unit, keep_unit=step.wanted is not None)


def _operands(variant: Variant, step: Step) -> Mapping[str, Node]:
    shown: dict[str, Node] = {}
    converted = {conversion.name for conversion, _ in step.conversions}
    for name, amount in step.operands.items():
        datum = variant.data.get(name)
        if isinstance(datum, Datum) and name not in converted and name not in step.work.at:
            shown[name] = show_exact(datum.digits, datum.exponent, datum.unit)
        else:
            shown[name] = show_value(amount.value, amount.unit, keep_unit=True)
    return shown


def _conversion(variant: Variant, conversion: Conversion, value: float) -> Formula:
    before = show_quantity(value, conversion.before, keep_unit=True)
    after = show_quantity(value, conversion.after, keep_unit=True)
    return Formula(equation(symbol_of(variant.derivation, conversion.name), before, after), _rules(conversion.rules))


def _rules(rules: tuple[Rule, ...]) -> tuple[Span, ...]:
    shown: list[Span] = []
    for rule in rules:
        one = show_quantity(rule.larger.factor, rule.larger, keep_unit=True)
        many = show_quantity(rule.larger.factor, rule.smaller, figures=12, keep_unit=True)
        shown += [Words(", ") if shown else Words(""), Math(equation(one, many))]
    return tuple(span for span in shown if span != Words(""))

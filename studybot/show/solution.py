"""The worked steps of a part, and its hints, as documents."""

from __future__ import annotations

from collections.abc import Mapping

from studybot.bank.schema import Part
from studybot.notation.from_formula import from_formula
from studybot.notation.numbers import show_exact, show_quantity
from studybot.notation.tree import Node, equation
from studybot.problem.conversions import Conversion, Rule
from studybot.problem.steps import Step, steps_of
from studybot.problem.variant import Variant
from studybot.show.amounts import symbol_of, symbols_of
from studybot.show.document import Block, Document, Formula, Math, Span, Words, line
from studybot.show.prose import clause, sentence


def solution(variant: Variant, part: Part) -> Document:
    """The steps of a part: for each its reason, formula, numbers put in, value; conversions on lines of their own."""
    return tuple(block for step in steps_of(variant, part) for block in _step(variant, step))


def _step(variant: Variant, step: Step) -> list[Block]:
    name = step.work.name
    symbols = symbols_of(variant.derivation)
    blocks: list[Block] = [line(*_reason(variant, step))]
    if step.pinned:
        blocks.append(Formula(equation(symbols[name], _amount(step)), (Words("as set"),)))
        return blocks
    blocks += [_conversion(variant, conversion, value) for conversion, value in step.conversions]
    forms = [from_formula(form, symbols) for form in (step.formula, *step.further)]
    last = step.further[-1] if step.further else step.formula
    numbers = from_formula(last, _operands(variant, step))
    blocks.append(Formula(equation(symbols[name], *forms, numbers, _amount(step))))
    if step.wanted is not None:
        converted = equation(
            symbols[name], _amount(step), show_quantity(step.wanted.value, step.wanted.unit, keep_unit=True)
        )
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


def _amount(step: Step) -> Node:
    if step.wanted is None:
        return show_quantity(step.result.value, step.result.unit)
    return show_quantity(step.result.value, step.result.unit, keep_unit=True)


def _operands(variant: Variant, step: Step) -> Mapping[str, Node]:
    shown: dict[str, Node] = {}
    converted = {conversion.name for conversion, _ in step.conversions}
    for name, amount in step.operands.items():
        datum = variant.data.get(name)
        if datum is not None and name not in converted and not step.work.at:
            shown[name] = show_exact(datum.digits, datum.exponent, datum.unit)
        else:
            shown[name] = show_quantity(amount.value, amount.unit, keep_unit=True)
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


def hint_count(part: Part) -> int:
    """How many hints a part has: the author's own, three for each step, and no value for the last."""
    return len(part.hints) + 3 * len(part.work) + 2


def hint(variant: Variant, part: Part, number: int) -> Document:
    """The hint with this number (from 0): the author's own first, then reason, formula and value of each step.

    The value of the last step is the answer, and no hint.
    """
    if number < len(part.hints):
        return (line(*sentence(part.hints[number], variant)),)
    place, stage = divmod(number - len(part.hints), 3)
    step = steps_of(variant, part)[place]
    symbols = symbols_of(variant.derivation)
    symbol = symbols[step.work.name]
    if stage == 0:
        return (line(*sentence(step.because, variant)),)
    if stage == 1:
        return (Formula(equation(symbol, from_formula(step.formula, symbols))),)
    shown = step.wanted or step.result
    return (Formula(equation(symbol, show_quantity(shown.value, shown.unit))),)


def answer_node(variant: Variant, part: Part) -> Node:
    """The right answer of a part as it is shown."""
    unit = variant.derivation.unit(part.id)
    return show_quantity(variant.values[part.id], unit)

"""Marking the answer to one part of a variant: by its kind, then its form, then follow-through, then slips."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from studybot.bank.schema import Part
from studybot.formula.errors import FormulaError, StudybotError
from studybot.formula.evaluate import UndefinedError, evaluate
from studybot.formula.functions import CONSTANTS
from studybot.formula.identities import IDENTITY, with_sizes
from studybot.formula.matrix import Matrix
from studybot.formula.positions import Positions
from studybot.formula.shapes import MisfitError
from studybot.formula.tree import Node, names_in
from studybot.marking.expressions.reading import ExpressionReading
from studybot.marking.forms import form_complaint
from studybot.marking.kinds import Marker, marker_for_expression, marker_for_value, marker_of
from studybot.marking.mark import Declared, Diagnosis, Mark, Own, Reading, Remark, invalid
from studybot.marking.matrix import MatrixReading
from studybot.marking.number import wrong_unit
from studybot.marking.reading import Reading as NumberReading
from studybot.marking.references import expression_of, reference_of
from studybot.marking.slips.candidates import Candidate, candidates_of
from studybot.marking.slips.naming import named, named_value
from studybot.marking.tolerance import Tolerance
from studybot.marking.working.reading import Working, looks_like_working, read_working
from studybot.marking.working.wrong import mark_working
from studybot.problem.derivation import Value
from studybot.problem.kinds import kind_of
from studybot.problem.variant import Variant

# What a later part cannot follow from: it would be right whatever else is done with it.
_TRIVIAL = (0.0, 1.0)


def read_part(variant: Variant, part: Part, answer: str) -> Reading:
    """How an answer to a part is understood. Raises `FormulaError`."""
    if looks_like_working(answer, variant, part):
        return read_working(answer, variant, part)
    return marker_of(variant, part).read(answer)


def unit_remark(variant: Variant, part: Part, reading: Reading) -> str | None:
    """What is wrong with the unit of an answer, which can be told before it is given; None where nothing is."""
    number = _number(reading)
    remark = wrong_unit(number, reference_of(variant, part)) if number is not None else None
    return remark.text if remark else None


def _number(reading: Reading | None) -> NumberReading | None:
    """The reading of a number, also of one in which working ends."""
    if isinstance(reading, Working):
        return reading.reading
    return reading if isinstance(reading, NumberReading) else None


def own_answer(mark: Mark) -> Own | None:
    """What a wrong answer was, for the parts that follow from it; None where nothing can."""
    if mark.verdict != "wrong" or mark.is_of_another_sort:
        return None
    return mark.reading.tree if isinstance(mark.reading, ExpressionReading) else mark.value


def mark_part(variant: Variant, part: Part, answer: str, earlier: Mapping[str, Own] | None = None) -> Mark:
    """The mark of an answer. `earlier` are the student's own wrong answers to earlier parts, in base units.

    An answer that is right given those gets its credit: an error is paid for once.
    """
    mark = _marked(variant, part, marker_of(variant, part), answer, earlier or {})
    if mark.verdict == "correct":
        return _in_form(part, mark, answer)
    if mark.verdict == "invalid" or part.answer is None:
        return mark
    if earlier and part.follow and (followed := _followed(variant, part, answer, earlier)):
        return followed
    return replace(mark, slip=_slip(variant, part, answer, mark))


def _marked(variant: Variant, part: Part, marker: Marker, answer: str, earlier: Mapping[str, Own]) -> Mark:
    """The mark of an answer, or of working that ends in one."""
    if not looks_like_working(answer, variant, part):
        return marker.mark(answer)
    numbers = {name: own for name, own in earlier.items() if isinstance(own, float)}
    return mark_working(answer, variant, part, marker.mark, numbers)


def _in_form(part: Part, mark: Mark, answer: str) -> Mark:
    """A right answer that has not the form that is asked for is asked for again: it costs nothing."""
    form, reading = part.accept.form, _number(mark.reading) or mark.reading
    if form is None or part.answer is None or not isinstance(reading, _WITH_TREE):
        return mark
    complaint = form_complaint(form, reading.tree, part.answer.formula.forms[-1])
    if complaint is None:
        return mark
    fault = FormulaError(f"form.{form}", f"this is right, but {complaint}", answer, 0, len(answer))
    return replace(invalid(fault), reading=reading)


_WITH_TREE = (NumberReading, ExpressionReading, MatrixReading)


def _followed(variant: Variant, part: Part, answer: str, earlier: Mapping[str, Own]) -> Mark | None:
    """The mark given the student's earlier answers, where it is right and those do not make the part trivial.

    No form is asked of it: what follows from a wrong answer need not have one.
    """
    assert part.answer is not None
    derivation = variant.derivation
    used = derivation.behind(part.id)
    pins = {name: own for name, own in earlier.items() if name in used and name != part.id}
    marker = _own_marker(variant, part, pins) if pins else None
    if marker is None:
        return None
    mark = _marked(variant, part, marker, answer, earlier)
    if mark.verdict != "correct":
        return None
    remark = Remark("followed", f"right, given your own answer to {' and '.join(pins)}")
    return replace(mark, remarks=(*mark.remarks, remark), own=pins)


def _own_marker(variant: Variant, part: Part, pins: Mapping[str, Own]) -> Marker | None:
    """The marker for what follows from the student's own earlier answers."""
    if kind_of(variant, part) == "expression":
        return _own_expression_marker(variant, part, pins)
    try:
        own = with_own(variant, part, pins).values[part.id]
    except (StudybotError, UndefinedError):
        return None
    if own == variant.values[part.id] or _is_trivial(own):
        return None
    return marker_for_value(variant, part, own)


def _is_trivial(own: Value) -> bool:
    return not any(own.entries) if isinstance(own, Matrix) else isinstance(own, float) and own in _TRIVIAL


def _own_expression_marker(variant: Variant, part: Part, pins: Mapping[str, Own]) -> Marker | None:
    """The marker for the formula that follows; None where what the earlier answers gave has cancelled in it."""
    try:
        own = expression_of(variant, part, pins)
        cancels = own.is_constant and not expression_of(variant, part, {}).is_constant
    except StudybotError:
        return None
    return None if cancels else marker_for_expression(variant, part, own)


def with_own(variant: Variant, part: Part, pins: Mapping[str, Own]) -> Variant:
    """The variant with a student's own earlier answers, as a part needs them: formulas are worth what they are there.

    Raises `StudybotError` or `UndefinedError`.
    """
    at = variant.derivation.link[part.id].at
    around = {**variant.values, **{name: evaluate(formula.tree, variant.values) for name, formula in at.items()}}
    return variant.with_pins({name: _worth(variant, name, own, around) for name, own in pins.items()})


def _worth(variant: Variant, name: str, own: Own, values: Mapping[str, Value]) -> Value:
    """What a student's own answer to the part `name` is worth."""
    if not isinstance(own, Node):
        return own
    shapes = variant.derivation.shapes.of
    try:
        tree = own if IDENTITY in shapes else with_sizes(own, shapes, shapes[name])
    except MisfitError as fault:
        raise UndefinedError(fault.message, fault.node) from None
    for needed in names_in(tree):
        if needed not in values and needed not in CONSTANTS:
            raise UndefinedError(f"{needed} has no value", tree)
    return evaluate(tree, values)


def _slip(variant: Variant, part: Part, answer: str, mark: Mark) -> Diagnosis | None:
    """The slip that comes out as this answer; None where none does, or one that is right on this variant."""
    if (number := _number(mark.reading)) is not None:
        if mark.value is None:
            return None
        return named(_candidates(variant, part), number, reference_of(variant, part))
    if isinstance(mark.value, Matrix | Positions) and part.collection is None:
        right = variant.values[part.id]
        return named_value(_candidates(variant, part), mark.value, right, Tolerance.of(part.accept))
    return _declared(variant, part, answer)


def _candidates(variant: Variant, part: Part) -> tuple[Candidate, ...]:
    """The slips of a part, which are worked out once."""
    prepared = f"{part.id} slips"
    if prepared not in variant.prepared:
        variant.prepared[prepared] = candidates_of(variant, part)
    candidates: tuple[Candidate, ...] = variant.prepared[prepared]
    return candidates


def _declared(variant: Variant, part: Part, answer: str) -> Diagnosis | None:
    """The declared slip of which this is the right answer."""
    for slip in part.slips:
        tree = variant.derivation.ready(slip.gives.tree)
        try:
            if part.names:
                marker = marker_for_expression(variant, part, expression_of(variant, part, {part.id: tree}))
            else:
                gives = evaluate(tree, variant.values)
                if type(gives) is not type(variant.values[part.id]):
                    continue
                marker = marker_for_value(variant, part, gives)
        except (StudybotError, UndefinedError):
            continue
        if marker.mark(answer).verdict == "correct":
            return Declared(slip, part.id)
    return None

"""Marking a formula: two are equal where they have the same values at sample points of the declared domains.

Nothing is simplified, so that it always ends. Of matrices shapes are compared first.
"""

from __future__ import annotations

import math

from studybot.formula.errors import FormulaError
from studybot.formula.evaluate import UndefinedError, evaluate
from studybot.formula.functions import CONSTANTS
from studybot.formula.identities import IDENTITY
from studybot.formula.matrix import Matrix
from studybot.formula.points import NotPlainError, values_at
from studybot.formula.products import product_of
from studybot.formula.shapes import NUMBER, TRUTH, MisfitError, Shape, shape_of, shape_text
from studybot.formula.tree import Binary, Listing, Node, names_in
from studybot.marking.expressions.domains import Value, sizes_of
from studybot.marking.expressions.numbers import ROUNDING, different, equal_at, mark_numbers, settled
from studybot.marking.expressions.prepared import (
    Expression,
    at_sizes,
    is_polynomial_in_matrices,
    number_of,
    sized_identities,
)
from studybot.marking.expressions.reading import ExpressionReading, read_expression
from studybot.marking.mark import Mark, Remark, invalid


def mark_expression(answer: str, expression: Expression) -> Mark:
    """The mark of a typed formula. One that is undefined where the reference is defined is wrong."""
    try:
        reading = read_expression(answer, expression)
    except FormulaError as fault:
        fault.text = answer
        return invalid(fault)
    if expression.is_plain:
        try:
            values = values_at(reading.tree, expression.columns, len(expression.samples))
        except NotPlainError:
            pass  # some value does not exist, or is no number: the long way tells which
        else:
            return mark_numbers(reading, values, expression)
    return _mark_values(reading, expression)


def _mark_values(reading: ExpressionReading, expression: Expression) -> Mark:
    tree = reading.tree
    if expression.is_polynomial and _agrees_at_random(tree, expression):
        return Mark("correct", 1.0, reading)
    try:
        if IDENTITY in reading.text:
            tree = sized_identities(tree, expression.domains, expression.shape)
        shape = shape_of(tree, expression.shapes)
    except MisfitError as fault:
        return Mark("wrong", 0.0, reading, (Remark("shape", fault.message),))
    if shape == TRUTH:
        return Mark("wrong", 0.0, reading, (Remark("kind", "a comparison is no formula for a value"),))
    if shape == NUMBER and isinstance(expression.tree, Listing):
        # `m x n` for a shape, a lone number for a vector: how it is written is no mistake of the one who is asked.
        hint = "write [a, b] for a vector or a shape, [[a, b], [c, d]] for a matrix"
        message = "this is one number, and several are asked for"
        return invalid(FormulaError("matrix.number", message, reading.text, 0, len(reading.text), hint=hint))
    if shape != expression.shape:
        return Mark("wrong", 0.0, reading, (_other_shape(tree, shape, expression),))
    if expression.is_polynomial and is_polynomial_in_matrices(tree):
        return different(reading)
    return _mark_at_all_points(reading, at_sizes(tree, sizes_of(expression.domains)), expression)


def _agrees_at_random(tree: Node, expression: Expression) -> bool:
    """Whether it is a polynomial with the reference's value, and its shape, at a random point.

    Named sizes are distinct there, and distinct from those that are known, so that only shapes that fit by their names
    fit in numbers.
    """
    where, value = expression.samples[0]
    given: Value
    try:
        given = product_of(tree, where)
    except NotPlainError:
        if not is_polynomial_in_matrices(tree):
            return False
        try:
            given = evaluate(tree, where)
        except UndefinedError:
            return False
    if isinstance(given, Matrix) and isinstance(value, Matrix):
        return given.shape == value.shape and not _wrong_entries(given, value, expression)
    if isinstance(given, Matrix) or isinstance(value, Matrix):
        return False
    return expression.tolerance.admits(float(given), value)


def _mark_at_all_points(reading: ExpressionReading, tree: Node, expression: Expression) -> Mark:
    wrong: set[int] = set()
    for at, (where, value) in enumerate(expression.samples):
        try:
            given = evaluate(tree, where)
        except UndefinedError as fault:
            if expression.is_plain and settled(tree, False, expression, at):
                continue
            if not expression.domains or set(names_in(tree)) <= set(CONSTANTS):
                return invalid(fault.in_text(reading.text))  # 9^9^9^9 is no number anywhere
            told = f"where the answer is defined, {fault.message}"
            return Mark("wrong", 0.0, reading, (Remark("undefined", told),))
        if isinstance(value, Matrix):
            wrong |= _wrong_entries(given, value, expression)
        elif not _equal_numbers(tree, float(given), expression, at):
            return different(reading)
        if wrong and not expression.by_entry:
            return different(reading)
    if wrong:
        return Mark("wrong", 0.0, reading, (_entries(len(wrong), expression),))
    return Mark("correct", 1.0, reading)


def _equal_numbers(tree: Node, given: float, expression: Expression, at: int) -> bool:
    if expression.is_plain:
        return equal_at(tree, given, expression, at)[0]
    return expression.tolerance.admits(given, number_of(expression.samples[at][1]))


def _other_shape(tree: Node, shape: Shape, expression: Expression) -> Remark:
    """`d_head × d_model times d_model × d_head is d_head × d_head; the answer needs d_model × d_model`."""
    said = f"that is {shape_text(shape)}"
    if isinstance(tree, Binary) and tree.op == "*":
        one, two = (shape_of(side, expression.shapes) for side in (tree.left, tree.right))
        if one.sort == two.sort == "matrix":
            said = f"{shape_text(one)} times {shape_text(two)} is {shape_text(shape)}"
    return Remark("shape", f"{said}; the answer needs {shape_text(expression.shape)}")


def _wrong_entries(given: Value, value: Matrix, expression: Expression) -> set[int]:
    """The places of the entries that are not near enough, counted row by row."""
    if not isinstance(given, Matrix):
        return {0}
    ours, theirs = value.entries, given.entries
    norm = math.hypot(*ours)
    if not expression.by_entry:
        return set() if expression.tolerance.admits(norm + math.dist(theirs, ours), norm) else {0}
    return {
        place
        for place, (one, two) in enumerate(zip(theirs, ours, strict=True))
        if abs(one - two) > ROUNDING * norm and not expression.tolerance.admits(one, two)
    }


def _entries(wrong: int, expression: Expression) -> Remark:
    value = expression.samples[0][1]
    every = len(value.entries) if isinstance(value, Matrix) else 1
    told = "every entry is" if wrong == every else "1 entry is" if wrong == 1 else f"{wrong} entries are"
    return Remark("entries", f"{told} wrong")

"""What marking would take for right, on many variants at once and for every kind of value."""

from __future__ import annotations

import numpy as np

from studybot.bank.schema import Accept, Part
from studybot.formula.shapes import NUMBER, POSITIONS, TRUTH
from studybot.marking.arrays import admits_many
from studybot.marking.tolerance import LAST_BITS, Tolerance
from studybot.problem.derivation import Derivation
from studybot.vetting.sample import Floats, Mask
from studybot.vetting.tables import Table

# What rounding leaves of a zero beside the largest entry of a matrix.
_ZERO = 1e-12


def marked_right(derivation: Derivation, part: Part, answers: Table, references: Table) -> Mask:
    """Where an answer gets credit that is worth as much as `answers`, if the right one were `references`.

    `part` is answered by a value, and the answers are of its shape.
    """
    shape = derivation.shapes.of.get(part.id, NUMBER)
    if shape in (TRUTH, POSITIONS):
        return np.asarray((answers == references).all(axis=1))
    if shape == NUMBER and part.accept.factor is not None:
        return _of_the_magnitude(part.accept, answers[:, 0], references[:, 0])
    tolerance = Tolerance.of(part.accept)
    if shape == NUMBER:
        factor = derivation.unit(part.id).factor
        return admits_many(tolerance, answers[:, 0], references[:, 0], factor)
    if part.collection == "set":
        answers, references = np.sort(answers, axis=1), np.sort(references, axis=1)
    near = admits_many(tolerance, answers, references, 1.0)
    if part.collection is None:
        largest = np.abs(references).max(axis=1, keepdims=True)
        near |= (references == 0) & (np.abs(answers) <= _ZERO * largest)
    return np.asarray(near.all(axis=1))


def _of_the_magnitude(accept: Accept, answers: Floats, references: Floats) -> Mask:
    """Where an estimate gets full or half credit."""
    with np.errstate(all="ignore"):
        ratio = answers / references
        off = np.maximum(ratio, 1 / ratio) * (1 - LAST_BITS)
        near = (ratio > 0) & (off <= (accept.half or accept.factor or 1.0))
    return np.asarray(near | (answers == references))

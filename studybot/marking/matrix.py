"""Marking vectors and matrices of numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from studybot.formula.errors import FormulaError
from studybot.formula.evaluate import UndefinedError, evaluate
from studybot.formula.matrix import Matrix, filled, identity, shape_text
from studybot.formula.parser import Grammar, parse
from studybot.formula.pasted import Handwriting
from studybot.formula.spelling import Spellings
from studybot.formula.tree import Listing, Node, Unary
from studybot.formula.unit_table import BUILT_IN, Units
from studybot.formula.units import NO_UNIT, Unit
from studybot.marking.expressions.label import without_label
from studybot.marking.mark import Mark, Remark, invalid
from studybot.marking.reading import as_shown, check_length
from studybot.marking.tolerance import Tolerance
from studybot.marking.unit_after import unit_of_entries
from studybot.notation.numbers import unit_notation
from studybot.notation.tree import Node as Shown
from studybot.notation.tree import Row, Space

# An entry that is 0 in the reference would have to be met exactly; what rounding leaves of it is no error.
_ZERO = 1e-12


# Rows are pasted from LaTeX, and from programs that part them by semicolons.
_READER = Handwriting(Spellings({}), matrices=True)

_OPENING = re.compile(r"[\[({]")
_HINT = "write [1, 2] for a vector, [[1, 2], [3, 4]] for a matrix"


@dataclass(frozen=True, slots=True)
class MatrixReading:
    """A vector or matrix as it was read, in base units; `unit` is the one that was written behind it."""

    text: str
    tree: Node
    matrix: Matrix
    unit: Unit = NO_UNIT

    @property
    def node(self) -> Shown:
        made = as_shown(self.tree, self.text)
        return Row((made, Space(), unit_notation(self.unit, plural=True))) if self.unit.powers else made

    @property
    def value(self) -> Matrix:
        return self.matrix


def read_matrix(
    text: str, wanted: tuple[int, int] | None = None, unit: Unit = NO_UNIT, units: Units = BUILT_IN
) -> MatrixReading:
    """A typed vector or matrix, of bare numbers in `unit` or with a unit behind it.

    `I` is the identity where a square one or a column is `wanted`, and 0 the matrix of zeros. Raises `FormulaError`.
    """
    check_length(text)
    bare, written = unit_of_entries(text, units)
    known = {"I": identity(wanted[0])} if wanted is not None and wanted[1] in (1, wanted[0]) else {}
    grammar = Grammar(names=known.keys(), units=None, grouping=False, reader=_READER.tokens)
    try:
        tree = parse(without_label(bare, grammar), grammar)
    except FormulaError as fault:
        if fault.code in ("formula.comma", "formula.operator") and not _OPENING.search(bare):
            raise FormulaError("matrix.brackets", "the brackets are missing", text, 0, len(text), hint=_HINT) from None
        raise
    try:
        matrix = evaluate(tree, known)
    except UndefinedError as fault:
        raise fault.in_text(text) from None
    if matrix == 0 and wanted is not None:
        matrix = filled(*wanted, 0.0)
    if not isinstance(matrix, Matrix):
        raise FormulaError("matrix.number", "this is neither a vector nor a matrix", text, 0, len(text), hint=_HINT)
    factor = (written if written.powers else unit).factor
    return MatrixReading(text, tree, matrix.map(lambda entry: entry * factor), written)


def _is_flat(tree: Node) -> bool:
    """Whether it is a list of numbers. On paper a column is `(1, 2)^T`, to save lines."""
    if isinstance(tree, Unary) and tree.op == "T":
        tree = tree.operand
    return isinstance(tree, Listing) and not any(isinstance(item, Listing) for item in tree.items)


def mark_matrix(
    answer: str, reference: Matrix, tolerance: Tolerance, unit: Unit = NO_UNIT, units: Units = BUILT_IN
) -> Mark:
    """The mark of a typed vector or matrix: its unit and its shape first, then every entry."""
    try:
        reading = read_matrix(answer, reference.shape, unit, units)
    except FormulaError as fault:
        return invalid(fault)
    if reading.unit.powers and reading.unit.dimension != unit.dimension:
        told = f"the entries are asked for in {unit.plural_text}" if unit.powers else "the entries have no unit"
        return Mark("wrong", 0.0, reading, (Remark("dimension", told),))
    if _is_flat(reading.tree) and reading.matrix.shape == reference.shape[::-1]:
        # A list of numbers says nothing of lying or standing: [1, 2] will do for a row.
        reading = replace(reading, matrix=reading.matrix.transposed())
    if reading.matrix.shape != reference.shape:
        told = f"that is {shape_text(reading.matrix)}; {shape_text(reference)} is asked for"
        return Mark("wrong", 0.0, reading, (Remark("shape", told),))
    largest = max(map(abs, reference.entries))
    pairs = list(zip(reading.matrix.entries, reference.entries, strict=True))
    wrong = sum(
        not (tolerance.admits(given, right) or (right == 0 and abs(given) <= _ZERO * largest)) for given, right in pairs
    )
    if wrong:
        many = "every entry is" if wrong == len(pairs) else "1 entry is" if wrong == 1 else f"{wrong} entries are"
        return Mark("wrong", 0.0, reading, (Remark("entries", f"{many} wrong"),))
    return Mark("correct", 1.0, reading)

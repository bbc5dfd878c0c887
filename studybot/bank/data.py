"""Numbers with units as authors write them, exactly, and matrices of them."""

from __future__ import annotations

import re
from fractions import Fraction

from studybot.bank.fields import Fields, scalars_of
from studybot.bank.findings import Report
from studybot.bank.loading import Mapping, Scalar, Sequence, Tree
from studybot.bank.schema import POWERS_OF_TEN, Block, Datum
from studybot.bank.source import Source
from studybot.formula.errors import FormulaError
from studybot.formula.matrix import MAX_ENTRIES
from studybot.formula.parser import Grammar, parse, parse_unit
from studybot.formula.quantity import dimension_text
from studybot.formula.tree import Binary, Node, Number, Unary, UnitFactor
from studybot.formula.unit_table import Units
from studybot.formula.units import NO_UNIT, Unit

# More figures than a float tells apart, or than a constant of nature is known with.
MAX_WRITTEN_FIGURES = 40
# Inside what floats hold with all their figures.
SMALLEST, LARGEST = 1e-290, 1e308
# What is most of a bank's data, and means the same to the parser: it need not be asked, which takes 40 µs.
_PLAIN = re.compile(r"([0-9]{1,15})(?:\.([0-9]{1,15}))?(?:e(-?[0-9]{1,2}))?")


def read_unit(scalar: Scalar | None, units: Units, fields: Fields) -> Unit:
    """The unit in a field; none where it is missing or cannot be read, which is reported."""
    if scalar is None:
        return NO_UNIT
    try:
        return parse_unit(scalar.text, units)
    except FormulaError as fault:
        fields.formula_error(scalar, fault)
        return NO_UNIT


def read_datum(scalar: Scalar, unit: Unit, units: Units, report: Report, source: Source) -> Datum | None:
    """A literal with an optional unit; a bare one is in `unit`. None where it cannot be read, which is reported."""
    try:
        literal = _read(scalar.text, unit, units)
    except FormulaError as fault:
        report.error(fault.code, fault.message, source.place_in(scalar, fault.start), fault.hint)
        return None
    if literal is None:
        report.error("datum", f"{scalar.text} is not a number with a unit", scalar.place, "for example 80 GB")
        return None
    digits, exponent, written = literal
    if written.powers and unit.powers and written.dimension != unit.dimension:
        message = f"{scalar.text} is in {dimension_text(written.dimension)}, but the field is in {unit.text}"
        report.error("unit", message, scalar.place)
        return None
    datum = Datum(scalar.text, digits, exponent, written if written.powers else unit, scalar.place)
    if not _fits_a_float(datum):
        report.error("datum", f"{scalar.text} is too large or too small to compute with", scalar.place)
        return None
    return datum


def _read(text: str, unit: Unit, units: Units) -> tuple[int, int, Unit] | None:
    """Digits, power of ten and unit; None for what is no number with a unit. Raises `FormulaError`."""
    plain = _PLAIN.fullmatch(text)
    if plain is None:
        return _literal(parse(text, Grammar(units=units, expects=unit if unit.powers else None)))
    whole, decimals, exponent = plain.groups("")
    return int(whole + decimals), int(exponent or 0) - len(decimals), NO_UNIT


def _fits_a_float(datum: Datum) -> bool:
    if abs(datum.digits) >= 10**MAX_WRITTEN_FIGURES or abs(datum.exponent) >= len(POWERS_OF_TEN):
        return False
    return datum.digits == 0 or all(SMALLEST < abs(size) < LARGEST for size in (datum.number, datum.value))


def _literal(tree: Node) -> tuple[int, int, Unit] | None:
    match tree:
        case Unary("-", operand):
            inner = _literal(operand)
            return (-inner[0], inner[1], inner[2]) if inner else None
        case Unary("%", operand):
            inner = _literal(operand)
            return (inner[0], inner[1] - 2, inner[2]) if inner else None
        case Binary("*", number, UnitFactor(unit)):
            inner = _literal(number)
            return (inner[0], inner[1], unit) if inner and not inner[2].powers else None
        case Number():
            return (*_decimal(tree), NO_UNIT)
    return None


def _decimal(number: Number) -> tuple[int, int]:
    """Digits and power of ten, exactly: 1.98e15 is 198 times 10^13."""
    mantissa, _, exponent = number.text.partition("e")
    whole, _, decimals = mantissa.partition(".")
    return int(whole + decimals), int(exponent or 0) - len(decimals)


def converted(datum: Datum | None, unit: Unit, report: Report) -> Datum | None:
    """A datum in the unit in which its given is shown, exactly; one that is no decimal there is reported."""
    if datum is None or not unit.powers or datum.unit == unit or datum.unit.offset or unit.offset:
        return datum
    if datum.unit.dimension != unit.dimension:
        message = f"{datum.text} is in {dimension_text(datum.unit.dimension)}, not in {unit.text}"
        report.error("unit", message, datum.place)
        return None
    number = exact(datum) / unit.exact_factor
    for exponent in range(0, -MAX_WRITTEN_FIGURES, -1):
        if (number * 10**-exponent).denominator == 1:
            return datum._replace(digits=int(number * 10**-exponent), exponent=exponent, unit=unit)
    report.error("unit", f"{datum.text} is no decimal number of {unit.text}", datum.place, "use one unit")
    return None


def exact(datum: Datum) -> Fraction:
    """A datum in base units, exactly."""
    return Fraction(datum.digits) * Fraction(10) ** datum.exponent * datum.unit.exact_factor


def read_value(tree: Tree, unit: Unit, units: Units, what: str, report: Report, source: Source) -> Datum | Block | None:
    """A datum, or a matrix of them where a list is written; None where it cannot be read, which is reported.

    Bare numbers are in `unit`, and all entries of a matrix come out in one unit. `what` names the field in messages.
    """
    if isinstance(tree, Scalar):
        return read_datum(tree, unit, units, report, source)
    if isinstance(tree, Mapping):
        report.error("type", f"{what} is a number or a matrix, not a mapping", tree.place)
        return None
    rows = _rows_of(tree, what, report, source)
    entries = [[read_datum(scalar, unit, units, report, source) for scalar in row] for row in rows]
    read = [datum for row in entries for datum in row if datum is not None]
    if not rows or len(read) < sum(map(len, rows)):
        return None
    wanted = unit if unit.powers else read[0].unit
    for datum in read:
        if datum.unit.dimension != wanted.dimension:
            message = f"{datum.text} and {read[0].text} in {what} have different units"
            report.error("unit", message, datum.place)
            return None
    same = [converted(datum, wanted, report) for datum in read]
    found = [datum for datum in same if datum is not None]
    if len(found) < len(same):
        return None
    width = len(rows[0])
    return Block(tuple(tuple(found[start : start + width]) for start in range(0, len(found), width)))


def _rows_of(tree: Sequence, what: str, report: Report, source: Source) -> list[tuple[Scalar, ...]]:
    """The rows of a matrix as it is written, one value each for a vector; none where it is none, which is reported."""
    rows: list[tuple[Scalar, ...]] = []
    size = 0
    for item in tree.items:
        if isinstance(item, Sequence) != isinstance(tree.items[0], Sequence):
            message = f"numbers and rows of numbers stand side by side in {what}"
            report.error("matrix", message, item.place, "for example [[1, 2], [3, 4]], or [1, 2] for a vector")
            return []
        inner = item.items if isinstance(item, Sequence) else (item,)
        row = scalars_of(inner, f"a row in {what}", report, source)
        if len(row) < len(inner):
            return []
        size += len(row)
        if size > MAX_ENTRIES:
            report.error("matrix", f"a matrix has at most {MAX_ENTRIES} entries, and here are more", tree.place)
            return []
        if rows and len(row) != len(rows[0]):
            message = f"the rows of a matrix in {what} have {len(rows[0])} and {len(row)} entries"
            report.error("matrix", message, item.place, "all rows are of one length")
            return []
        rows.append(row)
    if not size:
        report.error("matrix", f"an empty list in {what} is no matrix", tree.place)
        return []
    return rows


def shape_of(value: Datum | Block) -> tuple[int, int] | None:
    """Rows and columns; None for a number."""
    return (len(value.rows), len(value.rows[0])) if isinstance(value, Block) else None


def sort_of(value: Datum | Block) -> str:
    """What it is, in messages: a number, or a matrix of a shape."""
    shape = shape_of(value)
    return "a number" if shape is None else f"a matrix of {shape[0]} × {shape[1]}"

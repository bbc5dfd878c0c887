"""Numbers with units as authors write them, exactly; and the ways in which a given is drawn from them."""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from dataclasses import replace
from decimal import ROUND_CEILING, Context, Decimal
from fractions import Fraction

from studybot.bank.fields import Fields, Source, is_name, is_valueless, prose, report_valueless, scalars_of
from studybot.bank.findings import Report, nearest
from studybot.bank.loading import Mapping, Scalar, Tree
from studybot.bank.schema import POWERS_OF_TEN, Constant, Datum, Pick, Range, Row, Text
from studybot.formula.errors import FormulaError
from studybot.formula.parser import Grammar, parse, parse_unit
from studybot.formula.quantity import dimension_text
from studybot.formula.tree import Binary, Node, Number, Unary, UnitFactor
from studybot.formula.unit_table import Units
from studybot.formula.units import NO_UNIT, Unit

# The random numbers that choose a place on a grid have 32 bits; a finer grid would leave out points.
MAX_GRID = 2**31
# More figures than any drawn quantity is told with.
MAX_DIGITS = 6
# More figures than a float tells apart, or than a constant of nature is known with.
MAX_WRITTEN_FIGURES = 40
# Inside what floats hold with all their figures.
SMALLEST, LARGEST = 1e-290, 1e308
# Whole numbers up to here are floats, so that grid times power of ten is rounded once.
MAX_GRID_NUMBER = 2**53


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
        tree = parse(scalar.text, Grammar(units=units, expects=unit if unit.powers else None))
    except FormulaError as fault:
        report.error(fault.code, fault.message, source.place_in(scalar, fault.start), fault.hint)
        return None
    literal = _literal(tree)
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
            return replace(datum, digits=int(number * 10**-exponent), exponent=exponent, unit=unit)
    report.error("unit", f"{datum.text} is no decimal number of {unit.text}", datum.place, "use one unit")
    return None


def read_pick(items: tuple[Scalar, ...], unit: Unit, units: Units, fields: Fields) -> Pick | None:
    """The data of which one is picked."""
    data: list[Datum | None] = []
    for item in items:
        datum = read_datum(item, unit, units, fields.report, fields.source)
        first = next((other for other in data if other is not None), datum)
        if datum is not None and first is not None and datum.unit.dimension != first.unit.dimension:
            message = f"{datum.text} and {first.text} in pick of {fields.what} have different units"
            fields.report.error("unit", message, datum.place)
            datum = None
        data.append(converted(datum, unit, fields.report))
    found = tuple(datum for datum in data if datum is not None)
    if len(found) < len(data) or not found:
        if not data and fields.is_list("pick"):
            fields.report.error("pick", f"{fields.what} has nothing to pick from", fields.key_place("pick"))
        return None
    seen: dict[float, Datum] = {}
    for datum in found:
        if datum.value in seen:
            fields.report.warning("pick", f"{datum.text} stands twice in pick of {fields.what}", datum.place)
        seen[datum.value] = datum
    if len(fields.items("pick")) == 1:
        fields.report.warning(
            "pick", f"{fields.what} has one value to pick from", found[0].place, "write value: instead"
        )
    return Pick(found)


def read_constant(scalar: Scalar, unit: Unit, units: Units, fields: Fields) -> Constant | None:
    """The one value of a given that is not drawn."""
    datum = converted(read_datum(scalar, unit, units, fields.report, fields.source), unit, fields.report)
    return Constant(datum) if datum else None


def read_range(unit: Unit, units: Units, fields: Fields) -> Range | None:
    """`range` with `step` or `digits`."""
    report = fields.report
    place = fields.key_place("range")
    ends = scalars_of(fields.items("range"), f"range of {fields.what}", report, fields.source)
    if not fields.is_list("range"):
        return None
    if len(ends) != 2:
        report.error("range", f"range of {fields.what} has two ends", place, "range: [low, high]")
        return None
    low, high = (read_datum(end, unit, units, report, fields.source) for end in ends)
    if low is not None and high is not None and low.unit.dimension != high.unit.dimension:
        report.error("unit", f"the ends of the range of {fields.what} have different units", high.place)
        return None
    low = converted(low, unit, report)
    high = converted(high, low.unit, report) if low else None
    if low is None or high is None:
        return None
    if low.value >= high.value:
        report.error(
            "range", f"the range of {fields.what} goes from {low.text} to {high.text}, which is not more", low.place
        )
        return None
    if fields.has("step") == fields.has("digits"):
        message = f"the range of {fields.what} needs either step or digits"
        report.error("range", message, place, "step: 0.5 for even steps, digits: 2 for a range over decades")
        return None
    if fields.has("digits"):
        if low.digits <= 0:  # in its own unit: 5 °C below zero are above 0 in kelvins
            report.error("range", f"a range over decades begins above 0, not at {low.text}", low.place, "use step")
            return None
        digits = fields.whole("digits", 1, 1, MAX_DIGITS)
        if _next_with_figures(low, digits) > exact(high):
            figures = "1 figure" if digits == 1 else f"{digits} figures"
            report.error("range", f"no number with {figures} lies between {low.text} and {high.text}", low.place)
            return None
        return Range(low, high, digits=digits)
    return _with_step(low, high, units, fields)


def _with_step(low: Datum, high: Datum, units: Units, fields: Fields) -> Range | None:
    scalar = fields.scalar("step")
    step = read_datum(scalar, low.unit, units, fields.report, fields.source) if scalar else None
    if step is not None and step.unit.dimension != low.unit.dimension:
        message = f"the step {step.text} of {fields.what} has another unit than its range"
        fields.report.error("unit", message, step.place)
        return None
    step = converted(step, low.unit, fields.report)
    if step is None or scalar is None:
        return None
    if step.digits <= 0:
        fields.report.error("range", f"the step of {fields.what} is above 0, not {step.text}", scalar.place)
        return None
    span, stride = exact(high) - exact(low), exact(step)
    steps = span / stride
    if steps.denominator != 1:
        last = (exact(low) + int(steps) * stride) / low.unit.exact_factor
        message = f"the step {step.text} does not lead from {low.text} to {high.text}"
        hint = f"it ends at {Decimal(last.numerator) / last.denominator:f}"
        fields.report.error("range", message, scalar.place, hint)
        return None
    if steps >= MAX_GRID:
        fields.report.error("range", f"the range of {fields.what} has {int(steps) + 1} values, too many", scalar.place)
        return None
    finest = min(datum.exponent for datum in (low, high, step))
    if max(abs(datum.digits) * 10 ** (datum.exponent - finest) for datum in (low, high)) > MAX_GRID_NUMBER:
        message = f"the numbers of {fields.what} have too many figures to be drawn exactly"
        fields.report.error("range", message, scalar.place)
        return None
    return Range(low, high, step=step)


def _next_with_figures(datum: Datum, digits: int) -> Fraction:
    """The smallest number from a positive datum on that has so many figures, in base units."""
    number = Decimal(datum.digits).scaleb(datum.exponent, Context(prec=MAX_WRITTEN_FIGURES))
    return Fraction(Context(prec=digits, rounding=ROUND_CEILING).plus(number)) * datum.unit.exact_factor


def exact(datum: Datum) -> Fraction:
    """A datum in base units, exactly."""
    return Fraction(datum.digits) * Fraction(10) ** datum.exponent * datum.unit.exact_factor


_ROW_TEXTS = ("says", "because", "source")


def read_rows(tree: Mapping, what: str, units: Units, report: Report, source: Source) -> tuple[Row, ...]:
    """The rows of a table. All have the same columns, whose units have one dimension each."""
    rows: list[Row] = []
    wanted: set[str] | None = None
    for key, entry in tree.entries.items():
        if not isinstance(entry, Mapping):
            report.error("type", f"the row {key} of {what} is a mapping of columns", entry.place)
            continue
        row = _read_row(key, entry, tree, units, report, source)
        columns = {name for name, value in entry.entries.items() if name not in _ROW_TEXTS and not is_valueless(value)}
        wanted = columns if wanted is None else wanted
        if odd := sorted(columns ^ wanted):
            first = next(iter(tree.entries))
            message = f"only one of the rows {first} and {key} of {what} has {', '.join(odd)}"
            report.error("rows", message, row.place)
        if row.columns.keys() != wanted:
            continue
        if rows:
            _check_units(row, rows[0], what, report)
        rows.append(row)
    if not tree.entries:
        report.error("rows", f"{what} has no rows", tree.place)
    return tuple(rows)


def _read_row(key: str, entry: Mapping, tree: Mapping, units: Units, report: Report, source: Source) -> Row:
    columns: dict[str, Datum] = {}
    words: dict[str, Text] = {}
    for name, value in entry.entries.items():
        if not isinstance(value, Scalar):
            report.error("type", f"{name} of row {key} is one value", value.place)
        elif is_valueless(value):
            report_valueless(name, entry.keys[name], report, source)
        elif name in _ROW_TEXTS:
            words[name] = prose(value)
        elif is_name(name, entry.keys[name], report) and (datum := read_datum(value, NO_UNIT, units, report, source)):
            columns[name] = datum
    return Row(key, columns, words.get("says"), words.get("because"), words.get("source"), tree.keys[key])


def _check_units(row: Row, first: Row, what: str, report: Report) -> None:
    for name, datum in row.columns.items():
        if datum.unit.dimension != first.columns[name].unit.dimension:
            message = f"{name} has one unit in row {first.key} of {what} and another in {row.key}"
            report.error("unit", message, datum.place)


def chosen_rows(
    tree: Tree, only: tuple[Scalar, ...], tables: MappingOf[str, tuple[Row, ...]], units: Units, fields: Fields
) -> tuple[Row, ...]:
    """The rows of which a `case` draws one: written there, or those of a table, narrowed by `only`."""
    report = fields.report
    if isinstance(tree, Mapping):
        rows = read_rows(tree, fields.what, units, report, fields.source)
    elif isinstance(tree, Scalar):
        if tree.text not in tables:
            hint = nearest(tree.text, tables) or (
                f"there are: {', '.join(tables)}" if tables else "`use:` names a file"
            )
            report.error("table", f"there is no table {tree.text}", tree.place, hint)
            return ()
        rows = tables[tree.text]
    else:
        report.error("type", f"case of {fields.what} is a table's name or rows", tree.place)
        return ()
    if not only:
        return rows
    by_key = {row.key: row for row in rows}
    for scalar in only:
        if scalar.text not in by_key:
            hint = nearest(scalar.text, by_key) or f"there are: {', '.join(by_key)}"
            report.error("table", f"the table has no row {scalar.text}", scalar.place, hint)
    return tuple(by_key[scalar.text] for scalar in only if scalar.text in by_key)

"""The ways in which a given is drawn: `pick`, `value`, and `range` with its steps or figures."""

from __future__ import annotations

from decimal import ROUND_CEILING, Context, Decimal
from fractions import Fraction

from studybot.bank.data import MAX_WRITTEN_FIGURES, converted, exact, read_datum, read_value, shape_of, sort_of
from studybot.bank.fields import Fields, scalars_of
from studybot.bank.loading import Sequence
from studybot.bank.schema import Block, Constant, Datum, Pick, Range
from studybot.formula.matrix import Matrix
from studybot.formula.unit_table import Units
from studybot.formula.units import Unit

# The random numbers that choose a place on a grid have 32 bits; a finer grid would leave out points.
MAX_GRID = 2**31
# More figures than any drawn quantity is told with.
MAX_DIGITS = 6
# Whole numbers up to here are floats, so that grid times power of ten is rounded once.
MAX_GRID_NUMBER = 2**53


def read_pick(unit: Unit, units: Units, fields: Fields, *, entries: bool) -> Pick | None:
    """The data of which one is picked: numbers, or matrices of one shape. With `entries`, numbers for each entry."""
    report, what = fields.report, f"pick of {fields.what}"
    items = fields.items("pick")
    if not items:
        if fields.is_list("pick"):
            report.error("pick", f"{fields.what} has nothing to pick from", fields.key_place("pick"))
        return None
    matrix = next((item for item in items if isinstance(item, Sequence)), None)
    if matrix is None:
        items = scalars_of(items, what, report, fields.source)
    elif entries:
        report.error("pick", f"with a shape, {what} lists numbers for the entries", matrix.place)
        return None
    read = [_in_unit(read_value(item, unit, units, what, report, fields.source), unit, fields) for item in items]
    found = tuple(value for value in read if value is not None)
    if len(found) < len(fields.items("pick")) or not _are_alike(found, what, fields):
        return None
    seen: set[float | Matrix] = set()
    for value in found:
        if value.value in seen:
            told = value.text if isinstance(value, Datum) else "a matrix"
            report.warning("pick", f"{told} stands twice in {what}", value.place)
        seen.add(value.value)
    if len(found) == 1:
        report.warning("pick", f"{fields.what} has one value to pick from", found[0].place, "write value: instead")
    return Pick(found)


def _in_unit(value: Datum | Block | None, unit: Unit, fields: Fields) -> Datum | Block | None:
    """A datum in the unit of its field; a matrix is in it already."""
    return converted(value, unit, fields.report) if isinstance(value, Datum) else value


def _are_alike(found: tuple[Datum | Block, ...], what: str, fields: Fields) -> bool:
    first = found[0]
    for value in found:
        if shape_of(value) != shape_of(first):
            message = f"{what} has {sort_of(first)} and {sort_of(value)}"
            fields.report.error("matrix", message, value.place, "all are of one shape")
            return False
        if value.unit.dimension != first.unit.dimension:
            texts = [datum.text for datum in (value, first) if isinstance(datum, Datum)]
            message = f"{' and '.join(texts) or 'matrices'} in {what} have different units"
            fields.report.error("unit", message, value.place)
            return False
    return True


def read_constant(unit: Unit, units: Units, fields: Fields) -> Constant | None:
    """The one value of a given that is not drawn."""
    tree = fields.tree_of("value")
    if tree is None or (not isinstance(tree, Sequence) and fields.scalar("value") is None):
        return None
    value = read_value(tree, unit, units, f"value of {fields.what}", fields.report, fields.source)
    value = _in_unit(value, unit, fields)
    return Constant(value) if value else None


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

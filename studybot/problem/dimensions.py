"""What every quantity of a question measures, found from its formulas before a single number is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from studybot.bank.findings import Finding
from studybot.bank.schema import Case, Computed, Constant, Formula, Given, Pick, Question, Range, Symbol, Work
from studybot.formula.quantity import DimensionError, combined, dimension_text
from studybot.formula.tree import Binary, Call, Listing, Name, Node, Number, Unary
from studybot.formula.unit_table import unit
from studybot.formula.units import BASE_MEASURES, NO_DIMENSION, NO_UNIT, Dimension, Unit
from studybot.formula.values import value


@value
class Inference:
    """The unit of every name, and the faults found on the way."""

    units: Mapping[str, Unit]
    faults: tuple[Finding, ...]


def infer(question: Question) -> Inference:
    """The units of all quantities of a question.

    The author's unit counts where there is one, and its dimension is checked against the formula's; elsewhere the unit
    is made of base units.
    """
    units: dict[str, Unit] = {}
    faults: list[Finding] = []

    def check(formula: Formula, expected: Unit | None, what: str) -> Dimension | None:
        found: Dimension | None = None
        for form in formula.forms:
            try:
                dimension = _dimension(form, units)
            except DimensionError as fault:
                faults.append(_finding(formula, fault.message, fault.node, question))
                continue
            if expected is not None and not _same(form, dimension, expected.dimension):
                message = (
                    f"{what} comes out in {dimension_text(dimension)}, not in {dimension_text(expected.dimension)}"
                )
                faults.append(_finding(formula, message, form, question))
                continue
            found = dimension
        return found

    def work_through(work: Work) -> None:
        aside = dict(units)
        for name, formula in work.at.items():
            check(formula, aside.get(name), f"the value that pins {name}")
        dimension = check(work.formula, work.unit if work.has_unit else None, work.name)
        units[work.name] = work.unit if work.has_unit else _base_unit(dimension or NO_DIMENSION)

    for given in question.given:
        _take_given(given, units, check)
    for part in question.parts:
        for work in part.derived:
            work_through(work)
        for slip in part.slips:
            # A slip is a formula gone wrong: it may have any dimension, but it must have one.
            check(slip.gives, None, "the slip")
    if question.where is not None:
        check(question.where, None, "the condition")
    return Inference(units, tuple(faults))


def _take_given(given: Given, units: dict[str, Unit], check: object) -> None:
    assert callable(check)
    match given.drawing:
        case Case(rows):
            for name, datum in rows[0].columns.items():
                units[name] = datum.unit
            return
        case Computed(formula):
            expected = given.unit if given.unit != NO_UNIT else None
            dimension = check(formula, expected, given.name)
            units[given.name] = given.unit if expected else _base_unit(dimension or NO_DIMENSION)
        case Pick() | Range() | Constant() | Symbol():
            units[given.name] = given.unit


def _finding(formula: Formula, message: str, node: Node, question: Question) -> Finding:
    place = formula.place
    written = formula.text[node.start : node.end]
    hint = f"in {written}" if written and written != formula.text else None
    return Finding("error", "unit", message, place, hint, question.id)


def _base_unit(dimension: Dimension) -> Unit:
    """The unit in which something is shown whose author named none: the one that has a name, else base units."""
    for name in _NAMED:
        if unit(name).dimension == dimension:
            return unit(name)
    made = NO_UNIT
    for base, power in zip(BASE_MEASURES, dimension, strict=True):
        if power:
            made = made.times(unit(base), power)
    return made


_NAMED = ("J", "W", "N", "Pa", "V")


def _same(node: Node, found: Dimension, expected: Dimension) -> bool:
    return found == expected or _is_zero(node)


def _is_zero(node: Node) -> bool:
    return isinstance(node, Number) and node.value == 0


def _dimension(node: Node, units: Mapping[str, Unit]) -> Dimension:
    match node:
        case Name(name):
            return units[name].dimension if name in units else NO_DIMENSION
        case Unary(op, operand):
            inner = _dimension(operand, units)
            if op in ("!", "%") and inner != NO_DIMENSION:
                raise DimensionError(f"{op} stands after a plain number", node)
            return inner
        case Binary(("*" | "/") as op, left, right):
            return combined(_dimension(left, units), _dimension(right, units), 1 if op == "*" else -1)
        case Binary("^", left, right):
            return _power(node, _dimension(left, units), _dimension(right, units), right)
        case Binary("and" | "or", left, right):
            _dimension(left, units)
            _dimension(right, units)
            return NO_DIMENSION
        case Binary(op, left, right):
            return _alike(node, op, (left, right), units)
        case Call("sqrt", (inner,)):
            return tuple(Fraction(exponent) / 2 for exponent in _dimension(inner, units))
        case Call(("min" | "max") as function, arguments):
            return _alike(node, function, arguments, units)
        case Listing(items):
            return _entries(node, items, units)
        case Call("abs" | "col" | "row" | "entry" | "norm" | "margin", (inner, *places)):
            for place in places:
                _dimension(place, units)
            return _dimension(inner, units)
        case Call(("sum" | "diag") as function, arguments):
            return _alike(node, "+" if function == "sum" else "min", arguments, units)
        case Call("argmax" | "rank", (inner,)):
            _dimension(inner, units)
            return NO_DIMENSION
        case Call("diff", (inner, by)):
            return combined(_dimension(inner, units), _dimension(by, units), -1)
        case Call(function, arguments):
            for argument in arguments:
                dimension = _dimension(argument, units)
                if dimension != NO_DIMENSION:
                    message = f"{function} takes a plain number, not one in {dimension_text(dimension)}"
                    raise DimensionError(message, argument)
            return NO_DIMENSION
    return NO_DIMENSION


def _entries(node: Node, items: tuple[Node, ...], units: Mapping[str, Unit]) -> Dimension:
    """The one dimension of what stands in a list."""
    flat = [entry for item in items for entry in (item.items if isinstance(item, Listing) else (item,))]
    return _alike(node, "min", tuple(flat), units)


def _alike(node: Node, op: str, operands: tuple[Node, ...], units: Mapping[str, Unit]) -> Dimension:
    """The one dimension of operands that are added or compared. A literal 0 goes with any."""
    found: Dimension | None = None
    for operand in operands:
        dimension = _dimension(operand, units)
        if _is_zero(operand):
            continue
        if found is not None and dimension != found:
            does = {"+": "are added", "-": "are subtracted", "min": "are compared", "max": "are compared"}
            message = f"{dimension_text(found)} and {dimension_text(dimension)} {does.get(op, 'are compared')}"
            raise DimensionError(message, node)
        found = dimension
    return (found or NO_DIMENSION) if op in ("+", "-", "min", "max") else NO_DIMENSION


def _power(node: Node, base: Dimension, exponent: Dimension, written: Node) -> Dimension:
    if exponent != NO_DIMENSION:
        raise DimensionError(f"an exponent is a plain number, not {dimension_text(exponent)}", written)
    if base == NO_DIMENSION:
        return NO_DIMENSION
    match written:
        case Number(value=value):
            power = Fraction(value).limit_denominator(12)
        case Unary("-", Number(value=value)):
            power = -Fraction(value).limit_denominator(12)
        case _:
            raise DimensionError(
                f"something in {dimension_text(base)} is raised to a power that is not a literal", node
            )
    return tuple(place * power for place in base)

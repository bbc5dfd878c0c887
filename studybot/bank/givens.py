"""Givens, read: how each is drawn, or that it is a symbol."""

from __future__ import annotations

from math import prod

from studybot.bank.data import read_unit, shape_of
from studybot.bank.drawings import read_constant, read_pick, read_range
from studybot.bank.fields import Fields, is_word
from studybot.bank.formulas import read_formula
from studybot.bank.loading import Scalar, Tree
from studybot.bank.rows import chosen_rows
from studybot.bank.schema import (
    Block,
    Case,
    Computed,
    Constant,
    Datum,
    Drawing,
    Given,
    Pick,
    Range,
    Row,
    Sizes,
    Symbol,
)
from studybot.bank.scope import Scope
from studybot.bank.texts import check_text
from studybot.formula.errors import Place
from studybot.formula.greek import GREEK
from studybot.formula.matrix import MAX_ENTRIES
from studybot.formula.units import NO_DIMENSION, NO_UNIT, Unit

_GIVEN = (
    "pick", "range", "value", "is", "case", "step", "digits", "only", "shape", "unit", "says", "shown", "source",
    "distractor",
)  # fmt: skip
_WAYS = ("pick", "range", "value", "is", "case")
# These go with a value that is drawn or fixed.
_OF_VALUES = ("source", "distractor")


def read_givens(question: Fields, scope: Scope) -> tuple[Given, ...]:
    """The givens of a question, whose names are known from then on."""
    tree = question.mapping("given")
    found = [_given(name, entry, tree.keys[name], scope) for name, entry in tree.entries.items()]
    return tuple(given for given in found if given is not None)


def _given(name: str, entry: Tree, place: Place, scope: Scope) -> Given | None:
    fields = Fields(entry, f"the given {name}", _GIVEN, scope.report, scope.source)
    unit = read_unit(fields.scalar("unit"), scope.units, fields)
    drawing = _drawing(fields, unit, scope)
    shape = _shape(fields, drawing, scope)
    says = fields.text("says")
    check_text(says, scope)
    shown = fields.scalar("shown")
    given = None
    if drawing is not None:
        given = Given(
            name=name,
            drawing=drawing,
            shape=shape,
            unit=unit if fields.has("unit") else _unit_of(drawing),
            has_unit=fields.has("unit"),
            says=says,
            shown=shown.text if shown else None,
            source=fields.text("source"),
            distractor=fields.flag("distractor", default=False),
            place=place,
        )
    if fields.has("case") and (drawing is None or isinstance(drawing, Case)):
        _define_rows(name, place, drawing.rows if drawing else (), scope)
    elif not scope.define(name, place):
        return None
    elif given is not None:
        _classify(given, scope)
    return given


def _define_rows(name: str, place: Place, rows: tuple[Row, ...], scope: Scope) -> None:
    """Make a drawn row known, and its columns."""
    if scope.is_free(name, place):
        scope.cases[name] = rows
    for column, value in rows[0].columns.items() if rows else ():
        if scope.define(column, place) and shape_of(value):
            scope.matrices.add(column)
    scope.rows_missing |= not rows
    for row in rows:
        check_text(row.says, scope)
        check_text(row.because, scope)


def _classify(given: Given, scope: Scope) -> None:
    if given.shape is not None:
        scope.matrices.add(given.name)
    match given.drawing:
        case Symbol():
            scope.symbols[given.name] = given.shown or _latex(given.name)
        case Constant(Datum() as datum) if datum.unit.dimension == NO_DIMENSION and datum.value.is_integer():
            scope.sizes[given.name] = int(datum.value)
        case Constant(Block()) | Pick((Block(), *_)):
            scope.matrices.add(given.name)


def _latex(name: str) -> str:
    """How an author writes the symbol of a name in a text."""
    letter, _, index = name.partition("_")
    return ("\\" if letter in GREEK else "") + letter + (f"_{{{index}}}" if index else "")


def _drawing(fields: Fields, unit: Unit, scope: Scope) -> Drawing | None:
    ways = [way for way in _WAYS if fields.has(way)]
    if len(ways) > 1:
        message = f"{fields.what} is drawn in two ways"
        scope.report.error("given", message, fields.key_place(ways[1]), "keep one of them")
    for key, way in (("step", "range"), ("digits", "range"), ("only", "case")):
        if way not in ways:
            fields.misplaced((key,), way)
    match ways[0] if ways else "":
        case "pick":
            return read_pick(unit, scope.units, fields, entries=fields.has("shape"))
        case "range":
            return read_range(unit, scope.units, fields)
        case "value":
            return read_constant(unit, scope.units, fields)
        case "is":
            formula = read_formula(fields.written("is"), scope, "quantity")
            return Computed(formula) if formula else None
        case "case":
            tree = fields.tree_of("case")
            assert tree is not None
            rows = chosen_rows(tree, fields.scalars("only"), scope.tables, scope.units, fields)
            return Case(rows) if rows else None
    fields.misplaced(_OF_VALUES, "a value, but this is a symbol: nothing says how it is drawn")
    return Symbol() if fields.is_known else None


def _unit_of(drawing: Drawing) -> Unit:
    """The unit of the data where the author named none for the field."""
    match drawing:
        case Pick(data):
            return data[0].unit
        case Range(low=low):
            return low.unit
        case Constant(datum):
            return datum.unit
    return NO_UNIT


# -- shapes


def _shape(fields: Fields, drawing: Drawing | None, scope: Scope) -> Sizes | None:
    """The sizes of a matrix that is drawn entry by entry, or that a symbol stands for."""
    items = fields.scalars("shape")
    if not fields.has("shape") or drawing is None:
        return None
    if not isinstance(drawing, Pick | Range | Symbol):
        hint = "a matrix that is written out has its shape already"
        message = f"shape of {fields.what} goes with pick, range or a symbol"
        scope.report.error("shape", message, fields.key_place("shape"), hint)
        return None
    if not 1 <= len(items) <= 2:
        message = f"shape of {fields.what} has one size or two"
        scope.report.error("shape", message, fields.key_place("shape"), "[rows, columns], or [entries] of a vector")
        return None
    sizes = tuple(_size(item, fields, scope, symbol=isinstance(drawing, Symbol)) for item in items)
    found = tuple(size for size in sizes if size is not None)
    known = [size if isinstance(size, int) else scope.sizes.get(size, 1) for size in found]
    if prod(known) > MAX_ENTRIES:
        message = f"a matrix has at most {MAX_ENTRIES} entries, and {fields.what} has {prod(known)}"
        scope.report.error("shape", message, fields.key_place("shape"))
        return None
    return found if len(found) == len(items) else None


def _size(item: Scalar, fields: Fields, scope: Scope, *, symbol: bool) -> int | str | None:
    """A size of a shape: a number, or the name of a given, which has to be the same for every draw of entries."""
    text = item.text
    is_number = text.isascii() and text.isdigit() and len(text) < 9
    hint = f"for example {text}: {{value: 3}}, above it" if is_word(text) else None
    if is_word(text) and text not in scope.names:
        scope.unknown(text, item.place, "here or above", hint)
        return None
    number = int(text) if is_number else scope.sizes.get(text)
    if text in scope.matrices or not (is_number or is_word(text)) or (number is not None and number < 1):
        message = f"{text} is no size of {fields.what}: a size is a whole number from 1 on"
    elif number is None and not symbol:
        message = f"{text} is no size of {fields.what}: entries are drawn for a size that never changes"
    else:
        return int(text) if is_number else text
    scope.report.error("shape", message, item.place, hint)
    return None

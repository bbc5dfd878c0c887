"""Marking a formula: two are equal where they have the same values at sample points of the declared domains.

Nothing is simplified, so that it always ends. Matrices are random ones of the declared shapes, and shapes are compared
first. Where rounding may have decided, both are evaluated with fifty digits.

    prepared(reference, domains, tolerance, spellings=..., foreign=..., shape=..., by_entry=...) -> Expression
    read_expression(text, expression) -> ExpressionReading        for the preview; raises FormulaError
    mark_expression(answer, expression) -> Mark
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from studybot.formula.errors import FormulaError, StudybotError
from studybot.formula.evaluate import UndefinedError, evaluate
from studybot.formula.functions import CONSTANTS
from studybot.formula.identities import IDENTITY, shape_around, with_sizes
from studybot.formula.matrix import Matrix
from studybot.formula.parser import Grammar, parse
from studybot.formula.pasted import Handwriting
from studybot.formula.points import NotPlainError, values_at
from studybot.formula.shapes import NUMBER, TRUTH, Shape, ShapeFault, shape_of, shape_text
from studybot.formula.spelling import Spellings
from studybot.formula.tree import Binary, Call, Listing, Name, Node, Number, Unary, names_in, walk
from studybot.marking.domains import Domains, Value, point, shapes_of, sizes_of
from studybot.marking.label import without_label
from studybot.marking.mark import Mark, Remark, invalid
from studybot.marking.reading import check_length
from studybot.marking.tolerance import Tolerance
from studybot.notation.from_formula import from_formula
from studybot.notation.symbols import symbol
from studybot.notation.tree import Node as Shown
from studybot.notation.tree import Text

# Two different formulas of a course agree at one random point by chance; at this many they have to be made for it.
POINTS = 10
# At one random point two different polynomials in the entries of matrices agree with a probability of about the
# tolerance, for each entry (Schwartz and Zippel): below this tolerance one is enough.
_STRICT = 1e-6
# Points are drawn on until this many were tried, where the reference is undefined at some.
_MOST_TRIED = 100
# Relative differences below the first are rounding, above the second they are none; between, more digits decide.
_ROUNDING, _DIFFERENT = 1e-12, 1e-6
# So many points are settled with fifty digits at most: each takes up to 10 ms for 500 characters.
_MOST_SETTLED = 3
# What is left of a true zero, relative to what was added up, after computing with fifty digits.
_ZERO = 1e-30
_EPSILON = 2.0**-52

_RELATIONS = frozenset(("=", "!=", "<", "<=", ">", ">=", "and", "or"))


@dataclass(frozen=True)
class Expression:
    """A reference made ready.

    `samples` are points with the reference's value there, a float or a matrix each. `tree` is its formula where it has
    one, for more digits. `shape` is its shape in the names of sizes. With `by_entry` matrices are compared entry by
    entry, otherwise relative to the norm of the reference.
    """

    domains: Domains
    samples: tuple[tuple[Mapping[str, Value], Value], ...]
    tolerance: Tolerance
    grammar: Grammar
    shape: Shape
    tree: Node | None
    spellings: Mapping[str, str]
    by_entry: bool

    @cached_property
    def shapes(self) -> Mapping[str, Shape]:
        return shapes_of(self.domains)

    @cached_property
    def shown(self) -> Mapping[str, Shown]:
        """How the names are shown in readings."""
        return {name: _symbol(name, latex) for name, latex in self.spellings.items()}

    @cached_property
    def columns(self) -> Mapping[str, list[float]]:
        """The coordinates of the sample points by name, where all are numbers; none where there are matrices."""
        if self.shapes or self.shape != NUMBER:
            return {}
        return {name: [_number(at[name]) for at, _ in self.samples] for name in self.domains}

    @cached_property
    def expected(self) -> list[float]:
        return [_number(value) for _, value in self.samples]

    @cached_property
    def is_polynomial(self) -> bool:
        """Whether its values are polynomials in the entries of matrices, to be met exactly."""
        within = self.tolerance.relative
        strict = within is not None and within <= _STRICT and self.tolerance.absolute is None
        return strict and len(self.shapes) == len(self.domains) and self.tree is not None and _is_polynomial(self.tree)

    @property
    def is_plain(self) -> bool:
        """Whether nothing but numbers is in it."""
        return not self.shapes and self.shape == NUMBER


_POLYNOMIAL = frozenset(("+", "-", "*", "/", "^", "T"))


def _is_polynomial(tree: Node) -> bool:
    """Whether nothing is in it but sums, products, whole powers and transposes of names and numbers."""
    for part in walk(tree):
        if isinstance(part, Binary):
            if part.op not in _POLYNOMIAL or (part.op in "/^" and not isinstance(part.right, Number)):
                return False
        elif isinstance(part, Unary):
            if part.op not in _POLYNOMIAL:
                return False
        elif not isinstance(part, Name | Number) or (isinstance(part, Name) and part.name == IDENTITY):
            return False
    return True


def _number(value: Value) -> float:
    if isinstance(value, Matrix):
        raise TypeError("a matrix where a number is wanted")
    return float(value)


def _symbol(name: str, latex: str) -> Shown:
    try:
        return symbol(name, latex)
    except StudybotError:
        return Text(latex)


@dataclass(frozen=True, slots=True)
class ExpressionReading:
    """A formula as it was read. `tree` has the names under which they are declared."""

    text: str
    tree: Node
    shown: Mapping[str, Shown]

    @property
    def node(self) -> Shown:
        try:
            return from_formula(self.tree, self.shown)
        except StudybotError:
            return Text(self.text)

    @property
    def value(self) -> None:
        """A formula is no number."""
        return


def prepared(
    reference: Node | Callable[[Mapping[str, Value]], Value],
    domains: Domains,
    tolerance: Tolerance,
    *,
    spellings: Mapping[str, str] | None = None,
    foreign: Mapping[str, str | None] | Collection[str] = (),
    shape: Shape | None = None,
    by_entry: bool = False,
) -> Expression:
    """A reference with its sample points, which are the same for every answer.

    `reference` is a formula in the names of `domains`, or a function from a point (a value for every name, and for
    every named size of a matrix) to the value there; it raises `UndefinedError` or `StudybotError` where there is none.
    Such a function comes with the `shape` of its value, unless that is a number. `spellings` has the LaTeX of a name
    where its author gave one, `foreign` the other names of the question, with theirs.

    Raises `ValueError` where the reference is defined nowhere on the domains, `ShapeFault` where its shapes do not fit.
    """
    sizes, shapes = sizes_of(domains), shapes_of(domains)
    tree = reference if isinstance(reference, Node) else None
    if tree is not None:
        shape = shape or (shape_of if IDENTITY in domains else shape_around)(tree, shapes)
        tree = _at_sizes(_sized(tree, domains, shape), sizes)
    samples = tuple(_samples(tree or reference, domains, sizes))
    if not samples:
        raise ValueError("the reference is defined nowhere on its domain")
    return Expression(
        domains,
        samples,
        tolerance,
        grammar_for(domains, spellings or {}, foreign, lists=by_entry or (shape or NUMBER) != NUMBER),
        shape or NUMBER,
        tree,
        spellings or {},
        by_entry,
    )


def _sized(tree: Node, domains: Domains, wanted: Shape) -> Node:
    """The formula with the identities in it of the size they need, unless I is a name of its own here."""
    return tree if IDENTITY in domains else with_sizes(tree, shapes_of(domains), wanted)


def _at_sizes(tree: Node, sizes: Mapping[str, int]) -> Node:
    """The formula with an `I(768)` of the size by which 768 is stood for."""
    match tree:
        case Call("I", (Number(text=text) as number,)) if text in sizes:
            return replace(tree, arguments=(replace(number, value=float(sizes[text])),))
        case Binary(_, left, right):
            return replace(tree, left=_at_sizes(left, sizes), right=_at_sizes(right, sizes))
        case Unary(_, operand):
            return replace(tree, operand=_at_sizes(operand, sizes))
    return tree


def grammar_for(
    domains: Domains,
    spellings: Mapping[str, str],
    foreign: Mapping[str, str | None] | Collection[str] = (),
    *,
    lists: bool = False,
) -> Grammar:
    """How formulas in these names are read. With `lists`, square brackets hold vectors and matrices."""
    shapes = shapes_of(domains)
    lists = lists or bool(shapes)
    others = foreign if isinstance(foreign, Mapping) else dict.fromkeys(foreign)
    known = Spellings(
        {name: [spellings[name]] if name in spellings else [] for name in domains},
        {name: [latex] if latex else [] for name, latex in others.items() if name not in domains},
    )
    names = {*domains, *([IDENTITY] if lists else [])}
    return Grammar(names=names, units=None, grouping=False, reader=Handwriting(known, lists).tokens)


def _samples(
    reference: Node | Callable[[Mapping[str, Value]], Value], domains: Domains, sizes: Mapping[str, int]
) -> Iterator[tuple[Mapping[str, Value], Value]]:
    found = 0
    for attempt in range(_MOST_TRIED):
        at = point(domains, sizes, attempt)
        try:
            value = evaluate(reference, at) if isinstance(reference, Node) else reference(at)
        except (UndefinedError, StudybotError):
            continue
        yield at, value if isinstance(value, Matrix) else float(value)
        found += 1
        if found == POINTS:
            return


def read_expression(text: str, expression: Expression) -> ExpressionReading:
    """A typed formula in the names of an expression. Raises `FormulaError`."""
    check_length(text)
    tree = parse(without_label(text, expression.grammar), expression.grammar)
    if (isinstance(tree, Binary) and tree.op in _RELATIONS) or (isinstance(tree, Unary) and tree.op == "not"):
        message = "a formula is asked for, and this says that something holds"
        raise FormulaError("formula.equation", message, text, tree.start, tree.end, hint="give one formula, without =")
    if "max" in text or "min" in text:
        _check_extremes(tree, text, expression)
    return ExpressionReading(text, tree, expression.shown)


def _check_extremes(tree: Node, text: str, expression: Expression) -> None:
    """Refuses `max(m)` of one number: something was left out. Raises `FormulaError`."""
    for part in walk(tree):
        match part:
            case Call("max" | "min" as function, (argument,)):
                try:
                    shape = shape_of(argument, expression.shapes)
                except ShapeFault:
                    continue
                if shape == NUMBER:
                    message = f"{function} takes two numbers or more, not 1"
                    raise FormulaError("formula.arguments", message, text, part.start, part.end)


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
            return _mark_numbers(reading, values, expression)
    return _mark_values(reading, expression)


# -- numbers


def _mark_numbers(reading: ExpressionReading, values: list[float], expression: Expression) -> Mark:
    settled = 0
    for at, (given, value) in enumerate(zip(values, expression.expected, strict=True)):
        if abs(given - value) <= _ROUNDING * abs(value) or settled == _MOST_SETTLED:
            continue
        equal, precisely = _equal(reading.tree, given, expression, at)
        if not equal:
            return _different(reading)
        settled += precisely
    return Mark("correct", 1.0, reading)


def _different(reading: ExpressionReading) -> Mark:
    return Mark("wrong", 0.0, reading, (Remark("different", "this is another formula"),))


def _equal(answer: Node, given: float, expression: Expression, at: int) -> tuple[bool, bool]:
    """Whether the answer is near enough at a sample point, and whether that took more digits than floats have."""
    value = expression.expected[at]
    difference = abs(given - value)
    within = expression.tolerance.admits(given, value)
    if difference >= _DIFFERENT * abs(value) and (within or difference > _noise(answer, expression, at)):
        return within, False
    return _settled(answer, within, expression, at), True


def _noise(answer: Node, expression: Expression, at: int) -> float:
    """What rounding may account for in a difference."""
    from studybot.formula.rounding import rounding

    point = _numbers(expression, at)
    return rounding(answer, point) + (0.0 if expression.tree is None else rounding(expression.tree, point))


def _numbers(expression: Expression, at: int) -> Mapping[str, float]:
    return {name: column[at] for name, column in expression.columns.items()}


def _settled(answer: Node, otherwise: bool, expression: Expression, at: int) -> bool:
    """Whether the answer is near enough, with fifty digits; what floats said where those cannot tell."""
    from studybot.formula.precise import precise_value  # wanted once in a thousand answers, and slow to import
    from studybot.formula.rounding import rounding

    point = _numbers(expression, at)
    given = precise_value(answer, point)
    value = expression.expected[at] if expression.tree is None else precise_value(expression.tree, point)
    if given is None or value is None:
        return otherwise
    if expression.tree is not None:
        # Of sin(pi) fifty digits leave 1e-51: nothing, beside what it was made of.
        made_of = [rounding(tree, point) / _EPSILON for tree in (answer, expression.tree)]
        given, value = (
            0.0 if abs(found) <= _ZERO * scale and math.isfinite(scale) else found
            for found, scale in zip((given, value), made_of, strict=True)
        )
    return expression.tolerance.admits(given, value)


# -- matrices, and numbers that are not plain


def _mark_values(reading: ExpressionReading, expression: Expression) -> Mark:
    tree = reading.tree
    polynomial = expression.is_polynomial and _is_polynomial(tree)
    if polynomial and _agrees_at_random(tree, expression):
        return Mark("correct", 1.0, reading)
    try:
        if IDENTITY in reading.text:
            tree = _sized(tree, expression.domains, expression.shape)
        shape = shape_of(tree, expression.shapes)
    except ShapeFault as fault:
        return Mark("wrong", 0.0, reading, (Remark("shape", fault.message),))
    if shape == TRUTH:
        return Mark("wrong", 0.0, reading, (Remark("kind", "a comparison is no formula for a value"),))
    if shape != expression.shape:
        return Mark("wrong", 0.0, reading, (_other_shape(tree, shape, expression),))
    if polynomial:
        return _different(reading)
    return _mark_at_all_points(reading, _at_sizes(tree, sizes_of(expression.domains)), expression)


def _agrees_at_random(tree: Node, expression: Expression) -> bool:
    """Whether a polynomial has the reference's value, and its shape, at a random point.

    Named sizes are distinct there, and distinct from those that are known, so that only shapes that fit by their names
    fit in numbers.
    """
    where, value = expression.samples[0]
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
            if expression.is_plain and _settled(tree, False, expression, at):
                continue
            if not expression.domains or set(names_in(tree)) <= set(CONSTANTS):
                return invalid(fault.in_text(reading.text))  # 9^9^9^9 is no number anywhere
            told = f"where the answer is defined, {fault.message}"
            return Mark("wrong", 0.0, reading, (Remark("undefined", told),))
        if isinstance(value, Matrix):
            wrong |= _wrong_entries(given, value, expression)
        elif not _equal_numbers(tree, float(given), expression, at):
            return _different(reading)
        if wrong and not expression.by_entry:
            return _different(reading)
    if wrong:
        return Mark("wrong", 0.0, reading, (_entries(len(wrong), expression),))
    return Mark("correct", 1.0, reading)


def _equal_numbers(tree: Node, given: float, expression: Expression, at: int) -> bool:
    if expression.is_plain:
        return _equal(tree, given, expression, at)[0]
    return expression.tolerance.admits(given, _number(expression.samples[at][1]))


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
        if abs(one - two) > _ROUNDING * norm and not expression.tolerance.admits(one, two)
    }


def _entries(wrong: int, expression: Expression) -> Remark:
    value = expression.samples[0][1]
    every = len(value.entries) if isinstance(value, Matrix) else 1
    told = "every entry is" if wrong == every else "1 entry is" if wrong == 1 else f"{wrong} entries are"
    return Remark("entries", f"{told} wrong")


def has_lists(tree: Node) -> bool:
    """Whether vectors or matrices are written out in a formula."""
    return any(isinstance(part, Listing) for part in walk(tree))

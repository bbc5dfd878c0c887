"""A reference made ready: its values at seeded sample points of the domains of its names.

Named sizes of matrices stand for small numbers there. The points are the same for every answer, on every machine.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice

from studybot.formula.errors import StudybotError
from studybot.formula.evaluate import UndefinedError, evaluate
from studybot.formula.identities import IDENTITY, shape_around, with_sizes
from studybot.formula.matrix import Matrix
from studybot.formula.parser import Grammar
from studybot.formula.pasted import Handwriting
from studybot.formula.shapes import NUMBER, Shape, shape_of
from studybot.formula.spelling import Spellings
from studybot.formula.tree import Binary, Call, Name, Node, Number, Unary, children, walk, with_children
from studybot.marking.expressions.domains import Domains, Value, point, shapes_of, sizes_of
from studybot.marking.tolerance import Tolerance
from studybot.notation.symbols import symbol
from studybot.notation.tree import Node as Shown
from studybot.notation.tree import Text

# Two different formulas of a course agree at one random point by chance; at this many they have to be made for it.
POINTS = 10
# With matrices among the formulas a point takes ten times as long, and holds a number for each entry.
_POINTS_BY_ENTRY = 4
# At one random point two different polynomials in the entries of matrices agree with a probability of about the
# tolerance, for each entry (Schwartz and Zippel): below this tolerance one is enough.
_STRICT = 1e-6
# What rounding may leave between two values of one constant.
_SAME = 1e-9
# Points are drawn on until this many were tried, where the reference is undefined at some.
_MOST_TRIED = 100


@dataclass(frozen=True, eq=False)
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
        return {name: [number_of(at[name]) for at, _ in self.samples] for name in self.domains}

    @cached_property
    def expected(self) -> list[float]:
        return [number_of(value) for _, value in self.samples]

    @property
    def is_constant(self) -> bool:
        """Whether it has the same value wherever it is defined, whatever its names stand for."""
        first, *others = [value.entries if isinstance(value, Matrix) else (value,) for _, value in self.samples]
        return all(math.dist(first, other) <= _SAME * math.hypot(*first) for other in others)

    def precisely(self, at: int) -> float | None:
        """The reference at a sample point, computed with fifty digits where it has a formula; None where that fails.

        Worked out once, as the same few points are asked for with every answer that floats cannot tell from it.
        """
        from studybot.formula.precise import precise_value  # wanted once in a thousand answers

        if at not in self._precise:
            tree = self.tree
            self._precise[at] = self.expected[at] if tree is None else precise_value(tree, self.numbers(at))
        return self._precise[at]

    def rounding(self, at: int) -> float:
        """What rounding may have done to the reference at a sample point; nothing where it has no formula."""
        from studybot.formula.rounding import rounding

        if at not in self._rounding:
            self._rounding[at] = 0.0 if self.tree is None else rounding(self.tree, self.numbers(at))
        return self._rounding[at]

    def numbers(self, at: int) -> Mapping[str, float]:
        """A sample point of numbers alone."""
        return {name: column[at] for name, column in self.columns.items()}

    @cached_property
    def _precise(self) -> dict[int, float | None]:
        return {}

    @cached_property
    def _rounding(self) -> dict[int, float]:
        return {}

    @cached_property
    def is_polynomial(self) -> bool:
        """Whether its values are polynomials in the entries of matrices, to be met exactly."""
        within = self.tolerance.relative
        strict = within is not None and within <= _STRICT and self.tolerance.absolute is None
        return (
            strict
            and len(self.shapes) == len(self.domains)
            and self.tree is not None
            and is_polynomial_in_matrices(self.tree)
        )

    @property
    def is_plain(self) -> bool:
        """Whether nothing but numbers is in it."""
        return not self.shapes and self.shape == NUMBER


_POLYNOMIAL = frozenset(("+", "-", "*", "/", "^", "T"))


def is_polynomial_in_matrices(tree: Node) -> bool:
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


def number_of(value: Value) -> float:
    """A value that is a number. Raises `TypeError` for a matrix."""
    if isinstance(value, Matrix):
        raise TypeError("a matrix where a number is wanted")
    return float(value)


def _symbol(name: str, latex: str) -> Shown:
    try:
        return symbol(name, latex)
    except StudybotError:
        return Text(latex)


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

    Raises `ValueError` where the reference is defined nowhere on the domains, `MisfitError` where shapes do not fit.
    """
    sizes, shapes = sizes_of(domains), shapes_of(domains)
    tree = reference if isinstance(reference, Node) else None
    if tree is not None:
        shape = shape or (shape_of if IDENTITY in domains else shape_around)(tree, shapes)
        tree = at_sizes(sized_identities(tree, domains, shape), sizes)
    samples = tuple(islice(_samples(tree or reference, domains, sizes), _POINTS_BY_ENTRY if by_entry else POINTS))
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


def sized_identities(tree: Node, domains: Domains, wanted: Shape) -> Node:
    """The formula with the identities in it of the size they need, unless I is a name of its own here."""
    return tree if IDENTITY in domains else with_sizes(tree, shapes_of(domains), wanted)


def at_sizes(tree: Node, sizes: Mapping[str, int]) -> Node:
    """The formula with an `I(768)`, `zeros(768)` or `ones(768)` of the size by which 768 is stood for."""
    if not sizes or not any(isinstance(part, Call) and part.function in _OF_A_SIZE for part in walk(tree)):
        return tree

    def small(node: Node) -> Node:
        within = tuple(map(small, children(node)))
        if isinstance(node, Call) and node.function in _OF_A_SIZE:
            within = tuple(
                replace(size, value=float(sizes[size.text]))
                if isinstance(size, Number) and size.text in sizes
                else size
                for size in within
            )
        return with_children(node, within)

    return small(tree)


_OF_A_SIZE = ("I", "zeros", "ones")


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
        matrices=shapes,
    )
    names = {*domains, *([IDENTITY] if lists else [])}
    return Grammar(names=names, units=None, grouping=False, reader=Handwriting(known, lists).tokens)


def _samples(
    reference: Node | Callable[[Mapping[str, Value]], Value], domains: Domains, sizes: Mapping[str, int]
) -> Iterator[tuple[Mapping[str, Value], Value]]:
    for attempt in range(_MOST_TRIED):
        at = point(domains, sizes, attempt)
        try:
            value = evaluate(reference, at) if isinstance(reference, Node) else reference(at)
        except (UndefinedError, StudybotError):
            continue
        yield at, value if isinstance(value, Matrix) else float(value)

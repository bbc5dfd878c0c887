"""The short factor or term between a wrong formula and the right one. Imports sympy: only the process of `worker` does.

sympy sees expressions built from our own tree, never text. First both formulas are evaluated at a few points, to find
the names on which their ratio, or their difference, depends at all; every other name may then be 1, which leaves little
to simplify. What comes out is evaluated again, and told only if it is true at all points.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Literal

import sympy

from studybot.formula.evaluate import UndefinedError, evaluate
from studybot.formula.tree import Binary, Node, Number, Unary, names_in, walk
from studybot.marking.algebra.comparison import Comparison, Request, larger_than
from studybot.marking.algebra.symbolic import Expression, NotCoveredError, from_sympy, to_sympy
from studybot.problem.generator import bits, key

# What is told has at most so many nodes, which leaves C_0^(beta/(alpha + beta)) in and (alpha/beta)^(1/(alpha + beta))
# out, and no more than the right answer has: else it explains nothing.
_SHORT = 7
# A formula of so many nodes cannot hold more names.
_MOST_NAMES = (_SHORT + 1) // 2
# Nodes that become words: the sign of a difference, the `1/` of a ratio.
_WORDS = 2
# At how many points both formulas must be defined, and how many are tried for that.
_POINTS, _TRIED = 4, 100
# Between these, powers and exponentials of one another stay within floats.
_LOW, _HIGH = 0.3, 3.0
# What differs by less, relative to the larger of both formulas, differs by rounding.
_ROUNDING = 1e-9
# What the other names are set to. Where a formula is not defined with all of them at 1, it mostly is at another.
_STAND_INS = (1, 2, 3)

_Kind = Literal["ratio", "difference"]
_Point = Mapping[str, float]
_Rewrite = Callable[[Expression], Expression]

# Of 28 pairs of formulas for which there is something to say the quick ones find it in 22, in 1 to 20 ms. The thorough
# ones find the other 6 in 10 to 80 ms, but take seconds on a polynomial of 30 terms: they are tried last.
_QUICK: tuple[_Rewrite, ...] = (
    lambda made: made,
    lambda made: sympy.powsimp(sympy.expand_power_base(sympy.powdenest(made))),
    sympy.expand_log,
)
_THOROUGH: tuple[_Rewrite, ...] = (
    lambda made: sympy.powsimp(sympy.factor(sympy.cancel(sympy.together(made)))),
    sympy.simplify,
)


def compared(request: Request) -> Comparison | None:
    """What the answer is to the reference, where that can be said shortly; None where not, or where both are equal.

    What is asked of sympy is bounded in size, not in time: it may take seconds.
    """
    if not request.is_small:
        return None
    samples = list(_samples(request))
    if len(samples) < _POINTS:
        return None
    reduced = [found for kind in _KINDS if (found := _reduced(kind, request, samples)) is not None]
    for rewrites in (_QUICK, _THOROUGH):
        made = [
            Comparison(kind, tree) for kind, expression in reduced for tree in _forms(expression, request, rewrites)
        ]
        for comparison in sorted(made, key=_rank):
            if _is_worth_telling(comparison, request.reference) and _holds(comparison, request, samples):
                return comparison
    return None


_KINDS: tuple[_Kind, ...] = ("ratio", "difference")


def _forms(expression: Expression, request: Request, rewrites: tuple[_Rewrite, ...]) -> Iterator[Node]:
    """An expression as our tree, rewritten in each of these ways."""
    for rewrite in rewrites:
        try:
            tree = from_sympy(rewrite(expression), request.positive)
        except NotCoveredError:
            continue
        if not larger_than(tree, _SHORT + _WORDS):
            yield tree


def _rank(comparison: Comparison) -> tuple[bool, int]:
    """What is told rather comes first: a number before a formula, then what is shorter, then a ratio."""
    return bool(names_in(comparison.tree)), _weight(comparison)


def _weight(comparison: Comparison) -> int:
    """The size of what would be told as a formula, without what becomes a word."""
    match comparison:
        case Comparison("ratio", Binary("/", Number(text="1"), told)) | Comparison("difference", Unary("-", told)):
            return _size(told)
    return _size(comparison.tree)


def _size(tree: Node) -> int:
    return sum(1 for _ in walk(tree))


def _is_worth_telling(comparison: Comparison, reference: Node) -> bool:
    tree = comparison.tree
    if tree == Number(0.0, "0") or (comparison.kind == "ratio" and tree == Number(1.0, "1")):
        return False
    # A term that is itself a sum, such as 2 - 2x, is another formula and not what was left out of one.
    if comparison.kind == "difference" and any(isinstance(part, Binary) and part.op in "+-" for part in walk(tree)):
        return False
    most = min(_SHORT, _size(reference)) if names_in(tree) else _SHORT
    return _weight(comparison) <= most


# -- points


def _samples(request: Request) -> Iterator[_Point]:
    """Points at which both formulas have values, the same ones every time."""
    found = 0
    for attempt in range(_TRIED):
        point = {name: _value(name, attempt, positive) for name, positive in request.positive.items()}
        if _both(request, point) is None:
            continue
        yield point
        found += 1
        if found == _POINTS:
            return


def _value(name: str, attempt: int, positive: bool) -> float:
    low = _LOW if positive else -_HIGH
    return low + bits(key("algebra", name), 0, attempt) / 2**32 * (_HIGH - low)


def _number(tree: Node, point: _Point) -> float | None:
    try:
        value = evaluate(tree, point)
    except (UndefinedError, KeyError):  # a name that is not known
        return None
    return value if isinstance(value, float) else None


def _both(request: Request, point: _Point) -> tuple[float, float] | None:
    answer, reference = _number(request.answer, point), _number(request.reference, point)
    return None if answer is None or reference is None else (answer, reference)


def _between(kind: _Kind, request: Request, point: _Point) -> tuple[float, float] | None:
    """The ratio or the difference at a point, and what rounding may add to it."""
    values = _both(request, point)
    if values is None:
        return None
    answer, reference = values
    if kind == "difference":
        return answer - reference, _ROUNDING * max(abs(answer), abs(reference))
    return (answer / reference, _ROUNDING * abs(answer / reference)) if reference else None


def _matters(name: str, kind: _Kind, request: Request, samples: list[_Point]) -> bool:
    """Whether the ratio or the difference depends on a name."""
    for point, other in zip(samples, (*samples[1:], samples[0]), strict=True):
        here = _between(kind, request, point)
        moved = _between(kind, request, {**point, name: other[name]})
        if here is not None and moved is not None and abs(here[0] - moved[0]) > here[1] + moved[1]:
            return True
    return False


def _holds(comparison: Comparison, request: Request, samples: list[_Point]) -> bool:
    """Whether the answer is what the comparison makes of the reference, at every point."""
    for point in samples:
        values, told = _both(request, point), _number(comparison.tree, point)
        if values is None or told is None:
            return False
        answer, reference = values
        made = reference * told if comparison.kind == "ratio" else reference + told
        if abs(made - answer) > 2 * _ROUNDING * max(abs(answer), abs(reference)):
            return False
    return True


# -- what is left to simplify


def _reduced(kind: _Kind, request: Request, samples: list[_Point]) -> tuple[_Kind, Expression] | None:
    """The ratio or the difference in the names that matter, others replaced by numbers; None where those are many."""
    names = [name for name in request.positive if _matters(name, kind, request, samples)]
    if len(names) > _MOST_NAMES:
        return None
    symbols = {name: sympy.Symbol(name, real=True, positive=request.positive[name] or None) for name in names}
    for stand_in in _STAND_INS:
        values = {name: symbols.get(name, sympy.Integer(stand_in)) for name in request.positive}
        try:
            answer, reference = to_sympy(request.answer, values), to_sympy(request.reference, values)
        except NotCoveredError:
            return None
        if kind == "ratio" and reference.is_zero:
            continue
        made = answer / reference if kind == "ratio" else answer - reference
        if not made.has(sympy.nan, sympy.zoo, sympy.oo, -sympy.oo):
            return kind, made
    return None

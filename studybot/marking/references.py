"""The right answer of a part of a variant, as the marking of each kind needs it."""

from __future__ import annotations

from collections.abc import Mapping

from studybot.bank.schema import Accept, Constant, Datum, Part, Pick, Range
from studybot.formula.errors import StudybotError
from studybot.formula.matrix import Matrix
from studybot.formula.shapes import NUMBER, MisfitError
from studybot.formula.sizes import put_in
from studybot.formula.tree import Listing, Name, Node
from studybot.marking.algebra.comparison import Request
from studybot.marking.expressions.domains import Domain, MatrixDomain
from studybot.marking.expressions.prepared import Expression, prepared
from studybot.marking.mark import Own
from studybot.marking.number import Reference
from studybot.marking.sets import Interval, Intervals
from studybot.marking.tolerance import Tolerance
from studybot.problem.derivation import Derivation, Value
from studybot.problem.expansion import literal, written_out
from studybot.problem.variant import Variant

# Where nothing is said of a symbol: positive, as what a course has letters for is, and not around 1 alone.
_ANY = Domain(0.2, 5.0)
# Making a reference ready takes ten times as long as marking an answer, and most variants of a question have the same.
# So many are kept: those of all its parts and slips, and of what some students follow from.
_REMEMBERED = 200
# What rounding may leave between the values of two equal formulas.
_EQUAL = 1e-9


def reference_of(variant: Variant, part: Part, value: Value | None = None) -> Reference:
    """The right number, or `value` in its place, with the unit it is asked for in and what is near enough."""
    assert part.answer is not None
    unit = variant.derivation.unit(part.id)
    tree = part.answer.formula.tree
    conversion = isinstance(tree, Name) and unit.factor != variant.derivation.unit(tree.name).factor
    right = variant.values[part.id] if value is None else value
    return Reference(right, unit, Tolerance.of(part.accept), conversion)


def intervals_of(variant: Variant, part: Part, value: Value | None = None) -> Intervals:
    """The right set: that of the numbers in a list, or the interval between the two in it."""
    assert part.answer is not None
    listed = variant.values[part.id] if value is None else value
    entries = listed.entries if isinstance(listed, Matrix) else (listed,)
    if part.collection == "set":
        return tuple(Interval(entry, entry) for entry in sorted(set(entries)))
    tree = part.answer.formula.forms[-1]
    ends = tree.ends if isinstance(tree, Listing) else "[]"
    low, high = entries[0], entries[-1]
    return (Interval(low, high, ends[0] == "[", ends[1] == "]"),)


def expression_of(variant: Variant, part: Part, own: Mapping[str, Own]) -> Expression:
    """The right expression, or the one that follows from a student's own answers to earlier parts.

    Its sizes keep their names, for the sake of what is said of shapes; where they fit in numbers only, as in `A - I(n)`
    with 3 for n, they are numbers. Raises `StudybotError` where there is none.
    """
    derivation = variant.derivation
    tree = expression_tree(variant, part, own)
    known: dict[tuple[str, Node], Expression] = derivation.prepared.setdefault("expressions", {})
    found = known.get((part.id, tree))
    if found is None:
        if len(known) >= _REMEMBERED:
            known.clear()
        found = known[part.id, tree] = _prepared(derivation, part, tree)
    return found


def _prepared(derivation: Derivation, part: Part, tree: Node) -> Expression:
    domains = {name: _domain(derivation, name) for name in part.names}
    shown = {name: latex for name in part.names if (latex := derivation.shown(name)) is not None}
    others = {name: derivation.shown(name) for name in derivation.names - set(part.names) - _asked(derivation)}
    try:
        try:
            return prepared(tree, domains, _tolerance(part), spellings=shown, foreign=others)
        except MisfitError:
            domains = {name: _with_numbers(domain, derivation) for name, domain in domains.items()}
            return prepared(tree, domains, _tolerance(part), spellings=shown, foreign=others)
    except (ValueError, MisfitError) as fault:
        raise StudybotError("expression.undefined", f"the answer to {part.id} cannot be compared: {fault}") from None


def _with_numbers(domain: Domain | MatrixDomain, derivation: Derivation) -> Domain | MatrixDomain:
    """A domain with a number for each named size that has one."""
    if isinstance(domain, Domain):
        return domain
    return MatrixDomain(put_in(domain.rows, derivation.sizes), put_in(domain.columns, derivation.sizes))


def _tolerance(part: Part) -> Tolerance:
    """Formulas are equal or not, unless their author says by how much numbers in them may be rounded."""
    return Tolerance(relative=_EQUAL) if part.accept == Accept(form=part.accept.form) else Tolerance.of(part.accept)


def expression_tree(variant: Variant, part: Part, own: Mapping[str, Own]) -> Node:
    """The answer of a part written out in the names that it is asked in."""
    trees = {name: answer if isinstance(answer, Node) else literal(answer) for name, answer in own.items()}
    link = variant.derivation.link[part.id]
    tree = trees.pop(part.id, None) or link.tree
    return written_out(variant, tree, part.names, {**trees, **{name: pin.tree for name, pin in link.at.items()}})


def request_of(variant: Variant, part: Part, answer: Node) -> Request | None:
    """What to ask algebra about a wrong expression; None where there are matrices in it."""
    try:
        expression = expression_of(variant, part, {})
    except StudybotError:
        return None
    if not expression.is_plain or expression.tree is None:
        return None
    positive = {name: isinstance(domain, Domain) and domain.low > 0 for name, domain in expression.domains.items()}
    return Request(answer, expression.tree, positive)


def _asked(derivation: Derivation) -> frozenset[str]:
    """The names of the parts, which a student has not seen: `bytes` may be anything to them."""
    return frozenset(derivation.parts)


def _domain(derivation: Derivation, name: str) -> Domain | MatrixDomain:
    """What a name may stand for: numbers like those that are drawn for it, or matrices of its shape."""
    given = derivation.given.get(name)
    if given is not None and given.shape is not None:
        return MatrixDomain(*given.shape)
    shape = derivation.shapes.of.get(name, NUMBER)
    if shape != NUMBER:
        return MatrixDomain(shape.rows, shape.columns)
    match given.drawing if given is not None else None:
        case Range(low, high) if low.value < high.value:
            return Domain(low.value, high.value)
        case Pick(data) if len(numbers := sorted(datum.value for datum in data if isinstance(datum, Datum))) > 1:
            return Domain(numbers[0], numbers[-1])
        case Constant(Datum() as datum) if datum.value:
            # A number that is always the same stands for any like it: in a formula, 6 is not C_0.
            ends = sorted((datum.value / 2, datum.value * 2))
            return Domain(ends[0], ends[-1])
    return _ANY

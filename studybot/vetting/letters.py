"""What has letters in it, written out and evaluated at the points at which marking compares expressions."""

from __future__ import annotations

import math
from dataclasses import dataclass

from studybot.formula.evaluate import UndefinedError, evaluate
from studybot.formula.matrix import Matrix
from studybot.formula.tree import Node
from studybot.marking.expressions.prepared import Expression
from studybot.marking.references import expression_of
from studybot.problem.derivation import Link
from studybot.problem.variant import Variant
from studybot.vetting.tables import Value


@dataclass(frozen=True)
class Apart:
    """A point at which two expressions are not the same, and what they are there; `right` is None where undefined."""

    at: dict[str, Value]
    left: Value
    right: Value | None

    @property
    def differ(self) -> bool:
        """Whether both have a value there, and a number each."""
        return isinstance(self.left, float) and isinstance(self.right, float)


@dataclass(frozen=True)
class Written:
    """An expression with its values at sample points."""

    expression: Expression

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self.expression.domains)

    def apart(self, other: Written, within: float) -> Apart | None:
        """The first of this one's points at which the other is not the same, but for a relative difference."""
        tree = other.expression.tree
        assert tree is not None
        for point, left in self.expression.samples:
            try:
                right = evaluate(tree, point)
            except UndefinedError:
                right = None
            if not same(left, right, within):
                return Apart({name: point[name] for name in self.names}, left, right)
        return None

    def is_admitted(self, other: Written) -> bool:
        """Whether an answer that says what the other does would be marked right."""
        within = self.expression.tolerance.relative
        return self.apart(other, within if within is not None else _EXACT) is None


# The tolerance of expressions is relative; whoever asks for a form alone accepts nothing else.
_EXACT = 1e-9


def same(left: Value, right: Value | None, within: float) -> bool:
    """Whether two values agree, relatively: matrices beside the largest entry of the left one."""
    if isinstance(left, Matrix) or isinstance(right, Matrix):
        if not (isinstance(left, Matrix) and isinstance(right, Matrix) and left.shape == right.shape):
            return False
        bound = within * max(map(abs, left.entries))
        return all(abs(one - two) <= bound for one, two in zip(left.entries, right.entries, strict=True))
    if right is None or not (math.isfinite(left) and math.isfinite(right)):
        return False
    return bool(abs(left - right) <= within * abs(left))


def written_in_letters(variant: Variant, link: Link, tree: Node) -> Written:
    """A formula in place of that of a quantity, in the names that the quantity is asked in, or else in all it needs.

    Raises `StudybotError` where it cannot be written out or has no value anywhere.
    """
    derivation = variant.derivation
    part = derivation.parts.get(link.name)
    if part is None or not part.names:
        needed = derivation.needed(*link.trees)
        names = tuple(sorted((needed & derivation.names) - derivation.link.keys() - link.at.keys()))
        part = derivation.question.parts[0]._replace(id=link.name, names=names)
    return Written(expression_of(variant, part, {link.name: tree}))

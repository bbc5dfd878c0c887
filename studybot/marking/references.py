"""The right answer of a part of a variant, as the marking of each kind needs it."""

from __future__ import annotations

from studybot.bank.schema import Part
from studybot.formula.matrix import Matrix
from studybot.formula.tree import Listing, Name
from studybot.marking.number import Reference
from studybot.marking.sets import Interval, Intervals
from studybot.marking.tolerance import Tolerance
from studybot.problem.derivation import Value
from studybot.problem.variant import Variant


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
    low, high = entries
    return (Interval(low, high, ends[0] == "[", ends[1] == "]"),)

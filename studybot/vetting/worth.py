"""What an example says a quantity is worth, compared with what it comes out as."""

from __future__ import annotations

import sys

from studybot.bank.schema import Typed
from studybot.formula.evaluate import evaluate
from studybot.formula.matrix import Matrix
from studybot.formula.rounding import rounding
from studybot.problem.pins import pinned
from studybot.problem.variant import Variant

# Two ways of computing the same thing differ by rounding; what an author wrote wrongly differs by far more.
_WITHIN = 1e-9


def has_every_value(variant: Variant) -> bool:
    """Whether symbols were given values on a variant, so that what is written in them can be compared by value."""
    derivation = variant.derivation
    return bool(derivation.symbols) and derivation.symbols <= variant.values.keys()


def is_worth(variant: Variant, name: str, typed: Typed) -> bool:
    """Whether a quantity is worth what was typed: a value with its unit, or a formula over the question's names.

    Raises `StudybotError` where that cannot be read, or has another unit.
    """
    wanted = pinned(variant, {name: typed.text}, partly=True).values[name]
    value = variant.values[name]
    if isinstance(value, Matrix) and isinstance(wanted, Matrix) and value.shape == wanted.shape:
        bound = _WITHIN * max(map(abs, (*value.entries, *wanted.entries)))
        return all(abs(one - two) <= bound for one, two in zip(value.entries, wanted.entries, strict=True))
    if not (isinstance(value, float) and isinstance(wanted, float)):
        return bool(value == wanted)
    return abs(value - wanted) <= _WITHIN * max(abs(wanted), _made_of(variant, name))


def _made_of(variant: Variant, name: str) -> float:
    """The size of what is added up in a number: where terms cancel, as they do at a minimum, rounding is left of it."""
    link = variant.derivation.link.get(name)
    if link is None:
        return 0.0
    around = variant.derivation.around(link, variant.values, evaluate, variant.pins)
    return rounding(link.tree, around) / sys.float_info.epsilon

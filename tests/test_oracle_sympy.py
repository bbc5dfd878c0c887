"""Formulas are equal for the marker where they are equal for sympy."""

from __future__ import annotations

import random
from typing import Any

import pytest
import sympy
from random_formulas import DOMAIN, NAMES, SYMBOLS, Formula, random_formula, rewritten, slipped

import studybot

VARIABLES = dict.fromkeys(NAMES, DOMAIN)


def verdict(answer: str, reference: str) -> str:
    return studybot.mark(answer, reference, kind="expression", variables=VARIABLES).verdict


# A value that is not zero proves that two formulas differ; `simplify` leaves much that is zero as it is.
POINT = dict(zip(SYMBOLS.values(), (sympy.Rational(7, 5), sympy.Integer(2), sympy.Rational(9, 4)), strict=True))


def value(formula: Any) -> Any:
    return formula.subs(POINT).evalf(30)


def are_equal(one: Formula, other: Formula) -> bool | None:
    """What sympy says; None where it cannot tell, or where the other has no value."""
    difference = one.symbolic() - other.symbolic()
    if difference == 0 or sympy.simplify(difference) == 0:
        return True
    apart = value(difference)
    return False if apart.is_finite and abs(apart) > 1e-6 * abs(value(one.symbolic())) else None


@pytest.mark.parametrize("seed", range(120))
def test_what_sympy_decides_is_decided_alike(seed: int) -> None:
    chance = random.Random(seed)
    reference = random_formula(chance, chance.choice((2, 3)))
    for answer in (rewritten(reference, chance), slipped(rewritten(reference, chance), chance)):
        typed = answer.typed(chance)
        equal = are_equal(reference, answer)
        if equal is not None:
            assert verdict(typed, reference.plain()) == ("correct" if equal else "wrong"), typed

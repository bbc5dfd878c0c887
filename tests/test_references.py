"""References are made ready once for all variants that ask for the same expression, and not kept for ever."""

from __future__ import annotations

from pathlib import Path

from studybot.bank.library import Library
from studybot.formula.tree import Number
from studybot.marking.references import expression_of
from studybot.problem.derivation import Derivation
from studybot.problem.variant import drawn

BANKS = Library([Path(__file__).parents[1] / "questions"])


def test_variants_that_ask_for_the_same_have_one_reference() -> None:
    (entry,) = [entry for entry in BANKS.entries("fermi") if entry.id == "fermi/chinchilla-symbolic"]
    derivation = Derivation.of(entry.question)
    one, other = drawn(derivation, 1), drawn(derivation, 2)
    part = one.part("N_opt")
    first = expression_of(one, part, {})
    assert expression_of(other, part, {}) is first
    # From an answer of one's own another one follows; after hundreds of them the first is made again, and is the same.
    later = one.part("D_opt")
    follow = [expression_of(one, later, {"N_opt": Number(float(own), str(own))}) for own in range(1, 300)]
    assert len({id(found) for found in follow}) == len(follow)
    again = expression_of(one, part, {})
    assert again is not first
    assert again.tree == first.tree

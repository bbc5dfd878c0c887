"""A question with its givens drawn, or pinned: everything on it is a value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from functools import cached_property, lru_cache
from typing import Any

from studybot.bank.schema import Block, Datum, Part, Question, Row
from studybot.formula.errors import StudybotError
from studybot.formula.evaluate import UndefinedError, evaluate
from studybot.formula.unit_table import Units
from studybot.formula.units import Unit
from studybot.formula.values import value
from studybot.problem.codes import code_in
from studybot.problem.derivation import Derivation, Value
from studybot.problem.draw import draw


@value
class Variant:
    """`values` hold every name in base units; `data` the givens as exact decimals; `rows` what was drawn from tables.

    A symbol, and what follows from one, has no value. On a variant that is `moved` something is pinned: quantities
    (`pins`), a row, or the options that a part offers, by their keys, each with whether it is worded as right
    (`offered`).
    """

    derivation: Derivation
    drawn_by: int
    values: Mapping[str, Value]
    data: Mapping[str, Datum | Block]
    rows: Mapping[str, Row]
    pins: Mapping[str, Value] = field(default_factory=dict)
    offered: Mapping[str, Mapping[str, bool]] = field(default_factory=dict)
    moved: bool = False

    @property
    def seed(self) -> int | None:
        """The seed that draws it; None where something is pinned, which no seed can say."""
        return None if self.moved else self.drawn_by

    @cached_property
    def prepared(self) -> dict[str, Any]:
        """What marking makes ready for a part once, by its id: hundreds of answers are marked against one variant."""
        return {}

    @property
    def question(self) -> Question:
        return self.derivation.question

    @cached_property
    def code(self) -> str | None:
        """The code that draws it again; None where something is pinned, which no code can say."""
        return None if self.seed is None else code_in(self.question.id, self.derivation.revision, self.seed).text

    @property
    def units(self) -> Units:
        """The units that answers may use: the built-in ones and what the bank counts."""
        return units_of(self.question)

    def unit(self, name: str) -> Unit:
        """The unit of a quantity on this variant: that of the drawn row, where rows differ in it."""
        datum = self.data.get(name)
        return datum.unit if datum is not None and datum.unit.powers else self.derivation.unit(name)

    def part(self, part_id: str) -> Part:
        """The part with this id. Raises `StudybotError` `part.unknown`."""
        part = self.derivation.parts.get(part_id)
        if part is None:
            known = ", ".join(self.derivation.parts)
            raise StudybotError("part.unknown", f"{self.question.id} has no part {part_id}", hint=f"its parts: {known}")
        return part

    def with_pins(self, pins: Mapping[str, Value], *, partly: bool = False) -> Variant:
        """This variant with some quantities at other values (base units), and all that follows from them.

        Raises `StudybotError` `variant.undefined` where the derivation then divides by zero or overflows; where it may
        be `partly` undefined, such a quantity is left without a value.
        """
        pins = {**self.pins, **pins}
        values = {name: value for name, value in self.values.items() if name not in self.derivation.link}
        values.update(pins)
        try:
            self.derivation.solve(values, evaluate, pins, partly=partly)
        except UndefinedError as fault:
            message = f"with these values {self.question.id} cannot be computed: {fault.message}"
            raise StudybotError("variant.undefined", message) from None
        data = {name: datum for name, datum in self.data.items() if name not in pins}
        return replace(self, values=values, data=data, pins=pins, moved=True)


def units_of(question: Question) -> Units:
    """The units that a question's data and answers may use."""
    return _counting(question.counts)


@lru_cache(maxsize=64)
def _counting(nouns: tuple[tuple[str, str], ...]) -> Units:
    # A table knows a spelling that it has met before; beginning anew took half of the time of marking an answer.
    return Units(nouns)


def drawn(derivation: Derivation, seed: int, first: int = 0) -> Variant:
    """The variant with this seed; `first` is as in `draw`. Raises `StudybotError` `draw.*`."""
    made = draw(derivation, seed, first)
    return Variant(derivation, seed, made.values, made.data, made.rows)

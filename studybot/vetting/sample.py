"""Thousands of variants of one question as arrays, and how findings speak of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studybot.formula.arrays import evaluate_many, has_value
from studybot.formula.errors import StudybotError
from studybot.formula.evaluate import UndefinedError
from studybot.formula.functions import CONSTANTS
from studybot.formula.tree import Listing, Node, names_in, walk
from studybot.problem.derivation import Derivation, Link
from studybot.problem.draw import MAX_ATTEMPTS, Draws, draw_many
from studybot.problem.variant import Variant, drawn
from studybot.vetting.tables import Table, Value, one_of, places_of, table_of

Floats = NDArray[np.float64]
# One truth value a variant.
Mask = NDArray[np.bool_]

# From so many variants on, a rate or a number of distinct variants says something about the question.
MEANINGFUL = 500
# So many variants are drawn first, to see what drawing costs.
_PROBE = 200
# A question that takes more attempts than this to draw is reported for it; MEANINGFUL variants show the rest.
_COSTLY = 100.0


@dataclass(frozen=True)
class Sample:
    """The variants with the seeds 0, 1, ... of a question.

    `draws` hold for each name numbers, `Matrices` or `Ranges`, one a variant or one for all; nothing for what has no
    value: symbols, and what follows from them.
    """

    derivation: Derivation
    draws: Draws
    count: int

    @classmethod
    def of(cls, derivation: Derivation, count: int) -> Sample:
        """`count` variants; fewer of a question whose condition hardly ever holds, as they would take minutes.

        Raises `UndefinedError` where something has no value on any variant.
        """
        probe = cls(derivation, _drawn(derivation, min(_PROBE, count)), min(_PROBE, count))
        if count <= _PROBE or probe.draws.impossible == probe.count:
            return probe
        if probe.mean_attempts > _COSTLY:
            count = min(count, MEANINGFUL)
        return cls(derivation, _drawn(derivation, count), count)

    @property
    def values(self) -> Mapping[str, Value]:
        return self.draws.values

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """The computed quantities that have a value."""
        return tuple(link for link in self.derivation.links if link.name in self.values)

    @cached_property
    def mean_attempts(self) -> float:
        """How often a variant was drawn until the condition held, on average."""
        return float(np.mean(self.draws.attempts)) if self.count else 0.0

    @cached_property
    def possible(self) -> Mask:
        """The variants whose condition holds."""
        if not self.draws.impossible:
            return np.ones(self.count, dtype=bool)
        return np.asarray(self.draws.attempts < MAX_ATTEMPTS)

    @cached_property
    def sound(self) -> Mask:
        """The variants whose condition holds and on which every quantity is defined."""
        mask = self.possible.copy()
        for link in self.links:
            mask &= self.defined(link.tree, self.around(link))
        return mask

    def table(self, name: str) -> Table:
        """A quantity that has a value, on every variant."""
        return table_of(self.values[name], self.count)

    def array(self, name: str) -> Floats:
        """A quantity that is a number, or true or false, on every variant."""
        return self.table(name)[:, 0]

    def worth(self, formula: Node, values: Mapping[str, Value] | None = None) -> Table | None:
        """A formula on every variant; nan or inf where it is undefined. None where it has no value on any."""
        values = self.values if values is None else values
        if not all(name in values or name in CONSTANTS for name in names_in(formula)):
            return None
        try:
            return table_of(evaluate_many(formula, values), self.count)
        except UndefinedError:
            return None

    def defined(self, formula: Node, values: Mapping[str, Value] | None = None) -> Mask:
        """Where a formula and everything in it is defined: on arrays, 1/(1/0) would pass as 0."""
        mask = np.ones(self.count, dtype=bool)
        values = self.values if values is None else values
        for node in walk(formula):
            if not isinstance(node, Listing):  # a row of blocks is no value by itself
                mask &= has_value(evaluate_many(node, values))
        return mask

    def around(self, link: Link) -> Mapping[str, Value]:
        """The values among which a quantity's formula is evaluated: the question's, or with its own pins (`at`)."""
        return self.derivation.around(link, self.values, evaluate_many)

    def variant(self, seed: int) -> Variant:
        """One of the variants by itself. Raises `StudybotError` `draw.*` where it does not exist."""
        return drawn(self.derivation, seed)

    def sound_variants(self, most: int) -> Iterator[Variant]:
        """The first of the variants on which every quantity is defined; none where no variant can be asked."""
        for seed in np.flatnonzero(self.sound)[:most]:
            try:
                yield self.variant(int(seed))
            except StudybotError:  # an answer depends on a symbol, which is reported
                return

    def drawn_values(self, seed: int) -> dict[str, Value]:
        """What was drawn on one variant."""
        return {name: one_of(self.values[name], seed) for name in self.drawn_names if name in self.values}

    def distinct(self, names: Iterable[str]) -> int:
        """How many different variants there are if only these drawn names count."""
        return len(np.unique(self.drawn_alike(names)))

    def drawn_alike(self, names: Iterable[str]) -> NDArray[np.int64]:
        """A number for each variant, the same for those on which these drawn names are the same."""
        joined = np.zeros(self.count, dtype=np.int64)
        size = 1
        for name in names:
            places, count = self._places(name)
            if size * count > 2**62:
                _, joined = np.unique(joined, return_inverse=True)
                size = self.count
            joined = joined * count + places
            size *= count
        return joined

    @cached_property
    def drawn_names(self) -> tuple[str, ...]:
        """Every name whose value is drawn, by itself, entry by entry or with a row; and the drawn rows themselves."""
        derivation = self.derivation
        return (
            *(name for name, _, _ in (*derivation.grids, *derivation.entry_grids)),
            *derivation.columns,
            *(name for name, _, _ in derivation.cases),
        )

    def _places(self, name: str) -> tuple[NDArray[np.int64], int]:
        if name not in self._known_places:
            drawn_rows = self.draws.rows.get(name)
            table = self.table(name) if drawn_rows is None else table_of(drawn_rows, self.count)
            self._known_places[name] = places_of(table)
        return self._known_places[name]

    @cached_property
    def _known_places(self) -> dict[str, tuple[NDArray[np.int64], int]]:
        return {}

    # -- in words

    def on(self, mask: Mask) -> str:
        """How many variants a mask selects: `on every variant`, `on 12 of 10,000 variants`."""
        found = int(np.count_nonzero(mask))
        return "on every variant" if found == self.count else f"on {found:,} of {self.count:,} variants"

    def shows(self, mask: Mask) -> str:
        """The command that shows the first variant that a mask selects."""
        question = self.derivation.question
        name = question.id.partition("/")[2]
        return f"`studybot explain {question.place.file}:{name} --seed {first(mask)}` shows one"


def first(mask: Mask) -> int:
    """The seed of the first variant that a mask selects."""
    return int(np.argmax(mask))


@lru_cache(maxsize=4)
def _seeds(count: int) -> Any:
    return np.arange(count, dtype=np.uint64)


def _drawn(derivation: Derivation, count: int) -> Draws:
    return draw_many(derivation, _seeds(count))

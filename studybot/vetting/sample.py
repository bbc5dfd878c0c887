"""Thousands of variants of one question as arrays, and how findings speak of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studybot.formula.arrays import evaluate_many, has_value
from studybot.formula.tree import Listing, Node, walk
from studybot.problem.derivation import Derivation, Link
from studybot.problem.draw import MAX_ATTEMPTS, Draws, draw_many
from studybot.problem.variant import Variant, drawn

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
    """The variants with the seeds 0, 1, ... of a question. `draws` hold an array, or one value for all, a name."""

    derivation: Derivation
    draws: Draws
    count: int

    @classmethod
    def of(cls, derivation: Derivation, count: int) -> Sample:
        """`count` variants; fewer of a question whose condition hardly ever holds, as they would take minutes."""
        probe = cls(derivation, _drawn(derivation, min(_PROBE, count)), min(_PROBE, count))
        if count <= _PROBE or probe.draws.impossible == probe.count:
            return probe
        if probe.mean_attempts > _COSTLY:
            count = min(count, MEANINGFUL)
        return cls(derivation, _drawn(derivation, count), count)

    @property
    def values(self) -> Mapping[str, Any]:
        return self.draws.values

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
        for link in self.derivation.links:
            mask &= self.defined(link.tree, self.around(link))
        return mask

    def array(self, name: str) -> Floats:
        """A quantity on every variant."""
        return self.spread(self.values[name])

    def value(self, formula: Node, values: Mapping[str, Any] | None = None) -> Floats:
        """A formula on every variant; nan or inf where it is undefined."""
        return self.spread(evaluate_many(formula, self.values if values is None else values))

    def spread(self, value: Any) -> Floats:
        """One value for all variants as an array."""
        return np.broadcast_to(np.asarray(value, dtype=float), (self.count,))

    def defined(self, formula: Node, values: Mapping[str, Any] | None = None) -> Mask:
        """Where a formula and everything in it is defined: on arrays, 1/(1/0) would pass as 0."""
        mask = np.ones(self.count, dtype=bool)
        for node in walk(formula):
            if not isinstance(node, Listing):  # a row of blocks is no value by itself
                mask &= has_value(evaluate_many(node, self.values if values is None else values))
        return mask

    def around(self, link: Link) -> Mapping[str, Any]:
        """The values among which a quantity's formula is evaluated: the question's, or with its own pins (`at`)."""
        if not link.at:
            return self.values
        pins = {name: evaluate_many(formula.tree, self.values) for name, formula in link.at.items()}
        aside = {**self.values, **pins}
        self.derivation.solve(aside, evaluate_many, pins, self.derivation.needed(link.tree), until=link.name)
        return aside

    def variant(self, seed: int) -> Variant:
        """One of the variants by itself. Raises `StudybotError` `draw.*` where it does not exist."""
        return drawn(self.derivation, seed)

    def distinct(self, names: Iterable[str]) -> int:
        """How many different variants there are if only these drawn names count."""
        joined = np.zeros(self.count, dtype=np.int64)
        size = 1
        for name in names:
            places, count = self._places(name)
            if size * count > 2**62:
                _, joined = np.unique(joined, return_inverse=True)
                size = self.count
            joined = joined * count + places
            size *= count
        return len(np.unique(joined)) if self.count else 0

    @cached_property
    def drawn_names(self) -> tuple[str, ...]:
        """Every name whose value is drawn, by itself or with a row."""
        return (*(name for name, _, _ in self.derivation.grids), *self.derivation.columns)

    def _places(self, name: str) -> tuple[NDArray[np.int64], int]:
        if name not in self._known_places:
            different, places = np.unique(self.array(name), return_inverse=True)
            self._known_places[name] = (places.astype(np.int64), len(different))
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

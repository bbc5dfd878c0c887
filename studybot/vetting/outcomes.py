"""What a declared slip comes out as: on the variants where it is a value, at sample points where it is in letters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol, Self

import numpy as np

from studybot.bank.schema import Part, Slip
from studybot.formula.errors import StudybotError
from studybot.formula.shapes import MisfitError, Shape, shape_of
from studybot.problem.variant import Variant
from studybot.vetting.letters import Written, written_in_letters
from studybot.vetting.nearness import marked_right
from studybot.vetting.sample import Mask, Sample
from studybot.vetting.tables import Table


class Outcome(Protocol):
    """A slip on some variants: where it has a value, and where an answer made by it is marked right."""

    @property
    def defined(self) -> Mask: ...

    @property
    def right(self) -> Mask: ...

    def is_that_of(self, other: Self) -> Mask:
        """Where an answer made by the other slip would be taken for one made by this one."""
        ...


@dataclass(frozen=True)
class InValues:
    """A slip of a part that is answered by a value. `table` is None where the slip has no value on any variant."""

    sample: Sample
    part: Part
    shape: Shape | None
    table: Table | None
    defined: Mask

    @classmethod
    def of(cls, sample: Sample, part: Part, slip: Slip) -> InValues:
        derivation = sample.derivation
        tree = derivation.ready(slip.gives.tree)
        try:
            shape = shape_of(tree, derivation.shapes.of, derivation.sizes)
        except MisfitError:
            shape = None
        table = sample.worth(tree)
        defined = np.zeros(sample.count, dtype=bool) if table is None else sample.defined(tree)
        return cls(sample, part, shape, table, defined)

    @cached_property
    def right(self) -> Mask:
        return self._taken_for(self.sample.table(self.part.id), self.sample.derivation.shapes.of.get(self.part.id))

    def is_that_of(self, other: InValues) -> Mask:
        if other.table is None:
            return np.zeros(self.sample.count, dtype=bool)
        return self._taken_for(other.table, other.shape) & other.defined

    def _taken_for(self, references: Table, shape: Shape | None) -> Mask:
        # A set may be written with any number of entries.
        if self.table is None or shape != self.shape or self.table.shape != references.shape:
            return np.zeros(self.sample.count, dtype=bool)
        return self.defined & marked_right(self.sample.derivation, self.part, self.table, references)


@dataclass(frozen=True)
class InLetters:
    """A slip of a part that is answered by an expression, on the few variants that were `looked` at."""

    looked: Mask
    rights: tuple[Written, ...]
    slips: tuple[Written | None, ...]

    @classmethod
    def of(cls, variants: Sequence[Variant], looked: Mask, part: Part, slip: Slip) -> InLetters:
        """Raises `StudybotError` where the right answer cannot be written out."""
        rights = tuple(_written(variant, part, None) for variant in variants)
        slips: list[Written | None] = []
        for variant in variants:
            try:
                slips.append(_written(variant, part, slip))
            except StudybotError:
                slips.append(None)
        return cls(looked, rights, tuple(slips))

    @cached_property
    def defined(self) -> Mask:
        return self._mask(slip is not None for slip in self.slips)

    @cached_property
    def right(self) -> Mask:
        return self._same(self.rights)

    def is_that_of(self, other: InLetters) -> Mask:
        return self._same(other.slips)

    def _same(self, others: Sequence[Written | None]) -> Mask:
        pairs = zip(self.slips, others, strict=True)
        return self._mask(one is not None and two is not None and two.is_admitted(one) for one, two in pairs)

    def _mask(self, found: Iterable[bool]) -> Mask:
        """What was found on the variants that were looked at, among all."""
        mask = np.zeros(len(self.looked), dtype=bool)
        mask[self.looked] = list(found)
        return mask


def _written(variant: Variant, part: Part, slip: Slip | None) -> Written:
    link = variant.derivation.link[part.id]
    tree = link.tree if slip is None else variant.derivation.ready(slip.gives.tree)
    return written_in_letters(variant, link, tree)

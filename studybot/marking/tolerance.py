"""How near is near enough."""

from __future__ import annotations

import math
from dataclasses import dataclass

from studybot.bank.schema import Accept
from studybot.marking.reading import Figures

# Bounds are inclusive, and 10.1 is 0.1 from 10 although floats make it 0.09999999999999964: a part in 10^12 of the
# reference never decides.
LAST_BITS = 1e-12


@dataclass(frozen=True, slots=True)
class Tolerance:
    """`relative` (of the reference) and `absolute` (in base units): either suffices.

    `figures`, `decimals`: written with exactly so many, and equal after rounding. `min_figures`: at least so many, and
    within half a unit of that figure.
    """

    relative: float | None = None
    absolute: float | None = None
    figures: int | None = None
    decimals: int | None = None
    min_figures: int | None = None

    @classmethod
    def of(cls, accept: Accept) -> Tolerance:
        """What an author wrote under `accept`."""
        if accept.figures or accept.decimals is not None:
            return cls(figures=accept.figures, decimals=accept.decimals)
        return cls(relative=accept.within, absolute=accept.absolute)

    def admits(self, value: float, reference: float, unit_factor: float = 1.0) -> bool:
        """Whether a value is near enough to the reference. `unit_factor` is what the unit of decimals is worth."""
        return abs(value - reference) <= self.bound(reference, unit_factor)

    def bound(self, reference: float, unit_factor: float = 1.0) -> float:
        """How far from the reference a value may be."""
        last_bits = LAST_BITS * abs(reference)
        rounding = self._rounding(reference, unit_factor)
        if rounding is not None:
            return rounding * (1 + 1e-9) + last_bits
        return max((self.relative or 0.0) * abs(reference), self.absolute or 0.0) + last_bits

    def _rounding(self, reference: float, unit_factor: float) -> float | None:
        """Half a unit of the last figure that is asked for."""
        if self.decimals is not None:
            return 0.5 * 10.0**-self.decimals * unit_factor
        figures = self.figures or self.min_figures
        if figures is None:
            return None
        if reference == 0:
            return 0.0
        # An answer is rounded in the unit it is written in; the part of a decade that this can cost is not worth a
        # conversion back, since units of one answer differ by factors that are exact.
        magnitude = math.floor(math.log10(abs(reference / unit_factor)) + 1e-12)
        return 0.5 * 10.0 ** (magnitude - figures + 1) * unit_factor

    def written_wrongly(self, figures: Figures | None) -> str | None:
        """What is wrong with the way a number is written out, in a clause, or None."""
        if self.figures is None and self.decimals is None and self.min_figures is None:
            return None
        if figures is None:
            return "the answer is to be written out as one number"
        if self.figures is not None and not figures.least <= self.figures <= figures.most:
            return f"the answer is to have exactly {_counted(self.figures, 'significant figure')}"
        if self.decimals is not None and figures.decimals != self.decimals:
            return f"the answer is to have exactly {_counted(self.decimals, 'decimal')}"
        if self.min_figures is not None and figures.most < self.min_figures:
            return f"the answer is to have at least {_counted(self.min_figures, 'significant figure')}"
        return None


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"

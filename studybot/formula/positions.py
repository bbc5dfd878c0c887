"""Positions: sets of whole numbers, held and compared by the ends of their runs and never listed out."""

from __future__ import annotations

from collections.abc import Iterable

from studybot.formula.values import value

# Runs of whole numbers, both ends included, in rising order, with gaps between them.
Runs = tuple[tuple[int, int], ...]

# Beyond 2^53 a float no longer tells neighbours apart.
LARGEST_POSITION = 2**53


@value
class Positions:
    """A set of whole numbers."""

    runs: Runs

    @classmethod
    def joined(cls, runs: Iterable[tuple[int, int]]) -> Positions:
        """Runs in any order, those that touch or overlap made one."""
        joined: list[tuple[int, int]] = []
        for low, high in sorted(runs):
            if joined and low <= joined[-1][1] + 1:
                joined[-1] = (joined[-1][0], max(joined[-1][1], high))
            else:
                joined.append((low, high))
        return cls(tuple(joined))

    @property
    def count(self) -> int:
        """How many positions there are."""
        return sum(high - low + 1 for low, high in self.runs)

    @property
    def text(self) -> str:
        """As they are shown: `50-71, 80`."""
        if not self.runs:
            return "{}"
        return ", ".join(
            str(low) if low == high else f"{low}..{high}" if low < 0 else f"{low}-{high}" for low, high in self.runs
        )

    def shifted(self, by: int) -> Positions:
        """Every position moved."""
        return Positions(tuple((low + by, high + by) for low, high in self.runs))

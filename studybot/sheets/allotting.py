"""Which draw of a sheet may draw which questions, so that none stands on it twice."""

from __future__ import annotations

from collections.abc import Sequence


def allotted(pools: Sequence[Sequence[str]], wanted: Sequence[int]) -> list[list[str]] | int:
    """Each question to one of the draws that may have it: for every draw at least as many as are `wanted` of it.

    What is left over goes to whichever has the fewest for what is wanted. Where they do not suffice, the place of the
    first draw that is left short.
    """
    owner: dict[str, int] = {}

    def found_one_more(draw: int, tried: set[int]) -> bool:
        """Kuhn's algorithm: a question that is free, or whose draw finds another one."""
        tried.add(draw)
        for name in pools[draw]:
            if name not in owner or (owner[name] not in tried and found_one_more(owner[name], tried)):
                owner[name] = draw
                return True
        return False

    for draw, count in enumerate(wanted):
        if not all(found_one_more(draw, set()) for _ in range(count)):
            return draw
    sizes = [*wanted]
    for name in dict.fromkeys(name for pool in pools for name in pool):
        if name not in owner:
            able = (draw for draw, pool in enumerate(pools) if name in pool)
            draw = min(able, key=lambda draw: sizes[draw] / wanted[draw])
            owner[name] = draw
            sizes[draw] += 1
    return [[name for name in dict.fromkeys(pool) if owner[name] == draw] for draw, pool in enumerate(pools)]

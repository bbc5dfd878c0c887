"""What the parts of a problem are worth on a sheet that says it otherwise than the bank."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from studybot.formula.errors import StudybotError

if TYPE_CHECKING:
    from studybot.sheets.files.sheet_file import Points


def worth(points: Points | None, own: Sequence[int], question: str) -> tuple[int, ...]:
    """The points of each part: those of the bank, which are its `own`, or those of a sheet.

    Points for the whole question are shared out as the bank's are, so that each part has one at least that has any.
    Raises `StudybotError` `sheet.points` where they do not fit.
    """
    if points is None:
        return tuple(own)
    if not points.is_total:
        if len(points.each) != len(own):
            told = f"{question} has {_parts(len(own))}, and these are points for {len(points.each)}"
            raise StudybotError(
                "sheet.points", told, hint="one number for each part, or one for all", place=points.place
            )
        return points.each
    (total,) = points.each
    least = least_shared(own)
    if total < least:
        told = f"{question} has {_parts(least)}, which cannot share {total}"
        raise StudybotError("sheet.points", told, hint=f"give it {least} points or more", place=points.place)
    return _shared(total, _shares(own))


def least_shared(own: Sequence[int]) -> int:
    """How many points for the whole question its parts can share at least."""
    return sum(share > 0 for share in _shares(own))


def _shares(own: Sequence[int]) -> Sequence[int]:
    """A question that is worth nothing in its bank, as one of a survey, has parts that count alike."""
    return own if any(own) else [1] * len(own)


def _parts(count: int) -> str:
    return "one part" if count == 1 else f"{count} parts"


def _shared(total: int, shares: Sequence[int]) -> tuple[int, ...]:
    """By the largest remainder, once each has one; of equal ones the first."""
    first = [int(share > 0) for share in shares]
    parted = [divmod((total - sum(first)) * share, sum(shares)) for share in shares]
    given = [one + more for one, (more, _) in zip(first, parted, strict=True)]
    by_remainder = sorted(range(len(shares)), key=lambda place: -parted[place][1])
    for place in by_remainder[: total - sum(given)]:
        given[place] += 1
    return tuple(given)

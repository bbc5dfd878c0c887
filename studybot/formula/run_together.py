"""Names that are written together without anything between them."""

from __future__ import annotations

from collections.abc import Collection, Iterable


def split(word: str, pieces: Collection[str], last: Iterable[str] = ()) -> list[str]:
    """A word as pieces written together, long ones first where there are several ways; empty where it is none.

    `last` are pieces that may stand at the end only.
    """
    at_the_end = (*pieces, *last)
    ends: dict[int, str] = {0: ""}  # the piece that ends there, if everything before it is pieces, too
    for place in range(1, len(word) + 1):
        allowed = at_the_end if place == len(word) else pieces
        fitting = [piece for piece in allowed if place - len(piece) in ends and word.endswith(piece, 0, place)]
        if fitting:
            ends[place] = max(fitting, key=len)
    found: list[str] = []
    place = len(word)
    while place and place in ends:
        found.append(ends[place])
        place -= len(ends[place])
    return found[::-1] if not place else []

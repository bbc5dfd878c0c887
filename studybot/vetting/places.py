"""Places inside a text of a bank."""

from __future__ import annotations

from studybot.formula.errors import Place


def inside(place: Place, text: str, index: int) -> Place:
    """The place of a character of a text that starts at `place`."""
    before = text[:index]
    if "\n" in before:
        return place
    return Place(place.file, place.line, place.column + index)

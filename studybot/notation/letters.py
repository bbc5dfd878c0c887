"""Letters that have names, and which letters stand for indices rather than spelling a word."""

from __future__ import annotations

from studybot.formula.greek import GREEK, GREEK_NAMES
from studybot.notation.tree import Symbol

__all__ = ["BLACKBOARD", "CALLIGRAPHIC", "GREEK", "GREEK_NAMES", "indices"]

_CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# Letters of other alphabets, by the plain one. Unicode had a few of each before it got the rest.
BLACKBOARD = {
    **{letter: chr(0x1D538 + place) for place, letter in enumerate(_CAPITALS)},
    "C": "ℂ", "H": "ℍ", "N": "ℕ", "P": "ℙ", "Q": "ℚ", "R": "ℝ", "Z": "ℤ", "1": "𝟙",
}  # fmt: skip
CALLIGRAPHIC = {
    **{letter: chr(0x1D49C + place) for place, letter in enumerate(_CAPITALS)},
    "B": "ℬ", "E": "ℰ", "F": "ℱ", "H": "ℋ", "I": "ℐ", "L": "ℒ", "M": "ℳ", "R": "ℛ",
}  # fmt: skip

# Two letters below are indices (ij, rj) or the name of a matrix's two sides (QK), but these are words.
_SHORT_WORDS = {"in", "is", "to", "ff", "lo", "hi", "up", "on", "at", "no"}


def indices(letters: str) -> list[Symbol] | None:
    """The letters of an index, each one by itself (`ij`, `QK`), or None where they spell a word (`opt`)."""
    if letters in _SHORT_WORDS or (len(letters) > 2 and not set(letters) <= set("ijkl")):
        return None
    return [Symbol(letter) for letter in letters]

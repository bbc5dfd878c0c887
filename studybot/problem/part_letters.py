"""The letters by which the parts of a question are named on screens and on paper."""

from __future__ import annotations

from studybot.problem.derivation import Derivation


def letter_of(derivation: Derivation, part: str) -> str:
    """The letter of a part, by its id: `(a)` is asked first."""
    return letter(list(derivation.parts).index(part))


def letter(number: int) -> str:
    """a, b, ..., z, aa, ab, ... for 0, 1, ..."""
    text = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("a") + rest) + text
    return text

"""A sheet's code: nine characters on every page that say which recipe it was drawn from, and which version it is.

    S | recipe 4 | version 3 | check 1        in groups of three: S7Q-M2X-P9T

Recipe and code draw the version again. The alphabet and the check character are those of a variant's code
(`problem/codes.py`), from which nine characters tell it apart.
"""

from __future__ import annotations

from typing import NamedTuple

from studybot.formula.errors import StudybotError
from studybot.problem.codes import ALPHABET

_BASE = len(ALPHABET)
_FIRST = "S"
_LENGTH = 9
# What four characters tell apart. Who has two recipes gets codes that one takes for the other's once in a million.
RECIPES = _BASE**4
# Three characters would do for 29,791; the largest course has fewer students.
MAX_VERSIONS = 20_000


class SheetCode(NamedTuple):
    """What a code says: a digest of the recipe (0 <= recipe < RECIPES), and the version (from 1 on)."""

    recipe: int
    version: int

    @property
    def text(self) -> str:
        """The nine characters, in groups of three."""
        bare = _FIRST + _written(self.recipe, 4) + _written(self.version, 3)
        return _grouped(bare + _check(bare))


def read_sheet_code(text: str) -> SheetCode:
    """The code in a text, in any case, with or without its hyphens. Raises `StudybotError` `code.*`."""
    bare = text.strip().upper().replace("-", "")
    hint = f"the code of a sheet looks like {_grouped('S7QM2XP9T')}"
    if len(bare) != _LENGTH or not bare.startswith(_FIRST):
        raise StudybotError("code.form", f"{text} is not the code of a sheet", hint=hint)
    if strange := [char for char in bare if char not in ALPHABET]:
        hint = "codes have neither 0 and O nor 1, I and L" if strange[0] in "0O1IL" else hint
        raise StudybotError("code.form", f"{text} is not a code: there is no {strange[0]} in codes", hint=hint)
    code = SheetCode(_number(bare[1:5]), _number(bare[5:8]))
    if _check(bare[:-1]) != bare[-1] or not 1 <= code.version <= MAX_VERSIONS:
        raise StudybotError("code.check", f"a character of the code {text} is mistyped", hint="compare it again")
    return code


def looks_like_sheet_code(text: str) -> bool:
    """Whether a text is meant as the code of a sheet, even with a character too many or too few."""
    bare = "".join(filter(str.isalnum, text))
    return abs(len(bare) - _LENGTH) <= 1


def _grouped(bare: str) -> str:
    return "-".join(bare[start : start + 3] for start in range(0, _LENGTH, 3))


def _written(number: int, length: int) -> str:
    written = ""
    for _ in range(length):
        number, digit = divmod(number, _BASE)
        written = ALPHABET[digit] + written
    return written


def _number(written: str) -> int:
    total = 0
    for char in written:
        total = total * _BASE + ALPHABET.index(char)
    return total


def _check(bare: str) -> str:
    """Weights 1, 2, 3, ... modulo a prime: every wrong character and every exchange of two neighbours is found."""
    return ALPHABET[sum(weight * ALPHABET.index(char) for weight, char in enumerate(bare, start=1)) % _BASE]

"""The text of a bank's file, for finding the very place of something, and what YAML made of it in silence."""

from __future__ import annotations

import re

from studybot.bank.loading import Scalar
from studybot.formula.errors import Place

_ENDS_IN_DIGITS = re.compile(r"[^0-9]*[0-9]{1,3}")
_THREE_DIGITS = re.compile(r"[0-9]{3}(?![0-9])")


class Source:
    """The text of a file, for finding the place of something inside a scalar."""

    def __init__(self, text: str) -> None:
        self.lines = text.splitlines()

    def place_in(self, scalar: Scalar, offset: int) -> Place:
        """The place of a character of a scalar, on whatever line it stands; its beginning where that cannot be told.

        YAML joins lines and drops indents, so blanks do not count: the other characters are counted off in the file.
        """
        number, column = scalar.place.line - 1, scalar.place.column - 1
        opening = self._char(number, column)
        escape = {"'": "'", '"': "\\"}.get(opening, "")
        if opening in (">", "|"):
            number, column = number + 1, 0
        elif escape:
            column += 1
        for char in scalar.text[:offset]:
            if char.isspace():
                continue
            number, column = self._next(number, column)
            if escape and self._char(number, column) == escape and self._char(number, column + 1) == char:
                column += 1
            if self._char(number, column) != char:
                return scalar.place
            column += 1
        if scalar.text[offset : offset + 1].strip():
            number, column = self._next(number, column)
        return Place(scalar.place.file, number + 1, column + 1)

    def _char(self, number: int, column: int) -> str:
        return self.lines[number][column : column + 1] if number < len(self.lines) else ""

    def _next(self, number: int, column: int) -> tuple[int, int]:
        """The next character from there on that is no blank."""
        while number < len(self.lines):
            line = self.lines[number]
            while column < len(line):
                if not line[column].isspace():
                    return number, column
                column += 1
            number, column = number + 1, 0
        return number, column

    def may_be_one_number(self, first: Scalar, second: Scalar) -> bool:
        """Whether two items of a list look like 10,486: a comma without a blank, then a group of three digits."""
        before = self._char(second.place.line - 1, second.place.column - 2)
        groups = _ENDS_IN_DIGITS.fullmatch(first.text) and _THREE_DIGITS.match(second.text)
        return before == "," and groups is not None and not first.quoted and not second.quoted

    def has_colon(self, key: str, place: Place) -> bool:
        """Whether a key is written as one: with a colon behind it."""
        rest = self.lines[place.line - 1][place.column - 1 :] if place.line <= len(self.lines) else ""
        return rest.lstrip("'\"")[len(key) :].lstrip("'\" ").startswith(":")

    def comment_cuts(self, scalar: Scalar) -> bool:
        """Whether ` #` follows a plain scalar on its line, which YAML takes for a comment and cuts off."""
        if scalar.quoted or scalar.block or scalar.place.line > len(self.lines):
            return False
        line = self.lines[scalar.place.line - 1]
        if "#" not in line:
            return False  # as nearly always
        rest = line[scalar.place.column - 1 :]
        return rest.startswith(scalar.text) and re.match(r" +#\S", rest[len(scalar.text) :]) is not None

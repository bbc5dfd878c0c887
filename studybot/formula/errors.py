"""The one family of exceptions, with a code and a place, that every room raises and only `cli/` turns into words."""

from __future__ import annotations

from typing import NamedTuple


class Place(NamedTuple):
    """A position in a file. Line and column count from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class StudybotError(Exception):
    """Anything that studybot can foresee going wrong.

    `code` names the kind of fault for scripts and tests (`formula.bracket`), `message` is one sentence for a person
    (what is wrong), `hint` one more (what would be right), `place` where it is.
    """

    def __init__(self, code: str, message: str, *, hint: str | None = None, place: Place | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint
        self.place = place

    def sentence(self) -> str:
        """Place, message and hint on one line."""
        where = f"{self.place}: " if self.place else ""
        hint = f" ({self.hint})" if self.hint else ""
        return f"{where}{self.message}{hint}"


class FormulaError(StudybotError):
    """A text that cannot be read as mathematics; `start` and `end` delimit what is at fault (0-based, half open)."""

    def __init__(self, code: str, message: str, text: str, start: int, end: int, *, hint: str | None = None) -> None:
        super().__init__(code, message, hint=hint)
        self.text = text
        self.start = max(0, min(start, len(text)))
        self.end = max(self.start + 1, min(end, len(text) or 1))

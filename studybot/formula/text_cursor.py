"""A place in what a student typed, and the tokens that were made of it so far."""

from __future__ import annotations

from studybot.formula.cursor import MAX_DEPTH
from studybot.formula.errors import FormulaError
from studybot.formula.spelling import SUBSCRIPTS, Spellings
from studybot.formula.tokens import LOOKALIKES, Kind, Token, unreadable


class TextCursor:
    """Walks over a text from left to right and makes tokens of it.

    `source` is the text with one character for each way to write it, at the same places. With `matrices`, square
    brackets hold lists, and there is something to transpose.
    """

    def __init__(self, text: str, source: str, spellings: Spellings, matrices: bool) -> None:
        self.text = text
        self.source = source
        self.spellings = spellings
        self.matrices = matrices
        self.made: list[Token] = []
        self.place = 0
        self.spaced = False
        self.depth = 0

    def part(self) -> None:
        """Reads one word, number, sign or command with its arguments."""
        raise NotImplementedError

    def until(self, end: int) -> None:
        """Reads on to a place."""
        self.deeper()
        while self.place < end:
            self.part()
        self.depth -= 1

    def deeper(self) -> None:
        """To be called on the way into braces or an argument."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            message = f"more than {MAX_DEPTH} levels of brackets and signs cannot be read"
            raise self.fail("deep", message, self.place, self.place + 1)

    def put(self, kind: Kind, text: str, start: int, end: int) -> None:
        self.made.append(Token(kind, text, start, end, self.spaced))
        self.spaced = False

    def signs(self, signs: str, start: int, end: int) -> None:
        for sign in signs:
            self.put("op", sign, start, end)

    def after_operand(self) -> bool:
        """Whether what was read last is something that can be multiplied or raised."""
        last = self.made[-1] if self.made else None
        return last is not None and (last.kind in ("name", "number", "fraction", "superscript") or last.text in ")]|!%")

    def fail(self, code: str, message: str, start: int, end: int, hint: str | None = None) -> FormulaError:
        return FormulaError(f"formula.{code}", message, self.text, start, end, hint=hint)

    def strange(self, place: int) -> FormulaError:
        """The fault of a character that is not read, with the letter that it looks like where that is a name."""
        char = self.source[place]
        if char in LOOKALIKES and (near := self.spellings.near(LOOKALIKES[char])) is not None:
            return self.fail(
                "character", f"unknown letter {char} (Cyrillic)", place, place + 1, f"did you mean {near}?"
            )
        if char in SUBSCRIPTS or char == "_":
            return self.fail("character", "an index has no letter before it", place, place + 1)
        return unreadable(self.text, place)

"""Numbers as people write them: `1.98×10^15`, `2 x 10^5`, `3.7 million`, `175B`, `1½`."""

from __future__ import annotations

import math
from collections.abc import Mapping

from studybot.formula.errors import FormulaError
from studybot.formula.grammar import MULTIPLIER_LETTERS, SPELLED_OUT, Grammar, multiplier_word
from studybot.formula.tokens import Token, out_of_range
from studybot.formula.tree import Binary, Node, Number
from studybot.formula.unit_parser import UnitParser
from studybot.formula.units import MONEY, NO_DIMENSION, NO_UNIT


class LiteralParser(UnitParser):
    """Reads numbers at the cursor, with all that scales them."""

    def __init__(self, text: str, grammar: Grammar) -> None:
        super().__init__(text, grammar)
        if self.units is not None and ("x" in text or "X" in text):
            self.read_x_as_times()

    def read_x_as_times(self) -> None:
        """`2 x 10^5`: between two numbers the letter is a cross, unless it is a name that may stand there."""
        for at in range(1, len(self.tokens) - 1):
            before, token, after = self.tokens[at - 1 : at + 2]
            if token.kind != "name" or token.text not in ("x", "X") or token.text in (self.grammar.names or ()):
                continue
            ends = before.kind in ("number", "fraction", "name", "superscript") or before.text in (")", "%", "$", "!")
            begins = after.kind in ("number", "fraction") or after.text in ("(", "$", "-", "√")
            if not ends or not begins:
                continue
            if before.text == "0" and before.end == token.start and token.end == after.start:
                raise self.fail("hexadecimal", "numbers are written in decimal digits here", token)
            self.tokens[at] = Token("op", "×", token.start, token.end, token.spaced)

    def fraction(self) -> Node:
        """`½`."""
        token = self.advance()
        above, below = (
            Number(float(digits), digits, start=token.start, end=token.end) for digits in token.text.split("/")
        )
        return Binary("/", above, below, start=token.start, end=token.end)

    def scaled(self, number: Number, letters: Mapping[str, int] | None = None) -> Node:
        """A literal with its power of ten or its `million`, as one number: `1.98×10^15`, `3.7 million`, `1½`.

        `letters` may stand for thousands and millions here; None where the expected unit decides.
        """
        exponent, end = 0, number.end
        if self.token.kind == "fraction" and number.text.isdigit():
            part = self.fraction()
            return self.times_word(Binary("+", number, part, start=number.start, end=part.end))
        if self.is_op("×", "·") and self.peek().text == "10" and "e" not in number.text:
            written = self.peek(2)
            if written.kind == "superscript":
                exponent, end = int(written.text), written.end
                self.at += 3
            elif written.text == "^":
                sign = self.peek(3).text if self.peek(3).text in ("-", "+") else ""
                digits, after = self.peek(3 + len(sign)), self.peek(4 + len(sign))
                if digits.kind == "number" and digits.text.isdigit() and after.text not in ("^", "!"):
                    exponent, end = int(f"{sign}{digits.text}"), digits.end
                    self.at += 4 + len(sign)
            elif written.text == "-" and written.start == self.peek().end and self.peek(3).start == written.end:
                # What is copied from a PDF loses the raised position: 1.0 × 10−5 may have been 1.0 × 10⁻⁵.
                message = "this may be a power of ten or a difference"
                hint = f"write 10^-{self.peek(3).text}, or leave spaces around the minus sign"
                raise FormulaError("formula.lost-power", message, self.text, number.start, self.peek(3).end, hint=hint)
        if (zeros := self.multiplier(letters)) is not None:
            exponent, end = exponent + zeros, self.advance().end
            while (more := SPELLED_OUT.get(self.token.text)) is not None:  # 5 hundred thousand
                exponent, end = exponent + more, self.advance().end
        if not exponent:
            return number
        mantissa, _, before = number.text.partition("e")
        text = f"{mantissa}e{int(before or 0) + exponent}"
        value = float(text) if abs(exponent) < 1000 else math.copysign(math.inf, exponent)
        if math.isinf(value) or (value == 0 and number.value != 0):
            raise out_of_range(self.text, number.start, end, large=value == math.inf)
        return Number(value, text, start=number.start, end=end)

    def times_word(self, node: Node) -> Node:
        """A fraction with the `million` that may follow it."""
        token = self.token
        zeros = multiplier_word(token.text) if token.kind == "name" and self.units is not None else None
        if zeros is None:
            return node
        self.advance()
        large = Number(10.0**zeros, f"1e{zeros}", start=token.start, end=token.end)
        return Binary("*", node, large, start=node.start, end=token.end)

    def multiplier(self, letters: Mapping[str, int] | None) -> int | None:
        """The power of ten that the next word stands for, if it is one (`million`, the B of `7B`)."""
        token = self.token
        if token.kind != "name" or self.units is None:
            return None
        if (zeros := multiplier_word(token.text)) is not None:
            return zeros
        if letters is not None:
            return letters.get(token.text)
        zeros = MULTIPLIER_LETTERS.get(token.text)
        if zeros is None:
            return None
        following = self.peek()
        counted = self.units.get(following.text) if following.kind == "name" else None
        if self.grammar.letters:
            return zeros
        if counted is not None and (counted.dimension in (NO_DIMENSION, MONEY) or not token.spaced):
            return zeros
        expected = self.grammar.expects
        if expected is None:
            return None if self.units.get(token.text) else zeros
        if expected == NO_UNIT and token.text in self.grammar.foreign:
            return None
        return None if expected.is_measure else zeros

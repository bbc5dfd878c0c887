"""A place in a list of tokens, and the faults that are found there."""

from __future__ import annotations

from studybot.formula.errors import FormulaError
from studybot.formula.grammar import Grammar
from studybot.formula.safely import shown_safely
from studybot.formula.tokens import Token, tokenize

# Deeper than any formula in use (the deepest in our banks has 9 levels), shallow enough for Python's own stack.
MAX_DEPTH = 60


class Cursor:
    """Walks over the tokens of a text from left to right."""

    def __init__(self, text: str, grammar: Grammar) -> None:
        self.text = text
        self.grammar = grammar
        if grammar.reader is not None:
            self.tokens = grammar.reader(text)
        else:
            known = None if grammar.names is None else grammar.knows
            self.tokens = tokenize(text, grouping=grammar.grouping, known=known)
        self.at = 0
        self.depth = 0

    @property
    def token(self) -> Token:
        return self.tokens[self.at]

    def at_end(self) -> bool:
        return self.tokens[self.at].kind == "end"

    def peek(self, ahead: int = 1) -> Token:
        return self.tokens[min(self.at + ahead, len(self.tokens) - 1)]

    def advance(self) -> Token:
        token = self.tokens[self.at]
        self.at += 1
        return token

    def is_op(self, *texts: str) -> bool:
        token = self.tokens[self.at]
        return token.kind == "op" and token.text in texts

    def deeper(self) -> None:
        """To be called on the way into a bracket, an operand, an argument."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.fail("deep", f"more than {MAX_DEPTH} levels of brackets and signs cannot be read")

    def expect(self, closing: str, opening: Token) -> Token:
        if not self.is_op(closing):
            if self.token.kind == "end":
                raise self.fail("bracket", f"this bracket is never closed: {closing} is missing", opening)
            message = f"{shown_safely(self.token.text)} stands where {closing} should close the bracket"
            raise self.fail("bracket", message)
        return self.advance()

    def fail(self, code: str, message: str, token: Token | None = None, hint: str | None = None) -> FormulaError:
        token = token or self.token
        return FormulaError(f"formula.{code}", message, self.text, token.start, token.end, hint=hint)

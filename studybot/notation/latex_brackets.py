"""What LaTeX closes with something of its own: brackets, `\\left` and `\\right`, environments."""

from __future__ import annotations

from abc import ABC, abstractmethod

from studybot.notation.latex_commands import BARS, BRACKETS, CLOSED_BY, FORMS, MATRICES
from studybot.notation.latex_tokens import LatexCursor, LatexToken
from studybot.notation.tree import Cases, Fenced, Matrix, Node, Row

# A value, and when it is that.
_MOST_IN_A_CASE = 2


class BracketReader(LatexCursor, ABC):
    """Reads brackets and environments around rows."""

    @abstractmethod
    def row(self) -> Node:
        """Everything up to what closes it, which is left to the caller."""

    def close_brace(self, opening: LatexToken) -> None:
        if (closing := self.closing()) is not None:
            raise self.fail("bracket", f"this {closing} closes nothing")
        if self.token.kind != "close":
            raise self.fail("bracket", "this brace is never closed: } is missing", opening)
        self.advance()

    def fenced(self, opening: str, token: LatexToken) -> Fenced:
        """What follows an opening bracket, up to the one that closes it."""
        body = self.row()
        closing = self.closing()
        if closing is None or closing not in CLOSED_BY[opening]:
            shown = self.text[token.start : token.end]
            raise self.fail("bracket", f"this {shown} is never closed: {CLOSED_BY[opening][0]} is missing", token)
        self.advance()
        return Fenced(opening, body, closing)

    def left(self, token: LatexToken) -> Fenced:
        """What follows `\\left`, up to its `\\right` with the sign of that."""
        opening = self.delimiter(token)
        body = self.row()
        if not (self.token.kind == "command" and self.token.text == "right"):
            raise self.fail("bracket", "this \\left has no \\right", token)
        return Fenced(opening, body, self.delimiter(self.advance()))

    def delimiter(self, command: LatexToken) -> str:
        token = self.token
        if token.kind == "sign" and token.text in "()[]|.":
            self.advance()
            return "" if token.text == "." else token.text
        if token.kind == "command" and (sign := BRACKETS.get(token.text) or BARS.get(token.text)):
            self.advance()
            return sign
        raise self.fail("bracket", f"\\{command.text} needs a bracket after it", command)

    def environment(self, command: LatexToken) -> Node:
        """What follows the `\\begin` that has been read, up to its end."""
        name = self.advance().text
        if name not in MATRICES and name != "cases":
            raise self.fail("unknown", f"\\begin{{{name}}} is not known", command, FORMS["begin"])
        rows = self.cells(command, name)
        if name == "cases":
            if any(len(row) > _MOST_IN_A_CASE for row in rows):
                raise self.fail("unknown", "a case is a value & when it is that, no more", command, FORMS["cases"])
            return Cases(tuple(map(tuple, rows)))
        if len({len(entries) for entries in rows}) > 1:
            raise self.fail("incomplete", "the rows of this matrix have unequal lengths", command)
        return Matrix(tuple(map(tuple, rows)), vector=len(rows[0]) == 1, fence=MATRICES[name])

    def cells(self, command: LatexToken, name: str) -> list[list[Node]]:
        """The rows of an environment, none of them empty and nothing empty in them, and its end."""
        rows: list[list[Node]] = [[]]
        while True:
            start = self.token
            entry = self.row()
            closing = self.token
            if entry == Row(()):
                raise self.fail("empty", "an entry is missing here", start)
            rows[-1].append(entry)
            if closing.text not in ("&", "\\", "end"):
                raise self.fail("bracket", f"this \\begin{{{name}}} has no \\end{{{name}}}", command)
            self.advance()
            if closing.text == "\\" and self.token.text == "end":  # the last row may be closed too
                closing = self.advance()
            if closing.text == "end":
                break
            if closing.text == "\\":
                rows.append([])
        ending = self.advance()
        if ending.text != name:
            raise self.fail("bracket", f"\\begin{{{name}}} is closed by \\end{{{name}}}", ending)
        return rows

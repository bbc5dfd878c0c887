"""What the printers that write mathematics in one line share: spaces, and the brackets that a line needs."""

from __future__ import annotations

import re
from abc import abstractmethod
from dataclasses import replace
from typing import ClassVar

from studybot.notation.levels import Level, level
from studybot.notation.line_quantities import QuantityPrinter
from studybot.notation.tree import (
    DOT,
    TIMES,
    Accent,
    Brace,
    Call,
    Cases,
    Fenced,
    Fraction,
    Matrix,
    Node,
    Number,
    Operator,
    Quantity,
    Root,
    Row,
    Script,
    Space,
    Symbol,
    Text,
    Unit,
    primes_of,
    ranges,
    separates,
)

# What the formula reader joins with the number before it: 2 × 10³ is one number.
_POWER_OF_TEN = re.compile("10[⁻⁰¹²³⁴-⁹]")
# In other brackets stand lists, and a comma inside a number would make two of one.
_NO_LIST = ("(", "|", "", "⌈", "⌊")


class LinePrinter(QuantityPrinter):
    """Prints a tree in one line. A target says how its signs, numbers and scripts are spelled.

    `grouped` says whether commas may separate thousands at that place: among a function's arguments, and in scripts,
    they may not.
    """

    root_is_sign: ClassVar[bool]  # √(x), whose power could be taken for one of x
    spells_letters: ClassVar[bool]  # alpha in place of α, so that only single letters may touch

    def print(self, node: Node, grouped: bool = True) -> str:
        """The node in one line; whoever puts it beside something else decides on brackets."""
        match node:
            case Row(items):
                return self.row(items, grouped)
            case Symbol(text):
                return self.glyph(text)
            case Text(text):
                return text
            case Number() as number:
                return self.number(number, grouped)
            case Quantity() as quantity:
                return self.quantity(quantity, grouped)
            case Matrix() as matrix:
                return self.matrix(matrix)
            case Unit() as unit:
                return self.unit(unit)
            case Operator(text):
                return self.signs.get(text, text)
            case Space(wide):
                return "  " if wide else " "
            case Fraction(above, below):
                return self.fraction(above, below, grouped)
            case Root(radicand, index):
                return self.root(radicand, index)
            case Script() as script:
                return self.script(script)
            case Fenced(opening, body, closing):
                return self.fenced(opening, body, closing, grouped)
            case Call(function, arguments):
                return self.call(function, [self.print(argument, False) for argument in arguments])
            case Accent(mark, base):
                return self.accent(mark, base)
            case Brace() as brace:
                return self.brace(brace)
            case Cases(rows):
                return self.cases(rows)
        raise TypeError(f"not notation: {node!r}")

    # -- what each target spells in its own way

    @abstractmethod
    def glyph(self, text: str) -> str:
        """A symbol."""

    @abstractmethod
    def root(self, radicand: Node, index: Node | None) -> str:
        """A root."""

    # Both are given what was printed already: printing anew on every level takes 2^n times as long for n powers. A
    # target without such characters leaves them as they are here.

    def lowered(self, _printed: str) -> str:
        """A printed index in characters below the line, or nothing where they do not exist."""
        return ""

    def raised(self, _printed: str) -> str:
        """A printed power in characters above the line, or nothing where they do not exist."""
        return ""

    @abstractmethod
    def call(self, function: str, arguments: list[str]) -> str:
        """A function of printed arguments."""

    @abstractmethod
    def accent(self, mark: str, base: Node) -> str:
        """Something with a mark on it."""

    # -- what has one form in every line

    def matrix(self, matrix: Matrix) -> str:
        """As it is typed: `[[1, 2], [3, 4]]`, a vector as `[1, 2]`; a determinant in bars."""
        if matrix.fence in ("|", "‖"):
            return self.fenced(matrix.fence, replace(matrix, fence="["), matrix.fence, False)
        rows = [", ".join(self.print(entry, False) for entry in row) for row in matrix.rows]
        return f"[{', '.join(rows if matrix.vector else [f'[{entries}]' for entries in rows])}]"

    def brace(self, brace: Brace) -> str:
        """What has a brace, and after a colon what the brace says: `(W_Q^T W_K: rank k)`."""
        body = self.print(brace.body, False)
        return self.enclosed("(", body if brace.note is None else f"{body}: {self.print(brace.note, False)}", ")")

    def cases(self, rows: tuple[tuple[Node, ...], ...]) -> str:
        """`{0 if x < 0; x otherwise}`."""
        return f"{{{'; '.join(' '.join(self.print(cell, False).strip() for cell in row) for row in rows)}}}"

    # -- what a line needs brackets for

    def fraction(self, above: Node, below: Node, grouped: bool) -> str:
        top = self.print(above, grouped)
        if level(above) <= Level.SUM or isinstance(above, Fraction):
            top = self.enclosed("(", top, ")")
            wide = False
        else:
            wide = " " in top
        bottom = self.print(below, grouped)
        if self.needs_brackets_below(below, bottom):
            bottom = self.enclosed("(", bottom, ")")
        else:
            wide = wide or " " in bottom
        return f"{top} / {bottom}" if wide else f"{top}/{bottom}"

    def needs_brackets_below(self, node: Node, printed: str) -> bool:
        """Whether something must be bracketed to be divided by as a whole."""
        match node:
            case Quantity():
                # `2 TB / 100 GB` reads well as it is, 4.8 TB/s and 2 × 10⁹ B do not.
                return "/" in printed or " per " in printed or self.needs_brackets_below(node.number, printed)
            case Number():
                return node.negative or bool(node.word) or any(sign in printed for sign in "×·*")
            case Row((Symbol("d" | "∂"), Symbol() | Script())):
                return False  # dL/dN
        return level(node) <= Level.PRODUCT

    def fenced(self, opening: str, body: Node, closing: str, grouped: bool) -> str:
        text = self.print(body, grouped and opening in _NO_LIST)
        if "" in (opening, closing) and level(body) < Level.ATOM:
            text = self.enclosed("(", text, ")")  # (a + b)|_(x = 0)
        return self.enclosed(opening, text, closing)

    def enclosed(self, opening: str, text: str, closing: str) -> str:
        """What is printed already, in brackets."""
        return f"{opening}{text}{closing}"

    def script(self, script: Script) -> str:
        base = script.base
        text = self.print(base, False)
        if self.needs_brackets_as_base(base, text):
            text = self.enclosed("(", text, ")")
        below = self.below_line(script.sub) if script.sub is not None else ""
        sup = script.sup
        if sup is None:
            return text + below
        # A prime stands close to its letter, before everything else.
        primes, sup = primes_of(sup)
        text += self.glyph(primes) + below if primes else below
        # After an index that stands in the line, a power above the line would seem to be the index's.
        return text if sup is None else text + self.above_line(sup, raised=not below.startswith("_"))

    def below_line(self, node: Node) -> str:
        """An index, with the sign for it."""
        inside = self.print(node, False)
        # A word above or below the line is hard to read; N_opt is not.
        if not isinstance(node, Text) and (lowered := self.lowered(inside)):
            return lowered
        # Indices without signs between them need no brackets: G_ij, W_O1.
        if isinstance(node, Row) and all(isinstance(item, Symbol | Number) for item in node.items):
            inside = inside.replace(" ", "")
        return f"_{inside}" if inside.replace("_", "").isalnum() else f"_({inside})"

    def above_line(self, node: Node, *, raised: bool) -> str:
        """A power, with the sign for it, in characters above the line if `raised` allows and they exist."""
        inside = self.print(node, False)
        if raised and not isinstance(node, Text) and (above := self.raised(inside)):
            return above
        match node:
            case Symbol():
                alone = True
            case Text() | Number():
                alone = inside.replace(".", "").replace("_", "").isalnum()
            case _:
                alone = isinstance(node, Script) and level(node) == Level.ATOM
        return f"^{inside}" if alone else f"^({inside})"

    def needs_brackets_as_base(self, base: Node, printed: str) -> bool:
        match base:
            case Operator():
                return False
            case Text():
                return " " in printed and not printed.startswith("arg ")
            case Root():
                return self.root_is_sign
        return level(base) < Level.ATOM

    # -- rows

    def row(self, items: tuple[Node, ...], grouped: bool) -> str:
        grouped = grouped and not separates(items)
        line = ""
        before: Node | None = None  # the operand that the next one would be multiplied with, and how it is printed
        printed = ""
        for place, item in enumerate(items):
            if isinstance(item, Operator):
                if item.kind == "large" and before is not None:
                    line = _joined(line, " ")
                line = _joined(line, self.operator(item))
                before = None
                continue
            if isinstance(item, Space):
                line = _joined(line, "  " if item.wide else " ")
                continue
            text = self.print(item, grouped)
            apart = before is not None and self.needs_space(before, item, printed, text)
            if isinstance(item, Fraction) and self.is_squeezed(items, place, text):
                text = self.enclosed("(", text, ")")
                apart = before is not None  # x(a/b) would be a function
            elif self.is_misread(items, place, text):
                text = self.enclosed("(", text, ")")
            if apart and line[-1:] != " ":
                line += " "
            line = _joined(line, text)
            before, printed = item, text
            if ranges(item):
                line = _joined(line, " ")  # ∑ over j, then what is summed
                before = None
        return line.strip(" ")

    def operator(self, operator: Operator) -> str:
        text = self.signs.get(operator.text, operator.text)
        match operator.kind:
            case "binary" | "relation" | "logic":
                return f" {text} "
            case "punctuation" | "large":
                return f"{text} "
            case "prefix":
                return f"{text} " if text == "not" else text
        return text

    def is_squeezed(self, items: tuple[Node, ...], place: int, text: str) -> bool:
        """Whether a fraction in a row stands so close to its neighbours that it would be read wrongly."""
        before = _neighbour(items, place, -1)
        after = _neighbour(items, place, 1)
        if isinstance(before, Operator):
            if before.text == "/":
                return True
        elif before is not None and not ranges(before):
            return True
        if isinstance(after, Operator):
            product = after.kind == "binary" and after.text in ("·", "×")
            return after.kind == "postfix" or after.text == "/" or (product and " / " in text)
        return after is not None

    def is_misread(self, items: tuple[Node, ...], place: int, text: str) -> bool:
        """Whether the sign after a root, a quotient or a power would be taken for a part of it.

        In `√(x)!` it is x that seems to have the factorial, in `a/2 × 10³` the 2 to have the power of ten.
        """
        item = items[place]
        after = _neighbour(items, place, 1)
        if isinstance(item, Root):
            return self.root_is_sign and isinstance(after, Operator) and after.kind == "postfix"
        if not isinstance(item, Fraction | Script) or not text[-1:].isdecimal() or after not in (TIMES, DOT):
            return False
        if len(items) < place + 3:
            return False
        leading = _leading(items[place + 2])
        return leading is not None and _POWER_OF_TEN.match(self.print(leading, False)) is not None

    def needs_space(self, left: Node, right: Node, before: str, after: str) -> bool:
        """Whether two operands without a sign between them would run into each other."""
        if isinstance(right, Unit | Quantity) or ranges(right):
            return True
        # log_(a + 1) x, but f_(a + 1)(x)
        if isinstance(left, Script) and isinstance(left.base, Text) and not isinstance(right, Fenced):
            return True
        if not (_is_word(before[-1:]) and _is_word(after[:1])):
            return False
        if isinstance(left, Text) or isinstance(right, Text | Number):
            return True
        if self.spells_letters:
            return not len(before) == len(after) == 1
        return "_" in before or "^" in before


def _leading(node: Node) -> Node | None:
    """The number that a printed node begins with, with its power if it has one, or None for anything else."""
    while True:
        match node:
            case Number() | Script(Number()):
                return node
            case Fraction(first) | Quantity(first) | Script(first) | Row((first, *_)):
                node = first
            case _:
                return None


def _joined(line: str, piece: str) -> str:
    """A line and what comes next, without the second of two spaces that meet."""
    return line + piece.lstrip(" ") if line[-1:] == " " and piece[:1] == " " else line + piece


def _is_word(char: str) -> bool:
    return char.isalnum() or (char != "" and char in "_⋯…∞∂")


def _neighbour(items: tuple[Node, ...], place: int, step: int) -> Node | None:
    place += step
    while 0 <= place < len(items) and isinstance(items[place], Space):
        if isinstance(items[place], Space) and items[place] == Space(wide=True):
            return None
        place += step
    return items[place] if 0 <= place < len(items) else None

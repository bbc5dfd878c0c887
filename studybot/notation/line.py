"""What the printers that write mathematics in one line share: spaces, and the brackets that a line needs."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import ClassVar

from studybot.notation.tree import (
    PRIME,
    Accent,
    Call,
    Fenced,
    Fraction,
    Level,
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
    level,
)


class LinePrinter(ABC):
    """Prints a tree in one line. A target says how its signs, numbers and scripts are spelled.

    `grouped` says whether commas may separate thousands at that place: among a function's arguments, and in scripts,
    they may not.
    """

    signs: ClassVar[dict[str, str]]  # how an operator is spelled, if not as in the tree
    minus: ClassVar[str]

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
        raise TypeError(f"not notation: {node!r}")

    # -- what each target spells in its own way

    @abstractmethod
    def glyph(self, text: str) -> str:
        """A symbol."""

    @abstractmethod
    def scientific(self, digits: str, power: int) -> str:
        """Digits times a power of ten that is not zero."""

    @abstractmethod
    def unit_power(self, name: str, power: str) -> str:
        """A unit to a power."""

    @abstractmethod
    def root(self, radicand: Node, index: Node | None) -> str:
        """A root."""

    @abstractmethod
    def sub(self, node: Node) -> str:
        """An index below."""

    @abstractmethod
    def sup(self, node: Node, after_sub: bool) -> str:
        """A power; `after_sub` says that an index stands before it that is not printed below the line."""

    @abstractmethod
    def call(self, function: str, arguments: list[str]) -> str:
        """A function of printed arguments."""

    @abstractmethod
    def accent(self, mark: str, base: Node) -> str:
        """Something with a hat, a bar or a tilde."""

    @abstractmethod
    def touches(self, left: Node, right: Node) -> bool:
        """Whether a letter or digit that ends `left` may touch one that begins `right` (`AB`, `dL`)."""

    # -- numbers and units

    def number(self, number: Number, grouped: bool) -> str:
        text = thousands(number.digits) if grouped else number.digits
        if number.word:
            text = f"{text} {number.word}"
        elif number.power:
            text = self.scientific(text, number.power)
        return f"{self.minus}{text}" if number.negative else text

    def quantity(self, quantity: Quantity, grouped: bool) -> str:
        number = self.print(quantity.number, grouped)
        if quantity.currency:
            signed = number.startswith(self.minus)
            number = f"{self.minus if signed else ''}{quantity.currency}{number[signed:]}"
        if not quantity.unit.factors:
            return number
        if any(power > 0 for _, power in quantity.unit.factors):
            return f"{number} {self.unit(quantity.unit)}"
        if quantity.currency:
            return number + self.below(quantity.unit)
        return f"{number} per {self.below(quantity.unit)[1:]}"

    def unit(self, unit: Unit) -> str:
        """`kg·m/s²`; `1/s` where nothing stands above the line."""
        product = self.signs.get("·", "·")
        above = product.join(self.to_power(name, power) for name, power in unit.factors if power > 0)
        return (above or "1") + self.below(unit)

    def below(self, unit: Unit) -> str:
        return "".join(f"/{self.to_power(name, -power)}" for name, power in unit.factors if power < 0)

    def to_power(self, name: str, power: object) -> str:
        return name if power == 1 else self.unit_power(name, str(power))

    # -- what a line needs brackets for

    def fraction(self, above: Node, below: Node, grouped: bool) -> str:
        top = self.print(above, grouped)
        if level(above) <= Level.SUM or isinstance(above, Fraction):
            top = f"({top})"
            wide = False
        else:
            wide = " " in top
        bottom = self.print(below, grouped)
        if self.needs_brackets_below(below, bottom):
            bottom = f"({bottom})"
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
        return level(node) <= Level.PRODUCT

    def fenced(self, opening: str, body: Node, closing: str, grouped: bool) -> str:
        # In square and curly brackets stand lists, and a comma inside a number would make two of one.
        return f"{opening}{self.print(body, grouped and opening in ('(', '|'))}{closing}"

    def script(self, script: Script) -> str:
        base = script.base
        text = self.print(base, False)
        if not isinstance(base, Operator) and (level(base) < Level.ATOM or (isinstance(base, Text) and " " in text)):
            text = f"({text})"
        sub = self.sub(script.sub) if script.sub is not None else ""
        sup = script.sup
        if sup is None:
            return text + sub
        # A prime stands close to its letter, before everything else.
        primes = ""
        if isinstance(sup, Symbol) and sup.text[0] == PRIME:
            return text + self.glyph(sup.text) + sub
        if isinstance(sup, Row) and sup.items and isinstance(sup.items[0], Symbol) and sup.items[0].text[0] == PRIME:
            primes = self.glyph(sup.items[0].text)
            rest = sup.items[1:]
            sup = rest[0] if len(rest) == 1 else Row(rest)
        return text + primes + sub + self.sup(sup, sub.startswith("_"))

    # -- rows

    def row(self, items: tuple[Node, ...], grouped: bool) -> str:
        pieces: list[str] = []
        before: Node | None = None  # the operand that the next one would be multiplied with
        for place, item in enumerate(items):
            if isinstance(item, Operator):
                pieces.append(self.operator(item))
                before = item if item.kind == "postfix" else None
                continue
            if isinstance(item, Space):
                pieces.append("  " if item.wide else " ")
                continue
            text = self.print(item, grouped)
            if isinstance(item, Fraction) and self.is_squeezed(items, place, text):
                text = f"({text})"
            elif isinstance(item, Row) and len(items) > 1 and _is_looser(item, items):
                text = f"({text})"
            if before is not None and self.needs_space(before, item, pieces[-1], text):
                text = f" {text}"
            pieces.append(text)
            if isinstance(item, Script) and isinstance(item.base, Operator):
                pieces.append(" ")  # ∑ over j, then what is summed
                before = None
            else:
                before = item
        return _tidy("".join(pieces))

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
        elif before is not None and not (isinstance(before, Script) and isinstance(before.base, Operator)):
            return True
        if isinstance(after, Operator):
            product = after.kind == "binary" and after.text in ("·", "×")
            return after.kind == "postfix" or after.text == "/" or (product and " / " in text)
        return after is not None

    def needs_space(self, left: Node, right: Node, before: str, after: str) -> bool:
        """Whether two operands without a sign between them would run into each other."""
        if not before or before[-1] == " " or not after or after[0] == " ":
            return False
        if isinstance(left, Text) or isinstance(right, Text):
            return _is_word(before[-1]) and _is_word(after[0])
        if isinstance(right, Unit | Quantity):
            return True
        return _is_word(before[-1]) and _is_word(after[0]) and not self.touches(left, right)


def thousands(digits: str) -> str:
    """Commas after every third digit of the whole part, from five digits on: 12,288, but 4096."""
    whole, point, decimals = digits.partition(".")
    return f"{int(whole):,}{point}{decimals}" if len(whole) > 4 and whole.isdigit() else digits


def _is_word(char: str) -> bool:
    return char.isalnum() or char in "_⋯…∞∂"


def _neighbour(items: tuple[Node, ...], place: int, step: int) -> Node | None:
    place += step
    while 0 <= place < len(items) and isinstance(items[place], Space):
        if isinstance(items[place], Space) and items[place] == Space(wide=True):
            return None
        place += step
    return items[place] if 0 <= place < len(items) else None


def _is_looser(part: Row, items: tuple[Node, ...]) -> bool:
    """Whether a group inside a row would fall apart there, as the braces of `2{a+b}` are not printed."""
    return level(part) < min(level(Row(tuple(item for item in items if item is not part))), Level.RELATION)


def _tidy(text: str) -> str:
    """Text without the doubled spaces that operators side by side leave."""
    if "  " not in text:
        return text.strip(" ")
    return " ".join(text.split(" ")).strip(" ") if "   " not in text else text.strip(" ")

"""Numbers and units in a line: digits in groups, powers of ten, prices, units above and below a slash."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import ClassVar

from studybot.notation.tree import Node, Number, Quantity, Unit


class QuantityPrinter(ABC):
    """Prints numbers and quantities. A target says how powers and signs are spelled."""

    signs: ClassVar[dict[str, str]]  # how an operator is spelled, if not as in the tree
    minus: ClassVar[str]

    @abstractmethod
    def print(self, node: Node, grouped: bool = True) -> str:
        """Any node in one line."""

    @abstractmethod
    def scientific(self, digits: str, power: int) -> str:
        """Digits times a power of ten that is not zero."""

    @abstractmethod
    def unit_power(self, name: str, power: str) -> str:
        """A unit to a power."""

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


def thousands(digits: str) -> str:
    """Commas after every third digit of the whole part, from five digits on: 12,288, but 4096."""
    whole, point, decimals = digits.partition(".")
    return f"{int(whole):,}{point}{decimals}" if len(whole) > 4 and whole.isdigit() else digits

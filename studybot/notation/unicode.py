"""The Unicode printer: one line for a terminal, with scripts as characters where every one of them exists."""

from __future__ import annotations

import re
from typing import ClassVar

from studybot.notation.line import LinePrinter
from studybot.notation.tree import BRACKETED, Node, Operator

# Only what common terminal fonts have and what is read at a glance: above the line a whole number or one of three
# letters. A sum up there (2¹⁺²) would also be read as another number if it was typed in an answer.
_ABOVE = str.maketrans("0123456789−niT", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻ⁿⁱᵀ")
_IS_RAISED = re.compile("−?[0-9]+|[niT]")
_BELOW = str.maketrans("0123456789+−=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")
_COMBINING = {
    "hat": "\u0302", "bar": "\u0304", "tilde": "\u0303", "vec": "\u20d7", "dot": "\u0307",
    "overline": "\u0305", "widehat": "\u0302",
}  # fmt: skip
_NAMES = {"log2": "log₂", "log10": "log₁₀"}


class UnicodePrinter(LinePrinter):
    """Prints in Unicode; what it cannot put above or below the line stands in it, after `^` or `_`."""

    signs: ClassVar[dict[str, str]] = {}
    minus = "−"
    root_is_sign = True
    spells_letters = False

    def glyph(self, text: str) -> str:
        return text

    def scientific(self, digits: str, power: int) -> str:
        exponent = str(power).replace("-", "−").translate(_ABOVE)
        return f"10{exponent}" if digits == "1" else f"{digits} × 10{exponent}"

    def unit_power(self, name: str, power: str) -> str:
        above = _above(power)
        return f"{name}{above}" if above else f"{name}^({power})"

    def root(self, radicand: Node, index: Node | None) -> str:
        inside = self.print(radicand, False)
        if index is None:
            return f"√{self.enclosed('(', inside, ')')}"
        power = self.print(index, False)
        above = _above(power)
        return f"{above}√({inside})" if above else f"root({power}, {inside})"

    def lowered(self, printed: str) -> str:
        text = printed.replace(" ", "")
        return text.translate(_BELOW) if all(ord(char) in _BELOW for char in text) else ""

    def raised(self, printed: str) -> str:
        return _above(printed)

    def call(self, function: str, arguments: list[str]) -> str:
        inside = ", ".join(arguments)
        if function in BRACKETED:
            opening, closing = BRACKETED[function]
            return self.enclosed(opening, inside, closing)
        return _NAMES.get(function, function) + self.enclosed("(", inside, ")")

    def accent(self, mark: str, base: Node) -> str:
        inside = self.print(base, False)
        return inside + _COMBINING[mark] if len(inside) == 1 else f"{mark}({inside})"


def _above(text: str) -> str:
    """The text in characters above the line, or nothing where it has none."""
    return text.translate(_ABOVE) if _IS_RAISED.fullmatch(text) else ""


_PRINTER = UnicodePrinter()


def to_unicode(node: Node) -> str:
    """Notation in one line of Unicode: `8.64 × 10¹⁹`, `C₀`, `N^α`, `(a + b)/c`."""
    return _PRINTER.operator(node).strip() if isinstance(node, Operator) else _PRINTER.print(node)

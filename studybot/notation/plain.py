"""The ASCII printer: one line for screen readers and logs, close to what can be typed as a formula."""

from __future__ import annotations

from typing import ClassVar

from studybot.notation.letters import BLACKBOARD, CALLIGRAPHIC, GREEK_NAMES
from studybot.notation.line import LinePrinter
from studybot.notation.tree import PRIME, Node, Number, Operator

_GLYPHS = {
    **GREEK_NAMES,
    "ϑ": "theta", "ϖ": "pi", "ϱ": "rho", "ς": "sigma",
    **{glyph: letter for alphabet in (BLACKBOARD, CALLIGRAPHIC) for letter, glyph in alphabet.items()},
    "∞": "infinity", "∂": "partial", "∇": "nabla", "ℓ": "l", "…": "...", "⋯": "...", "⋮": "...", "⋱": "...", "−": "-",
}  # fmt: skip
_OPENING = {"⌈": "ceil(", "⌊": "floor(", "‖": "norm("}
_CLOSING = {"⌉": ")", "⌋": ")", "‖": ")"}


class _PlainPrinter(LinePrinter):
    signs: ClassVar[dict[str, str]] = {
        "−": "-", "×": "*", "·": "*", "±": "+/-", "≤": "<=", "≥": ">=", "≠": "!=", "≈": "~=", "∼": "~",
        "→": "->", "∈": "in", "∉": "not in", "⊂": "subset of", "∪": "U", "∩": "intersected with", "≪": "<<", "≫": ">>",
        "‖": "||", "∝": "proportional to", "⊥": "orthogonal to", "⊙": "odot", "⊗": "otimes", "⊕": "oplus",
        "∑": "sum", "∏": "prod", "∫": "integral", "∮": "contour integral",
    }  # fmt: skip
    minus = "-"
    root_is_sign = False
    spells_letters = True

    def glyph(self, text: str) -> str:
        if text[0] == PRIME:
            return "'" * len(text)
        return _GLYPHS.get(text, text)

    def scientific(self, digits: str, power: int) -> str:
        return f"{digits}e{power}"

    def unit_power(self, name: str, power: str) -> str:
        return f"{name}^{power}" if power.isdigit() else f"{name}^({power})"

    def root(self, radicand: Node, index: Node | None) -> str:
        inside = self.print(radicand, False)
        return f"sqrt({inside})" if index is None else f"root({self.print(index, False)}, {inside})"

    def fenced(self, opening: str, body: Node, closing: str, grouped: bool) -> str:
        return super().fenced(_OPENING.get(opening, opening), body, _CLOSING.get(closing, closing), grouped)

    def call(self, function: str, arguments: list[str]) -> str:
        return f"{function}({', '.join(arguments)})"

    def accent(self, mark: str, base: Node) -> str:
        return f"{mark}({self.print(base, False)})"

    def needs_brackets_below(self, node: Node, printed: str) -> bool:
        # 1e6 is one piece here.
        return super().needs_brackets_below(node, printed) and not (isinstance(node, Number) and printed[0].isdigit())

    def needs_brackets_as_base(self, base: Node, printed: str) -> bool:
        return super().needs_brackets_as_base(base, printed) and not (isinstance(base, Number) and printed.isalnum())


_PRINTER = _PlainPrinter()


def to_plain(node: Node) -> str:
    """Notation in one line of ASCII: `8.64e19`, `(a + b)/c`, `sqrt(x)`, `N^alpha`. Text keeps the letters it has."""
    return _PRINTER.operator(node).strip() if isinstance(node, Operator) else _PRINTER.print(node)

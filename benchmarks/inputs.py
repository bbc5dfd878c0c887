"""Random answers for fuzzing: what people type, mutated, and what nobody types."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

# The longest answer that is read; every limit holds up to here.
LENGTH = 500

_FOLDER = Path(__file__).parent.parent / "tests" / "conformance"


@dataclass(frozen=True, slots=True)
class Target:
    """What an answer is marked against: the arguments of `studybot.mark` beside the answer."""

    kind: str
    reference: str
    variables: Mapping[str, Any] = field(default_factory=dict)
    tolerance: Mapping[str, Any] = field(default_factory=lambda: {"rel": 1e-9})


_NAMES = {"x": [-2, 2], "y": [0.1, 9], "m": [1, 3], "n": {"int": [1, 5]}, "W_Q": [1, 2], "alpha": [1e-3, 1e3]}
_MATRICES = {
    "W_Q": {"shape": ["k", "n"]},
    "W_K": {"shape": ["k", "n"]},
    "W_O^1": {"shape": ["n", "k"]},
    "r": {"shape": ["n"]},
}
TARGETS = (
    Target("number", "42"),
    Target("number", "2.59e-12", tolerance={"sigfigs": 3}),
    Target("number", "0", tolerance={"abs": 0.5}),
    Target("quantity", "200 TB"),
    Target("quantity", "$10,486", tolerance={"abs": "$0.5"}),
    Target("quantity", "41.67 s", tolerance={"decimals": 2}),
    Target("quantity", "-300 m/s^2", tolerance={"rel": 0.05}),
    Target("expression", "x^2 + 3*y", variables=_NAMES),
    Target("expression", "sqrt(y)/10 + alpha*m^n*W_Q", variables=_NAMES),
    Target("expression", "exp(x)*sin(y) - 1e-9", variables=_NAMES, tolerance={"rel": 0.01}),
    Target("expression", "W_Q^T W_K", variables=_MATRICES),
    Target("expression", "(W_Q^T W_K + W_O^1*W_Q)*r/2", variables=_MATRICES),
    Target("matrix", "[[x+x, 2], [2, x*x]]", variables=_NAMES),
    Target("vector", "[1, -1, 1/3]"),
    Target("matrix", "[[1, 2], [3, 4]]"),
    Target("set", "{-1, 2, 3}"),
    Target("set", "[0, 9) U (11, 12]"),
    Target("positions", "50-71"),
    Target("positions", "1, 2, 3, 10..1000000000000"),
    Target("boolean", "true"),
)

# What means something to the reader, and what people and their clipboards put into answers.
_PIECES = (
    *"0123456789.,eE+-*/^()[]{}|!%$¢√×·≤≥≠<>=:;~≈ \t\n\r\\_'\"`&#@?°µ℃Å²³⁻¹⁰½⅓−–—…∞π∪∩∈∅∑∫ΩαΔ₁₂ᵀ\u202f\u200b\u00a0",
    *"xXyYmnkKMBTdhsIUTWabcrR",
    " per ", " of ", " and ", " or ", "not ", " to ", " x ", "million", "bn", "hundred ", "GB", "TiB", "FLOPs", "kWh",
    "petaflop/s-day", "US$", "CO2", "°C", "h 30", " 30 min", "tokens", "m/s^2", "1e", "e-", "e+308", "1e308", "1e-308",
    "*1.0000000001", "+1e-9", "/1.00000003", "-(1-1)", "*x/x", "(x-x)",
    "**", "..", "...", "10^", "×10^", "^-1", "^T", "^2", "'", "!!", "1,000", "1 000", "1/3", "1/2x", "0x1F", "1_000",
    "sqrt(", "log2(", "ln(", "exp(", "sin(", "max(1,", "round(", "abs(", "floor(", "factorial(", "arctan(", "pi", "(0)",
    "\\times ", "\\frac{", "\\dfrac{1}{2}", "}{", "\\sqrt{", "\\sqrt[3]{", "\\cdot ", "\\left(", "\\right)", "_{", "^{",
    "\\text{", "\\mathrm{", "\\begin{pmatrix}", "\\end{pmatrix}", " & ", "\\\\", "\\alpha", "\\pi", "\\boxed{", "$$",
    "W_Q", "W_Q^T", "W_{Q}", "alpha", "diag(", "I", "-I", "[[1,0],[0,1]]", "[1, 2]", "(1, 2, 3)", "{1, 2}", "∪[0,1)",
    "(-inf, 0]", "50-71", "50..71", "0-1000000000000000000", "{50, 51, ..., 71}", "none", "all", "empty",
    "true", "false", "yes", "T", "inf", "nan", "None", "True", "__class__", "__import__('os')", "lambda x:",
    "\x00", "\x1b[31m", "\x9b2J", "\ud800", "х", "٣", "Ⅷ", "𝟙", "ﬁ", "ß", "\u202e", "\U0001f600", "答", "é", "e\u0301",
)  # fmt: skip
_OPENING = (
    "(", "[", "{", "|", "-", "+", "√", "sqrt(", "sin(", "exp(", "((", "[[", "not ", "\\frac{", "^{", "2^(", "1/(", "x^",
    "(x+", "max(1,", "$", "-(", "diag(", "\\sqrt{", "~", "= ",
)  # fmt: skip
_CLOSING = {"(": ")", "[": "]", "{": "}", "|": "|"}


def _typed() -> tuple[str, ...]:
    lines = [
        line for name in ("answers", "hostile") for line in (_FOLDER / f"{name}.jsonl").read_text("utf-8").splitlines()
    ]
    rows = [json.loads(line) for line in lines]
    return tuple(row.get("answer", row.get("input"))[:LENGTH] for row in rows) + tuple(
        row["reference"] for row in rows if "reference" in row
    )


def agreed(*kinds: str) -> tuple[tuple[str, Target], ...]:
    """The agreed cases of some kinds whose answers can be read."""
    rows = map(json.loads, (_FOLDER / "answers.jsonl").read_text("utf-8").splitlines())
    return tuple(
        (row["answer"], Target(row["kind"], row["reference"], row["variables"], row["tolerance"]))
        for row in rows
        if row["kind"] in kinds and row["expected"] != "invalid"
    )


class Answers:
    """Random answers, the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.typed = _typed()
        self.ways: tuple[Callable[[], str], ...] = (
            self.attempt, self.attempt, self.soup, self.formula, self.formula, self.nested, self.strange, self.numeral,
        )  # fmt: skip

    def to(self, target: Target) -> str:
        """An answer: to this target as likely as to any."""
        if self.chance.random() < 0.3:
            return self.mutated(target.reference)
        return self.chance.choice(self.ways)()[:LENGTH]

    def attempt(self) -> str:
        """Something that was typed or built as an attack, with a few changes."""
        return self.mutated(self.chance.choice(self.typed))

    def mutated(self, text: str) -> str:
        """A text with a few changes."""
        chance = self.chance
        for _ in range(chance.choice((1, 1, 2, 3, 6))):
            here, there = sorted((chance.randint(0, len(text)), chance.randint(0, len(text))))
            match chance.randint(0, 7):
                case 0 | 1:
                    text = text[:here] + chance.choice(_PIECES) + text[here:]
                case 2:
                    text = text[:here] + text[here + 1 :]
                case 3:
                    text = text[:here] + chance.choice(_PIECES) + text[here + 1 :]
                case 4:
                    text = text[:here] + text[there:]
                case 5:
                    text = text[:there] + text[here:there] * chance.choice((1, 2, 50)) + text[there:]
                case 6:
                    other = chance.choice(self.typed)
                    text = text[:here] + other[chance.randint(0, len(other)) :]
                case _:
                    text = chance.choice((text.upper(), text.lower(), text[::-1], f"{text} {text}", f"({text})^2"))
            text = text[:LENGTH]
        return text

    def soup(self) -> str:
        """Pieces in any order."""
        return "".join(self.chance.choices(_PIECES, k=self.chance.choice((1, 2, 3, 5, 8, 15, 40, 150))))

    def formula(self) -> str:
        """A text that follows the grammar: arithmetic that most kinds of answer may hold, or anything."""
        atoms = self.chance.choice(
            (
                ("x", "y", "m", "n", "W_Q", "alpha", "2", "0.5"),
                ("1", "2", "3.5", "42"),
                ("W_Q", "W_K", "W_O^1", "r", "W_Q^T", "2"),
                (),
            )
        )
        return self._part(self.chance.choice((1, 2, 3, 4, 6)), atoms)

    def _part(self, depth: int, atoms: tuple[str, ...]) -> str:
        chance, plain = self.chance, bool(atoms)
        if depth == 0 or chance.random() < 0.1:
            return chance.choice(atoms) if atoms else self.numeral()
        a, b = self._part(depth - 1, atoms), self._part(max(depth - chance.choice((1, 2)), 0), atoms)
        arithmetic = (
            f"{a}+{b}", f"{a} - {b}", f"{a}*{b}", f"{a}/{b}", f"({a})^({b})", f"{a}^{b}", f"{a} {b}", f"({a})({b})",
            f"-{a}", f"({a})", f"|{a}|", f"sqrt({a})", f"ln({a})", f"exp({a})", f"sin({a})", f"max({a}, {b})", f"{a}²",
            f"\\frac{{{a}}}{{{b}}}", f"\\sqrt{{{a}}}", f"{a}^{{{b}}}", f"2{a}", f"({a} - {b})/({a})",
        )  # fmt: skip
        anything = (
            f"({a})!", f"{a}%", f"round({a}, {b})", f"[{a}, {b}]", f"[[{a}, {b}], [{b}, {a}]]", f"{{{a}, {b}}}",
            f"({a}, {b}]", f"{a}..{b}", f"{a}-{b}", f"{a}, {b}", f"{a} = {b}", f"{a} < {b}", f"{a} U {b}",
            f"{a} ∪ {b}", f"{a} GB", f"{a}/s", f"${a}", f"{a} per {b}", f"{a} h {b} min", f"({a})^T", f"{a}^T {b}",
            f"diag({a}, {b})", f"{a} and {b}", f"{a} million", f"{a} m^{b}", f"{{{a}, ..., {b}}}", f"{a}/x", f"I - {a}",
        )  # fmt: skip
        return chance.choice(arithmetic if plain or chance.random() < 0.4 else anything)[:LENGTH]

    def nested(self) -> str:
        """One thing many times over, closed again or not."""
        chance = self.chance
        opening = "".join(chance.choices(_OPENING if chance.random() < 0.6 else _PIECES, k=chance.choice((1, 1, 2, 3))))
        count = chance.choice((3, 20, 58, 59, 60, 61, 100, 500)) if opening else 1
        count = min(count, LENGTH // max(len(opening), 1))
        closing = "".join(_CLOSING.get(char, "") for char in reversed(opening))
        inner = chance.choice(("1", "x", "", "1,2", self.numeral(), chance.choice(self.typed)[:40]))
        closed = chance.choice((count, count, 0, chance.randint(0, count)))
        if chance.random() < 0.3:
            return (inner + opening) * count + inner
        return opening * count + inner + closing * closed

    def strange(self) -> str:
        """Characters of the whole of Unicode, digits and signs among them."""
        chance = self.chance
        ends = chance.choice((0x80, 0x250, 0x3000, 0x10FFFF))
        return "".join(
            chr(chance.randint(0, ends)) if chance.random() < 0.5 else chance.choice(_PIECES)
            for _ in range(chance.choice((1, 3, 10, 60)))
        )

    def numeral(self) -> str:
        """A number, of any size and in any spelling."""
        chance = self.chance
        digits = str(chance.randrange(10 ** chance.choice((1, 1, 2, 3, 6, 17, 30, 300))))
        match chance.randint(0, 9):
            case 0 | 1 | 2:
                return digits[:6]
            case 3:
                return f"{digits[:4]}.{digits[-3:]}"
            case 4:
                return f"{digits[:2]}e{chance.choice((-400, -308, -30, -3, 0, 3, 30, 300, 308, 309, 10**9))}"
            case 5:
                return f"{digits[:3]}*10^{chance.randint(-330, 330)}"
            case 6:
                return f"{int(digits):,}"
            case 7:
                return chance.choice((f"{digits}!", f"9^9^{digits[:2]}", f"2^{digits}", f"0.{'0' * 30}{digits}"))
            case 8:
                return chance.choice(("1½", "⅓", "10⁸", "3.7 million", "175B", "12%", "-0", "007", ".5", "5.", "1e5"))
            case _:
                return digits

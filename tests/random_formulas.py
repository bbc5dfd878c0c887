"""Random formulas: written as a student would and built for sympy, from one structure and never from text."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

import sympy

NAMES = ("a", "b", "c")
# Positive and not near zero, so that every formula below is defined, and so that sympy may assume it.
DOMAIN = [0.5, 3.0]
SYMBOLS = {name: sympy.Symbol(name, positive=True) for name in NAMES}


@dataclass(frozen=True, slots=True)
class Formula:
    """An operator with its operands; a name or a whole number has none."""

    op: str
    operands: tuple[Formula, ...] = ()

    def plain(self) -> str:
        """As a formula of a bank is written."""
        parts = [operand.plain() for operand in self.operands]
        match parts:
            case []:
                return self.op
            case [inner]:
                return f"{self.op}({inner})"
        return f"({parts[0]}) {self.op} ({parts[1]})"

    def typed(self, chance: random.Random) -> str:
        """One of the ways to type it."""
        parts = [operand.typed(chance) for operand in self.operands]
        gap = chance.choice(("", " "))
        match self.op, parts:
            case "*", [left, right]:
                sign = chance.choice(("*", "*", "·", "×", " ", "", "\\cdot"))
                return f"({left}){sign}({right})" if sign in (" ", "") else f"({left}){gap}{sign}{gap}({right})"
            case "/", [left, right]:
                return chance.choice((f"({left})/({right})", f"\\frac{{{left}}}{{{right}}}", f"({left})*({right})^-1"))
            case "^", [base, power]:
                return chance.choice((f"({base})^{power}", f"({base})**{power}", f"({base})^{{{power}}}"))
            case ("+" | "-") as sign, [left, right]:
                return f"{left}{gap}{sign}{gap}({right})"
            case "sqrt", [inner]:
                return chance.choice((f"sqrt({inner})", f"({inner})^0.5", f"({inner})^(1/2)", f"\\sqrt{{{inner}}}"))
            case function, [inner]:
                return f"{function}({inner})"
        return self.op

    def symbolic(self) -> Any:
        """The same for sympy."""
        parts = [operand.symbolic() for operand in self.operands]
        match self.op, parts:
            case "+", [left, right]:
                return left + right
            case "-", [left, right]:
                return left - right
            case "*", [left, right]:
                return left * right
            case "/", [left, right]:
                return left / right
            case "^", [base, power]:
                return base**power
            case "sqrt", [inner]:
                return sympy.sqrt(inner)
            case "exp", [inner]:
                return sympy.exp(inner)
            case "ln", [inner]:
                return sympy.log(inner)
        return SYMBOLS.get(self.op) or sympy.Integer(self.op)


def random_formula(chance: random.Random, depth: int) -> Formula:
    """A formula that is positive on the domain, so that it may stand below a line and in a root."""
    if depth == 0 or chance.random() < 0.15:
        return Formula(chance.choice((*NAMES, *NAMES, "1", "2", "3")))
    match chance.randint(0, 7):
        case 0 | 1:
            return Formula("+", (random_formula(chance, depth - 1), random_formula(chance, depth - 1)))
        case 2 | 3:
            return Formula("*", (random_formula(chance, depth - 1), random_formula(chance, depth - 1)))
        case 4:
            return Formula("/", (random_formula(chance, depth - 1), random_formula(chance, depth - 1)))
        case 5:
            return Formula("^", (random_formula(chance, depth - 1), Formula(chance.choice("23"))))
        case 6:
            return Formula("sqrt", (random_formula(chance, depth - 1),))
    return Formula("ln", (Formula("+", (Formula("2"), random_formula(chance, depth - 1))),))


def rewritten(formula: Formula, chance: random.Random) -> Formula:
    """An equal formula: some of the laws of algebra applied here and there."""
    operands = tuple(rewritten(operand, chance) for operand in formula.operands)
    formula = Formula(formula.op, operands)
    if chance.random() < 0.4:
        return formula
    match formula:
        case Formula("+" | "*" as op, (left, right)):
            if op == "*" and right.op == "+":
                return Formula("+", tuple(Formula("*", (left, term)) for term in right.operands))
            if left.op == op:
                first, second = left.operands
                return Formula(op, (first, Formula(op, (right, second))))
            return Formula(op, (right, left))
        case Formula("/", (left, right)):
            return Formula("*", (left, Formula("/", (Formula("1"), right))))
        case Formula("^", (base, Formula("2"))):
            return Formula("*", (base, base))
        case Formula("^", (Formula("*", (left, right)), power)):
            return Formula("*", (Formula("^", (left, power)), Formula("^", (right, power))))
        case Formula("sqrt", (Formula("*" | "/" as op, (left, right)),)):
            return Formula(op, (Formula("sqrt", (left,)), Formula("sqrt", (right,))))
        case Formula("ln", (inner,)):
            return Formula("-", (Formula("0"), Formula("ln", (Formula("/", (Formula("1"), inner)),))))
    return formula


def slipped(formula: Formula, chance: random.Random) -> Formula:
    """A formula with one operator, name or number changed; it may still be equal."""
    if not formula.operands or chance.random() < 0.25:
        swaps = {"+": "-", "-": "+", "*": "/", "/": "*", "sqrt": "ln", "ln": "sqrt", "a": "b", "b": "c", "c": "a"}
        return Formula(
            swaps.get(formula.op, {"1": "2", "2": "3", "3": "2"}.get(formula.op, formula.op)), formula.operands
        )
    place = chance.randrange(len(formula.operands))
    operands = list(formula.operands)
    operands[place] = slipped(operands[place], chance)
    return Formula(formula.op, tuple(operands))

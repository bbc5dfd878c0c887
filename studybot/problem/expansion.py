"""A quantity of a variant written out as one formula in some names, everything else worked in."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from studybot.bank.schema import Part
from studybot.formula.errors import StudybotError
from studybot.formula.functions import CONSTANTS
from studybot.formula.matrix import Matrix
from studybot.formula.tree import Call, Listing, Name, Node, Number, Unary, children, walk, with_children
from studybot.problem.derivation import Value
from studybot.problem.variant import Variant

# The longest derivation of our banks, written out, has 150 nodes; one that doubles at every step must not fill memory.
MAX_NODES = 5_000


def written_out(variant: Variant, tree: Node, names: Collection[str], own: Mapping[str, Node] | None = None) -> Node:
    """A formula over a variant's quantities as one in `names` alone.

    What is computed is replaced by its formula, or by the formula that `own` has for it, and what is drawn by its
    value. Raises `StudybotError` (`expression.*`) where that would be too long, or a name has neither.
    """
    expansion = _Expansion(variant, frozenset(names))
    return expansion.of(tree, {name: expansion.of(formula, {}) for name, formula in (own or {}).items()})


def as_shown(variant: Variant, part: Part) -> Node:
    """The answer of a part, which is an expression, as its author writes it last, in the names it is asked in.

    Where that form has other names in it, the last forms of those are put in, and the values of what is drawn.
    """
    derivation = variant.derivation

    def shown(node: Node, depth: int) -> Node:
        match node:
            case Name(name) if name in at:
                return shown(at[name].tree, depth)
            case Name(name) if name not in part.names and name not in CONSTANTS:
                link = derivation.link.get(name)
                if link is not None and not link.at and depth < _MOST_PUT_IN:
                    return shown(link.formula.forms[-1], depth + 1)
                return literal(variant.values[name]) if name in variant.values else node
        return with_children(node, tuple(shown(operand, depth) for operand in children(node)))

    assert part.answer is not None
    at = part.answer.at
    return shown(part.answer.formula.forms[-1], 0)


# Names in names in names: deeper than any derivation that is read as a formula.
_MOST_PUT_IN = 20


@dataclass
class _Expansion:
    variant: Variant
    names: frozenset[str]
    nodes: int = 0

    def of(self, node: Node, pins: Mapping[str, Node]) -> Node:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise StudybotError("expression.long", "this derivation is too long to be written out as one formula")
        match node:
            case Name(name):
                return self.name(node, name, pins)
            case Call("diff", (inner, by)):
                return with_children(node, (self.of(inner, pins), by))
        return with_children(node, tuple(self.of(operand, pins) for operand in children(node)))

    def name(self, node: Node, name: str, pins: Mapping[str, Node]) -> Node:
        if name in pins:
            self.nodes += sum(1 for _ in walk(pins[name]))
            return pins[name]
        if name in self.names or name in CONSTANTS:
            return node
        link = self.variant.derivation.link.get(name)
        if link is not None and name not in self.variant.pins:
            return self.of(link.tree, {**pins, **{pinned: self.of(at.tree, pins) for pinned, at in link.at.items()}})
        if name not in self.variant.values:
            raise StudybotError("expression.symbol", f"{name} is a symbol, and not among the names of the answer")
        return literal(self.variant.values[name])


def literal(value: Value) -> Node:
    """A value as a formula that is worth it."""
    if isinstance(value, Matrix):
        if value.shape[1] == 1:
            return Listing(tuple(map(literal, value.entries)))
        return Listing(tuple(Listing(tuple(map(literal, row))) for row in value.rows))
    number = Number(abs(value), repr(abs(value)).removesuffix(".0"))
    return Unary("-", number) if value < 0 else number

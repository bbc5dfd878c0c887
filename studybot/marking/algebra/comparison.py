"""What is asked of algebra about a wrong formula, and what it may find: a short factor or term that sets it apart.

Nothing of this is slow to import; the algebra itself is in `simplified`, and runs in the process of `worker`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from studybot.formula.tree import Binary, Node, Number, Unary, children

# Formulas of a course have up to 60 nodes; a student's own, before anything cancels, twice that. What is longer has
# no short ratio to the answer but by accident.
MOST_NODES = 150


@dataclass(frozen=True, slots=True)
class Request:
    """Two formulas in the names of `positive`, which tells of each whether it stands for positive numbers only."""

    answer: Node
    reference: Node
    positive: Mapping[str, bool]

    @property
    def is_small(self) -> bool:
        """Whether both formulas are of a size that is worth an attempt."""
        return not (larger_than(self.answer, MOST_NODES) or larger_than(self.reference, MOST_NODES))


@dataclass(frozen=True, slots=True)
class Comparison:
    """The answer is the reference times `tree` (a ratio), or plus it (a difference)."""

    kind: Literal["ratio", "difference"]
    tree: Node


def larger_than(tree: Node, most: int) -> bool:
    """Whether a tree has more than so many nodes; looks at no more than those."""
    seen, stack = 0, [tree]
    while stack:
        seen += 1
        if seen > most:
            return True
        stack.extend(children(stack.pop()))
    return False


def pieces(comparison: Comparison) -> tuple[str, Node | None, str]:
    """A sentence: words, the formula that follows them (None where they say it all), and what closes it."""
    match comparison:
        case Comparison("ratio", Unary("-", Number(text="1"))):
            return "yours is the right answer with the other sign", None, ""
        case Comparison("ratio", Binary("/", Number(text="1"), below)):
            return _with_brackets("yours is the right answer divided by ", below)
        case Comparison("ratio", tree):
            return _with_brackets("yours is the right answer times ", tree)
        case Comparison("difference", Unary("-", tree)):
            return _with_brackets("yours is the right answer minus ", tree)
    return "yours is the right answer plus ", comparison.tree, ""


def _with_brackets(words: str, tree: Node) -> tuple[str, Node | None, str]:
    """`times (1 + x)`, `times (-x)`: what the word before it does not reach over stands in brackets."""
    loose = isinstance(tree, Unary) or (isinstance(tree, Binary) and tree.op in ("+", "-"))
    return (f"{words}(", tree, ")") if loose else (words, tree, "")

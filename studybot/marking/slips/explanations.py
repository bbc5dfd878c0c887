"""A slip as it is told, and a step of a part with all its slips: what preparing a question makes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Literal, get_args

from studybot.bank.schema import Slip
from studybot.marking.slips.closures import Closure
from studybot.marking.slips.sentences import Sentence, told_at
from studybot.marking.slips.values import Value
from studybot.problem.derivation import Derivation

# Of slips that always come out the same, the first in this order is told.
Kind = Literal[
    "declared",
    "conversion-skipped",
    "conversion-twice",
    "conversion-wrong",
    "one-step-early",
    "left-out",
    "turned-round",
    "sign",
    "product-for-quotient",
    "quotient-for-product",
    "transpose",
    "wrong-order",
    "exchanged",
    "complement",
    "taken-for",
    "skipped-step",
    "off-by-one",
    "prefix",
    "power-of-ten",
    "permuted",
]
_RANKS = {kind: rank for rank, kind in enumerate(get_args(Kind))}


@dataclass(frozen=True, slots=True, eq=False)
class Explanation:
    """A slip of a part, whatever the variant: its kind, the step at which it happens, what is said of it.

    `open` is for while the part is open: the answer does not follow from it. `declared` is the author's own slip.
    """

    kind: Kind
    step: str
    open: Sentence
    closed: Sentence
    declared: Slip | None = None

    @property
    def rank(self) -> int:
        return _RANKS[self.kind]

    def told_as(self, other: Explanation) -> Explanation:
        """The same, but while the part is open told as the other one."""
        return self if other.declared else replace(self, step=other.step, open=other.open)


# From the numbers on paper and the values in base units to what the step comes out as, in base units.
Gives = Callable[[dict[str, Value], Mapping[str, Value]], Value]


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a part with all its slips.

    `worth` is how many base units one of the number put in for each name is; `after` what follows from the step within
    the part, in order, the part's answer last.
    """

    name: str
    worth: tuple[tuple[str, float], ...]
    slips: tuple[tuple[Explanation, Gives], ...]
    after: tuple[tuple[str, Closure], ...]


class Collected:
    """The slips of one step of a part while they are gathered."""

    def __init__(self, derivation: Derivation, part: str, step: str) -> None:
        self.derivation = derivation
        self.part = part
        self.step = step
        self.slips: list[tuple[Explanation, Gives]] = []

    def add(
        self,
        kind: Kind,
        told: tuple[Sentence, Sentence],
        gives: Gives,
        step: str | None = None,
        declared: Slip | None = None,
    ) -> None:
        opened, closed = (told_at(self.derivation, self.part, sentence) for sentence in told)
        self.slips.append((Explanation(kind, step or self.step, opened, closed, declared), gives))

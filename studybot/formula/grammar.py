"""What a text may contain, and the words in which large numbers are written."""

from __future__ import annotations

from collections.abc import Callable, Collection

from studybot.formula.functions import ARITY, CONSTANTS, SPELLINGS
from studybot.formula.tokens import Token
from studybot.formula.unit_table import BUILT_IN, Units
from studybot.formula.units import Unit
from studybot.formula.values import value

# Words that are numbers by themselves (`$120 per million tokens`); then short forms, which need a number before them.
SPELLED_OUT = {
    "hundred": 2, "thousand": 3, "thousands": 3, "million": 6, "millions": 6, "billion": 9, "billions": 9,
    "trillion": 12, "trillions": 12, "quadrillion": 15, "quadrillions": 15,
}  # fmt: skip
_SHORT = {
    "mn": 6, "Mn": 6, "mln": 6, "Mln": 6, "bn": 9, "Bn": 9, "bln": 9, "Bln": 9, "tn": 12, "Tn": 12, "trn": 12,
}  # fmt: skip
# Letters mean thousands and millions only where nothing physical is asked for: 3 M of a volume would be a molarity.
MULTIPLIER_LETTERS = {"k": 3, "K": 3, "M": 6, "B": 9, "T": 12}
# After a currency sign they need not be capitals: $5m cannot be metres.
PRICE_LETTERS = {**MULTIPLIER_LETTERS, "m": 6, "mm": 6, "MM": 6, "b": 9, "t": 12}


def multiplier_word(word: str) -> int | None:
    """The power of ten that a word such as `million` or `bn` stands for."""
    return _SHORT.get(word) or SPELLED_OUT.get(word.lower())


@value
class Grammar:
    """What a text may contain.

    `names`: names that may be used; None allows any. `units`: units that may stand in it; None for formulas, in which
    none may. `expects`: the unit that is asked for, which decides whether `175B` are bytes or billions; None if
    nothing is known; with `letters` they are billions in any case. With `own_units`, the unit of `1/42 s` is that of
    42, and not that of the quotient. `foreign`: names that mean something in the question, but may not be typed in
    this answer. `reader`: what makes the tokens of a text, where that is not `tokenize`.
    """

    names: Collection[str] | None = frozenset()
    units: Units | None = BUILT_IN
    expects: Unit | None = None
    foreign: Collection[str] = frozenset()
    grouping: bool = True
    letters: bool = False
    own_units: bool = False
    reader: Callable[[str], list[Token]] | None = None

    def knows(self, word: str) -> bool:
        """Whether a word means anything as a whole."""
        if self.names is None or word in self.names or word in self.foreign:
            return True
        if word in ARITY or word in SPELLINGS or word in CONSTANTS:
            return True
        return self.units is not None and self.units.get(word) is not None


FORMULA = Grammar(names=None, units=None, grouping=False)
DATA = Grammar()

"""From the name of a quantity to how it is shown."""

from __future__ import annotations

from functools import lru_cache

from studybot.notation.letters import GREEK, indices
from studybot.notation.tree import Node, Number, Row, Script, Symbol, Text, row


@lru_cache(maxsize=2_000)
def symbol(name: str, shown: str | None = None) -> Node:
    """How a quantity is shown: as its author says in LaTeX, else as its name suggests.

    A letter (also a Greek one by its name) is a symbol, and what follows its underscore an index: `d_model`, `alpha_1`,
    `W_QK`. Every other name is a word in one piece, its underscores included: `speed`, `small_time`.
    Raises `FormulaError` where `shown` cannot be read.
    """
    if shown is not None:
        from studybot.notation.latex import read_latex  # most names have no LaTeX

        return read_latex(shown)
    head, underscore, index = name.partition("_")
    letter = _letter(head)
    if letter is None:
        return Text(name)
    if not underscore:
        return letter
    if not index or index.startswith("_"):
        return Text(name)
    return Script(letter, sub=_index(index))


def _letter(name: str) -> Symbol | None:
    if name in GREEK:
        return Symbol(GREEK[name])
    return Symbol(name) if len(name) == 1 else None


def _index(name: str) -> Node:
    if name.isdigit():
        return Number(name)
    if letter := _letter(name):
        return letter
    if name.isalpha() and (letters := indices(name)):
        return row([*letters])
    head, tail = name[:1], name[1:]
    if head.isalpha() and tail.isdigit():  # W_O1
        return Row((Symbol(head), Number(tail)))
    return Text(name)

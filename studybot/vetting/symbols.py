"""Whether a text speaks of a quantity by its symbol, as in $N$."""

from __future__ import annotations

import re
from functools import lru_cache

from studybot.bank.prose import Math, segments
from studybot.bank.schema import Text
from studybot.formula.errors import StudybotError
from studybot.notation.latex import read_latex
from studybot.notation.plain import to_plain
from studybot.notation.symbols import symbol
from studybot.problem.derivation import Derivation

# So many letters in a row are several symbols side by side: the product $ABC$. Longer runs are words, such as alpha.
_SIDE_BY_SIDE = 3


def in_letters(derivation: Derivation, name: str, text: Text) -> bool:
    """Whether the symbol of a quantity stands in the mathematics of a text.

    In doubt it does: this only asks whether a student has met it.
    """
    try:
        wanted = to_plain(symbol(name, derivation.shown(name)))
    except StudybotError:  # which is reported where it stands
        return True
    return any(_stands_in(wanted, plain) for plain in _mathematics(text.source))


@lru_cache(maxsize=500)
def _mathematics(source: str) -> tuple[str, ...]:
    """The mathematics of a text as it is printed in ASCII."""
    found = []
    for segment in segments(source):
        if isinstance(segment, Math):
            try:
                found.append(to_plain(read_latex(segment.latex)))
            except StudybotError:
                found.append(segment.latex)
    return tuple(found)


def _stands_in(wanted: str, plain: str) -> bool:
    if re.search(rf"(?<![A-Za-z0-9_]){re.escape(wanted)}(?![A-Za-z0-9_])", plain):
        return True
    side_by_side = (run for run in re.findall(r"[A-Za-z]+", plain) if len(run) <= _SIDE_BY_SIDE)
    return len(wanted) == 1 and any(wanted in run for run in side_by_side)

"""Reading which options an answer names: by their letters, written together or apart, or by their keys."""

from __future__ import annotations

import re
from collections.abc import Sequence

from studybot.formula.errors import FormulaError
from studybot.marking.reading import check_length
from studybot.problem.options import Offer

_WORD = re.compile(r"[^\s,;.:()&+/<=>→|]+")
_DASH = re.compile("[-–−]")
_JOINING = {"and", "then", "-", "–", "−"}


def read_picks(text: str, offers: Sequence[Offer], *, single: bool = False) -> tuple[Offer, ...]:
    """The options that an answer names, in its order: `b`, `(b)`, `a, c`, `cab`, `c -> a -> b`, `c-a-b`, or keys.

    A word that could be letters as well as a key (`bad`) is letters, unless a `single` option is asked for. Raises
    `FormulaError` for a word that names none, and for an option that is named twice.
    """
    check_length(text)
    keys = {offer.key.casefold(): offer for offer in offers}
    letters = {offer.letter: offer for offer in offers}
    found: list[Offer] = []
    for match in _WORD.finditer(text):
        word = match.group().casefold()
        if word in _JOINING:
            continue
        if word not in keys:
            word = _DASH.sub("", word)
        is_letters = all(char in letters for char in word)
        if word in keys and (single or not is_letters or len(set(word)) < len(word)):
            named = [keys[word]]
        elif is_letters:
            named = [letters[char] for char in word]
        else:
            message = f"{match.group()} names no option here"
            raise FormulaError("options.unknown", message, text, match.start(), match.end(), hint=_letters(offers))
        for offer in named:
            if offer in found:
                message = f"{offer.letter} is named twice"
                raise FormulaError("options.twice", message, text, match.start(), match.end())
            found.append(offer)
    if not found:
        raise FormulaError("options.none", "this names no option", text, 0, max(len(text), 1), hint=_letters(offers))
    return tuple(found)


def _letters(offers: Sequence[Offer]) -> str:
    return f"they have the letters {offers[0].letter} to {offers[-1].letter}"

"""Marking a short text: one of the accepted spellings, however it is capitalised, spaced or accented."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from studybot.formula.errors import FormulaError
from studybot.marking.mark import Mark, Remark, WordsReading, invalid
from studybot.marking.reading import check_length

# A slip of the pen changes one letter, and in a long word two; in a short one that makes another word.
_LETTERS_FOR_ONE, _LETTERS_FOR_TWO = 5, 10


def read_words(text: str) -> WordsReading:
    """A short text as it is compared. Raises `FormulaError` where there is nothing in it."""
    check_length(text)
    if not _bare(text):
        raise FormulaError("text.empty", "there are no words in this", text, 0, max(len(text), 1))
    return WordsReading(text, " ".join(text.split()))


def mark_words(answer: str, accepted: Sequence[str]) -> Mark:
    """The mark of a short text. One that is a letter or two off an accepted spelling is asked for again."""
    try:
        reading = read_words(answer)
    except FormulaError as fault:
        return invalid(fault)
    given = _bare(answer)
    spellings = [_bare(text) for text in accepted]
    if given in spellings:
        return Mark("correct", 1.0, reading)
    if any(_digits(given) == _digits(near) and _apart(given, near) <= _forgiven(near) for near in spellings):
        message = "this is a letter or two off a right answer"
        return invalid(FormulaError("text.spelling", message, answer, 0, len(answer), hint="mind the spelling"))
    return Mark("wrong", 0.0, reading, (Remark("words", "these are other words"),))


def _bare(text: str) -> str:
    """Small letters and digits alone."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(char for char in plain if char.isalnum())


def _digits(text: str) -> str:
    """The digits of a text: GPT-2 is no GPT-3 with a slip of the pen in it."""
    return "".join(char for char in text if char.isdigit())


def _forgiven(spelling: str) -> int:
    return (len(spelling) >= _LETTERS_FOR_ONE) + (len(spelling) >= _LETTERS_FOR_TWO)


def _apart(one: str, other: str) -> int:
    """How many letters have to be changed, left out, put in, or exchanged with their neighbour."""
    if abs(len(one) - len(other)) > 2:
        return len(one)
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, char in enumerate(one, start=1):
        above, row, before_row = row, [i], before
        before = above
        for j, wanted in enumerate(other, start=1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (char != wanted))
            if i > 1 and j > 1 and char == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, before_row[j - 2] + 1)
            row.append(cost)
    return row[-1]

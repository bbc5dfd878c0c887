"""Marking true and false."""

from __future__ import annotations

from dataclasses import dataclass

from studybot.formula.errors import FormulaError
from studybot.marking.mark import Mark, invalid
from studybot.notation.tree import Node, Text

SPELLINGS = {
    **dict.fromkeys(("true", "t", "yes", "y", "right"), True),
    **dict.fromkeys(("false", "f", "no", "n", "wrong"), False),
}


@dataclass(frozen=True, slots=True)
class TruthReading:
    """True or false as it was read."""

    text: str
    holds: bool

    @property
    def node(self) -> Node:
        return Text("true" if self.holds else "false")

    @property
    def value(self) -> bool:
        return self.holds


def read_truth(text: str) -> TruthReading:
    """What was said: true or false, yes or no, one letter. Raises `FormulaError`."""
    word = text.strip().rstrip(".!").casefold()
    if word not in SPELLINGS:
        message = "this is neither true nor false" if word else "there is nothing to read"
        raise FormulaError("truth.unknown", message, text, 0, max(len(text), 1), hint="answer true or false")
    return TruthReading(text, SPELLINGS[word])


def mark_truth(answer: str, reference: bool) -> Mark:
    """The mark of a typed truth value."""
    try:
        reading = read_truth(answer)
    except FormulaError as fault:
        return invalid(fault)
    if reading.holds == reference:
        return Mark("correct", 1.0, reading)
    return Mark("wrong", 0.0, reading)

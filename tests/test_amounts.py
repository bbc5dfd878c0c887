"""Quantities that are no numbers, in an author's text: matrices with and without units, positions, truth values."""

from __future__ import annotations

from pathlib import Path

import pytest
from checking import bank_of

from studybot.bank.schema import Text
from studybot.formula.errors import Place
from studybot.problem.derivation import Derivation
from studybot.problem.variant import drawn
from studybot.show.plain import to_text
from studybot.show.prose import paragraphs

QUESTION = """\
- id: values
  title: Values
  skill: trains
  given:
    A:     {value: [[1, -2.50], [0, 4]], says: a matrix}
    sizes: {value: [1, 2], unit: GB, says: sizes}
    first: {value: 50, says: the first position}
    z:     {says: a symbol}
  text: Values.
  parts:
    - id: product
      ask: What is $A$ times 2/3?
      answer: A * 2/3
      because: every entry is multiplied
    - id: loss
      ask: At which positions?
      answer: first..first + 21
      because: they are counted
    - id: late
      ask: 'True or false: that is late.'
      answer: first > 60
      because: they are compared
    - id: twice
      ask: Twice $z$?
      answer: 2*z
      in: [z]
      hints: [Add it to itself.]
      because: it is added to itself
"""


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("{A=}", "A = [[1, -2.5], [0, 4]]"),
        ("{A:bare} and {A}", "[[1, -2.5], [0, 4]] and [[1, -2.5], [0, 4]]"),
        ("{sizes}, {sizes:bare}, {sizes:MB}", "[1, 2] GB, [1, 2], [1000, 2000] MB"),
        ("{product}", "[[0.6667, -1.667], [0, 2.667]]"),
        ("{loss=}", "loss = 50-71"),
        ("{late:bare}", "false"),
        ("{z}", "z"),
    ],
)
def test_a_value_that_is_no_number_is_shown_in_a_text(tmp_path: Path, written: str, expected: str) -> None:
    variant = drawn(Derivation.of(bank_of(tmp_path, QUESTION).questions[0]), 1)
    (paragraph,) = paragraphs(Text(written, Place("", 1, 1)), variant)
    assert to_text((paragraph,), width=200) == f"{expected}\n"

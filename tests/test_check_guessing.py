"""`bank check`: answers that take no thought."""

from __future__ import annotations

from pathlib import Path

import pytest
from checking import RIDE, bank_of, found, the_one

from studybot.bank.findings import Finding
from studybot.vetting.check import check_bank

HEAD = """\
- id: room
  title: Room
  skill: trains
  given:
    seats: {range: [100, 199], step: 1, says: seats in a train}
    extra: {range: [1, 100], step: 1, says: people who want a seat}
  text: A train has {seats} seats, and {extra} people want one.
  parts:
"""


def asked(answer: str, accept: str = "{within: 0}", given: str = "") -> str:
    part = f"""\
    - id: asked
      ask: Tell.
      work:
        twice: {{is: 2 * extra + seats, says: a step, because: it is asked for}}
      answer: {answer}
      because: it is asked for
      accept: {accept}
"""
    return HEAD.replace("  text:", f"{given}  text:") + part


def guessable(folder: Path, question: str) -> list[Finding]:
    return [finding for finding in found(folder, question, variants=4_000) if finding.check == "guessable"]


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        # twice is 102 to 399, half of which lie below 251: the number of seats is the smaller one on all of them.
        ("min(twice, seats)", "the given seats is right for asked on 100 %"),
        ("max(0, twice - 330)", "0 is right for asked on "),
        ("max(1, twice - 330)", "1 is right for asked on "),
        ("max(12, twice - 330)", "12 is right for asked on "),
        # seats > 130 holds for 69 of the 100 numbers of seats.
        ("seats > 130 and twice > 0", "true is right for asked on "),
    ],
)
def test_a_fixed_guess_that_pays_is_told(tmp_path: Path, answer: str, told: str) -> None:
    accept = "{within: 0}"
    question = asked(answer, accept)
    if ">" in answer:
        question = question.replace(f"      accept: {accept}\n", "")
    finding = the_one(guessable(tmp_path, question))
    assert finding.level == "note"
    assert finding.message.startswith(told)


@pytest.mark.parametrize("answer", ["twice + seats", "max(0, twice - 200)"])
def test_what_has_to_be_worked_out_is_not_guessed(tmp_path: Path, answer: str) -> None:
    assert guessable(tmp_path, asked(answer)) == []


def test_an_earlier_answer_that_is_right_again_is_told(tmp_path: Path) -> None:
    again = """\
    - id: again
      ask: And how many more than none?
      work:
        none: {is: asked - asked, says: none, because: it is taken from itself}
      answer: asked - none
      because: nothing is taken away
      accept: {within: 0}
"""
    finding = the_one(guessable(tmp_path, asked("twice + seats") + again))
    assert finding.message == "the earlier answer asked is right for again on 100 % of the variants"


def test_half_credit_for_an_estimate_is_no_guess(tmp_path: Path) -> None:
    """Ten times as much is half right for nearly every estimate, and full credit is what a guess is after."""
    assert guessable(tmp_path, asked("twice * seats", "{factor: 1.1, half: 100}")) == []


def statements(wrong: str) -> str:
    kinds = "".join(
        f"""\
        one{place}:
          right: The sum of {place} and 1 is larger than {place}.
{wrong if place == 1 else ""}\
          because: 1 is added
          tempting: [it is said, it is so]
"""
        for place in range(1, 4)
    )
    return f"""\
    - id: judge
      ask: Which of these hold?
      kind: statements
      hints: [Add.]
      choices:
{kinds}"""


def test_statements_that_are_nearly_always_true_are_told(tmp_path: Path) -> None:
    """Two of three are always true, the third on half of the variants: five of six."""
    question = asked("twice + seats") + statements("          wrong: The sum of 1 and 1 is smaller than 1.\n")
    finding = the_one(guessable(tmp_path, question))
    assert finding.message.startswith("`true` on every statement is right for judge on 8")


def test_a_row_that_the_condition_prefers_is_told(tmp_path: Path) -> None:
    """Of three rows, the fast one is left on all variants, and the others where few want a seat: a tenth of them."""
    rows = """\
    train:
      case:
        fast:   {speed: 3, says: the fast one, because: it is}
        slow:   {speed: 2, says: the slow one, because: it is}
        slower: {speed: 1, says: the slower one, because: it is}
      says: the train
  where: speed = 3 or extra < 11
"""
    part = """\
    - id: which
      ask: Which train is it?
      hints: [Look.]
      answer: train
"""
    finding = the_one(guessable(tmp_path, asked("twice + speed", given=rows) + part))
    # 1 in 1 + 2/10, which is 83 %.
    assert finding.message.startswith("the row fast is right for which on 8")


def test_nothing_is_told_of_a_ride(tmp_path: Path) -> None:
    assert check_bank(bank_of(tmp_path, RIDE), variants=2_000) == []

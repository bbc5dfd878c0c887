"""What the tests of `bank check` share: a small bank to be spoilt, and the findings in it."""

from __future__ import annotations

from pathlib import Path

from studybot.bank.findings import Finding
from studybot.bank.reading import read_bank
from studybot.bank.schema import Bank
from studybot.vetting.check import QuestionReport, check_bank, check_questions

HEAD = """\
studybot: 1
bank: own
title: My own bank
skills:
  trains: {says: travelling}
questions:
"""

# Nothing is to be found wrong with it.
RIDE = """\
- id: ride
  title: A ride by train
  skill: trains
  given:
    way:   {range: [10, 500], step: 1, unit: km, says: length of the ride}
    speed: {range: [50, 300], step: 5, unit: km/hour, says: speed of the train}
    fare:  {range: [0.1, 2], step: 0.05, unit: USD/km, says: price of a kilometre}
  text: A train runs {way} at {speed}. Every kilometre costs {fare}.
  parts:
    - id: time
      ask: How long does it take?
      answer: way / speed
      unit: hour
      says: duration of the ride
      because: a way divided by a speed is a time
      slips:
        - gives: way / speed / 60
          says: minutes were taken for hours
    - id: earned
      ask: What does the train earn in an hour?
      work:
        price:
          is: way * fare
          unit: USD
          says: price of the ride
          because: every kilometre is paid
      answer: price / time
      unit: USD/hour
      says: what an hour earns
      because: the price is earned in that time
  examples:
    short:
      given: {way: 100, speed: 200, fare: 0.5}
      answers: {time: 30 min, earned: 100 USD/hour}
      right: {time: [0.5 h]}
      wrong: {time: [2 h], earned: [25 USD/hour]}
"""


def spoilt(*changes: tuple[str, str], text: str = RIDE) -> str:
    """The question with some of its text replaced, each piece of which must be there once."""
    for before, after in changes:
        assert text.count(before) == 1, before
        text = text.replace(before, after)
    return text


def bank_of(folder: Path, questions: str) -> Bank:
    """A bank with these questions, read from a file, in which reading finds nothing wrong."""
    path = folder / "own.yaml"
    path.write_text(HEAD + questions, encoding="utf-8")
    bank, findings = read_bank(path)
    assert [finding.sentence() for finding in findings] == []
    assert bank is not None
    return bank


def found(folder: Path, questions: str, *, variants: int = 2_000) -> list[Finding]:
    """What the check finds in a bank with these questions."""
    return check_bank(bank_of(folder, questions), variants=variants)


def everything(folder: Path, questions: str, *, variants: int = 2_000) -> list[Finding]:
    """What reading and checking find together."""
    path = folder / "own.yaml"
    path.write_text(HEAD + questions, encoding="utf-8")
    bank, findings = read_bank(path)
    return [*findings, *(check_bank(bank, variants=variants) if bank is not None else [])]


def report(folder: Path, questions: str, *, variants: int = 2_000) -> QuestionReport:
    """The report on a bank's only question."""
    (only,) = check_questions(bank_of(folder, questions).questions, variants=variants)
    return only


def the_one(findings: list[Finding]) -> Finding:
    """The only finding there is."""
    assert len(findings) == 1, [finding.sentence() for finding in findings]
    return findings[0]


def line_of(piece: str, questions: str) -> int:
    """The line of the file in which a piece of the questions first stands."""
    return (HEAD + questions).split(piece)[0].count("\n") + 1

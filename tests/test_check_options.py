"""`bank check`: choices, orders, words, truth: their texts give nothing away, and no answer is best guessed."""

from __future__ import annotations

from pathlib import Path

import pytest
from checking import found, line_of, report, spoilt, the_one

PUMP = """\
- id: pump
  title: A pump
  skill: trains
  given:
    kind:
      case:
        hand:  {rate: 2 l/s, says: by hand, because: an arm is weak}
        motor: {rate: 9 l/s, says: by a motor, because: it never tires}
      says: how it is driven
    tank:  {range: [20, 900], step: 1, unit: l, says: the tank}
    limit: {range: [1, 200], step: 1, unit: s, says: a limit}
  text: A pump driven {kind} moves {rate}. A tank holds {tank}.
  parts:
    - id: time
      ask: How long does it take to fill it?
      answer: tank / rate
      unit: s
      because: an amount divided by a rate is a time
    - id: late
      ask: 'True or false: it takes more than {limit}.'
      answer: time > limit
      because: so it is
    - id: driven
      ask: How is a pump driven that is on for {time}?
      answer: kind
    - id: which
      ask: What takes longer?
      show: 2
      choices:
        two:   {right: filling two tanks, wrong: filling a thimble, because: more takes longer}
        three: {right: filling three tanks, wrong: filling a glass, because: more takes longer}
        half:  {wrong: filling half of it, because: less takes less}
    - id: judge
      ask: Which hold?
      kind: statements
      choices:
        rate: {right: 'It moves {rate}.', because: it says so, tempting: [pumps do]}
        idle: {wrong: 'It stands still.', because: it moves}
    - id: steps
      ask: In which order?
      order:
        fill:  {right: Fill it.}
        close: {right: Close it.}
        drink: {wrong: Drink it., because: it is not for you}
    - id: made
      ask: Whose pump is it?
      spellings: [Archimedes]
    - id: why
      ask: Why does it work?
      rubric: {screw: It lifts with a screw.}
      model: It lifts with a screw that turns {limit}.
  examples:
    drawn:
      given: {kind: motor, tank: 90, limit: 20, judge: {rate: right, idle: wrong}, which: {two: right, half: wrong}}
      answers: {time: 10 s, late: false, driven: motor, which: two, judge: T F, steps: fill close, made: archimedes}
      right: {judge: [T F 1]}
      wrong: {late: [true], driven: [hand], which: [half], judge: [F T], steps: [close fill], made: [Newton]}
"""


def test_a_right_question_with_options_has_no_findings(tmp_path: Path) -> None:
    assert found(tmp_path, PUMP) == []


def test_what_is_offered_counts_among_what_differs(tmp_path: Path) -> None:
    question = """\
- id: pump
  title: A pump
  skill: trains
  text: Look at pumps.
  parts:
    - id: judge
      ask: Which hold?
      kind: statements
      choices:
        rate: {right: It moves., wrong: It stands., because: it moves}
        idle: {right: It hums., wrong: It sings., because: it hums}
"""
    assert report(tmp_path, question).distinct == 4
    assert report(tmp_path, question).findings == ()


def test_a_number_may_be_worked_out_to_be_offered(tmp_path: Path) -> None:
    work = "      ask: What takes longer?\n      work: {twice: {is: 2*time, unit: s, because: it is}}\n"
    offered = (("      ask: What takes longer?\n", work), ("right: filling two tanks", "right: 'waiting for {twice}'"))
    assert found(tmp_path, spoilt(*offered, text=PUMP)) == []


def test_a_row_to_choose_does_not_show_the_value_of_the_drawn_one(tmp_path: Path) -> None:
    finding = the_one(found(tmp_path, spoilt(("says: by hand,", "'says': 'by hand, {rate}',"), text=PUMP)))
    assert finding.message == "{rate} shows the value of the drawn row, also where hand is not that"


def test_a_truth_that_hardly_changes_is_reported(tmp_path: Path) -> None:
    wrong = spoilt(("limit: {range: [1, 200], step: 1,", "limit: {range: [500, 900], step: 1,"), text=PUMP)
    finding = the_one(found(tmp_path, wrong))
    assert (finding.level, finding.check) == ("warning", "lopsided")
    assert finding.message == "late is false on every variant"
    assert finding.place.line == line_of("id: late", wrong)


@pytest.mark.parametrize("form", ["words", "sci", "bare", "s"])
def test_true_and_false_have_one_form(tmp_path: Path, form: str) -> None:
    wrong = spoilt(("How is a pump driven that", f"Is it {{late:{form}}}? How is a pump driven that"), text=PUMP)
    findings = [finding for finding in found(tmp_path, wrong) if finding.check == "text"]
    assert the_one(findings).message.startswith("the ask of driven shows late ")
    assert the_one(findings).message.endswith("but it is true or false")


def test_a_wrong_key_in_an_example_is_reported(tmp_path: Path) -> None:
    wrong = spoilt(("steps: fill close, made", "steps: close fill, made"), text=PUMP)
    finding = the_one([finding for finding in found(tmp_path, wrong) if finding.check == "example"])
    assert finding.message.startswith("example drawn: close fill, an answer to steps, is marked wrong")

"""`bank check`: answers in letters, quantities without a value, and examples that are compared by value."""

from __future__ import annotations

from pathlib import Path

import pytest
from checking import found, line_of, spoilt, the_one

# A fence of length F around a field by a river, which needs none: the area x*(F - 2*x) is largest at x = F/4.
FIELD = """\
- id: field
  title: A field by a river
  skill: trains
  given:
    F: {says: length of the fence, unit: m}
    x: {says: depth of the field, unit: m}
    p: {range: [2, 90], step: 1, unit: USD/m, says: price of a metre}
    total: {value: 100 m, says: a fence}
  text: A fence of length $F$ closes a field of depth $x$ on three sides. A metre costs {p}.
  parts:
    - id: area
      ask: Which area has the field?
      work:
        side: {is: F - 2*x, unit: m, says: the side at the river, because: two sides lead to it}
      answer: x * side = F*x - 2*x^2
      in: [F, x]
      because: an area is length times width
      slips:
        - gives: x * (F - x)
          says: both sides lead to the river
    - id: slope
      ask: What is its derivative?
      answer: diff(area, x) = F - 4*x
      in: [F, x]
      because: each power brings its exponent down
    - id: best
      ask: At which depth is it largest?
      answer: F / 4
      in: [F]
      because: the derivative is zero there
      hints: [Where is the derivative zero?]
    - id: price
      ask: What does a fence of {total} cost?
      work:
        length: {is: F, unit: m, at: {F: total}, says: the fence, because: it is so long}
      answer: length * p
      unit: USD
      because: every metre is paid
  examples:
    by-hand:
      given: {p: 3}
      answers: {area: F x - 2 x^2, side: F - 2x, slope: F - 4x, best: F/4, length: 100 m, price: $300}
      wrong: {area: [F x - x^2], best: [F/2]}
    minimum:
      given: {x: F/4}
      answers: {slope: 0, side: 2*best, best: x, area: F^2/8}
"""


def test_a_right_question_in_letters_has_no_findings(tmp_path: Path) -> None:
    assert found(tmp_path, FIELD) == []


def test_the_forms_of_an_expression_are_compared_in_letters(tmp_path: Path) -> None:
    wrong = spoilt(("= F*x - 2*x^2", "= F*x - x^2"), text=FIELD)
    finding = the_one([finding for finding in found(tmp_path, wrong) if finding.check == "forms-differ"])
    assert finding.level == "error"
    assert finding.message.startswith("F*x - x^2 does not equal x * side with F = ")
    assert finding.place.line == line_of("F*x - x^2", wrong)


def test_forms_that_are_equal_for_the_drawn_numbers_alone_are_not_equal(tmp_path: Path) -> None:
    question = """\
- id: edges
  title: Edges
  skill: trains
  given:
    n: {value: 3, says: edges of a face}
    k: {range: [2, 90], step: 1, says: faces}
  text: There are $k$ faces of $n$ edges.
  parts:
    - id: edges
      ask: How many edges have they?
      work: {all: {is: k * n, says: all edges, because: each face has n}}
      answer: all / 2 = 3*k/2
      in: [k, n]
      because: each edge is counted twice
"""
    finding = the_one(found(tmp_path, question))
    assert finding.message.startswith("3*k/2 does not equal all / 2 with k = ")
    assert found(tmp_path, question.replace("3*k/2", "n*k/2")) == []


@pytest.mark.parametrize(
    ("gives", "check"),
    [
        ("F*x - x*2*x", "slip-always"),
        ("x * F * sqrt(-F/x)", "slip-undefined"),
        ("x^3 / (x - x)", "slip-undefined"),
    ],
)
def test_slips_in_letters_are_compared_too(tmp_path: Path, gives: str, check: str) -> None:
    wrong = FIELD.replace("gives: x * (F - x)", f"gives: {gives}")
    finding = the_one(found(tmp_path, wrong))
    assert (finding.level, finding.check) == ("warning", check)
    assert "on every variant" in finding.message or "always" in finding.message


def test_two_slips_in_letters_that_coincide_are_reported(tmp_path: Path) -> None:
    twice = "says: both sides lead to the river\n        - gives: F*x - x^2\n          says: something else\n"
    finding = the_one(found(tmp_path, spoilt(("says: both sides lead to the river\n", twice), text=FIELD)))
    assert (finding.level, finding.check) == ("warning", "slips-coincide")


def test_an_expression_one_step_away_needs_a_hint(tmp_path: Path) -> None:
    wrong = spoilt(("      hints: [Where is the derivative zero?]\n", ""), text=FIELD)
    finding = the_one(found(tmp_path, wrong))
    assert (finding.level, finding.check) == ("error", "needs-hints")
    assert finding.message.startswith("best has no hint but its answer")


def test_an_answer_that_depends_on_a_symbol_says_so_at_its_place(tmp_path: Path) -> None:
    wrong = spoilt(("answer: length * p", "answer: length * p * x / x"), text=FIELD)
    finding = the_one([finding for finding in found(tmp_path, wrong) if finding.check == "symbol"])
    assert finding.level == "error"
    assert finding.message == "price has no value: it depends on x, which nothing draws"
    assert finding.place.line == line_of("length * p * x", wrong)


def test_a_symbol_that_no_text_speaks_of_is_untold(tmp_path: Path) -> None:
    finding = the_one(found(tmp_path, spoilt((" of length $F$", ""), text=FIELD)))
    assert (finding.level, finding.check) == ("error", "untold")
    assert finding.message == "area is written in F, but neither the text nor an ask up to area speaks of it"


def test_a_symbol_stands_in_a_text_beside_others(tmp_path: Path) -> None:
    assert found(tmp_path, spoilt((" of length $F$", " (so that $Fx$ is more than its area)"), text=FIELD)) == []


def test_a_symbol_has_no_value_to_show_in_a_unit(tmp_path: Path) -> None:
    finding = the_one(found(tmp_path, spoilt(("At which depth is it", "At which depth is {side:km} it"), text=FIELD)))
    assert finding.message == "the ask of best shows side in km, but it has no value"


# -- examples


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("slope: 0", "slope: 1", "1, an answer to slope, is not what comes out: slope is "),
        ("side: 2*best", "side: 3*best", "3*best, an answer to side, is not what comes out: side is "),
        ("area: F^2/8", "area: F^2/9", "F^2/9, an answer to area, is not what comes out: area is "),
    ],
)
def test_an_example_at_a_minimum_is_compared_by_value(tmp_path: Path, before: str, after: str, told: str) -> None:
    finding = the_one(found(tmp_path, spoilt((before, after), text=FIELD)))
    assert (finding.level, finding.check) == ("error", "example")
    assert finding.message.startswith(f"example minimum: {told}")


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("side: F - 2x", "side: F - x", "F - x, an answer to side, is marked wrong"),
        ("length: 100 m", "length: 200 m", "200 m, an answer to length, is marked wrong"),
        ("best: [F/2]", "best: [F/2, 0.25 F]", "0.25 F, a wrong answer to best, is marked correct"),
    ],
)
def test_an_example_in_letters_is_marked(tmp_path: Path, before: str, after: str, told: str) -> None:
    finding = the_one(found(tmp_path, spoilt((before, after), text=FIELD)))
    assert finding.message.startswith(f"example by-hand: {told}")


def test_an_example_holds_whatever_is_drawn(tmp_path: Path) -> None:
    finding = the_one(found(tmp_path, spoilt(("given: {p: 3}\n", "given: {x: 5 m}\n"), text=FIELD)))
    assert finding.check == "example"

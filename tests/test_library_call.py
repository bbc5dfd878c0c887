"""The marker as a library call: texts in, a mark out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import studybot
from studybot.formula.errors import StudybotError

CASES = Path(__file__).parent / "conformance" / "answers.jsonl"
ROWS = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_answers_are_marked_as_agreed(row: dict[str, Any]) -> None:
    found = studybot.mark(
        row["answer"], row["reference"], kind=row["kind"], variables=row["variables"], tolerance=row["tolerance"]
    )
    assert found.verdict == row["expected"], found.feedback
    assert found.credit == (1.0 if row["expected"] == "correct" else 0.0)
    assert (found.reading is None) == (row["expected"] == "invalid")


def test_every_case_is_tried() -> None:
    assert len(ROWS) == 278


@pytest.mark.parametrize(
    ("answer", "variables", "reading"),
    [
        ("1/2x", {"x": [1, 2]}, "1/2 · x"),
        ("mn", {"m": [1, 2], "n": [1, 2]}, "m n"),
        ("2x^2", {"x": [1, 2]}, "2 x²"),
    ],
)
def test_the_reading_shows_how_products_were_grouped(answer: str, variables: dict[str, Any], reading: str) -> None:
    found = studybot.mark(answer, "1", kind="expression", variables=variables)
    assert found.reading is not None
    assert found.reading.replace(" · ", " ") == reading.replace(" · ", " ")


def test_names_written_together_are_a_product() -> None:
    variables = {"m": [1, 3], "n": [1, 3]}
    assert studybot.mark("mn^2", "m*n^2", kind="expression", variables=variables).verdict == "correct"
    assert studybot.mark("nm", "m*n", kind="expression", variables=variables).verdict == "correct"
    declared = {**variables, "mn": [1, 3]}
    assert studybot.mark("mn", "m*n", kind="expression", variables=declared).verdict == "wrong"


def test_a_letter_of_the_wrong_case_gets_a_suggestion() -> None:
    found = studybot.mark("0.1*sqrt(c)", "0.1*sqrt(C)", kind="expression", variables={"C": [1, 9]})
    assert (found.verdict, found.feedback) == ("invalid", ("c is not known here (did you mean C?)",))


def test_an_answer_undefined_where_the_reference_is_defined_is_wrong() -> None:
    found = studybot.mark("x/x", "1", kind="expression", variables={"x": [0, 0]})
    assert found.verdict == "wrong"
    assert found.feedback == ("where the answer is defined, this divides by zero",)


def test_what_floats_cannot_decide_more_digits_do() -> None:
    # Near 0 both sides of this identity lose ten of sixteen digits; the second formula differs by 1e-8 for real.
    variables = {"x": [1e-5, 2e-5]}
    right = studybot.mark("(1-cos(x))/x^2", "2*sin(x/2)^2/x^2", kind="expression", variables=variables)
    wrong = studybot.mark("(1+1e-8)*2*sin(x/2)^2/x^2", "2*sin(x/2)^2/x^2", kind="expression", variables=variables)
    assert (right.verdict, wrong.verdict) == ("correct", "wrong")


def test_positions_are_not_listed_out() -> None:
    assert studybot.mark("0..10^15", "0-10^15", kind="positions").verdict == "correct"
    assert studybot.mark("{50, 51, ..., 71}", "50-71", kind="positions").reading == "50-71"
    found = studybot.mark("51-71", "50-71", kind="positions")
    assert (found.verdict, found.feedback) == ("wrong", ("these are too few",))


def test_a_bare_number_is_enough_for_what_is_counted() -> None:
    assert studybot.mark("5", "5 apples", kind="quantity").verdict == "correct"
    assert studybot.mark("5 oranges", "5 apples", kind="quantity").verdict == "wrong"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({"kind": "essay"}, "mark.kind"),
        ({"kind": "expression", "variables": {"x": [2, 1]}}, "mark.variables"),
        ({"kind": "expression", "variables": {"x": "real"}}, "mark.variables"),
        ({"kind": "expression"}, "mark.variables"),
        ({"tolerance": {"relative": 0.1}}, "mark.tolerance"),
    ],
)
def test_what_the_caller_gets_wrong_is_an_error(arguments: dict[str, Any], code: str) -> None:
    with pytest.raises(StudybotError) as fault:
        studybot.mark("x", "x" if arguments.get("kind") == "expression" else "1", **arguments)
    assert fault.value.code == code


@pytest.mark.parametrize(
    "answer", ["diag(1, 1, -1)", "[[1,0,0],[0,1,0],[0,0,-1]]", "-diag([-1,-1,1])", "diag(1,1,-1)^T"]
)
def test_a_matrix_may_be_written_in_several_ways(answer: str) -> None:
    assert studybot.mark(answer, "[[1,0,0],[0,1,0],[0,0,-1]]", kind="matrix").verdict == "correct"


def test_the_identity_has_the_size_that_is_asked_for() -> None:
    assert studybot.mark("-I", "[[-1,0],[0,-1]]", kind="matrix").verdict == "correct"
    assert studybot.mark("2*[[1,2],[3,4]] - I", "[[1,4],[6,7]]", kind="matrix").verdict == "correct"
    assert studybot.mark("I", "[[1,0,0],[0,1,0]]", kind="matrix").verdict == "invalid"


def test_a_wrong_shape_is_told() -> None:
    found = studybot.mark("[[1, 2, 3]]", "[1, 2, 3]", kind="vector")
    assert (found.verdict, found.feedback) == ("wrong", ("that is 1 × 3; 3 × 1 is asked for",))
    product = studybot.mark("[[1,2],[3,4]]*[1,1,1]", "[3,7]", kind="vector")
    assert product.feedback == ("2 × 2 times 3 × 1 is no product",)


def test_how_many_entries_are_wrong_is_told_and_not_which() -> None:
    found = studybot.mark("[[1,2],[0,0]]", "[[1,2],[3,4]]", kind="matrix")
    assert found.feedback == ("2 entries are wrong",)


@pytest.mark.parametrize(
    ("answer", "reference", "verdict"),
    [
        ("(-inf, 0) U [1, 2]", "(-inf,0) U [1,2]", "correct"),
        ("[1,2] U (-inf,0)", "(-inf,0) U [1,2]", "correct"),
        ("[0,1] U [1,2]", "[0,2]", "correct"),
        ("[0,1) U (1,2]", "[0,2]-{1}", "correct"),
        ("[0,2]", "[0,2]-{1}", "wrong"),
        ("(2,1)", "(1,2)", "invalid"),
        ("{1, 2", "{1,2}", "invalid"),
        ("{1, x}", "{1,2}", "invalid"),
    ],
)
def test_sets_are_compared_by_what_they_hold(answer: str, reference: str, verdict: str) -> None:
    assert studybot.mark(answer, reference, kind="set", tolerance={"rel": 1e-9}).verdict == verdict

"""Formulas of matrices: how they are written, and what they are worth."""

from __future__ import annotations

from typing import Any

import pytest

import studybot
from studybot.formula.errors import FormulaError
from studybot.formula.evaluate import UndefinedError, evaluate
from studybot.formula.grammar import FORMULA, Grammar
from studybot.formula.matrix import Matrix
from studybot.formula.parser import parse
from studybot.formula.printing import to_text
from studybot.formula.tree import Call, Name


@pytest.mark.parametrize(
    ("text", "spelling"),
    [
        ("[[W_O1,W_O2]]", "[[W_O1, W_O2]]"),
        ("[[r_1], [r_2]]", "[[r_1], [r_2]]"),
        ("(I(3) - 2*u*u^T/(u^T*u))*P", "(I(3) - 2*u*u^T/(u^T*u))*P"),
        ("U*diag(s_1,s_2,0)*V^T", "U*diag(s_1, s_2, 0)*V^T"),
        ("diff(loss,N)", "diff(loss, N)"),
        ("(A^T)^2", "(A^T)^2"),
    ],
)
def test_one_spelling_that_parses_to_the_same_tree(text: str, spelling: str) -> None:
    tree = parse(text, FORMULA)
    assert to_text(tree) == spelling
    assert parse(spelling, FORMULA) == tree


def test_the_identity_is_a_function_of_its_size_or_a_name() -> None:
    declared = Grammar(names={"I", "x"}, units=None, grouping=False)
    assert isinstance(parse("I(3)", declared), Call)
    assert parse("I", declared) == parse("I", FORMULA) == Name("I")
    assert to_text(parse("I(x + 1)", declared)) == "I*(x + 1)"


def test_letters_that_spell_a_function_are_a_product_where_they_are_names() -> None:
    letters = Grammar(names={"d", "e", "t"}, units=None, grouping=False)
    assert to_text(parse("2det", letters)) == "2*d*e*t"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("row(X)", "row takes 2 arguments, not 1"),
        ("entry(X)", "entry takes 2 or 3 arguments, not 1"),
        ("diff(loss, 2)", "diff takes a formula and the name to differentiate by"),
        ("2*softmax", "the function softmax needs brackets"),
    ],
)
def test_what_functions_take_is_said(text: str, message: str) -> None:
    with pytest.raises(FormulaError) as fault:
        parse(text, FORMULA)
    assert fault.value.message == message


A = Matrix(((1.0, 2.0), (3.0, 4.0)))
S = Matrix(((2.0, 0.0, 1.0), (0.0, 1.0, 0.0), (1.0, 0.0, 2.0)))
X = Matrix(((1.0, 2.0, -1.0), (0.0, 1.0, 1.0), (2.0, -1.0, 0.0)))
NAMES = {
    "A": A,
    "S": S,
    "X": X,
    "C": Matrix(((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, -1.0))),
    "u": Matrix(((1.0,), (1.0,), (-1.0,))),
    "v": Matrix(((3.0,), (-1.0,), (4.0,), (1.0,))),
    "r": Matrix(((1.0, 2.0), (0.0, 1.0))),
    "one": Matrix(((5.0,),)),
    "k": 2.0,
    "l": 3.0,
}


def value(text: str) -> Any:
    result = evaluate(parse(text, FORMULA), NAMES)
    return [list(row) for row in result.rows] if isinstance(result, Matrix) else result


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A*r", [[1, 4], [3, 10]]),
        ("A^2", [[7, 10], [15, 22]]),
        ("A^0", [[1, 0], [0, 1]]),
        ("A^T - 2*A/4", [[0.5, 2], [0.5, 2]]),
        ("u^T*u", 3),
        ("u*u^T/(u^T*u)*3", [[1, 1, -1], [1, 1, -1], [-1, -1, 1]]),
        ("(I(3) - 2*u*u^T/(u^T*u))*u", [[-1], [-1], [1]]),
        ("[[A, r]]", [[1, 2, 1, 2], [3, 4, 0, 1]]),
        ("[[A], [r]]", [[1, 2], [3, 4], [1, 2], [0, 1]]),
        ("[[A, [[5], [6]]], [[[7, 8]], 9]]", [[1, 2, 5], [3, 4, 6], [7, 8, 9]]),
        ("[[u^T*u, 1], [k, l]]", [[3, 1], [2, 3]]),
        ("zeros(k, l)", [[0, 0, 0], [0, 0, 0]]),
        ("ones(l)", [[1], [1], [1]]),
        ("diag(1, k, 0)", [[1, 0, 0], [0, 2, 0], [0, 0, 0]]),
        ("diag(u)*u", [[1], [1], [1]]),
        ("col(X, 2)", [[2], [1], [-1]]),
        ("row(X, 3)", [[2, -1, 0]]),
        ("entry(X, 1, 3) + entry(u, 3)", -2),
        ("col(C, 3)^T*col(X, 1)", -2),
        ("sum(v) + sum(k, l, 1)", 13),
        ("min(v) + max(v) + min(k, l)", 5),
        ("argmax(v)", 3),
        ("margin(v)", 1),
        ("norm([3, 4]) + norm(A - A)", 5),
        ("norm(-2)", 2),
        ("rank([[1, 2, 3], [4, 5, 6], [7, 8, 9]])", 2),
        ("rank(u*u^T) + rank(I(3)) + rank(zeros(2, 2))", 4),
        ("det(A)", -2),
        ("det([[0, 1, 2], [1, 0, 3], [4, -3, 8]])", -2),
        ("floor(A/2)", [[0, 1], [1, 2]]),
        ("round(A/3, 1)", [[0.3, 0.7], [1, 1.3]]),
        ("exp(A - A)", [[1, 1], [1, 1]]),
        ("1/one + one*[1, 2]^T*[1, 0]", 5.2),
        ("[one, 1]", [[5], [1]]),
    ],
)
def test_what_formulas_of_matrices_are_worth(text: str, expected: object) -> None:
    found = value(text)
    if isinstance(expected, list):
        assert found == [pytest.approx(row) for row in expected]
    else:
        assert found == pytest.approx(expected)


def test_softmax_gives_weights_that_sum_to_one_however_large_the_scores() -> None:
    assert value("softmax([1, 2, 0])") == [[pytest.approx(weight)] for weight in (0.24472847, 0.66524096, 0.09003057)]
    assert value("softmax([-3000, 4000, -1])") == [[0], [1], [0]]
    assert value("softmax([[5, 5]])") == [[0.5, 0.5]]


def test_a_chain_of_blocks_is_the_sum_of_its_products() -> None:
    assert value("[[A, r]]*[[r], [A]]") == value("A*r + r*A")


def test_what_only_rounding_leaves_is_zero() -> None:
    mirror = "(I(3) - 2*u*u^T/(u^T*u))"  # entries of thirds, its columns orthonormal
    assert value(f"col({mirror}, 1)^T*col({mirror}, 2)") == 0
    assert value(f"norm({mirror}*{mirror} - I(3))") == 0
    assert value("det([[1, 2, 3], [4, 5, 6], [7, 8, 9]]) = 0") is True


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("A*u", "2 × 2 times 3 × 1 is no product"),
        ("A + 1", "2 × 2 plus a number is no sum"),
        ("1/A", "what divides is a number, and this is 2 × 2"),
        ("A/0", "this divides by zero"),
        ("A^0.5", "0.5 is not a whole number"),
        ("A^-1", "a matrix has powers from 0 to 1000 here"),
        ("(1e300*A)^2", "this is too large to compute with"),
        ("sqrt(-A)", "sqrt is not defined there"),
        ("A > 0", "only numbers are compared, and this is 2 × 2"),
        ("A > 0 and A", "only numbers are compared, and this is 2 × 2"),
        ("k > 0 and A", "`and` joins comparisons, and this is 2 × 2"),
        ("argmax([1, 3, 3])", "two entries are the largest"),
        ("argmax([0.1 + 0.2, 0.3])", "two entries are the largest"),
        ("col(X, 4)", "3 × 3 has no column 4"),
        ("entry(u, 0)", "3 × 1 has no entry 0"),
        ("row(X, 1.5)", "3 × 3 has no row 1.5"),
        ("I(k - 2)", "the size of I is a whole number from 1 on"),
        ("zeros(1000, 1000)", "a matrix has at most 400 entries here"),
        ("ones(400)*ones(400)^T", "a matrix has at most 400 entries here"),
        ("[[A, u]]", "2 × 2 cannot stand beside 3 × 1"),
        ("[u, u]", "a list holds numbers; blocks stand in two brackets, as [[A, B]] or [[A], [B]], and this is 3 × 1"),
        ("diff(k^2, k)", "a derivative has to be worked out before it has a value"),
        ("diff(k^2, unknown)", "a derivative has to be worked out before it has a value"),
        ("max(k)", "max takes several numbers or one matrix, not one number"),
    ],
)
def test_what_has_no_value_is_said(text: str, message: str) -> None:
    with pytest.raises(UndefinedError) as fault:
        value(text)
    assert fault.value.message == message


def test_a_matrix_as_an_answer_that_is_a_number_is_no_number() -> None:
    assert studybot.mark("zeros(3)", "3").verdict == "invalid"

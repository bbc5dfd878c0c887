"""The shape of a formula follows from the shapes of its names, and what does not fit is said in one sentence."""

from __future__ import annotations

import pytest

from studybot.formula.grammar import FORMULA
from studybot.formula.parser import parse
from studybot.formula.shapes import NUMBER, POSITIONS, TRUTH, MisfitError, Shape, matrix_shape, shape_of, shape_text

SHAPES = {
    "W_Q": matrix_shape("d_head", "d_model"),
    "W_K": matrix_shape("d_head", "d_model"),
    "W_O1": matrix_shape("D", "d"),
    "W_O2": matrix_shape("D", "d"),
    "r_1": matrix_shape("d", "n"),
    "r_2": matrix_shape("d", "n"),
    "X": matrix_shape(3, 3),
    "x": matrix_shape(3),
    "runs": POSITIONS,
}


def shape(text: str, sizes: dict[str, int] | None = None) -> Shape:
    return shape_of(parse(text, FORMULA), SHAPES, sizes)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("W_Q^T*W_K", "d_model × d_model"),
        ("(W_K^T*W_Q)^T + W_Q^T*W_K", "d_model × d_model"),
        ("-2*W_Q/3 - W_K", "d_head × d_model"),
        ("X^2*x", "3 × 1"),
        ("x*x^T/(x^T*x)", "3 × 3"),
        ("x^T*X*x", "a number"),
        ("a*b + c", "a number"),
        ("x^T*x > 0 and a = 1", "true or false"),
        ("[1, 2, a]", "3 × 1"),
        ("[[1, 2, a]]", "1 × 3"),
        ("[[a]]", "a number"),
        ("[[W_O1, W_O2]]", "D × (d + d)"),
        ("[[r_1], [r_2]]", "(d + d) × n"),
        ("[[W_O1, W_O2]]*[[r_1], [r_2]] + W_O1*r_1", "D × n"),
        ("[[X, x], [x^T, 1]]", "4 × 4"),
        ("I(3) - zeros(3, 3)", "3 × 3"),
        ("W_Q - zeros(d_head, d_model)", "d_head × d_model"),
        ("ones(n)", "n × 1"),
        ("I(d_model)*W_Q^T", "d_model × d_head"),
        ("diag(s, t, 0)", "3 × 3"),
        ("diag(x)", "3 × 3"),
        ("col(W_Q, 1)", "d_head × 1"),
        ("row(W_Q, 1)", "1 × d_model"),
        ("col(X, 1)^T*x + entry(X, 1, 2) + entry(x, 3)", "a number"),
        ("softmax(X*x)", "3 × 1"),
        ("exp(X)", "3 × 3"),
        ("argmax(x) + margin(x) + norm(X) + rank(W_Q) + det(X) + sum(x) + max(x) + min(s, t)", "a number"),
        ("first..last + 1", "positions"),
        ("(first..last) + 1", "positions"),
        ("count(runs)", "a number"),
        ("diff(a*b, b)", "a number"),
    ],
)
def test_shapes_follow_from_those_of_the_names(text: str, expected: str) -> None:
    assert shape_text(shape(text)) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("W_Q*W_K", "d_head × d_model times d_head × d_model is no product"),
        ("W_Q + W_K^T", "d_head × d_model plus d_model × d_head is no sum"),
        ("X - x", "3 × 3 minus 3 × 1 is no difference"),
        ("X + 1", "3 × 3 plus a number is no sum"),
        ("1/X", "what divides is a number, and this is 3 × 3"),
        ("2^X", "an exponent is a number, and this is 3 × 3"),
        ("W_Q^2", "only a square matrix has powers, and this is d_head × d_model"),
        ("X < 1", "only numbers are compared, and this is 3 × 3"),
        ("not X", "`not` takes what is true or false, and this is 3 × 3"),
        ("[[W_O1, r_1]]", "D × d cannot stand beside d × n"),
        ("[[W_O1], [r_1]]", "D × d cannot stand on d × n"),
        ("det(W_Q)", "only a square matrix has a determinant, and this is d_head × d_model"),
        ("softmax(X)", "softmax takes a vector, not 3 × 3"),
        ("entry(X, 1)", "an entry of 3 × 3 needs its row and its column"),
        ("max(a)", "max takes several numbers or one matrix, not one number"),
        ("max(X, a)", "max takes several numbers or one matrix, and this is 3 × 3"),
        ("zeros(a + 1)", "the size of zeros is a whole number from 1 on, or the name of one"),
        ("count(x)", "count takes positions, not 3 × 1"),
        ("2*runs", "to positions only a number can be added, or taken from them"),
        ("norm(runs)", "norm takes no positions"),
        ("[[1, 2], [3]]", "the rows have unequal lengths"),
        ("[1, [2]]", "numbers and rows stand side by side"),
        ("[x, x]", "a list holds numbers; blocks stand in two brackets, as [[A, B]] or [[A], [B]], and this is 3 × 1"),
    ],
)
def test_what_does_not_fit_is_said(text: str, message: str) -> None:
    with pytest.raises(MisfitError) as fault:
        shape(text)
    assert fault.value.message == message


def test_a_fault_points_at_the_place() -> None:
    text = "x^T*x + W_Q*W_K"
    with pytest.raises(MisfitError) as fault:
        shape(text)
    error = fault.value.in_text(text)
    assert text[error.start : error.end] == "W_Q*W_K"


def test_known_sizes_are_put_in_everywhere() -> None:
    assert shape_text(shape("W_Q^T*W_K", {"d_model": 8})) == "8 × 8"
    assert shape_text(shape("W_O1^T*W_O2", {"d": 1})) == "a number"


def test_sizes_of_two_names_do_not_fit_even_where_they_might_be_equal() -> None:
    with pytest.raises(MisfitError):
        shape("W_Q*r_1")
    assert shape("W_Q*r_1", {"d_model": 4, "d": 4}) == matrix_shape("d_head", "n")


def test_sorts() -> None:
    assert (shape("a"), shape("a < b"), shape("runs - 1")) == (NUMBER, TRUTH, POSITIONS)

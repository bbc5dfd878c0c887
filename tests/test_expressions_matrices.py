"""Matrix expressions: shapes first, products that do not commute, transposes, the identity."""

from __future__ import annotations

from typing import Any

import pytest
from expressions import HEADS, OUTPUTS, marked, told, verdict

from studybot.formula.errors import StudybotError
from studybot.marking.call import mark

SCORES = "W_Q^T W_K"
SQUARE: dict[str, Any] = {"A": {"shape": ["n", "n"]}, "B": {"shape": ["n", "n"]}, "x": {"shape": ["n"]}, "c": [1, 5]}


@pytest.mark.parametrize(
    "answer",
    [
        "W_Q^T W_K",
        "(W_K^T W_Q)^T",
        "W_Q^TW_K",
        r"W_Q^\top W_K",
        r"W_{Q}^{\mathrm{T}} W_{K}",
        "W_Qᵀ·W_K",
        "W_Q' W_K",
        "W_Q.T @ W_K",
        "transpose(W_Q) W_K",
        "WQ^T WK",
        "-(-W_Q)^T W_K",
        "W_Q^T I W_K",
        "2 W_Q^T W_K - W_Q^T W_K",
        "sqrt(d) W_Q^T W_K / d^0.5",
        "W_Q^T W_K + I - I",
    ],
)
def test_equal_matrix_expressions_are_right(answer: str) -> None:
    assert verdict(answer, SCORES, HEADS) == "correct"


@pytest.mark.parametrize("answer", ["x · B y", r"(A x) \cdot y", "y · (A x)", "x^T · B · y", "2 x · B y / 2"])
def test_a_dot_between_two_columns_is_their_dot_product(answer: str) -> None:
    names = {"A": {"shape": ["m", "n"]}, "B": {"shape": ["n", "m"]}, "x": {"shape": ["n"]}, "y": {"shape": ["m"]}}
    if "A" in answer:
        assert verdict(answer, "x^T A^T y", names) == "correct"
    else:
        assert verdict(answer, "x^T B y", names) == "correct"


def test_columns_have_no_other_product() -> None:
    assert verdict("x x", "x^T x", SQUARE) == "wrong"
    assert verdict("x · x", "x^T x", SQUARE) == "correct"
    assert verdict("x · A x", "x^T A^T A x", SQUARE) == "wrong"


TEXT: dict[str, Any] = {"U": {"shape": ["v", "d"]}, "E": {"shape": ["d", "v"]}, "T": {"shape": ["v", "n"]}}


@pytest.mark.parametrize("answer", ["U E T", "(T^T E^T U^T)^T", "U E T^T^T"])
def test_a_matrix_called_t_is_no_exponent(answer: str) -> None:
    assert verdict(answer, "U E T", TEXT) == "correct"


@pytest.mark.parametrize(
    ("answer", "feedback"),
    [
        (
            "W_K W_Q^T",
            "d_head × d_model times d_model × d_head is d_head × d_head; the answer needs d_model × d_model",
        ),
        ("W_Q W_K", "d_head × d_model times d_head × d_model is no product"),
        ("W_K^T W_Q", "this is another formula"),
        ("W_Q + W_K", "that is d_head × d_model; the answer needs d_model × d_model"),
        ("x^T W_Q^T W_K x", "1 × d_model times d_model × 1 is a number; the answer needs d_model × d_model"),
        ("W_Q^T W_K + 1", "d_model × d_model plus a number is no sum"),
        ("d", "that is a number; the answer needs d_model × d_model"),
    ],
)
def test_a_wrong_shape_is_told_before_anything_else(answer: str, feedback: str) -> None:
    found = marked(answer, SCORES, HEADS)
    assert (found.verdict, found.feedback) == ("wrong", (feedback,))


@pytest.mark.parametrize(
    ("answer", "reference", "expected"),
    [
        ("A^2 + A B + B A + B^2", "(A+B)^2", "correct"),
        ("A^2 + 2AB + B^2", "(A+B)^2", "wrong"),
        ("A^2 - I", "(A-I)(A+I)", "correct"),
        ("(A-I)^2", "A^2 - 2A + I", "correct"),
        ("B A", "A B", "wrong"),
        ("x^T A^T x", "x^T A x", "correct"),
        ("c A x", "A (c x)", "correct"),
        ("norm(x)^2", "x^T x", "correct"),
        ("x x^T x", "(x^T x) x", "correct"),
        ("A^T^T", "A", "correct"),
    ],
)
def test_products_do_not_commute(answer: str, reference: str, expected: str) -> None:
    assert verdict(answer, reference, SQUARE) == expected


def test_blocks_are_read_with_and_without_commas() -> None:
    assert verdict("[[W_O^1, W_O^2]]", "[[W_O^1, W_O^2]]", OUTPUTS) == "correct"
    assert verdict("[[W_O^2, W_O^1]]", "[[W_O^1, W_O^2]]", OUTPUTS) == "wrong"
    stacked = r"\begin{bmatrix} W_O^1 & W_O^2 \end{bmatrix} \begin{bmatrix} r^1 \\ r^2 \end{bmatrix}"
    assert verdict(stacked, "W_O^1 r^1 + W_O^2 r^2", OUTPUTS) == "correct"
    assert verdict("[[W_O^1, W_O^2]] [[r^1], [r^2]]", "W_O^1 r^1 + W_O^2 r^2", OUTPUTS) == "correct"


def test_a_transpose_is_told_at_a_size_of_one_and_at_equal_sizes() -> None:
    assert told("v^T", "v", {"v": {"shape": [1, 4]}}) == "that is 4 × 1; the answer needs 1 × 4"
    assert told("x^T", "x", {"x": {"shape": [3]}}) == "that is 1 × 3; the answer needs 3 × 1"
    assert verdict("A^T", "A", {"A": {"shape": [2, 2]}}) == "wrong"


def test_large_sizes_are_named_and_not_computed_with() -> None:
    variables = {"A": {"shape": [50257, 768]}, "B": {"shape": [768, 50257]}}
    assert verdict("(B^T A^T)^T", "A B", variables) == "correct"
    residual = {"W": {"shape": [768, 768]}, "x": {"shape": [768]}}
    assert verdict("x + W x", "(I + W) x", residual) == "correct"
    assert verdict("(I + 2W) x", "x + W x", residual) == "wrong"
    assert told("B A", "A B", variables) == (
        "768 × 50257 times 50257 × 768 is 768 × 768; the answer needs 50257 × 50257"
    )


def test_a_number_that_is_also_a_size_is_that_size() -> None:
    variables = {"A": {"shape": ["m", "k"]}, "k": [1, 100], "I": {"shape": ["k", "k"]}}
    assert verdict("sqrt(k)*A/k", "A/sqrt(k)", variables) == "correct"


def test_a_declared_t_is_a_power_and_top_a_transpose() -> None:
    assert verdict("A^T", "A^T", {"A": [1, 2], "T": [2, 3]}) == "correct"
    assert verdict("exp(T*ln(A))", "A^T", {"A": [1, 2], "T": [2, 3]}) == "correct"
    variables = {"W": {"shape": ["n", "m"]}, "T": [1, 3]}
    assert verdict(r"T W^\top", "T*W'", variables) == "correct"


def test_an_identity_without_a_size_is_not_guessed() -> None:
    assert told("norm(I)*A", "A", SQUARE) == "which size I has here does not follow from its place"


@pytest.mark.parametrize("shape", [[], [1, 2, 3], ["n", 0], ["n", -1], "n", ["2n"], [1.5]])
def test_a_shape_that_makes_no_sense_is_an_error(shape: Any) -> None:
    with pytest.raises(StudybotError) as fault:
        verdict("A", "A", {"A": {"shape": shape}})
    assert fault.value.code == "mark.variables"


def test_a_reference_without_a_shape_is_an_error() -> None:
    with pytest.raises(StudybotError) as fault:
        verdict("x", "A + x", SQUARE)
    assert fault.value.code == "mark.variables"


def test_one_number_where_several_are_asked_for_is_asked_again() -> None:
    """A shape typed as `m x n` is no mistake of the one who is asked, and costs nothing."""
    sizes = {"m": [2, 9], "n": [10, 20]}
    shape = mark("m x n", "[m, n]", kind="vector", variables=sizes)
    assert (shape.verdict, shape.credit) == ("invalid", 0.0)
    assert "[a, b]" in shape.feedback[0]
    assert mark("[n, m]", "[m, n]", kind="vector", variables=sizes).verdict == "wrong"

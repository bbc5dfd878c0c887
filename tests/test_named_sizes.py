"""Matrices of named sizes that are also given as numbers: identities of such a size, what is computed, what follows."""

from __future__ import annotations

import pytest
from checking import bank_of

from studybot.marking.mark import Mark
from studybot.marking.part import mark_part, own_answer
from studybot.notation.plain import to_plain
from studybot.problem.derivation import Derivation
from studybot.problem.variant import Variant, drawn
from studybot.show.answers import answer_node

QUESTION = r"""
- id: sizes
  title: Sizes with names
  skill: trains
  given:
    n: {value: 3, says: rows}
    k: {value: 2, says: columns}
    A: {shape: [n, n], says: a square matrix}
    C: {shape: [n, k], says: a matrix}
    W: {shape: [k, k], says: weights}
    x_1: {says: a number}
    x_2: {says: another}
    M: {value: [[1, 2], [3, 4]], says: numbers}
    v: {value: [1, -1], says: a vector}
  text: Here are $A$, $C$, $W$, $x_1$, $x_2$, {n=}, {k=}, {M=} and {v=}.
  parts:
    - id: less
      ask: What is left?
      answer: A * A - I(n)
      in: [A]
      because: it is taken away
      hints: [Square it first.]
    - id: more
      ask: What comes out?
      answer: C^T * C + I(k) + zeros(k, k)
      in: [C]
      because: it is added
      hints: [Transpose it first.]
    - id: form
      ask: What is the form?
      answer: '[[x_1, x_2]] * W * [x_2, x_1]'
      in: [x_1, x_2, W]
      because: a row meets a column
      hints: [Begin with the row.]
    - id: product
      ask: What is the product?
      answer: A * C
      in: [A, C]
      because: it is a product
      hints: [The sizes tell the order.]
    - id: again
      ask: What comes out after another round?
      answer: A * product
      in: [A, product]
      because: it is the same again
      hints: [The sizes tell the order.]
    - id: shifted
      ask: What is the matrix with one more on its diagonal?
      answer: M + I(k)
      in: [M]
      because: the identity is added
      hints: [Only the diagonal changes.]
    - id: image
      ask: Where does it take the vector?
      answer: shifted * v
      because: a matrix times a vector
"""


@pytest.fixture(scope="module")
def variant(tmp_path_factory: pytest.TempPathFactory) -> Variant:
    return drawn(Derivation.of(bank_of(tmp_path_factory.mktemp("bank"), QUESTION).questions[0]), 1)


def mark(variant: Variant, part: str, answer: str) -> Mark:
    return mark_part(variant, variant.part(part), answer)


@pytest.mark.parametrize("part", ["less", "more", "form", "product", "again", "shifted", "image"])
def test_the_answer_as_it_is_shown_is_right(variant: Variant, part: str) -> None:
    assert mark(variant, part, to_plain(answer_node(variant, variant.part(part)))).verdict == "correct"


@pytest.mark.parametrize(
    ("part", "answer"),
    [
        ("less", "A^2 - I"),
        ("less", "A^2 - I_3"),
        ("less", "A^2 - I_{3}"),
        ("less", "A A - I(3)"),
        ("more", "I + C^T C"),
        ("form", "[x_1, x_2]^T W [x_2; x_1]"),
        ("again", "A product"),
    ],
)
def test_an_identity_needs_no_size_and_may_have_one(variant: Variant, part: str, answer: str) -> None:
    assert mark(variant, part, answer).verdict == "correct"


def test_shapes_are_told_in_numbers_where_names_do_not_fit(variant: Variant) -> None:
    (remark,) = mark(variant, "less", "A^2 - I_2").remarks
    assert remark.text == "3 × 3 minus 2 × 2 is no difference"


def test_a_vector_follows_from_a_wrong_matrix_with_an_identity_in_it(variant: Variant) -> None:
    """Minus I it is [[0, 2], [3, 3]], which takes [1, -1] to [-2, 0]; plus I, [[2, 2], [3, 5]], to [0, -2]."""
    wrong = own_answer(mark(variant, "shifted", "M - I"))
    assert wrong is not None
    followed = mark_part(variant, variant.part("image"), "[-2, 0]", {"shifted": wrong})
    assert followed.followed
    assert mark(variant, "image", "[0, -2]").verdict == "correct"
    number = own_answer(mark(variant, "shifted", "2"))
    assert number is None

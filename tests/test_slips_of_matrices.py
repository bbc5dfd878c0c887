"""Slips with matrices, vectors and positions: a transpose, the order of factors or entries, an end off by one."""

from __future__ import annotations

from pathlib import Path

import pytest
from checking import bank_of

from studybot.formula.matrix import Matrix
from studybot.formula.positions import Positions
from studybot.marking.slips.candidates import Candidate, candidates_of
from studybot.marking.slips.naming import named_value
from studybot.marking.slips.sentences import as_written
from studybot.marking.tolerance import Tolerance
from studybot.problem.derivation import Derivation, Value
from studybot.problem.variant import drawn

# A B^T is [[2, 8], [4, 18]], and A x is [5, 11].
HEADS = """\
- id: heads
  title: Matrices
  skill: trains
  given:
    A: {value: [[1, 2], [3, 4]], says: the left matrix}
    B: {value: [[0, 1], [2, 3]], says: the right matrix}
    x: {value: [1, 2], says: the vector}
    seen: {value: [1, 0, 0], says: what is seen}
    first: {value: 50, says: the first position}
    length: {value: 22, says: the number of positions}
  text: There are {A=}, {B=}, {x=} and {seen=}. A window of {length} positions begins at {first}.
  parts:
    - {id: product, ask: 'What is $A B^T$?', answer: A*B^T, says: the product, because: that is asked}
    - {id: image, ask: 'What is $A x$?', answer: A*x, says: the image, because: that is asked}
    - {id: pattern, ask: What is seen?, answer: 1*seen, says: the pattern, because: that is asked}
    - id: window
      ask: Which positions does the window hold?
      work:
        last: {is: first + length - 1, says: the last position, because: both ends count}
      answer: first..last
      says: the window
      because: it runs from the first to the last
"""


def of_value(folder: Path, part_id: str, value: Value) -> Candidate | None:
    variant = drawn(Derivation.of(bank_of(folder, HEADS).questions[0]), 1)
    part = variant.part(part_id)
    return named_value(candidates_of(variant, part), value, variant.values[part_id], Tolerance.of(part.accept))


def matrix(*rows: tuple[float, ...]) -> Matrix:
    return Matrix(tuple(tuple(map(float, row)) for row in rows))


@pytest.mark.parametrize(
    ("rows", "kind", "closed"),
    [
        (((4, 7), (8, 15)), "transpose", "this is what comes out if one leaves out the transpose of the right matrix"),
        (((2, 4), (8, 18)), "transpose", "this is the transpose of the product"),
        (((6, 8), (10, 14)), "wrong-order", None),
        (((-2, -8), (-4, -18)), "sign", "this is what comes out if all signs of the product are the other ones"),
        (((2, 8), (4, 17)), None, None),
    ],
)
def test_a_slip_with_matrices_is_named(
    tmp_path: Path, rows: tuple[tuple[float, ...], ...], kind: str | None, closed: str | None
) -> None:
    found = of_value(tmp_path, "product", matrix(*rows))
    assert (found.kind if found else None) == kind
    if found is not None and closed is not None:
        assert as_written(found.closed) == closed


def test_entries_in_another_order_are_told_from_a_transposed_factor(tmp_path: Path) -> None:
    assert (found := of_value(tmp_path, "image", matrix((11,), (5,)))) is not None
    assert found.kind == "permuted"
    # A^T x = [1 + 6, 2 + 8]
    assert (found := of_value(tmp_path, "image", matrix((7,), (10,)))) is not None
    assert found.kind == "transpose"
    assert of_value(tmp_path, "image", matrix((5,), (12,))) is None


def test_a_complementary_pattern_is_named(tmp_path: Path) -> None:
    assert (found := of_value(tmp_path, "pattern", matrix((0,), (1,), (1,)))) is not None
    assert (found.kind, found.step) == ("complement", "pattern")


@pytest.mark.parametrize(
    ("run", "kind", "step"),
    [
        ((50, 72), "left-out", "last"),  # 50 + 22: the fence has one post more than it has gaps
        ((50, 70), "off-by-one", "window"),
        ((49, 71), "off-by-one", "window"),
        ((49, 70), "off-by-one", "window"),
        ((51, 72), "off-by-one", "window"),
        ((50, 75), None, None),
    ],
)
def test_an_end_that_is_off_by_one_is_named(
    tmp_path: Path, run: tuple[int, int], kind: str | None, step: str | None
) -> None:
    found = of_value(tmp_path, "window", Positions((run,)))
    assert (found.kind if found else None, found.step if found else None) == (kind, step)

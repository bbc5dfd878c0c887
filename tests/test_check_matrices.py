"""`bank check`: vectors, matrices and positions are drawn, solved and compared by thousands, as numbers are."""

from __future__ import annotations

from pathlib import Path

from checking import bank_of, everything, found, line_of, spoilt, the_one

from studybot.formula.matrix import Matrix
from studybot.formula.positions import Positions
from studybot.problem.derivation import Derivation
from studybot.vetting.sample import Sample

LAYERS = """\
- id: layers
  title: Two layers
  skill: trains
  given:
    A: {shape: [2, 2], range: [-3, 3], step: 1, says: the first layer}
    x: {shape: [2], range: [1, 9], step: 1, says: the input}
    s: {range: [2, 60], step: 1, says: a scale}
  where: norm(A - A^T) > 0 and norm(A*x) > 0
  text: A layer {A=} takes the input {x=}, and is scaled by {s}.
  parts:
    - id: out
      ask: What comes out?
      answer: A * x
      because: a layer multiplies
      slips:
        - gives: A^T * x
          says: the layer was transposed
    - id: scaled
      ask: And scaled?
      answer: s * out = s*A*x
      because: each entry is scaled
    - id: covered
      ask: Which positions from the first entry on are reached in {s} steps?
      answer: 1..s
      because: one a step
      slips:
        - gives: 0..s
          says: they are counted from 1
  examples:
    by-hand:
      given: {A: [[1, 2], [0, 1]], x: [3, 1], s: 2}
      answers: {out: [5, 1], scaled: [10, 2], covered: 1-2}
      wrong: {out: [[5, 2]], covered: [0-2]}
"""


def test_a_right_question_on_matrices_has_no_findings(tmp_path: Path) -> None:
    assert found(tmp_path, LAYERS) == []


def test_arrays_are_what_single_variants_are(tmp_path: Path) -> None:
    sample = Sample.of(Derivation.of(bank_of(tmp_path, LAYERS).questions[0]), 200)
    for seed in range(200):
        for name, value in sample.variant(seed).values.items():
            row = sample.table(name)[seed].tolist()
            match value:
                case Matrix():
                    assert row == list(value.entries)
                case Positions(((low, high),)):
                    assert row == [low, high]
                case _:
                    assert row == [value]


def test_variants_that_differ_in_one_entry_are_different(tmp_path: Path) -> None:
    sample = Sample.of(Derivation.of(bank_of(tmp_path, LAYERS).questions[0]), 2_000)
    matrices = {tuple(row) for row in sample.table("A").tolist()}
    assert sample.distinct(["A"]) == len(matrices) > 500


def test_shapes_that_do_not_fit_are_an_error_and_nothing_that_follows_is_reported(tmp_path: Path) -> None:
    wrong = spoilt(("answer: A * x\n", "answer: x * A\n"), (" = s*A*x", ""), text=LAYERS)
    finding = the_one(found(tmp_path, wrong))
    assert (finding.level, finding.check) == ("error", "shape")
    assert finding.place.line == line_of("x * A", wrong)


def test_the_forms_of_a_chain_are_compared_entry_by_entry(tmp_path: Path) -> None:
    finding = the_one(found(tmp_path, spoilt(("= s*A*x", "= s*A^T*x"), text=LAYERS)))
    assert (finding.level, finding.check) == ("error", "forms-differ")
    assert finding.message.startswith("s*A^T*x does not equal s * out on ")
    assert " in entry " in finding.message


def test_a_transpose_that_is_right_by_chance_is_left_alone_and_reported_where_it_is_so_often(tmp_path: Path) -> None:
    assert all(finding.check != "slip-near" for finding in found(tmp_path, LAYERS))
    finding = the_one(found(tmp_path, spoilt(("norm(A - A^T) > 0 and ", ""), text=LAYERS)))
    assert (finding.level, finding.check) == ("warning", "slip-near")
    assert finding.message.startswith("the slip A^T * x of out is within the tolerance of the right answer on ")


def test_a_slip_that_is_always_the_answer_is_reported_for_positions_too(tmp_path: Path) -> None:
    finding = the_one(found(tmp_path, spoilt(("gives: 0..s", "gives: 2 - 1..s"), text=LAYERS)))
    assert (finding.level, finding.check) == ("warning", "slip-always")


def test_a_slip_of_another_kind_than_the_answer_is_reported(tmp_path: Path) -> None:
    finding = the_one(found(tmp_path, spoilt(("gives: A^T * x", "gives: x^T * x"), text=LAYERS)))
    assert (finding.level, finding.check) == ("warning", "slip-kind")
    assert finding.message == "the slip x^T * x of out is a number, and the answer 2 × 1"


def test_a_slip_of_another_shape_is_a_slip(tmp_path: Path) -> None:
    assert found(tmp_path, spoilt(("gives: A^T * x", "gives: x^T * A"), text=LAYERS)) == []


def test_a_matrix_that_is_always_the_same_is_reported(tmp_path: Path) -> None:
    finding = next(
        finding
        for finding in found(tmp_path, spoilt(("answer: s * out = s*A*x", "answer: s * (out - A*x)"), text=LAYERS))
        if finding.check == "few-variants"
    )
    assert finding.message.startswith("scaled has the same answer on every variant, although it depends on s (59 ")


def test_a_part_that_bypasses_an_earlier_vector_is_a_note(tmp_path: Path) -> None:
    wrong = spoilt(("answer: s * out = s*A*x", "answer: s * (A*x)"), text=LAYERS)
    finding = the_one(found(tmp_path, wrong))
    assert (finding.level, finding.check) == ("note", "bypass")
    assert finding.message == "scaled uses A*x, which always equals out, but does not use out itself"


def test_an_entry_that_does_not_exist_is_undefined_with_its_reason(tmp_path: Path) -> None:
    wrong = spoilt(("answer: s * out = s*A*x", "answer: s * out / entry(A, 1, 1)"), text=LAYERS)
    finding = next(finding for finding in found(tmp_path, wrong) if finding.check == "undefined")
    assert finding.message.endswith("this divides by zero")
    assert "scaled cannot be computed on " in finding.message


def test_a_matrix_whose_size_is_drawn_is_an_error(tmp_path: Path) -> None:
    wrong = spoilt(("answer: s * out = s*A*x", "answer: sum(ones(s))"), text=LAYERS)
    finding = next(finding for finding in found(tmp_path, wrong) if finding.check == "undefined")
    assert finding.message == (
        "scaled cannot be computed on any variant: the size of ones is a whole number from 1 on, and the same in all "
        "variants"
    )


def test_a_matrix_of_long_numbers_is_a_warning(tmp_path: Path) -> None:
    wrong = spoilt(("{shape: [2], range: [1, 9], step: 1,", "{shape: [2], range: [1, 9], step: 0.000001,"), text=LAYERS)
    finding = next(finding for finding in everything(tmp_path, wrong) if finding.check == "prompt-long")
    assert finding.level == "warning"
    assert finding.message.startswith("{x} in the text has ")


def test_a_size_of_one_in_an_expression_is_a_warning(tmp_path: Path) -> None:
    """With one row x^T y is a number, which is its own transpose; with two it is none."""
    question = """\
- id: product
  title: A product
  skill: trains
  given:
    k: {value: 1, says: rows}
    a: {shape: [1, 3], says: left}
    b: {shape: [3, 1], says: right}
  text: The rows $a$ and $b$ are multiplied.
  parts:
    - id: product
      ask: In which order?
      answer: b * a
      in: [a, b]
      because: so it is
      hints: [Look at the sizes.]
"""
    findings = found(tmp_path, question)
    assert {(finding.level, finding.check) for finding in findings} == {("warning", "size-one"), ("warning", "unused")}
    named = question.replace("[1, 3]", "[k, 3]").replace("[3, 1]", "[3, k]")
    assert found(tmp_path, named) == []

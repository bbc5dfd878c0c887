"""A wrong answer that a declared slip explains exactly is recognised, and no other."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from checking import bank_of, spoilt

from studybot.bank.library import Library
from studybot.formula.evaluate import evaluate
from studybot.marking.mark import Mark
from studybot.marking.part import mark_part
from studybot.marking.slips.candidates import Candidate
from studybot.marking.slips.sentences import as_written
from studybot.problem.derivation import Derivation
from studybot.problem.kinds import kind_of
from studybot.problem.pins import from_example
from studybot.problem.variant import Variant, drawn

ENTRIES = {entry.id: entry for entry in Library([Path(__file__).parents[1] / "questions"]).entries()}


@cache
def homework(question_id: str) -> Variant:
    derivation = Derivation.of(ENTRIES[question_id].question)
    return from_example(derivation, derivation.question.examples[0])


def slip(question_id: str, part: str, answer: str) -> str | None:
    variant = homework(question_id)
    found = mark_part(variant, variant.part(part), answer)
    assert found.verdict == "wrong"
    return as_written(found.slip.closed) if found.slip else None


@pytest.mark.parametrize(
    ("question_id", "part", "answer", "says"),
    [
        ("fermi/inference-cost", "flop", "1e18", "only one FLOP was counted for each parameter and token"),
        ("fermi/inference-cost", "cost", "$25.25", "the time was put in as minutes, but the price is for an hour"),
        ("fermi/storage-cost", "ssd_cost", "$10,486", "a TB was taken for $2^{20}$ MB, but it is $10^6$"),
        ("fermi/storage-cost", "size", "1600 TB", "the bits were counted as bytes"),
        ("fermi/decode-latency", "giant_rate", "0.024 tokens/min", "those are tokens in a second"),
        ("fermi/training-run", "run_days", "4676 days", "those are hours"),
        ("fermi/landauer", "flop_energy", "3e-21 J", "that is one bit"),
        ("fermi/chinchilla", "D_exponent", "0.4516", "that is how the parameters grow"),
    ],
)
def test_a_typical_error_is_recognised(question_id: str, part: str, answer: str, says: str) -> None:
    assert slip(question_id, part, answer) == says


def test_an_error_that_no_slip_explains_has_none() -> None:
    assert slip("fermi/inference-cost", "flop", "3e18") is None
    assert slip("fermi/inference-cost", "cost", "$1600") is None


def test_an_error_that_nobody_declared_is_recognised_too() -> None:
    # 2e18 FLOP / 1.98e15 FLOP/s = 1010 s, which times $1.50 is $1515, as if these were hours.
    said = slip("fermi/inference-cost", "cost", "$1515")
    assert said is not None
    assert "hour" in said


def test_a_slip_is_compared_as_closely_as_an_answer() -> None:
    assert slip("fermi/inference-cost", "flop", "1.009e18") is not None
    assert slip("fermi/inference-cost", "flop", "1.011e18") is None


def test_a_slip_may_come_in_another_unit() -> None:
    assert slip("fermi/storage-cost", "size", "1.6 PB") == "the bits were counted as bytes"


def test_a_wrong_unit_is_no_slip() -> None:
    variant = homework("fermi/storage-cost")
    found = mark_part(variant, variant.part("size"), "1600 s")
    assert found.verdict == "wrong"
    assert [remark.code for remark in found.remarks] == ["dimension"]


def ride(folder: Path, *changes: tuple[str, str]) -> Variant:
    derivation = Derivation.of(bank_of(folder, spoilt(*changes)).questions[0])
    return from_example(derivation, derivation.question.examples[0])


def marked(variant: Variant, answer: str) -> Mark:
    return mark_part(variant, variant.part("time"), answer)


def test_a_slip_that_is_right_on_this_variant_is_dropped(tmp_path: Path) -> None:
    # 100 km at 200 km/hour: half an hour; the other way round it would be two.
    variant = ride(tmp_path, ("gives: way / speed / 60", "gives: 0 * time + way / speed"))
    assert marked(variant, "0.5 h").slip is None
    assert marked(variant, "0.52 h").slip is None


def test_a_slip_that_cannot_be_computed_on_this_variant_is_passed_over(tmp_path: Path) -> None:
    second = "gives: way / (speed - speed)\n          says: nothing\n        - gives: way / speed / 60"
    variant = ride(tmp_path, ("gives: way / speed / 60", second))
    found = marked(variant, "30 s")
    assert found.slip is not None
    assert as_written(found.slip.closed) == "minutes were taken for hours"


def test_the_first_slip_that_fits_is_told(tmp_path: Path) -> None:
    second = "gives: way / speed / 60\n          says: the first\n        - gives: way / speed / 60"
    found = marked(ride(tmp_path, ("gives: way / speed / 60", second)), "30 s")
    assert found.slip is not None
    assert as_written(found.slip.closed) == "the first"


def test_a_right_answer_and_an_unreadable_one_have_no_slip(tmp_path: Path) -> None:
    variant = ride(tmp_path)
    assert marked(variant, "30 min").slip is None
    assert marked(variant, "30 minutes or so").verdict == "invalid"
    assert marked(variant, "30 minutes or so").slip is None


def test_an_exact_answer_has_exact_slips(tmp_path: Path) -> None:
    exact = ("unit: hour\n", "unit: hour\n      accept: {within: 0}\n")
    assert marked(ride(tmp_path, exact), "30 s").slip is not None
    assert marked(ride(tmp_path, exact), "30.01 s").slip is None


@pytest.mark.parametrize("question_id", ENTRIES)
def test_every_declared_slip_is_recognised_on_many_variants(question_id: str) -> None:
    derivation = Derivation.of(ENTRIES[question_id].question)
    made = named = 0
    for seed in range(8):
        variant = drawn(derivation, seed)
        for part in variant.question.parts:
            for declared in part.slips if kind_of(variant, part) == "number" else ():
                unit = derivation.unit(part.id)
                gives = evaluate(declared.gives.tree, variant.values)
                found = mark_part(variant, part, f"{gives / unit.factor!r} {unit.text}".strip())
                assert found.verdict == "wrong", (seed, part.id, declared.gives.text)
                made += 1
                if found.slip is None:  # another comes out the same here
                    continue
                named += 1
                assert isinstance(found.slip, Candidate)
                assert found.slip.value == pytest.approx(gives, rel=1e-3)
    assert named >= 0.9 * made

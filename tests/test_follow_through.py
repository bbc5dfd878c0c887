"""An error is paid for once: an answer that is right given the student's own earlier ones gets its credit."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from checking import bank_of, spoilt

from studybot.bank.library import Library
from studybot.formula.parser import Grammar, parse
from studybot.marking.mark import Mark
from studybot.marking.part import mark_part
from studybot.problem.derivation import Derivation
from studybot.problem.kinds import kind_of
from studybot.problem.pins import from_example
from studybot.problem.variant import Variant

ENTRIES = {entry.id: entry for entry in Library([Path(__file__).parents[1] / "questions"]).entries()}


@cache
def homework(question_id: str) -> Variant:
    derivation = Derivation.of(ENTRIES[question_id].question)
    return from_example(derivation, derivation.question.examples[0])


def mark(question_id: str, part: str, answer: str, **earlier: float) -> Mark:
    variant = homework(question_id)
    return mark_part(variant, variant.part(part), answer, earlier)


def test_an_answer_that_follows_from_a_wrong_one_is_right() -> None:
    """One FLOP a parameter and token: 1e18 FLOP take 505 s, and those cost $0.21."""
    assert mark("fermi/inference-cost", "flop", "1e18").verdict == "wrong"
    followed = mark("fermi/inference-cost", "time", "505 s", flop=1e18)
    assert (followed.verdict, followed.credit, followed.followed) == ("correct", 1.0, True)
    assert followed.remarks[-1].code == "followed"
    assert followed.remarks[-1].text == "right, given your own answer to flop"
    assert followed.slip is None


def test_it_follows_through_several_parts() -> None:
    assert mark("fermi/inference-cost", "cost", "$0.21", flop=1e18).followed
    # With the time wrong as well, only that counts: what comes before it does not matter any more.
    assert mark("fermi/inference-cost", "cost", "$1.50", flop=1e18, time=3600).followed
    assert not mark("fermi/inference-cost", "cost", "$0.21", flop=1e18, time=3600).followed


def test_every_earlier_answer_that_counts_is_named() -> None:
    followed = mark("fermi/storage-cost", "dram_cost", "$1.6 million", size=400e12)
    assert followed.remarks[-1].text == "right, given your own answer to size"
    # The exponent 0.5 and the factor 1, both wrong: C_0^0.5 is not asked again.
    followed = mark("fermi/chinchilla", "D_factor", "0.1667", N_factor=1.0, N_exponent=0.5)
    assert followed.followed
    assert followed.remarks[-1].text == "right, given your own answer to N_factor and N_exponent"


def test_a_right_answer_stays_right_and_says_nothing_of_earlier_ones() -> None:
    found = mark("fermi/inference-cost", "time", "1010 s", flop=1e18)
    assert (found.verdict, found.followed) == ("correct", False)
    assert "followed" not in [remark.code for remark in found.remarks]


def test_an_answer_that_follows_from_nothing_is_wrong() -> None:
    found = mark("fermi/inference-cost", "time", "700 s", flop=1e18)
    assert (found.verdict, found.credit, found.followed) == ("wrong", 0.0, False)


def test_an_earlier_answer_that_is_not_used_does_not_count() -> None:
    assert not mark("fermi/decode-latency", "small_time", "0.0365 s", giant_time=20.0).followed


def test_the_answer_to_the_part_itself_is_no_earlier_one() -> None:
    assert mark("fermi/inference-cost", "time", "505 s", time=505.0).verdict == "wrong"


@pytest.mark.parametrize("earlier", [0.0, float("inf"), 1e-320])
def test_earlier_answers_from_which_nothing_comes_out_are_left_alone(earlier: float) -> None:
    found = mark("fermi/decode-latency", "giant_rate", "3 tokens/min", giant_time=earlier)
    assert (found.verdict, found.followed) == ("wrong", False)


def test_zero_never_makes_zero_right() -> None:
    assert mark("fermi/inference-cost", "time", "0 s", flop=0.0).verdict == "wrong"


def test_what_follows_is_as_near_as_an_answer_has_to_be_and_in_any_unit() -> None:
    assert mark("fermi/inference-cost", "time", "8.42 min", flop=1e18).followed
    assert mark("fermi/inference-cost", "time", "507 s", flop=1e18).followed
    assert not mark("fermi/inference-cost", "time", "530 s", flop=1e18).followed
    assert mark("fermi/inference-cost", "time", "505", flop=1e18).verdict == "invalid"  # the unit is missing


def test_a_conversion_of_a_wrong_answer_is_right() -> None:
    followed = mark("fermi/training-run", "run_days", "389.7 days", run_time=3.367e7)
    assert followed.followed


def test_a_question_may_forbid_it(tmp_path: Path) -> None:
    for follow, verdict in (("true", "correct"), ("false", "wrong")):
        changed = ("answer: price / time", f"answer: price / time\n      follow: {follow}")
        derivation = Derivation.of(bank_of(tmp_path, spoilt(changed)).questions[0])
        variant = from_example(derivation, derivation.question.examples[0])
        # 50 USD in two hours instead of half an hour
        found = mark_part(variant, variant.part("earned"), "$25/hour", {"time": 7200.0})
        assert (found.verdict, found.followed) == (verdict, verdict == "correct")


def test_it_runs_along_the_names_that_are_written(tmp_path: Path) -> None:
    """A part that does not use an earlier one, though it might, cannot follow it."""
    changed = ("answer: price / time", "answer: price / (way / speed)")
    derivation = Derivation.of(bank_of(tmp_path, spoilt(changed)).questions[0])
    variant = from_example(derivation, derivation.question.examples[0])
    assert mark_part(variant, variant.part("earned"), "$25/hour", {"time": 7200.0}).verdict == "wrong"


@pytest.mark.parametrize("question_id", ENTRIES)
def test_a_wrong_answer_carried_on_exactly_is_right_in_every_shipped_question(question_id: str) -> None:
    variant = homework(question_id)
    parts = [part for part in variant.question.parts if kind_of(variant, part) == "number"]
    for place, part in enumerate(parts):
        for later in parts[place + 1 :]:
            if part.id not in variant.derivation.needed(variant.derivation.link[later.id].tree):
                continue
            earlier = {part.id: 3 * variant.values[part.id]}
            own = variant.with_pins(earlier).values[later.id]
            unit = variant.derivation.unit(later.id)
            answer = f"{own / unit.factor!r} {unit.text}".strip()
            found = mark_part(variant, later, answer, earlier)
            assert found.verdict == "correct", (part.id, later.id, answer, found.remarks)
            # A count that is rounded up may come out the same.
            assert found.followed or mark_part(variant, later, answer).verdict == "correct"


def test_a_number_follows_from_a_formula_whose_symbol_is_pinned() -> None:
    """The factor before a power of C is what is left at C = 1: of 7 * C * A it is 7 A."""
    variant = homework("fermi/chinchilla-symbolic")
    part = variant.part("N_factor")
    wrong = parse("7*C*A", Grammar(names={"A", "C"}, units=None, grouping=False))
    followed = mark_part(variant, part, str(7 * variant.values["A"]), {"N_opt": wrong})
    assert followed.followed
    assert mark_part(variant, part, "1", {"N_opt": wrong}).verdict == "wrong"

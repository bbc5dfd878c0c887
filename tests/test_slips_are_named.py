"""A wrong number that a slip in the derivation gives exactly is named, with its kind and its step; others are not."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from checking import bank_of, spoilt

from studybot.bank.library import Library
from studybot.formula.grammar import FORMULA
from studybot.formula.parser import parse
from studybot.marking.reading import read_answer
from studybot.marking.references import reference_of
from studybot.marking.slips.candidates import Candidate, candidates_of
from studybot.marking.slips.changes import changes
from studybot.marking.slips.naming import named
from studybot.marking.slips.sentences import as_written, of_change
from studybot.problem.derivation import Derivation
from studybot.problem.pins import from_example
from studybot.problem.variant import Variant, drawn

ENTRIES = {entry.id: entry for entry in Library([Path(__file__).parents[1] / "questions"]).entries()}


@cache
def homework(question_id: str) -> Variant:
    derivation = Derivation.of(ENTRIES[question_id].question)
    return from_example(derivation, derivation.question.examples[0])


def of_answer(variant: Variant, part_id: str, answer: str) -> Candidate | None:
    part = variant.part(part_id)
    unit = variant.derivation.unit(part_id)
    return named(candidates_of(variant, part), read_answer(answer, unit), reference_of(variant, part))


def name(question_id: str, part_id: str, answer: str) -> tuple[str, str] | None:
    found = of_answer(homework(question_id), part_id, answer)
    return (found.kind, found.step) if found else None


@pytest.mark.parametrize(
    ("part", "answer", "kind"),
    [
        # 2e18 FLOP at 1.98e15 FLOP/s take 1010.1 s or 0.28058 h, which cost $0.42088 at $1.50 an hour.
        ("flop", "2e15", "prefix"),
        ("flop", "2e19", "power-of-ten"),
        ("flop", "2e12", None),  # the million tokens left out, or a prefix
        ("time", "9.90e-4 s", "turned-round"),
        ("time", "3.96e33 s", "product-for-quotient"),
        ("time", "16800 s", None),  # 1010.1 * 60 / 3.6: nobody's slip
        ("cost", "$1515", "conversion-skipped"),
        ("cost", "$1.17e-4", "conversion-twice"),
        ("cost", "$0.281", "left-out"),
        ("cost", "$0.187", "quotient-for-product"),  # 0.28058 / 1.5
        ("cost", "$1010", "one-step-early"),
        ("cost", "$421", "prefix"),
        ("cost", "$4.21", "power-of-ten"),
    ],
)
def test_the_kind_of_a_slip_is_found(part: str, answer: str, kind: str | None) -> None:
    step = "time" if kind == "one-step-early" else part
    assert name("fermi/inference-cost", part, answer) == (kind and (kind, step))


def test_a_skipped_conversion_is_named() -> None:
    found = of_answer(homework("fermi/inference-cost"), "cost", "$1515")
    assert found is not None
    assert as_written(found.open) == "a unit conversion seems to be missing in the price of all tokens"
    assert as_written(found.closed) == (
        "this is what comes out if the seconds are not converted to hours in the price of all tokens"
    )


def test_an_absolute_value_that_was_left_out_is_called_so() -> None:
    derivation = homework("fermi/inference-cost").derivation
    (change,) = (found for found in changes(parse("abs(N)", FORMULA)) if found.manner == "left-out")
    opened, closed = of_change(derivation, "time", change)
    assert as_written(opened).startswith("an absolute value seems to be missing in the time")
    assert as_written(closed).startswith("this is what comes out if one leaves out the absolute value in the time")


def test_a_slip_runs_through_the_rest_of_the_part() -> None:
    # 1e14 parameters of 16 bits are 200 TB or 2e8 MB; 200 MB at $0.00005 cost $0.01, and as 8 * 2e8 MB $80,000.
    assert name("fermi/storage-cost", "ssd_cost", "$0.0100") == ("conversion-skipped", "megabytes")
    # 350 GB / 23.593 MB = 14,835 tokens; with the 2 bytes of a weight left out 7417.5, with 8 bits each 118,679.
    assert name("fermi/activation-batch", "batch", "7417.5") == ("left-out", "weights")


def test_an_exponent_of_the_other_sign_is_named() -> None:
    # k_N = r^(1/0.62) / 6^0.4516 = 0.5987, and with the quotient r the other way round 0.3310.
    assert name("fermi/chinchilla", "N_factor", "0.3310") == ("turned-round", "ratio")


def test_another_quantity_of_the_same_kind_is_named() -> None:
    # 200 TB are 2e8 MB; at $0.00005 for SSD $10,000 would be right, at $0.004 for DRAM it comes to $800,000.
    assert name("fermi/storage-cost", "ssd_cost", "$800,000") == ("taken-for", "ssd_cost")


def test_bits_taken_for_bytes_are_named_in_the_words_of_the_author() -> None:
    found = of_answer(homework("fermi/storage-cost"), "size", "1600 TB")
    assert found is not None
    assert as_written(found.closed) == "the bits were counted as bytes"
    assert as_written(found.open) == "one unit seems to be taken for another in the storage for the parameters"


@pytest.mark.parametrize("question_id", ENTRIES)
def test_nothing_that_is_said_while_a_part_is_open_has_a_number_in_it(question_id: str) -> None:
    variant = homework(question_id)
    for part in variant.question.parts:
        for candidate in candidates_of(variant, part):
            own_words = [piece for piece in candidate.open if isinstance(piece, str)]
            assert own_words
            assert not any(char.isdigit() for piece in own_words for char in piece)


def test_a_number_of_two_figures_is_explained_only_by_one_that_is_as_short() -> None:
    assert name("fermi/inference-cost", "cost", "$0.281") == ("left-out", "cost")
    assert name("fermi/inference-cost", "cost", "$0.28") is None
    # The MB are 2e8, and at $0.004 instead of $0.00005 they cost exactly this.
    assert name("fermi/storage-cost", "ssd_cost", "$800,000") == ("taken-for", "ssd_cost")


def test_rounding_on_the_way_is_forgiven_and_more_is_not() -> None:
    # 1010 s at $1.50 a second are $1515.00; exactly it would be $1515.15.
    assert name("fermi/inference-cost", "cost", "$1515.00") == ("conversion-skipped", "cost")
    assert name("fermi/inference-cost", "cost", "$1520") == ("conversion-skipped", "cost")  # to three figures
    assert name("fermi/inference-cost", "cost", "$1519") is None
    assert name("fermi/inference-cost", "cost", "$1525") is None


# The parts of a ride: 100 km at 200 km/hour take half an hour, and at $0.50 a kilometre cost $50: 100 USD/hour.
def ride(folder: Path, *changes: tuple[str, str]) -> Variant:
    derivation = Derivation.of(bank_of(folder, spoilt(*changes)).questions[0])
    return from_example(derivation, derivation.question.examples[0])


def test_a_question_that_declares_nothing_is_served_as_well(tmp_path: Path) -> None:
    undeclared = ("      slips:\n        - gives: way / speed / 60\n          says: minutes were taken for hours\n", "")
    variant = ride(tmp_path, undeclared)
    found = of_answer(variant, "time", "30 s")
    assert found is not None
    assert (
        as_written(found.closed) == "this is what comes out if hours are taken for minutes in the duration of the ride"
    )
    assert (found := of_answer(variant, "earned", "25 USD/hour")) is not None
    assert (found.kind, found.step) == ("product-for-quotient", "earned")
    assert (found := of_answer(variant, "earned", "200 USD/hour")) is not None
    assert (found.kind, found.step) == ("left-out", "price")


def test_an_exact_answer_has_exact_slips(tmp_path: Path) -> None:
    exact = ("      unit: USD/hour\n", "      unit: USD/hour\n      accept: {within: 0}\n")
    assert of_answer(ride(tmp_path, exact), "earned", "200 USD/hour") is not None
    assert of_answer(ride(tmp_path, exact), "earned", "200.1 USD/hour") is None
    assert of_answer(ride(tmp_path), "earned", "200.1 USD/hour") is not None


def test_several_slips_that_come_out_the_same_leave_it_open(tmp_path: Path) -> None:
    one = ("way: 100, speed: 200, fare: 0.5", "way: 100, speed: 200, fare: 0.1")
    answers = ("earned: 100 USD/hour", "earned: 20 USD/hour")
    variant = ride(tmp_path, one, answers, ("earned: [25 USD/hour]", "earned: [5 USD/hour]"))
    # A fare of $0.10 left out is a power of ten as well.
    assert of_answer(variant, "earned", "200 USD/hour") is None


def test_a_slip_that_is_right_on_this_variant_explains_nothing(tmp_path: Path) -> None:
    one = ("way: 100, speed: 200, fare: 0.5", "way: 100, speed: 200, fare: 1")
    answers = ("earned: 100 USD/hour", "earned: 200 USD/hour")
    variant = ride(tmp_path, one, answers, ("earned: [25 USD/hour]", "earned: [50 USD/hour]"))
    assert of_answer(variant, "earned", "200 USD/hour") is None
    assert of_answer(variant, "earned", "200.1 USD/hour") is None


def test_the_authors_slip_wins_over_a_derived_one() -> None:
    # k_N without C_0^a is 1.3447: the author says so, and what is derived is that it stops a step early.
    found = of_answer(homework("fermi/chinchilla"), "N_factor", "1.345")
    assert found is not None
    assert found.kind == "declared"
    assert as_written(found.closed) == "the power of $C_0$ was left out"
    assert as_written(found.open) == "this seems to stop early, at the factor before the compute enters"


def test_candidates_do_not_depend_on_which_variant_was_asked_for_first() -> None:
    question = ENTRIES["fermi/training-run"].question
    first, second = Derivation.of(question), Derivation.of(question)
    for part in question.parts:
        candidates_of(drawn(first, 7), part)
        ours = [(each.kind, each.step, each.value) for each in candidates_of(drawn(first, 3), part)]
        theirs = [(each.kind, each.step, each.value) for each in candidates_of(drawn(second, 3), part)]
        assert ours == theirs

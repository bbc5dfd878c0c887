"""`bank check`: what drawing thousands of variants brings to light."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from checking import RIDE, bank_of, found, line_of, report, spoilt, the_one

from studybot.formula.errors import StudybotError
from studybot.problem.derivation import Derivation
from studybot.problem.draw import draw
from studybot.vetting.check import check_question
from studybot.vetting.sample import Sample


def with_dice(condition: str) -> str:
    """The question with a given from 1 to 100 that only a condition uses."""
    dice = "    dice: {range: [1, 100], step: 1, says: eyes of a die}\n"
    return spoilt(("    fare:", f"{dice}    fare:"), ("  text: A", f"  where: {condition}\n  text: A"))


def test_a_division_by_zero_names_a_seed_that_shows_it(tmp_path: Path) -> None:
    wrong = spoilt(("range: [50, 300], step: 5", "range: [0, 300], step: 5"))
    finding = the_one([finding for finding in found(tmp_path, wrong) if finding.check == "undefined"])
    assert finding.level == "error"
    assert finding.message.startswith("time cannot be computed on ")
    assert finding.message.endswith("this divides by zero")
    assert finding.hint is not None
    seed = int(finding.hint.split("--seed ")[1].split("`")[0])
    with pytest.raises(StudybotError) as caught:
        draw(Derivation.of(bank_of(tmp_path, wrong).questions[0]), seed)
    assert caught.value.code == "draw.undefined"


def test_only_the_cause_is_reported_not_what_follows_from_it(tmp_path: Path) -> None:
    wrong = spoilt(("is: way * fare", "is: way * fare / (speed - speed)"), ("unit: USD\n", "unit: USD*hour/km\n"))
    findings = [finding for finding in found(tmp_path, wrong) if finding.check == "undefined"]
    assert the_one(findings).message.startswith("price cannot be computed on every variant")


def test_an_infinite_step_that_floats_would_hide_is_found(tmp_path: Path) -> None:
    wrong = spoilt(("answer: way / speed\n", "answer: way / (speed + 0 / (1 / (speed - speed)))\n"))
    assert any(finding.check == "undefined" for finding in found(tmp_path, wrong))


def test_a_condition_that_never_holds_is_an_error(tmp_path: Path) -> None:
    wrong = spoilt(("  text: A", "  where: way > 1000 * speed * time\n  text: A"))
    finding = the_one(found(tmp_path, wrong))
    assert (finding.level, finding.check) == ("error", "condition-impossible")
    assert finding.message == (
        "the condition way > 1000 * speed * time never held, drawn 1,000 times each (as with seed 0)"
    )
    assert finding.place.line == line_of("way > 1000", wrong)


def test_a_condition_that_rarely_holds_is_a_warning_with_its_rate(tmp_path: Path) -> None:
    made = report(tmp_path, with_dice("dice > 99"))
    finding = the_one([finding for finding in made.findings if finding.check == "condition-rare"])
    assert finding.level == "warning"
    assert "the condition dice > 99 holds in only " in finding.message
    assert 85 < made.mean_attempts < 120


def test_a_condition_that_holds_often_enough_is_fine(tmp_path: Path) -> None:
    made = report(tmp_path, with_dice("dice > 40"))
    assert made.findings == ()
    assert 1.6 < made.mean_attempts < 1.75


def test_few_variants_are_reported_with_what_the_answer_depends_on(tmp_path: Path) -> None:
    few = spoilt(("range: [10, 500], step: 1", "pick: [10, 20, 30]"), ("range: [50, 300], step: 5", "pick: [50, 60]"))
    finding = the_one(found(tmp_path, few))
    assert (finding.level, finding.check) == ("warning", "few-variants")
    assert finding.message == (
        "time has only 6 distinct variants: its answer depends on way (3 values) and speed (2 values) alone"
    )


def test_an_answer_that_nothing_drawn_goes_into_is_told_apart(tmp_path: Path) -> None:
    same = spoilt(("range: [10, 500], step: 1", "value: 100"), ("range: [50, 300], step: 5", "value: 200"))
    (finding, *_) = found(tmp_path, same)
    assert finding.message == "time has the same answer on every variant: nothing that it depends on is drawn"


def test_a_handful_of_variants_says_nothing_about_how_many_there_are(tmp_path: Path) -> None:
    assert found(tmp_path, RIDE, variants=40) == []


def test_the_distinct_variants_of_a_part_are_counted_as_tuples(tmp_path: Path) -> None:
    sample = Sample.of(Derivation.of(bank_of(tmp_path, RIDE).questions[0]), 2_000)
    pairs = set(zip(sample.array("way"), sample.array("fare"), strict=True))
    assert sample.distinct(["way", "fare"]) == len(pairs)
    assert sample.distinct([]) == 1


def test_arrays_are_what_single_variants_are(tmp_path: Path) -> None:
    sample = Sample.of(Derivation.of(bank_of(tmp_path, RIDE).questions[0]), 300)
    for seed in range(300):
        values = sample.variant(seed).values
        assert np.array_equal([sample.array(name)[seed] for name in values], list(values.values()))


def test_the_forms_of_a_chain_must_agree(tmp_path: Path) -> None:
    wrong = spoilt(("is: way * fare", "is: way * fare = 2 * fare * way"))
    finding = the_one(found(tmp_path, wrong))
    assert (finding.level, finding.check) == ("error", "forms-differ")
    assert finding.message.startswith("2 * fare * way does not equal way * fare on every variant: it is ")


def test_an_accepted_warning_is_a_note_with_the_reason(tmp_path: Path) -> None:
    few = spoilt(
        ("range: [10, 500], step: 1", "pick: [10, 20, 30]"),
        ("range: [50, 300], step: 5", "pick: [50, 60]"),
        ("  examples:", "  accepts: {few-variants: real trains only}\n  examples:"),
    )
    finding = the_one(found(tmp_path, few))
    assert (finding.level, finding.check) == ("note", "few-variants")
    assert finding.message.endswith("(accepted: real trains only)")


def test_accepting_what_does_not_occur_is_a_warning(tmp_path: Path) -> None:
    wrong = spoilt(("  examples:", "  accepts: {few-variants: just in case}\n  examples:"))
    finding = the_one(found(tmp_path, wrong))
    assert (finding.level, finding.check) == ("warning", "accepts-nothing")
    assert "few-variants" in finding.message


def test_checking_is_a_pure_function(tmp_path: Path) -> None:
    question = bank_of(tmp_path, RIDE).questions[0]
    assert check_question(question, variants=600) == check_question(question, variants=600)

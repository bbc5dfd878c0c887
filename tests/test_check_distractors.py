"""What is told and not needed is either meant to mislead, and said so, or a mistake."""

from __future__ import annotations

from pathlib import Path

from checking import found, spoilt, the_one

OLD = "speed: {range: [50, 300], step: 5, unit: km/hour, says: speed of the train}"
EXTRA = "\n    seats: {pick: [100, 200, 300], says: seats of the train}"
TOLD = ("Every kilometre costs {fare}.", "Every kilometre costs {fare}. It has {seats} seats.")


def test_a_given_that_is_told_and_not_needed_is_reported(tmp_path: Path) -> None:
    finding = the_one(found(tmp_path, spoilt((OLD, OLD + EXTRA), TOLD)))
    assert (finding.level, finding.check) == ("warning", "distractor")
    assert finding.message == "seats is told, but no answer needs it"


def test_a_declared_distractor_is_no_mistake(tmp_path: Path) -> None:
    declared = EXTRA.replace("says:", "distractor: true, says:")
    assert found(tmp_path, spoilt((OLD, OLD + declared), TOLD)) == []


def test_a_distractor_that_an_answer_needs_is_reported(tmp_path: Path) -> None:
    finding = the_one(found(tmp_path, spoilt((OLD, OLD.replace("says:", "distractor: true, says:")))))
    assert finding.message == "speed is called a distractor, but an answer needs it"

"""`bank check`: the examples of a question are run, each answer by itself."""

from __future__ import annotations

from pathlib import Path

from checking import found, line_of, spoilt, the_one


def test_an_answer_that_is_marked_wrong_says_what_came_out_instead(tmp_path: Path) -> None:
    wrong = spoilt(("answers: {time: 30 min,", "answers: {time: 40 min,"))
    finding = the_one(found(tmp_path, wrong))
    assert (finding.level, finding.check) == ("error", "example")
    assert finding.message == (
        "example short: 40 min, an answer to time, is marked wrong: the answer is 0.5 hours (too large)"
    )
    assert finding.place.line == line_of("40 min", wrong)
    text = wrong.splitlines()[line_of("40 min", wrong) - line_of(wrong[:5], wrong)]
    assert text[finding.place.column - 1 :].startswith("40 min")


def test_right_answers_must_be_marked_correct(tmp_path: Path) -> None:
    wrong = spoilt(("right: {time: [0.5 h]}", "right: {time: [0.5 h, 31 min]}"))
    assert "31 min, an answer to time, is marked wrong" in the_one(found(tmp_path, wrong)).message


def test_wrong_answers_must_be_marked_wrong(tmp_path: Path) -> None:
    wrong = spoilt(("wrong: {time: [2 h]", "wrong: {time: [2 h, 1800 s]"))
    finding = the_one(found(tmp_path, wrong))
    assert finding.message == (
        "example short: 1800 s, a wrong answer to time, is marked correct: the answer is 0.5 hours"
    )


def test_an_answer_that_cannot_be_read_counts_neither_as_right_nor_as_wrong(tmp_path: Path) -> None:
    wrong = spoilt(("wrong: {time: [2 h]", "wrong: {time: [2]"))
    finding = the_one(found(tmp_path, wrong))
    assert finding.message == "example short: 2, a wrong answer to time, cannot be read: the unit is missing"
    assert finding.hint == "write it behind the number, for example hours"


def test_every_wrong_line_is_reported_in_one_run(tmp_path: Path) -> None:
    wrong = spoilt(
        ("answers: {time: 30 min,", "answers: {time: 40 min,"), ("wrong: {time: [2 h]", "wrong: {time: [0.5 h]")
    )
    assert [finding.check for finding in found(tmp_path, wrong)] == ["example", "example"]


def test_an_earlier_wrong_answer_is_not_followed_through(tmp_path: Path) -> None:
    # 50 USD in the 2 hours of the wrong answer before would be 25 USD an hour, and right given that.
    assert found(tmp_path, spoilt(("answers: {time: 30 min, earned", "answers: {earned"))) == []


def test_a_given_that_cannot_be_set_is_an_error_at_its_place(tmp_path: Path) -> None:
    wrong = spoilt(("given: {way: 100, speed: 200,", "given: {way: 100, speed: 200 kg,"))
    finding = the_one(found(tmp_path, wrong))
    assert (finding.check, finding.place.line) == ("example", line_of("200 kg", wrong))
    assert finding.message == "example short: speed cannot be 200 kg: speed is m/s, but 200 kg is kg"


def test_givens_with_which_nothing_can_be_computed_are_an_error(tmp_path: Path) -> None:
    wrong = spoilt(("given: {way: 100, speed: 200,", "given: {way: 100, speed: 0,"))
    finding = the_one(found(tmp_path, wrong))
    assert finding.check == "example"
    assert "this divides by zero" in finding.message


def test_an_example_may_pin_a_quantity_that_is_worked_out(tmp_path: Path) -> None:
    pinned = spoilt(
        ("given: {way: 100, speed: 200, fare: 0.5}", "given: {way: 100, time: 15 min, fare: 0.5}"),
        ("answers: {time: 30 min, earned: 100 USD/hour}", "answers: {earned: 200 USD/hour}"),
        ("      right: {time: [0.5 h]}\n", ""),
        ("wrong: {time: [2 h], earned: [25 USD/hour]}", "wrong: {earned: [100 USD/hour]}"),
    )
    assert found(tmp_path, pinned) == []

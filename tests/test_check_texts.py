"""`bank check`: texts that cannot be shown, values that cannot be read, names without a use; and a bank of mistakes."""

from __future__ import annotations

from pathlib import Path

import pytest
from checking import everything, found, line_of, spoilt, the_one


def test_a_value_that_shows_as_zero_is_a_warning_with_a_seed(tmp_path: Path) -> None:
    empty = spoilt(("range: [0.1, 2], step: 0.05", "range: [0, 2], step: 0.05"))
    finding = the_one([finding for finding in found(tmp_path, empty) if finding.check == "prompt-zero"])
    assert finding.level == "warning"
    assert finding.message.startswith("{fare} in the text shows as 0 with seed ")


def test_a_zero_that_is_written_down_is_meant(tmp_path: Path) -> None:
    free = spoilt(("range: [0.1, 2], step: 0.05", "pick: [0, 0.1, 0.2, 0.3]"))
    assert [finding for finding in found(tmp_path, free) if finding.check == "prompt-zero"] == []


@pytest.mark.parametrize(
    ("before", "after"),
    [("runs {way} at", "runs {way} km at"), ("at {speed}.", "at {speed} km/hour.")],
)
def test_a_unit_beside_a_value_that_shows_it_is_a_warning(tmp_path: Path, before: str, after: str) -> None:
    finding = the_one(found(tmp_path, spoilt((before, after))))
    assert (finding.level, finding.check) == ("warning", "unit-twice")
    assert "in the text shows its unit, and " in finding.message


@pytest.mark.parametrize("text", ["runs {way:bare} km at", "runs {way} of rails at", "runs {way} a day at"])
def test_other_words_beside_a_value_are_no_mistake(tmp_path: Path, text: str) -> None:
    assert found(tmp_path, spoilt(("runs {way} at", text))) == []


def test_a_value_that_is_too_large_for_the_unit_it_is_shown_in_is_an_error(tmp_path: Path) -> None:
    huge = spoilt(("range: [10, 500], step: 1,", "pick: [1e304, 2e304, 3e304],"), ("{way} at", "{way:nm} at"))
    finding = the_one([finding for finding in found(tmp_path, huge) if finding.check == "prompt-overflow"])
    assert finding.level == "error"
    assert "{way} in the text is not shown as a number with seed " in finding.message


def test_a_given_that_nothing_uses_is_a_warning_at_the_given(tmp_path: Path) -> None:
    wrong = spoilt(("    fare:", "    seats: {range: [100, 900], step: 1, says: seats of the train}\n    fare:"))
    finding = the_one(found(tmp_path, wrong))
    assert (finding.level, finding.check) == ("warning", "unused")
    assert finding.message == "nothing uses the given seats"
    assert finding.place.line == line_of("seats:", wrong)


def test_work_that_nothing_uses_is_a_warning(tmp_path: Path) -> None:
    wrong = spoilt(("answer: price / time", "answer: speed * fare"))
    findings = {finding.check: finding for finding in found(tmp_path, wrong)}
    assert findings["unused"].message == "nothing uses price, which is worked out on the way to earned"


def test_a_given_that_is_never_told_is_an_error(tmp_path: Path) -> None:
    wrong = spoilt((" Every kilometre costs {fare}.", ""))
    finding = the_one(found(tmp_path, wrong))
    assert (finding.level, finding.check) == ("error", "untold")
    assert finding.message == "earned needs fare, but neither the text nor an ask up to earned tells it to the student"
    assert finding.hint == "put {fare} into the text"


def test_a_given_that_is_told_too_late_is_an_error_too(tmp_path: Path) -> None:
    wrong = spoilt((" at {speed}", ""), ("earn in an hour?", "earn in an hour at {speed}?"))
    finding = the_one(found(tmp_path, wrong))
    assert finding.message == "time needs speed, which the student is told only afterwards, in the ask of earned"


@pytest.mark.parametrize("shown", ["{speed}", "{speed=}", "{speed:bare}", "{speed:km/hour}"])
def test_a_given_may_be_told_in_the_ask_of_its_part_and_in_any_form(tmp_path: Path, shown: str) -> None:
    assert found(tmp_path, spoilt((" at {speed}", ""), ("does it take?", f"does it take at {shown}?"))) == []


def test_a_column_of_a_drawn_row_has_to_be_told(tmp_path: Path) -> None:
    rows = (
        "    train:\n      says: the train\n      case:\n"
        "        ICE: {says: an ICE, speed: 300 km/hour}\n        IC: {says: an IC, speed: 200 km/hour}\n"
    )
    untold = spoilt(
        ("    speed: {range: [50, 300], step: 5, unit: km/hour, says: speed of the train}\n", rows),
        ("A train runs {way} at {speed}.", "The train ({train}) runs {way}."),
        ("given: {way: 100, speed: 200,", "given: {way: 100, train: IC,"),
    )
    finding = the_one(found(tmp_path, untold))
    assert finding.message.startswith("time needs speed, but neither")
    assert finding.place.line == line_of("train:", untold)
    assert found(tmp_path, untold.replace("({train})", "({train}) at {speed}")) == []
    assert found(tmp_path, untold.replace("an ICE,", "a 300 km/h train,").replace("an IC,", "a 200 km/h train,")) == []


def test_a_part_that_bypasses_an_earlier_one_is_a_note(tmp_path: Path) -> None:
    wrong = spoilt(("answer: price / time", "answer: price / (way/speed)"))
    finding = the_one(found(tmp_path, wrong))
    assert (finding.level, finding.check) == ("note", "bypass")
    assert finding.message == "earned uses way/speed, which always equals time, but does not use time itself"


def test_latex_that_cannot_be_shown_is_an_error_with_its_column(tmp_path: Path) -> None:
    wrong = spoilt(("text: A train runs", "text: A $\\begin{array}{c}x\\end{array}$ train runs"))
    finding = the_one(everything(tmp_path, wrong))
    assert finding.level == "error"
    assert finding.place.line == line_of("begin", wrong)
    assert finding.place.column == len("  text: A $") + 1


def test_a_text_that_tells_an_answer_is_an_error(tmp_path: Path) -> None:
    wrong = spoilt(("How long does it take?", "Does it take {time}?"))
    findings = everything(tmp_path, wrong)
    assert findings
    assert all(finding.level == "error" for finding in findings)


def test_a_later_ask_may_tell_an_earlier_answer(tmp_path: Path) -> None:
    assert found(tmp_path, spoilt(("earn in an hour?", "earn in an hour, on the road for {time}?"))) == []


def renamed(name: str, *changes: tuple[str, str]) -> str:
    return spoilt(("id: ride", f"id: {name}"), *changes)


# One mistake each, none of which can be seen without computing or showing something.
MISTAKES = {
    "multiplied": renamed("multiplied", ("answer: way / speed\n", "answer: way * speed\n")),
    "standing": renamed("standing", ("range: [50, 300], step: 5", "range: [0, 300], step: 5")),
    "never": renamed("never", ("  text: A", "  where: way > 1000 * speed * time\n  text: A")),
    "few": renamed(
        "few", ("range: [10, 500], step: 1", "pick: [10, 30]"), ("[50, 300], step: 5", "[50, 90], step: 10")
    ),
    "same": renamed("same", ("gives: way / speed / 60", "gives: 60 * way / speed / 60")),
    "unused": renamed("unused", ("    fare:", "    seats: {value: 400, says: seats}\n    fare:")),
    "untold": renamed("untold", (" at {speed}", "")),
    "formula": renamed("formula", ("text: A train", "text: A $\\sun$ train")),
    "example": renamed("example", ("earned: 100 USD/hour", "earned: 200 USD/hour")),
    "given": renamed("given", ("given: {way: 100,", "given: {way: 100 kg,")),
}


def test_a_bank_with_ten_different_mistakes_gets_ten_precise_messages(tmp_path: Path) -> None:
    questions = "".join(MISTAKES.values())
    told = {}
    for finding in everything(tmp_path, questions):
        assert finding.question is not None
        name = finding.question.removeprefix("own/")
        assert name not in told, finding.sentence()
        first, last = (line_of(f"id: {name}\n", questions) + end for end in (0, MISTAKES[name].count("\n") - 1))
        assert first <= finding.place.line <= last
        assert finding.sentence().startswith(f"{tmp_path / 'own.yaml'}:{finding.place.line}:{finding.place.column}: ")
        told[name] = f"{finding.level} {finding.check}: {finding.message}"
    assert told == {
        "multiplied": "error unit: time comes out in m^2/s, not in s",
        "standing": "error undefined: time cannot be computed on 32 of 2,000 variants: this divides by zero",
        "never": (
            "error condition-impossible: the condition way > 1000 * speed * time never held, drawn 1,000 times each "
            "(as with seed 0)"
        ),
        "few": (
            "warning few-variants: time has only 10 distinct variants: its answer depends on way (2 values) and speed "
            "(5 values) alone"
        ),
        "same": (
            "warning slip-always: the slip 60 * way / speed / 60 of time is always within the tolerance of the right "
            "answer, so nobody is ever told of it"
        ),
        "unused": "warning unused: nothing uses the given seats",
        "untold": (
            "error untold: time needs speed, but neither the text nor an ask up to time tells it to the student"
        ),
        "formula": "error text: $\\sun$ in the text cannot be shown: the command \\sun is not known",
        "example": (
            "error example: example short: 200 USD/hour, an answer to earned, is marked wrong: the answer is "
            "$100.00/hour (too large)"
        ),
        "given": "error example: example short: way cannot be 100 kg: way is m, but 100 kg is kg",
    }


def test_questions_beside_one_that_cannot_be_read_are_checked_in_the_same_run(tmp_path: Path) -> None:
    unreadable = renamed("unreadable", ("    speed:", "    sped:"), ("unit: USD/hour\n", "unit: USD/our\n"))
    checks = [finding.check for finding in everything(tmp_path, unreadable + MISTAKES["untold"])]
    assert "untold" in checks
    assert len(checks) > 2

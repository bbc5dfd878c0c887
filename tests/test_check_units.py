"""`bank check`: units that do not fit, and what follows from them is not reported again."""

from __future__ import annotations

from pathlib import Path

from checking import RIDE, bank_of, found, line_of, report, spoilt, the_one

from studybot.vetting import codes
from studybot.vetting.check import check_bank, check_questions


def test_a_right_question_has_no_findings(tmp_path: Path) -> None:
    assert found(tmp_path, RIDE) == []


def test_an_answer_in_another_unit_than_its_formula_is_an_error_at_the_formula(tmp_path: Path) -> None:
    wrong = spoilt(("answer: way / speed\n", "answer: way * speed\n"))
    finding = the_one([finding for finding in found(tmp_path, wrong) if finding.check == "unit"])
    assert finding.level == "error"
    assert finding.message == "time comes out in m^2/s, not in s"
    assert finding.place.line == line_of("way * speed", wrong)
    assert finding.question == "own/ride"


def test_a_sum_of_unlike_things_names_both_and_the_piece(tmp_path: Path) -> None:
    wrong = spoilt(("is: way * fare", "is: way * fare + way / speed"))
    finding = the_one(found(tmp_path, wrong))
    assert finding.message == "USD and s are added"
    assert finding.place.line == line_of("way * fare + way", wrong)


def test_examples_of_parts_whose_units_do_not_fit_are_not_reported_as_well(tmp_path: Path) -> None:
    wrong = spoilt(("answer: price / time", "answer: price * time"))
    assert [finding.check for finding in found(tmp_path, wrong)] == ["unit"]


def test_examples_of_the_other_parts_are_still_run(tmp_path: Path) -> None:
    wrong = spoilt(("answer: price / time", "answer: price * time"), ("{time: 30 min,", "{time: 40 min,"))
    assert sorted(finding.check for finding in found(tmp_path, wrong)) == ["example", "unit"]


def test_a_unit_error_cannot_be_accepted(tmp_path: Path) -> None:
    wrong = spoilt(
        ("answer: price / time", "answer: price * time"), ("  examples:", "  accepts: {unit: it is fine}\n  examples:")
    )
    findings = found(tmp_path, wrong)
    assert {(finding.level, finding.check) for finding in findings} == {
        ("error", "unit"),
        ("warning", "accepts-nothing"),
    }
    assert any("errors cannot be accepted" in finding.message for finding in findings)


def test_a_report_says_how_often_the_question_was_drawn(tmp_path: Path) -> None:
    made = report(tmp_path, RIDE, variants=1_000)
    assert (made.question, made.parts, made.variants, made.mean_attempts) == ("own/ride", 2, 1_000, 1.0)
    assert 990 <= made.distinct <= 1_000
    assert made.findings == ()


def test_progress_tells_how_many_questions_are_done(tmp_path: Path) -> None:
    second = RIDE.replace("id: ride", "id: other")
    told: list[tuple[int, int]] = []
    bank = bank_of(tmp_path, RIDE + second)
    assert check_bank(bank, variants=500, progress=lambda done, all_: told.append((done, all_))) == []
    assert told == [(0, 2), (1, 2), (2, 2)]


def test_questions_that_share_their_codes_are_an_error(tmp_path: Path, monkeypatch: object) -> None:

    assert hasattr(monkeypatch, "setattr")
    monkeypatch.setattr(codes, "question_hash", len)
    bank = bank_of(tmp_path, RIDE + RIDE.replace("id: ride", "id: road"))
    first, second = check_questions(bank.questions, variants=500)
    assert first.findings == ()
    finding = the_one(list(second.findings))
    assert (finding.level, finding.check) == ("error", "code")
    assert finding.message == "the codes of own/road would be those of own/ride"
    assert finding.place == bank.questions[1].place

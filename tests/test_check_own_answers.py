"""`bank check`: the right answer, typed as it is shown, is marked right."""

from __future__ import annotations

from pathlib import Path

from checking import found, line_of, spoilt, the_one


def test_an_exact_answer_that_is_shown_rounded_is_reported(tmp_path: Path) -> None:
    """A ride of 47 km at 130 km/h takes 0.36153846... hours, of which four figures are shown."""
    wrong = spoilt(("      unit: hour\n", "      unit: hour\n      accept: {within: 0}\n"))
    finding = the_one(found(tmp_path, wrong))
    assert (finding.level, finding.check) == ("error", "own-answer")
    assert finding.message.startswith("the answer to time as it is shown, ")
    assert " is marked wrong with seed " in finding.message
    assert finding.place.line == line_of("answer: way / speed", wrong)


def test_answers_that_are_to_be_written_with_so_many_figures_are_shown_so(tmp_path: Path) -> None:
    rounded = spoilt(
        ("      unit: hour\n", "      unit: hour\n      accept: {figures: 2}\n"),
        ("right: {time: [0.5 h]}", "right: {time: [0.50 h]}"),
    )
    assert found(tmp_path, rounded) == []


def test_where_units_do_not_fit_that_alone_is_said(tmp_path: Path) -> None:
    wrong = spoilt(("answer: way / speed\n", "answer: way * speed\n      accept: {within: 0}\n"))
    assert {finding.check for finding in found(tmp_path, wrong)} == {"unit"}

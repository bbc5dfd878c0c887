"""Marked again after a question was mended: whose marks change is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from graded import Room, columns, room_in


def mend(room: Room) -> None:
    text = room.bank.read_text(encoding="utf-8")
    mended = text.replace("answer: 2 * N * T", "answer: N * T").replace("gives: N * T", "gives: 3 * N * T")
    room.bank.write_text(mended.replace("flop: 2.16e20, time: 109091 s, cost: $110.61", "flop: 1.08e20"))


def test_marks_that_change_are_told_with_their_points(tmp_path: Path) -> None:
    room = room_in(tmp_path)
    code = room.code("price", 3)
    answers = room.answers(f"=anna,{code},,a,2.16e20", f"ben,{code},,a,1.08e20", f"ben,{code},,a,1.08e20 FLOP")
    room.marked(answers)
    former = str(room.folder / "results.csv")
    assert "No mark is another one than before." in room.grade(answers, "--before", former).out
    mend(room)
    ran = room.grade(answers, "--before", former, "-o", str(room.folder / "new.csv"), "--totals", f"{tmp_path}/t.csv")
    assert ran.code == 0
    assert "2 marks of 2 students changed:" in ran.text
    assert "=anna fixed/price flop correct 1 wrong 0" in ran.text
    assert "ben fixed/price flop wrong 0 correct 1" in ran.text
    assert f"fixed/price is another revision than when the code {code} was printed" in ran.text
    # The first row of Ben's is not the one that counts.
    assert columns(room.rows("new.csv"), "points", "before") == [("0", "1"), ("0", "0"), ("1", "0")]
    assert columns(room.rows("t.csv"), "student", "points", "before") == [("'=anna", "0", "1"), ("ben", "1", "0")]


def test_another_set_of_students_is_told(tmp_path: Path) -> None:
    room = room_in(tmp_path)
    code = room.code("price", 3)
    room.marked(room.answers(f"anna,{code},,a,2.16e20", f"anna,{code},,b,109091 s", f"ben,{code},,a,1.08e20"))
    mend(room)
    former = str(room.folder / "results.csv")
    ran = room.grade(room.answers(f"anna,{code},,a,2.16e20", f"dora,{code},,a,1.08e20"), "--before", former)
    assert "1 mark of 1 student changed:" in ran.text
    assert "1 answer has no former mark and 2 former marks have no answer now." in ran.text


def test_former_results_may_be_json_lines(tmp_path: Path) -> None:
    room = room_in(tmp_path)
    answers = room.answers(f"=anna,{room.code('price', 3)},,a,2.16e20")
    former = str(room.folder / "former.jsonl")
    assert room.grade(answers, "-o", former).code == 0
    ran = room.grade(answers, "--before", former)
    assert "No mark is another one than before." in ran.text
    assert "former mark" not in ran.text


@pytest.mark.parametrize("points", ["one", "nan", "inf", "-1", "1e400", "", "0,5"])
def test_former_points_that_are_none_are_told_with_their_line(tmp_path: Path, points: str) -> None:
    room = room_in(tmp_path)
    answers = room.answers(f"anna,{room.code('price', 3)},,a,2.16e20")
    former = room.file("former.csv", "student;variant;part;verdict;points", f"anna;x;flop;correct;{points}")
    ran = room.grade(answers, "--before", former)
    assert ran.code == 3
    assert f"{former}:2:1: these are no points: {points}" in ran.err


def test_former_results_that_are_none_are_refused(tmp_path: Path) -> None:
    room = room_in(tmp_path)
    answers = room.answers(f"anna,{room.code('price', 3)},,a,2.16e20")
    ran = room.grade(answers, "--before", answers)
    assert ran.code == 3
    assert f"{answers}:1:1: there is no column variant, verdict, points" in ran.err

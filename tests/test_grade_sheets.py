"""Answers by the code of a printed sheet: its index says which variant each problem is."""

from __future__ import annotations

from pathlib import Path

import pytest
from graded import Room, columns, room_in


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return room_in(tmp_path)


def index(room: Room, *more: str) -> str:
    price, ride = room.code("price", 3), room.code("ride", 5)
    return room.file(
        "index.csv",
        "student,name,version,code,file,1,2,1 points",
        f"anna,Anna A.,1,S7Q-M2X-P9T,001.pdf,{price},{ride},4 2 2",
        f"ben,Ben B.,2,S7Q-M2Y-P9U,002.pdf,fixed.yaml:{ride},{price},",
        *more,
    )


def test_a_number_on_the_sheet_names_the_variant(room: Room) -> None:
    answers = room.answers("anna,s7qm2xp9t,1,a,2.16e20", "ben,S7Q-M2Y-P9U,Problem 2,a,2.16e20", "ben,S7QM2YP9U,1.,,(")
    rows = room.marked(answers, "--codes", index(room))
    assert columns(rows, "student", "problem", "question", "part", "verdict", "variant") == [
        ("anna", "1a", "fixed/price", "flop", "correct", room.code("price", 3)),
        ("ben", "2a", "fixed/price", "flop", "correct", room.code("price", 3)),
        ("ben", "1a", "fixed/ride", "time", "invalid", room.code("ride", 5)),
    ]


def test_results_without_the_problem_are_former_ones_all_the_same(room: Room) -> None:
    answers = room.answers("anna,S7Q-M2X-P9T,1,a,2.16e20")
    (row,) = room.marked(answers, "--codes", index(room))
    del row["problem"]
    former = room.file("former.csv", ",".join(row), ",".join(row.values()))
    ran = room.grade(answers, "--codes", index(room), "--before", former)
    assert "No mark is another one than before." in ran.text
    assert "no former mark" not in ran.text


def test_an_id_names_the_problem_as_well(room: Room) -> None:
    rows = room.marked(room.answers("anna,S7Q-M2X-P9T,ride,,("), "--codes", index(room))
    assert columns(rows, "question") == [("fixed/ride",)]


def test_the_points_are_those_of_the_sheet(room: Room) -> None:
    answers = room.answers("anna,S7Q-M2X-P9T,1,a,2.16e20", "ben,S7Q-M2Y-P9U,2,a,2.16e20")
    rows = room.marked(answers, "--codes", index(room), "--totals", str(room.folder / "totals.csv"))
    assert columns(rows, "points", "of") == [("4", "4"), ("1", "1")]
    # Anna's price has 4 + 2 + 2 points and her ride 1; Ben's have 3 and 1.
    assert columns(room.rows("totals.csv"), "student", "points", "of") == [("anna", "4", "9"), ("ben", "1", "4")]


def test_who_handed_nothing_in_has_a_total_all_the_same(room: Room) -> None:
    answers = room.answers("anna,S7Q-M2X-P9T,1,a,2.16e20")
    room.marked(answers, "--codes", index(room), "--totals", str(room.folder / "totals.csv"))
    assert columns(room.rows("totals.csv"), "student", "points", "of") == [("anna", "4", "9"), ("ben", "0", "4")]


def test_the_index_says_whose_a_sheet_is_where_the_answers_do_not(room: Room) -> None:
    rows = room.marked(room.answers(",S7Q-M2Y-P9U,1,,("), "--codes", index(room))
    assert columns(rows, "student") == [("ben",)]


def test_an_answer_on_the_sheet_of_another_student_is_told(room: Room) -> None:
    answers = room.answers("anna,S7Q-M2Y-P9U,1,,(")
    ran = room.grade(answers, "--codes", index(room))
    told = f"1 answer stands under another student than its sheet; the first: {answers}:2, on the sheet of ben."
    assert told in ran.text


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("anna,S7Q-M2X-P9T,3,a,1", "the sheet S7Q-M2X-P9T has no problem 3 (it has 1, 2)"),
        ("anna,S7Q-M2X-P9T,,a,1", "S7Q-M2X-P9T is a sheet: which of its problems is answered?"),
        ("anna,S7Q-M2X-P9T,walk,a,1", "the sheet S7Q-M2X-P9T has no problem walk (it has 1, 2)"),
    ],
)
def test_a_problem_that_the_sheet_has_not_is_told(room: Room, row: str, told: str) -> None:
    ran = room.grade(room.answers(row), "--codes", index(room))
    assert ran.code == 3
    assert told in ran.err


def test_an_index_that_contradicts_itself_is_refused(room: Room) -> None:
    again = f"eve,Eve,3,S7Q-M2X-P9T,003.pdf,{room.code('walk', 1)},,"
    ran = room.grade(room.answers(), "--codes", index(room, again))
    assert ran.code == 3
    assert "index.csv:4:1: two sheets have the code S7Q-M2X-P9T, and not the same problems" in ran.err


def test_an_index_with_two_columns_for_a_problem_is_refused(room: Room) -> None:
    file = room.file(
        "index.csv", "student,code,1,01", f"anna,S7Q-M2X-P9T,{room.code('price', 3)},{room.code('ride', 5)}"
    )
    ran = room.grade(room.answers("anna,S7Q-M2X-P9T,1,a,1"), "--codes", file)
    assert ran.code == 3
    assert f"{file}:1:1: two columns have the number of one problem" in ran.err


def test_a_version_that_several_students_have_is_nobodys(room: Room) -> None:
    ride = room.code("ride", 5)
    file = room.file("index.csv", "student,code,1", f"anna,S7Q-M2X-P9T,{ride}", f"ben,S7Q-M2X-P9T,{ride}")
    answers = room.answers("anna,S7Q-M2X-P9T,1,,((", "ben,S7Q-M2X-P9T,1,,((")
    ran = room.grade(answers, "--codes", file, "--totals", str(room.folder / "totals.csv"))
    assert "another student" not in ran.text
    assert columns(room.rows("totals.csv"), "student", "invalid") == [("anna", "1"), ("ben", "1")]


def test_what_is_wrong_in_the_index_is_told_as_being_there(room: Room) -> None:
    file = room.file("index.csv", "student,code,1", "anna,S7Q-M2X-P9T,222222222223")
    ran = room.grade(room.answers("anna,S7Q-M2X-P9T,1,a,1"), "--codes", file)
    assert ran.code == 3
    assert "problem 1 of the sheet S7Q-M2X-P9T: a character of the code 222222222223 is mistyped" in ran.err


def test_a_code_of_a_sheet_without_its_index_is_told(room: Room) -> None:
    ran = room.grade(room.answers("anna,S7Q-M2X-P9T,1,a,1"))
    assert ran.code == 3
    assert "the code of a sheet needs its index: --codes index.csv" in ran.err

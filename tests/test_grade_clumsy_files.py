"""Files of answers as people make them: what can be understood is, and nothing that is needed is written over."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from graded import HEADER, Room, columns, room_in


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return room_in(tmp_path)


def index(room: Room, student: str = "anna") -> str:
    problems = f"{room.code('price', 3)},{room.code('ride', 5)}"
    return room.file("index.csv", "student,name,version,code,file,1,2", f"{student},A,1,S7Q-M2X-P9T,1.pdf,{problems}")


# -- what is written over


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("-o", "answers.csv"), "is the file of the answers"),
        (("--totals", "answers.csv"), "is the file of the answers"),
        (("-o", "link.csv"), "is the file of the answers"),
        (("--codes", "index.csv", "-o", "index.csv"), "is the file of the codes"),
        (("-o", "x.csv", "--totals", "x.csv"), "is the file of the results"),
        (("--before", "old.csv", "--totals", "old.csv"), "is the file of the former results"),
    ],
)
def test_a_file_that_is_needed_is_not_written_over(room: Room, options: tuple[str, ...], told: str) -> None:
    index(room)
    answers = Path(room.answers(f"anna,{room.code('price', 3)},,a,2.16e20"))
    (room.folder / "link.csv").symlink_to(answers)
    before = answers.read_text()
    in_folder = (str(room.folder / one) if one.endswith(".csv") else one for one in options)
    ran = room.grade(str(answers), *in_folder)
    assert ran.code == 2
    assert told in ran.err
    assert answers.read_text() == before


def test_new_results_take_the_place_of_the_former_ones(room: Room) -> None:
    answers = room.answers(f"anna,{room.code('price', 3)},,a,2.16e20")
    room.marked(answers)
    rows = room.marked(answers, "--before", str(room.folder / "results.csv"))
    assert columns(rows, "points", "before") == [("1", "1")]


def test_nothing_is_kept_of_what_is_written_nowhere(room: Room) -> None:
    answers = room.answers(f"anna,{room.code('price', 3)},,a,2.16e20")
    assert room.grade(answers, "-o", "/dev/null", "--totals", "/dev/null").code == 0


# -- cells


def test_an_answer_with_an_old_end_of_line_in_it_stays_one_cell(room: Room) -> None:
    code = room.code("price", 3)
    rows = room.marked(room.answers(f'anna,{code},,a,"2.16e20\r"', f'anna,{code},,b,"1\r2"'))
    assert columns(rows, "answer", "verdict") == [("2.16e20\r", "correct"), ("1\r2", "invalid")]


def test_results_can_be_marked_again_as_answers(room: Room) -> None:
    code = room.code("price", 3)
    room.marked(room.answers(f"=anna,{code},,a,-1+2", f"-b,{code},,b,109091 s"))
    (room.folder / "results.csv").rename(room.folder / "again.csv")
    again = str(room.folder / "again.csv")
    ran = room.grade(again, "-o", str(room.folder / "results.csv"), "--before", again)
    assert "No mark is another one than before." in ran.text
    assert columns(room.rows("results.csv"), "student", "answer", "verdict") == [
        ("'=anna", "'-1+2", "wrong"),
        ("'-b", "109091 s", "correct"),
    ]


def test_a_row_of_blanks_is_none(room: Room) -> None:
    answers = room.answers(" , ,,, ", f"anna,{room.code('price', 3)},,a,2.16e20")
    assert columns(room.marked(answers), "verdict") == [("correct",)]


@pytest.mark.parametrize("name", ["r.json", "r.JSONL", "r.ndjson"])
def test_what_is_read_as_json_lines_is_written_as_json_lines(room: Room, name: str) -> None:
    answers = room.answers(f"anna,{room.code('price', 3)},,a,2.16e20")
    assert room.grade(answers, "-o", str(room.folder / name)).code == 0
    assert (room.folder / name).read_text().startswith('{"student": "anna", ')


# -- who it is


@pytest.mark.parametrize(
    ("in_index", "in_answers"),
    [
        ("'-anna", "-anna"),
        ("'-anna", "'-anna"),
        ("Zoe\u0308", "Zo\u00eb"),
        ("Zo\u00eb", "Zoe\u0308"),
        ("a b", " a  b "),
    ],
)
def test_an_id_is_the_same_however_it_is_written(room: Room, in_index: str, in_answers: str) -> None:
    answers = room.answers(f"{in_answers},S7Q-M2X-P9T,1,a,2.16e20", ",S7Q-M2X-P9T,2,,(")
    totals = str(room.folder / "totals.csv")
    ran = room.grade(answers, "--codes", index(room, in_index), "--totals", totals)
    assert "another student" not in ran.text
    # Two answers to her sheet, which has a price of 3 points and a ride of 1.
    assert columns(room.rows("totals.csv"), "points", "of", "invalid") == [("1", "4", "1")]


def test_ids_that_look_the_same_are_told(room: Room) -> None:
    code = room.code("price", 3)
    students = ["Anna", "anna", "an\u200bna", "ben"]
    ran = room.grade(room.answers(*(f"{student},{code},,a,2.16e20" for student in students)))
    assert "Anna and an\\u200bna are two students here: ids are compared letter by letter." in ran.text


# -- which variant it is


@pytest.mark.parametrize(
    "code", ["s7q-m2x-p9t", "S7QM2XP9T", "S7Q M2X P9T", "S7Q\u2013M2X\u2013P9T", "S7Q\u00a0M2X_P9T"]
)
@pytest.mark.parametrize("question", ["1", "01", "1)", "(1)", "#1", "Q1", "Problem 1", "1.0", "price", "PRICE"])
def test_codes_and_numbers_are_understood_as_people_copy_them(room: Room, code: str, question: str) -> None:
    rows = room.marked(room.answers(f"anna,{code},{question},a,2.16e20"), "--codes", index(room))
    assert columns(rows, "question", "verdict") == [("fixed/price", "correct")]


def test_a_variants_code_may_have_other_dashes(room: Room) -> None:
    code = room.code("price", 3)
    rows = room.marked(room.answers(f"anna,{code.replace('-', chr(0x2011))},,a,2.16e20", f"ben,{code.lower()},,a,1"))
    assert columns(rows, "verdict", "variant") == [("correct", code), ("wrong", code)]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("anna,,1,a,1", ":2:1: no code is given (it is printed at the head of the sheet)"),
        ("anna,S7Q-M2X-P9U,1,a,1", ":2:1: no sheet of the index has the code S7Q-M2X-P9U (compare it again)"),
        ("anna,S7Q-M2X-P9T,walk,a,1", ":2:1: the sheet S7Q-M2X-P9T has no problem walk (it has 1, 2)"),
        (f"anna,{'K' * 5000},1,a,1", f":2:1: {'K' * 60}... is not a code: it has 5000 characters, not 12 ("),
    ],
)
def test_what_names_nothing_is_told_in_a_line(room: Room, row: str, told: str) -> None:
    ran = room.grade(room.answers(row), "--codes", index(room))
    assert ran.code == 3
    assert told in ran.err
    assert len(ran.err) < 400


def test_the_header_may_stand_below_empty_lines(room: Room) -> None:
    answers = room.file("answers.csv", "", "  ", HEADER, f"anna,{room.code('price', 3)},,a,2.16e20", ",,,,")
    assert columns(room.marked(answers), "verdict") == [("correct",)]
    assert list(csv.reader((room.folder / "results.csv").read_text().splitlines()))[1][0] == "anna"

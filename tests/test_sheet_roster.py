"""Rosters: who gets a sheet, and what is refused before the first page."""

from __future__ import annotations

import io

import pytest

from studybot.formula.errors import StudybotError
from studybot.sheets.files.roster import Student, read_roster


def read(text: str) -> tuple[Student, ...]:
    return read_roster(io.StringIO(text, newline=""), "r.csv")


def test_students_come_in_the_order_of_the_file() -> None:
    assert read("\ufeffID;Group;Name\r\n7;A;Ada  Lovelace\r\n3;B;Éva\r\n") == (
        Student("Ada Lovelace", "7"),
        Student("Éva", "3"),
    )


def test_ids_that_differ_in_case_are_two() -> None:
    assert [student.id for student in read("name,id\nA,x\nB,X\n")] == ["x", "X"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("name,number\nA,1\n", "r.csv:1:1: there is no column id"),
        ("", "r.csv is empty"),
        ("name,id\n", "r.csv:1:1: there are no students"),
        ("name,id\nA,1\nB,2\nC,1\n", "r.csv:4:1: the id 1 is that of line 2, too"),
        ("name,id\nA,\u00e9\nB,e\u0301\n", "r.csv:3:1: the id e\u0301 is that of line 2, too"),
        ("name,id\nA,=1\nB,'=1\n", "r.csv:3:1: the id '=1 is that of line 2, too"),
        ("name,id\nA,1\nB, \n", "r.csv:3:1: there is no id"),
        (f"name,id\n{'x' * 10_000},1\n", "r.csv:2:1: the name has 10,000 characters"),
        (f"name,id\nA,{'1' * 41}\n", "r.csv:2:1: the id has 41 characters"),
        ("name,id\nA\u202eB,1\n", r"r.csv:2:1: the name has control characters: A\u202eB"),
        ("name,id\nA\x1b[31m,1\n", r"r.csv:2:1: the name has control characters: A\x1b[31m"),
        ("name,id\nA,1,2\n", "r.csv:2:1: the row has 3 cells"),
        (
            "name,id\n" + "".join(f"A,{number}\n" for number in range(20_001)),
            "r.csv:20002:1: there are more than 20,000",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_line(text: str, told: str) -> None:
    with pytest.raises(StudybotError) as caught:
        read(text)
    assert told in caught.value.sentence()

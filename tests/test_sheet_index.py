"""The index of many sheets, and the names of their files."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studybot.sheets.files.file_names import file_stem
from studybot.sheets.files.index import IndexRow, Numbered, index_text, read_index


def test_the_problems_are_columns_of_their_own() -> None:
    rows = [IndexRow("7", "Ada, of L.", 1, "S22-222-233", "001-7.pdf", ("3C8V", "mine.yaml:3DVG"))]
    assert index_text(rows) == (
        'student,name,version,code,file,1,2\r\n7,"Ada, of L.",1,S22-222-233,001-7.pdf,3C8V,mine.yaml:3DVG\r\n'
    )


def test_points_have_columns_where_a_sheet_says_them_and_are_read_back() -> None:
    rows = [
        IndexRow("7", "Ada", 1, "S22-222-233", "001-7.pdf", ("3C8V", "3DVG"), ((), (4, 0, 2))),
        IndexRow("8", "Bob", 2, "S22-222-24B", "002-8.pdf", ("3DVG", "3C8V"), ((4, 0, 2), ())),
    ]
    text = index_text(rows)
    assert text.splitlines()[:2] == [
        "student,name,version,code,file,1,2,1 points,2 points",
        "7,Ada,1,S22-222-233,001-7.pdf,3C8V,3DVG,,4 0 2",
    ]
    read = read_index(io.StringIO(text, newline=""), "index.csv")
    assert read["S2222224B"] == Numbered("S22-222-24B", "8", {1: "3DVG", 2: "3C8V"}, {1: (4, 0, 2)})


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(start: str) -> None:
    row = IndexRow(f"{start}1+1", f"{start}cmd|' /C calc'!A0", 1, "S22-222-233", "001-11.pdf", ())
    cells = list(csv.reader(io.StringIO(index_text([row]), newline="")))[1]
    assert cells[:2] == [f"'{start}1+1", f"'{start}cmd|' /C calc'!A0"]


@pytest.mark.parametrize(
    ("id_", "name"),
    [
        ("ada", "007-ada"),
        ("../../x", "007-x"),
        ("CON", "007-CON"),
        ("Éva 1", "007-va1"),
        ("", "007"),
        ("a.pdf", "007-apdf"),
        ("x" * 90, "007-" + "x" * 40),
    ],
)
def test_the_name_of_a_file_has_a_number_and_what_is_harmless_of_the_id(id_: str, name: str) -> None:
    assert file_stem(7, 300, id_) == name


@given(st.text(max_size=60), st.integers(1, 20_000))
def test_no_id_makes_a_name_that_leads_elsewhere(id_: str, number: int) -> None:
    name = file_stem(number, 20_000, id_)
    assert name.isascii()
    assert name.startswith(f"{number:05}")
    assert all(char.isalnum() or char in "-_" for char in name)

"""Rows of files that others made are read strictly: what is wrong is told with its file and line."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from studybot.formula.errors import StudybotError
from studybot.sheets.files.rows import MAX_CELL, MAX_LINE, Row, read_rows

WANTED = ("code", "answer")


def rows(text: str, name: str = "answers.csv") -> list[Row]:
    return list(read_rows(io.StringIO(text, newline=""), name, WANTED, ("student",)))


def fault(text: str, name: str = "answers.csv") -> str:
    with pytest.raises(StudybotError) as raised:
        rows(text, name)
    assert raised.value.code == "answers.row"
    return raised.value.sentence()


@pytest.mark.parametrize(
    "text",
    [
        "code,student,answer\nA,anna,1\n",
        "\ufeffcode,student,answer\r\nA,anna,1\r\n",
        " Answer ,CODE,Student,sent at\n1,A,anna,noon\n",
        "code;student;answer\nA;anna;1\n",
        "code\tstudent\tanswer\nA\tanna\t1",
        '{"code": "A", "student": "anna", "answer": 1}\n',
        '\n{"answer": "1", "student": "anna", "code": "A", "at": [1, 2]}\n'.lstrip(),
    ],
)
def test_columns_are_found_by_their_names_in_every_spelling_of_a_file(text: str) -> None:
    assert rows(text) == [Row(1 if text.startswith("{") else 2, ("A", "1", "anna"))]


def test_a_column_that_may_be_left_out_is_empty() -> None:
    assert rows("code,answer\nA,1\n") == [Row(2, ("A", "1", ""))]


def test_a_row_over_several_lines_is_told_by_its_first() -> None:
    assert rows('code,answer\nA,"1\n+1"\n\nB,2\n') == [Row(2, ("A", "1\n+1", "")), Row(5, ("B", "2", ""))]


def test_numbers_in_json_keep_their_digits() -> None:
    assert rows('{"code": "A", "answer": 1.50}\n{"code": "A", "answer": 1e400}\n', "answers.jsonl") == [
        Row(1, ("A", "1.50", "")),
        Row(2, ("A", "1e400", "")),
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "answers.csv:1:1: answers.csv is empty (its first line names the columns: code, answer, student)"),
        ("code,reply\nA,1\n", "answers.csv:1:1: there is no column answer"),
        ("code,answer,code\nA,1,B\n", "answers.csv:1:1: there are two columns code"),
        ("code,answer,student,Student\nA,1,anna,ben\n", "answers.csv:1:1: there are two columns student"),
        ('{"code": "A", "answer": "1", "answer": "2"}\n', "answers.csv:1:1: answer stands there twice"),
        ('{"code": "A", "answer": {"x": 1, "x": 2}}\n', "answers.csv:1:1: x stands there twice"),
        ("code,answer\nA,1\nB,1,5\n", "answers.csv:3:1: the row has 3 cells, and the first line 2 columns"),
        ('code,answer\nA,"1"5\n', "answers.csv:2:1: this row cannot be read"),
        ('code,answer\nA,1\nB,"1\n', "answers.csv:3:1: this row cannot be read"),
        ("code,answer\nA,\udcff\n", "answers.csv:2:1: this is not UTF-8"),
        ("c\0o\0d\0e\0", "answers.csv:1:1: there is a null character"),
        (f"code,answer\nA,{'1' * (MAX_CELL + 1)}\n", "answers.csv:2:1: a cell is too long"),
        (f"code,answer\nA,{'1' * MAX_LINE}\n", "answers.csv:2:1: the line is too long"),
        ("code,answer" + ",x" * 1000 + "\n", "answers.csv:1:1: there are 1,002 columns"),
        ('{"code": "A", "answer": "1"}\n{"code": "A"}\n', "answers.csv:2:1: there is no answer"),
        ('{"code": "A", "answer": ["1"]}\n', "answers.csv:1:1: answer is a list or an object"),
        ('{"code": "A", "answer": NaN}\n', "answers.csv:1:1: this is no row"),
        ('{"code": "A", "answer": "\\ud800"}\n', "answers.csv:1:1: answer has a null or half of a character in it"),
        ('{"code": "A"', "answers.csv:1:1: this is not JSON"),
        ("{" * 5000, "answers.csv:1:1: this is not JSON"),
        ('{"a":' + "[" * 5000, "answers.csv:1:1: this is"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(text: str, told: str) -> None:
    assert fault(text).startswith(told)


def test_bytes_of_another_encoding_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    path.write_bytes("code,answer\nA,½\n".encode("latin-1"))
    with path.open(encoding="utf-8", errors="surrogateescape", newline="") as stream:
        found = read_rows(stream, "answers.csv", WANTED)
        with pytest.raises(StudybotError) as at:
            list(found)
    assert at.value.sentence() == 'answers.csv:2:1: this is not UTF-8 (a spreadsheet saves it as "CSV UTF-8")'

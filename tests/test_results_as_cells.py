"""What is written for spreadsheets: text stays text, numbers stay numbers."""

from __future__ import annotations

import csv

import pytest

from studybot.sheets.files.cells import cell_of, text_of
from studybot.sheets.grading.results import csv_lines, json_lines


@pytest.mark.parametrize(
    "text", ["=1+1", "+1+1", "-2*x", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "-", "=cmd|' /C calc'!A0", "-1e", "--1"]
)
def test_what_would_be_a_formula_begins_with_an_apostrophe(text: str) -> None:
    assert cell_of(text) == f"'{text}"
    assert text_of(cell_of(text)) == text


@pytest.mark.parametrize("text", ["-3.5", "+2e5", "-.5", "-1E-9", "12", "a=b", "2-1", "", "'tis", "½", "naïve"])
def test_numbers_and_other_texts_stay_as_they_are(text: str) -> None:
    assert cell_of(text) == text
    assert text_of(text) == text


def test_a_cell_that_was_read_is_written_as_it_was() -> None:
    assert cell_of(cell_of("=1")) == "'=1"


@pytest.mark.parametrize(
    ("value", "written"), [(1.0, "1"), (0.5, "0.5"), (1 / 3, "0.3333"), (0.0, "0"), (10.0, "10"), (7, "7"), (None, "")]
)
def test_numbers_are_short(value: float | None, written: str) -> None:
    assert cell_of(value) == written


def test_commas_quotes_and_lines_in_a_text_are_read_again_as_they_were() -> None:
    texts = ['a,b "c"', "1\n2", "x\r\ny", "bidi \u202e", "\x07"]
    lines = "".join(csv_lines(("one", "two", "three", "four", "five"), [texts]))
    assert list(csv.reader(lines.splitlines(keepends=True)))[1] == texts


def test_json_has_texts_and_numbers_as_they_are() -> None:
    assert list(json_lines(("a", "b"), [("=1", 0.5)])) == ['{"a": "=1", "b": 0.5}\n']

"""Rows of files that others made: CSV or JSON Lines, read strictly, one after the other."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any, NamedTuple, NoReturn, TextIO

from studybot.formula.errors import Place, StudybotError
from studybot.formula.safely import shown_safely

# Longer than any answer that is marked, which has at most 5,000 characters; what is longer is a file gone wrong.
MAX_CELL = 20_000
# A few such cells: a line without an end is not read into memory whole.
MAX_LINE = 200_000
# A form asks a hundred things at most, a sheet's index has a column a problem.
MAX_COLUMNS = 1_000
# So much of a value is told of one that is wrong.
_SHOWN = 60

# What files are called that hold JSON Lines.
JSON_ENDINGS = (".jsonl", ".ndjson", ".json")
# Spreadsheets write semicolons where the comma is the decimal sign.
_DELIMITERS = (",", ";", "\t")
# Bytes that are not UTF-8, as the error handler surrogateescape reads them, and characters that are half of one.
_UNDECODED = re.compile(r"[\ud800-\udfff]")


class Row(NamedTuple):
    """A row: the line in which it begins, and its cells in the order of the columns that were asked for."""

    line: int
    cells: tuple[str, ...]


class Header(NamedTuple):
    """The first row of a CSV file, in small letters, and what stands between its cells."""

    line: int
    columns: tuple[str, ...]
    delimiter: str


def read_rows(stream: TextIO, name: str, required: Sequence[str], optional: Sequence[str] = ()) -> Iterator[Row]:
    """The rows of a file: the required columns, then the optional ones, "" where a file has none of that name.

    JSON Lines, where the file is called so or begins with a brace; else CSV with a header, in which other columns may
    stand, too. `stream` was opened with `newline=""` and the error handler surrogateescape; `name` is what the file is
    called. Raises `StudybotError` `answers.*` with file and line.
    """
    lines = _lines(stream, name)
    first = _first(lines)
    if first is None:
        _refuse(f"{name} is empty", f"its first line names the columns: {', '.join((*required, *optional))}", name, 1)
    lines = chain([first], lines)
    if name.lower().endswith(JSON_ENDINGS) or first[1].lstrip().startswith("{"):
        yield from _json_rows(lines, name, required, optional)
        return
    header, rows = read_csv(lines, name, required, optional)
    places = [header.columns.index(column) for column in required]
    others = [header.columns.index(column) if column in header.columns else None for column in optional]
    for row in rows:
        wanted = [row.cells[place] for place in places]
        wanted += ["" if place is None else row.cells[place] for place in others]
        yield Row(row.line, tuple(wanted))


def read_table(stream: TextIO, name: str, required: Sequence[str]) -> tuple[Header, Iterator[Row]]:
    """The header of a CSV file and its rows, with all their cells. Raises as `read_rows`."""
    return read_csv(_lines(stream, name), name, required)


def read_csv(
    lines: Iterator[tuple[int, str]], name: str, required: Sequence[str], optional: Sequence[str] = ()
) -> tuple[Header, Iterator[Row]]:
    """The header of a CSV file and its rows, from its lines. Raises as `read_rows`."""
    number, text = _first(lines) or (1, "")
    header = _header(text, number, name, required, optional)
    return header, _csv_rows(lines, header, name)


def _first(lines: Iterator[tuple[int, str]]) -> tuple[int, str] | None:
    """The first line on which something stands."""
    return next((line for line in lines if not line[1].isspace()), None)


def _lines(stream: TextIO, name: str) -> Iterator[tuple[int, str]]:
    """The lines with their numbers, without a byte order mark."""
    number = 0
    while text := stream.readline(MAX_LINE + 1):
        number += 1
        if len(text) > MAX_LINE:
            _refuse("the line is too long", f"a row has at most {MAX_LINE:,} characters", name, number)
        if number == 1:
            text = text.removeprefix("\ufeff")
        if not text.isascii() and _UNDECODED.search(text):
            _refuse("this is not UTF-8", 'a spreadsheet saves it as "CSV UTF-8"', name, number)
        if "\0" in text:
            _refuse("there is a null character", 'a spreadsheet saves text as "CSV UTF-8"', name, number)
        yield number, text


def _header(text: str, number: int, name: str, required: Sequence[str], optional: Sequence[str]) -> Header:
    found: list[tuple[str, ...]] = []
    for delimiter in _DELIMITERS:
        try:
            cells = next(csv.reader([text], delimiter=delimiter, strict=True), [])
        except csv.Error:
            continue
        columns = tuple(cell.strip().casefold() for cell in cells)
        found.append(columns)
        if set(required) <= set(columns):
            if len(columns) > MAX_COLUMNS:
                _refuse(f"there are {len(columns):,} columns", f"{MAX_COLUMNS:,} are the most", name, number)
            wanted = (*required, *optional)
            twice = [column for column in columns if column in wanted and columns.count(column) > 1]
            if twice:
                _refuse(f"there are two columns {twice[0]}", "name one of them otherwise", name, number)
            return Header(number, columns, delimiter)
    raise _no_header(found, number, name, required)


def _no_header(found: Sequence[tuple[str, ...]], number: int, name: str, required: Sequence[str]) -> StudybotError:
    nearest = max(found, key=lambda columns: len({*required} & {*columns}), default=())
    missing = ", ".join(column for column in required if column not in nearest)
    hint = f"the first line names the columns: {', '.join(required)}"
    return StudybotError("answers.row", f"there is no column {missing}", hint=hint, place=Place(name, number, 1))


class _Following:
    """Hands lines to the CSV reader and knows the number of the last."""

    def __init__(self, lines: Iterator[tuple[int, str]]) -> None:
        self._lines = lines
        self.number = 0

    def __iter__(self) -> Iterator[str]:
        for number, text in self._lines:
            self.number = number
            yield text


def _csv_rows(lines: Iterator[tuple[int, str]], header: Header, name: str) -> Iterator[Row]:
    following = _Following(lines)
    reader = csv.reader(following, delimiter=header.delimiter, strict=True)
    width = len(header.columns)
    before = header.line
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as fault:
            hint = "a cell with quotes in it stands in quotes, and has its own twice"
            _refuse(f"this row cannot be read: {fault}", hint, name, before + 1)
        begins, before = before + 1, following.number
        if not any(map(str.strip, cells)):
            continue
        if len(cells) != width:
            told = f"the row has {len(cells)} cells, and the first line {width} columns"
            _refuse(told, f"a cell that holds {_called(header.delimiter)} stands in quotes", name, begins)
        if max(map(len, cells)) > MAX_CELL:
            _refuse("a cell is too long", f"it has at most {MAX_CELL:,} characters", name, begins)
        yield Row(begins, tuple(cells))


def _called(delimiter: str) -> str:
    return {",": "a comma", ";": "a semicolon"}.get(delimiter, "a tab")


def _json_rows(
    lines: Iterator[tuple[int, str]], name: str, required: Sequence[str], optional: Sequence[str]
) -> Iterator[Row]:
    for number, text in lines:
        if not text.strip():
            continue
        try:
            found = _DECODER.decode(text)
        except _TwiceError as fault:
            _refuse(f"{shown_safely(fault.key)[:_SHOWN]} stands there twice", "leave one of them out", name, number)
        except json.JSONDecodeError as fault:
            _refuse(f"this is not JSON: {fault.msg}", "each line is one row in braces", name, number)
        except (ValueError, RecursionError):
            _refuse("this is no row", "each line is one row in braces", name, number)
        if not isinstance(found, dict):
            _refuse("this is no row", "each line is one row in braces", name, number)
        for column in required:
            if column not in found:
                _refuse(f"there is no {column}", f"a row has {', '.join(required)}", name, number)
        cells = (_cell(column, found.get(column), name, number) for column in (*required, *optional))
        yield Row(number, tuple(cells))


def _cell(column: str, value: Any, name: str, number: int) -> str:
    """A value as text; numbers were kept as they are written."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        _refuse(f"{column} is a list or an object", "it is a text or a number", name, number)
    if len(value) > MAX_CELL:
        _refuse(f"{column} is too long", f"it has at most {MAX_CELL:,} characters", name, number)
    if "\0" in value or (not value.isascii() and _UNDECODED.search(value)):
        told = shown_safely(value)[:_SHOWN]
        _refuse(f"{column} has a null or half of a character in it: {told}", "leave it out", name, number)
    return value


def _refused(word: str) -> NoReturn:
    raise ValueError(word)


class _TwiceError(ValueError):
    """An object with a key that it has already: which of its values counts is anybody's guess."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        keys = [key for key, _ in pairs]
        raise _TwiceError(next(key for key in keys if keys.count(key) > 1))
    return found


_DECODER = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=_refused, object_pairs_hook=_each_once)


def _refuse(message: str, hint: str, name: str, line: int) -> NoReturn:
    raise StudybotError("answers.row", message, hint=hint, place=Place(name, line, 1))

"""Cells of files that spreadsheets open: no text in them is taken for a formula."""

from __future__ import annotations

import re

Cell = str | float | None

# What spreadsheets take for the beginning of a formula, also in its full width; some pass over the first blank.
_FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_QUOTE = "'"


def cell_of(value: Cell) -> str:
    """What is written of a value: a number as a number, a text so that no spreadsheet computes it.

    What is written of a cell that was read again is that cell.
    """
    if value is None:
        return ""
    if isinstance(value, str):
        is_formula = _FORMULA.match(value) and not _NUMBER.fullmatch(value)
        return f"{_QUOTE}{value}" if is_formula else value
    return f"{value:.4f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def text_of(cell: str) -> str:
    """The text that `cell_of` has made a cell of."""
    text = cell.removeprefix(_QUOTE)
    return text if cell_of(text) == cell else cell

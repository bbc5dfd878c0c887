"""How matrices and the functions of them are shown: by their symbols, or written out where numbers are put in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from studybot.notation.tree import (
    NEGATIVE,
    Accent,
    Call,
    Matrix,
    Node,
    Number,
    Quantity,
    Row,
    Script,
    Symbol,
    is_numeric,
    listed,
    vector,
)

# Wider ones do not fit a line of 80 columns, and nobody reads them entry by entry: they stay `diag(...)` or 0.
MAX_WRITTEN = 12


def matrix_of(rows: Sequence[Sequence[Node]]) -> Matrix:
    """A list of lists. Blocks that are written out are joined to one matrix; a column of numbers is a vector."""
    joined = _joined(rows) or tuple(tuple(map(entry, row)) for row in rows)
    if len({len(row) for row in joined}) > 1:
        return vector(vector(row) for row in joined)  # no matrix, but what its author wrote
    return Matrix(joined, vector=all(len(row) == 1 and is_numeric(row[0]) for row in joined))


def matrix_call(function: str, arguments: tuple[Node, ...]) -> Node:
    """A function by name, in the way that it is written on paper where there is one.

    `col(X, i)` is X with an index; of a matrix that is written out it is that column. `diag(2, 1)`, `zeros(2, 3)` and
    `ones(2)` are written out too where nothing but numbers stands in them.
    """
    call = Call(function, arguments)
    match function, arguments:
        case "I", (size,):
            return Script(Symbol("I"), sub=size)
        case "zeros", sizes:
            return _filled("0", sizes) or Symbol("0")
        case "ones", sizes:
            return _filled("1", sizes) or Script(Symbol("1", bold=True), sub=listed(sizes))
        case "diag", entries:
            return _diagonal(entries) or call
        case "col", (Matrix(rows), place) if 0 < (column := whole(place)) <= len(rows[0]):
            return vector(row[column - 1] for row in rows)
        case "row", (Matrix(rows), place) if 0 < (line := whole(place)) <= len(rows):
            return Matrix((rows[line - 1],))
        case "entry", (Matrix(rows), *places):
            return _entry_at(rows, places) or call
        case (("col" | "entry"), (Symbol() | Accent() as letter, *places)):
            return Script(letter, sub=_index(places))
    return call


def entry(node: Node) -> Node:
    """A number with its sign as one node, so that a typed -1 equals a computed one."""
    match node:
        case Row((first, Number(negative=False) as number)) if first == NEGATIVE and number.digits != "0":
            return replace(number, negative=True)
    return node


def whole(node: Node) -> int:
    """The whole number from 0 on that a node shows, with or without its unit; -1 for everything else."""
    match node:
        case Number(digits, 0, False) if digits.isdigit():
            return int(digits)
        case Quantity(Number() as number):
            return whole(number)
    return -1


def _joined(rows: Sequence[Sequence[Node]]) -> tuple[tuple[Node, ...], ...] | None:
    """The rows of the one matrix that blocks make up; None where there is a letter or an empty row, or sizes differ."""
    if not all(rows):
        return None
    blocks = [[block.rows if isinstance(block, Matrix) else ((entry(block),),) for block in row] for row in rows]
    if not any(isinstance(block, Matrix) for row in rows for block in row):
        return None
    if not all(isinstance(block, Matrix) or is_numeric(block) for row in rows for block in row):
        return None
    if any(len(block) != len(row[0]) for row in blocks for block in row):
        return None
    lines = [sum((block[place] for block in row), ()) for row in blocks for place in range(len(row[0]))]
    return tuple(lines) if len({len(line) for line in lines}) == 1 else None


def _filled(digit: str, sizes: Sequence[Node]) -> Matrix | None:
    """A matrix of one digit; None where a size is a letter or large."""
    numbers = [whole(size) for size in sizes]
    if not all(0 < number <= MAX_WRITTEN for number in numbers):
        return None
    columns = numbers[1] if len(numbers) > 1 else 1
    return Matrix(((Number(digit),) * columns,) * numbers[0], vector=columns == 1)


def _diagonal(arguments: tuple[Node, ...]) -> Matrix | None:
    match arguments:
        case (Matrix(rows),):
            entries = [item for row in rows for item in row]
        case _:
            entries = [entry(argument) for argument in arguments]
    if len(entries) > MAX_WRITTEN or not all(map(is_numeric, entries)):
        return None
    zero = Number("0")
    return Matrix(
        tuple(tuple(item if row == at else zero for row in range(len(entries))) for at, item in enumerate(entries))
    )


def _entry_at(rows: tuple[tuple[Node, ...], ...], places: Sequence[Node]) -> Node | None:
    numbers = [whole(place) for place in places]
    if len(numbers) == 1:
        entries = [item for row in rows for item in row]
        return entries[numbers[0] - 1] if 0 < numbers[0] <= len(entries) else None
    line, column = numbers
    return rows[line - 1][column - 1] if 0 < line <= len(rows) and 0 < column <= len(rows[0]) else None


def _index(places: Sequence[Node]) -> Node:
    """Indices side by side where each is one sign: X_ij; with a comma otherwise."""
    if len(places) == 1:
        return places[0]
    if all(isinstance(place, Symbol) or 0 <= whole(place) < 10 for place in places):
        return Row(tuple(places))
    return listed(places)

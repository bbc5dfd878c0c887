"""Whatever a quantity is on many variants, as a table of floats: a row a variant, a column an entry."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from studybot.formula.arrays import Matrices, Ranges
from studybot.formula.matrix import Matrix
from studybot.formula.matrix_arrays import lifted
from studybot.formula.positions import Positions

# (variants, entries): one entry of a number or a truth value, those of a matrix row by row, the ends of positions.
Table = NDArray[np.float64]
# A float, a bool, a Matrix or Positions; or one of these for each variant, as numpy has it.
Value = Any


def table_of(value: Value, count: int) -> Table:
    """A value that may be one for all variants, on each of `count` variants."""
    value = lifted(value)
    match value:
        case Matrices(array):
            entries = array.reshape(len(array), -1)
        case Ranges(low, high):
            entries = np.stack(np.broadcast_arrays(low, high), axis=1)
        case _:
            entries = np.asarray(value, dtype=float).reshape(-1, 1)
    return np.broadcast_to(entries, (count, entries.shape[1]))


def one_of(value: Value, seed: int) -> Value:
    """What a value for many variants is on one of them."""
    match value:
        case Matrices(array):
            return Matrix(tuple(map(tuple, array[_place(array, seed)].tolist())))
        case Ranges(low, high):
            return Positions(((int(low[_place(low, seed)]), int(high[_place(high, seed)])),))
        case np.ndarray():
            found = value[_place(value, seed)] if value.ndim else value
            return bool(found) if value.dtype.kind == "b" else float(found)
    return value


def _place(array: NDArray[Any], seed: int) -> int:
    return seed if len(array) > 1 else 0


def places_of(table: Table) -> tuple[NDArray[np.int64], int]:
    """For each row which of the different rows it is, as a number from 0, and how many different ones there are."""
    rows = np.ascontiguousarray(table + 0.0)  # a minus zero is no other number
    whole = rows.view(np.dtype((np.void, rows.dtype.itemsize * rows.shape[1]))).reshape(-1)
    different, places = np.unique(whole if rows.shape[1] > 1 else rows.reshape(-1), return_inverse=True)
    return places.astype(np.int64).reshape(-1), len(different)

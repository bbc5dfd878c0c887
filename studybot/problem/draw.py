"""Choosing the givens from a seed: one variant, or a million on numpy arrays, with the same result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from studybot.bank.schema import Block, Datum, Row
from studybot.formula.errors import StudybotError
from studybot.formula.evaluate import UndefinedError, evaluate
from studybot.formula.shape_rules import NUMBER
from studybot.formula.tree import Binary, Call, Listing, Name, Node, Number, Unary, children, walk
from studybot.problem.derivation import Derivation, Value
from studybot.problem.generator import bits, bits_many, mixed_many
from studybot.problem.grids import Grid, places_many, put_at, values_at

# `bank check` reports a condition that holds in fewer than one draw of 20; one that fails 1,000 times running holds
# in fewer than one of 100, and a student should not wait for more.
MAX_ATTEMPTS = 1_000
# Functions that IEEE 754 rounds in one way.
_EXACT = frozenset(("sqrt", "abs", "min", "max", "floor", "ceil", "round"))


class Draw(NamedTuple):
    """The givens of one variant.

    `values` are in base units and include everything computed; `data` are the drawn givens as exact decimals; `rows`
    the drawn rows of tables; `attempts` how often it was drawn until the condition held.
    """

    values: Mapping[str, Value]
    data: Mapping[str, Datum | Block]
    rows: Mapping[str, Row]
    attempts: int


class Draws(NamedTuple):
    """Many variants at once: an array for every name, and how often each variant was drawn."""

    values: Mapping[str, Any]
    rows: Mapping[str, Any]
    attempts: Any
    impossible: int


def draw(derivation: Derivation, seed: int, first: int = 0) -> Draw:
    """The givens of the variant with this seed (0 <= seed < SEED_LIMIT), and everything that follows from them.

    `first` is the first attempt that is worth trying, where `attempts_many` has told. Raises `StudybotError`:
    `draw.impossible` where the question's condition does not come to hold, `draw.undefined` where something then
    divides by zero or overflows.
    """
    where = derivation.condition
    for attempt in range(first, MAX_ATTEMPTS):
        data: dict[str, Datum | Block] = {}
        rows: dict[str, Row] = {}
        for name, stream, choices in derivation.cases:
            row = choices[bits(stream, seed, attempt) * len(choices) >> 32]
            rows[name] = row
            data.update(row.columns)
        for name, stream, grid in derivation.grids:
            data[name] = grid.draw(bits(stream, seed, attempt))
        for name, grid, streams in derivation.entry_grids:
            data[name] = Block(tuple(tuple(_entry(grid, stream, seed, attempt) for stream in row) for row in streams))
        values: dict[str, Value] = {name: datum.value for name, datum in data.items()}
        tested = values if where is None else _tested(derivation, where, values)
        if tested is not None:
            return Draw(_solved(derivation, values, tested, seed), data, rows, attempt + 1)
    message = f"{derivation.question.id} cannot be drawn: its condition failed {MAX_ATTEMPTS} times running"
    written = derivation.question.where
    raise StudybotError("draw.impossible", message, place=written.place if written else derivation.question.place)


def _entry(grid: Grid, stream: int, seed: int, attempt: int) -> Datum:
    drawn = grid.draw(bits(stream, seed, attempt))
    assert isinstance(drawn, Datum)
    return drawn


def _tested(derivation: Derivation, where: Node, values: Mapping[str, Value]) -> dict[str, Value] | None:
    """The values with what the condition needs; None where it does not hold, or something in it is undefined."""
    tried = dict(values)
    try:
        derivation.solve(tried, evaluate, only=derivation.condition_needs)
        return tried if evaluate(where, tried) else None
    except UndefinedError:
        return None


def _solved(
    derivation: Derivation, drawn: Mapping[str, Value], tested: dict[str, Value], seed: int
) -> dict[str, Value]:
    """All values in the order of the derivation, of which the `tested` ones are known."""
    try:
        derivation.solve(tested, evaluate, only=derivation.names - derivation.condition_needs)
    except UndefinedError as fault:
        message = f"{derivation.question.id} cannot be computed with seed {seed}: {fault.message}"
        raise StudybotError("draw.undefined", message, place=derivation.question.place) from None
    values = {**drawn, **{link.name: tested[link.name] for link in derivation.links if link.name in tested}}
    for part in derivation.question.parts if derivation.symbols else ():
        if part.answer is not None and part.id not in values and not part.names:
            message = f"the answer to {part.id} has no value: it depends on a symbol"
            hint = "say with `in` which names it is an expression in, or pin the symbol with `at`"
            raise StudybotError("draw.symbol", message, place=part.place, hint=hint)
    return values


def attempts_many(derivation: Derivation, seeds: Sequence[int]) -> list[int]:
    """Before which attempt no seed's condition holds: found on arrays, where a hundred failures cost little.

    0 where arrays may not agree to the last bit with the floats by which a variant was printed, and a condition such as
    `x^y * x <= x^(y + 1)` hangs on that.
    """
    import numpy as np

    if derivation.condition is None or not _is_exact(derivation, derivation.condition):
        return [0] * len(seeds)
    try:
        drawn = draw_many(derivation, np.array(seeds, dtype=np.uint64), frozenset())
    except UndefinedError:  # of a condition that no variant meets
        return [0] * len(seeds)
    attempts: list[int] = (drawn.attempts - 1).tolist()
    return attempts


def _is_exact(derivation: Derivation, where: Node) -> bool:
    """Whether a condition is computed from numbers by what every machine rounds in one way: neither powers nor most
    functions, nor matrices, whose products are added up in another order."""
    needed = derivation.condition_needs
    trees = [where, *(derivation.link[name].tree for name in needed & derivation.link.keys())]
    return all(derivation.shapes.of.get(name, NUMBER) == NUMBER for name in needed) and not any(
        (isinstance(node, Binary) and node.op == "^") or (isinstance(node, Call) and node.function not in _EXACT)
        for tree in trees
        for node in walk(tree)
    )


def draw_many(derivation: Derivation, seeds: Any, only: frozenset[str] | None = None) -> Draws:
    """`draw` for an array of uint64 seeds. `only` limits what is computed to these names; None computes everything.

    Undefined values are nan or inf. A variant whose condition never holds stays as last drawn and counts in
    `impossible`.
    """
    import numpy as np

    from studybot.formula.arrays import evaluate_many, has_value

    where = derivation.condition
    tested = derivation.condition_needs
    checked = _telling(derivation, where, tested) if where else ()
    attempts = np.ones(len(seeds), dtype=np.int64)
    mixed = mixed_many(seeds)
    waiting = np.arange(len(seeds))  # the variants whose condition does not hold yet
    values: dict[str, Any] = {}
    rows: dict[str, Any] = {}
    for attempt in range(MAX_ATTEMPTS):
        drawn, drawn_rows = _drawn_once(derivation, mixed[waiting] if attempt else mixed, attempt)
        if attempt:
            for name, array in drawn.items():
                put_at(values[name], waiting, array)
            for name, array in drawn_rows.items():
                rows[name][waiting] = array
            attempts[waiting] += 1
        else:
            values, rows = dict(drawn), drawn_rows
        if where is None:
            waiting = waiting[:0]
            break
        derivation.solve(drawn, evaluate_many, only=tested)
        holds = np.broadcast_to(evaluate_many(where, drawn), waiting.shape)
        for node in checked:
            holds = holds & has_value(evaluate_many(node, drawn))
        failed = np.flatnonzero(~holds)
        waiting = waiting[failed] if attempt else failed
        if not len(waiting):
            break
    derivation.solve(values, evaluate_many, only=derivation.names if only is None else only)
    return Draws(values, rows, attempts, len(waiting))


def _telling(derivation: Derivation, where: Node, tested: frozenset[str]) -> tuple[Node, ...]:
    """The nodes that are not finite wherever a condition is undefined on floats, which raise where arrays go on.

    Sums, products and lists pass on what is not finite. Comparisons, quotients, powers and functions may lose it: 1/inf
    is 0.
    """
    found: list[Node] = [derivation.link[name].tree for name in tested & derivation.link.keys()]
    for tree in (where, *found):
        for node in walk(tree):
            match node:
                case Binary("+" | "-" | "*", _, _) | Unary("-", _) | Listing():
                    continue
                case _:
                    found += children(node)
    return tuple(dict.fromkeys(node for node in found if not isinstance(node, Name | Number)))


def _drawn_once(derivation: Derivation, mixed: Any, attempt: int) -> tuple[dict[str, Any], dict[str, Any]]:
    import numpy as np

    from studybot.formula.arrays import Matrices

    values: dict[str, Any] = {}
    rows: dict[str, Any] = {}
    for name, stream, choices in derivation.cases:
        places = places_many(bits_many(stream, mixed, attempt), len(choices))
        rows[name] = places
        for column in choices[0].columns:
            values[column] = values_at([row.columns[column] for row in choices], places)
    for name, stream, grid in derivation.grids:
        values[name] = grid.draw_many(bits_many(stream, mixed, attempt))
    for name, grid, streams in derivation.entry_grids:
        entries = [[grid.draw_many(bits_many(stream, mixed, attempt)) for stream in row] for row in streams]
        values[name] = Matrices(np.moveaxis(np.array(entries, dtype=float), 2, 0))
    return values, rows

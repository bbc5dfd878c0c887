"""What sort of value every quantity of a question is, and of which shape, before anything is drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from studybot.bank.findings import Finding
from studybot.bank.schema import Block, Case, Computed, Constant, Formula, Given, Pick, Question
from studybot.formula.shapes import NUMBER, MisfitError, Shape, matrix_shape, shape_of
from studybot.formula.sizes import Dim
from studybot.formula.tree import Node


@dataclass(frozen=True, slots=True)
class Shapes:
    """The shape of every name, and the faults found on the way. What has a fault counts as a number from there on."""

    of: Mapping[str, Shape]
    faults: tuple[Finding, ...]


def infer_shapes(
    question: Question, trees: Mapping[str, tuple[Node, ...]], ready: Callable[[Node], Node], sizes: Mapping[str, int]
) -> Shapes:
    """The shapes of all quantities of a question.

    `trees` are the forms of every computed quantity and `ready` makes such of any other formula; `sizes` are the names
    that are worth the same on every variant.
    """
    found: dict[str, Shape] = {}
    faults: list[Finding] = []

    def check(formula: Formula, forms: tuple[Node, ...], expected: Shape | None, what: str) -> Shape:
        first = expected
        for tree in forms:
            try:
                shape = shape_of(tree, found, sizes)
            except MisfitError as fault:
                faults.append(_finding(question, formula, fault.message, fault.node))
                continue
            if first is not None and shape != first:
                faults.append(_finding(question, formula, f"{what} differ in shape", tree))
            first = first or shape
        return first or NUMBER

    for given in question.given:
        if isinstance(given.drawing, Computed):
            formula = given.drawing.formula
            found[given.name] = check(formula, trees[given.name], None, "the forms")
        else:
            found.update(_drawn(given, sizes))
    for part in question.parts:
        for work in part.derived:
            for name, pin in work.at.items():
                check(pin, (pin.tree,), found.get(name), f"{name} and what pins it")
            found[work.name] = check(work.formula, trees[work.name], None, "the forms of a chain")
        for slip in part.slips:
            check(slip.gives, (ready(slip.gives.tree),), None, "the forms of a slip")
    if question.where is not None:
        check(question.where, (ready(question.where.tree),), None, "the forms of the condition")
    return Shapes(found, tuple(faults))


def _drawn(given: Given, sizes: Mapping[str, int]) -> dict[str, Shape]:
    """The shape of a given, or of the columns that come with a row."""
    if given.shape is not None:
        dims: tuple[Dim, ...] = tuple(sizes.get(size, size) if isinstance(size, str) else size for size in given.shape)
        return {given.name: matrix_shape(*dims)}
    match given.drawing:
        case Case(rows):
            return {name: _of_datum(datum) for name, datum in rows[0].columns.items()}
        case Pick(data):
            return {given.name: _of_datum(data[0])}
        case Constant(datum):
            return {given.name: _of_datum(datum)}
    return {given.name: NUMBER}


def _of_datum(datum: object) -> Shape:
    return matrix_shape(*datum.value.shape) if isinstance(datum, Block) else NUMBER


def _finding(question: Question, formula: Formula, message: str, node: Node) -> Finding:
    written = formula.text[node.start : node.end]
    hint = f"in {written}" if written and written != formula.text else None
    return Finding("error", "shape", message, formula.place, hint, question.id)

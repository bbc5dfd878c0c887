"""`studybot explain`: a question with its worked steps."""

from __future__ import annotations

from typing import Any

from studybot.bank.schema import Part, Rubric
from studybot.cli.screen import Screen
from studybot.formula.matrix import Matrix
from studybot.formula.positions import Positions
from studybot.problem.variant import Variant
from studybot.show.answers import answer_node
from studybot.show.document import Block, Document, Gap, Math, Words, line
from studybot.show.plain import inline, to_text
from studybot.show.prose import inline_spans
from studybot.show.questions import ask, heading, text
from studybot.show.solution import solution


def explain(variant: Variant, name: str, part_id: str | None, as_json: bool, screen: Screen) -> None:
    """Show a variant with the solution of all parts, or of one; `name` is what to type for it again.

    Raises `StudybotError` `part.unknown`.
    """
    parts = variant.question.parts if part_id is None else (variant.part(part_id),)
    if as_json:
        screen.write_json(as_data(variant, parts))
    else:
        screen.show(as_document(variant, name, screen.environment.command, parts))


def as_document(variant: Variant, name: str, command: str, parts: tuple[Part, ...]) -> Document:
    """Question and solutions, and the command that asks it again."""
    blocks: list[Block] = [*heading(variant), *text(variant)]
    if sources := _sources(variant):
        blocks += [Gap(), *(line(Words(f"{figure}: {source}", "quiet")) for figure, source in sources)]
    for part in parts:
        blocks += [Gap(), *ask(variant, part), *solution(variant, part)]
        if not isinstance(part.task, Rubric):
            blocks.append(line(Words("Answer: ", "strong"), Math(answer_node(variant, part), "strong")))
    if name:
        blocks += [Gap(), line(Words("Asked again by ", "quiet"), Words(f"{command} quiz {name}", "command"))]
    return tuple(blocks)


def as_data(variant: Variant, parts: tuple[Part, ...]) -> dict[str, Any]:
    """The same for scripts. Values are numbers in the unit named beside them; `shown` is how they are printed."""
    return {
        "question": variant.question.id,
        "code": variant.code,
        "seed": variant.seed,
        "text": _plain(text(variant)),
        "given": {name: _amount(variant, name) for name in [*variant.data, *_pinned_givens(variant)]},
        "parts": [_part(variant, part) for part in parts],
        "sources": dict(_sources(variant)),
    }


def _sources(variant: Variant) -> list[tuple[str, str]]:
    """Where the published figures on a variant come from: rows of tables and givens, each with its source."""
    found = [(row.says.source if row.says else row.key, row.source) for row in variant.rows.values()]
    found += [(given.says.source if given.says else given.name, given.source) for given in variant.question.given]
    return [(figure, " ".join(source.source.split())) for figure, source in found if source is not None]


def _pinned_givens(variant: Variant) -> list[str]:
    return [name for name in variant.pins if name not in variant.data and name not in variant.derivation.link]


def _part(variant: Variant, part: Part) -> dict[str, Any]:
    return {
        "part": part.id,
        "ask": _plain(ask(variant, part)),
        "answer": {**_answer(variant, part), "shown": _shown(variant, part)},
        "steps": [_plain((block,)) for block in solution(variant, part)],
    }


def _shown(variant: Variant, part: Part) -> str:
    """The right answer as it is printed; of a free one the model."""
    if isinstance(part.task, Rubric):
        return inline(inline_spans(part.task.model, variant))
    return inline((Math(answer_node(variant, part)),))


def _answer(variant: Variant, part: Part) -> dict[str, Any]:
    """The value of the right answer; nothing of one that is an expression, an option or words."""
    return {} if part.names or part.answer is None else _amount(variant, part.id)


def _amount(variant: Variant, name: str) -> dict[str, Any]:
    """A quantity in its unit: a number, a list for a vector, a list of rows, true or false, or positions as text."""
    unit = variant.derivation.unit(name)

    def in_unit(number: float) -> float:
        return (number - unit.offset) / unit.factor

    value: Any = variant.values[name]
    match value:
        case Matrix(rows):
            column = value.shape[1] == 1
            value = [in_unit(row[0]) if column else [in_unit(entry) for entry in row] for row in rows]
        case Positions():
            value = value.text
        case float():
            value = in_unit(value)
    return {"value": value, "unit": unit.text}


def _plain(document: Document) -> str:
    # Joined into one line: scripts wrap by themselves.
    return " ".join(to_text(document).split())

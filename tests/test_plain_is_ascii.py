"""In plain mode mathematics is ASCII, on every variant of every question; names and words keep their letters."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from studybot.bank.library import Library
from studybot.notation.plain import to_plain
from studybot.notation.tree import Node
from studybot.problem.derivation import Derivation
from studybot.problem.pins import from_example
from studybot.problem.variant import Variant, drawn
from studybot.show.answers import answer_node
from studybot.show.document import Document, Formula, Math, Paragraph, Table
from studybot.show.hints import hints_of
from studybot.show.plain import to_text
from studybot.show.questions import ask, heading, text
from studybot.show.solution import solution

ENTRIES = {entry.id: entry for entry in Library([Path(__file__).parents[1] / "questions"]).entries()}

# A set of positions has braces too.
PLACEHOLDER = re.compile(r"\{[A-Za-z_]\w*[=:]?\w*\}")


def mathematics(document: Document) -> list[Node]:
    found: list[Node] = []
    for block in document:
        match block:
            case Paragraph(spans):
                found += [span.node for span in spans if isinstance(span, Math)]
            case Formula(node, remark):
                found += [node, *(span.node for span in remark if isinstance(span, Math))]
            case Table():
                raise AssertionError("no explanation has a table")
    return found


def explanation(variant: Variant) -> Document:
    """Everything that is ever shown of a variant: question, parts, hints, steps, answers, slips."""
    blocks = [*heading(variant), *text(variant)]
    for part in variant.question.parts:
        blocks += [*ask(variant, part), *solution(variant, part), Formula(answer_node(variant, part))]
        blocks += [block for hint in hints_of(variant, part) for block in hint]
    return tuple(blocks)


@pytest.mark.parametrize("question_id", ENTRIES)
def test_the_mathematics_of_every_explanation_is_ascii(question_id: str) -> None:
    derivation = Derivation.of(ENTRIES[question_id].question)
    examples = [from_example(derivation, example) for example in derivation.question.examples]
    for variant in [*examples, *(drawn(derivation, seed) for seed in range(6))]:
        document = explanation(variant)
        for node in mathematics(document):
            assert to_plain(node).isascii(), to_plain(node)
            assert to_plain(node).isprintable()
        written = to_text(document)
        assert "undefined" not in written
        assert not PLACEHOLDER.search(written)
        assert "$$" not in written
        assert all(line.isprintable() for line in written.splitlines())


@pytest.mark.parametrize("question_id", ENTRIES)
def test_the_words_of_shipped_questions_are_ascii_too(question_id: str) -> None:
    derivation = Derivation.of(ENTRIES[question_id].question)
    variant = from_example(derivation, derivation.question.examples[0])
    written = to_text(explanation(variant)).replace(" · ", " ")  # between title and id
    assert [char for char in written if not char.isascii()] == []

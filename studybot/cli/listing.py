"""`studybot list`: banks, questions, skills."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from studybot.cli.screen import Screen
from studybot.problem.selection import Selected
from studybot.show.document import Document, Table, Words, line


def show_list(selected: Sequence[Selected], as_json: bool, screen: Screen) -> None:
    """Print what was selected, as a table or as JSON."""
    if as_json:
        screen.write_json(as_data(selected))
    else:
        screen.show(as_document(selected))


def as_document(selected: Sequence[Selected]) -> Document:
    """A row a question, in the order of the banks."""
    rows = tuple(
        (
            (Words(found.id, "command"),),
            (Words(found.entry.title),),
            (Words(found.skill),),
            (Words(str(len(found.entry.parts))),),
        )
        for found in selected
    )
    parts = sum(len(found.entry.parts) for found in selected)
    banks = {found.entry.bank for found in selected}
    counted = f"{_counted(len(banks), 'bank')}, {_counted(len(selected), 'question')}, {_counted(parts, 'part')}"
    return (Table(("question", "title", "skill", "parts"), rows, right=frozenset({3})), line(counted, role="quiet"))


def as_data(selected: Sequence[Selected]) -> list[dict[str, Any]]:
    """One object a question."""
    return [
        {
            "id": found.id,
            "bank": found.entry.bank,
            "title": found.entry.title,
            "skill": found.skill,
            "parts": list(found.entry.parts),
            "examples": list(found.entry.examples),
        }
        for found in selected
    ]


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"

"""`studybot list`: banks, questions, skills."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from studybot.cli.screen import Screen
from studybot.cli.selection import Selected
from studybot.show.document import Block, Document, Gap, Table, Words, line


def show_list(selected: Sequence[Selected], as_json: bool, screen: Screen) -> None:
    """Print what was selected, as a table or as JSON."""
    if as_json:
        screen.write_json(as_data(selected))
    else:
        screen.show(as_document(selected))


def as_document(selected: Sequence[Selected]) -> Document:
    """A table of questions for each bank, in the order of the banks, and what their skills are."""
    blocks: list[Block] = []
    banks = list(dict.fromkeys(found.entry.bank for found in selected))
    for bank in banks:
        own = [found for found in selected if found.entry.bank == bank]
        blocks += [line(Words(bank, "command"), ": ", Words(own[0].entry.bank_title, "title")), _questions(own), Gap()]
    parts = sum(len(found.entry.parts) for found in selected)
    counted = f"{_counted(len(banks), 'bank')}, {_counted(len(selected), 'question')}, {_counted(parts, 'part')}"
    return (*blocks, _skills(selected), Gap(), line(counted, role="quiet"))


def _questions(selected: Sequence[Selected]) -> Table:
    rows = tuple(
        (
            (Words(found.id, "command"),),
            (Words(found.entry.title),),
            (Words(found.skill),),
            (Words(str(len(found.entry.parts))),),
        )
        for found in selected
    )
    return Table(("question", "title", "skill", "parts"), rows, right=frozenset({3}))


def _skills(selected: Sequence[Selected]) -> Table:
    says = {found.skill: found.entry.skill_says for found in selected}
    rows = tuple(((Words(skill, "command"),), (Words(words),)) for skill, words in says.items())
    return Table(("skill", "what it is"), rows)


def as_data(selected: Sequence[Selected]) -> list[dict[str, Any]]:
    """One object a question."""
    return [
        {
            "id": found.id,
            "bank": found.entry.bank,
            "bank_title": found.entry.bank_title,
            "title": found.entry.title,
            "skill": found.skill,
            "skill_says": found.entry.skill_says,
            "parts": list(found.entry.parts),
            "examples": list(found.entry.examples),
        }
        for found in selected
    ]


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"

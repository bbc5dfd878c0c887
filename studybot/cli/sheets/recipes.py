"""Recipes of sheets and sheets that somebody wrote down, as they lie in files, with the questions they mean here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from studybot.bank.file_kinds import RECIPE, SHEET, Kind, kind_of
from studybot.bank.findings import BankError, Finding
from studybot.bank.library import Library
from studybot.bank.loading import read_text
from studybot.cli.selection import file_meant, is_path, select
from studybot.cli.sheets.plans import Plan
from studybot.formula.errors import StudybotError
from studybot.problem.derivation import Derivation
from studybot.sheets.files.recipe import Recipe, RecipeQuestion
from studybot.sheets.programs import programs
from studybot.show.document import Paragraph, line


class SheetText(NamedTuple):
    """A file of a sheet or its recipe: which of the two, its text, where it lies, how it was called."""

    kind: Kind
    text: str
    path: Path
    shown: str


def file_named(words: Sequence[str]) -> SheetText | None:
    """The recipe, or the sheet, whose file is named first; None where the words mean questions. Raises `BankError`."""
    path = file_meant(words[0]) if words else None
    if path is None:
        return None
    text = read_text(path, words[0])
    kind = kind_of(text)
    return SheetText(kind, text, path, words[0]) if kind in (SHEET, RECIPE) and kind is not None else None


def plan_of(recipe: Recipe, path: Path, words: Sequence[str], known: Library) -> Plan:
    """The questions of a recipe that lies at a path, and what is no longer as it was when it was made.

    `words` are files of banks of one's own that are named beside it. Raises `BankError` with the place in the recipe of
    what is not here.
    """
    named = {Path(word).name: word for word in words}
    derivations: dict[str, Derivation] = {}
    remarks: list[Paragraph] = []
    for asked in recipe.questions:
        if asked.id in derivations:
            continue
        try:
            found = select([_word(asked, named, path.parent)], known)[0]
            question = found.question
        except BankError:
            raise
        except StudybotError as fault:
            hint = f"put {asked.file} beside the recipe, or name it behind the recipe" if asked.file else fault.hint
            raise BankError([Finding("error", "question", fault.message, asked.place, hint)]) from None
        derivations[asked.id] = Derivation.of(question)
        if derivations[asked.id].revision != asked.revision:
            told = f"{asked.id} has changed since this sheet was made: its numbers and answers may differ."
            remarks.append(line(told))
    for program, now in programs().items():
        then = recipe.made_with.get(program, now)
        if then != now:
            told = f"This sheet was made with {program} {then}, and this is {now}: pages may look different."
            remarks.append(line(told))
    return Plan(recipe, derivations, tuple(remarks))


def recipe_of(file: SheetText) -> Recipe:
    """The recipe in a file. Raises `BankError`."""
    from studybot.sheets.files.recipe_reading import read_recipe

    return read_recipe(file.text, file.shown)


def _word(asked: RecipeQuestion, named: Mapping[str, str], folder: Path) -> str:
    if not asked.file:
        return asked.id
    beside = named.get(asked.file, str(folder / asked.file))
    return f"{beside if is_path(beside) else f'./{beside}'}:{asked.id.partition('/')[2]}"

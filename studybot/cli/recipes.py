"""Recipes of exams as they lie in files: which questions of which banks they mean on this machine."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from studybot.bank.findings import BankError, Finding
from studybot.bank.library import Library
from studybot.bank.loading import read_text
from studybot.cli.banks import library
from studybot.cli.environment import Environment
from studybot.cli.quiz import planned
from studybot.cli.selection import Selected, file_meant, file_of, is_path, select
from studybot.formula.errors import Place, StudybotError
from studybot.problem.codes import looks_like_code
from studybot.show.document import Document, Paragraph, line
from studybot.study.exam.paper import Paper, on_paper
from studybot.study.exam.recipe import Recipe, RecipeQuestion, looks_like_recipe, read_recipe


def recipe_in(words: Sequence[str]) -> tuple[Recipe, Path] | None:
    """The recipe that is named, and the folder that it lies in; None where the words mean questions.

    Raises `BankError` for what is wrong with it, `StudybotError` `usage.recipe` where more is named beside it.
    """
    for word in words:
        path = file_meant(word)
        if path is None:
            continue
        text = read_text(path, word)
        if not looks_like_recipe(text):
            continue
        if len(words) > 1:
            raise StudybotError("usage.recipe", f"{word} is a recipe of a whole exam", hint="name nothing beside it")
        return read_recipe(text, word), path.parent
    return None


def paper_of(recipe: Recipe, folder: Path, minutes: int | None, environment: Environment) -> tuple[Paper, Document]:
    """The paper of a recipe that lies in a folder, and what there is to say of it first; other `minutes` where named.

    Raises `BankError` with the place in the recipe of what cannot be found here.
    """
    known = library(environment)
    selected = [_selected(question, folder, known) for question in recipe.questions]
    files = {found.id: str(found.entry.file.absolute()) for found in selected if found.entry.file is not None}
    questions = on_paper(planned(selected, None, recipe.seed or 0)[0], files)
    told: list[Paragraph] = []
    for asked, found, question in zip(recipe.questions, selected, questions, strict=True):
        if found.revised or asked.points not in (None, question.points):
            what = f"{found.id} has changed since this exam was drawn: numbers and points may differ."
            told.append(line(what, role="quiet"))
    return Paper(questions, minutes or recipe.minutes, recipe.seed, recipe.title), tuple(told)


def _selected(question: RecipeQuestion, folder: Path, known: Library) -> Selected:
    """The variant that a question of a recipe means."""
    file = file_of(question.word) if is_path(question.word) else ""
    code = question.word[len(file) :].lstrip(":")
    if not looks_like_code(code):
        hint = "CODE, or file.yaml:CODE for a bank of your own"
        raise _refused("code", f"{question.word} is no code", question.place, hint)
    word = f"{_found(file, folder)}:{code}" if file else code
    try:
        return select([word], known)[0]
    except BankError:
        raise
    except StudybotError as fault:
        raise _refused("code", fault.message, question.place, fault.hint) from None


def _found(file: str, folder: Path) -> Path:
    """A bank's file on this machine: at its path, or else beside the recipe that came along with it."""
    path = Path(file).expanduser()
    name = re.split(r"[/\\]", file)[-1]
    # A path that begins with two slashes may be one of a network, which nobody asks for a stranger's file.
    if file.startswith(("//", "\\\\")) or not (folder / path).is_file():
        return folder / name
    return folder / path


def _refused(check: str, message: str, place: Place, hint: str | None) -> BankError:
    return BankError([Finding("error", check, message, place, hint)])

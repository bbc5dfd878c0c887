"""Recipes of sheets for tests: of the bank whose numbers stay, and of shipped ones."""

from __future__ import annotations

from pathlib import Path

from studybot.bank.library import Library
from studybot.problem.derivation import Derivation
from studybot.sheets.files.recipe import Recipe, RecipeQuestion, RecipeSection
from studybot.sheets.matching import Band
from studybot.sheets.sheet import Layout

SHIPPED = Path(__file__).parent.parent / "questions"


def derivations(*ids: str, folder: Path = SHIPPED) -> dict[str, Derivation]:
    """Questions of a folder, ready to be drawn."""
    return {
        entry.id: Derivation.of(entry.question) for entry in Library([folder]).entries() if entry.id in ids or not ids
    }


def recipe(
    questions: dict[str, Derivation],
    *,
    seed: int = 7,
    versions: int = 1,
    wanted: int | None = None,
    same_questions: bool = True,
    bands: dict[str, Band | None] | None = None,
    secret: str = "",
) -> Recipe:
    """A recipe of one section with all of the questions."""
    asked = tuple(
        RecipeQuestion(
            id=name,
            revision=derivation.revision,
            points=tuple(part.points for part in derivation.question.parts),
            band=(bands or {}).get(name),
        )
        for name, derivation in questions.items()
    )
    section = RecipeSection("", "", len(asked) if wanted is None else wanted, asked)
    return Recipe(
        "A sheet", "", Layout(), seed, versions, same_questions, secret, "", (section,), {}, {"studybot": "0"}
    )

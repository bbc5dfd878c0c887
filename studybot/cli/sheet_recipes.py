"""Recipes of sheets: made of what was selected, or found in a file, with the questions that they mean here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from studybot.bank.findings import BankError, Finding
from studybot.bank.library import Library
from studybot.bank.loading import read_text
from studybot.cli.selection import Selected, file_of, is_path, select
from studybot.formula.errors import StudybotError
from studybot.problem.codes import code_of
from studybot.problem.derivation import Derivation
from studybot.sheets.matching import band_of
from studybot.sheets.programs import programs
from studybot.sheets.recipe import (
    LONGEST_DATE,
    LONGEST_TITLE,
    MAX_PROBLEMS,
    MAX_QUESTIONS,
    Recipe,
    RecipeQuestion,
    RecipeSection,
    looks_like_recipe,
    read_recipe,
)
from studybot.sheets.sheet import Paper
from studybot.sheets.versions import choose, different
from studybot.show.document import Paragraph, line

DEFAULT_PROBLEMS = 10
DEFAULT_TITLE = "Problem sheet"


class Plan(NamedTuple):
    """A recipe, its questions ready to be drawn by their ids, and what there is to say of it first."""

    recipe: Recipe
    derivations: Mapping[str, Derivation]
    remarks: tuple[Paragraph, ...] = ()


class Head(NamedTuple):
    """What the options say of the head of a sheet; None where they leave it open."""

    title: str | None
    date: str | None
    paper: Paper | None


def recipe_in(words: Sequence[str]) -> tuple[Recipe, Path] | None:
    """The recipe that is named first, and its path; None where the words mean questions. Raises `BankError`."""
    path = Path(words[0]).expanduser() if words and is_path(words[0]) and file_of(words[0]) == words[0] else None
    if path is None or not path.is_file():
        return None
    text = read_text(path, words[0])
    return (read_recipe(text, words[0]), path) if looks_like_recipe(text) else None


def checked_head(head: Head) -> Head:
    """The head, if it fits onto a page. Raises `StudybotError` `usage.length`, `usage.text`."""
    for option, text, longest in (("--title", head.title, LONGEST_TITLE), ("--date", head.date, LONGEST_DATE)):
        if text is not None and len(text) > longest:
            raise StudybotError("usage.length", f"{option} has at most {longest} characters, not {len(text):,}")
        if text is not None and not text.isprintable():
            raise StudybotError("usage.text", f"{option} has control characters in it", hint="type it again")
    return head


class Draft(NamedTuple):
    """What decides which problems are on the sheets. `secret` is its fingerprint, "" where there is none."""

    problems: int | None
    head: Head
    seed: int
    versions: int
    same_questions: bool
    secret: str


def made(selected: Sequence[Selected], choice: Draft) -> Plan:
    """The recipe of a sheet with questions that were selected, so many of them, or all up to ten."""
    count, head, seed, versions, same_questions, secret = choice
    if not selected:
        raise StudybotError("selection.empty", "there is no question to put on a sheet")
    wanted = count if count is not None else _count_of(selected)
    if wanted > MAX_PROBLEMS:
        raise StudybotError("usage.many", f"a sheet has at most {MAX_PROBLEMS} problems", hint="name fewer, or -n")
    if versions > 1 and all(found.code is not None for found in selected):
        hint = "name the questions by their ids, for new numbers on each"
        raise StudybotError("usage.versions", "codes name the same numbers on every version", hint=hint)
    same = same_questions or versions == 1
    if same:
        # Only what is chosen is read.
        selected = choose(selected, min(wanted, len(selected)), seed)
    if len(selected) > MAX_QUESTIONS:
        message = f"a choice is made from at most {MAX_QUESTIONS:,} questions, and these are {len(selected):,}"
        raise StudybotError("usage.many", message, hint="name fewer")
    derivations = {found.id: Derivation.of(found.question) for found in selected}
    questions = tuple(_asked(found, derivations[found.id].revision) for found in selected)
    recipe = Recipe(
        title=head.title or DEFAULT_TITLE,
        date=head.date or "",
        paper=head.paper or "a4",
        seed=seed,
        versions=versions,
        same_questions=same,
        secret=secret,
        text="",
        sections=(RecipeSection("", "", wanted, questions),),
        redrawn={},
        made_with=programs(),
    )
    remarks = tuple(
        line(f"The code of {found.id} was made for another revision of it: the numbers may differ.", role="quiet")
        for found in selected
        if found.revised
    )
    return Plan(recipe, derivations, remarks)


def matched(plan: Plan, secret: bytes) -> Plan:
    """A plan whose versions take about the same work, and of which no two are the same.

    Raises `StudybotError` `draw.versions`.
    """
    recipe = plan.recipe
    if recipe.versions == 1:
        return plan
    bands = {asked.id: None if asked.code else band_of(plan.derivations[asked.id]) for asked in recipe.questions}
    sections = tuple(
        section._replace(questions=tuple(asked._replace(band=bands[asked.id]) for asked in section.questions))
        for section in recipe.sections
    )
    return plan._replace(recipe=different(recipe._replace(sections=sections), plan.derivations, secret))


def _count_of(selected: Sequence[Selected]) -> int:
    """How many problems there are where nobody says: every code that was named, else ten at most."""
    if any(found.code is not None for found in selected):
        return len(selected)
    return min(len(selected), DEFAULT_PROBLEMS)


def _asked(found: Selected, revision: str) -> RecipeQuestion:
    question = found.question
    return RecipeQuestion(
        id=found.id,
        revision=revision,
        points=tuple(part.points for part in question.parts),
        file=found.entry.file.name if found.entry.file is not None else "",
        code=code_of(question, found.code.seed).text if found.code is not None else "",
    )


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


def _word(asked: RecipeQuestion, named: Mapping[str, str], folder: Path) -> str:
    if not asked.file:
        return asked.id
    beside = named.get(asked.file, str(folder / asked.file))
    return f"{beside if is_path(beside) else f'./{beside}'}:{asked.id.partition('/')[2]}"

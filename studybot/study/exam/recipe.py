"""The recipe of a paper: a small YAML file that draws the same exam for somebody else."""

from __future__ import annotations

import re
from typing import NamedTuple

from studybot.bank.fields import Fields
from studybot.bank.file_kinds import EXAM, kind_of
from studybot.bank.findings import BankError, Finding, Report
from studybot.bank.loading import Scalar, load_tree
from studybot.bank.source import Source
from studybot.formula.errors import Place
from studybot.study.exam.paper import MAX_MINUTES, MAX_QUESTIONS, Paper

# The first key of a recipe, by which it is told from a bank, and its version.
_KEY = EXAM.key
_VERSION = 1
_SEED = re.compile("[0-9]{1,20}")
_KNOWN = (_KEY, "title", "minutes", "seed", "questions")
_KNOWN_OF_QUESTION = ("code", "points")
# More than any question of a bank has; what is above is a slip of the pen.
_MOST_POINTS = 100_000
# Longer than any path; a code has 14 characters.
_LONGEST_WORD = 4_096
_LONGEST_TITLE = 200


class RecipeQuestion(NamedTuple):
    """A question of a recipe: the code that draws its variant, behind `file.yaml:` for a bank of one's own, and how
    many points it had.
    """

    word: str
    points: int | None
    place: Place


class Recipe(NamedTuple):
    """What it takes to draw a paper again. `seed` tells only what it was drawn by: the codes draw it."""

    title: str | None
    minutes: int
    seed: int | None
    questions: tuple[RecipeQuestion, ...]


def looks_like_recipe(text: str) -> bool:
    """Whether the text of a file is meant as a recipe, and not as a bank."""
    return kind_of(text) is EXAM


def recipe_text(paper: Paper) -> str:
    """The recipe of a paper, as YAML."""
    lines = ["# An exam of studybot. `studybot exam` with the name of this file asks the same questions again.\n"]
    lines.append(f"{_KEY}: {_VERSION}\n")
    if paper.title is not None:
        lines.append(f"title: {_quoted(paper.title)}\n")
    lines.append(f"minutes: {paper.minutes}\n")
    if paper.seed is not None:
        lines.append(f"seed: {paper.seed}\n")
    lines.append("questions:\n")
    for question in paper.questions:
        # What a bank calls its question may hold anything: it stands behind a # and on one line.
        title = " ".join(question.variant.question.title.split())
        lines.append(f"  - code: {_quoted(question.word)}  # {title}\n    points: {question.points}\n")
    return "".join(lines)


def read_recipe(text: str, shown: str) -> Recipe:
    """The recipe in the text of a file that is `shown` by this name. Raises `BankError` with all that is wrong."""
    try:
        tree = load_tree(text, shown)
    except BankError as fault:
        if fault.findings[0].check != "form":
            raise
        raise _refused("a recipe is a mapping of fields", fault.findings[0].place) from None
    report, source = Report(), Source(text)
    fields = Fields(tree, "the recipe", _KNOWN, report, source)
    version = fields.scalar(_KEY, required=True)
    if version is not None and version.text != str(_VERSION):
        hint = "update studybot" if version.text.isdigit() else None
        report.error("version", f"{_KEY} is {_VERSION} here, not {version.text}", version.place, hint)
    title = fields.scalar("title")
    if title is not None and len(title.text) > _LONGEST_TITLE:
        report.error("length", f"a title has at most {_LONGEST_TITLE} characters", title.place)
    fields.scalar("minutes", required=True)
    minutes = fields.whole("minutes", 1, 1, MAX_MINUTES)
    seed = fields.scalar("seed")
    number = int(seed.text) if seed is not None and _SEED.fullmatch(seed.text) else None
    if seed is not None and number is None:
        report.error("whole", f"seed of the recipe is a whole number, not {seed.text}", seed.place)
    questions = _questions(fields, report, source)
    if report.has_errors:
        raise BankError(report.findings)
    return Recipe(" ".join(title.text.split()) if title else None, minutes, number, questions)


def _questions(fields: Fields, report: Report, source: Source) -> tuple[RecipeQuestion, ...]:
    items = fields.items("questions", required=True)
    if fields.is_list("questions") and not 1 <= len(items) <= MAX_QUESTIONS:
        report.error("count", f"an exam has 1 to {MAX_QUESTIONS} questions", fields.key_place("questions"))
        return ()
    found: dict[str, RecipeQuestion] = {}
    for item in items:
        # A code by itself will do where somebody writes a recipe by hand.
        points = None
        if isinstance(item, Scalar):
            code: Scalar | None = item
        else:
            question = Fields(item, "a question of the recipe", _KNOWN_OF_QUESTION, report, source)
            code = question.scalar("code", required=True)
            points = question.whole("points", 0, 0, _MOST_POINTS) if question.has("points") else None
        if code is None:
            continue
        if not code.text.strip() or len(code.text) > _LONGEST_WORD:
            report.error("code", "this is no code", code.place, "a code looks like 3K7Q-M2XP-A9TR")
        elif code.text.upper() in found:
            first = found[code.text.upper()].place
            report.error("duplicate", f"{code.text} stands here for the second time", code.place, f"first in {first}")
        else:
            found[code.text.upper()] = RecipeQuestion(code.text, points, code.place)
    return tuple(found.values())


def _refused(message: str, place: Place) -> BankError:
    return BankError([Finding("error", "form", message, place, f"it begins with `{_KEY}: {_VERSION}`")])


def _quoted(text: str) -> str:
    """A text as YAML reads it back."""
    doubled = " ".join(text.split("\n")).replace("'", "''")
    return f"'{doubled}'"

"""The recipe of a sheet: a small YAML file that, with the code of a version, draws it again, years later."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from studybot.bank.file_kinds import RECIPE
from studybot.formula.errors import Place
from studybot.problem.generator import key
from studybot.sheets.codes import RECIPES, SheetCode
from studybot.sheets.matching import Band
from studybot.sheets.sheet import Layout

# The version of the format, which is the value of its first key.
VERSION = 1


class RecipeQuestion(NamedTuple):
    """A question that a sheet has, or may have.

    `revision` is that of `problem/codes.py` when the recipe was made; `points` are those of its parts. `file` is the
    name of its bank's file where it is a bank of one's own, else "". `code` is that of the one variant that every
    version has, or "". `band` is what its variants on all versions have in common; None where that was not asked for.
    """

    id: str
    revision: str
    points: tuple[int, ...]
    file: str = ""
    code: str = ""
    band: Band | None = None
    place: Place = Place("", 1, 1)


class RecipeSection(NamedTuple):
    """Questions of which every version has as many as are `wanted`, each with numbers of its own.

    One without a title goes on with the section before it; one without questions is but a text.
    """

    title: str
    text: str
    wanted: int
    questions: tuple[RecipeQuestion, ...]


class Recipe(NamedTuple):
    """What it takes to draw each version of a sheet again.

    With `same_questions` all versions ask the same ones in the same order; else each has its own choice, in an order of
    its own. `secret` is the fingerprint of the secret that keys the draw, "" where none does. `redrawn` says of some
    versions how often they were drawn anew, since they had come out like another one. `made_with` are the versions of
    the programs.
    """

    title: str
    date: str
    layout: Layout
    seed: int
    versions: int
    same_questions: bool
    secret: str
    text: str
    sections: tuple[RecipeSection, ...]
    redrawn: Mapping[int, int]
    made_with: Mapping[str, str]

    @property
    def questions(self) -> tuple[RecipeQuestion, ...]:
        return tuple(question for section in self.sections for question in section.questions)

    def code(self, version: int) -> SheetCode:
        """The code of a version. What only decides how it looks, as a title does, is not in the code; points are where
        a version has as many as every other one, and chooses its questions by them."""
        words = [str(self.seed), str(self.same_questions), self.secret]
        for section in self.sections:
            words.append(f"section {section.wanted}")
            for question in section.questions:
                words += [question.id, question.revision, question.code, _band(question.band)]
                words += [] if self.same_questions else [str(sum(question.points))]
        return SheetCode(key("sheet", *words) % RECIPES, version)


def recipe_text(recipe: Recipe) -> str:
    """A recipe as YAML."""
    paper, room, new_page = recipe.layout
    lines = [
        "# A problem sheet of studybot. `studybot sheet` with the name of this file and `--code` draws it again.",
        f"{RECIPE.key}: {VERSION}",
        f"title: {_quoted(recipe.title)}",
        *([f"date: {_quoted(recipe.date)}"] if recipe.date else []),
        f"layout: {{paper: {paper}, room: {room:g}, new-page: {new_page}}}",
        f"seed: {recipe.seed}",
        f"versions: {recipe.versions}",
        f"same-questions: {'true' if recipe.same_questions else 'false'}",
        *([f"secret: {_quoted(recipe.secret)}"] if recipe.secret else []),
        *([f"text: {_quoted(recipe.text)}"] if recipe.text else []),
        "sections:",
    ]
    for section in recipe.sections:
        lines.append(f"  - count: {section.wanted}")
        lines += [f"    title: {_quoted(section.title)}"] if section.title else []
        lines += [f"    text: {_quoted(section.text)}"] if section.text else []
        lines += ["    questions:"] if section.questions else []
        for question in section.questions:
            lines += [
                f"      - id: {question.id}",
                f"        revision: {_quoted(question.revision)}",
                f"        points: [{', '.join(map(str, question.points))}]",
                *([f"        file: {_quoted(question.file)}"] if question.file else []),
                *([f"        code: {_quoted(question.code)}"] if question.code else []),
                *([f"        band: {_band(question.band)}"] if question.band else []),
            ]
    if recipe.redrawn:
        lines.append(f"redrawn: {{{', '.join(f'{version}: {times}' for version, times in recipe.redrawn.items())}}}")
    made = ", ".join(f"{program}: {_quoted(version)}" for program, version in recipe.made_with.items())
    return "\n".join([*lines, f"made-with: {{{made}}}"]) + "\n"


def enclosed(recipe: Recipe) -> str:
    """The recipe that goes with every PDF; "" where it would tell the codes of problems that a secret keeps."""
    tells = recipe.secret and any(question.code for question in recipe.questions)
    return "" if tells else recipe_text(recipe)


def _band(band: Band | None) -> str:
    if band is None:
        return ""
    sizes = ", ".join(f"{part}: [{low}, {high}]" for part, low, high in band.sizes)
    (fewest, most), (least, greatest) = band.digits, band.operations
    return f"{{digits: [{fewest}, {most}], operations: [{least}, {greatest}], sizes: {{{sizes}}}}}"


def _quoted(text: str) -> str:
    """A text as YAML reads it back, on one line."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    spelled = "".join(char if char.isprintable() else rf"\U{ord(char):08x}" for char in escaped)
    return f'"{spelled}"'

"""Recipes of sheets as they come back in files, which may be anybody's."""

from __future__ import annotations

import re

from studybot.bank.fields import Fields
from studybot.bank.file_kinds import RECIPE
from studybot.bank.loading import Scalar, Sequence, Tree
from studybot.sheets.codes import MAX_VERSIONS
from studybot.sheets.files.file_names import BANK_FILE
from studybot.sheets.files.reader import Reader
from studybot.sheets.files.recipe import VERSION, Recipe, RecipeQuestion, RecipeSection
from studybot.sheets.limits import LONGEST_DATE, LONGEST_TITLE, MAX_PROBLEMS, MAX_QUESTIONS, MAX_SECTIONS
from studybot.sheets.matching import Band

_LONGEST_NAME = 200
# Each problem of a sheet's file can be a section of its own here, and so can the text behind the last of a section.
_MOST_SECTIONS = MAX_SECTIONS + MAX_PROBLEMS
_KNOWN = (
    *("title", "date", "layout", "seed", "versions", "same-questions", "secret", "text"),
    *("sections", "redrawn", "made-with"),
)
_HEXADECIMAL = re.compile("[0-9a-f]{8}")
_ID = re.compile(r"[a-z0-9-]+/[a-z0-9-]+")
_NUMBER = re.compile(r"-?[0-9]{1,4}(\.[0-9]{1,4})?")


def read_recipe(text: str, shown: str) -> Recipe:
    """The recipe in the text of a file that is `shown` by this name. Raises `BankError` with all that is wrong."""
    reader = _RecipeReader(text, shown, RECIPE, VERSION, "the recipe", _KNOWN)
    recipe = reader.recipe()
    reader.raise_errors()
    return recipe


class _RecipeReader(Reader):
    def recipe(self) -> Recipe:
        top = self.top
        top.scalar("seed", required=True)
        versions = top.whole("versions", 1, 1, MAX_VERSIONS)
        items = top.items("sections", required=True)
        if top.is_list("sections") and not 1 <= len(items) <= _MOST_SECTIONS:
            self.report.error("count", f"a sheet has 1 to {_MOST_SECTIONS} sections", top.key_place("sections"))
        sections = tuple(self.section(item) for item in items[:_MOST_SECTIONS])
        if not self.report.has_errors and not 1 <= sum(section.wanted for section in sections) <= MAX_PROBLEMS:
            self.report.error("count", f"a sheet has 1 to {MAX_PROBLEMS} problems", top.key_place("sections"))
        return Recipe(
            title=self.words(top, "title", LONGEST_TITLE),
            date=self.words(top, "date", LONGEST_DATE),
            layout=self.layout(),
            seed=self.seed() or 0,
            versions=versions,
            same_questions=top.flag("same-questions", default=True),
            secret=self.pattern(top, "secret", _HEXADECIMAL, "eight hexadecimal digits"),
            text=self.prose(top, as_written=True),
            sections=sections,
            redrawn=self.redrawn(versions),
            made_with=self.made_with(),
        )

    def section(self, tree: Tree) -> RecipeSection:
        fields = self.fields(tree, "a section", ("title", "text", "count", "questions"))
        text = self.prose(fields, as_written=True)
        is_text = bool(text) and not fields.has("questions")
        items = fields.items("questions", required=not is_text)
        if fields.is_list("questions") and not 1 <= len(items) <= MAX_QUESTIONS:
            message = f"a section has 1 to {MAX_QUESTIONS} questions"
            self.report.error("count", message, fields.key_place("questions"))
        questions = tuple(self.question(item) for item in items[:MAX_QUESTIONS])
        count = 0 if is_text else fields.whole("count", len(questions), 1, MAX_PROBLEMS)
        return RecipeSection(self.words(fields, "title", LONGEST_TITLE), text, count, questions)

    def question(self, tree: Tree) -> RecipeQuestion:
        fields = self.fields(tree, "a question", ("id", "revision", "points", "file", "code", "band"))
        for needed in ("id", "revision"):
            fields.scalar(needed, required=True)
        return RecipeQuestion(
            id=self.pattern(fields, "id", _ID, "the id of a question, such as fermi/landauer"),
            revision=self.pattern(fields, "revision", _HEXADECIMAL, "eight hexadecimal digits"),
            points=tuple(self.point(scalar) for scalar in fields.scalars("points")),
            file=self.pattern(fields, "file", BANK_FILE, "the name of a YAML file, without a folder"),
            code=self.variant_code(fields),
            band=self.band(fields),
            place=fields.place,
        )

    def band(self, fields: Fields) -> Band | None:
        if not fields.has("band"):
            return None
        band = self.fields(fields.tree_of("band"), "band of a question", ("digits", "operations", "sizes"))
        digits, operations = (self.bounds(band.tree_of(name, required=True), name) for name in band.known[:2])
        sizes = tuple(
            (part, *self.bounds(tree, f"the size of {part}")) for part, tree in band.mapping("sizes").entries.items()
        )
        whole = [(round(low), round(high)) for low, high in (digits, operations)]
        return Band(whole[0], whole[1], sizes)

    def bounds(self, tree: Tree | None, what: str) -> tuple[float, float]:
        """Two numbers, the lower one first."""
        items = tree.items if isinstance(tree, Sequence) else ()
        texts = [item.text for item in items if isinstance(item, Scalar) and _NUMBER.fullmatch(item.text)]
        if len(texts) == 2 == len(items) and float(texts[0]) <= float(texts[1]):
            return float(texts[0]), float(texts[1])
        if tree is not None:
            self.report.error("band", f"{what} has two bounds, such as [2, 5]", tree.place)
        return 0.0, 0.0

    def redrawn(self, versions: int) -> dict[int, int]:
        found: dict[int, int] = {}
        for version, times in self.top.mapping("redrawn").entries.items():
            text = times.text if isinstance(times, Scalar) else ""
            if not all(word.isascii() and word.isdigit() and len(word) < 6 for word in (version, text)):
                self.report.error("redrawn", "redrawn has a version and how often it was drawn anew", times.place)
            elif 1 <= int(version) <= versions:
                found[int(version)] = int(text)
        return found

    def made_with(self) -> dict[str, str]:
        made = self.fields(self.top.tree_of("made-with"), "made-with", ("studybot", "typst"))
        return {program: self.words(made, program, _LONGEST_NAME) for program in made.known if made.has(program)}

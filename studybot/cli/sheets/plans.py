"""What is to be drawn onto a sheet: a recipe made of questions that were selected, ready to be drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from studybot.cli.selection import Selected
from studybot.formula.errors import StudybotError
from studybot.problem.codes import code_of
from studybot.problem.derivation import Derivation
from studybot.sheets.files.recipe import Recipe, RecipeQuestion, RecipeSection
from studybot.sheets.limits import MAX_PROBLEMS, MAX_QUESTIONS
from studybot.sheets.matching import band_of
from studybot.sheets.programs import programs
from studybot.sheets.sheet import Layout
from studybot.sheets.versions import Version, choose, different, versions_of
from studybot.sheets.worth import worth
from studybot.show.document import Paragraph, line

if TYPE_CHECKING:
    from studybot.sheets.files.sheet_file import Points, SheetFile

_DEFAULT_PROBLEMS = 10
_DEFAULT_TITLE = "Problem sheet"


class Plan(NamedTuple):
    """A recipe, its questions ready to be drawn by their ids, and what there is to say of it first.

    `known` are its versions where they are: to choose a thousand takes a quarter of a second.
    """

    recipe: Recipe
    derivations: Mapping[str, Derivation]
    remarks: tuple[Paragraph, ...] = ()
    known: Sequence[Version] = ()

    def versions(self, secret: bytes) -> Sequence[Version]:
        """What stands on each version."""
        numbers = range(1, self.recipe.versions + 1)
        return self.known or versions_of(self.recipe, self.derivations, numbers, secret)


class Group(NamedTuple):
    """Questions of which so many are `wanted`, all if they are as many; `points` where a sheet says them."""

    title: str
    text: str
    wanted: int
    selected: tuple[Selected, ...]
    points: Points | None = None


class Draft(NamedTuple):
    """What else decides how a sheet comes out. `secret` is its fingerprint, "" where there is none."""

    title: str
    date: str
    text: str
    layout: Layout
    seed: int
    versions: int
    same_questions: bool
    secret: str


def draft_of(sheet: SheetFile | None, seed: int, versions: int, secret: str) -> Draft:
    """What the file of a sheet says, where there is one."""
    if sheet is None:
        return Draft("", "", "", Layout(), seed, versions, False, secret)
    return Draft(sheet.title, sheet.date, sheet.text, sheet.layout, seed, versions, sheet.same_questions, secret)


def one_group(selected: Sequence[Selected], count: int | None) -> Group:
    """The questions that were selected, so many of them; all with a code among them, else ten, where nobody says."""
    if count is None:
        has_code = any(found.code is not None for found in selected)
        count = len(selected) if has_code else min(len(selected), _DEFAULT_PROBLEMS)
    return Group("", "", count, tuple(selected))


def made(groups: Sequence[Group], draft: Draft) -> Plan:
    """The recipe of a sheet with these groups of questions.

    Raises `StudybotError` `selection.empty`, `usage.*`, `sheet.points`.
    """
    if sum(group.wanted for group in groups) > MAX_PROBLEMS:
        raise StudybotError("usage.many", f"a sheet has at most {MAX_PROBLEMS} problems", hint="name fewer, or -n")
    every = [found for group in groups for found in group.selected]
    if not every:
        raise StudybotError("selection.empty", "there is no question to put on a sheet")
    if draft.versions > 1 and all(found.code is not None for found in every):
        hint = "name the questions by their ids, for new numbers on each"
        raise StudybotError("usage.versions", "codes name the same numbers on every version", hint=hint)
    same = draft.same_questions or draft.versions == 1
    if same:
        # Only what is chosen is read.
        groups = [
            group._replace(selected=choose(group.selected, min(group.wanted, len(group.selected)), draft.seed, place))
            for place, group in enumerate(groups)
        ]
    if len(every) > MAX_QUESTIONS:
        message = f"a choice is made from at most {MAX_QUESTIONS:,} questions, and these are {len(every):,}"
        raise StudybotError("usage.many", message, hint="name fewer")
    derivations = {found.id: Derivation.of(found.question) for group in groups for found in group.selected}
    recipe = Recipe(
        title=draft.title or _DEFAULT_TITLE,
        date=draft.date,
        layout=draft.layout,
        seed=draft.seed,
        versions=draft.versions,
        same_questions=same,
        secret=draft.secret,
        text=draft.text,
        sections=tuple(_section(group, derivations) for group in groups),
        redrawn={},
        made_with=programs(),
    )
    remarks = tuple(
        line(f"The code of {found.id} was made for another revision of it: the numbers may differ.", role="quiet")
        for group in groups
        for found in group.selected
        if found.revised
    )
    return Plan(recipe, derivations, remarks)


def _section(group: Group, derivations: Mapping[str, Derivation]) -> RecipeSection:
    questions = tuple(_asked(found, group.points, derivations[found.id].revision) for found in group.selected)
    return RecipeSection(group.title, group.text, group.wanted, questions)


def _asked(found: Selected, points: Points | None, revision: str) -> RecipeQuestion:
    question = found.question
    return RecipeQuestion(
        id=found.id,
        revision=revision,
        points=worth(points, [part.points for part in question.parts], found.id),
        file=found.entry.file.name if found.entry.file is not None else "",
        code=code_of(question, found.code.seed).text if found.code is not None else "",
    )


def matched(plan: Plan, secret: bytes) -> Plan:
    """A plan whose versions take about the same work, and of which no two are the same.

    Raises `StudybotError` `draw.versions`.
    """
    recipe = plan.recipe
    if recipe.versions == 1:
        return plan
    # One with a code has the same numbers on every version, and may stand beside its question with others.
    bands = {asked.id: band_of(plan.derivations[asked.id]) for asked in recipe.questions if not asked.code}
    sections = tuple(
        section._replace(
            questions=tuple(
                asked if asked.code else asked._replace(band=bands[asked.id]) for asked in section.questions
            )
        )
        for section in recipe.sections
    )
    matching, known = different(recipe._replace(sections=sections), plan.derivations, secret)
    return plan._replace(recipe=matching, known=known)

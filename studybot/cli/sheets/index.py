"""Which variants stand on the sheets of a recipe, for their index and for whoever marks them without one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from studybot.cli.banks import library
from studybot.cli.environment import Environment
from studybot.cli.sheets.options import check_secret
from studybot.cli.sheets.plans import Plan
from studybot.cli.sheets.recipes import SheetText, plan_of, recipe_of
from studybot.problem.codes import code_in
from studybot.sheets.files.index import Numbered, bare
from studybot.sheets.versions import Version, points_on, versions_of


class OnVersion(NamedTuple):
    """The problems of a version in their order: the file of a bank of one's own, "" where it is none; the variant's
    code; the points of the parts, () where they are the question's own."""

    files: tuple[str, ...]
    variants: tuple[str, ...]
    points: tuple[tuple[int, ...], ...]


def on_version(plan: Plan, version: Version) -> OnVersion:
    """What stands on a version of a plan."""
    files, variants, points = [], [], []
    for slot, seed in version:
        derivation = plan.derivations[slot.question.id]
        files.append(slot.question.file)
        variants.append(code_in(slot.question.id, derivation.revision, seed).text)
        own = tuple(part.points for part in derivation.question.parts)
        on_sheet = points_on(slot.question, derivation)
        points.append(on_sheet if on_sheet != own else ())
    return OnVersion(tuple(files), tuple(variants), tuple(points))


def numbered_by(file: SheetText, banks: Sequence[Path], secret: bytes, environment: Environment) -> dict[str, Numbered]:
    """The sheets of a recipe by their bare codes. Raises `StudybotError` for what is not here, or another secret."""
    recipe = recipe_of(file)
    check_secret(recipe, secret)
    plan = plan_of(recipe, file.path, [str(bank) for bank in banks], library(environment))
    numbers = range(1, recipe.versions + 1)
    sheets = {}
    for number, version in zip(numbers, versions_of(recipe, plan.derivations, numbers, secret), strict=True):
        found, code = on_version(plan, version), recipe.code(number).text
        variants = dict(enumerate(found.variants, start=1))
        points = {place: each for place, each in enumerate(found.points, start=1) if each}
        sheets[bare(code)] = Numbered(code, "", variants, points)
    return sheets

"""Many versions of a sheet at once: for a number of them, or one for each student of a roster, with an index."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from studybot.bank.loading import read_text
from studybot.cli.environment import Environment
from studybot.cli.progress import bar_beside
from studybot.cli.sheet_recipes import Plan
from studybot.formula.errors import StudybotError
from studybot.problem.codes import code_in
from studybot.sheets.file_names import file_stem
from studybot.sheets.formats.output import unwritable, write_whole
from studybot.sheets.index import IndexRow, index_text
from studybot.sheets.press import Job, Order, print_all
from studybot.sheets.recipe import recipe_text
from studybot.sheets.roster import Student, read_roster
from studybot.sheets.sheet import Edition
from studybot.sheets.versions import Version, drawn_version, versions_of
from studybot.show.document import Document, Paragraph, Words, line
from studybot.vetting.processes import cores

_INDEX = "index.csv"
_RECIPE = "recipe.yaml"
_ENDS: dict[Edition, str] = {"sheet": "", "key": "-key", "solutions": "-solutions"}


class Folders(NamedTuple):
    """Where the editions go, and in which format."""

    editions: dict[Edition, Path]
    ending: str

    @property
    def first(self) -> Path:
        """The folder that index and recipe lie in."""
        return next(iter(self.editions.values()))


def students_in(path: Path) -> tuple[Student, ...]:
    """The students of a roster. Raises `StudybotError`."""
    try:
        with path.expanduser().open(encoding="utf-8", errors="surrogateescape", newline="") as stream:
            return read_roster(stream, str(path))
    except OSError as fault:
        raise StudybotError("answers.roster", f"{path} cannot be read: {fault.strerror}") from None


def versions_for(count: int | None, students: Sequence[Student], limit: int) -> int:
    """How many versions there are: as many as are wanted, or one a student. Raises `StudybotError` `usage.versions`."""
    if count is None:
        return len(students)
    if count == 1 and len(students) > 1:
        hint = "neighbours get different versions: ask for two at least, or leave --versions out"
        raise StudybotError("usage.versions", "one version for all students", hint=hint)
    if count > limit:
        raise StudybotError("usage.versions", f"there are at most {limit:,} versions", hint="ask for fewer")
    return min(count, len(students)) if students else count


def before_in(folder: Path, resume: bool) -> str | None:
    """The recipe of the run that is gone on with; None where there is none.

    Raises `StudybotError` `usage.resume` where a folder has sheets, and nobody says that they may be added to.
    """
    path = folder / _RECIPE
    if not path.exists() and not (folder / _INDEX).exists():
        return None
    if not resume:
        hint = "--resume writes what is missing; or name another folder"
        raise StudybotError("usage.resume", f"{folder} has sheets already", hint=hint)
    return read_text(path, str(path)) if path.exists() else None


def write_versions(
    plan: Plan,
    students: Sequence[Student],
    secret: bytes,
    folders: Folders,
    resume: bool,
    environment: Environment,
) -> Document:
    """Write all versions of a recipe, with the index and the recipe first; returns what to say of it."""
    recipe = plan.recipe
    versions = versions_of(recipe, plan.derivations, range(1, recipe.versions + 1), secret)
    drawn_version(recipe, plan.derivations, versions[0])  # what cannot be drawn at all is told before the first page
    sheets = _jobs(versions, students, folders)
    index = index_text([_row(plan, job) for job in sheets])
    _make(folders)
    _write_or_compare(folders.first / _RECIPE, recipe_text(recipe).encode(), resume)
    _write_or_compare(folders.first / _INDEX, index.encode("utf-8-sig"), resume)
    missing = [job for job in map(_missing, sheets) if job.files] if resume else sheets
    order = Order(
        environment.new_uuid().hex,
        recipe,
        tuple(derivation.question for derivation in plan.derivations.values()),
        folders.ending,
    )
    print_all(order, missing, cores(), bar_beside("printing", environment))
    told = [line(f"{len(sheets):,} sheets of {recipe.versions:,} versions.")]
    if resume:
        told = [
            line(f"{len(sheets):,} sheets of {recipe.versions:,} versions, of which {len(missing):,} were missing.")
        ]
    told += [Paragraph((Words(f"{edition}: {path}"),), whole=True) for edition, path in folders.editions.items()]
    told += [
        Paragraph((Words(f"index: {folders.first / _INDEX}"),), whole=True),
        Paragraph((Words(f"recipe: {folders.first / _RECIPE}"),), whole=True),
    ]
    if students and not secret:
        told.append(
            line("Whoever has the banks and a recipe can print the key. Where this counts, --secret FILE prevents it.")
        )
    return (*plan.remarks, *told)


def _jobs(versions: Sequence[Version], students: Sequence[Student], folders: Folders) -> list[Job]:
    """A job a student, or a version: neighbours of a roster have versions that follow each other."""
    people: Sequence[Student] = students or [Student("", "")] * len(versions)
    jobs = []
    for place, student in enumerate(people):
        stem = file_stem(place + 1, len(people), student.id)
        files = tuple(
            (edition, folder / f"{stem}{_ENDS[edition]}{folders.ending}")
            for edition, folder in folders.editions.items()
        )
        number = place % len(versions)
        jobs.append(Job(number + 1, versions[number], student.name, student.id, files))
    return jobs


def _row(plan: Plan, job: Job) -> IndexRow:
    variants = []
    for slot, seed in job.version:
        code = code_in(slot.question.id, plan.derivations[slot.question.id].revision, seed).text
        variants.append(f"{slot.question.file}:{code}" if slot.question.file else code)
    code = plan.recipe.code(job.number).text
    return IndexRow(job.student_id, job.student, job.number, code, job.files[0][1].name, tuple(variants))


def _make(folders: Folders) -> None:
    for folder in folders.editions.values():
        try:
            folder.mkdir(parents=True, exist_ok=True)
            # What a process that was killed had not finished.
            for left in folder.glob(".*.part"):
                left.unlink()
        except OSError as fault:
            raise unwritable(folder, fault) from None


def _write_or_compare(path: Path, content: bytes, resume: bool) -> None:
    """Write a file, or find the same one there. Raises `StudybotError` `usage.resume` for another."""
    if resume:
        with suppress(FileNotFoundError):
            if path.read_bytes() != content:
                hint = "take the same questions, options and roster, or another folder"
                raise StudybotError("usage.resume", f"{path} is of other sheets than these", hint=hint)
            return
    write_whole(path, content)


def _missing(job: Job) -> Job:
    return job._replace(files=tuple((edition, path) for edition, path in job.files if not path.exists()))

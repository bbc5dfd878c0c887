"""Many versions of a sheet at once: for a number of them, or one for each student of a roster, with an index."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from glob import escape
from pathlib import Path
from shutil import rmtree
from typing import NamedTuple

from studybot.bank.loading import read_text
from studybot.bank.whole_file import replaced
from studybot.cli.environment import Environment
from studybot.cli.progress import bar_beside
from studybot.cli.sheets.index import on_version
from studybot.cli.sheets.options import Wanted, tell_of_signs
from studybot.cli.sheets.plans import Plan
from studybot.formula.errors import StudybotError
from studybot.sheets.collating import collate
from studybot.sheets.files.file_names import file_stem
from studybot.sheets.files.index import IndexRow, index_text
from studybot.sheets.files.recipe import Recipe, recipe_text
from studybot.sheets.files.recipe_reading import read_recipe
from studybot.sheets.files.roster import Student, read_roster
from studybot.sheets.formats.output import unwritable, write_whole
from studybot.sheets.press import Job, Order, print_all
from studybot.sheets.sheet import Edition
from studybot.sheets.versions import Version, drawn_version
from studybot.show.document import Document, Paragraph, Words, line
from studybot.vetting.processes import cores

_INDEX = "index.csv"
_RECIPE = "recipe.yaml"
_ENDS: dict[Edition, str] = {"sheet": "", "key": "-key", "solutions": "-solutions"}


class Places(NamedTuple):
    """Where everything of a run goes: a folder for each edition, the index, the recipe; and into which file the sheets
    of a folder are joined, which is then not kept, where they are."""

    folders: dict[Edition, Path]
    ending: str
    index_file: Path
    recipe_file: Path
    joined: dict[Edition, Path]


def places_for(wanted: Wanted) -> Places | None:
    """The places for the editions that are wanted; None where none are.

    Raises `StudybotError` `usage.resume` where there are sheets already, and nobody says that they may be added to.
    """
    if not wanted.editions:
        return None
    first = next(iter(wanted.editions.values()))
    if wanted.collate:
        folders = {edition: path.with_name(f".{path.name}.sheets") for edition, path in wanted.editions.items()}
        index, recipe = first.with_name(f"{first.stem}.index.csv"), first.with_name(f"{first.stem}.recipe.yaml")
        places = Places(folders, ".pdf", index, recipe, wanted.editions)
    else:
        places = Places(wanted.editions, f".{wanted.format or 'pdf'}", first / _INDEX, first / _RECIPE, {})
    try:
        is_there = places.index_file.exists() or places.recipe_file.exists()
    except OSError as fault:
        raise unwritable(places.index_file, fault) from None
    if is_there and not wanted.resume:
        told = f"{places.index_file} is there already" if wanted.collate else f"{first} has sheets already"
        another = "another file" if wanted.collate else "another folder"
        hint = f"--resume writes what is missing; or name {another}"
        raise StudybotError("usage.resume", told, hint=hint)
    return places


def seed_before(places: Places) -> int | None:
    """The seed of a run that is gone on with; None where there is none."""
    path = places.recipe_file
    return read_recipe(read_text(path, str(path)), str(path)).seed if path.exists() else None


def students_in(path: Path) -> tuple[Student, ...]:
    """The students of a roster. Raises `StudybotError`."""
    try:
        with path.expanduser().open(encoding="utf-8", errors="surrogateescape", newline="") as stream:
            return read_roster(stream, str(path))
    except OSError as fault:
        raise StudybotError("answers.roster", f"{path} cannot be read: {fault.strerror}") from None


def student_of(version: int, recipe: Recipe, students: Sequence[Student]) -> Student:
    """Whose sheet a version is. Raises `StudybotError` `usage.roster` where it is nobody's, or several students'."""
    having = students[version - 1 :: recipe.versions]
    if len(having) != 1:
        told = "no student has" if not having else f"{len(having)} students have"
        message = f"{told} the version {recipe.code(version).text}"
        raise StudybotError("usage.roster", message, hint="leave --roster out: a line for the name is printed")
    return having[0]


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


def write_versions(
    plan: Plan, students: Sequence[Student], secret: bytes, places: Places, resume: bool, environment: Environment
) -> Document:
    """Write all versions of a recipe, with the index and the recipe first; returns what to say of it."""
    recipe = plan.recipe
    versions = plan.versions(secret)
    drawn_version(recipe, plan.derivations, versions[0])  # what cannot be drawn at all is told before the first page
    sheets = _jobs(versions, students, places)
    index = index_text([_row(plan, job, places) for job in sheets])
    beside = {places.recipe_file: recipe_text(recipe).encode(), places.index_file: index.encode("utf-8-sig")}
    there = [path for path, content in beside.items() if resume and _is_there(path, content)]
    # Without its recipe, which is written first, a page is of other sheets.
    goes_on = places.recipe_file in there
    missing = [job for job in (_missing(job, places) for job in sheets) if job.files] if goes_on else sheets
    for folder in {path.parent for job in missing for _, path in job.files}:
        _make(folder)
    if not goes_on:
        # What an earlier run has left in a folder of keys would be taken for done by one that goes on with this.
        _remove(path for job in sheets for _, path in job.files)
    if resume:
        _clear((*beside, *places.joined.values()))
    for path, content in beside.items():
        if path not in there:
            write_whole(path, content)
    order = Order(
        environment.new_uuid().hex,
        recipe,
        tuple(derivation.question for derivation in plan.derivations.values()),
        places.ending,
    )
    if places.ending == ".pdf":
        tell_of_signs((recipe.title, *(text for student in students for text in student)), environment)
    try:
        print_all(order, missing, cores(), bar_beside("printing", environment))
        for edition, path in places.joined.items():
            _join(sheets, edition, path, recipe.title, environment)
    except KeyboardInterrupt:
        environment.warn("what was written is whole: --resume goes on")
        raise
    were = f", of which {len(missing):,} were missing" if resume else ""
    told = [line(f"{len(sheets):,} sheets of {recipe.versions:,} versions{were}.")]
    shown = places.joined or places.folders
    told += [Paragraph((Words(f"{edition}: {path}"),), whole=True) for edition, path in shown.items()]
    told += [
        Paragraph((Words(f"index: {places.index_file}"),), whole=True),
        Paragraph((Words(f"recipe: {places.recipe_file}"),), whole=True),
    ]
    if students and not secret:
        told.append(
            line("Whoever has the banks and a recipe can print the key. Where this counts, --secret FILE prevents it.")
        )
    return (*plan.remarks, *told)


def _join(sheets: Sequence[Job], edition: Edition, path: Path, title: str, environment: Environment) -> None:
    """One file of all sheets in an edition, and no longer each of them; nothing where that was done before."""
    files = [dict(job.files)[edition] for job in sheets]
    if not files[0].parent.exists():
        return
    progress = bar_beside("collating", environment)
    try:
        with replaced(path, on_disk=False) as output:
            collate(files, title, output, progress)
    except OSError as fault:
        raise unwritable(path, fault) from None
    finally:
        if progress is not None:
            progress.close()
    try:
        rmtree(files[0].parent)  # with what a run for more students left there
    except OSError as fault:
        raise unwritable(files[0].parent, fault) from None


def _jobs(versions: Sequence[Version], students: Sequence[Student], places: Places) -> list[Job]:
    """A job a student, or a version: neighbours of a roster have versions that follow each other."""
    people: Sequence[Student] = students or [Student("", "")] * len(versions)
    jobs = []
    for place, student in enumerate(people):
        stem = file_stem(place + 1, len(people), student.id)
        files = tuple(
            (edition, folder / f"{stem}{_ENDS[edition]}{places.ending}") for edition, folder in places.folders.items()
        )
        number = place % len(versions)
        jobs.append(Job(number + 1, versions[number], student.name, student.id, files))
    return jobs


def _row(plan: Plan, job: Job, places: Places) -> IndexRow:
    found = on_version(plan, job.version)
    variants = tuple(f"{file}:{code}" if file else code for file, code in zip(found.files, found.variants, strict=True))
    edition, file = job.files[0]
    name = places.joined.get(edition, file).name
    code = plan.recipe.code(job.number).text
    return IndexRow(job.student_id, job.student, job.number, code, name, variants, found.points)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # What a process that was killed had not finished.
        for left in folder.glob(".*.part"):
            left.unlink()
    except OSError as fault:
        raise unwritable(folder, fault) from None


def _remove(files: Iterable[Path]) -> None:
    for path in files:
        try:
            path.unlink(missing_ok=True)
        except OSError as fault:
            raise unwritable(path, fault) from None


def _clear(files: Iterable[Path]) -> None:
    """Remove what a process that was killed had not finished of these files."""
    for path in files:
        for left in path.parent.glob(f".{escape(path.name)}.*.part"):
            with suppress(OSError):
                left.unlink()


def _is_there(path: Path, content: bytes) -> bool:
    """Whether a file with this content is there. Raises `StudybotError` `usage.resume` for one with another."""
    try:
        found = path.read_bytes()
    except FileNotFoundError:
        return False
    except OSError as fault:
        raise unwritable(path, fault) from None
    if found != content:
        hint = "take the same questions, options and roster, or another folder"
        raise StudybotError("usage.resume", f"{path} is of other sheets than these", hint=hint)
    return True


def _missing(job: Job, places: Places) -> Job:
    """A job without the files that are there, or have been joined."""
    joined = places.joined.items()
    done = {edition for edition, path in joined if path.exists() and not places.folders[edition].exists()}
    return job._replace(files=tuple(file for file in job.files if file[0] not in done and not file[1].exists()))

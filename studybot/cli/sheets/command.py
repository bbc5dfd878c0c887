"""`studybot sheet`: problem sheets, their keys and solutions, from questions, from a sheet's file or from a recipe."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from studybot.bank.file_kinds import RECIPE
from studybot.cli.banks import library
from studybot.cli.environment import Environment
from studybot.cli.screen import Screen
from studybot.cli.selection import file_of, is_path, is_there, select
from studybot.cli.sheets.options import (
    Wanted,
    check_beside_recipe,
    check_head,
    check_many,
    check_one,
    check_seed,
    secret_in,
    tell_of_signs,
)
from studybot.cli.sheets.plans import Plan, draft_of, made, matched, one_group
from studybot.cli.sheets.recipes import SheetText, file_named, plan_of, recipe_of
from studybot.formula.errors import StudybotError
from studybot.problem.generator import SEED_LIMIT
from studybot.sheets.building import Editions, Header
from studybot.sheets.codes import MAX_VERSIONS, read_sheet_code
from studybot.sheets.files.recipe import Recipe, enclosed, recipe_text
from studybot.sheets.files.secrets import fingerprint
from studybot.sheets.formats.output import Printer, ending_of, unwritable, write_together
from studybot.sheets.formats.wording import points, problems
from studybot.sheets.prose import prose
from studybot.sheets.sheet import Edition
from studybot.sheets.versions import drawn_version, versions_of
from studybot.show.document import Block, Paragraph, Words, line

if TYPE_CHECKING:
    from studybot.cli.sheets.versions import Places
    from studybot.sheets.files.roster import Student
    from studybot.sheets.files.sheet_file import SheetFile


def sheet(words: Sequence[str], wanted: Wanted, plain: bool, environment: Environment) -> None:
    """Write sheets in the editions that are wanted, and their recipe beside them. Raises `StudybotError`."""
    if not wanted.editions and not wanted.report:
        raise StudybotError("usage.output", "where is the sheet to go?", hint="-o sheet.pdf, or --key key.pdf")
    check_head(wanted.head)
    check_seed(wanted.seed)
    secret = secret_in(wanted.secret)
    file = file_named(words)
    if file is None and words and is_path(words[0]) and not is_there(file_of(words[0])):
        raise StudybotError("usage.path", f"there is no file {file_of(words[0])}")
    if wanted.code is not None and (file is None or file.kind is not RECIPE):
        hint = "studybot sheet RECIPE --code CODE"
        raise StudybotError("usage.recipe", "--code goes with the recipe of the sheet", hint=hint)
    screen = Screen(environment, plain)
    if file is not None and file.kind is RECIPE:
        recipe = recipe_of(file)
        check_beside_recipe(wanted, recipe, secret)
        _again(recipe, file.path, words[1:], wanted, secret, screen)
    else:
        _new(words, file, wanted, secret, screen)


def _again(recipe: Recipe, path: Path, banks: Sequence[str], wanted: Wanted, secret: bytes, screen: Screen) -> None:
    """What a recipe draws: the version that is wanted, or all."""
    is_one = wanted.code is not None or (wanted.roster is None and recipe.versions == 1)
    (check_one if is_one else check_many)(wanted, [path, *_files(banks)])
    files = {asked.file for asked in recipe.questions}
    for bank in banks:
        if Path(bank).name not in files:
            hint = "banks of your own that it has questions of are named beside it"
            raise StudybotError("usage.recipe", f"the recipe has no question of {bank}", hint=hint)
    plan = plan_of(recipe, path, banks, library(screen.environment))
    students = _students(wanted)
    if is_one:
        number, student = _number(recipe, wanted.code), None
        if students:
            from studybot.cli.sheets.versions import student_of

            student = student_of(number, recipe, students)
        _write(plan, number, student, wanted.editions, path, secret, screen)
    else:
        from studybot.cli.sheets.versions import places_for

        _write_all(plan, students, places_for(wanted), wanted, secret, screen)


def _new(words: Sequence[str], file: SheetText | None, wanted: Wanted, secret: bytes, screen: Screen) -> None:
    """What was selected, or what the file of a sheet says; options take the place of what it says."""
    source = _Source(words, None, Path())
    if file is not None:
        from studybot.sheets.files.sheet_file import read_sheet_file

        if wanted.problems is not None:
            hint = "leave -n out, or change the file"
            raise StudybotError("usage.recipe", "the file says itself how many problems there are", hint=hint)
        source = _Source(words[1:], read_sheet_file(file.text, file.shown), file.path)
        wanted = source.completed(wanted)
    if wanted.versions is None and wanted.roster is None:
        check_one(wanted, _files(words))
        plan = source.plan(wanted, 1, _seed(wanted, screen.environment), secret, screen.environment)
        _write(plan, 1, None, wanted.editions, None, secret, screen)
        return
    from studybot.cli.sheets.versions import places_for, seed_before, versions_for

    check_many(wanted, _files(words))
    students = _students(wanted)
    versions = versions_for(wanted.versions, students, MAX_VERSIONS)
    places = places_for(wanted)
    if wanted.seed is None and places is not None:
        wanted = wanted._replace(seed=seed_before(places))
    plan = source.plan(wanted, versions, _seed(wanted, screen.environment), secret, screen.environment)
    _write_all(matched(plan, secret), students, places, wanted, secret, screen)


def _files(words: Sequence[str]) -> list[Path]:
    """The files among words."""
    return [Path(file_of(word)) for word in words if is_path(word)]


class _Source:
    """Where the questions come from: words, beside which a file of a sheet may lie at a path."""

    def __init__(self, words: Sequence[str], sheet: SheetFile | None, path: Path) -> None:
        self._words = words
        self._sheet = sheet
        self._path = path

    def completed(self, wanted: Wanted) -> Wanted:
        """The options, with what the file says where one was left out."""
        sheet = self._sheet
        if sheet is None:
            return wanted
        # One version is a file where it is for nobody in particular.
        versions = None if sheet.versions == 1 and wanted.roster is None else sheet.versions
        return wanted._replace(
            seed=sheet.seed if wanted.seed is None else wanted.seed,
            versions=versions if wanted.versions is None else wanted.versions,
        )

    def plan(self, wanted: Wanted, versions: int, seed: int, secret: bytes, environment: Environment) -> Plan:
        """What is drawn. Raises `StudybotError`."""
        known = library(environment)
        if self._sheet is None:
            groups = [one_group(select(self._words, known), wanted.problems)]
        else:
            from studybot.cli.sheets.files import groups_of

            groups = groups_of(self._sheet, self._path, self._words, known)
        draft = draft_of(self._sheet, seed, versions, fingerprint(secret) if secret else "")
        title, date, paper = wanted.head
        draft = draft._replace(
            title=draft.title if title is None else title,
            date=draft.date if date is None else date,
            layout=draft.layout if paper is None else draft.layout._replace(paper=paper),
            same_questions=draft.same_questions or wanted.same_questions,
        )
        return made(groups, draft)


def _seed(wanted: Wanted, environment: Environment) -> int:
    return environment.random_number() % SEED_LIMIT if wanted.seed is None else wanted.seed


def _students(wanted: Wanted) -> tuple[Student, ...]:
    from studybot.cli.sheets.versions import students_in

    return students_in(wanted.roster) if wanted.roster is not None else ()


def _number(recipe: Recipe, code: str | None) -> int:
    """Which version of a recipe is meant. Raises `StudybotError` `code.*`."""
    if code is None:
        return 1
    meant = read_sheet_code(code)
    own = recipe.code(meant.version)
    if own != meant:
        hint = f"codes of this one begin with {own.text[:6]}"
        raise StudybotError("code.recipe", f"{meant.text} is a sheet of another recipe", hint=hint)
    if meant.version > recipe.versions:
        raise StudybotError("code.version", f"{meant.text} is version {meant.version:,} of {recipe.versions:,}")
    return meant.version


def _write(
    plan: Plan,
    number: int,
    student: Student | None,
    files: dict[Edition, Path],
    kept: Path | None,
    secret: bytes,
    screen: Screen,
) -> None:
    """Write the editions of one version for a student, or nobody; the recipe too, unless it lies in a file already."""
    recipe = plan.recipe
    name, student_id = student if student is not None else ("", "")
    if any(ending_of(path) == ".pdf" for path in files.values()):
        tell_of_signs((recipe.title, name, student_id), screen.environment)
    text = recipe_text(recipe)
    version = versions_of(recipe, plan.derivations, [number], secret)[0]
    sections = drawn_version(recipe, plan.derivations, version)
    code = recipe.code(number).text
    header = Header(recipe.title, recipe.date, name, student_id, code, prose(recipe.text), recipe.layout)
    printer = Printer(enclosed(recipe))
    rendered: list[tuple[Path, bytes]] = []
    # Of what a secret keys nobody can look up the answers by the codes of its problems.
    editions = Editions(header, sections, with_codes=not recipe.secret)
    for edition, path in files.items():
        rendered.append((path, printer.rendered(editions.edition(edition), ending_of(path))))
    if kept is None:
        kept, is_there = _kept(rendered[0][0], text.encode())
        rendered += [] if is_there else [(kept, text.encode())]
    write_together(rendered)
    drawn = [problem for section in sections for problem in section.problems]
    worth = sum(sum(problem.points) for problem in drawn)
    blocks: list[Block] = [*plan.remarks]
    blocks += [Paragraph((Words(f"{edition}: {path}"),), whole=True) for edition, path in files.items()]
    blocks.append(Paragraph((Words(f"recipe: {kept}"),), whole=True))
    blocks.append(line(f"{problems(len(drawn))}, {points(worth)}, code {code}"))
    screen.show(tuple(blocks))


def _kept(output: Path, content: bytes) -> tuple[Path, bool]:
    """Where beside an output a recipe goes, and whether it is there: over none that is another.

    What was printed before can be drawn again, too.
    """
    turn = 1
    while True:
        path = output.with_name(f"{output.stem}.recipe{f'-{turn}' if turn > 1 else ''}.yaml")
        try:
            with path.open("rb") as file:
                if file.read(len(content) + 1) == content:
                    return path, True
        except FileNotFoundError:
            return path, False
        except OSError as fault:
            raise unwritable(path, fault) from None
        turn += 1


def _write_all(
    plan: Plan, students: Sequence[Student], places: Places | None, wanted: Wanted, secret: bytes, screen: Screen
) -> None:
    """Every version that is wanted, each in a file of its own or all in one; none where there are no places."""
    from studybot.cli.sheets.versions import write_versions

    if len(students) > 1 and plan.recipe.versions == 1:
        raise StudybotError("usage.versions", "neighbours get different versions, and this recipe has one version")
    if wanted.report:
        from studybot.cli.sheets.report import report

        screen.show(report(plan, secret))
    if places is not None:
        screen.show(write_versions(plan, students, secret, places, wanted.resume, screen.environment))

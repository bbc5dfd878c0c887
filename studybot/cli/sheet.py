"""`studybot sheet`: problem sheets, their keys and solutions, from questions or from a recipe."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from studybot.cli.banks import library
from studybot.cli.environment import Environment
from studybot.cli.screen import Screen
from studybot.cli.selection import select
from studybot.cli.sheet_recipes import Draft, Head, Plan, checked_head, made, matched, plan_of, recipe_in
from studybot.formula.errors import StudybotError
from studybot.problem.generator import SEED_LIMIT
from studybot.sheets.building import Editions, Header
from studybot.sheets.codes import MAX_VERSIONS, read_sheet_code
from studybot.sheets.formats.output import ENDINGS, Printer, ending_of, unwritable, write_whole
from studybot.sheets.prose import prose
from studybot.sheets.recipe import Recipe, recipe_text
from studybot.sheets.secrets import checked_secret, fingerprint
from studybot.sheets.sheet import Edition
from studybot.sheets.versions import drawn_version, versions_of
from studybot.show.document import Block, Paragraph, Words, line

if TYPE_CHECKING:
    from studybot.sheets.roster import Student


class Wanted(NamedTuple):
    """The options: what goes on the sheets, and where the editions go. None where one was left out."""

    head: Head
    problems: int | None = None
    seed: int | None = None
    code: str | None = None
    sheet: Path | None = None
    key: Path | None = None
    solutions: Path | None = None
    versions: int | None = None
    roster: Path | None = None
    same_questions: bool = False
    secret: Path | None = None
    format: str | None = None
    resume: bool = False
    report: bool = False

    @property
    def editions(self) -> dict[Edition, Path]:
        every: dict[Edition, Path | None] = {"sheet": self.sheet, "key": self.key, "solutions": self.solutions}
        return {edition: path for edition, path in every.items() if path is not None}


def sheet(words: Sequence[str], wanted: Wanted, plain: bool, environment: Environment) -> None:
    """Write sheets in the editions that are wanted, and their recipe beside them. Raises `StudybotError`."""
    screen = Screen(environment, plain)
    if not wanted.editions and not wanted.report:
        raise StudybotError("usage.output", "where is the sheet to go?", hint="-o sheet.pdf, or --key key.pdf")
    secret = _secret_in(wanted.secret)
    found = recipe_in(words)
    recipe = None if found is None else found[0]
    many = wanted.code is None and (
        wanted.versions is not None or wanted.roster is not None or (recipe is not None and recipe.versions > 1)
    )
    if recipe is None and wanted.code is not None:
        hint = "studybot sheet RECIPE --code CODE"
        raise StudybotError("usage.recipe", "--code goes with the recipe of the sheet", hint=hint)
    if not many:
        _refuse_of_many(wanted)
        _check_files(wanted.editions)
    if recipe is not None:
        _check_beside(wanted, recipe, secret)
    if many:
        _many(words, wanted, found, secret, screen)
    elif found is None:
        plan = _planned(words, wanted, 1, secret, _seed(wanted, environment), environment)
        _write(plan, 1, wanted.editions, None, secret, screen)
    else:
        plan = plan_of(*found, words[1:], library(environment))
        _write(plan, _number(plan.recipe, wanted.code), wanted.editions, found[1], secret, screen)


def _seed(wanted: Wanted, environment: Environment) -> int:
    return environment.random_number() % SEED_LIMIT if wanted.seed is None else wanted.seed


def _secret_in(path: Path | None) -> bytes:
    if path is None:
        return b""
    try:
        with path.expanduser().open("rb") as file:
            return checked_secret(file.read(10_000), str(path))
    except OSError as fault:
        raise StudybotError("usage.secret", f"{path} cannot be read: {fault.strerror}") from None


def _planned(
    words: Sequence[str], wanted: Wanted, versions: int, secret: bytes, seed: int, environment: Environment
) -> Plan:
    """The plan for what is selected."""
    choice = Draft(
        wanted.problems,
        checked_head(wanted.head),
        seed,
        versions,
        wanted.same_questions,
        fingerprint(secret) if secret else "",
    )
    return made(select(words, library(environment)), choice)


def _refuse_of_many(wanted: Wanted) -> None:
    options = {
        "--same-questions": wanted.same_questions,
        "--resume": wanted.resume,
        "--report": wanted.report,
        "--format": wanted.format is not None,
    }
    for option, given in options.items():
        if given:
            raise StudybotError("usage.versions", f"{option} goes with --versions or --roster")


def _check_files(files: dict[Edition, Path]) -> None:
    seen: dict[Path, str] = {}
    for edition, path in files.items():
        ending_of(path)
        other = seen.setdefault(path.absolute(), edition)
        if other != edition:
            raise StudybotError("usage.output", f"{path} cannot be both {other} and {edition}", hint="name two files")
        if not path.parent.is_dir():
            raise StudybotError("usage.output", f"there is no folder {path.parent}", hint="make it first")


def _check_beside(wanted: Wanted, recipe: Recipe, secret: bytes) -> None:
    """What is said beside a recipe. Raises `StudybotError` `usage.recipe`, `usage.secret`."""
    said = (wanted.problems, wanted.seed, wanted.versions, *wanted.head)
    if any(option is not None for option in said) or wanted.same_questions:
        hint = "leave the other options out, or change the file"
        raise StudybotError("usage.recipe", "a recipe says itself what is on the sheet", hint=hint)
    if recipe.secret and not secret:
        raise StudybotError("usage.secret", "a secret keys these sheets", hint="name its file with --secret")
    if recipe.secret != (fingerprint(secret) if secret else ""):
        message = "this is not the secret of these sheets" if recipe.secret else "no secret keys these sheets"
        raise StudybotError("usage.secret", message, hint="name the file that they were made with")


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
    plan: Plan, number: int, files: dict[Edition, Path], kept: Path | None, secret: bytes, screen: Screen
) -> None:
    """Write the editions of one version; the recipe too, unless it lies in a file already."""
    recipe = plan.recipe
    text = recipe_text(recipe)
    version = versions_of(recipe, plan.derivations, [number], secret)[0]
    sections = drawn_version(recipe, plan.derivations, version)
    code = recipe.code(number).text
    header = Header(recipe.title, recipe.date, code=code, intro=prose(recipe.text), paper=recipe.paper)
    printer = Printer(text)
    rendered: list[tuple[Path, bytes]] = []
    # Of what a secret keys nobody can look up the answers by the codes of its problems.
    editions = Editions(header, sections, with_codes=not recipe.secret)
    for edition, path in files.items():
        rendered.append((path, printer.rendered(editions.edition(edition), ending_of(path))))
    for path, content in rendered:
        write_whole(path, content)
    if kept is None:
        kept = _keep(rendered[0][0], text.encode())
    problems = [problem for section in sections for problem in section.problems]
    points = sum(sum(problem.points) for problem in problems)
    blocks: list[Block] = [*plan.remarks]
    blocks += [Paragraph((Words(f"{edition}: {path}"),), whole=True) for edition, path in files.items()]
    blocks.append(Paragraph((Words(f"recipe: {kept}"),), whole=True))
    blocks.append(line(f"{_counted(len(problems), 'problem')}, {_counted(points, 'point')}, code {code}"))
    screen.show(tuple(blocks))


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _keep(output: Path, content: bytes) -> Path:
    """Save a recipe beside an output, over none that is another: what was printed before can be drawn again, too."""
    turn = 1
    while True:
        path = output.with_name(f"{output.stem}.recipe{f'-{turn}' if turn > 1 else ''}.yaml")
        try:
            with path.open("rb") as file:
                if file.read(len(content) + 1) == content:
                    return path
        except FileNotFoundError:
            write_whole(path, content)
            return path
        except OSError as fault:
            raise unwritable(path, fault) from None
        turn += 1


def _many(
    words: Sequence[str], wanted: Wanted, found: tuple[Recipe, Path] | None, secret: bytes, screen: Screen
) -> None:
    """Every version that is wanted, each in a file of its own."""
    from studybot.cli.sheet_versions import Folders, before_in, students_in, versions_for, write_versions
    from studybot.sheets.recipe import read_recipe

    environment = screen.environment
    for path in wanted.editions.values():
        if path.suffix.lower() in ENDINGS and not path.is_dir():
            hint = "name a folder; --format says what is written into it"
            raise StudybotError("usage.output", f"versions go into a folder, and {path} is a file", hint=hint)
    folders = Folders(wanted.editions, f".{wanted.format or 'pdf'}")
    students: tuple[Student, ...] = students_in(wanted.roster) if wanted.roster is not None else ()
    before = before_in(folders.first, wanted.resume) if wanted.editions else None
    if found is not None:
        plan = plan_of(*found, words[1:], library(environment))
    else:
        versions = versions_for(wanted.versions, students, MAX_VERSIONS)
        if wanted.seed is None and before is not None:
            seed = read_recipe(before, str(folders.first)).seed
        else:
            seed = _seed(wanted, environment)
        plan = matched(_planned(words, wanted, versions, secret, seed, environment), secret)
    if len(students) > 1 and plan.recipe.versions == 1:
        raise StudybotError("usage.versions", "neighbours get different versions, and this recipe has one version")
    if wanted.report:
        from studybot.cli.sheet_report import report

        screen.show(report(plan, secret))
    if wanted.editions:
        screen.show(write_versions(plan, students, secret, folders, wanted.resume, environment))

"""What `studybot bank check` finds in the file of a sheet: whether it can be read, and made as it says."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from studybot.bank.file_kinds import SHEET, kind_at
from studybot.bank.findings import BankError, Finding
from studybot.bank.library import yaml_files
from studybot.bank.loading import read_text
from studybot.cli.banks import library
from studybot.cli.environment import Environment
from studybot.cli.sheets.files import groups_of
from studybot.cli.sheets.plans import Plan, draft_of, made, matched
from studybot.formula.errors import Place, StudybotError
from studybot.sheets.building import Editions, Header
from studybot.sheets.files.sheet_file import read_sheet_file
from studybot.sheets.formats.wording import points, problems
from studybot.sheets.versions import drawn_version, versions_of
from studybot.show.document import Paragraph, Words

# What a file leaves open is drawn for the check by this.
_SEED = 1


class CheckedSheet(NamedTuple):
    """What was found; how many problems and points its first version has, 0 where it cannot be made."""

    file: str
    findings: tuple[Finding, ...]
    problems: int = 0
    points: int = 0

    @property
    def summary(self) -> Paragraph:
        told = f"{problems(self.problems)}, {points(self.points)}" if self.problems else "cannot be made"
        return Paragraph((Words(f"{self.file}: {told}"),), whole=True)

    @property
    def data(self) -> dict[str, Any]:
        """For scripts."""
        return {"file": self.file, "problems": self.problems, "points": self.points}


def sheets_at(path: Path) -> tuple[Path, ...]:
    """The files of sheets at a path: itself, or those of a folder."""
    try:
        path = path.expanduser()
        files = yaml_files(path) if path.is_dir() else (path,)
    except (OSError, RuntimeError):  # what is not there or cannot be listed is told where banks are looked for
        return ()
    return tuple(file for file in files if kind_at(file) is SHEET)


def check_sheet(path: Path, environment: Environment) -> CheckedSheet:
    """Make the sheet of a file, its key and solutions, in its first version and without printing them."""
    shown = str(path)
    try:
        sheet = read_sheet_file(read_text(path, shown), shown)
        groups = groups_of(sheet, path, (), library(environment))
        draft = draft_of(sheet, _SEED if sheet.seed is None else sheet.seed, sheet.versions or 1, "")
        return _checked(shown, matched(made(groups, draft), b""))
    except BankError as fault:
        return CheckedSheet(shown, tuple(fault.findings))
    except StudybotError as fault:
        place = fault.place or Place(shown, 1, 1)
        return CheckedSheet(shown, (Finding("error", fault.code.partition(".")[0], fault.message, place, fault.hint),))


def _checked(shown: str, plan: Plan) -> CheckedSheet:
    (version,) = versions_of(plan.recipe, plan.derivations, [1])
    editions = Editions(Header(plan.recipe.title), drawn_version(plan.recipe, plan.derivations, version))
    problems = [problem for section in editions.edition("solutions").sections for problem in section.problems]
    return CheckedSheet(shown, (), len(problems), sum(problem.points for problem in problems))

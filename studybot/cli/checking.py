"""`studybot bank check`: what is wrong with banks, where, and what would be right."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager, closing, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studybot.bank.findings import Finding
from studybot.bank.library import bank_files
from studybot.bank.reading import read_bank
from studybot.bank.schema import Question
from studybot.cli.banks import library
from studybot.cli.environment import Environment
from studybot.cli.progress import Bar
from studybot.cli.screen import Screen
from studybot.cli.selection import is_path, is_there, refuse_recipe, select
from studybot.cli.sheets.checks import check_sheet, sheets_at
from studybot.cli.status import ExitStatus
from studybot.formula.errors import StudybotError
from studybot.show.document import Block, Document, Gap, Paragraph, Role, Table, Words, line

if TYPE_CHECKING:
    from studybot.vetting.check import Progress, QuestionReport
    from studybot.vetting.fairness import Fairness

_ROLES: dict[str, Role] = {"error": "wrong", "warning": "strong", "note": "quiet"}


def check(words: Sequence[str], variants: int, strict: bool, as_json: bool, screen: Screen) -> ExitStatus:
    """Check what was selected; everything shipped where nothing was. Prints a table, or JSON."""
    from studybot.vetting.check import check_questions
    from studybot.vetting.processes import cores

    questions, sheets, findings = _meant(words, screen.environment)
    found = [check_sheet(path, screen.environment) for path in sheets]
    findings += [finding for sheet in found for finding in sheet.findings]
    with _progress(screen, as_json) as progress:
        reports = check_questions(questions, variants=variants, progress=progress, processes=cores())
    findings += [finding for report in reports for finding in report.findings]
    if as_json:
        screen.write_json({**as_data(reports, findings), "sheets": [sheet.data for sheet in found]})
    else:
        screen.show((*as_document(reports, findings)[:-1], *(sheet.summary for sheet in found), counted(findings)))
    failing = {"error", "warning"} if strict else {"error"}
    return ExitStatus.INVALID if any(finding.level in failing for finding in findings) else ExitStatus.DONE


def _meant(words: Sequence[str], environment: Environment) -> tuple[list[Question], list[Path], list[Finding]]:
    """The questions and sheets to check, and what reading the questions found.

    A bank that cannot be read is a finding, not an end.
    """
    questions: dict[str, Question] = {}
    findings: list[Finding] = []
    files: dict[Path, None] = {}
    sheets: dict[Path, None] = {}
    for word in words:
        whole_file = is_path(word) or (is_there(word) and Path(word).is_dir())
        if not whole_file or ".yaml:" in word:
            for selected in select([word], library(environment)):
                questions.setdefault(selected.id, selected.question)
            continue
        here = sheets_at(Path(word))
        sheets |= dict.fromkeys(here)
        try:
            files |= dict.fromkeys(file for file in _banks_at(word) if file not in here)
        except StudybotError:  # where there are no banks
            if not here:
                raise
    if not words:
        files = dict.fromkeys(library(environment).files())
    names: dict[str, Path] = {}
    for file in files:
        bank, found = read_bank(file)
        findings += found
        if bank is None:
            continue
        findings += check_name(file, bank.name, names) if bank.name else []
        for question in bank.questions:
            questions.setdefault(question.id, question)
    return list(questions.values()), list(sheets), findings


def _banks_at(word: str) -> tuple[Path, ...]:
    refuse_recipe(word)
    return bank_files(Path(word))


def check_name(file: Path, name: str, names: dict[str, Path]) -> list[Finding]:
    """Two banks of one name, and a bank whose file has another name. `names` are those of the files before it."""
    from studybot.formula.errors import Place

    place = Place(str(file), 1, 1)
    if name != file.stem:
        return [Finding("error", "file", f"the bank {name} lies in {file.name}", place, f"name the file {name}.yaml")]
    first = names.setdefault(name, file)
    if first != file:
        message = f"two banks have the name {name}: {first} and {file}"
        return [Finding("error", "duplicate", message, place, "rename one of them")]
    return []


def _progress(screen: Screen, as_json: bool) -> AbstractContextManager[Progress | None]:
    """A bar on a terminal; nothing elsewhere."""
    if screen.plain or as_json:
        return nullcontext()
    return closing(Bar("checking", lambda: screen.console, screen.environment.seconds))


def as_document(reports: Sequence[QuestionReport], findings: Sequence[Finding]) -> Document:
    """The findings, then a row a question and what its columns say, then the count."""
    blocks: list[Block] = [*listed(findings)]
    if findings:
        blocks.append(Gap())
    if reports:
        blocks += [_table(reports), _legend(reports)]
    return (*blocks, counted(findings))


def listed(findings: Sequence[Finding]) -> Document:
    """A paragraph for each finding."""
    return tuple(
        Paragraph(
            (
                Words(finding.level, _ROLES[finding.level]),
                Words(f" {finding.sentence()} "),
                Words(f"[{finding.check}]", "quiet"),
            ),
            whole=True,
        )
        for finding in findings
    )


def counted(findings: Sequence[Finding]) -> Paragraph:
    """How many there are of each level."""
    told = ", ".join(_counted(findings, level) for level in ("error", "warning", "note"))
    return line(told, role="wrong" if any(finding.level == "error" for finding in findings) else "right")


def _table(reports: Sequence[QuestionReport]) -> Table:
    rows = tuple(
        (
            (Words(report.question),),
            (Words(str(report.parts)),),
            (Words(f"{report.distinct:,}"),),
            (Words(f"{report.mean_attempts:.2f}"),),
            (Words("-" if report.fairness is None else f"{report.fairness.decades:.1f}"),),
            (Words(_told(report.findings) or "ok"),),
        )
        for report in reports
    )
    return Table(("question", "parts", "distinct", "draws", "spread", "found"), rows, right=frozenset({1, 2, 3, 4}))


def _legend(reports: Sequence[QuestionReport]) -> Paragraph:
    """What the columns of the table count."""
    variants = max(report.variants for report in reports)
    return line(
        f"distinct: of {variants:,} variants; draws: for each of them, until its condition holds; spread: powers of ten"
        " over which answers lie, from the 5th percentile to the 95th",
        role="quiet",
    )


def _told(findings: Sequence[Finding]) -> str:
    return " ".join(_counted(findings, level) for level in _ROLES if _count(findings, level))


def _count(findings: Sequence[Finding], level: str) -> int:
    return sum(finding.level == level for finding in findings)


def _counted(findings: Sequence[Finding], level: str) -> str:
    count = _count(findings, level)
    return f"{count} {level}" if count == 1 else f"{count} {level}s"


def _fairness(fairness: Fairness | None) -> dict[str, Any] | None:
    if fairness is None:
        return None
    return {
        "decades": round(fairness.decades, 2),
        "digits": [fairness.digits.low, fairness.digits.high],
        "operations": [fairness.operations.low, fairness.operations.high],
    }


def as_data(reports: Sequence[QuestionReport], findings: Sequence[Finding]) -> dict[str, Any]:
    """The same for scripts."""
    return {
        "questions": [
            {
                "question": report.question,
                "parts": report.parts,
                "variants": report.variants,
                "distinct": report.distinct,
                "mean_attempts": round(report.mean_attempts, 4),
                "fairness": _fairness(report.fairness),
            }
            for report in reports
        ],
        "findings": [
            {
                "level": finding.level,
                "check": finding.check,
                "question": finding.question,
                "file": finding.place.file,
                "line": finding.place.line,
                "column": finding.place.column,
                "message": finding.message,
                "hint": finding.hint,
            }
            for finding in findings
        ],
    }

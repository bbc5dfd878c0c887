"""`studybot grade`: answers typed from paper or collected by a form, marked by the code on the sheet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple, TextIO

from studybot.bank.file_kinds import RECIPE
from studybot.bank.library import bank_files
from studybot.cli.banks import library
from studybot.cli.environment import Environment
from studybot.cli.own_banks import banks_named
from studybot.cli.progress import bar_beside
from studybot.cli.screen import Screen
from studybot.cli.whole_file import file_to_write, write_whole
from studybot.formula.errors import Place, StudybotError
from studybot.problem.codes import code_of, read_code
from studybot.sheets.files.cells import Cell
from studybot.sheets.files.index import Numbered, read_index, student_id
from studybot.sheets.files.rows import JSON_ENDINGS, Row, read_rows
from studybot.sheets.grading.batches import grade as grade_batch
from studybot.sheets.grading.collected import Collected
from studybot.sheets.grading.lookup import Lookup
from studybot.sheets.grading.results import Result, Total, csv_lines, json_lines
from studybot.sheets.grading.returned import OPTIONAL, REQUIRED, Returned, papers
from studybot.sheets.grading.summary import by_question, change_of, changes, unreadable
from studybot.show.document import Document, Gap, line
from studybot.vetting.processes import cores, stream_over

# Names standard input or output, as everywhere.
_STREAM = "-"
_BEFORE = ("student", "variant", "part", "verdict", "points")
_MOST_SLIPS = 5
_MOST_UNREADABLE = 5
_MOST_ALIKE = 3
_POINTS = re.compile(r"\d{1,9}(\.\d{1,20})?", re.ASCII)
# So much is told of points that are none.
_SHOWN = 60


class Codes(NamedTuple):
    """Where it stands which variants are on a sheet: in an index, or in a recipe, which a secret may key."""

    name: str | None
    secret: Path | None = None


class Files(NamedTuple):
    """What `grade` reads and writes: `results`, `totals` and `before` may be left out."""

    answers: str
    codes: Codes
    results: str | None
    totals: str | None
    before: str | None


def grade(files: Files, banks: Sequence[Path], screen: Screen) -> None:
    """Mark a file of answers. What cannot be written is told before the first answer is marked.

    Raises `StudybotError`; no file is written then.
    """
    environment = screen.environment
    for name in (files.results, files.totals):
        if name not in (None, _STREAM):
            file_to_write(name)
    if [files.answers, files.codes.name, files.before].count(_STREAM) > 1:
        raise StudybotError("usage.stream", "one file can be read from standard input")
    if files.results == files.totals == _STREAM:
        raise StudybotError("usage.stream", "one file can be written to standard output")
    _check_outputs(files)
    lookup = lookup_for(files.codes, banks, environment)
    called = _called(files.answers)
    returned = Returned(lookup, called)
    with closing(Collected(lookup.entries, called)) as collected:
        with opened(files.answers, environment) as stream:
            collected.add(returned.answers(read_rows(stream, called, REQUIRED, OPTIONAL)))
        collected.add_papers(papers(collected.codes(), lookup))
        if files.before is not None:
            with opened(files.before, environment) as stream:
                collected.add_before(_former(read_rows(stream, _called(files.before), _BEFORE), files.before))
        _mark(collected, environment)
        _write(files, collected, environment)
        aside = _STREAM in (files.results, files.totals)
        shown = Screen(replace(environment, stdout=environment.stderr), screen.plain) if aside else screen
        shown.show(_summary(files, collected, returned, lookup))


def _check_outputs(files: Files) -> None:
    """Raises `StudybotError` `usage.output` where what is written would take the place of what is needed.

    New results may take the place of the former ones, which are read before.
    """
    needed = [(files.answers, "the answers"), (files.codes.name, "the codes")]
    beside = [*needed, (files.before, "the former results"), (files.results, "the results")]
    for written, others in ((files.results, needed), (files.totals, beside)):
        for other, what in others:
            if _is_same(written, other):
                told = f"{written} is the file of {what}"
                raise StudybotError("usage.output", told, hint="name another one to write to")


def _is_same(one: str | None, other: str | None) -> bool:
    """Whether two names are those of one file, of which there is one: not of a stream, nor of /dev/null."""
    if one is None or other is None or _STREAM in (one, other):
        return False
    first, second = Path(one), Path(other)
    if first.exists() and second.exists():
        return first.is_file() and first.samefile(second)
    return first.resolve() == second.resolve()


def usage_of(answers: str | None) -> str:
    """The file of answers. Raises `StudybotError` `usage.answers` where none is named."""
    if answers is None:
        raise StudybotError("usage.answers", "which answers?", hint="name a file, or --interactive and a code")
    return answers


def lookup_for(codes: Codes, banks: Sequence[Path], environment: Environment) -> Lookup:
    """Finds variants among the banks of this machine, those that were named, and those that the codes name.

    Raises `StudybotError`.
    """
    name, secret = codes
    is_recipe = name is not None and name.endswith((".yaml", ".yml"))
    if secret is not None and not is_recipe:
        raise StudybotError("usage.secret", "--secret goes with the recipe of sheets", hint="name it with --codes")
    known = library(environment)
    sheets: dict[str, Numbered] = {}
    found: tuple[Path, ...] = ()
    if name is not None and is_recipe:
        sheets, found = _by_recipe(name, secret, banks, environment)
    elif name is not None:
        with opened(name, environment) as stream:
            sheets = read_index(stream, _called(name))
        files = {file for sheet in sheets.values() for file in sheet.files}
        unknown = (file for file in files if Path(file).stem not in known.names())
        found = banks_named(unknown, _called(name), Path() if name == _STREAM else Path(name).parent, banks)
    own = [*banks, *(file for file in found if file.stem not in known.names())]
    return Lookup((known.with_own(own) if own else known).entries(), sheets)


def _by_recipe(
    name: str, secret: Path | None, banks: Sequence[Path], environment: Environment
) -> tuple[dict[str, Numbered], tuple[Path, ...]]:
    """The sheets of a recipe by their bare codes, and the banks that it names. Raises `StudybotError`."""
    from studybot.cli.sheets.index import numbered_by
    from studybot.cli.sheets.options import secret_in
    from studybot.cli.sheets.recipes import file_named, recipe_of

    file = file_named([name])
    if file is None or file.kind is not RECIPE:
        hint = "an index.csv, or the recipe.yaml of the sheets"
        raise StudybotError("usage.codes", f"{name} has no codes of sheets", hint=hint)
    files = {asked.file for asked in recipe_of(file).questions if asked.file}
    found = banks_named(files, name, file.path.parent, banks)
    by_name = [*(each for bank in banks for each in bank_files(bank)), *found]
    return numbered_by(file, by_name, secret_in(secret), environment), found


@contextmanager
def opened(name: str, environment: Environment) -> Iterator[TextIO]:
    """A file, or standard input, to be read as rows. Raises `StudybotError`."""
    if name == _STREAM:
        yield environment.stdin
        return
    try:
        with Path(name).open(encoding="utf-8", errors="surrogateescape", newline="") as stream:
            yield stream
    except FileNotFoundError:
        raise StudybotError("usage.path", f"there is no file {name}") from None
    except (OSError, ValueError) as fault:
        told = fault.strerror if isinstance(fault, OSError) else fault
        raise StudybotError("failed.read", f"{name} cannot be read: {told}") from None


def _called(name: str) -> str:
    return "standard input" if name == _STREAM else name


def _former(rows: Iterable[Row], name: str) -> Iterator[tuple[str, str, str, str, float]]:
    for row in rows:
        student, variant, part, verdict, points = row.cells
        if not _POINTS.fullmatch(points):
            hint = "former results are what `studybot grade` wrote"
            told, place = f"these are no points: {points[:_SHOWN]}", Place(name, row.line, 1)
            raise StudybotError("answers.before", told, hint=hint, place=place)
        yield student_id(student), variant, part, verdict, float(points)


def _mark(collected: Collected, environment: Environment) -> None:
    bar = bar_beside("marking", environment)
    done = 0
    try:
        for marks in stream_over(cores(), grade_batch, collected.batches()):
            collected.keep(marks)
            done += len(marks)
            if bar is not None:
                bar(done, collected.count)
    finally:
        if bar is not None:
            bar.close()
    assert done == collected.count, "every answer has its mark"


def _write(files: Files, collected: Collected, environment: Environment) -> None:
    has_before = files.before is not None
    for name, fields, rows in (
        (files.results, Result._fields, collected.results()),
        (files.totals, Total._fields, collected.totals()),
    ):
        if name is None:
            continue
        columns = fields if has_before else fields[:-1]
        cut = (tuple(row)[: len(columns)] for row in rows)
        lines = _lines(name, columns, cut)
        if name == _STREAM:
            for written in lines:
                environment.stdout.write(written)
            environment.stdout.flush()
        else:
            write_whole(Path(name), lines)


def _lines(name: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    return (json_lines if name.lower().endswith(JSON_ENDINGS) else csv_lines)(columns, rows)


def _summary(files: Files, collected: Collected, returned: Returned, lookup: Lookup) -> Document:
    parts = list(collected.by_part())
    invalid = sum(part.invalid for part in parts)
    document = (
        *by_question(parts, list(collected.slips(_MOST_SLIPS))),
        *unreadable(
            collected.unreadable(_MOST_UNREADABLE),
            invalid,
            _called(files.answers),
            has_results=files.results is not None,
        ),
        Gap(),
    )
    count, first = collected.again()
    notes = list(_revised(collected, lookup))
    if count:
        were = "answer was" if count == 1 else "answers were"
        notes.append(f"{count:,} {were} given once more further on, where the last counts; the first: {first}.")
    if returned.strangers:
        stand = "answer stands" if returned.strangers == 1 else "answers stand"
        told = f"{returned.strangers:,} {stand} under another student than its sheet; the first:"
        notes.append(f"{told} {returned.first_stranger}.")
    alike = list(collected.alike())
    for one, other in alike[:_MOST_ALIKE]:
        notes.append(f"{one} and {other} are two students here: ids are compared letter by letter.")
    if len(alike) > _MOST_ALIKE:
        notes.append(f"So are {len(alike) - _MOST_ALIKE:,} more pairs that look the same.")
    written = [name for name in (files.results, files.totals) if name not in (None, _STREAM)]
    answers = "1 answer" if collected.count == 1 else f"{collected.count:,} answers"
    told = f"{answers} marked" + (f"; written to {' and '.join(written)}." if written else ".")
    before = changes(change_of(collected.changed()), *collected.unmatched()) if files.before is not None else ()
    return (*document, *before, *map(line, notes), line(told))


def _revised(collected: Collected, lookup: Lookup) -> Iterator[str]:
    """Questions that are others than when their codes were printed."""
    for entry, code in collected.revisions():
        question = lookup.entries[entry].question
        if code_of(question, 0).revision != read_code(code).revision:
            yield (
                f"{question.id} is another revision than when the code {code} was printed: where its givens have"
                " changed, so have the numbers."
            )

"""Many sheets at once: drawn, built, rendered and written, in as many processes as there are cores."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from studybot.bank.schema import Question
from studybot.formula.errors import StudybotError
from studybot.problem.derivation import Derivation
from studybot.sheets.building import Editions, Header
from studybot.sheets.files.recipe import Recipe, enclosed
from studybot.sheets.formats.output import Printer, write_whole
from studybot.sheets.prose import prose
from studybot.sheets.sheet import Edition
from studybot.sheets.versions import Version, drawn_version
from studybot.vetting.processes import spread_over

# Handed to a process at once: half a second of work, so that a bar moves and an end comes soon.
_AT_ONCE = 10


class Job(NamedTuple):
    """A version to be written, each edition to a file of its own; `student` and `student_id` are "" on one for all."""

    number: int
    version: Version
    student: str
    student_id: str
    files: tuple[tuple[Edition, Path], ...]


class Order(NamedTuple):
    """What the sheets of one run have in common. `name` is another one in every run."""

    name: str
    recipe: Recipe
    questions: tuple[Question, ...]
    ending: str


class Fault(NamedTuple):
    """A `StudybotError` on its way between processes."""

    code: str
    message: str
    hint: str | None


def print_all(order: Order, jobs: Sequence[Job], processes: int, progress: Callable[[int, int], None] | None) -> None:
    """Write every file of all jobs. Raises `StudybotError` at the first that cannot be written."""
    batches = [tuple(jobs[start : start + _AT_ONCE]) for start in range(0, len(jobs), _AT_ONCE)]
    done = 0
    if progress is not None:
        progress(0, len(jobs))
    try:
        for fault, batch in zip(_outcomes(order, batches, processes), batches, strict=True):
            if fault is not None:
                raise StudybotError(fault.code, fault.message, hint=fault.hint)
            done += len(batch)
            if progress is not None:
                progress(done, len(jobs))
    finally:
        if progress is not None:
            progress(len(jobs), len(jobs))


def _outcomes(order: Order, batches: Sequence[tuple[Job, ...]], processes: int) -> Iterator[Fault | None]:
    return spread_over(processes, partial(_printed, order), batches)


class _Room:
    """What is made ready once in each process."""

    def __init__(self, order: Order) -> None:
        self.name = order.name
        self.derivations = {question.id: Derivation.of(question) for question in order.questions}
        self.printer = Printer(enclosed(order.recipe))
        self.intro = prose(order.recipe.text)


_rooms: list[_Room] = []


def _room_for(order: Order) -> _Room:
    if not _rooms or _rooms[-1].name != order.name:
        _rooms[:] = [_Room(order)]
    return _rooms[-1]


def _printed(order: Order, jobs: Sequence[Job]) -> Fault | None:
    try:
        room = _room_for(order)
        for job in jobs:
            _print(order, room, job)
    except StudybotError as fault:
        return Fault(fault.code, fault.sentence(), None)
    return None


def _print(order: Order, room: _Room, job: Job) -> None:
    recipe = order.recipe
    sections = drawn_version(recipe, room.derivations, job.version)
    code = recipe.code(job.number).text
    header = Header(recipe.title, recipe.date, job.student, job.student_id, code, room.intro, recipe.layout)
    # Of what a secret keys nobody can look up the answers by the codes of its problems.
    editions = Editions(header, sections, with_codes=not recipe.secret)
    for edition, path in job.files:
        write_whole(path, room.printer.rendered(editions.edition(edition), order.ending))

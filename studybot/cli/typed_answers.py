"""What was typed from one paper, added to a file of answers that `studybot grade` marks with those of all others."""

from __future__ import annotations

from collections.abc import Sequence

from studybot.cli.whole_file import file_to_write, write_whole
from studybot.formula.errors import StudybotError
from studybot.sheets.grading.results import csv_lines

_COLUMNS = ("student", "code", "question", "part", "answer")


class TypedAnswers:
    """A CSV file that answers go to, for one student.

    Raises `StudybotError` `usage.path`, `usage.student`, `failed.read` before anything is typed.
    """

    def __init__(self, name: str, student: str) -> None:
        self.path = file_to_write(name)
        self._student = student
        if not student:
            raise StudybotError("usage.student", "whose paper is it?", hint="--student and the id")
        self._before()

    def _before(self) -> str:
        """What is in the file, which has the columns of answers; "" where there is none."""
        try:
            text = self.path.read_bytes().decode("utf-8-sig") if self.path.exists() else ""
        except (OSError, UnicodeDecodeError) as fault:
            raise StudybotError("failed.read", f"{self.path} cannot be read: {fault}") from None
        if text and text.splitlines()[0].strip() != ",".join(_COLUMNS):
            hint = f"its first line would be {','.join(_COLUMNS)}"
            raise StudybotError("usage.path", f"{self.path} is no file of answers", hint=hint)
        return text

    def add(self, code: str, answers: Sequence[tuple[str, str, str]]) -> None:
        """Add answers to a paper: number of the problem, letter of the part, text. Raises `StudybotError`."""
        before = self._before()
        rows = [(self._student, code, *answer) for answer in answers]
        header, *added = csv_lines(_COLUMNS, rows)
        ended = "" if not before or before.endswith("\n") else "\n"
        write_whole(self.path, [before or header, ended, *added])

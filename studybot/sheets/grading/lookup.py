"""What is meant by the code, the question and the part that stand beside an answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from studybot.bank.findings import nearest
from studybot.bank.library import Entry
from studybot.formula.errors import StudybotError
from studybot.problem.codes import Code, question_hash, read_code
from studybot.problem.part_letters import letter
from studybot.sheets.codes import looks_like_sheet_code
from studybot.sheets.files.index import Numbered, bare

# So much of a code, question or part is told where it is none.
_LONGEST = 60
# Codes that are remembered: those of a lecture hall, not those of a million papers.
_REMEMBERED = 20_000


class Asked(NamedTuple):
    """A variant: the place of its question among the entries, its seed, its code.

    `points` are those of its parts, and `student` is whose sheet it stands on, "" where nobody's. `number` is that of
    the problem on the sheet, 0 where it is asked by its own code.
    """

    entry: int
    seed: int
    code: str
    points: tuple[int, ...]
    student: str
    number: int = 0


class Lookup:
    """Finds variants among questions. `sheets` are those of an index, by their bare codes."""

    def __init__(self, entries: Iterable[Entry], sheets: Mapping[str, Numbered] | None = None) -> None:
        self.entries = tuple(entries)
        self.sheets = sheets or {}
        self._by_hash: dict[int, int] = {}
        for place, entry in enumerate(self.entries):
            self._by_hash.setdefault(question_hash(entry.id), place)
        self.variant = lru_cache(maxsize=_REMEMBERED)(self._variant)
        self.part = lru_cache(maxsize=_REMEMBERED)(self._part)
        self._points = lru_cache(maxsize=_REMEMBERED)(self._points_of)

    def problems(self, code: str) -> dict[int, Asked]:
        """All that a code names, by number: the problems of a sheet, or one variant. Raises `StudybotError`."""
        sheet = self.sheets.get(bare(code))
        if sheet is None:
            return {1: self._named(code)}
        return {number: self._at(sheet, number) for number in sorted(sheet.variants)}

    def _variant(self, code: str, question: str) -> Asked:
        """The variant that a code, and where that is a sheet's the question, names.

        `question` is a number on the sheet or an id, whose bank may be left out. Raises `StudybotError` (`code.*`,
        `answers.*`) without a place.
        """
        sheet = self.sheets.get(bare(code))
        if sheet is not None:
            return self._on(sheet, question)
        asked = self._named(code)
        if question and not _number(question) and not self._is(asked, question):
            told = f"{code} is a variant of {self.entries[asked.entry].id}, not of {_shown(question)}"
            raise StudybotError("answers.question", told)
        return asked

    def _on(self, sheet: Numbered, question: str) -> Asked:
        number = _number(question)
        numbers = ", ".join(map(str, sorted(sheet.variants))) or "none"
        if number:
            if number not in sheet.variants:
                hint = f"it has {numbers}"
                raise StudybotError("answers.question", f"the sheet {sheet.code} has no problem {number}", hint=hint)
            return self._at(sheet, number)
        if not question and len(sheet.variants) != 1:
            told = f"{sheet.code} is a sheet: which of its problems is answered?"
            raise StudybotError("answers.question", told, hint=f"question is one of {numbers}")
        asked = [self._at(sheet, number) for number in sheet.variants]
        found = [one for one in asked if not question or self._is(one, question)]
        if len(found) != 1:
            told = f"the sheet {sheet.code} has {'two problems' if found else 'no problem'} {_shown(question)}"
            raise StudybotError("answers.question", told, hint=f"it has {numbers}")
        return found[0]

    def _at(self, sheet: Numbered, number: int) -> Asked:
        """What a problem of a sheet asks."""
        try:
            asked = self._named(sheet.variants[number])
        except StudybotError as fault:
            told = f"problem {number} of the sheet {sheet.code}: {fault.message}"
            raise StudybotError("answers.index", told, hint=fault.hint) from None
        points = sheet.points.get(number, asked.points)
        if len(points) != len(asked.points):
            told = f"problem {number} of the sheet {sheet.code} has {len(asked.points)} parts"
            raise StudybotError("answers.index", f"{told}, and the index has points for {len(points)}")
        return asked._replace(points=points, student=sheet.student, number=number)

    def _named(self, code: str) -> Asked:
        read = self._read(code)
        place = self._by_hash.get(read.question)
        if place is None:
            hint = "a bank of your own is named with --bank"
            raise StudybotError("answers.code", f"no question of the banks has the code {read.text}", hint=hint)
        return Asked(place, read.seed, read.text, self._points(place), "")

    def _read(self, code: str) -> Code:
        """What a variant's code says. Raises `StudybotError` for one that is none, and for one of a sheet."""
        if not bare(code):
            raise StudybotError("answers.code", "no code is given", hint="it is printed at the head of the sheet")
        try:
            return read_code(bare(code))
        except StudybotError as fault:
            hint, is_of_sheet = fault.hint, looks_like_sheet_code(code)
            told = fault.message.replace(bare(code), _shown(code))
        if is_of_sheet and self.sheets:
            told, hint = f"no sheet of the index has the code {_shown(code)}", "compare it again"
        elif is_of_sheet:
            hint = "the code of a sheet needs its index: --codes index.csv"
        raise StudybotError("answers.code", told, hint=hint)

    def _points_of(self, entry: int) -> tuple[int, ...]:
        return tuple(part.points for part in self.entries[entry].question.parts)

    def _is(self, asked: Asked, question: str) -> bool:
        return question.casefold() in (known := self.entries[asked.entry].id, known.partition("/")[2])

    def _part(self, entry: int, part: str) -> int:
        """The place of a part, which is named by its id or letter, `b` or `(b)`, or is the only one.

        Raises `StudybotError` `answers.part`.
        """
        found = self.entries[entry]
        if part in found.parts:
            return found.parts.index(part)
        name = part.strip("(). ").casefold()
        known = {letter(place): place for place in range(len(found.parts))}
        known |= {one.casefold(): place for place, one in enumerate(found.parts)}
        if name in known:
            return known[name]
        if not name and len(found.parts) == 1:
            return 0
        told = f"{found.id} has no part {_shown(part)}" if name else f"{found.id} has several parts: which is answered?"
        hint = nearest(part, found.parts) if name else None
        raise StudybotError("answers.part", told, hint=hint or f"its parts: {', '.join(found.parts)}, or their letters")


# `3.0` is what a table with empty cells in the column makes of 3.
_NUMBER = re.compile(r"(?:problem|question|no\.|q|#)?[\s(]*(\d{1,4})(?:\.0)?[\s).:]*", re.ASCII)


def _number(question: str) -> int | None:
    """The number in `3`, `3.`, `(3)`, `Q3` or `Problem 3`; None where it is something else."""
    found = _NUMBER.fullmatch(question.casefold())
    return int(found[1]) if found else None


def _shown(text: str) -> str:
    """As much of a text as tells which it is."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."

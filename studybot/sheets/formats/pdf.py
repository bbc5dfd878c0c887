"""Sheets as PDF: set by the `typst` package from one template of ours, the sheet handed in as data.

The files are PDF/UA-1: tagged, with every formula also in words. The same sheet is the same bytes on every machine that
has the same `typst`: only the fonts that come with it are used, and the time in the file is fixed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from studybot.formula.errors import StudybotError
from studybot.sheets.formats.wording import SUBTITLES, between, depths, intro, text
from studybot.sheets.sheet import Edition, PartOnSheet, Problem, Section, Sheet
from studybot.show.typst import Data, text_data, to_data

if TYPE_CHECKING:
    import typst

TEMPLATE = Path(__file__).parent / "sheet.typ"
# The seconds since 1970 that each file says it was made at. The date of a sheet is what is printed on it.
_MADE_AT = 0
# Typst keeps what it has set until ten compilations have not asked for it again: 90 MB of sheets that all differ, and
# no more sheets a second than without. So many empty documents before each but the first, of 0.3 ms, leave 45 of them.
_EMPTY_BETWEEN = 3
# What the fonts that come with the package have between them: European and Semitic alphabets, and signs. The rest, such
# as Chinese, is spelled out: PDF/UA wants a shape for every character, and a box would tell nobody anything.
_STRANGE = re.compile(
    "[^ -~¡-¬\u00ae-\u0377\u0384-\u04ff\u0531-\u0556\u0559-\u058a\u0591-\u05c7\u05d0-\u05ea\u0621-\u063a\u0640-\u0655"
    "\u0660-\u066d\u10d0-\u10ff\u1d00-\u1ffe\u200b\u2010-\u2027\u2030-\u205e\u2070-\u209c\u20a0-\u20c0\u20d0-\u20f0"
    "\u2100-\u2151\u2153-\u2184\u2190-\u23ff\u2422\u2423\u2460-\u262f\u2638-\u268b\u27c0-\u2b73\ufb00-\ufb06"
    "\U0001d400-\U0001d7ff]"
)
# The fonts have a sign and a mark above it, and yet none of them may have both. Where that was so, a page is set again
# without marks and without alphabets that join their letters.
_DOUBTFUL = re.compile("[\u0300-\u036f\u0483-\u0489\u0591-\u0fff\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]")


class PdfMaker:
    """Sets sheets as PDF. One maker for many sheets saves the reading of the fonts and of the template."""

    def __init__(self) -> None:
        import typst  # a library of 80 MB

        self._fault = typst.TypstError
        fonts = typst.Fonts(include_system_fonts=False)
        self._typst: typst.Compiler = typst.Compiler(root=TEMPLATE.parent, font_paths=fonts, ignore_system_fonts=True)
        self._template = TEMPLATE.read_bytes()
        self._has_set = False

    def made(self, sheet: Sheet, attachment: tuple[str, bytes] | None = None) -> bytes:
        """The sheet as a PDF, with a file inside (its name and content) where one is given.

        Raises `StudybotError` (`pdf.failed`) where Typst refuses it.
        """
        data = _written(sheet_data(sheet))
        try:
            return self._compiled(data, attachment)
        except self._fault as fault:
            if "could not be displayed" not in fault.message:
                raise _failed(sheet, fault.message) from fault
        try:
            return self._compiled(_DOUBTFUL.sub(_spelled, data), attachment)
        except self._fault as fault:
            raise _failed(sheet, fault.message) from fault

    def _compiled(self, data: str, attachment: tuple[str, bytes] | None) -> bytes:
        for _ in range(_EMPTY_BETWEEN if self._has_set else 0):
            self._typst.compile(b"", format="svg")
        self._has_set = True
        # Its bytes as numbers, because files from outside have to be text here.
        attached = None if attachment is None else {"name": attachment[0], "content": [*attachment[1]]}
        files = {
            "main.typ": self._template,
            "sheet.json": data.encode("utf-8"),
            "attachment.json": json.dumps(attached).encode("utf-8"),
        }
        # Several files are taken, as the package's README says, and its types do not.
        compiled: Callable[..., object] = self._typst.compile
        pdf = compiled(files, format="pdf", pdf_standards=["ua-1"], timestamp=_MADE_AT)
        assert isinstance(pdf, bytes)
        return pdf


def is_spelled_out(text: str) -> bool:
    """Whether the fonts lack a sign of a text, which then stands there by its number."""
    return _STRANGE.search(text) is not None


def _failed(sheet: Sheet, message: str) -> StudybotError:
    return StudybotError("pdf.failed", f"the sheet {sheet.code} cannot be made a PDF: {message}")


def _written(data: Data) -> str:
    """JSON in which every character has a shape. Its own signs are ASCII, so that none of them can be meant."""
    return _STRANGE.sub(_spelled, json.dumps(data, ensure_ascii=False, separators=(",", ":")))


def _spelled(found: re.Match[str]) -> str:
    """A character in the way of `shown_safely`, its backslash as JSON wants it."""
    return rf"\\u{ord(found[0]):04x}"


def sheet_data(sheet: Sheet) -> Data:
    """The sheet as the template takes it: the fields of `Sheet`, documents as `show/typst.py` has them."""
    return {
        "edition": SUBTITLES[sheet.edition],
        "title": text_data(sheet.title),
        "date": text_data(sheet.date),
        "student": text_data(sheet.student),
        "student_id": text_data(sheet.student_id),
        "code": text_data(sheet.code),
        "points": sheet.points,
        "paper": {"a4": "a4", "letter": "us-letter"}[sheet.layout.paper],
        "intro": to_data(intro(sheet)),
        "sections": [_section(sheet, section, depth) for section, depth in depths(sheet)],
    }


def _section(sheet: Sheet, section: Section, depth: int) -> Data:
    return {
        "depth": depth,
        "new_page": section.on_new_page,
        "title": text_data(section.title),
        "text": to_data(between(sheet, section)),
        "problems": [_problem(sheet, problem) for problem in section.problems],
    }


def _problem(sheet: Sheet, problem: Problem) -> Data:
    return {
        "number": problem.number,
        "title": text_data(problem.title),
        "points": problem.points,
        "code": text_data(problem.code),
        "new_page": problem.on_new_page,
        "text": to_data(text(sheet, problem)),
        "parts": [_part(part, sheet.edition) for part in problem.parts],
    }


def _part(part: PartOnSheet, edition: Edition) -> Data:
    data: Data = {"letter": text_data(part.letter), "points": part.points}
    if edition != "key":
        data |= {"asked": to_data(part.asked), "options": to_data(part.options)}
    if edition == "sheet":
        return data | {"room": part.room, "blanks": [[*map(text_data, group)] for group in part.blanks]}
    data["answer"] = to_data(part.answer)
    return data if edition == "key" else data | {"steps": to_data(part.steps)}

"""Sheets as plain text, for a screen reader or a mail: lines of at most 100 characters, mathematics in ASCII."""

from __future__ import annotations

from studybot.sheets.formats.wording import (
    BLANK,
    SUBTITLES,
    between,
    fields,
    filled_in,
    heading,
    intro,
    points,
    printed,
    text,
)
from studybot.sheets.sheet import Problem, Sheet
from studybot.show.document import Block, Document, Gap, line
from studybot.show.plain import WIDTH, to_text


def sheet_text(sheet: Sheet) -> str:
    """The whole file."""
    subtitle = SUBTITLES[sheet.edition]
    blocks: list[Block] = [line(sheet.title), *((line(subtitle),) if subtitle else ()), Gap()]
    blocks += [line(f"{label}: {value or BLANK}") for label, value in fields(sheet)]
    blocks += _after_gap(intro(sheet))
    for section in sheet.sections:
        blocks += _after_gap((line(section.title),) if section.title else ())
        blocks += _after_gap(between(sheet, section))
        for problem in section.problems:
            blocks += _problem(sheet, problem)
    blocks += _after_gap((line(f"Code: {sheet.code}"),) if sheet.code else ())
    return to_text(tuple(blocks), WIDTH, fits=True)


def _problem(sheet: Sheet, problem: Problem) -> list[Block]:
    code = f" [{problem.code}]" if problem.code else ""
    said = f"{heading(problem)} ({points(problem.points)}){code}"
    blocks: list[Block] = [Gap(), Gap(), line(said), *_after_gap(text(sheet, problem))]
    for part in problem.parts:
        asked, options, room, blanks, answer, steps = printed(sheet, problem, part)
        blocks += [*_after_gap((*asked, *options)), *[Gap()] * room]
        blocks += _after_gap((line("   ".join(filled_in(blanks))),) if blanks else ())
        blocks += [*_after_gap(answer), *_after_gap(steps)]
    return blocks


def _after_gap(document: Document) -> Document:
    return (Gap(), *document) if document else ()

"""Sheets as Markdown that GitHub renders."""

from __future__ import annotations

from collections.abc import Iterator

from studybot.sheets.formats.wording import (
    BLANK,
    SUBTITLES,
    between,
    depths,
    fields,
    filled_in,
    heading,
    intro,
    points,
    printed,
    text,
)
from studybot.sheets.sheet import Problem, Sheet
from studybot.show.markdown import escaped, to_markdown

# A line to write on, once it is printed.
_LINE = "<br>"
_PARTED = "&emsp;"


def sheet_markdown(sheet: Sheet) -> str:
    """The whole file."""
    return "\n\n".join([piece.rstrip("\n") for piece in _pieces(sheet) if piece]) + "\n"


def _pieces(sheet: Sheet) -> Iterator[str]:
    """What empty lines part."""
    yield f"# {escaped(sheet.title.strip())}"
    if subtitle := SUBTITLES[sheet.edition]:
        yield f"**{subtitle}**"
    # Two blanks end a line.
    yield "  \n".join([f"{label}: {escaped(value.strip()) or BLANK}" for label, value in fields(sheet)])
    yield to_markdown(intro(sheet))
    for section, depth in depths(sheet):
        level = "##" + "#" * (depth - 1)
        if section.title:
            yield f"## {escaped(section.title.strip())}"
        yield to_markdown(between(sheet, section))
        for problem in section.problems:
            yield from _problem(sheet, problem, level)
    if sheet.code:
        yield f"---\n\nCode: {escaped(sheet.code.strip())}"


def _problem(sheet: Sheet, problem: Problem, level: str) -> Iterator[str]:
    yield f"{level} {escaped(heading(problem).rstrip())}"
    worth = points(problem.points)
    yield f"{worth} · {escaped(problem.code.strip())}" if problem.code else worth
    yield to_markdown(text(sheet, problem))
    for part in problem.parts:
        asked, options, room, blanks, answer, steps = printed(sheet, problem, part)
        yield to_markdown((*asked, *options))
        yield _LINE * room + _PARTED.join([escaped(group, begins=True) for group in filled_in(blanks)])
        yield to_markdown(answer)
        yield to_markdown(steps)

"""The files that an exam leaves: its report, and the recipe that draws it again."""

from __future__ import annotations

from datetime import date
from itertools import count
from pathlib import Path

from studybot.formula.safely import shown_safely
from studybot.show.document import Document, Gap, Paragraph, Words, line
from studybot.show.plain import to_text


def keep_report(folder: Path, day: date, report: Document, recipe: str, *, is_saved: bool) -> Document:
    """Write the report of an exam and the recipe beside it, named by the day and a number; returns what to say of it.

    Nothing that is there is written over. `is_saved`: whether the history has the marks.
    """
    try:
        # For its owner alone, like the history.
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        recipe_file = _written(folder, day, recipe)
        report_file = recipe_file.with_suffix(".txt")
        report_file.write_text(to_text(report), encoding="utf-8")
    except OSError as fault:
        reason = shown_safely(fault.strerror or str(fault))
        marks = "The marks are saved all the same." if is_saved else "The marks are not saved yet either."
        return (Gap(), line(f"The report cannot be written into {folder}: {reason}. {marks}"))
    return (
        Gap(),
        # Whole, so that a path can be copied.
        Paragraph((Words(f"This report: {report_file}"),), whole=True),
        Paragraph((Words(f"The same exam for somebody else: {recipe_file}"),), whole=True),
    )


def _written(folder: Path, day: date, recipe: str) -> Path:
    """A new file with the recipe."""
    for number in count(1):
        path = folder / f"{day}-{number}.yaml"
        if path.with_suffix(".txt").exists():
            continue
        try:
            with path.open("x", encoding="utf-8") as file:
                file.write(recipe)
        except FileExistsError:
            continue
        return path
    raise AssertionError("there is a next number")

"""Whether the values in what a student is asked look like values, also at the ends of what is drawn."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from studybot.bank.findings import Finding, Level
from studybot.bank.schema import Case, Constant, Pick
from studybot.formula.errors import StudybotError
from studybot.formula.shapes import NUMBER
from studybot.notation.plain import to_plain
from studybot.notation.tree import Matrix, Node, Number, Quantity
from studybot.show.amounts import value_of
from studybot.vetting.places import inside
from studybot.vetting.sample import Sample
from studybot.vetting.written import Written, placeholders, texts_of

# A matrix is computed with by hand: an entry such as 1,234.5 is the longest that one cares to copy.
_LONGEST_ENTRY = 7


def check_prompts(sample: Sample) -> list[Finding]:
    """Values in the text and the asks that show as 0 or as no number on some variant, and matrices of long entries.

    They are looked at where they are smallest and largest, since showing all of them would take minutes.
    """
    if not sample.sound.any():
        return []
    asked = [written for written in texts_of(sample.derivation.question) if written.asks]
    return [finding for written in asked for finding in _of_text(sample, written)]


def _of_text(sample: Sample, written: Written) -> Iterator[Finding]:
    shapes = sample.derivation.shapes.of
    for value in dict.fromkeys(placeholders(written.text)):
        sort = shapes.get(value.name, NUMBER).sort
        if value.name not in sample.values or sort not in ("number", "matrix"):
            continue
        at = inside(written.text.place, written.text.source, value.start)
        for seed in _extremes(sample, value.name):
            try:
                shown = value_of(sample.variant(seed), value.name, value.form)
            except StudybotError:  # reported where it arises: by the texts, or by the drawing
                break
            fault = _fault(shown)
            if fault is None or (fault[1] == "prompt-zero" and _is_meant(sample, value.name)):
                continue
            level, check, does, hint = fault
            message = f"{{{value.name}}} in {written.what} {does} with seed {seed}: {to_plain(shown)}"
            yield Finding(level, check, message, at, hint, sample.derivation.question.id)
            break


def _extremes(sample: Sample, name: str) -> list[int]:
    """The seeds with the smallest and the largest value, or entry, and the one nearest to 0 but not 0 in a matrix."""
    table = np.where(sample.sound[:, None], sample.table(name), np.nan)
    sizes = np.abs(table)
    if table.shape[1] > 1:
        sizes = np.where(sizes == 0, np.inf, sizes)
    rows = [int(np.nanargmin(sizes)), int(np.nanargmin(table)), int(np.nanargmax(table))]
    return list(dict.fromkeys(place // table.shape[1] for place in rows))


def _is_meant(sample: Sample, name: str) -> bool:
    """Whether a number that shows as 0 is 0, and meant to be: it is written down, or others lie on both sides of it."""
    values = sample.array(name)[sample.sound]
    derivation = sample.derivation
    given = derivation.given.get(derivation.columns.get(name, name))
    is_written = given is not None and isinstance(given.drawing, Pick | Constant | Case)
    return bool(np.abs(values).min() == 0 and (is_written or values.min() < 0 < values.max()))


def _fault(shown: Node) -> tuple[Level, str, str, str] | None:
    number = shown.number if isinstance(shown, Quantity) else shown
    hint = "a student cannot compute with it: change how it is drawn or shown"
    match number:
        case Matrix(rows):
            longest = max((to_plain(entry) for row in rows for entry in row), key=len)
            if len(longest) > _LONGEST_ENTRY:
                told = f"has {longest} for an entry"
                return "warning", "prompt-long", told, "nobody computes with that by hand: draw rounder numbers"
            return None
        case Number(digits):
            return None if digits.strip("0.") else ("warning", "prompt-zero", "shows as 0", hint)
    return "error", "prompt-overflow", "is not shown as a number", hint

"""Whether the values in what a student is asked look like values, also at the ends of what is drawn."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from studybot.bank.findings import Finding, Level
from studybot.formula.errors import StudybotError
from studybot.notation.plain import to_plain
from studybot.notation.tree import Node, Number, Quantity
from studybot.show.amounts import value_of
from studybot.vetting.places import inside
from studybot.vetting.sample import Sample
from studybot.vetting.written import Written, placeholders, texts_of


def check_prompts(sample: Sample) -> list[Finding]:
    """Values in the text and the asks that show as 0, or as no number, on some variant.

    They are looked at where they are smallest and largest, since showing all of them would take minutes.
    """
    if not sample.sound.any():
        return []
    asked = [written for written in texts_of(sample.derivation.question) if written.asks]
    return [finding for written in asked for finding in _of_text(sample, written)]


def _of_text(sample: Sample, written: Written) -> Iterator[Finding]:
    for value in dict.fromkeys(placeholders(written.text)):
        if value.name not in sample.derivation.names:
            continue
        at = inside(written.text.place, written.text.source, value.start)
        for seed in _extremes(sample, value.name):
            try:
                shown = value_of(sample.variant(seed), value.name, value.form)
            except StudybotError:  # reported where it arises: by the texts, or by the drawing
                break
            fault = _fault(shown)
            if fault is None:
                continue
            level, check, does = fault
            message = f"{{{value.name}}} in {written.what} {does} with seed {seed}: {to_plain(shown)}"
            hint = "a student cannot compute with it: change how it is drawn or shown"
            yield Finding(level, check, message, at, hint, sample.derivation.question.id)
            break


def _extremes(sample: Sample, name: str) -> list[int]:
    """The seeds with the smallest and the largest value, and the one nearest to 0."""
    values = np.where(sample.sound, sample.array(name), np.nan)
    seeds = (np.nanargmin(np.abs(values)), np.nanargmin(values), np.nanargmax(values))
    return list(dict.fromkeys(map(int, seeds)))


def _fault(shown: Node) -> tuple[Level, str, str] | None:
    number = shown.number if isinstance(shown, Quantity) else shown
    if not isinstance(number, Number):
        return "error", "prompt-overflow", "is not shown as a number"
    if not number.digits.strip("0."):
        return "warning", "prompt-zero", "shows as 0"
    return None

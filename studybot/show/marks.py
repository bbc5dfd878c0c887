"""A mark in single lines of ASCII: for the event log and for scripts."""

from __future__ import annotations

from studybot.marking.mark import Mark
from studybot.problem.variant import Variant
from studybot.show.document import Math
from studybot.show.plain import inline
from studybot.show.slips import clause_of


def reading_text(mark: Mark) -> str | None:
    """The reading of an answer; None where it could not be read."""
    if mark.reading is None:
        return None
    return inline((Math(mark.reading.node),))


def slip_text(variant: Variant, mark: Mark) -> str | None:
    """What was done, where a slip explains the answer."""
    return inline(clause_of(variant, mark.slip.closed)) if mark.slip else None

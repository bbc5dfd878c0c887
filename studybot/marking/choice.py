"""Marking a choice: of one option, or of as many as are right."""

from __future__ import annotations

from collections.abc import Sequence

from studybot.formula.errors import FormulaError
from studybot.marking.mark import Mark, Reading, Remark, WordsReading, invalid
from studybot.marking.picks import read_picks
from studybot.problem.options import Offer

_ALL = {"all", "all of them", "every", "everything"}
_NONE = {"none", "none of them", "nothing"}


def read_one(text: str, offers: Sequence[Offer]) -> tuple[Offer, WordsReading]:
    """The one option that an answer names. Raises `FormulaError`."""
    picks = read_picks(text, offers, single=True)
    if len(picks) > 1:
        raise FormulaError("options.several", "one option is asked for", text, 0, len(text), hint="give one letter")
    return picks[0], WordsReading(text, picks[0].letter)


def mark_one(answer: str, offers: Sequence[Offer]) -> Mark:
    """The mark of one choice."""
    try:
        pick, reading = read_one(answer, offers)
    except FormulaError as fault:
        return invalid(fault)
    if pick.holds:
        return Mark("correct", 1.0, reading)
    return Mark("wrong", 0.0, reading, (Remark("choice", f"{pick.letter} is not it"),))


def read_several(text: str, offers: Sequence[Offer]) -> tuple[tuple[Offer, ...], WordsReading]:
    """The options that an answer names; `none` and `all` are words for that. Raises `FormulaError`."""
    word = " ".join(text.split()).strip(" .").casefold()
    if word in _NONE:
        return (), WordsReading(text, "none of them")
    picks = tuple(offers) if word in _ALL else read_picks(text, offers)
    in_order = [offer for offer in offers if offer in picks]
    return tuple(in_order), WordsReading(text, " ".join(offer.letter for offer in in_order))


def mark_several(answer: str, offers: Sequence[Offer]) -> Mark:
    """The mark of a choice of several: right where exactly those are named that are right."""
    reading: Reading
    try:
        picks, reading = read_several(answer, offers)
    except FormulaError as fault:
        return invalid(fault)
    wrong = sum(not offer.holds for offer in picks)
    missing = sum(offer.holds for offer in offers) - (len(picks) - wrong)
    if not wrong and not missing:
        return Mark("correct", 1.0, reading)
    remarks = [Remark("choice", f"{wrong} of yours {'is' if wrong == 1 else 'are'} wrong")] if wrong else []
    remarks += [Remark("choice-missing", f"{missing} {'is' if missing == 1 else 'are'} missing")] if missing else []
    return Mark("wrong", 0.0, reading, tuple(remarks))

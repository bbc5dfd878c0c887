"""Marking an order against what each step needs before it, so that steps which may stand either way both count."""

from __future__ import annotations

from collections.abc import Sequence

from studybot.formula.errors import FormulaError
from studybot.marking.mark import Mark, Remark, WordsReading, invalid
from studybot.marking.picks import read_picks
from studybot.problem.options import Offer, stands_right


def read_order(text: str, offers: Sequence[Offer]) -> tuple[tuple[Offer, ...], WordsReading]:
    """The steps in the order in which an answer names them. Raises `FormulaError`."""
    picks = read_picks(text, offers)
    return picks, WordsReading(text, " ".join(offer.letter for offer in picks))


def mark_order(answer: str, offers: Sequence[Offer]) -> Mark:
    """The mark of an order. What is wrong with it is told without telling what would be right."""
    try:
        picks, reading = read_order(answer, offers)
    except FormulaError as fault:
        return invalid(fault)
    missing = sum(offer.holds for offer in offers) - sum(offer.holds for offer in picks)
    if not missing and stands_right(picks):
        return Mark("correct", 1.0, reading)
    remarks = []
    if strange := sum(not offer.holds for offer in picks):
        remarks.append(Remark("order-strange", f"{strange} {'does' if strange == 1 else 'do'} not belong to it"))
    if missing:
        remarks.append(Remark("order-missing", f"{missing} {'is' if missing == 1 else 'are'} missing"))
    if early := _too_early(picks):
        remarks.append(Remark("order-early", f"{early.letter} stands before something that it needs"))
    return Mark("wrong", 0.0, reading, tuple(remarks))


def _too_early(picks: Sequence[Offer]) -> Offer | None:
    """The first step that is named before another one which it comes after."""
    named = {offer.key for offer in picks}
    before: set[str] = set()
    for offer in picks:
        if offer.holds and not before.issuperset(named.intersection(offer.after)):
            return offer
        before.add(offer.key)
    return None

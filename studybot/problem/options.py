"""The options that a part of a variant offers: which of them, in which order, in which wording."""

from __future__ import annotations

from dataclasses import dataclass

from studybot.bank.schema import Part, Text
from studybot.problem.variant import Variant


@dataclass(frozen=True, slots=True)
class Offer:
    """An option as it is put to the student.

    `letter` names it on the screen, `key` in the bank. `holds`: it is right (true, or belongs to the order). `reasons`
    are what to pick from as to why, in a drawn order, and `reason` is the place of the right one; empty and None where
    none are asked for.
    """

    letter: str
    key: str
    text: Text
    holds: bool
    because: Text | None
    after: tuple[str, ...] = ()
    reasons: tuple[Text, ...] = ()
    reason: int | None = None


def offers_of(variant: Variant, part: Part) -> tuple[Offer, ...]:
    """What a part with choices, a row to choose or an order offers on a variant; nothing for other parts."""
    raise NotImplementedError

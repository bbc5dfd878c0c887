"""Marking statements: each is judged true or false, and then the reason of each is picked from those offered."""

from __future__ import annotations

import re
from collections.abc import Sequence

from studybot.formula.errors import FormulaError
from studybot.marking.mark import Mark, Remark, WordsReading, invalid
from studybot.marking.reading import check_length
from studybot.marking.truth import SPELLINGS
from studybot.problem.options import Offer

_WORD = re.compile(r"[A-Za-z]+|[0-9]+")
# Judging rightly is half of the answer where reasons are asked for.
_FIRST_HALF = 0.5


def read_statements(text: str, offers: Sequence[Offer]) -> tuple[list[bool], list[int], WordsReading]:
    """What an answer says of each statement, and the places of the reasons (from 0) that it picks; none so far.

    `T T F F`, `TTFF`, `true, false`, `a) T, b) F`, and behind them a number for each statement that has reasons:
    `T F 2 1`. Raises `FormulaError`.
    """
    check_length(text)
    judged: list[bool] = []
    numbers: list[tuple[int, re.Match[str]]] = []
    for match in _WORD.finditer(text):
        word = match.group().casefold()
        if word.isdigit():
            numbers.append((int(word[:3]), match))
        elif numbers:
            message = "the reasons come after all that is true or false"
            raise FormulaError("statements.order", message, text, match.start(), match.end())
        elif word in SPELLINGS:
            judged.append(SPELLINGS[word])
        elif set(word) <= {"t", "f"}:
            judged += [char == "t" for char in word]
        elif len(judged) < len(offers) and word == offers[len(judged)].letter:
            continue
        else:
            message = f"{match.group()} is neither true nor false"
            raise FormulaError("truth.unknown", message, text, match.start(), match.end(), hint=_hint(offers))
    if len(judged) != len(offers):
        many = "1 statement" if len(offers) == 1 else f"{len(offers)} statements"
        message = f"there {'is' if len(offers) == 1 else 'are'} {many} to judge, and this judges {len(judged)}"
        raise FormulaError("statements.count", message, text, 0, max(len(text), 1), hint=_hint(offers))
    reasons = _reasons(text, numbers, offers)
    shown = " ".join("true" if holds else "false" for holds in judged)
    if reasons:
        shown += ", because of " + " ".join(str(place + 1) for place in reasons)
    return judged, reasons, WordsReading(text, shown)


def _reasons(text: str, numbers: list[tuple[int, re.Match[str]]], offers: Sequence[Offer]) -> list[int]:
    asked = [offer for offer in offers if offer.reason is not None]
    if not numbers:
        return []
    if len(numbers) == 1 and len(numbers[0][1].group()) == len(asked):
        # `21` for `2 1`
        numbers = [(int(digit), numbers[0][1]) for digit in numbers[0][1].group()]
    if len(numbers) != len(asked):
        many = "1 reason is" if len(asked) == 1 else f"{len(asked) or 'no'} reasons are"
        message = f"{many} to be picked, and this picks {len(numbers)}"
        hint = "give one number for each" if asked else None
        start, end = numbers[0][1].start(), numbers[-1][1].end()
        raise FormulaError("statements.reasons", message, text, start, end, hint=hint)
    for (number, match), offer in zip(numbers, asked, strict=True):
        if not 1 <= number <= len(offer.reasons):
            message = f"statement {offer.letter} has the reasons 1 to {len(offer.reasons)}"
            raise FormulaError("statements.reasons", message, text, match.start(), match.end())
    return [number - 1 for number, _ in numbers]


def _hint(offers: Sequence[Offer]) -> str:
    return f"answer {' '.join('T' if place % 2 == 0 else 'F' for place in range(len(offers)))}, for example"


def mark_statements(answer: str, offers: Sequence[Offer]) -> Mark:
    """The mark of judged statements. Judged rightly without the reasons that are asked for is half an answer."""
    try:
        judged, reasons, reading = read_statements(answer, offers)
    except FormulaError as fault:
        return invalid(fault)
    wrong = sum(said != offer.holds for said, offer in zip(judged, offers, strict=True))
    if wrong:
        remark = Remark("statements", f"{wrong} of the {len(offers)} {'is' if wrong == 1 else 'are'} judged wrongly")
        return Mark("wrong", 0.0, reading, (remark,))
    asked = [offer for offer in offers if offer.reason is not None]
    if not asked:
        return Mark("correct", 1.0, reading)
    if not reasons:
        missing = Remark("reasons-missing", "the reasons are missing")
        return Mark("correct", _FIRST_HALF, reading, (missing,), further=True)
    other = sum(place != offer.reason for place, offer in zip(reasons, asked, strict=True))
    if other:
        told = f"true and false are right, but {other} of the reasons {'is' if other == 1 else 'are'} not"
        return Mark("wrong", _FIRST_HALF, reading, (Remark("reasons", told),))
    return Mark("correct", 1.0, reading)

"""Marking statements: each is judged true or false, and then the reason of each is picked from those offered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from studybot.formula.errors import FormulaError
from studybot.marking.mark import Mark, Remark, WordsReading, invalid
from studybot.marking.reading import check_length
from studybot.marking.truth import SPELLINGS
from studybot.problem.options import Offer

# A dash or underscore that stands alone is a reason left out; inside `T-F` it only separates.
_TOKEN = re.compile(r"[A-Za-z]+|[0-9]+|(?<![^\s,;:()\[\]])[-_–—−]+(?![^\s,;.()\[\]])")
_JOINING = ("reason", "reasons", "because", "of")
# What stands behind a letter that names a statement, also where the letter alone would be an answer, as f is.
_JUDGED_NEXT = re.compile(r"[).:]\s*[A-Za-z]")
_REASON_NEXT = re.compile(r"[).:=\s]*[0-9_–—−-]")
# Judging rightly is half of the answer where reasons are asked for.
_FIRST_HALF = 0.5


class Judgement(NamedTuple):
    """What an answer says: which statements hold, and the place (from 0) of the reason of each that asks for one.

    A reason that is left out is None. Of some that stand behind everything, and are too few, nobody knows whose they
    are: then all are None, and only the first `missing` of them were not given.
    """

    holds: list[bool]
    reasons: list[int | None]
    missing: int
    reading: WordsReading


class _Pick(NamedTuple):
    """A number of a reason, and the place of the statement behind which it stands; no number where a dash stands."""

    statement: int
    match: re.Match[str]
    number: int | None


def read_statements(text: str, offers: Sequence[Offer]) -> Judgement:
    """What an answer says of each statement, and the reasons that it picks.

    `T T F F`, `TTFF`, `true, false`, `a) T, b) F`, with the number of a reason behind each (`a) T 2, b) F 1`, `T2 F1`)
    or all of them behind everything (`T F 2 1`); `-` is a reason left out. Raises `FormulaError`.
    """
    check_length(text)
    holds, picks, each = _tokens(text, offers)
    if len(holds) != len(offers):
        many = "1 statement" if len(offers) == 1 else f"{len(offers)} statements"
        message = f"there {'is' if len(offers) == 1 else 'are'} {many} to judge, and this judges {len(holds)}"
        raise FormulaError("statements.count", message, text, 0, max(len(text), 1), hint=_hint(offers))
    judged = " ".join("true" if one else "false" for one in holds)
    asked = [place for place, offer in enumerate(offers) if offer.reason is not None]
    if all(pick.number is None for pick in picks):
        return Judgement(holds, [None] * len(asked), len(asked), WordsReading(text, judged))
    picks = _behind_each(text, picks, offers) if each else _behind_all(text, picks, offers, asked)
    given = {pick.statement: pick.number for pick in picks}
    is_known = each or len(picks) == len(asked)
    reasons = [given[place] if is_known and place in given else None for place in asked]
    missing = len(asked) - sum(pick.number is not None for pick in picks)
    told = reasons if is_known else [pick.number for pick in picks]
    shown = " ".join("-" if number is None else str(number) for number in told)
    shown = f"{judged}, because of {shown}"
    if missing:
        shown += f"; {missing} {'is' if missing == 1 else 'are'} missing"
    # What was judged is what another try at the reasons goes on from.
    reading = WordsReading(judged if missing else text, shown)
    return Judgement(holds, [None if number is None else number - 1 for number in reasons], missing, reading)


def _tokens(text: str, offers: Sequence[Offer]) -> tuple[list[bool], list[_Pick], bool]:
    """What is true, the numbers of reasons, and whether each of these stands behind its statement, or its letter."""
    holds: list[bool] = []
    picks: list[_Pick] = []
    letters = {offer.letter: place for place, offer in enumerate(offers)}
    statement, each = -1, False
    for match in _TOKEN.finditer(text):
        word = match.group().casefold()
        if not word.isalpha():
            if word.isdigit() and not holds:
                message = "a reason stands behind what is true or false"
                raise FormulaError("statements.order", message, text, match.start(), match.end())
            if holds:
                picks.append(_Pick(statement, match, int(word[:3]) if word.isdigit() else None))
        elif word in _JOINING or _is_label(word, text[match.end() :], len(holds), offers):
            continue
        elif len(holds) == len(offers) and word in letters and _REASON_NEXT.match(text, match.end()):
            statement, each = letters[word], True
        elif word in SPELLINGS or set(word) <= {"t", "f"}:
            each = each or any(pick.number is not None for pick in picks)
            holds += [SPELLINGS[word]] if word in SPELLINGS else [char == "t" for char in word]
            statement = len(holds) - 1
        else:
            message = f"{match.group()} is neither true nor false"
            raise FormulaError("truth.unknown", message, text, match.start(), match.end(), hint=_hint(offers))
    return holds, picks, each or _leaves_out(picks, offers)


def _leaves_out(picks: Sequence[_Pick], offers: Sequence[Offer]) -> bool:
    """Whether a dash behind one statement leaves its reason out, since a single number stands behind the last one."""
    numbers = [pick for pick in picks if pick.number is not None]
    if len(numbers) != 1 or len(numbers[0].match.group()) > 1 or numbers[0].statement >= len(offers):
        return False
    return picks[0].statement < numbers[0].statement and bool(offers[numbers[0].statement].reasons)


def _is_label(word: str, rest: str, place: int, offers: Sequence[Offer]) -> bool:
    """Whether a word is the letter of the statement that is judged next."""
    if place >= len(offers) or word != offers[place].letter:
        return False
    return word not in SPELLINGS or _JUDGED_NEXT.match(rest) is not None


def _behind_each(text: str, picks: Sequence[_Pick], offers: Sequence[Offer]) -> list[_Pick]:
    """The numbers that stand behind their statements. Raises `FormulaError`."""
    found: list[_Pick] = []
    for pick in picks:
        if pick.number is None:
            continue
        offer = offers[pick.statement]
        _check_number(pick, offer, text)
        if found and found[-1].statement == pick.statement:
            message = f"one reason is to be picked for statement {offer.letter}, and this picks two"
            start, end = found[-1].match.start(), pick.match.end()
            raise FormulaError("statements.reasons", message, text, start, end)
        found.append(pick)
    return found


def _behind_all(text: str, picks: Sequence[_Pick], offers: Sequence[Offer], asked: Sequence[int]) -> list[_Pick]:
    """The numbers that stand behind everything: for each statement that asks for a reason, or too few.

    Raises `FormulaError`.
    """
    most = max((len(offers[place].reasons) for place in asked), default=0)
    numbers = [pick for pick in picks if pick.number is not None]
    digits = numbers[0].match.group()
    if len(numbers) == 1 < len(digits) <= len(asked) and (len(digits) == len(asked) or int(digits) > most):
        # `21` for `2 1`
        numbers = [numbers[0]._replace(number=int(digit)) for digit in digits]
    last = [pick for pick in picks if pick.statement == len(offers) - 1]
    # Dashes count where they stand for what is left out, and not where they only separate.
    found = last if len(numbers) < len(asked) == len(last) else numbers
    if len(found) > len(asked):
        many = "1 reason is" if len(asked) == 1 else f"{len(asked) or 'no'} reasons are"
        message = f"{many} to be picked, and this picks {len(found)}"
        hint = "give one number for each" if asked else None
        start, end = found[0].match.start(), found[-1].match.end()
        raise FormulaError("statements.reasons", message, text, start, end, hint=hint)
    if len(found) < len(asked):
        longest = next(offers[place] for place in asked if len(offers[place].reasons) == most)
        for pick in found:
            _check_number(pick, longest, text)
        return found
    placed = [pick._replace(statement=place) for pick, place in zip(found, asked, strict=True)]
    for pick in placed:
        _check_number(pick, offers[pick.statement], text)
    return placed


def _check_number(pick: _Pick, offer: Offer, text: str) -> None:
    """Raises `FormulaError` for the number of a reason that a statement has not."""
    if pick.number is None or 1 <= pick.number <= len(offer.reasons):
        return
    message = f"statement {offer.letter} has the reasons 1 to {len(offer.reasons)}"
    if not offer.reasons:
        message = f"no reason is to be picked for statement {offer.letter}"
    raise FormulaError("statements.reasons", message, text, pick.match.start(), pick.match.end())


def _hint(offers: Sequence[Offer]) -> str:
    return f"answer {' '.join('T' if place % 2 == 0 else 'F' for place in range(len(offers)))}, for example"


def mark_statements(answer: str, offers: Sequence[Offer]) -> Mark:
    """The mark of judged statements. Judged rightly without all the reasons that are asked for is half an answer."""
    try:
        holds, reasons, missing, reading = read_statements(answer, offers)
    except FormulaError as fault:
        return invalid(fault)
    wrong = sum(said != offer.holds for said, offer in zip(holds, offers, strict=True))
    if wrong:
        remark = Remark("statements", f"{wrong} of the {len(offers)} {'is' if wrong == 1 else 'are'} judged wrongly")
        return Mark("wrong", 0.0, reading, (remark,))
    asked = [offer.reason for offer in offers if offer.reason is not None]
    other = sum(picked is not None and picked != right for picked, right in zip(reasons, asked, strict=True))
    if other:
        told = f"true and false are right, but {other} of the reasons {'is' if other == 1 else 'are'} not"
        told += f", and {missing} {'is' if missing == 1 else 'are'} missing" if missing else ""
        return Mark("wrong", _FIRST_HALF, reading, (Remark("reasons", told),))
    if missing:
        told = f"{missing} of the {len(asked)} reasons {'is' if missing == 1 else 'are'} missing"
        few = Remark("reasons-few", told)
        none = Remark("reasons-missing", "the reasons are missing")
        return Mark("correct", _FIRST_HALF, reading, (few if missing < len(asked) else none,), further=True)
    return Mark("correct", 1.0, reading)

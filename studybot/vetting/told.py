"""Whether a student is told what an answer needs: values, or the symbols that it is to be written in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from studybot.bank.findings import Finding
from studybot.bank.schema import Block, Case, Constant, Datum, Given, Part, Text
from studybot.problem.derivation import Derivation
from studybot.vetting.outside import from_outside
from studybot.vetting.symbols import in_letters
from studybot.vetting.written import texts_of, told_in

_DIGITS = re.compile(r"[0-9][0-9.,]*(?:e[-+]?[0-9]+)?")


def check_told(derivation: Derivation) -> list[Finding]:
    """Givens that an answer needs but neither the text nor an ask up to its part tells.

    What an expression is written in has to stand there as a symbol, everything else as a value.
    """
    told: list[Text] = [derivation.question.text]
    reported: set[str] = set()
    findings = []
    for part in derivation.question.parts:
        told.append(part.ask)
        for name in from_outside(derivation, part.id) if part.answer is not None else ():
            as_symbol = name in derivation.symbols or name in part.names
            if name in reported or _is_told(derivation, name, told, as_symbol):
                continue
            reported.add(name)
            findings.append(_untold(derivation, part, name, as_symbol))
    return findings


def _is_told(derivation: Derivation, name: str, told: Sequence[Text], as_symbol: bool) -> bool:
    if any(name in told_in(text) for text in told):
        return True
    if as_symbol:
        return any(in_letters(derivation, name, text) for text in told)
    if any(name in (given.shape or ()) for given in derivation.question.given):
        return True  # the matrix of that size shows it
    drawn_by = derivation.given[derivation.columns.get(name, name)]
    match drawn_by.drawing:
        case Case(rows):
            # A row's own text may tell its figures in words.
            return any(drawn_by.name in told_in(text) for text in told) and all(
                row.says is not None and _number_in(row.says.source, row.columns[name]) for row in rows
            )
        case Constant(datum):
            return any(_number_in(text, datum) for text in _asked(derivation))
    return False


def _asked(derivation: Derivation) -> list[str]:
    return [written.text.source for written in texts_of(derivation.question) if written.asks]


def _number_in(text: str, datum: Datum | Block) -> bool:
    """Whether a text has the number of a datum in it, as its author wrote it."""
    if isinstance(datum, Block):
        return False
    number = _DIGITS.search(datum.text)
    return number is not None and number[0] in _DIGITS.findall(text.replace("{,}", ""))


def _untold(derivation: Derivation, part: Part, name: str, as_symbol: bool) -> Finding:
    given: Given = derivation.given[derivation.columns.get(name, name)]
    question = derivation.question
    if as_symbol:
        message = f"{part.id} is written in {name}, but neither the text nor an ask up to {part.id} speaks of it"
        hint = "say in the text what it is, with its symbol between dollar signs"
        return Finding("error", "untold", message, given.place, hint, question.id)
    message = f"{part.id} needs {name}, but neither the text nor an ask up to {part.id} tells it to the student"
    later = [other.id for other in question.parts if name in told_in(other.ask)]
    if later:
        message = f"{part.id} needs {name}, which the student is told only afterwards, in the ask of {later[0]}"
    return Finding("error", "untold", message, given.place, f"put {{{name}}} into the text", question.id)

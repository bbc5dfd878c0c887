"""Whether every name has a use, and whether a student is told what an answer needs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studybot.bank.findings import Finding
from studybot.bank.schema import Block, Case, Constant, Datum, Given, Part
from studybot.formula.tree import Name, Node, names_in
from studybot.problem.derivation import Derivation
from studybot.vetting.written import texts_of, told_in

_DIGITS = re.compile(r"[0-9][0-9.,]*(?:e[-+]?[0-9]+)?")


def check_unused(derivation: Derivation) -> list[Finding]:
    """Givens and work that no answer, slip, condition or text uses."""
    used = _used(derivation)
    question = derivation.question
    findings = []
    for given in question.given:
        columns = given.drawing.rows[0].columns if isinstance(given.drawing, Case) else {}
        if given.name not in used and used.isdisjoint(columns):
            message = f"nothing uses the given {given.name}"
            hint = "use it, tell it in the text, or leave it out"
            findings.append(Finding("warning", "unused", message, given.place, hint, question.id))
    for given in question.given:
        findings += _distractors(derivation, given)
    for part in question.parts:
        for work in part.work:
            if work.name not in used:
                message = f"nothing uses {work.name}, which is worked out on the way to {part.id}"
                hint = "let the answer use it, or leave it out"
                findings.append(Finding("warning", "unused", message, work.place, hint, question.id))
    return findings


def _distractors(derivation: Derivation, given: Given) -> list[Finding]:
    """A given that is told and not needed, unless its author says so; and one that is said to be, and is needed."""
    question = derivation.question
    needed = derivation.needed(*(Name(part.id) for part in question.parts))
    slips = derivation.needed(*(slip.gives.tree for part in question.parts for slip in part.slips))
    if isinstance(given.drawing, Case):
        return []
    told = any(given.name in told_in(written.text) for written in texts_of(question))
    if given.distractor and given.name in needed:
        message, hint = f"{given.name} is called a distractor, but an answer needs it", "leave distractor out"
    elif told and not given.distractor and given.name not in needed | slips:
        message, hint = f"{given.name} is told, but no answer needs it", "write distractor: true if that is meant"
    else:
        return []
    return [Finding("warning", "distractor", message, given.place, hint, question.id)]


def _used(derivation: Derivation) -> frozenset[str]:
    question = derivation.question
    formulas: list[Node] = [Name(part.id) for part in question.parts]
    formulas += [slip.gives.tree for part in question.parts for slip in part.slips]
    if question.where is not None:
        formulas.append(question.where.tree)
    told = {name for written in texts_of(question) for name in told_in(written.text)}
    return derivation.needed(*formulas, *(Name(name) for name in told)) | told


def check_told(derivation: Derivation) -> list[Finding]:
    """Givens that an answer needs but neither the text nor an ask up to its part tells."""
    told = set(told_in(derivation.question.text))
    reported: set[str] = set()
    findings = []
    for part in derivation.question.parts:
        told |= told_in(part.ask)
        for name in _from_outside(derivation, part):
            if name in reported or _is_told(derivation, name, told):
                continue
            reported.add(name)
            findings.append(_untold(derivation, part, name))
    return findings


def _from_outside(derivation: Derivation, part: Part) -> Iterator[str]:
    """The givens that a part's answer needs, each once; what is behind a computed given need not be known."""
    seen: set[str] = set()
    waiting = [part.id]
    while waiting:
        name = waiting.pop(0)
        if name in seen or (name not in derivation.names):
            continue
        seen.add(name)
        link = derivation.link.get(name)
        if link is None or link.part is None:
            yield name
            continue
        waiting += [other for other in names_in(link.tree) if other not in link.at]
        waiting += [other for formula in link.at.values() for other in names_in(formula.tree)]


def _is_told(derivation: Derivation, name: str, told: set[str]) -> bool:
    if name in told:
        return True
    drawn_by = derivation.given[derivation.columns.get(name, name)]
    match drawn_by.drawing:
        case Case(rows):
            # A row's own text may tell its figures in words.
            return drawn_by.name in told and all(
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


def _untold(derivation: Derivation, part: Part, name: str) -> Finding:
    given: Given = derivation.given[derivation.columns.get(name, name)]
    message = f"{part.id} needs {name}, but neither the text nor an ask up to {part.id} tells it to the student"
    later = [other.id for other in derivation.question.parts if name in told_in(other.ask)]
    if later:
        message = f"{part.id} needs {name}, which the student is told only afterwards, in the ask of {later[0]}"
    hint = f"put {{{name}}} into the text"
    return Finding("error", "untold", message, given.place, hint, derivation.question.id)

"""Whether every name has a use."""

from __future__ import annotations

from studybot.bank.findings import Finding
from studybot.bank.schema import Case, Choices, Given, Part, Question, RowChoice, Rubric, Spellings
from studybot.formula.tree import Name, Node
from studybot.problem.derivation import Derivation
from studybot.vetting.symbols import in_letters
from studybot.vetting.written import Written, texts_of, told_in


def check_unused(derivation: Derivation) -> list[Finding]:
    """Givens and work that no answer, slip, condition, text or size of a matrix uses."""
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
        # Where there are options or words to answer with, the work is shown for its own sake.
        for work in part.work if part.task is None else ():
            if work.name not in used:
                message = f"nothing uses {work.name}, which is worked out on the way to {part.id}"
                hint = "let the answer use it, or leave it out"
                findings.append(Finding("warning", "unused", message, work.place, hint, question.id))
    return findings


def _distractors(derivation: Derivation, given: Given) -> list[Finding]:
    """A given that is told and not needed, unless its author says so; and one that is said to be, and is needed.

    What options or words are to be judged by, nobody can see from formulas.
    """
    question = derivation.question
    if isinstance(given.drawing, Case):
        return []
    needed = _needed(derivation, *(tree for part in question.parts for tree in _asked_for(part)))
    told = any(given.name in told_in(written.text) for written in texts_of(question) if not written.judged)
    if given.distractor and given.name in needed:
        message, hint = f"{given.name} is called a distractor, but an answer needs it", "leave distractor out"
    elif told and not given.distractor and not _is_judged(question) and given.name not in needed | _of_use(derivation):
        message, hint = f"{given.name} is told, but no answer needs it", "write distractor: true if that is meant"
    else:
        return []
    return [Finding("warning", "distractor", message, given.place, hint, question.id)]


def _is_judged(question: Question) -> bool:
    return any(isinstance(part.task, Choices | RowChoice | Rubric | Spellings) for part in question.parts)


def _asked_for(part: Part) -> tuple[Node, ...]:
    """What an answer is made of."""
    return (*([Name(part.id)] if part.answer is not None else []), *map(Name, part.names))


def _of_use(derivation: Derivation) -> frozenset[str]:
    """What slips and options have to do with."""
    question = derivation.question
    slips = [derivation.ready(slip.gives.tree) for part in question.parts for slip in part.slips]
    judged = {name for written in texts_of(question) if written.judged for name in told_in(written.text)}
    return _needed(derivation, *slips, *map(Name, judged))


def _used(derivation: Derivation) -> frozenset[str]:
    question = derivation.question
    written = list(texts_of(question))
    formulas = [tree for part in question.parts for tree in _asked_for(part)]
    formulas += [derivation.ready(slip.gives.tree) for part in question.parts for slip in part.slips]
    if derivation.condition is not None:
        formulas.append(derivation.condition)
    told = {name for each in written for name in told_in(each.text)}
    told |= {part.task.case for part in question.parts if isinstance(part.task, RowChoice)}
    told |= {name for name in derivation.symbols if _stands_in(derivation, name, written)}
    return _needed(derivation, *formulas, *map(Name, told))


def _stands_in(derivation: Derivation, name: str, written: list[Written]) -> bool:
    return any(in_letters(derivation, name, each.text) for each in written)


def _needed(derivation: Derivation, *trees: Node) -> frozenset[str]:
    """Every name that formulas depend on, the sizes of their matrices included."""
    found = derivation.needed(*trees)
    shapes = [given.shape or () for given in derivation.question.given if given.name in found]
    return found | {size for shape in shapes for size in shape if isinstance(size, str)}

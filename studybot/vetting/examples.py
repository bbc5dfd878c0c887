"""The examples of a question: tests that its author wrote, and that are run here."""

from __future__ import annotations

from collections.abc import Iterator

from studybot.bank.findings import Finding
from studybot.bank.schema import Example, Part, Typed
from studybot.formula.errors import FormulaError, StudybotError
from studybot.marking.part import mark_part
from studybot.notation.plain import to_plain
from studybot.problem.derivation import Derivation
from studybot.problem.pins import from_example, pinned
from studybot.problem.variant import Variant, drawn
from studybot.show.solution import answer_node
from studybot.vetting.places import inside
from studybot.vetting.units import doubtful


def check_examples(derivation: Derivation) -> list[Finding]:
    """Answers of an example that are not marked as it says. Each part is marked by itself, without follow-through.

    Parts whose units do not fit are left out: their answers mean nothing yet.
    """
    return [finding for example in derivation.question.examples for finding in _of_example(derivation, example)]


def _of_example(derivation: Derivation, example: Example) -> list[Finding]:
    try:
        variant = from_example(derivation, example)
    except StudybotError as fault:
        # A question that cannot be drawn is reported for that.
        return [] if fault.code.startswith("draw.") else list(_bad_givens(derivation, example, fault))
    left_out = doubtful(derivation)
    findings = []
    for typed, part_id, right in _answers(example):
        part = derivation.parts.get(part_id)
        if part is None:
            known = ", ".join(derivation.parts)
            message = f"example {example.name}: there is no part {part_id}"
            findings.append(_finding(derivation, message, typed, f"the parts are {known}"))
        elif part_id not in left_out and (found := _marked(variant, part, example, typed, right)):
            findings.append(found)
    return findings


def _answers(example: Example) -> Iterator[tuple[Typed, str, bool]]:
    """Every answer of an example, with its part and whether it has to be marked right."""
    for part, typed in example.answers.items():
        yield typed, part, True
    for part, several in example.right.items():
        yield from ((typed, part, True) for typed in several)
    for part, several in example.wrong.items():
        yield from ((typed, part, False) for typed in several)


def _marked(variant: Variant, part: Part, example: Example, typed: Typed, right: bool) -> Finding | None:
    derivation = variant.derivation
    mark = mark_part(variant, part, typed.text)
    about = f"example {example.name}: {typed.text}, {'an answer' if right else 'a wrong answer'} to {part.id},"
    if mark.verdict == "invalid":
        return _unreadable(derivation, about, typed, mark.fault)
    if right == (mark.verdict == "correct"):
        return None
    answer = to_plain(answer_node(variant, part))
    if not right:
        hint = "correct the example, or narrow what the part accepts"
        return _finding(derivation, f"{about} is marked correct: the answer is {answer}", typed, hint)
    told = "; ".join(remark.text for remark in mark.remarks)
    message = f"{about} is marked wrong: the answer is {answer}" + (f" ({told})" if told else "")
    return _finding(derivation, message, typed, "correct the example or the formulas")


def _unreadable(derivation: Derivation, about: str, typed: Typed, fault: FormulaError | None) -> Finding:
    if fault is None:
        return _finding(derivation, f"{about} cannot be read", typed, None)
    return _finding(derivation, f"{about} cannot be read: {fault.message}", typed, fault.hint, fault.start)


def _bad_givens(derivation: Derivation, example: Example, fault: StudybotError) -> Iterator[Finding]:
    """The givens of an example that cannot be set, each at its place; what fails only together, at the example's."""
    base = drawn(derivation, 0)
    found = False
    for name, typed in example.given.items():
        try:
            pinned(base, {name: typed.text})
        except StudybotError as own:
            if own.code == "variant.undefined":
                continue
            found = True
            start = own.start if isinstance(own, FormulaError) else 0
            message = f"example {example.name}: {name} cannot be {typed.text}: {own.message}"
            yield _finding(derivation, message, typed, own.hint, start)
    if not found:
        message = f"example {example.name}: {fault.message}"
        yield Finding("error", "example", message, example.place, fault.hint, derivation.question.id)


def _finding(derivation: Derivation, message: str, typed: Typed, hint: str | None, start: int = 0) -> Finding:
    at = inside(typed.place, typed.text, start)
    return Finding("error", "example", message, at, hint, derivation.question.id)

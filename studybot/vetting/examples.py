"""The examples of a question: tests that its author wrote, and that are run here."""

from __future__ import annotations

from collections.abc import Iterator

from studybot.bank.findings import Finding
from studybot.bank.schema import Accept, Example, Part, Typed
from studybot.formula.errors import FormulaError, StudybotError
from studybot.marking.kinds import marker_of
from studybot.marking.mark import Mark
from studybot.marking.part import mark_part
from studybot.notation.plain import to_plain
from studybot.problem.derivation import Derivation
from studybot.problem.pins import from_example, pinned
from studybot.problem.variant import Variant, drawn
from studybot.show.amounts import value_of
from studybot.show.answers import answer_node
from studybot.vetting.faults import doubtful
from studybot.vetting.own import full_credit
from studybot.vetting.places import inside
from studybot.vetting.worth import has_every_value, is_worth

# What an example does not pin is drawn, and it has to hold whatever is drawn.
_SEEDS = 3


def check_examples(derivation: Derivation) -> list[Finding]:
    """Answers of an example that are not marked as it says. Each part is marked by itself, without follow-through.

    Parts whose units or shapes do not fit are left out: their answers mean nothing yet.
    """
    findings: list[Finding] = []
    for example in derivation.question.examples:
        for seed in range(_SEEDS):
            found = _of_example(derivation, example, seed)
            findings += found
            if found:
                break
    return findings


def _of_example(derivation: Derivation, example: Example, seed: int) -> list[Finding]:
    try:
        variant = from_example(derivation, example, seed)
    except StudybotError as fault:
        # A question that cannot be drawn is reported for that.
        return [] if fault.code.startswith("draw.") else list(_bad_givens(derivation, example, fault))
    left_out = doubtful(derivation)
    answers = [(typed, name, right) for typed, name, right in _answers(example) if name not in left_out]
    missing = [name for _, name, _ in answers if _is_missing(variant, name)]
    findings = [_without_value(variant, example, missing[0])] if missing else []
    for typed, name, right in answers:
        # The order of the reasons behind a statement is drawn, and with it their numbers.
        is_drawn = seed > 0 and _asking(derivation, name).task is not None
        if name not in missing and not is_drawn:
            findings += _compared(variant, example, name, typed, right, f" with seed {seed}" if seed else "")
    return findings


def _is_missing(variant: Variant, name: str) -> bool:
    """Whether what an example speaks of has no value, and cannot be compared in letters either."""
    part = _asking(variant.derivation, name)
    return part.answer is not None and not part.names and name not in variant.values


def _without_value(variant: Variant, example: Example, name: str) -> Finding:
    derivation = variant.derivation
    told = f"{name} has no value there"
    hint: str | None = "pin what it depends on"
    try:
        variant.with_pins({})
    except StudybotError as fault:
        told, hint = fault.message, fault.hint
    return Finding("error", "example", f"example {example.name}: {told}", example.place, hint, derivation.question.id)


def _answers(example: Example) -> Iterator[tuple[Typed, str, bool]]:
    """Every answer of an example, with the name of its part or work and whether it has to be right."""
    for name, typed in example.answers.items():
        yield typed, name, True
    for name, several in example.right.items():
        yield from ((typed, name, True) for typed in several)
    for name, several in example.wrong.items():
        yield from ((typed, name, False) for typed in several)


def _compared(
    variant: Variant, example: Example, name: str, typed: Typed, right: bool, drawn_so: str
) -> Iterator[Finding]:
    derivation = variant.derivation
    about = f"example {example.name}: {typed.text}, {'an answer' if right else 'a wrong answer'} to {name},"
    part = _asking(derivation, name)
    if right and part.answer is not None and name in variant.values and has_every_value(variant):
        yield from _by_value(variant, about, name, typed, drawn_so)
    else:
        yield from _marked(variant, part, about, typed, right, drawn_so)


def _asking(derivation: Derivation, name: str) -> Part:
    """The part of this name, or one that would ask for a step on the way."""
    if name in derivation.parts:
        return derivation.parts[name]
    link = derivation.link[name]
    assert link.part is not None
    owner = derivation.parts[link.part]
    names = owner.names if name in derivation.unvalued else ()
    return owner._replace(
        id=name, answer=link.work, task=None, names=names, collection=None, accept=Accept(), slips=(), work=()
    )


def _by_value(variant: Variant, about: str, name: str, typed: Typed, drawn_so: str) -> Iterator[Finding]:
    derivation = variant.derivation
    try:
        agrees = is_worth(variant, name, typed)
    except StudybotError as fault:
        yield _unreadable(derivation, about, typed, fault)
        return
    if not agrees:
        message = f"{about} is not what comes out{drawn_so}: {name} is {to_plain(value_of(variant, name))} there"
        yield _finding(derivation, message, typed, "correct the example or the formulas")


def _marked(variant: Variant, part: Part, about: str, typed: Typed, right: bool, drawn_so: str) -> Iterator[Finding]:
    derivation = variant.derivation
    try:
        mark = _mark(variant, part, typed.text)
    except StudybotError as fault:
        yield _unreadable(derivation, about, typed, fault)
        return
    if mark.verdict == "invalid":
        # What is right in value and not in form is asked for again: it is not accepted, and no mistake in the example.
        if right or mark.fault is None or not mark.fault.code.startswith("form."):
            yield _unreadable(derivation, about, typed, mark.fault)
        return
    answer = to_plain(answer_node(variant, part))
    told = "; ".join(remark.text for remark in mark.remarks)
    said = f": the answer is {answer}" + (f" ({told})" if told else "")
    if right and not full_credit(mark):
        credit = "marked wrong" if mark.verdict == "wrong" else f"given {100 * mark.credit:.0f} % of the credit"
        message = f"{about} is {credit}{drawn_so}{said}"
        yield _finding(derivation, message, typed, "correct the example or the formulas")
    elif not right and mark.verdict == "correct":
        credit = "marked correct" if full_credit(mark) else f"given {100 * mark.credit:.0f} % of the credit"
        message = f"{about} is {credit}{drawn_so}: the answer is {answer}"
        yield _finding(derivation, message, typed, "correct the example, or narrow what the part accepts")


def _mark(variant: Variant, part: Part, answer: str) -> Mark:
    if part.id in variant.derivation.parts:
        return mark_part(variant, part, answer)
    return marker_of(variant, part).mark(answer)


def _unreadable(derivation: Derivation, about: str, typed: Typed, fault: StudybotError | None) -> Finding:
    if fault is None:
        return _finding(derivation, f"{about} cannot be read", typed, None)
    start = fault.start if isinstance(fault, FormulaError) else 0
    return _finding(derivation, f"{about} cannot be read: {fault.message}", typed, fault.hint, start)


def _bad_givens(derivation: Derivation, example: Example, fault: StudybotError) -> Iterator[Finding]:
    """The givens of an example that cannot be set, each at its place; what fails only together, at the example's."""
    base = drawn(derivation, 0)
    found = False
    for name, typed in example.given.items():
        try:
            pinned(base, {name: typed.text}, partly=True)
        except StudybotError as own:
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

"""Whether the right answer of every part, given as it is shown, is marked right."""

from __future__ import annotations

from studybot.bank.findings import Finding
from studybot.bank.schema import Part, Rubric
from studybot.formula.errors import StudybotError
from studybot.marking.mark import Mark
from studybot.marking.part import mark_part
from studybot.notation.plain import to_plain
from studybot.problem.variant import Variant
from studybot.show.answers import answer_node
from studybot.vetting.faults import doubtful
from studybot.vetting.sample import Sample

# What does not come of a kind of answer, but of rounding, shows on one variant in ten or so: these are read back in any
# case. Printing and reading takes 0.5 ms an answer, a hundred times what drawing takes, so of many variants one in 50.
_LEAST = 20
_ONE_IN = 50


def check_own_answers(sample: Sample) -> list[Finding]:
    """Parts whose right answer cannot be read, or is marked wrong, when it is typed as it is shown.

    Where units or shapes do not fit, an answer means nothing yet; a free text is marked by its writer.
    """
    derivation = sample.derivation
    left_out = doubtful(derivation)
    parts = [
        part
        for part in derivation.question.parts
        if part.id not in left_out
        and not isinstance(part.task, Rubric)
        and (part.answer is None or part.names or part.id in sample.values)
    ]
    found: dict[str, Finding] = {}
    read: set[tuple[str, str]] = set()
    for variant in sample.sound_variants(max(_LEAST, sample.count // _ONE_IN)):
        for part in parts:
            if part.id not in found and (finding := _of(variant, part, read)):
                found[part.id] = finding
    return list(found.values())


def full_credit(mark: Mark) -> bool:
    """Whether an answer is right, as far as it goes: the reasons of statements are asked for afterwards."""
    return mark.verdict == "correct" and (mark.credit == 1 or mark.further)


def _of(variant: Variant, part: Part, read: set[tuple[str, str]]) -> Finding | None:
    """What is wrong with one answer. Those in letters are the same on most variants, and `read` remembers them."""
    try:
        answer = to_plain(answer_node(variant, part))
        if (part.id, answer) in read:
            return None
        if part.names:
            read.add((part.id, answer))
        mark = mark_part(variant, part, answer)
    except StudybotError as fault:
        return _finding(variant, part, f"{part.id} cannot be marked: {fault.message}", fault.hint)
    if full_credit(mark):
        return None
    told = "; ".join(remark.text for remark in mark.remarks)
    does = "cannot be read" if mark.verdict == "invalid" else "is marked wrong"
    message = f"the answer to {part.id} as it is shown, {answer}, {does} with seed {variant.seed}"
    hint = "widen `accept`, or draw numbers that are short when they are written out"
    return _finding(variant, part, message + (f" ({told})" if told else ""), hint)


def _finding(variant: Variant, part: Part, message: str, hint: str | None) -> Finding:
    place = part.answer.formula.place if part.answer is not None else part.place
    return Finding("error", "own-answer", message, place, hint, variant.question.id)

"""`bank check`: every question of a bank looked at on thousands of variants."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from studybot.bank.findings import Finding
from studybot.bank.schema import Bank, Question
from studybot.formula.evaluate import UndefinedError
from studybot.problem.derivation import Derivation
from studybot.vetting.bypasses import check_bypasses
from studybot.vetting.codes import check_codes
from studybot.vetting.drawing import check_condition, check_defined, check_possible
from studybot.vetting.examples import check_examples
from studybot.vetting.fairness import Fairness, fairness_of
from studybot.vetting.faults import check_shapes, check_symbols, check_units
from studybot.vetting.forms import check_forms
from studybot.vetting.guessing import check_guesses
from studybot.vetting.hinting import check_hints
from studybot.vetting.own import check_own_answers
from studybot.vetting.processes import spread_over
from studybot.vetting.prompts import check_prompts
from studybot.vetting.repeated import check_repeated_units
from studybot.vetting.rounding import check_rounding
from studybot.vetting.sample import MEANINGFUL, Sample
from studybot.vetting.slips import check_slips
from studybot.vetting.texts import check_texts
from studybot.vetting.told import check_told
from studybot.vetting.uses import check_unused
from studybot.vetting.variety import check_variety, distinct_variants

VARIANTS = 10_000

# Called with how many questions are done, and how many there are.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class QuestionReport:
    """What checking one question gave.

    `variants` were drawn, `distinct` of them differ; `mean_attempts` is how often one was drawn until the condition
    held; `fairness` is how much they differ, None where there are none. `findings` stand in the order of the file.
    """

    question: str
    parts: int
    variants: int
    distinct: int
    mean_attempts: float
    fairness: Fairness | None
    findings: tuple[Finding, ...]


def check_bank(bank: Bank, *, variants: int = VARIANTS, progress: Progress | None = None) -> list[Finding]:
    """Everything found wrong with a bank that could be read, in the order of its file."""
    reports = check_questions(bank.questions, variants=variants, progress=progress)
    return [finding for report in reports for finding in report.findings]


def check_questions(
    questions: Sequence[Question], *, variants: int = VARIANTS, progress: Progress | None = None, processes: int = 1
) -> list[QuestionReport]:
    """A report for each of some questions, of one bank or of several that are checked together.

    With more `processes` than one, the main module must be one that they can import.
    """
    codes = check_codes(questions)
    reports: list[QuestionReport] = []
    if progress is not None:
        progress(0, len(questions))
    made = spread_over(processes, partial(check_question, variants=variants), questions)
    for question, report in zip(questions, made, strict=True):
        if progress is not None and reports:
            progress(len(reports), len(questions))
        shared = [finding for finding in codes if finding.question == question.id]
        reports.append(replace(report, findings=_sorted([*report.findings, *shared])))
    if progress is not None:
        progress(len(questions), len(questions))
    return reports


def check_question(question: Question, *, variants: int = VARIANTS) -> QuestionReport:
    """What is found on the variants with the seeds 0 to `variants` - 1 of one question."""
    derivation = Derivation.of(question)
    findings = [
        *check_units(derivation),
        *check_shapes(derivation),
        *check_symbols(derivation),
        *check_texts(derivation),
        *check_repeated_units(derivation),
        *check_hints(derivation),
        *check_unused(derivation),
        *check_told(derivation),
    ]
    sample = _sample(derivation, variants)
    findings += _on_variants(sample) if sample else check_possible(derivation)
    fairness = fairness_of(sample) if sample else None
    findings += fairness.outliers if fairness else ()
    return QuestionReport(
        question=question.id,
        parts=len(question.parts),
        variants=sample.count if sample else 0,
        distinct=distinct_variants(sample) if sample else 0,
        mean_attempts=sample.mean_attempts if sample else 0.0,
        fairness=fairness,
        findings=_sorted(_accepted(question, findings, complete=sample is not None and sample.count >= MEANINGFUL)),
    )


def _sample(derivation: Derivation, variants: int) -> Sample | None:
    """The variants; None where something has no value on any."""
    try:
        return Sample.of(derivation, variants)
    except UndefinedError:
        return None


def _on_variants(sample: Sample) -> list[Finding]:
    findings = [
        *check_condition(sample),
        *check_defined(sample),
        *check_forms(sample),
        *check_variety(sample),
        *check_slips(sample),
        *check_prompts(sample),
        *check_bypasses(sample),
        *check_guesses(sample),
        *check_examples(sample.derivation),
    ]
    # Where a formula is wrong, it is no wonder that its answer is.
    wrong = {finding.place for finding in findings if finding.level == "error"}
    if not wrong:
        findings += check_rounding(sample)
    return [*findings, *(finding for finding in check_own_answers(sample) if finding.place not in wrong)]


def _accepted(question: Question, findings: list[Finding], *, complete: bool) -> list[Finding]:
    """The findings with those warnings as notes that the author knows of; accepting what is not there is a warning.

    `complete`: enough was drawn to say that something does not occur.
    """
    judged = [_judged(question, finding) for finding in findings]
    accepted = {finding.check for finding in findings if finding.level != "error"}
    errors = {finding.check for finding in findings if finding.level == "error"}
    for check in question.accepts:
        if check in accepted:
            continue
        if check in errors:
            message, hint = f"{question.id} accepts {check}, but errors cannot be accepted", "correct what is reported"
        elif complete and not errors:
            message, hint = f"{question.id} accepts {check}, but nothing of that name is found", "leave it out"
        else:
            continue  # an error may have hidden it
        judged.append(Finding("warning", "accepts-nothing", message, question.place, hint, question.id))
    return judged


def _judged(question: Question, finding: Finding) -> Finding:
    reason = question.accepts.get(finding.check)
    if finding.level == "error" or reason is None:
        return finding
    return replace(finding, level="note", message=f"{finding.message} (accepted: {reason})", hint=None)


def _sorted(findings: list[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda finding: (finding.place.file, finding.place.line, finding.place.column)))

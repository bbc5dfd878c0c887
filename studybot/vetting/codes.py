"""Whether the codes of variants tell the questions of the banks apart."""

from __future__ import annotations

from collections.abc import Sequence

from studybot.bank.findings import Finding
from studybot.bank.schema import Question
from studybot.problem.codes import question_hash


def check_codes(questions: Sequence[Question]) -> list[Finding]:
    """Questions whose variants would have the same codes as those of one before them."""
    findings = []
    known: dict[int, Question] = {}
    for question in questions:
        other = known.setdefault(question_hash(question.id), question)
        if other.id == question.id:
            continue
        message = f"the codes of {question.id} would be those of {other.id}"
        hint = "rename one of the two; any other id is nearly certain to do"
        findings.append(Finding("error", "code", message, question.place, hint, question.id))
    return findings

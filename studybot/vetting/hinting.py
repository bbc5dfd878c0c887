"""Whether there is a hint to give."""

from __future__ import annotations

from studybot.bank.findings import Finding
from studybot.formula.functions import CONSTANTS
from studybot.formula.tree import names_in
from studybot.problem.derivation import Derivation


def check_hints(derivation: Derivation) -> list[Finding]:
    """Expressions one step from what is given: the only hint that follows from their derivation is the answer."""
    findings = []
    for part in derivation.question.parts:
        if part.answer is None or not part.names or part.work or part.hints:
            continue
        used = set(names_in(part.answer.formula.tree)) - CONSTANTS.keys()
        if not used <= set(part.names):
            continue
        message = f"{part.id} has no hint but its answer: it is one step, in the names that are asked for"
        hint = "write hints: [...], or put a step on the way under work"
        findings.append(Finding("error", "needs-hints", message, part.place, hint, derivation.question.id))
    return findings

"""Parts that compute what an earlier part has just found, without using it: follow-through stops there."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from studybot.bank.findings import Finding
from studybot.formula.printing import to_text
from studybot.formula.tree import Name, Node, Number, walk
from studybot.problem.derivation import Derivation, Link
from studybot.vetting.sample import Floats, Sample
from studybot.vetting.units import doubtful

# Two formulas that agree on so many variants are compared on the rest as well.
_FIRST = 32


def check_bypasses(sample: Sample) -> list[Finding]:
    """Formulas with a piece that always equals an earlier answer and does not depend on it."""
    if not sample.sound.any():
        return []
    derivation = sample.derivation
    order = list(derivation.parts)
    findings = []
    for place, part in enumerate(order):
        for earlier in order[:place]:
            if np.ptp(sample.array(earlier)[sample.sound]) == 0:
                continue  # what is always the same may agree with anything
            found = next(_pieces(sample, part, earlier), None)
            if found is None:
                continue
            link, node = found
            message = (
                f"{link.name} uses {to_text(node)}, which always equals {earlier}, but does not use {earlier} itself"
            )
            hint = f"write {earlier} there, and who got {earlier} wrong is not marked down twice"
            findings.append(Finding("note", "bypass", message, link.formula.place, hint, derivation.question.id))
    return findings


def _pieces(sample: Sample, part: str, earlier: str) -> Iterator[tuple[Link, Node]]:
    derivation = sample.derivation
    without_sense = doubtful(derivation)
    for link in derivation.links:
        if link.part != part or link.at or link.name in without_sense:
            continue
        for node in walk(link.tree):
            if _may_bypass(derivation, node, part, earlier) and _equal(sample, node, earlier):
                yield link, node


def _may_bypass(derivation: Derivation, node: Node, part: str, earlier: str) -> bool:
    if isinstance(node, Number) or earlier in derivation.needed(node):
        return False
    if isinstance(node, Name):
        # What this part works out itself is looked at where it is worked out.
        link = derivation.link.get(node.name)
        return node.name in derivation.names and (link is None or link.part != part)
    return True


def _equal(sample: Sample, node: Node, earlier: str) -> bool:
    values, answers = sample.value(node)[sample.sound], sample.array(earlier)[sample.sound]
    return _close(values[:_FIRST], answers[:_FIRST]) and _close(values, answers)


def _close(left: Floats, right: Floats) -> bool:
    with np.errstate(all="ignore"):
        return bool(np.all(np.abs(left - right) <= 1e-9 * np.abs(right)))

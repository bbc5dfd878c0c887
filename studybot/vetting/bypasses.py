"""Parts that compute what an earlier part has just found, without using it: follow-through stops there."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from studybot.bank.findings import Finding
from studybot.formula.printing import to_text
from studybot.formula.shapes import TRUTH
from studybot.formula.tree import Listing, Name, Node, Number, walk
from studybot.problem.derivation import Derivation, Link
from studybot.vetting.faults import doubtful
from studybot.vetting.sample import Sample
from studybot.vetting.tables import Table

# Two formulas that agree on so many variants are compared on the rest as well.
_FIRST = 32


def check_bypasses(sample: Sample) -> list[Finding]:
    """Formulas with a piece that always equals an earlier answer and does not depend on it."""
    if not sample.sound.any():
        return []
    derivation = sample.derivation
    answers = {part: sample.table(part)[sample.sound] for part in _telling(sample)}
    findings: list[Finding] = []
    order = list(derivation.parts)
    without_sense = doubtful(derivation)
    for place, part in enumerate(order):
        earlier = {name: answers[name] for name in order[:place] if name in answers}
        links = [link for link in sample.links if link.part == part and not link.at and link.name not in without_sense]
        found = {name: piece for link in reversed(links) for name, piece in reversed([*_pieces(sample, link, earlier)])}
        findings += [_finding(derivation, *found[name], name) for name in earlier if name in found]
    return findings


def _telling(sample: Sample) -> Iterator[str]:
    """The parts whose answers differ: what is always the same, or true or false, may agree with anything."""
    for part in sample.derivation.parts:
        if part not in sample.values or sample.derivation.shapes.of.get(part) == TRUTH:
            continue
        if np.ptp(sample.table(part)[sample.sound], axis=0).any():
            yield part


def _pieces(sample: Sample, link: Link, earlier: dict[str, Table]) -> Iterator[tuple[str, tuple[Link, Node]]]:
    """The earlier answers that a formula does not use, each with a piece that equals it."""
    for node in walk(link.tree):
        if isinstance(node, Listing):
            continue  # a row of blocks is no value by itself
        names = [name for name in earlier if _may_bypass(sample.derivation, node, link, name)]
        worth = sample.worth(node) if names else None
        if worth is None:
            continue
        values = worth[sample.sound]
        for name in names:
            if _close(values[:_FIRST], earlier[name][:_FIRST]) and _close(values, earlier[name]):
                yield name, (link, node)


def _may_bypass(derivation: Derivation, node: Node, link: Link, earlier: str) -> bool:
    if isinstance(node, Number) or earlier in derivation.needed(node):
        return False
    if isinstance(node, Name):
        # What this part works out itself is looked at where it is worked out.
        other = derivation.link.get(node.name)
        return node.name in derivation.names and (other is None or other.part != link.part)
    return True


def _close(left: Table, right: Table) -> bool:
    if left.shape != right.shape:
        return False
    with np.errstate(all="ignore"):
        return bool(np.all(np.abs(left - right) <= 1e-9 * np.abs(right).max(axis=1, keepdims=True)))


def _finding(derivation: Derivation, link: Link, node: Node, earlier: str) -> Finding:
    message = f"{link.name} uses {to_text(node)}, which always equals {earlier}, but does not use {earlier} itself"
    hint = f"write {earlier} there, and who got {earlier} wrong is not marked down twice"
    return Finding("note", "bypass", message, link.formula.place, hint, derivation.question.id)

"""Faults that are seen before anything is drawn: in units, in shapes, in what has no value."""

from __future__ import annotations

from studybot.bank.findings import Finding
from studybot.problem.derivation import Derivation
from studybot.vetting.outside import from_outside


def check_units(derivation: Derivation) -> list[Finding]:
    """Quantities that come out in another unit than their author named, and sums of things that do not add up."""
    return list(derivation.inference.faults)


def check_shapes(derivation: Derivation) -> list[Finding]:
    """Matrices that do not fit together, and answers in whose symbols a transpose cannot be told.

    An expression is compared at random matrices of the declared shapes. A size with a name stands for 2 or more there,
    but a 1 that is written out stays 1.
    """
    findings = list(derivation.shapes.faults)
    reported: set[str] = set()
    for part in derivation.question.parts:
        for name in part.names:
            given = derivation.given.get(name)
            sizes = given.shape if given is not None and given.shape is not None else ()
            if given is None or name in reported or len(sizes) < 2 or 1 not in sizes:
                continue
            reported.add(name)
            message = f"{name} has a size of 1, with which {part.id} takes some transposes for the same"
            hint = "give the size a name: a given such as k: {value: 1}"
            findings.append(Finding("warning", "size-one", message, given.place, hint, derivation.question.id))
    return findings


def check_symbols(derivation: Derivation) -> list[Finding]:
    """Answers that have no value since they depend on a symbol, and are not asked for as expressions."""
    findings = []
    for part in derivation.question.parts:
        if part.answer is None or part.names or part.id not in derivation.unvalued:
            continue
        behind = ", ".join(name for name in from_outside(derivation, part.id) if name in derivation.unvalued)
        message = f"{part.id} has no value: it depends on {behind}, which nothing draws"
        hint = "say with `in` which names it is an expression in, or pin the symbol with `at`"
        place = part.answer.formula.place
        findings.append(Finding("error", "symbol", message, place, hint, derivation.question.id))
    return findings


def doubtful(derivation: Derivation) -> frozenset[str]:
    """The names whose value means nothing, since units or shapes do not fit in a formula on the way to them."""
    faults = {finding.place for finding in (*derivation.inference.faults, *derivation.shapes.faults)}
    wrong = {
        link.name
        for link in derivation.links
        if any(formula.place in faults for formula in (link.formula, *link.at.values()))
    }
    return frozenset(
        link.name
        for link in derivation.links
        if link.name in wrong or not wrong.isdisjoint(derivation.needed(link.tree))
    )

"""Whether units fit together: the faults that inferring them found."""

from __future__ import annotations

from studybot.bank.findings import Finding
from studybot.problem.derivation import Derivation


def check_units(derivation: Derivation) -> list[Finding]:
    """Quantities that come out in another unit than their author named, and sums of things that do not add up."""
    return list(derivation.inference.faults)


def doubtful(derivation: Derivation) -> frozenset[str]:
    """The names whose value means nothing, since the units of a formula on the way to them do not fit."""
    faults = {finding.place for finding in derivation.inference.faults}
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

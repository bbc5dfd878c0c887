"""Which slip explains a wrong answer: the only one that gives exactly what the student gave, if there is one."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from studybot.formula.matrix import Matrix
from studybot.formula.tree import Number, walk
from studybot.marking.number import Reference
from studybot.marking.reading import Figures, Reading, written_figures
from studybot.marking.slips.candidates import Candidate
from studybot.marking.slips.values import Value, agree, permuted
from studybot.marking.tolerance import Tolerance

# With fewer figures an answer is near some slip by chance; measured in benchmarks/slips.py.
LEAST_FIGURES = 3
# Rounding on the way, relatively: what an answer may be off by beside the rounding of its own last figure.
ON_THE_WAY = 1e-3
# An answer of fewer figures is explained only by a slip that is as short a number: 1e18.
_EXACT = 1e-9


def named(candidates: Sequence[Candidate], reading: Reading, reference: Reference) -> Candidate | None:
    """The slip that gives the answer as it was read, None where there is none, or several that differ.

    Slips whose value is right on this variant (within the tolerance) explain nothing.
    """
    figures = written_figures(reading)
    numbers = [abs(part.value) for part in walk(reading.tree) if isinstance(part, Number) and part.value]
    precision = _ON_PAPER if figures is None or not numbers else precision_of(numbers[0], figures)
    return explained(candidates, reading.value, precision, reference.value, reference.tolerance, reference.unit.factor)


# An answer that is still to be worked out has no figures of its own.
_ON_PAPER = 0.0


def precision_of(number: float, figures: Figures) -> float | None:
    """Half a unit of the last figure of a number as it was written, relatively; None for too few figures.

    Zeros at the end may be figures or not: 26,200,000 may have been rounded to 3.
    """
    if figures.most < LEAST_FIGURES:
        return None
    count = max(figures.least, LEAST_FIGURES)
    magnitude = math.floor(math.log10(number) + 1e-12)
    return 0.5 * 10.0 ** (magnitude - count + 1) / number


def explained(
    candidates: Sequence[Candidate],
    value: float,
    precision: float | None,
    reference: float,
    tolerance: Tolerance,
    unit_factor: float,
) -> Candidate | None:
    """The slip that gives `value` (base units), written with a relative `precision`.

    Declared slips win. One that is no nearer than an answer has to be counts where nothing else fits exactly.
    """
    # Who is asked for an exact answer does not round on the way.
    on_the_way = ON_THE_WAY if tolerance.admits(value * (1 + ON_THE_WAY), value, unit_factor) else _EXACT
    window = abs(value) * (_EXACT if precision is None else max(precision * (1 + 1e-9), on_the_way))
    near = [candidate for candidate in candidates if abs(candidate.value - value) <= window]
    fitting = [each for each in near if not tolerance.admits(each.value, reference, unit_factor)]
    declared = [each for each in fitting if each.kind == "declared"]
    if declared or fitting:
        return _agreed(declared or fitting)
    return _agreed(
        [
            each
            for each in candidates
            if each.kind == "declared"
            and tolerance.admits(value, each.value, unit_factor)
            and not tolerance.admits(each.value, reference, unit_factor)
        ]
    )


# Entries of a matrix are rounded together: this much of the largest one.
_ENTRIES = 5e-3


def named_value(candidates: Sequence[Candidate], value: Value, right: Value, tolerance: Tolerance) -> Candidate | None:
    """The slip that gives a matrix or positions, None where there is none, or several that differ."""
    wrong = [each for each in candidates if not _admits(tolerance, each.value, right)]
    fitting = [each for each in wrong if agree(value, each.value, _ENTRIES)]
    if not fitting:
        return _agreed([each for each in candidates if each.kind == "permuted" and permuted(value, right, _ENTRIES)])
    return _agreed([each for each in fitting if each.kind == "declared"] or fitting)


def _admits(tolerance: Tolerance, value: Value, right: Value) -> bool:
    if agree(value, right, _EXACT):
        return True
    if not isinstance(value, Matrix) or value.shape != right.shape:
        return False
    return all(tolerance.admits(one, other) for one, other in zip(value.entries, right.entries, strict=True))


def _agreed(fitting: list[Candidate]) -> Candidate | None:
    """What all of them say, if they agree at least in kind and step: then no more than that is said."""
    if not fitting:
        return None
    first, *others = fitting
    if all(each.closed == first.closed for each in others):
        return first
    if first.kind == "declared" or any((each.kind, each.step) != (first.kind, first.step) for each in others):
        return None
    return Candidate(replace(first.explanation, closed=first.open), first.value)

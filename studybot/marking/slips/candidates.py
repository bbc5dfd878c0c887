"""The slips of a part of a variant, declared and derived, each with the value that it gives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from studybot.bank.schema import Part
from studybot.formula.errors import StudybotError
from studybot.formula.evaluate import UndefinedError
from studybot.formula.matrix import Matrix
from studybot.formula.positions import Positions
from studybot.marking.slips.explanations import Explanation, Step
from studybot.marking.slips.sentences import Sentence
from studybot.marking.slips.steps import steps_of_part
from studybot.marking.slips.values import Value, agree, exists
from studybot.problem.derivation import Derivation
from studybot.problem.variant import Variant, drawn


@dataclass(frozen=True, slots=True)
class Candidate:
    """A slip and the value that a student gets by it: a number in base units, a matrix, positions."""

    explanation: Explanation
    value: Value

    @property
    def kind(self) -> str:
        return self.explanation.kind

    @property
    def step(self) -> str:
        """The name of the quantity at which it happens: one of work, or the part."""
        return self.explanation.step

    @property
    def open(self) -> Sentence:
        """What may be said while the part is open."""
        return self.explanation.open

    @property
    def closed(self) -> Sentence:
        """What is said once it is closed."""
        return self.explanation.closed


def candidates_of(variant: Variant, part: Part) -> tuple[Candidate, ...]:
    """Every slip of a part that can be computed on this variant; none where the answer has no value of its own.

    A slip runs through the rest of the part's own derivation; the earlier parts are as they should be.
    """
    if not _has_slips(variant, part):
        return ()
    kind = type(variant.values[part.id])
    outcomes = _outcomes(_steps(variant, part), variant.values)
    return tuple([Candidate(explanation, value) for explanation, value in outcomes if type(value) is kind])


def _has_slips(variant: Variant, part: Part) -> bool:
    if part.answer is None or part.names or part.collection in ("set", "interval"):
        return False
    return isinstance(variant.values.get(part.id), float | Matrix | Positions)


# What changed formulas run into where they are undefined. TypeError comes of a root of something negative: complex
# numbers have no order; LookupError of a name that has no value on a variant.
_UNDEFINED = (ArithmeticError, ValueError, TypeError, LookupError, UndefinedError)


def _outcomes(steps: Iterable[Step], right: Mapping[str, Value]) -> Iterator[tuple[Explanation, Value | None]]:
    """Every explanation with its value, None where it has none."""
    values = dict(right)
    for step in steps:
        numbers = {name: values[name] if worth == 1 else values[name] / worth for name, worth in step.worth}
        kept = {name: values[name] for name in (step.name, *(name for name, _ in step.after))}
        for explanation, gives in step.slips:
            try:
                value = gives(numbers, right)
                if step.after:
                    values[step.name] = value
                    for name, formula in step.after:
                        values[name] = value = formula(values)
            except _UNDEFINED:
                value = None
            yield explanation, value if exists(value) else None
        values.update(kept)


# -- prepared once for each part and each set of units that its givens may be drawn in


class _Prepared:
    """What is kept for a derivation: the values of some variants, and the steps of its parts."""

    def __init__(self) -> None:
        self.samples: list[Mapping[str, Value]] | None = None
        self.steps: dict[tuple[str, ...], tuple[Step, ...]] = {}


def _prepared(derivation: Derivation) -> _Prepared:
    """What is kept for a derivation while it lives."""
    prepared: _Prepared = derivation.prepared.setdefault("slips", _Prepared())
    return prepared


def _steps(variant: Variant, part: Part) -> tuple[Step, ...]:
    prepared = _prepared(variant.derivation)
    # Rows of one table may carry different prefixes, and a pinned step is not worked out.
    units = (datum.unit.text for datum in variant.data.values())
    key = (part.id, *units, "", *(name for name in variant.pins if name in variant.derivation.link))
    steps = prepared.steps.get(key)
    if steps is None:
        # On a variant with pins names may have a value that otherwise have none.
        samples = [values for values in _samples(variant, prepared) if values.keys() >= variant.values.keys()]
        samples = samples or [variant.values]
        steps = prepared.steps[key] = _distinct(part, steps_of_part(variant, part, samples), samples)
    return steps


# On so many variants two slips have to come out the same to be one slip: fewer and chance makes them one (a precision
# of 8 bits is the 8 bits of a byte on a quarter of the variants).
_COMPARED = 6
# What always differs by less is not told apart by answers of three or four figures.
_SAME = 1e-3


def _distinct(part: Part, steps: tuple[Step, ...], samples: Sequence[Mapping[str, Value]]) -> tuple[Step, ...]:
    """The steps without slips that always come out as the right answer or as another slip.

    Of two that are the same the more telling one stays, and the author's keeps what is said of the other while the
    part is open.
    """
    outcomes = zip(*([*_outcomes(steps, values)] for values in samples), strict=True)
    rows = [(row[0][0], [value for _, value in row]) for row in outcomes]
    different: list[tuple[Explanation | None, list[Value]]] = [(None, [values[part.id] for values in samples])]
    stays: dict[Explanation, Explanation] = {}
    for explanation, row in sorted(rows, key=lambda row: row[0].rank):
        if all(value is None for value in row):
            continue
        equal = [first for first, other in different if _same(row, other)]
        if not equal or explanation.kind == "permuted":
            different.append((explanation, row))
            stays[explanation] = explanation
        elif (first := equal[0]) is not None and first.kind == "declared" and stays[first] is first:
            stays[first] = first.told_as(explanation)
    return tuple(
        Step(
            step.name,
            step.worth,
            tuple((stays[explanation], gives) for explanation, gives in step.slips if explanation in stays),
            step.after,
        )
        for step in steps
    )


def _same(row: Sequence[Value | None], others: Sequence[Value | None]) -> bool:
    for one, other in zip(row, others, strict=True):
        if one is None or other is None:
            if one is not other:
                return False
        elif not agree(one, other, _SAME):
            return False
    return True


def _samples(variant: Variant, prepared: _Prepared) -> list[Mapping[str, Value]]:
    """The values of some variants, the same whichever variant is the first to be asked for."""
    if prepared.samples is None:
        found: list[Mapping[str, Value]] = []
        for seed in range(_COMPARED):
            try:
                found.append(drawn(variant.derivation, seed).values)
            except StudybotError:
                continue
        prepared.samples = found
    return prepared.samples

"""The steps of a part with their slips: its formulas changed, its units mistaken, other quantities put in."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from studybot.bank.schema import Part
from studybot.formula.evaluate import UndefinedError, evaluate
from studybot.formula.matrix import Matrix
from studybot.formula.tree import Name, Node, names_in
from studybot.formula.units import NO_UNIT
from studybot.marking.slips import sentences
from studybot.marking.slips.answers import scaled, slips_of_answer
from studybot.marking.slips.changes import carried, changes
from studybot.marking.slips.closures import Closure, formula_of
from studybot.marking.slips.explanations import Collected, Gives, Kind, Step
from studybot.marking.slips.matrix_changes import matrix_changes
from studybot.marking.slips.units import OnPaper, mistaken_units, on_paper, unit_slips
from studybot.marking.slips.values import Value
from studybot.problem.derivation import Derivation, Link
from studybot.problem.variant import Variant

# From a number on paper and the values in base units to the number that is put in for it.
Changed = Callable[[Value, Mapping[str, Value]], Value]

_UNIT_KINDS: Mapping[str, Kind] = {
    "skipped": "conversion-skipped",
    "twice": "conversion-twice",
    "taken-for": "conversion-wrong",
}


def steps_of_part(variant: Variant, part: Part, samples: Sequence[Mapping[str, Value]]) -> tuple[Step, ...]:
    """The steps of a part that is answered by a number, with every slip of theirs.

    `samples` are the values of some variants of the question, from which it is seen what looks alike.
    """
    derivation = variant.derivation
    links = [link for link in derivation.links if link.part == part.id and link.name not in variant.pins]
    used = derivation.behind(part.id) | {part.id}
    links = [link for link in links if link.name in used and link.name in variant.values]
    steps = []
    for place, link in enumerate(links):
        after = _after(variant, link, links[place + 1 :])
        if link.name == part.id or after:
            steps.append(_step(variant, part, link, after, links[:place], samples))
    return tuple(steps)


def _after(variant: Variant, link: Link, later: list[Link]) -> tuple[tuple[str, Closure], ...]:
    moved = {link.name}
    after = []
    for other in later:
        if not moved.isdisjoint(names_in(other.tree)):
            moved.add(other.name)
            after.append((other.name, _formula(variant, other)))
    return tuple(after)


def _formula(variant: Variant, link: Link) -> Closure:
    if link.at:
        return lambda values: evaluate(link.tree, variant.derivation.around(link, values, evaluate))
    return formula_of(link.tree, variant.values)


def _step(
    variant: Variant,
    part: Part,
    link: Link,
    after: tuple[tuple[str, Closure], ...],
    earlier: list[Link],
    samples: Sequence[Mapping[str, Value]],
) -> Step:
    found = Collected(variant.derivation, part.id, link.name)
    paper = _paper(variant, link)
    worth = {name: unit.factor for name, unit in paper.units.items()}
    # A formula that pins a name itself (`at`) is evaluated among values of its own, which no slip reaches.
    if not link.at:
        step = _Worked(variant, link, worth, paper.result.factor)
        _changed_formulas(step, found)
        _other_quantities(step, samples, found)
        _wrong_units(step, paper, found)
    if link.name == part.id:
        slips_of_answer(variant, part, link, [other.name for other in earlier], samples, found)
    return Step(link.name, tuple(worth.items()), tuple(found.slips), after)


@dataclass(frozen=True, slots=True)
class _Worked:
    """A step as it is worked out: `worth` is what one of each number put in is in base units, `result` of what comes
    out."""

    variant: Variant
    link: Link
    worth: Mapping[str, float]
    result: float

    @property
    def derivation(self) -> Derivation:
        return self.variant.derivation

    def changed(self, tree: Node) -> Gives:
        """Another formula in place of its own."""
        formula, result = formula_of(tree, self.variant.values), self.result
        if result == 1:
            return lambda numbers, _values: formula(numbers)
        return lambda numbers, _values: formula(numbers) * result

    def with_number(self, name: str, number: Changed) -> Gives:
        """Its formula with another number put in for one name."""
        own = self.changed(self.link.tree)

        def gives(numbers: dict[str, Value], values: Mapping[str, Value]) -> Value:
            right = numbers[name]
            numbers[name] = number(right, values)
            try:
                return own(numbers, values)
            finally:
                numbers[name] = right

        return gives


# The numbers on paper have to come to the value in base units; where they do not, the paper is left alone.
_AGREES = 1e-9


def _paper(variant: Variant, link: Link) -> OnPaper:
    values = variant.values
    units = {name: variant.unit(name) for name in names_in(link.tree) if name in values}
    plain = OnPaper(dict.fromkeys(units, NO_UNIT), NO_UNIT, ())
    composite = any(type(values[name]) is not float for name in (*units, link.name))
    if composite or link.at or any(unit.offset for unit in units.values()):
        return plain
    paper = on_paper(link.tree, units, variant.derivation.unit(link.name))
    numbers = {name: values[name] / unit.factor for name, unit in paper.units.items()}
    try:
        value = evaluate(link.tree, numbers) * paper.result.factor
    except UndefinedError:
        return plain
    return paper if math.isclose(value, values[link.name], rel_tol=_AGREES) else plain


def _changed_formulas(step: _Worked, found: Collected) -> None:
    derivation, link = step.derivation, step.link
    for change in (*changes(link.tree), *matrix_changes(link.tree, step.variant.values)):
        if any(name in derivation.names for name in names_in(change.tree)):
            found.add(change.manner, sentences.of_change(derivation, link.name, change), step.changed(change.tree))
    if isinstance(link.tree, Name):
        return
    for name in dict.fromkeys(carried(link.tree)):
        if name in derivation.names:
            found.add("skipped-step", sentences.skipped_step(derivation, link.name), step.changed(Name(name)))


def _other_quantities(step: _Worked, samples: Sequence[Mapping[str, Value]], found: Collected) -> None:
    derivation, link = step.derivation, step.link
    known = _known_before(step)
    for name, worth in step.worth.items():
        for other in known:
            if other != name and _alike(derivation, name, other, samples):
                told = sentences.taken_for(derivation, link.name, name, other)
                found.add("taken-for", told, step.with_number(name, _value_of(other, worth)))


def _value_of(other: str, worth: float) -> Changed:
    if worth == 1:
        return lambda _right, values: values[other]
    return lambda _right, values: values[other] / worth


def _known_before(step: _Worked) -> list[str]:
    """What a student has before a step: the givens, and what was worked out earlier, as far as it is spoken of."""
    derivation = step.derivation
    later = [other.name for other in derivation.links]
    later = later[later.index(step.link.name) :]
    return [
        name
        for name in step.variant.values
        if name not in later and (derivation.says(name) is not None or name in derivation.columns)
    ]


# Quantities are taken for one another only if they look alike: plain numbers of about one size, measures and counts
# that are not as far apart as a parameter's bits and a GPU's memory. With no such bounds the 18 plain numbers of a
# question on scaling laws make 390 candidates, and 3.5 % of its slips are named wrongly.
_ALIKE_NUMBERS = 3.0
_ALIKE_MEASURES = 1e6


def _alike(derivation: Derivation, name: str, other: str, samples: Sequence[Mapping[str, Value]]) -> bool:
    """Whether one may be taken for the other: they measure and count the same, and are of comparable size or shape."""
    one, two = derivation.unit(name), derivation.unit(other)
    if one.dimension != two.dimension or one.labels != two.labels:
        return False
    most = _ALIKE_MEASURES if one.powers or two.powers else _ALIKE_NUMBERS
    return all(_comparable(values.get(name), values.get(other), most) for values in samples)


def _comparable(one: Value | None, other: Value | None, most: float) -> bool:
    if isinstance(one, Matrix) and isinstance(other, Matrix):
        return one.shape == other.shape
    if type(one) is not float or type(other) is not float:
        return False
    return max(abs(one), abs(other)) <= most * min(abs(one), abs(other))


def _wrong_units(step: _Worked, paper: OnPaper, found: Collected) -> None:
    derivation, link = step.derivation, step.link
    if type(step.variant.values[link.name]) is not float:
        return
    slips = [slip for conversion in paper.conversions for slip in unit_slips(conversion)]
    for slip in (*slips, *mistaken_units(paper, derivation.unit(link.name))):
        told = sentences.of_units(derivation, link.name, slip)
        gives = (
            scaled(link.name, slip.factor) if slip.name is None else step.with_number(slip.name, _times(slip.factor))
        )
        found.add(_UNIT_KINDS[slip.manner], told, gives)


def _times(factor: float) -> Changed:
    return lambda right, _values: right * factor

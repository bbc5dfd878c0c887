"""The ways in which one part of a question can be got wrong by one slip, from its derivation and its units."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from studybot.bank.schema import Part, Slip
from studybot.formula.evaluate import UndefinedError, evaluate
from studybot.formula.tree import Name, Node, names_in
from studybot.formula.units import DATA, NO_UNIT
from studybot.marking.slips import sentences
from studybot.marking.slips.changes import carried, changes
from studybot.marking.slips.closures import Closure, closure
from studybot.marking.slips.sentences import Sentence
from studybot.marking.slips.units import OnPaper, mistaken_units, on_paper, unit_slips
from studybot.problem.conversions import kind_of
from studybot.problem.derivation import Derivation, Link
from studybot.problem.variant import Variant

Value = Any

Kind = Literal[
    "declared",
    "conversion-skipped",
    "conversion-twice",
    "conversion-wrong",
    "one-step-early",
    "left-out",
    "turned-round",
    "sign",
    "product-for-quotient",
    "quotient-for-product",
    "taken-for",
    "skipped-step",
    "prefix",
    "power-of-ten",
]  # of slips that always come out the same, the first in this order is told
_RANKS: dict[str, int] = {kind: rank for rank, kind in enumerate(Kind.__args__)}  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True, eq=False)
class Explanation:
    """A slip of a part, whatever the variant: its kind, the step at which it happens, what is said of it.

    `open` is for while the part is open: the answer does not follow from it. `declared` is the author's own slip.
    """

    kind: Kind
    step: str
    open: Sentence
    closed: Sentence
    rank: int
    declared: Slip | None = None

    def told_as(self, other: Explanation) -> Explanation:
        """The same, but while the part is open told as the other one."""
        return self if other.declared else replace(self, step=other.step, open=other.open)


# From the numbers on paper and the values in base units to what the step comes out as, in base units.
Gives = Callable[[dict[str, Value], Mapping[str, Value]], Value]
# From a number on paper and the values in base units to the number that is put in for it.
Changed = Callable[[float, Mapping[str, Value]], float]


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a part with all its slips.

    `worth` is how many base units one of the number put in for each name is; `after` what follows from the step within
    the part, in order, the part's answer last.
    """

    name: str
    worth: tuple[tuple[str, float], ...]
    slips: tuple[tuple[Explanation, Gives], ...]
    after: tuple[tuple[str, Closure], ...]


def steps_of_part(variant: Variant, part: Part, samples: Sequence[Mapping[str, Value]]) -> tuple[Step, ...]:
    """The steps of a part that is answered by a number, with every slip of theirs.

    `samples` are the values of some variants of the question, from which it is seen what looks alike.
    """
    derivation = variant.derivation
    links = [link for link in derivation.links if link.part == part.id and link.name not in variant.pins]
    used = derivation.needed(Name(part.id)) | {part.id}
    links = [link for link in links if link.name in used]
    steps = []
    for place, link in enumerate(links):
        after = _after(derivation, link, links[place + 1 :])
        if link.name == part.id or after:
            steps.append(_step(variant, part, link, after, links[:place], samples))
    return tuple(steps)


def _after(derivation: Derivation, link: Link, later: list[Link]) -> tuple[tuple[str, Closure], ...]:
    moved = {link.name}
    after = []
    for other in later:
        if not moved.isdisjoint(names_in(other.tree)):
            moved.add(other.name)
            after.append((other.name, _formula(derivation, other)))
    return tuple(after)


def _formula(derivation: Derivation, link: Link) -> Closure:
    if link.at:
        return lambda values: evaluate(link.tree, derivation.around(link, values, evaluate))
    return closure(link.tree)


class _Collected:
    """The slips of one step while they are gathered."""

    def __init__(self, step: str) -> None:
        self.step = step
        self.slips: list[tuple[Explanation, Gives]] = []

    def add(self, kind: Kind, told: tuple[Sentence, Sentence], gives: Gives, step: str | None = None) -> None:
        self.slips.append((Explanation(kind, step or self.step, *told, _RANKS[kind]), gives))


def _step(
    variant: Variant,
    part: Part,
    link: Link,
    after: tuple[tuple[str, Closure], ...],
    earlier: list[Link],
    samples: Sequence[Mapping[str, Value]],
) -> Step:
    derivation = variant.derivation
    found = _Collected(link.name)
    paper = _paper(variant, link)
    worth = {name: unit.factor for name, unit in paper.units.items() if name in variant.values}
    result = paper.result.factor
    # Formulas that pin a name themselves are changed only where units and earlier results come in.
    if not link.at:
        _changed_formulas(derivation, link, result, found)
        _other_quantities(variant, link, worth, result, samples, found)
    _wrong_units(derivation, link, paper, result, found)
    if link.name == part.id:
        _on_the_answer(variant, part, link, earlier, found)
    return Step(link.name, tuple(worth.items()), tuple(found.slips), after)


# The numbers on paper have to come to the value in base units; where they do not, the paper is left alone.
_AGREES = 1e-9


def _paper(variant: Variant, link: Link) -> OnPaper:
    units = {name: variant.unit(name) for name in names_in(link.tree) if name in variant.values}
    paper = on_paper(link.tree, units, variant.derivation.unit(link.name))
    plain = OnPaper(dict.fromkeys(units, NO_UNIT), NO_UNIT, ())
    if link.at or any(unit.offset for unit in units.values()):
        return plain
    numbers = {name: variant.values[name] / unit.factor for name, unit in paper.units.items() if name in units}
    try:
        value = evaluate(link.tree, numbers) * paper.result.factor
    except UndefinedError:
        return plain
    return paper if math.isclose(value, variant.values[link.name], rel_tol=_AGREES) else plain


def _changed_formulas(derivation: Derivation, link: Link, result: float, found: _Collected) -> None:
    for change in changes(link.tree):
        if not any(name in derivation.names for name in names_in(change.tree)):
            continue
        told = sentences.of_change(derivation, link.name, change)
        found.add(change.manner, told, _changed(change.tree, result))
    if isinstance(link.tree, Name):
        return
    for name in dict.fromkeys(carried(link.tree)):
        if name in derivation.names:
            found.add("skipped-step", sentences.skipped_step(derivation, link.name), _changed(Name(name), result))


def _changed(tree: Node, result: float) -> Gives:
    formula = closure(tree)
    if result == 1:
        return lambda numbers, _values: formula(numbers)
    return lambda numbers, _values: formula(numbers) * result


def _with_number(name: str, number: Changed, formula: Closure, result: float) -> Gives:
    """The formula with another number put in for one name."""

    def gives(numbers: dict[str, Value], values: Mapping[str, Value]) -> Value:
        right = numbers[name]
        numbers[name] = number(right, values)
        try:
            return formula(numbers) * result
        finally:
            numbers[name] = right

    return gives


def _other_quantities(
    variant: Variant,
    link: Link,
    worth: Mapping[str, float],
    result: float,
    samples: Sequence[Mapping[str, Value]],
    found: _Collected,
) -> None:
    derivation = variant.derivation
    known = _known_before(variant, link)
    formula = closure(link.tree)
    for name in names_in(link.tree):
        if name not in worth:
            continue
        for other in known:
            if other != name and _alike(derivation, name, other, samples):
                told = sentences.taken_for(derivation, link.name, name, other)
                found.add("taken-for", told, _with_number(name, _value_of(other, worth[name]), formula, result))


def _value_of(other: str, worth: float) -> Changed:
    return lambda _right, values: values[other] / worth


def _known_before(variant: Variant, link: Link) -> list[str]:
    """The numbers that a student has before a step: the givens, and what was worked out earlier."""
    derivation = variant.derivation
    later = [other.name for other in derivation.links]
    later = later[later.index(link.name) :]
    return [name for name, value in variant.values.items() if name not in later and type(value) is float]


# Quantities are taken for one another only if they look alike: plain numbers of about one size, measures and counts
# that are not as far apart as a parameter's bits and a GPU's memory. With no such bounds the 18 plain numbers of a
# question on scaling laws make 390 candidates, and 3.5 % of its slips are named wrongly.
_ALIKE_NUMBERS = 3.0
_ALIKE_MEASURES = 1e6


def _alike(derivation: Derivation, name: str, other: str, samples: Sequence[Mapping[str, Value]]) -> bool:
    """Whether one may be taken for the other: they measure and count the same, and are of comparable size."""
    one, two = derivation.unit(name), derivation.unit(other)
    if one.dimension != two.dimension or one.labels != two.labels:
        return False
    most = _ALIKE_MEASURES if one.powers or two.powers else _ALIKE_NUMBERS
    pairs = [(abs(values[name]), abs(values[other])) for values in samples if name in values and other in values]
    return all(max(pair) <= most * min(pair) for pair in pairs)


def _wrong_units(derivation: Derivation, link: Link, paper: OnPaper, result: float, found: _Collected) -> None:
    slips = [slip for conversion in paper.conversions for slip in unit_slips(conversion)]
    slips += mistaken_units(paper, derivation.unit(link.name))
    formula = _formula(derivation, link)
    for slip in slips:
        kind: Kind = "conversion-wrong" if slip.manner == "taken-for" else f"conversion-{slip.manner}"  # type: ignore[assignment]
        told = sentences.of_units(derivation, link.name, slip)
        if slip.name is None:
            found.add(kind, told, _scaled(link.name, slip.factor))
        else:
            found.add(kind, told, _with_number(slip.name, _times(slip.factor), formula, result))


def _times(factor: float) -> Changed:
    return lambda right, _values: right * factor


def _scaled(name: str, factor: float) -> Gives:
    return lambda _numbers, values: values[name] * factor


def _on_the_answer(variant: Variant, part: Part, link: Link, earlier: list[Link], found: _Collected) -> None:
    derivation = variant.derivation
    for slip in part.slips:
        told = sentences.declared(derivation, part.id, slip.says)
        gives = _in_base_units(derivation.ready(slip.gives.tree))
        found.slips.append((Explanation("declared", part.id, *told, _RANKS["declared"], slip), gives))
    unit = derivation.unit(part.id)
    before = [name for name in names_in(link.tree) if name in derivation.link]
    for name in dict.fromkeys([other.name for other in earlier] + before):
        other = derivation.unit(name)
        if other.dimension == unit.dimension:
            worth = 1.0
        elif not unit.is_measure:
            worth = unit.factor / other.factor  # only the number was copied; a measure would show by its unit
        else:
            continue
        found.add("one-step-early", sentences.one_step_early(derivation, name), _scaled(name, worth), step=name)
    for power in (1, 2, 3):
        for sign in (1, -1):
            told = sentences.prefix(derivation, part.id, f"10^{3 * power}")
            found.add("prefix", told, _scaled(part.id, 10.0 ** (3 * power * sign)))
            if any(kind_of(atom) == DATA for atom, _ in unit.powers):
                told = sentences.prefix(derivation, part.id, f"1024^{power}" if power > 1 else "1024")
                found.add("prefix", told, _scaled(part.id, 1024.0 ** (power * sign)))
    for factor in (10.0, 0.1):
        told = sentences.power_of_ten(derivation, part.id, "10" if factor > 1 else "1/10")
        found.add("power-of-ten", told, _scaled(part.id, factor))


def _in_base_units(tree: Node) -> Gives:
    formula = closure(tree)
    return lambda _numbers, values: formula(values)

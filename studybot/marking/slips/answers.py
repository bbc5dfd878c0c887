"""Slips of the answer of a part as a whole: the author's, a step too early, a prefix, one too many."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from studybot.bank.schema import Part
from studybot.formula.matrix import Matrix
from studybot.formula.positions import Positions
from studybot.formula.tree import Call, Node, names_in
from studybot.formula.units import DATA
from studybot.marking.slips import sentences
from studybot.marking.slips.closures import formula_of
from studybot.marking.slips.explanations import Collected, Gives
from studybot.marking.slips.values import Value, is_vector
from studybot.problem.conversions import kind_of
from studybot.problem.derivation import Link
from studybot.problem.variant import Variant


def slips_of_answer(
    variant: Variant,
    part: Part,
    link: Link,
    earlier: Sequence[str],
    samples: Sequence[Mapping[str, Value]],
    found: Collected,
) -> None:
    """The slips of the last step of a part; `earlier` are the quantities that were worked out in it before."""
    derivation = variant.derivation
    for slip in part.slips:
        told = sentences.declared(derivation, part.id, slip.says)
        gives = _in_base_units(derivation.ready(slip.gives.tree), variant)
        found.add("declared", told, gives, declared=slip)
    before = [name for name in names_in(link.tree) if name in derivation.link]
    match variant.values[part.id]:
        case Matrix():
            _of_matrix(variant, part, samples, found)
        case Positions():
            _of_positions(variant, part, found)
        case float():
            _one_step_early(variant, part, dict.fromkeys((*earlier, *before)), found)
            _of_number(variant, part, link, found)


def scaled(name: str, factor: float) -> Gives:
    """A quantity times a factor."""
    return lambda _numbers, values: values[name] * factor


def _in_base_units(tree: Node, variant: Variant) -> Gives:
    formula = formula_of(tree, variant.values)
    return lambda _numbers, values: formula(values)


def _one_step_early(variant: Variant, part: Part, names: Mapping[str, None], found: Collected) -> None:
    derivation = variant.derivation
    unit = derivation.unit(part.id)
    for name in names:
        other = derivation.unit(name)
        if type(variant.values.get(name)) is not float:
            continue
        if other.dimension == unit.dimension:
            worth = 1.0
        elif not unit.is_measure:
            worth = unit.factor / other.factor  # only the number was copied; a measure would show by its unit
        else:
            continue
        found.add("one-step-early", sentences.one_step_early(derivation, name), scaled(name, worth), step=name)


# What comes out of these is a whole number: one too many or too few is a slip of counting. Of places and of what is
# counted out nobody gets a prefix wrong.
_ROUNDING = ("floor", "ceil", "round")
_COUNTING = ("argmax", "count", "rank")


def _of_number(variant: Variant, part: Part, link: Link, found: Collected) -> None:
    derivation = variant.derivation
    function = link.tree.function if isinstance(link.tree, Call) else None
    if function in (*_ROUNDING, *_COUNTING):
        for by in (1.0, -1.0):
            told = sentences.off_by_one(derivation, part.id, "a count")
            found.add("off-by-one", told, _of_answer(part.id, partial(operator.add, by)))
    if function in _COUNTING:
        return
    in_data = any(kind_of(atom) == DATA for atom, _ in derivation.unit(part.id).powers)
    for power in (1, 2, 3, -1, -2, -3):
        told = sentences.prefix(derivation, part.id, f"10^{3 * abs(power)}")
        found.add("prefix", told, scaled(part.id, 1000.0**power))
        if in_data:
            told = sentences.prefix(derivation, part.id, f"1024^{abs(power)}" if abs(power) > 1 else "1024")
            found.add("prefix", told, scaled(part.id, 1024.0**power))
    for factor in (10.0, 0.1):
        told = sentences.power_of_ten(derivation, part.id, "10" if factor > 1 else "1/10")
        found.add("power-of-ten", told, scaled(part.id, factor))


def _of_answer(name: str, change: Callable[[Value], Value]) -> Gives:
    return lambda _numbers, values: change(values[name])


def _of_matrix(variant: Variant, part: Part, samples: Sequence[Mapping[str, Value]], found: Collected) -> None:
    derivation, name = variant.derivation, part.id
    found.add("sign", sentences.negative(derivation, name), _of_answer(name, lambda value: value.map(float.__neg__)))
    if is_vector(variant.values[name]):
        found.add("permuted", sentences.permuted(derivation, name), _of_answer(name, lambda value: value))
    else:
        transposed = _of_answer(name, lambda value: value.transposed())
        found.add("transpose", sentences.transposed(derivation, name), transposed)
    if all(0 <= entry <= 1 for values in samples for entry in values[name].entries):
        opposite = _of_answer(name, lambda value: value.map(lambda entry: 1 - entry))
        found.add("complement", sentences.complement(derivation, name), opposite)


# By how much the first and the last of a run are moved, and what that is called.
_ENDS = (
    (1, 0, "the first position"),
    (-1, 0, "the first position"),
    (0, 1, "the last position"),
    (0, -1, "the last position"),
    (1, 1, "the counting of positions"),
    (-1, -1, "the counting of positions"),
)


def _of_positions(variant: Variant, part: Part, found: Collected) -> None:
    for first, last, what in _ENDS:
        told = sentences.off_by_one(variant.derivation, part.id, what)
        found.add("off-by-one", told, _of_answer(part.id, _moved(first, last)))


def _moved(first: int, last: int) -> Callable[[Positions], Positions | None]:
    def moved(positions: Positions) -> Positions | None:
        runs = [(low + first, high + last) for low, high in positions.runs]
        return Positions.joined(runs) if all(low <= high for low, high in runs) else None

    return moved

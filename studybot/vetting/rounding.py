"""Whether a student who rounds honestly on the way is still marked right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from studybot.bank.findings import Finding
from studybot.bank.schema import Accept, Part
from studybot.formula.arrays import Matrices, Ranges, evaluate_many
from studybot.formula.shapes import POSITIONS, TRUTH
from studybot.formula.tree import Node, names_in
from studybot.formula.units import Unit
from studybot.problem.conversions import operand_conversions
from studybot.problem.derivation import Derivation
from studybot.vetting.faults import doubtful
from studybot.vetting.nearness import marked_right
from studybot.vetting.sample import Mask, Sample
from studybot.vetting.tables import Table, Value, table_of

# What one writes down on the way: fewer figures are careless, more are not asked for by anyone.
_FIGURES = 3
# A whole number below this is written out, not rounded: 1536 dimensions stay 1536.
_WRITTEN_OUT = 10_000.0
# The whole numbers that floats hold exactly.
_EXACT = 2.0**53
# Outside on more of the variants than this, a tolerance is too narrow; once in thousands, roundings all go one way.
_MISSED = 0.001
# What a tolerance may be widened to, in percent. Beyond, it would let slips pass.
_OFFERED = (0.5, 1, 1.5, 2, 3, 5, 10)


def check_rounding(sample: Sample) -> list[Finding]:
    """Parts that a student gets wrong who rounds to 3 figures at every step, on more than 0.1 % of the variants.

    Every computed quantity on the way is rounded, and what is converted into another unit; whole numbers below 10,000
    stay. Where the answer is wanted exactly (`within: 0`), it is looked at where it is a whole number, and whole
    numbers on the way are not rounded at all. Nothing is said of answers in letters, of what is true or false, or a
    position, and of answers whose figures or decimals are asked for: that asks for more figures on the way as well.
    """
    if not sample.sound.any():
        return []
    left_out = doubtful(sample.derivation)
    parts = [part for part in sample.derivation.question.parts if part.id not in left_out and _is_judged(sample, part)]
    rounded = {exact: _rounded(sample, exact) for exact in {_is_exact(part) for part in parts}}
    found = (_of(sample, part, rounded[_is_exact(part)]) for part in parts)
    return [finding for finding in found if finding is not None]


def _is_judged(sample: Sample, part: Part) -> bool:
    accept = part.accept
    if part.answer is None or part.names or part.id not in sample.values:
        return False
    if accept.figures is not None or accept.decimals is not None or accept.factor is not None:
        return False
    if sample.derivation.shapes.of.get(part.id) in (TRUTH, POSITIONS):
        return False
    return not _is_exact(part) or _is_whole(sample.table(part.id)[sample.sound], sample.derivation.unit(part.id))


def _is_exact(part: Part) -> bool:
    return not part.accept.within and not part.accept.absolute


def _is_whole(table: Table, unit: Unit) -> bool:
    shown = table / unit.factor
    return bool(np.all(np.abs(shown - np.rint(shown)) <= 1e-9 * np.abs(shown)))


def _rounded(sample: Sample, exact: bool) -> Mapping[str, Value]:
    """Every quantity as it comes out when all before it, and it itself, are rounded."""
    derivation = sample.derivation
    values = {name: value for name, value in sample.values.items() if name not in derivation.link}
    links = {id(link.tree): link for link in derivation.links}
    whole = _EXACT if exact else _WRITTEN_OUT

    def evaluate(tree: Node, around: Mapping[str, Value]) -> Value:
        link = links.get(id(tree))
        if link is None or link.part is None:
            return evaluate_many(tree, around)  # a given that is computed is told as it is
        unit = derivation.unit(link.name)
        # The numbers are put into the last form, as they are in the worked solution.
        form = link.trees[-1]
        return _short(evaluate_many(form, _converted(derivation, form, unit, around, whole)), unit, whole)

    derivation.solve(values, evaluate, partly=True)
    return values


def _converted(
    derivation: Derivation, tree: Node, target: Unit, values: Mapping[str, Value], whole: float
) -> Mapping[str, Value]:
    """The values that are put into a formula, with those rounded that are converted into another unit for it."""
    units = {name: derivation.unit(name) for name in names_in(tree) if name in derivation.names}
    conversions = operand_conversions(tree, units, target)
    shorter = {made.name: _short(values[made.name], made.after, whole) for made in conversions if made.name in values}
    return {**values, **shorter} if shorter else values


def _short(value: Value, unit: Unit, whole: float) -> Value:
    """A value as one writes it down in a unit; whole numbers up to `whole` as they are."""
    match value:
        case Matrices(array):
            return Matrices(_short_numbers(array, unit, whole))
        case Ranges():
            return value
        case np.ndarray() | np.bool_() if value.dtype.kind == "b":
            return value
        case bool():
            return value
    return _short_numbers(value, unit, whole)


def _short_numbers(value: Any, unit: Unit, whole: float) -> Any:
    if unit.offset:
        return value
    shown = np.asarray(value, dtype=float) / unit.factor
    size = np.abs(shown)
    with np.errstate(all="ignore"):
        last = 10.0 ** (np.floor(np.log10(size)) - (_FIGURES - 1))
        short = np.rint(shown / last) * last
        near = np.abs(shown - np.rint(shown)) <= 1e-9 * size
    kept = (near & (size < whole)) | ~np.isfinite(short) | (size == 0)
    return np.where(kept, shown, short) * unit.factor


def _of(sample: Sample, part: Part, rounded: Mapping[str, Value]) -> Finding | None:
    if part.id not in rounded:
        return None
    answers = table_of(rounded[part.id], sample.count)
    outside = _outside(sample, part, answers)
    if not _is_too_often(sample, outside):
        return None
    message = f"who rounds to {_FIGURES} figures at every step gets {part.id} wrong {sample.on(outside)}"
    assert part.answer is not None
    hint = f"{_mended(sample, part, answers)}; {sample.shows(outside)}"
    return Finding("warning", "rounding", message, part.answer.formula.place, hint, sample.derivation.question.id)


def _outside(sample: Sample, part: Part, answers: Table) -> Mask:
    """The variants on which these answers are marked wrong."""
    return sample.sound & ~marked_right(sample.derivation, part, answers, sample.table(part.id))


def _is_too_often(sample: Sample, outside: Mask) -> bool:
    return bool(outside.sum() > _MISSED * sample.sound.sum())


def _mended(sample: Sample, part: Part, answers: Table) -> str:
    """What the author can do about it."""
    if _is_exact(part):
        return "keep what is so near to the next whole number away with `where`"
    for percent in _OFFERED:
        if not _is_too_often(sample, _outside(sample, part._replace(accept=Accept(within=percent / 100)), answers)):
            return f"within {percent:g}% would do"
    return f"not even within {_OFFERED[-1]:g}% would do: draw numbers that cancel less, or ask for more figures"

"""A step in the numbers in which it is worked out on paper, and how the conversions in it go wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from studybot.formula.tree import Node, names_in
from studybot.formula.units import DATA, NO_UNIT, TIME, Atom, Dimension, Exponent, Unit
from studybot.problem.conversions import kind_of, natural_unit, operand_conversions, without_spent_labels


@dataclass(frozen=True, slots=True)
class Convert:
    """A conversion that a step contains: of the operand `name`, or of the result where that is None."""

    name: str | None
    before: Unit
    after: Unit


@dataclass(frozen=True, slots=True)
class OnPaper:
    """How a step is worked out: `units` are those of the numbers put in, `result` that of what comes out of them."""

    units: Mapping[str, Unit]
    result: Unit
    conversions: tuple[Convert, ...]


def on_paper(formula: Node, units: Mapping[str, Unit], target: Unit) -> OnPaper:
    """The way in which a worked step puts numbers into a formula whose names have these units."""
    used = {name: units.get(name, NO_UNIT) for name in names_in(formula)}
    operands = operand_conversions(formula, used, target)
    after = {**used, **{conversion.name: conversion.after for conversion in operands}}
    natural = natural_unit(formula, after)
    found = [Convert(conversion.name, conversion.before, conversion.after) for conversion in operands]
    shown = without_spent_labels(natural, target)
    if shown.dimension == target.dimension and shown.factor != target.factor:
        found.append(Convert(None, shown, target))
    # A constant is no number that is put in.
    return OnPaper({name: after[name] for name in used if name in units}, natural, tuple(found))


Manner = Literal["skipped", "twice", "taken-for"]


@dataclass(frozen=True, slots=True)
class UnitSlip:
    """A conversion gone wrong: the number of `name` (or the result) is `factor` times what it should be."""

    manner: Manner
    name: str | None
    factor: float
    before: str
    after: str


def unit_slips(conversion: Convert) -> Iterator[UnitSlip]:
    """What becomes of a number when its conversion is skipped, done twice, or done halfway."""
    targets = {kind_of(atom): atom for atom, _ in conversion.after.powers}
    for atom, power in conversion.before.powers:
        other = targets.get(kind_of(atom))
        if other is None or other.factor == atom.factor:
            continue
        skipped = float(other.factor / atom.factor) ** float(power)
        names = (_plural(atom), _plural(other))
        yield UnitSlip("skipped", conversion.name, skipped, *names)
        yield UnitSlip("twice", conversion.name, 1 / skipped, *names)
        for between, worth in _between(atom, other):
            # Either the number of the one is taken for that of the middle one, or that for the number of the other.
            yield UnitSlip("taken-for", conversion.name, float(worth / atom.factor) ** float(power), names[0], between)
            yield UnitSlip("taken-for", conversion.name, float(other.factor / worth) ** float(power), between, names[1])
    if not any(kind_of(atom) in targets for atom, _ in conversion.before.powers):
        skipped = conversion.after.factor / conversion.before.factor
        names = (conversion.before.plural_text, conversion.after.plural_text)
        yield UnitSlip("skipped", conversion.name, skipped, *names)
        yield UnitSlip("twice", conversion.name, 1 / skipped, *names)


_TIMES = (("seconds", Fraction(1)), ("minutes", Fraction(60)), ("hours", Fraction(3600)), ("days", Fraction(86400)))
_WORDS = {"s": "seconds", "min": "minutes", "B": "bytes", "bit": "bits"}


def _plural(atom: Atom) -> str:
    return _WORDS.get(atom.symbol) or atom.plural or atom.symbol


def _between(atom: Atom, other: Atom) -> Iterator[tuple[str, Fraction]]:
    """The units of time over which a conversion goes: hours and minutes between days and seconds."""
    if atom.dimension == TIME:
        low, high = sorted((atom.factor, other.factor))
        yield from ((name, worth) for name, worth in _TIMES if low < worth < high)


def mistaken_units(paper: OnPaper, target: Unit) -> Iterator[UnitSlip]:
    """Units taken for one another where nothing needs to be converted: of time, bits and bytes, prefixes of 1024.

    They are slips of the result, if it measures time or data, else of each number put in that does.
    """
    for measure, slips in ((TIME, _mistaken_times), (DATA, _mistaken_data)):
        operands = [(name, unit) for name, unit in paper.units.items() if _atoms(unit, measure)]
        measured: list[tuple[str | None, Unit]] = [(None, target)] if _atoms(target, measure) else [*operands]
        for name, unit in measured:
            yield from slips(paper, name, unit)


def _mistaken_times(_paper: OnPaper, name: str | None, unit: Unit) -> Iterator[UnitSlip]:
    for atom, power in _atoms(unit, TIME):
        for other, worth in _TIMES:
            if worth == atom.factor:
                continue
            ratio = float(atom.factor / worth) ** float(power)
            yield UnitSlip("taken-for", name, ratio, other, _plural(atom))
            yield UnitSlip("taken-for", name, 1 / ratio, _plural(atom), other)


def _mistaken_data(paper: OnPaper, name: str | None, unit: Unit) -> Iterator[UnitSlip]:
    yield UnitSlip("taken-for", name, 8.0, "bits", "bytes")
    yield UnitSlip("taken-for", name, 1 / 8, "bytes", "bits")
    converted = [each for each in paper.conversions if each.name == name or name is None]
    prefixes = {_prefixes(end) for each in converted for end in (each.before, each.after)} | {_prefixes(unit)}
    for count in sorted(prefixes - {0}):
        yield UnitSlip("taken-for", name, (1000 / 1024) ** count, "prefixes of 1024", "those of 1000")
        yield UnitSlip("taken-for", name, (1024 / 1000) ** count, "prefixes of 1000", "those of 1024")


def _atoms(unit: Unit, measure: Dimension) -> list[tuple[Atom, Exponent]]:
    return [(atom, power) for atom, power in unit.powers if kind_of(atom) == measure]


def _prefixes(unit: Unit) -> int:
    """How many times 1000 the unit of data in this unit is a byte or a bit: 4 for TB, 0 for a byte and for a GiB."""
    for atom, _ in _atoms(unit, DATA):
        for count in range(1, 9):
            if atom.factor in (1000**count, Fraction(1000**count, 8)):
                return count
    return 0

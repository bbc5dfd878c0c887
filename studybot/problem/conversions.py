"""Unit conversions inside a derivation: where units differ, which is converted into which, and by what rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from studybot.formula.tree import Binary, Call, Name, Node, Number, Unary, names_in
from studybot.formula.units import NO_DIMENSION, NO_UNIT, Atom, Exponent, Unit

# What an atom measures or counts: two atoms of one kind can be converted into each other.
Kind = object


@dataclass(frozen=True, slots=True)
class Rule:
    """`1 hour = 3600 s`: one of `larger` is `ratio` of `smaller`."""

    larger: Unit
    ratio: Fraction
    smaller: Unit


@dataclass(frozen=True, slots=True)
class Conversion:
    """A quantity taken from one unit to another of its dimension."""

    name: str
    before: Unit
    after: Unit
    rules: tuple[Rule, ...]


def kind_of(atom: Atom) -> Kind:
    return atom.label or atom.dimension


def rules_between(before: Unit, after: Unit) -> tuple[Rule, ...]:
    """The rules by which one unit becomes another: one for each kind of atom that differs."""
    target = {kind_of(atom): atom for atom, _ in after.powers}
    rules = []
    for atom, _ in before.powers:
        other = target.get(kind_of(atom))
        if other is None or other.factor == atom.factor:
            continue
        larger, smaller = (atom, other) if atom.factor > other.factor else (other, atom)
        rules.append(Rule(Unit(((larger, 1),)), larger.factor / smaller.factor, Unit(((smaller, 1),))))
    if not rules and before.factor != after.factor:
        larger_unit, smaller_unit = (before, after) if before.factor > after.factor else (after, before)
        ratio = Fraction(larger_unit.factor / smaller_unit.factor).limit_denominator(10**9)
        rules.append(Rule(larger_unit, ratio, smaller_unit))
    return tuple(dict.fromkeys(rules))


def operand_conversions(formula: Node, units: Mapping[str, Unit], target: Unit) -> tuple[Conversion, ...]:
    """What has to be converted before the numbers can be put into a formula, so that its units fit together.

    A kind of unit in which all operands agree is left alone: if the result is wanted in another, that is a conversion
    at the end. Where operands differ, they are brought to the unit of the result if one of them has it, else to the
    plain unit if they differ by a power of ten, else to the unit of the one that is a rate.
    """
    names = [name for name in names_in(formula) if name in units]
    choice: dict[Kind, Atom] = {}
    for kind in {kind_of(atom): None for name in names for atom, _ in units[name].powers}:
        present = {
            name: atom for name in names for atom, _ in units[name].powers if kind_of(atom) == kind and not atom.offset
        }
        if len({atom.factor for atom in present.values()}) > 1:
            choice[kind] = _chosen(kind, present, units, target)
    # A count that the result does not have is no unit of it: joules times PFLOP/s would stay joules times PFLOP/s.
    wanted = {kind_of(atom) for atom, _ in target.powers}
    for atom, _ in natural_unit(formula, units).powers:
        if atom.label and atom.factor != 1 and kind_of(atom) not in wanted and kind_of(atom) not in choice:
            choice[kind_of(atom)] = replace(atom, symbol=atom.label, factor=Fraction(1), plural="")
    conversions = []
    for name in names:
        before = units[name]
        after = Unit(tuple((choice.get(kind_of(atom), atom), power) for atom, power in before.powers))
        if after.factor != before.factor:
            conversions.append(Conversion(name, before, after, rules_between(before, after)))
    return tuple(conversions)


def _chosen(kind: Kind, present: Mapping[str, Atom], units: Mapping[str, Unit], target: Unit) -> Atom:
    atoms = list(present.values())
    wanted = next((atom for atom, _ in target.powers if kind_of(atom) == kind), None)
    if wanted is not None and any(atom.factor == wanted.factor for atom in atoms):
        return wanted
    smallest = min(atoms, key=lambda atom: atom.factor)
    if all(_is_power_of_ten(atom.factor / smallest.factor) for atom in atoms):
        return smallest
    rates = [atom for name, atom in present.items() if len(units[name].powers) > 1]
    return rates[-1] if rates else atoms[-1]


def _is_power_of_ten(ratio: Fraction) -> bool:
    return ratio.denominator == 1 and ratio.numerator == 10 ** (len(str(ratio.numerator)) - 1)


def natural_unit(formula: Node, units: Mapping[str, Unit]) -> Unit:
    """The unit that comes out when numbers in these units are put into a formula; labels of counts stay along."""
    match formula:
        case Name(name):
            return units.get(name, NO_UNIT)
        case Number():
            return NO_UNIT
        case Unary("-", operand):
            return natural_unit(operand, units)
        case Binary("*", left, right):
            return natural_unit(left, units).times(natural_unit(right, units))
        case Binary("/", left, right):
            return natural_unit(left, units).times(natural_unit(right, units), -1)
        case Binary("+" | "-", left, right):
            first = natural_unit(left, units)
            return first if first.powers else natural_unit(right, units)
        case Binary("^", left, right):
            power = _literal(right)
            return natural_unit(left, units).to_power(power) if power is not None else NO_UNIT
        case Call("sqrt", (inner,)):
            return natural_unit(inner, units).to_power(Fraction(1, 2))
        case Call("abs" | "min" | "max", arguments):
            return natural_unit(arguments[0], units)
    return NO_UNIT


def _literal(node: Node) -> Exponent | None:
    match node:
        case Number(value=value):
            return Fraction(value).limit_denominator(12)
        case Unary("-", Number(value=value)):
            return -Fraction(value).limit_denominator(12)
    return None


def without_spent_labels(unit: Unit, target: Unit) -> Unit:
    """A natural unit as a person would write it: counts that the target does not name are dropped, if worth 1.

    Two FLOP for each parameter and token come out in FLOP, not in parameter*token.
    """
    named = {kind_of(atom) for atom, _ in target.powers}
    kept = []
    for atom, power in unit.powers:
        if atom.label and atom.dimension == NO_DIMENSION and atom.factor == 1 and kind_of(atom) not in named:
            continue
        kept.append((atom, power))
    return Unit(tuple(kept))

"""Marking as a library call, for notebooks and autograders: texts in, a mark out, no bank needed."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from studybot.formula.errors import FormulaError, StudybotError
from studybot.formula.matrix import Matrix
from studybot.formula.parser import DATA, Grammar, parse
from studybot.formula.quantity import Quantity, read_quantity
from studybot.formula.shapes import MisfitError
from studybot.formula.spelling import in_latex, spelled
from studybot.formula.tree import UnitFactor, walk
from studybot.formula.unit_table import BUILT_IN, Units
from studybot.formula.unit_table import unit as known_unit
from studybot.formula.units import BASE_MEASURES, NO_UNIT, Unit
from studybot.marking import mark as internal
from studybot.marking.expressions.domains import Domain, MatrixDomain
from studybot.marking.expressions.mark import mark_expression
from studybot.marking.expressions.prepared import Expression, grammar_for, prepared
from studybot.marking.expressions.reading import has_lists
from studybot.marking.matrix import mark_matrix, read_matrix
from studybot.marking.number import Reference, mark_number
from studybot.marking.positions import mark_positions, read_positions
from studybot.marking.sets import Intervals, mark_set, read_set
from studybot.marking.tolerance import Tolerance
from studybot.marking.truth import mark_truth, read_truth
from studybot.notation.unicode import to_unicode

# A tolerance for those who name none: what remains of rounding in floats.
_DEFAULT = {"rel": 1e-9}
# Reading a reference takes as long as reading an answer; a script marks thousands against one.
_REMEMBERED = 256


@dataclass(frozen=True)
class Mark:
    """The mark of one answer.

    `verdict` is "correct", "wrong" or "invalid" (it could not be read), `credit` 0 to 1, `reading` how the answer was
    understood (None where it was not), `feedback` what there is to say, a sentence each.
    """

    verdict: internal.Verdict
    credit: float
    feedback: tuple[str, ...]
    _understood: internal.Reading | None

    @cached_property
    def reading(self) -> str | None:
        # Only when it is asked for: writing it out is a third of the time of marking, and autograders do not ask.
        return to_unicode(self._understood.node) if self._understood else None

    def __repr__(self) -> str:
        return f"Mark({self.verdict!r}, credit={self.credit}, reading={self.reading!r}, feedback={self.feedback})"


def mark(
    answer: str,
    reference: str,
    *,
    kind: str = "number",
    variables: Mapping[str, Any] | None = None,
    tolerance: Mapping[str, Any] | None = None,
) -> Mark:
    """Mark an answer against a reference, both as text.

    `kind`: number, quantity (a number with its unit), expression (a formula), vector, matrix, set (of numbers, or
    intervals), positions (whole numbers and runs of them) or boolean.

    `variables` are the domains of the names in an expression, or in the entries of a vector or matrix: `[low, high]`
    for real numbers, `{"int": [low, high]}` for whole ones, `{"shape": ["d_head", "d_model"]}` for matrices, of which
    products do not commute and `W^T` is the transpose (`["n"]` is a column; a size is a name or a number). Names may be
    spelled in LaTeX (`W_O^1`, `\\alpha`) or Unicode (`α`, `σ₁`); answers may spell them in any of these ways.

    `tolerance`: `rel` (of the reference, of its norm for matrices) and `abs`, either suffices; or `sigfigs`,
    `decimals`, `min_sigfigs`. Without one, a relative 1e-9 is forgiven.

    Raises `StudybotError` for a kind, a domain, a tolerance or a reference that makes no sense; never for an answer.
    """
    if not isinstance(answer, str) or not isinstance(reference, str):
        raise StudybotError("mark.text", "the answer and the reference are texts")
    if kind not in _MARKERS:
        known = ", ".join(_MARKERS)
        raise StudybotError("mark.kind", f"there is no kind {kind}", hint=f"there are {known}")
    domains = _domains(variables) if variables else ()
    bounds = tuple(sorted((_DEFAULT if tolerance is None else tolerance).items()))
    found = _MARKERS[kind](answer, reference, domains, bounds)
    return Mark(found.verdict, found.credit, tuple(remark.text for remark in found.remarks), found.reading)


# Domains and bounds as tuples, so that what was made of a reference can be remembered.
_Domains = tuple[tuple[str, Domain | MatrixDomain], ...]
_Bounds = tuple[tuple[str, Any], ...]


def _mark_number(answer: str, reference: str, _domains: _Domains, bounds: _Bounds) -> internal.Mark:
    made, units = _number(reference, bounds)
    found = mark_number(answer, made, units=units)
    if units.counts and (noun := _unknown_noun(found.fault)) is not None:
        return mark_number(answer, made, units=Units((*units.counts, noun)))
    return found


def _mark_expression(answer: str, reference: str, domains: _Domains, bounds: _Bounds) -> internal.Mark:
    return mark_expression(answer, _expression(reference, domains, bounds))


def _mark_positions(answer: str, reference: str, _domains: _Domains, _bounds: _Bounds) -> internal.Mark:
    return mark_positions(answer, read_positions(reference))


def _mark_matrix(answer: str, reference: str, domains: _Domains, bounds: _Bounds) -> internal.Mark:
    if domains:
        return mark_expression(answer, _expression(reference, domains, bounds, by_entry=True))
    return mark_matrix(answer, _matrix(reference), _tolerance(bounds, NO_UNIT))


def _mark_set(answer: str, reference: str, _domains: _Domains, bounds: _Bounds) -> internal.Mark:
    return mark_set(answer, _set(reference), _tolerance(bounds, NO_UNIT))


def _mark_truth(answer: str, reference: str, _domains: _Domains, _bounds: _Bounds) -> internal.Mark:
    return mark_truth(answer, read_truth(reference).holds)


_MARKERS: Mapping[str, Callable[[str, str, _Domains, _Bounds], internal.Mark]] = {
    "number": _mark_number,
    "quantity": _mark_number,
    "expression": _mark_expression,
    "positions": _mark_positions,
    "boolean": _mark_truth,
    "vector": _mark_matrix,
    "matrix": _mark_matrix,
    "set": _mark_set,
}


@lru_cache(maxsize=_REMEMBERED)
def _number(reference: str, bounds: _Bounds) -> tuple[Reference, Units]:
    quantity, unit, units = _quantity(reference)
    return Reference(quantity.value, unit, _tolerance(bounds, unit)), units


def _quantity(text: str) -> tuple[Quantity, Unit, Units]:
    """The worth of a reference, the unit it is written in, and the units that answers may use.

    A noun that is no unit is counted: in `5 apples` apples are, and then oranges are something else.
    """
    units = BUILT_IN
    try:
        tree = parse(text, DATA)
    except FormulaError as fault:
        if (noun := _unknown_noun(fault)) is None:
            raise
        units = Units((noun,))
        tree = parse(text, Grammar(units=units))
    written = [part.unit for part in walk(tree) if isinstance(part, UnitFactor)]
    quantity = read_quantity(tree, text)
    return quantity, _asked_for(quantity, written), units


def _asked_for(quantity: Quantity, written: Sequence[Unit]) -> Unit:
    """The unit that a reference is written in; base units for the product of several: of `5 kW * 3 h` neither is."""
    if not written or written[0].dimension == quantity.dimension:
        return written[0] if written else NO_UNIT
    powers = zip(BASE_MEASURES, quantity.dimension, strict=True)
    return Unit(tuple((known_unit(base).powers[0][0], power) for base, power in powers if power))


@lru_cache(maxsize=_REMEMBERED)
def _matrix(reference: str) -> Matrix:
    return read_matrix(reference).matrix


@lru_cache(maxsize=_REMEMBERED)
def _set(reference: str) -> Intervals:
    return read_set(reference).intervals


def _unknown_noun(fault: FormulaError | None) -> tuple[str, str] | None:
    """Singular and plural of the word that a text could not be read for, if it is one that may be counted."""
    noun = fault.text[fault.start : fault.end] if fault is not None and fault.code == "formula.unknown" else ""
    return (noun.removesuffix("s"), noun) if noun.isalpha() and len(noun) > 1 else None


@lru_cache(maxsize=_REMEMBERED)
def _expression(reference: str, domains: _Domains, bounds: _Bounds, by_entry: bool = False) -> Expression:
    known = dict(domains)
    spellings = {name: _latex(name) for name in known if not _PLAIN_NAME.fullmatch(name)}
    try:
        tree = parse(reference, grammar_for(known, spellings, lists=True))
        if not has_lists(tree):
            tree = parse(reference, grammar_for(known, spellings, lists=by_entry))
        return prepared(tree, known, _tolerance(bounds, NO_UNIT), spellings=spellings, by_entry=by_entry)
    except FormulaError as fault:
        if fault.code != "formula.name":
            raise
        unknown = fault.text[fault.start : fault.end]
        message = f"the reference uses {unknown}, which has no domain"
        raise StudybotError("mark.variables", message, hint=fault.hint) from None
    except MisfitError as fault:
        raise StudybotError("mark.variables", f"the reference has no shape: {fault.message}") from None
    except ValueError as fault:
        raise StudybotError("mark.variables", str(fault)) from None


_PLAIN_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


def _latex(name: str) -> str:
    """The LaTeX of a name that is written in LaTeX or in Unicode."""
    for spelling in spelled(name):
        return in_latex(spelling)
    hint = "a letter or a word, with what stands below and above it: W_O^1"
    raise StudybotError("mark.variables", f"{name} is no name", hint=hint)


def _domains(variables: Mapping[str, Any]) -> _Domains:
    """The domains of the names, remembered: making them anew takes a sixth of the time of marking a formula."""
    try:
        return _remembered_domains(tuple([(name, _frozen(given)) for name, given in variables.items()]))
    except TypeError:  # something unhashable, which is no domain
        return tuple((name, _domain(name, given)) for name, given in variables.items())


@lru_cache(maxsize=_REMEMBERED)
def _remembered_domains(variables: tuple[tuple[str, Any], ...]) -> _Domains:
    return tuple(
        (name, _domain(name, dict(given.items) if isinstance(given, _Frozen) else given)) for name, given in variables
    )


class _Frozen(NamedTuple):
    """A mapping as a value that can be looked up."""

    items: tuple[tuple[str, Any], ...]


def _frozen(given: Any) -> Any:
    if type(given) is list:
        return tuple(given)
    if type(given) is dict:
        return _Frozen(tuple([(key, tuple(value) if type(value) is list else value) for key, value in given.items()]))
    return given


def _domain(name: str, given: Any) -> Domain | MatrixDomain:
    if isinstance(given, Mapping) and set(given) == {"shape"}:
        return _matrix_domain(name, given["shape"])
    whole = isinstance(given, Mapping) and set(given) == {"int"}
    ends = given["int"] if whole else given
    try:
        low, high = (float(end) for end in ends)
    except (TypeError, ValueError):
        hint = "[low, high], {'int': [low, high]} or {'shape': [rows, columns]}"
        raise StudybotError("mark.variables", f"the domain of {name} makes no sense", hint=hint) from None
    if not (math.isfinite(low) and math.isfinite(high) and low <= high):
        raise StudybotError("mark.variables", f"the domain of {name} does not go from one number up to another")
    return Domain(low, high, whole)


def _matrix_domain(name: str, shape: Any) -> MatrixDomain:
    sizes = list(shape) if isinstance(shape, list | tuple) else []
    right = all(
        (isinstance(size, int) and not isinstance(size, bool) and size > 0)
        or (isinstance(size, str) and size.isidentifier())
        for size in sizes
    )
    if not right or len(sizes) not in (1, 2):
        hint = "[rows, columns], each a name or a number from 1 on, or [length] for a vector"
        raise StudybotError("mark.variables", f"the shape of {name} makes no sense", hint=hint)
    return MatrixDomain(sizes[0], sizes[1] if len(sizes) == 2 else 1)


_FIELDS = {
    "rel": "relative",
    "abs": "absolute",
    "sigfigs": "figures",
    "decimals": "decimals",
    "min_sigfigs": "min_figures",
}


def _tolerance(bounds: _Bounds, unit: Unit) -> Tolerance:
    fields: dict[str, Any] = {}
    for name, value in bounds:
        if name not in _FIELDS:
            raise StudybotError(
                "mark.tolerance", f"there is no tolerance {name}", hint=f"there are {', '.join(_FIELDS)}"
            )
        if name != "abs" and not (isinstance(value, int | float) and value >= 0):
            raise StudybotError("mark.tolerance", f"the tolerance {name} is a number from 0 on")
        fields[_FIELDS[name]] = value
    absolute = fields.get("absolute")
    if isinstance(absolute, str):
        fields["absolute"] = read_quantity(parse(absolute, Grammar(expects=unit)), absolute).value
    elif absolute is not None:
        fields["absolute"] = absolute * unit.factor
    return Tolerance(**fields)

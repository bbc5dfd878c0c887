"""One marker a kind of answer: how an answer to a part of a variant is read, and how it is marked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from studybot.bank.schema import Part, Rubric, Spellings
from studybot.marking.choice import mark_one, mark_several, read_one, read_several
from studybot.marking.estimate import mark_estimate
from studybot.marking.expressions.mark import mark_expression
from studybot.marking.expressions.prepared import Expression
from studybot.marking.expressions.reading import read_expression
from studybot.marking.mark import Mark, Reading, WordsReading
from studybot.marking.matrix import mark_matrix, read_matrix
from studybot.marking.number import mark_number
from studybot.marking.ordering import mark_order, read_order
from studybot.marking.positions import PositionsReading, mark_positions, read_positions
from studybot.marking.reading import read_answer
from studybot.marking.references import expression_of, intervals_of, reference_of
from studybot.marking.rubric import mark_rubric, read_ticks
from studybot.marking.sets import mark_set, read_set
from studybot.marking.spelling import mark_words, read_words
from studybot.marking.statements import mark_statements, read_statements
from studybot.marking.tolerance import Tolerance
from studybot.marking.truth import mark_truth, read_truth
from studybot.marking.unit_after import without_own_unit
from studybot.problem.derivation import Value
from studybot.problem.kinds import kind_of
from studybot.problem.options import offers_of
from studybot.problem.variant import Variant

# Students write the same few formulas, and most variants of a question ask for the same one.
_REMEMBERED = 1_000


@dataclass(frozen=True, slots=True)
class Marker:
    """`read` is how an answer is understood and raises `FormulaError`; `mark` is its mark against the right answer."""

    read: Callable[[str], Reading]
    mark: Callable[[str], Mark]


def marker_of(variant: Variant, part: Part) -> Marker:
    """The marker of a part of a variant, which is made once."""
    if part.id not in variant.prepared:
        variant.prepared[part.id] = _marker(variant, part)
    marker: Marker = variant.prepared[part.id]
    return marker


def marker_for_value(variant: Variant, part: Part, value: Value) -> Marker:
    """The marker of a part of which this is the right answer. Not for parts with options or in words."""
    tolerance = Tolerance.of(part.accept)
    match kind_of(variant, part):
        case "matrix":
            unit, units = variant.derivation.unit(part.id), variant.units
            return Marker(
                lambda text: read_matrix(text, value.shape, unit, units),
                lambda text: mark_matrix(text, value, tolerance, unit, units),
            )
        case "truth":
            return Marker(read_truth, lambda text: mark_truth(text, value))
        case "positions":
            return Marker(
                lambda text: PositionsReading(text, read_positions(text)), lambda text: mark_positions(text, value)
            )
        case "set" | "interval":
            intervals = intervals_of(variant, part, value)
            return Marker(read_set, lambda text: mark_set(text, intervals, tolerance))
    return _number(variant, part, value)


def marker_for_expression(variant: Variant, part: Part, reference: Expression) -> Marker:
    """The marker of a part of which this expression is the right answer."""
    unit, units = variant.derivation.unit(part.id), variant.units

    def bare(text: str) -> str:
        return without_own_unit(text, unit, units, reference.grammar.names or ())

    return Marker(lambda text: read_expression(bare(text), reference), lambda text: _marked(bare(text), reference))


@lru_cache(maxsize=_REMEMBERED)
def _marked(text: str, reference: Expression) -> Mark:
    return mark_expression(text, reference)


def _number(variant: Variant, part: Part, value: Value) -> Marker:
    reference = reference_of(variant, part, value)
    units, foreign, accept = variant.units, variant.derivation.names, part.accept

    def mark(text: str) -> Mark:
        if accept.factor is not None:
            return mark_estimate(text, reference, accept.factor, accept.half, units=units, foreign=foreign)
        return mark_number(text, reference, units=units, foreign=foreign)

    return Marker(lambda text: read_answer(text, reference.unit, units=units, foreign=foreign), mark)


def _marker(variant: Variant, part: Part) -> Marker:
    match part.task:
        case Rubric(points):
            keys = tuple(points)
            return Marker(lambda text: _ticked(text, keys), lambda text: mark_rubric(text, keys))
        case Spellings(accepted):
            return Marker(read_words, lambda text: mark_words(text, accepted))
    offers = offers_of(variant, part)
    match kind_of(variant, part):
        case "one":
            return Marker(lambda text: read_one(text, offers)[1], lambda text: mark_one(text, offers))
        case "several":
            return Marker(lambda text: read_several(text, offers)[1], lambda text: mark_several(text, offers))
        case "statements":
            return Marker(
                lambda text: read_statements(text, offers).reading, lambda text: mark_statements(text, offers)
            )
        case "order":
            return Marker(lambda text: read_order(text, offers)[1], lambda text: mark_order(text, offers))
        case "expression":
            return marker_for_expression(variant, part, expression_of(variant, part, {}))
    return marker_for_value(variant, part, variant.values[part.id])


def _ticked(text: str, keys: tuple[str, ...]) -> Reading:
    found = read_ticks(text, keys)
    return WordsReading(text, "written") if found is None else found[1]

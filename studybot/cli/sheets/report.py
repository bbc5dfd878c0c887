"""How much the versions of a sheet differ in the work that they take."""

from __future__ import annotations

from collections.abc import Sequence

from studybot.cli.sheets.plans import Plan
from studybot.problem.derivation import Derivation
from studybot.sheets.matching import Spans, spans_of, spans_of_all
from studybot.sheets.versions import versions_of
from studybot.show.document import Document, Table, Words, line


def report(plan: Plan, secret: bytes) -> Document:
    """A row a question: the spread over the versions of the recipe, and what it would be without matching."""
    recipe = plan.recipe
    seeds: dict[str, list[int]] = {}
    for version in versions_of(recipe, plan.derivations, range(1, recipe.versions + 1), secret):
        for slot, seed in version:
            seeds.setdefault(slot.question.id, []).append(seed)
    rows = tuple(_row(plan.derivations[asked], seeds[asked]) for asked in plan.derivations if asked in seeds)
    header = ("question", "versions", "operations", "digits", "decades")
    return (
        Table(header, rows, right=frozenset({1, 2, 3, 4})),
        line(
            f"Over {recipe.versions:,} versions, in brackets over variants as they are drawn elsewhere: the operations"
            " of all formulas, the digits of all numbers that are told, and the powers of ten over which the answers to"
            " the most spread part lie.",
            role="quiet",
        ),
    )


def _row(derivation: Derivation, seeds: Sequence[int]) -> tuple[tuple[Words], ...]:
    on_versions, everywhere = spans_of(derivation, seeds), spans_of_all(derivation)
    return (
        (Words(derivation.question.id),),
        (Words(f"{len(seeds):,}"),),
        *((Words(cell),) for cell in map(_cell, _told(on_versions), _told(everywhere))),
    )


def _told(spans: Spans) -> tuple[str, str, str]:
    return (_bounds(spans.operations), _bounds(spans.digits), f"{spans.decades:.1f}")


def _bounds(bounds: tuple[int, int]) -> str:
    low, high = bounds
    return f"{low}" if low == high else f"{low}-{high}"


def _cell(here: str, elsewhere: str) -> str:
    return f"{here} ({elsewhere})"

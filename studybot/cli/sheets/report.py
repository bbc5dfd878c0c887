"""How much the versions of a sheet differ in the work that they take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from studybot.cli.sheets.plans import Plan
from studybot.problem.derivation import Derivation
from studybot.sheets.matching import Spans, operations_of, spans_of, spans_of_all
from studybot.sheets.versions import Version, points_of
from studybot.show.document import Document, Table, Words, line


def report(plan: Plan, secret: bytes) -> Document:
    """A row a question: the spread over the versions of the recipe, and what it would be without matching.

    Behind them stands what a version has as a whole.
    """
    recipe = plan.recipe
    versions = plan.versions(secret)
    seeds: dict[str, list[int]] = {}
    for version in versions:
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
        line(_whole(plan, versions, seeds)),
    )


def _whole(plan: Plan, versions: Sequence[Version], seeds: Mapping[str, Sequence[int]]) -> str:
    """From the least to the greatest version: parts, points, and operations in all formulas."""
    operations = {
        (asked, seed): number
        for asked, drawn in seeds.items()
        for seed, number in zip(drawn, operations_of(plan.derivations[asked], drawn), strict=True)
    }
    parts, points, work = [], [], []
    for version in versions:
        each = [points_of(slot.question, plan.derivations[slot.question.id]) for slot, _ in version]
        parts.append(sum(map(len, each)))
        points.append(sum(map(sum, each)))
        work.append(sum(operations[slot.question.id, seed] for slot, seed in version))
    told = (f"{_bounds((min(counts), max(counts)))} {what}" for counts, what in ((parts, "parts"), (points, "points")))
    return f"Each version has {', '.join(told)} and {_bounds((min(work), max(work)))} operations."


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

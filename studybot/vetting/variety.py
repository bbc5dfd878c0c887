"""How much variants differ: too few numbers, an answer that is always the same, a truth that hardly ever changes."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from studybot.bank.findings import Finding
from studybot.bank.schema import Choices, Ordering, Part
from studybot.formula.shapes import TRUTH
from studybot.formula.tree import Name
from studybot.problem.options import offers_of
from studybot.problem.variant import Variant
from studybot.vetting.sample import MEANINGFUL, Sample

# With fewer variants than this a student meets the same numbers again.
_FEW = 50
# What is true on more variants than this, or on fewer than the rest, is best guessed.
LOPSIDED = 0.9


def distinct_variants(sample: Sample) -> int:
    """How many of the variants differ: in what is drawn for them, or in the options that are offered."""
    alike = sample.drawn_alike(sample.drawn_names)
    numbers = len(np.unique(alike))
    parts = [part for part in sample.derivation.question.parts if _offers_differ(part)]
    if not parts or numbers > sample.count / 2:
        return numbers
    seen = set()
    for seed in np.flatnonzero(sample.possible).tolist():
        # Options are drawn from the seed alone; to draw the numbers as well would take three times as long.
        variant = Variant(sample.derivation, seed, {}, {}, {})
        offered = (frozenset((offer.key, offer.holds) for offer in offers_of(variant, part)) for part in parts)
        seen.add((int(alike[seed]), *offered))
    return max(len(seen), numbers)


def _offers_differ(part: Part) -> bool:
    """Whether other options are offered on other variants, and not only in another order."""
    match part.task:
        case Choices(options=options, show=show):
            either = any(option.right is not None and option.wrong is not None for option in options)
            return either or (show is not None and show < len(options))
        case Ordering(options=options, show=show):
            return show is not None and show < len(options)
    return False


def check_variety(sample: Sample) -> list[Finding]:
    """Parts with fewer than 50 different variants, or with one answer on (nearly) all of them.

    Options, orders, words and expressions may well be always the same: what is asked there is no number.
    """
    if sample.count < MEANINGFUL or sample.draws.impossible:
        return []
    return [finding for part in sample.derivation.question.parts for finding in _of_part(sample, part)]


def _of_part(sample: Sample, part: Part) -> Iterator[Finding]:
    if part.answer is None or part.names or part.id not in sample.values:
        return
    is_truth = sample.derivation.shapes.of.get(part.id) == TRUTH
    told = _lopsided(sample, part) if is_truth else _few(sample, part)
    if told is not None:
        check, message, hint = told
        yield Finding("warning", check, message, part.place, hint, sample.derivation.question.id)


def _few(sample: Sample, part: Part) -> tuple[str, str, str] | None:
    needed = sample.derivation.needed(Name(part.id))
    names = [name for name in sample.drawn_names if name in needed]
    varying = [f"{name} ({sample.distinct([name])} values)" for name in names if sample.distinct([name]) > 1]
    if not varying:
        message = f"{part.id} has the same answer on every variant: nothing that it depends on is drawn"
        return "few-variants", message, "let its answer depend on a given with pick or range"
    answers = sample.table(part.id)[sample.sound]
    if len(answers) and not np.ptp(answers, axis=0).any():
        message = f"{part.id} has the same answer on every variant, although it depends on {_joined(varying)}"
        return "few-variants", message, "let its answer differ, or tell with `accepts` why it does not"
    _, times = np.unique(sample.drawn_alike(names), return_counts=True)
    found = len(times)
    # Where some were met only once or twice, about as many were not met at all.
    if found + np.count_nonzero(times <= 2) >= _FEW:
        return None
    message = f"{part.id} has only {found} distinct variants: its answer depends on {_joined(varying)} alone"
    hint = f"{_FEW} or more keep students from meeting the same numbers again: widen the ranges"
    return "few-variants", message, hint


def _lopsided(sample: Sample, part: Part) -> tuple[str, str, str] | None:
    holds = sample.array(part.id)[sample.sound]
    share = float(holds.mean()) if len(holds) else 0.5
    if 1 - LOPSIDED <= share <= LOPSIDED:
        return None
    word = "true" if share > 0.5 else "false"
    often = "every variant" if share in (0.0, 1.0) else f"{100 * max(share, 1 - share):.1f} % of the variants"
    message = f"{part.id} is {word} on {often}"
    return "lopsided", message, f"whoever answers {word} without thinking is right: choose ranges on both sides"


def _joined(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"

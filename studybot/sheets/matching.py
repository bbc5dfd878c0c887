"""Versions that take about the same work: which variants of a question are alike enough.

What is alike is what `bank check` measures: the digits of the numbers that are told, the operations in all formulas,
the size of every answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from studybot.problem.derivation import Derivation
    from studybot.vetting.fairness import Work

# So many variants show what is usual.
_SAMPLE = 500
# A band takes in a fifth of all variants at least, so that the first of a dozen draws is in it 14 times of 15, and so
# many different ones that neighbours do not have the same.
_LEAST_SHARE = 0.2
_LEAST_DIFFERENT = 50
# How much wider it becomes with every attempt: digits and operations by one, sizes by a factor of 10 ** 0.25.
_DECADES = 0.25
_WIDEST = 40
# A draw of a version takes the first of so many variants that is in the band.
CANDIDATES = 16


class Band(NamedTuple):
    """Between which bounds, which belong to it, the variants of a question lie.

    `digits` are the significant digits of all drawn numbers that are told, added up, `operations` those in all
    formulas; `sizes` the decimal logarithms of answers in their units, by their parts.
    """

    digits: tuple[int, int]
    operations: tuple[int, int]
    sizes: tuple[tuple[str, float, float], ...]


def band_of(derivation: Derivation) -> Band | None:
    """The narrowest band around the usual that takes in enough variants; None where nothing can be measured."""
    import numpy as np

    from studybot.formula.evaluate import UndefinedError
    from studybot.vetting.fairness import work_of
    from studybot.vetting.sample import Sample

    try:
        sample = Sample.of(derivation, _SAMPLE)
        work = work_of(sample)
    except UndefinedError:
        return None
    if not work.sound.any():
        return None
    alike = sample.drawn_alike(sample.drawn_names)
    different = len(np.unique(alike[work.sound]))
    band = _around(work, 0)
    for width in range(_WIDEST):
        band = _around(work, width)
        within = inside(band, work)
        wanted = min(_LEAST_DIFFERENT, different)
        if within.sum() >= _LEAST_SHARE * work.sound.sum() and len(np.unique(alike[within])) >= wanted:
            break
    return band


def _around(work: Work, width: int) -> Band:
    import numpy as np

    sound = work.sound
    digits, operations = (int(np.median(values[sound])) for values in (work.digits, work.operations))
    sizes = []
    for part, logarithms in work.sizes.items():
        known = logarithms[sound & np.isfinite(logarithms)]
        if len(known):
            middle, half = float(np.median(known)), _DECADES * width
            # Bounds of three decimals, of which the last is a 5: no round number lies on one.
            sizes.append((part, round(middle - half, 2) - 0.005, round(middle + half, 2) + 0.005))
    rounded = tuple((part, round(low, 3), round(high, 3)) for part, low, high in sizes)
    return Band((digits - width, digits + width), (operations - width, operations + width), rounded)


def inside(band: Band, work: Work) -> NDArray[np.bool_]:
    """Which of the variants that were measured lie in a band. A size that cannot be told is in it."""
    import numpy as np

    within = work.sound.copy()
    for (low, high), values in ((band.digits, work.digits), (band.operations, work.operations)):
        within &= (low <= values) & (values <= high)
    for part, least, greatest in band.sizes:
        if part in work.sizes:
            logarithms = work.sizes[part]
            within &= ~np.isfinite(logarithms) | ((least <= logarithms) & (logarithms <= greatest))
    return within


def nearness(band: Band, work: Work) -> NDArray[np.float64]:
    """How far outside of a band each variant lies, rounded to be the same on every machine; inf of unsound ones."""
    import numpy as np

    far = np.zeros(len(work.sound))
    for (low, high), values in ((band.digits, work.digits), (band.operations, work.operations)):
        far += np.maximum(0.0, np.maximum(low - values, values - high))
    for part, least, greatest in band.sizes:
        if part in work.sizes:
            logarithms = work.sizes[part]
            far += np.nan_to_num(
                np.maximum(0.0, np.maximum(least - logarithms, logarithms - greatest)) / _DECADES, posinf=0.0
            )
    return np.where(work.sound, np.round(far, 3), np.inf)


class Spans(NamedTuple):
    """Between which bounds some variants lie; `decades` are those of the part whose answers are the most spread."""

    operations: tuple[int, int]
    digits: tuple[int, int]
    decades: float


def spans_of(derivation: Derivation, seeds: Sequence[int]) -> Spans:
    """The bounds of the variants with these seeds, from the least to the greatest."""
    return _spans(_work(derivation, seeds))


def operations_of(derivation: Derivation, seeds: Sequence[int]) -> list[int]:
    """How many operations there are in all formulas of the variant with each seed."""
    return [int(number) for number in _work(derivation, seeds).operations]


def spans_of_all(derivation: Derivation) -> Spans:
    """The bounds of a sample of all variants of a question."""
    from studybot.vetting.fairness import work_of
    from studybot.vetting.sample import Sample

    return _spans(work_of(Sample.of(derivation, _SAMPLE)))


def _work(derivation: Derivation, seeds: Sequence[int]) -> Work:
    import numpy as np

    from studybot.problem.draw import draw_many
    from studybot.vetting.fairness import work_of
    from studybot.vetting.sample import Sample

    return work_of(Sample(derivation, draw_many(derivation, np.array(seeds, dtype=np.uint64)), len(seeds)))


def _spans(work: Work) -> Spans:
    import numpy as np

    if not work.sound.any():
        return Spans((0, 0), (0, 0), 0.0)
    bounds = [
        (int(values[work.sound].min()), int(values[work.sound].max())) for values in (work.operations, work.digits)
    ]
    known = (logarithms[np.isfinite(logarithms)] for logarithms in work.sizes.values())
    decades = max((float(np.ptp(values)) for values in known if len(values)), default=0.0)
    return Spans(bounds[0], bounds[1], decades)

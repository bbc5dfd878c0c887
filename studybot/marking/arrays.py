"""`Tolerance.admits` on arrays. Imports numpy, and is imported only where that is loaded anyway."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from studybot.marking.tolerance import LAST_BITS, Tolerance

_Floats = NDArray[np.float64]


def admits_many(tolerance: Tolerance, values: _Floats, references: _Floats, unit_factor: float) -> NDArray[np.bool_]:
    """Where a value is near enough to its reference: on every variant what `tolerance.admits` says of it."""
    with np.errstate(all="ignore"):
        last_bits = LAST_BITS * np.abs(references)
        distance = np.abs(values - references)
        return np.asarray(distance <= _bound(tolerance, references, unit_factor) + last_bits)


def _bound(tolerance: Tolerance, references: _Floats, unit_factor: float) -> _Floats:
    if tolerance.decimals is not None:
        return np.full_like(references, 0.5 * 10.0**-tolerance.decimals * unit_factor * (1 + 1e-9))
    figures = tolerance.figures or tolerance.min_figures
    if figures is not None:
        magnitude = np.floor(np.log10(np.abs(references / unit_factor)) + 1e-12)
        bound = 0.5 * 10.0 ** (magnitude - figures + 1) * unit_factor * (1 + 1e-9)
        return np.where(references == 0, 0.0, bound)
    relative = (tolerance.relative or 0.0) * np.abs(references)
    return np.maximum(relative, tolerance.absolute or 0.0)

"""Marking an estimate by its order of magnitude: `accept: {factor: 2, half: 10}`."""

from __future__ import annotations

import math

# Bounds are inclusive: a part in 10^12, which floats lose on the way, never decides.
_LAST_BITS = 1e-12
# From here on an estimate is told by its power of ten: nobody is helped by "43,000 times".
_IN_DIGITS = 1000


def credit_within(value: float, reference: float, factor: float, half: float | None = None) -> float:
    """1.0 within `factor` (at least 1) of the reference, up or down; 0.5 within `half`; 0.0 else.

    Another sign is never near, and nothing but 0 is near 0.
    """
    ratio = _ratio(value, reference)
    if ratio is None:
        return 1.0 if value == reference else 0.0
    off = max(ratio, 1 / ratio) * (1 - _LAST_BITS)
    if off <= factor:
        return 1.0
    return 0.5 if half is not None and off <= half else 0.0


def factor_told(value: float, reference: float) -> str | None:
    """By which factor an estimate is off, in a sentence for a part that is closed.

    None where the factor is 1 to two figures, and where there is none: another sign, or a zero.
    """
    ratio = _ratio(value, reference)
    if ratio is None:
        return None
    told = _told(max(ratio, 1 / ratio))
    if told == "1.0":
        return None
    return f"yours is {told} times the answer" if ratio > 1 else f"yours is the answer divided by {told}"


def _ratio(value: float, reference: float) -> float | None:
    """`value / reference` where that is a positive number of which the reciprocal is one too."""
    if not (math.isfinite(value) and math.isfinite(reference) and value and reference):
        return None
    ratio = value / reference
    return ratio if ratio > 0 and math.isfinite(ratio) and math.isfinite(1 / ratio) else None


def _told(off: float) -> str:
    """A factor of at least 1: 4.3, 43, 430, about 10^5."""
    if off >= _IN_DIGITS:
        return f"about 10^{round(math.log10(off))}"
    return f"{off:.1f}" if off < 9.95 else f"{float(f'{off:.2g}'):.0f}"

"""Random numbers as a pure function of what is asked: the same on every machine, in integers only.

The k-th number needs none of those before it, so a single variant and a million of them, on numpy arrays, come out of
the same arithmetic. The mixing function is the finalizer of SplitMix64 (Steele, Lea, Flood: Fast splittable
pseudorandom number generators, OOPSLA 2014).
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b
from typing import Any

# A Python integer, or a numpy array of uint64 (which wraps by itself where the mask would cut).
Bits = Any

_MASK = (1 << 64) - 1
_GOLDEN = 0x9E3779B97F4A7C15
_ATTEMPT = 0xD1B54A32D192ED03

# Seeds beyond this do not fit the five characters of a variant's code.
SEED_LIMIT = 31**5


@lru_cache(maxsize=4096)
def key(*words: str) -> int:
    """64 bits that stand for some words; words of other questions and givens give unrelated ones."""
    return int.from_bytes(blake2b("\0".join(words).encode(), digest_size=8).digest(), "big")


def _mix(x: int) -> int:
    x = ((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    x = ((x ^ (x >> 27)) * 0x94D049BB133111EB) & _MASK
    return x ^ (x >> 31)


def bits(stream: int, seed: int, attempt: int) -> int:
    """32 random bits of a stream (a `key`), for one seed and one attempt at drawing it."""
    return _mix(_mix(seed * _GOLDEN & _MASK) + stream + attempt * _ATTEMPT & _MASK) >> 32


def mixed_many(seeds: Bits) -> Bits:
    """What `bits_many` needs of an array of uint64 seeds; the same for all streams, so that it is computed once."""
    import numpy as np

    return _mix_many(seeds * np.uint64(_GOLDEN))


def bits_many(stream: int, mixed: Bits, attempt: int) -> Bits:
    """`bits` for many seeds at once, the same to the bit. `mixed` is `mixed_many` of the seeds."""
    import numpy as np

    drawn = _mix_many(mixed + np.uint64(stream + attempt * _ATTEMPT & _MASK))
    drawn >>= np.uint64(32)
    return drawn


def _mix_many(x: Bits) -> Bits:
    """`_mix` on an array of its own, which is overwritten: a fresh one for each operation takes twice the time."""
    import numpy as np

    x ^= x >> np.uint64(30)
    x *= np.uint64(0xBF58476D1CE4E5B9)
    x ^= x >> np.uint64(27)
    x *= np.uint64(0x94D049BB133111EB)
    x ^= x >> np.uint64(31)
    return x


def seed_of(session: int, place: int) -> int:
    """The variant's seed for the `place`-th question of a session: 0 <= seed < SEED_LIMIT.

    The first question has the session's own, so that one question asked with a seed is what `explain` shows with it.
    """
    if place == 0:
        return session % SEED_LIMIT
    return bits(key("session"), session & _MASK, place) % SEED_LIMIT


def shuffled(count: int, stream: int, seed: int) -> list[int]:
    """The numbers 0..count-1 in an order drawn from the seed (Fisher-Yates)."""
    order = list(range(count))
    start = _mix(seed * _GOLDEN & _MASK) + stream  # the same in `bits` for every place
    for last in range(count - 1, 0, -1):
        other = (_mix(start + last * _ATTEMPT & _MASK) >> 32) * (last + 1) >> 32
        order[last], order[other] = order[other], order[last]
    return order

"""What keys the draw: without a secret, whoever has bank and recipe can draw every version, and print its key."""

from __future__ import annotations

import hmac

from studybot.formula.errors import StudybotError

# 128 bits in hexadecimal are 32, a sentence has more: what is shorter can be tried out.
_SHORTEST = 16
_LONGEST = 4_096


def checked_secret(content: bytes, shown: str) -> bytes:
    """The secret in a file that is `shown` by this name, without the line break at its end.

    Raises `StudybotError` `usage.secret`.
    """
    secret = content.rstrip(b"\r\n")
    if not _SHORTEST <= len(secret) <= _LONGEST:
        message = f"{shown} is no secret: it has {len(secret)} bytes"
        hint = f"a secret has {_SHORTEST} to {_LONGEST:,}; `openssl rand -hex 32` makes one"
        raise StudybotError("usage.secret", message, hint=hint)
    return secret


def fingerprint(secret: bytes) -> str:
    """What a recipe says of its secret, by which a wrong one is told: eight hexadecimal digits."""
    return hmac.digest(secret, b"studybot sheet: fingerprint", "sha256")[:4].hex()


def keyed(secret: bytes, *words: str) -> int:
    """64 bits that stand for some words, and that nobody without the secret can tell (HMAC with SHA-256)."""
    return int.from_bytes(hmac.digest(secret, "\0".join(words).encode(), "sha256")[:8], "big")

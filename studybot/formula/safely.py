"""Text of strangers as it may be shown; apart from the tokens, as what prints need not load what reads: 2 ms."""

from __future__ import annotations


def shown_safely(text: str) -> str:
    """Text in which nothing controls a terminal: control, format and unpaired characters are spelled out."""
    if text.isprintable():
        return text  # as nearly all of it is
    return "".join(
        char if char.isprintable() else f"\\x{ord(char):02x}" if ord(char) < 256 else f"\\u{ord(char):04x}"
        for char in text
    )

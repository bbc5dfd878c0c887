"""What the files of many sheets are called, and what a bank beside them may be called."""

from __future__ import annotations

import re
from collections.abc import Iterable

# A file beside a recipe or an index, by its bare name: these may come from a stranger.
BANK_FILE = re.compile(r"[^/\\:\x00-\x1f]{1,200}\.ya?ml")


def file_stem(number: int, total: int, student_id: str) -> str:
    """The name of a sheet's file, without its ending: its number, and what of the id is a letter or digit of ASCII.

    Numbers tell names apart, whatever the ids are; no name is one that a system keeps for itself.
    """
    width = max(3, len(str(total)))
    told = "".join(_safe(student_id))[:40]
    return f"{number:0{width}}{'-' if told else ''}{told}"


def _safe(text: str) -> Iterable[str]:
    return (char for char in text if char.isascii() and (char.isalnum() or char in "-_"))

"""What a YAML file of studybot is, by its first key: a bank, or something that is drawn from banks."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple


class Kind(NamedTuple):
    """A kind of file that is no bank: what it is called, which command takes it, and what that does."""

    key: str
    called: str
    command: str
    does: str


EXAM = Kind("studybot-exam", "an exam", "exam", "holds it")
SHEET = Kind("studybot-sheet", "a sheet", "sheet", "makes it")
RECIPE = Kind("studybot-recipe", "the recipe of a sheet", "sheet", "makes it again")
_KINDS = (EXAM, SHEET, RECIPE)
_KEY = re.compile(rf"""^(['"]?)({"|".join(kind.key for kind in _KINDS)})\1\s*:""", re.MULTILINE)
# The key stands first, behind comments at most.
_HEAD = 4_096


def kind_of(text: str) -> Kind | None:
    """What the text of a file is meant as; None of a bank."""
    found = _KEY.search(text)
    return None if found is None else next(kind for kind in _KINDS if kind.key == found[2])


def kind_at(path: Path) -> Kind | None:
    """What a file is meant as, by its beginning; None of a bank, and of what cannot be read."""
    try:
        if not path.is_file():
            return None
        with path.open("rb") as file:
            return kind_of(file.read(_HEAD).decode("utf-8-sig", errors="replace"))
    except OSError:
        return None

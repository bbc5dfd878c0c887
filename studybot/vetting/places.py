"""Places inside a text of a bank."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from studybot.bank.loading import Scalar
from studybot.bank.source import Source
from studybot.formula.errors import Place


def inside(place: Place, text: str, index: int) -> Place:
    """The place of a character of a text whose value begins at `place`; that place itself where the file is gone."""
    source = _source(place.file)
    if source is None or not 0 < place.line <= len(source.lines):
        return place
    opening = source.lines[place.line - 1][place.column - 1 : place.column]
    return source.place_in(Scalar(text, place, quoted=opening in ("'", '"'), block=opening in (">", "|")), index)


def _source(file: str) -> Source | None:
    try:
        return _read(file, Path(file).stat().st_mtime_ns)
    except (OSError, UnicodeDecodeError):
        return None


@lru_cache(maxsize=8)
def _read(file: str, _changed: int) -> Source:
    return Source(Path(file).read_text(encoding="utf-8-sig"))

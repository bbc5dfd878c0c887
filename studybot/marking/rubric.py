"""Marking a free answer: its writer ticks the points that it makes, against a model answer."""

from __future__ import annotations

import re
from collections.abc import Sequence

from studybot.formula.errors import FormulaError
from studybot.marking.mark import Mark, Remark, WordsReading, invalid
from studybot.marking.truth import SPELLINGS

# Longer than an answer that is computed, and shorter than the longest line that is read: 5,000 characters are 800
# words, which is more than anybody writes to one part.
MAX_WRITING = 5_000
_BAR = "|"
# Between an answer and the ticks that were asked for by themselves: no line of an answer holds it.
TICKS_ALONE = f"\n{_BAR} "
_WORD = re.compile(r"[^\s,;.&+]+")
_JOINING = ("and", "points", "point")
_ALL = ("all", "everything", "yes")
_NONE = ("none", "nothing", "0")


def read_ticks(text: str, keys: Sequence[str]) -> tuple[tuple[str, ...], WordsReading] | None:
    """The keys of the points that are ticked behind the last bar: by number, by key, `all` or `none`.

    None where nothing is ticked yet, and only the answer itself stands there: it may hold bars of its own, as
    `P(A | B)` does. Raises `FormulaError`.
    """
    if len(text) > MAX_WRITING:
        message = f"an answer has at most {MAX_WRITING:,} characters"
        raise FormulaError("formula.long", message, text, MAX_WRITING, MAX_WRITING + 1)
    before, bar, ticks = text.rpartition(_BAR)
    if not bar:
        return None
    word = ticks.strip(" .\t\r\n").casefold()
    if word in _NONE or SPELLINGS.get(word) is False:
        return (), WordsReading(text, "none of the points")
    if word in _ALL:
        return tuple(keys), WordsReading(text, "all of the points")
    known = {key.casefold(): key for key in keys}
    known |= {str(number): key for number, key in enumerate(keys, start=1)}
    words = [match for match in _WORD.finditer(ticks) if match.group().casefold() not in _JOINING]
    strange = [match for match in words if match.group().casefold() not in known]
    is_alone = before.endswith("\n")
    if not is_alone and (not words or any(not match.group().isdigit() for match in strange)):
        return None
    if strange or not words:
        message = f"{strange[0].group()} is none of the points" if strange else "this names no point"
        hint = f"they have the numbers 1 to {len(keys)}; all and none will do too"
        start, end = strange[0].span() if strange else (0, len(ticks))
        raise FormulaError("rubric.point", message, ticks, start, end, hint=hint)
    found = {known[match.group().casefold()] for match in words}
    ticked = tuple(key for key in keys if key in found)
    numbers = ", ".join(str(keys.index(key) + 1) for key in ticked)
    return ticked, WordsReading(text, f"point{'' if len(ticked) == 1 else 's'} {numbers}")


def mark_rubric(answer: str, keys: Sequence[str]) -> Mark:
    """The mark that its writer gives to an answer: the share of the points. Before the ticks there is none."""
    try:
        found = read_ticks(answer, keys)
    except FormulaError as fault:
        return invalid(fault)
    if found is None:
        missing = Remark("ticks-missing", "the points that it makes are not yet ticked, behind a |")
        return Mark("invalid", 0.0, WordsReading(answer, "written"), (missing,), further=True)
    ticked, reading = found
    told = f"{len(ticked)} of {len(keys)} points, as you judged it"
    return Mark("correct", len(ticked) / len(keys), reading, (Remark("self-marked", told),))

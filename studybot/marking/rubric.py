"""Marking a free answer: its writer ticks the points that it makes, against a model answer."""

from __future__ import annotations

import re
from collections.abc import Sequence

from studybot.formula.errors import FormulaError
from studybot.marking.mark import Mark, Remark, WordsReading, invalid
from studybot.marking.truth import SPELLINGS

# Longer than an answer that is computed: a proof is written out, in a few paragraphs.
MAX_WRITING = 10_000
# What stands behind the last bar are the ticks.
SEPARATOR = "|"
_WORD = re.compile(r"[^\s,;.()]+")


def read_ticks(text: str, keys: Sequence[str]) -> tuple[tuple[str, ...], WordsReading] | None:
    """The keys of the points that are ticked behind the bar: by number, by key, `all` or `none`.

    None where nothing is ticked yet, and only the answer itself stands there. Raises `FormulaError`.
    """
    if len(text) > MAX_WRITING:
        message = f"an answer has at most {MAX_WRITING:,} characters"
        raise FormulaError("formula.long", message, text, MAX_WRITING, MAX_WRITING + 1)
    _, bar, ticks = text.rpartition(SEPARATOR)
    if not bar:
        return None
    start = len(text) - len(ticks)
    word = ticks.strip().strip(".").casefold()
    if word in ("none", "0", "") or SPELLINGS.get(word) is False:
        return (), WordsReading(text, "none of the points")
    if word == "all":
        return tuple(keys), WordsReading(text, "all of the points")
    known = {key.casefold(): key for key in keys}
    known |= {str(number): key for number, key in enumerate(keys, start=1)}
    found = []
    for match in _WORD.finditer(ticks):
        key = known.get(match.group().casefold())
        if key is None:
            message = f"{match.group()} is none of the points"
            hint = f"they have the numbers 1 to {len(keys)}; `all` and `none` will do too"
            raise FormulaError("rubric.point", message, text, start + match.start(), start + match.end(), hint=hint)
        found.append(key)
    ticked = tuple(key for key in keys if key in found)
    return ticked, WordsReading(text, "point " + " ".join(str(keys.index(key) + 1) for key in ticked))


def mark_rubric(answer: str, keys: Sequence[str]) -> Mark:
    """The mark that its writer gives to an answer: the share of the points. Before the ticks it is half an answer."""
    try:
        found = read_ticks(answer, keys)
    except FormulaError as fault:
        return invalid(fault)
    if found is None:
        return Mark("correct", 0.0, WordsReading(answer, "written"), further=True)
    ticked, reading = found
    told = f"{len(ticked)} of {len(keys)} points, as you judged it"
    return Mark("correct", len(ticked) / len(keys), reading, (Remark("self-marked", told),))

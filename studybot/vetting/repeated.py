"""Units that stand in the prose beside a value that shows its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from studybot.bank.findings import Finding
from studybot.bank.prose import Placeholder, Words, segments
from studybot.formula.errors import FormulaError
from studybot.formula.parser import parse_unit
from studybot.formula.units import MONEY, Unit
from studybot.problem.derivation import Derivation
from studybot.problem.variant import units_of
from studybot.vetting.places import inside
from studybot.vetting.written import Written, texts_of

_NEXT_WORD = re.compile(r"[\s-]([A-Za-z][A-Za-z/-]*)")


def check_repeated_units(derivation: Derivation) -> list[Finding]:
    """`{length} km`, where `{length}` shows `5 km`."""
    return [finding for written in texts_of(derivation.question) for finding in _of_text(derivation, written)]


def _of_text(derivation: Derivation, written: Written) -> Iterator[Finding]:
    for value, beside in pairwise(segments(written.text.source)):
        if not isinstance(value, Placeholder) or not isinstance(beside, Words):
            continue
        unit, word = _unit_shown(derivation, value), _NEXT_WORD.match(beside.text)
        if unit is None or word is None:
            continue
        try:
            said = parse_unit(word[1], units_of(derivation.question))
        except FormulaError:
            continue  # any other word
        if (said.dimension, said.labels) != (unit.dimension, unit.labels):
            continue
        message = f"{{{value.name}}} in {written.what} shows its unit, and {word[1]} follows"
        at = inside(written.text.place, written.text.source, value.start)
        hint = f"leave out the word, or write {{{value.name}:bare}}"
        yield Finding("warning", "unit-twice", message, at, hint, derivation.question.id)


def _unit_shown(derivation: Derivation, value: Placeholder) -> Unit | None:
    """The unit that is shown with a value; None where there is none."""
    if value.name not in derivation.names or value.form in ("bare", "sci"):
        return None
    unit = derivation.unit(value.name)
    if value.form == "words":
        return unit if unit.dimension == MONEY else None
    if value.form:
        unit = parse_unit(value.form, units_of(derivation.question))
    return unit if unit.powers else None

"""Texts of a bank, checked: every `{name}` in them has a value that can be shown here."""

from __future__ import annotations

from studybot.bank.loading import Scalar
from studybot.bank.prose import Placeholder, segments
from studybot.bank.schema import Text
from studybot.bank.scope import Scope
from studybot.formula.errors import FormulaError
from studybot.formula.parser import parse_unit

_FORMS = ("", "words", "sci", "bare")


def check_text(text: Text | None, scope: Scope) -> None:
    """Report every `{name}` in a text that is not known by now, or has no value, or whose form after the colon is none.

    A text that is missing has nothing wrong with it.
    """
    if text is None:
        return
    scalar = Scalar(text.source, text.place)
    try:
        found = segments(text.source)
    except FormulaError as fault:
        scope.report.error(fault.code, fault.message, scope.source.place_in(scalar, fault.start), fault.hint)
        return
    for segment in found:
        if isinstance(segment, Placeholder):
            _check_placeholder(segment, scalar, scope)


def _check_placeholder(segment: Placeholder, scalar: Scalar, scope: Scope) -> None:
    # Finding a place takes as long as the text is, so it is looked for only where there is something to report.
    report = scope.report
    if segment.name in scope.cases:
        if segment.form or segment.with_symbol:
            place = scope.source.place_in(scalar, segment.start)
            report.error("placeholder", f"{segment.name} is a row, which is only shown by its words", place)
        return
    if segment.name in scope.symbols:
        place = scope.source.place_in(scalar, segment.start)
        message = f"{segment.name} has no value: it is a symbol, since nothing says how it is drawn"
        report.error("placeholder", message, place, f"write it as ${scope.symbols[segment.name]}$")
        return
    if segment.name not in scope.names:
        scope.unknown(segment.name, scope.source.place_in(scalar, segment.start), "to show here")
    if segment.form not in _FORMS:
        try:
            parse_unit(segment.form, scope.units)
        except FormulaError:
            place = scope.source.place_in(scalar, segment.start)
            hint = "words, sci, bare, or a unit"
            report.error("placeholder", f"{segment.form} is no way of showing a quantity", place, hint)

"""Whether the texts of a question can be shown, and give no answer away."""

from __future__ import annotations

from collections.abc import Iterator

from studybot.bank.findings import Finding
from studybot.bank.prose import Math, Placeholder, segments
from studybot.bank.schema import Case, RowChoice
from studybot.formula.errors import FormulaError, Place, StudybotError
from studybot.formula.parser import parse_unit
from studybot.formula.quantity import dimension_text
from studybot.formula.shapes import NUMBER, POSITIONS, TRUTH, shape_text
from studybot.notation.latex import read_latex
from studybot.notation.symbols import symbol
from studybot.problem.derivation import Derivation, Link
from studybot.problem.variant import units_of
from studybot.vetting.places import inside
from studybot.vetting.written import Written, placeholders, texts_of


def check_texts(derivation: Derivation) -> list[Finding]:
    """Mathematics that cannot be shown, values in a unit that is not theirs, answers told before they are asked for.

    That every name in a text exists was seen when the bank was read.
    """
    findings: list[Finding] = []
    for written in texts_of(derivation.question):
        findings += _rendering(derivation, written)
        findings += _telling(derivation, written)
    return [*findings, *_symbols(derivation), *_rows_offered(derivation)]


def _rendering(derivation: Derivation, written: Written) -> Iterator[Finding]:
    source, place, question = written.text.source, written.text.place, derivation.question.id
    for piece in segments(source):
        match piece:
            case Math(latex, start):
                try:
                    read_latex(latex)
                except FormulaError as fault:
                    at = inside(place, source, start + fault.start)
                    message = f"${latex}$ in {written.what} cannot be shown: {fault.message}"
                    yield Finding("error", "text", message, at, fault.hint, question)
            case Placeholder(name, form, start=start) if form and (unfit := _unfit(derivation, name, form)):
                message = f"{written.what} shows {name} {unfit}"
                yield Finding("error", "text", message, inside(place, source, start), None, question)


def _unfit(derivation: Derivation, name: str, form: str) -> str | None:
    """Why a quantity cannot be shown in a form, which ends a sentence; None where it can."""
    shape = derivation.shapes.of.get(name, NUMBER)
    as_unit = form not in ("words", "sci", "bare")
    told = f"in {form}" if as_unit else f"as {form}"
    if name in derivation.unvalued:
        return f"{told}, but it has no value"
    if shape in (TRUTH, POSITIONS) or (shape != NUMBER and form in ("words", "sci")):
        return f"{told}, but it is {shape_text(shape)}"
    dimension = derivation.dimension(name)
    if as_unit and parse_unit(form, units_of(derivation.question)).dimension != dimension:
        return f"{told}, but it is {dimension_text(dimension)}"
    return None


def _telling(derivation: Derivation, written: Written) -> Iterator[Finding]:
    """Quantities that are still to be found when a text puts them in."""
    for value in placeholders(written.text):
        link = derivation.link.get(value.name)
        if link is None or link.part is None:
            continue
        made = list(derivation.parts).index(link.part)
        if made < written.part or (made == written.part and _may_tell(written, link)):
            continue
        message = f"{written.what} tells {value.name}, which is still to be found in {link.part}"
        at = inside(written.text.place, written.text.source, value.start)
        hint = "leave its value out, or tell it in a later part"
        yield Finding("error", "tells", message, at, hint, derivation.question.id)


def _may_tell(written: Written, link: Link) -> bool:
    """Whether a text of a part may tell what that part works out.

    A number to choose is no answer yet; a reason and a hint may use what was worked out on the way, but the answer only
    where they are seen afterwards.
    """
    return written.judged or (not written.asks and (link.name != link.part or not written.early))


def _rows_offered(derivation: Derivation) -> Iterator[Finding]:
    """Rows to choose from whose words show a value: it would be that of the drawn row, beside every one of them."""
    question = derivation.question
    for task in (part.task for part in question.parts):
        given = derivation.given[task.case] if isinstance(task, RowChoice) else None
        for row in given.drawing.rows if given is not None and isinstance(given.drawing, Case) else ():
            for value in placeholders(row.says) if row.says is not None else ():
                if value.name in row.columns:
                    message = f"{{{value.name}}} shows the value of the drawn row, also where {row.key} is not that"
                    yield Finding("error", "text", message, row.place, "write the value itself", question.id)


def _symbols(derivation: Derivation) -> Iterator[Finding]:
    """Symbols (`shown`) that cannot be read as mathematics."""
    for name, shown, place in _shown(derivation):
        try:
            symbol(name, shown)
        except StudybotError as fault:
            message = f"{name} cannot be shown as {shown}: {fault.message}"
            yield Finding("error", "text", message, place, fault.hint, derivation.question.id)


def _shown(derivation: Derivation) -> Iterator[tuple[str, str, Place]]:
    for given in derivation.question.given:
        if given.shown is not None:
            yield given.name, given.shown, given.place
    for link in derivation.links:
        if link.work is not None and link.work.shown is not None:
            yield link.name, link.work.shown, link.work.place

"""Texts before and between problems: words and `$LaTeX$`, as in a bank, but without values, of which there are none."""

from __future__ import annotations

from studybot.bank.prose import Math, Placeholder, segments
from studybot.formula.errors import FormulaError
from studybot.notation.latex import read_latex
from studybot.show.document import Document
from studybot.show.prose import fixed_paragraphs

# So much of a formula is told of one that is wrong: a text of 8,000 characters may be one.
_SHOWN = 60


def prose(text: str) -> Document:
    """A text that was checked, as paragraphs, which empty lines part."""
    return fixed_paragraphs(text) or ()


def check_prose(text: str) -> None:
    """Raises `FormulaError` with the place in the text of what cannot be shown."""
    for segment in segments(text):
        match segment:
            case Placeholder(name, start=start):
                hint = "a brace itself is written {{"
                raise FormulaError(
                    "prose.value", f"{name} has no value here", text, start, start + len(name), hint=hint
                )
            case Math(latex, start):
                try:
                    read_latex(latex)
                except FormulaError as fault:
                    shown = latex if len(latex) <= _SHOWN else f"{latex[:_SHOWN]}..."
                    told = f"${shown}$ cannot be shown: {fault.message}"
                    at = start + fault.start
                    raise FormulaError(fault.code, told, text, at, start + fault.end, hint=fault.hint) from None

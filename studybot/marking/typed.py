"""What people type or paste around a number: `≈ 42 s`, `t = 42 s`, `42 seconds.`, `$8.64 \\times 10^{19}$`.

Everything here replaces text by text of the same length, so that the places in messages stay right.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from studybot.formula.errors import FormulaError
from studybot.formula.functions import CONSTANTS
from studybot.formula.unit_table import Units

_ROUGHLY = re.compile(
    r"(?:(?:[~≈∼≅≃≊=]|(?:about|approximately|approx|around|roughly|circa|ca)\b\.?|c\.)[ \t]*)+", re.IGNORECASE
)
_LABEL = re.compile(r"([A-Za-zα-ωΑ-Ω][A-Za-z0-9_]*)[ \t]*[=≈:]")
# A sentence ends in one mark; after two dots something was left out.
_FULL_STOP = re.compile(r"(?<=[^ .,;])[ ]?[.,;]$")

# Said of a ratio. An x that stands apart is a product whose other factor is still missing.
_TIMES = re.compile(r"(?<=[0-9)])(?:[ \t]*times|[xX]|[ \t]*-?fold)$")

_DELIMITED = re.compile(r"(\$\$?|\*\*)(?=[^$*\s])([^$*]*[^\\$*\s])\1(?=[\s.,]|$)")
_SIGNS = {
    "times": "×", "cdot": "·", "div": "/", "approx": "≈", "sim": "~", "pi": "π", "sqrt": "√", "%": "%", "$": "$",
    **dict.fromkeys((",", ";", ":", "!", " ", "(", ")", "[", "]", "left", "right", "quad", "displaystyle"), ""),
    **dict.fromkeys(("text", "mathrm", "textrm", "mathbf", "textbf", "rm", "boxed", "frac", "dfrac", "tfrac"), ""),
}  # fmt: skip
_COMMAND = re.compile(r"\\([A-Za-z]+|[^A-Za-z])")
_FRACTION = re.compile(r"\\([dt]?frac)\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_BRACES = re.compile(r"\{([^{}]*)\}")
_POWER = re.compile(r"\^\{([^{}]*)\}")


def without_trimmings(text: str, units: Units, foreign: Collection[str]) -> str:
    """A typed answer with spaces where trimmings stood.

    Raises `FormulaError` where the answer names a quantity of the question, which it may not be the value of.
    """
    if "\\" in text or "{" in text or text[:1] in "$*":
        text = without_latex(text)
    start, end = len(text) - len(text.lstrip(" \t\r\n")), len(text.rstrip(" \t\r\n"))
    if (label := _LABEL.match(text, start, end)) and text[label.end() : label.end() + 1] != "=":
        name = label.group(1)
        if name in foreign:
            message = f"{name} is a name, and the answer is a number"
            hint = "give only what stands after the ="
            raise FormulaError("formula.letters", message, text, label.start(), label.end(), hint=hint)
        if name not in CONSTANTS and (len(name) == 1 or units.get(name) is None):
            start = label.end() - (text[label.end() - 1] != ":")
    if roughly := _ROUGHLY.match(text, start, end):
        start = roughly.end()
    if stop := _FULL_STOP.search(text, start, end):
        end = stop.start()
    if (times := _TIMES.search(text, start, end)) and times.group() not in foreign:
        end = times.start()
    return " " * start + text[start:end] + " " * (len(text) - end)


def without_latex(text: str) -> str:
    """LaTeX of the kind that is pasted with a number, as plain text of the same length."""
    if delimited := _DELIMITED.match(text):
        mark = " " * len(delimited.group(1))
        text = mark + delimited.group(2) + mark + text[delimited.end() :]
    text = _POWER.sub(r"^(\1)", text)
    text = _FRACTION.sub(_as_quotient, text)
    if "\\" in text:
        text = _COMMAND.sub(_as_sign, text)
        text = _BRACES.sub(r"(\1)", text)
    return text


def _as_quotient(match: re.Match[str]) -> str:
    return f"(({match.group(2)})/({match.group(3)}))".ljust(len(match.group()))


def _as_sign(match: re.Match[str]) -> str:
    sign = _SIGNS.get(match.group(1))
    return match.group() if sign is None else sign.ljust(len(match.group()))

"""What students write around a formula: `S = ...`, `dL/dN = ...`, a full stop."""

from __future__ import annotations

import re

from studybot.formula.errors import FormulaError
from studybot.formula.parser import Grammar, parse

# What a name, a function of names or a derivative is made of; sums and products are no labels.
_LABEL = re.compile(r"(?P<label>[^=≈:<>+*!\[\]\-−]{1,60}?)[ \t]*(?P<sign>:=|=|≈|\\approx|:)(?!=)")
_LEADING = re.compile(r"[=≈] *")
# A sentence ends in one mark; after two dots something was left out.
_FULL_STOP = re.compile(r"(?<=[^ .,;])[ ]?[.,;]$")


def without_label(text: str, grammar: Grammar) -> str:
    """A typed formula with spaces where its label and its full stop stood, so that the places in messages stay right.

    What could itself be an answer is no label: `m = 2n` is an equation where m may be used.
    """
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    if (label := _LABEL.match(text, start, end)) and _is_label(label, grammar):
        start = label.end()
    elif leading := _LEADING.match(text, start, end):
        start = leading.end()
    if stop := _FULL_STOP.search(text, start, end):
        end = stop.start()
    if start == 0 and end == len(text):
        return text
    opened = "".join(char if char == "$" else " " for char in text[:start])
    return opened + text[start:end] + " " * (len(text) - end)


def _is_label(match: re.Match[str], grammar: Grammar) -> bool:
    label = match.group("label").strip(" $")
    if not any(char.isalpha() for char in label):
        return False
    try:
        parse(label, grammar)
    except FormulaError:
        return True
    return False

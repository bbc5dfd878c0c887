"""From text to tokens: characters that people type or paste, numbers with grouped digits, superscripts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from studybot.formula.errors import FormulaError

# Longer than any formula or answer that a person writes, short enough that reading one never takes 50 ms.
MAX_LENGTH = 2_000

Kind = Literal["number", "name", "superscript", "op", "end"]


@dataclass(frozen=True, slots=True)
class Token:
    """A token: `text` is its canonical spelling, `start` and `end` its place; `spaced` whether a space precedes it."""

    kind: Kind
    text: str
    start: int
    end: int
    spaced: bool = False


_SUPERSCRIPTS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-", strict=True))
# One character for one, so that places stay right. NFKC would turn 10⁸ into 108 and is not used.
_SAME_AS = str.maketrans(
    {
        **dict.fromkeys("\u2212\u2010\u2011\u2012\u2013\u2014\ufe63", "-"),
        **dict.fromkeys("\u22c5\u00b7\u2219\u2022\u2217", "·"),
        **dict.fromkeys("\u00a0\u2007\u2009\u200a\u202f\u2002\u2003\u2004\u2005\u2006\u2008\u205f\u3000\t", " "),
        **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
        "\u2044": "/",
        "\u2215": "/",
        "÷": "/",
        "μ": "µ",
    }
)
_OPERATORS = {"**": "^", "×": "×", "≤": "<=", "≥": ">=", "≠": "!=", "==": "=", "<>": "!="}
_TOKEN = re.compile(
    r"(?P<space> +)"
    r"|(?P<number>(?:[0-9]+(?:\.(?!\.)[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
    r"|(?P<name>[A-Za-zµ°℃][A-Za-z0-9_]*|[α-ωΑ-Ω])"
    r"|(?P<superscript>[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)"
    r"|(?P<op>\*\*|\.\.|<=|>=|!=|==|<>|[-+*/^()\[\]{},;=<>!%|$¢√×·≤≥≠:])"
)
_GROUP = {",": re.compile(r",([0-9]+)"), " ": re.compile(r" ([0-9]{3})(?![0-9])")}


def shown_safely(text: str) -> str:
    """Text in which nothing controls a terminal: control, format and unpaired characters are spelled out."""
    return "".join(
        char if char.isprintable() else f"\\x{ord(char):02x}" if ord(char) < 256 else f"\\u{ord(char):04x}"
        for char in text
    )


def tokenize(text: str, *, grouping: bool) -> list[Token]:
    """The tokens of a text, closed by one of kind `end`.

    With `grouping`, `61,824` and `61 824` are one number wherever a comma cannot separate arguments.
    Raises `FormulaError` for characters and numbers that cannot be read.
    """
    if len(text) > MAX_LENGTH:
        raise FormulaError("formula.long", f"at most {MAX_LENGTH} characters can be read", text[:MAX_LENGTH], 0, 1)
    source = text if text.isascii() and "\t" not in text else text.translate(_SAME_AS)
    tokens: list[Token] = []
    brackets: list[bool] = []  # for each open bracket, whether commas separate inside it
    place, spaced = 0, False
    while place < len(source):
        match = _TOKEN.match(source, place)
        if match is None:
            raise _unreadable(text, place)
        kind, end = match.lastgroup, match.end()
        if kind == "space":
            place, spaced = end, True
            continue
        written = match.group()
        if kind == "number":
            written, end = _number(text, source, place, end, grouping and not any(brackets))
            tokens.append(Token("number", written, place, end, spaced))
        elif kind == "superscript":
            tokens.append(Token("superscript", "".join(_SUPERSCRIPTS[char] for char in written), place, end, spaced))
        elif kind == "name":
            tokens.append(Token("name", written, place, end, spaced))
        else:
            if written in "([{":
                after_name = bool(tokens) and tokens[-1].kind == "name" and not spaced
                brackets.append(written != "(" or after_name)
            elif written in ")]}" and brackets:
                brackets.pop()
            tokens.append(Token("op", _OPERATORS.get(written, written), place, end, spaced))
        place, spaced = end, False
    tokens.append(Token("end", "", len(source), len(source), spaced))
    return tokens


def _number(text: str, source: str, start: int, end: int, grouping: bool) -> tuple[str, int]:
    """The canonical spelling of the number at `start`, and where it ends."""
    written = source[start:end]
    # `5e−4`: the minus sign was made a hyphen before, so the exponent is already part of `written`.
    if grouping and written.isdigit():
        for separator, group in _GROUP.items():
            groups: list[str] = []
            here = end
            while match := group.match(source, here):
                groups.append(match.group(1))
                here = match.end()
            if not groups:
                continue
            if separator == "," and (len(written) > 3 or any(len(digits) != 3 for digits in groups)):
                raise FormulaError(
                    "formula.comma",
                    "a comma stands before every third digit or not at all",
                    text,
                    start,
                    here,
                    hint="the decimal sign is a point: 1000.99",
                )
            if len(written) > 3:
                continue
            tail = re.compile(r"(?:\.(?!\.)[0-9]*)?(?:[eE][+-]?[0-9]+)?").match(source, here)
            end = tail.end() if tail else here
            written = written + "".join(groups) + source[here:end]
            break
    mantissa, _, exponent = written.lower().partition("e")
    if len(exponent.lstrip("+-0")) > 3 or float(written) in (float("inf"),):
        raise FormulaError("formula.overflow", "this number is too large to compute with", text, start, end)
    whole, point, decimals = mantissa.partition(".")
    canonical = (whole.lstrip("0") or "0") + (f".{decimals}" if point and decimals else "")
    return (f"{canonical}e{int(exponent)}" if exponent else canonical), end


def _unreadable(text: str, place: int) -> FormulaError:
    char = text[place]
    if char in "'\"`_\\":
        message = "quotes, backslashes and __names__ are not part of a formula"
        return FormulaError("formula.character", message, text, place, place + 1)
    if char == "€":
        message = "prices are in dollars here"
        return FormulaError("formula.character", message, text, place, place + 1, hint="write $ or USD")
    message = f"{shown_safely(char)} is not part of a formula"
    return FormulaError("formula.character", message, text, place, place + 1)

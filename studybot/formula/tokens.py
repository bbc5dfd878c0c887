"""From text to tokens: characters that people type or paste, numbers with grouped digits, superscripts."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Literal, NamedTuple

from studybot.formula.errors import FormulaError
from studybot.formula.safely import shown_safely

# Longer than any formula or answer that a person writes, short enough that reading one never takes 50 ms.
MAX_LENGTH = 2_000

Kind = Literal["number", "fraction", "name", "superscript", "op", "end"]


class Token(NamedTuple):
    """A token: `text` is its canonical spelling, `start` and `end` its place; `spaced` whether a space precedes it."""

    kind: Kind
    text: str
    start: int
    end: int
    spaced: bool = False


FRACTIONS = {
    "½": "1/2", "⅓": "1/3", "⅔": "2/3", "¼": "1/4", "¾": "3/4", "⅕": "1/5", "⅖": "2/5", "⅗": "3/5", "⅘": "4/5",
    "⅙": "1/6", "⅚": "5/6", "⅛": "1/8", "⅜": "3/8", "⅝": "5/8", "⅞": "7/8",
}  # fmt: skip
_SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
SUPERSCRIPTS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-", strict=True))
# One character for one, so that places stay right. NFKC would turn 10⁸ into 108 and is not used.
SAME_AS = str.maketrans(
    {
        **dict.fromkeys("\u2212\u2010\u2011\u2012\u2013\u2014\ufe63", "-"),
        **dict.fromkeys("\u22c5\u00b7\u2219\u2022\u2217", "·"),
        **dict.fromkeys("\u00a0\u2007\u2009\u200a\u202f\u2002\u2003\u2004\u2005\u2006\u2008\u205f\u3000\t", " "),
        **dict.fromkeys("\u200b\u2060\ufeff", " "),  # of no width: they come along with what is copied from web pages
        **dict.fromkeys("✕✖⨯", "×"),
        **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
        "\u2044": "/",
        "\u2215": "/",
        "÷": "/",
        "μ": "µ",
        "\u212b": "Å",
        **dict.fromkeys("º˚", "°"),
    }
)
OPERATORS = {"**": "^", "×": "×", "≤": "<=", "≥": ">=", "≠": "!=", "==": "=", "<>": "!="}
_TOKEN = re.compile(
    r"(?P<space> +)"
    r"|(?P<number>(?:[0-9]+(?:\.(?!\.)[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
    r"|(?P<name>(?:US|us) ?\$|[A-Za-zµ°℃Å][A-Za-z0-9_₀-₉]*|[α-ωΑ-Ω])"
    r"|(?P<superscript>[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)"
    r"|(?P<fraction>[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞])"
    r"|(?P<op>\*\*|\.\.|<=|>=|!=|==|<>|[-+*/^()\[\]{},;=<>!%|$¢√×·≤≥≠:])"
)
_GROUP = {",": re.compile(r",([0-9]+)"), " ": re.compile(r" ([0-9]{3})(?![0-9])")}
_TAIL = re.compile(r"(?:\.(?!\.)[0-9]*)?(?:[eE][+-]?[0-9]+)?")
_SPACED_EXPONENT = re.compile(r" [eE][+-]?[0-9]+(?![.,]?[0-9])")
_DIGIT = re.compile(r"[0-9]")


def tokenize(text: str, *, grouping: bool, known: Callable[[str], bool] | None = None) -> list[Token]:
    """The tokens of a text, closed by one of kind `end`.

    With `grouping`, `61,824` and `61 824` are one number wherever a comma cannot separate arguments, and `2 e5` is
    one, too. With `known`, a word with digits in it is a name only where it is known: `h30` of `1h30` is none.
    Raises `FormulaError` for characters and numbers that cannot be read.
    """
    if len(text) > MAX_LENGTH:
        raise FormulaError("formula.long", f"at most {MAX_LENGTH} characters can be read", text[:MAX_LENGTH], 0, 1)
    source = text if text.isascii() and "\t" not in text else text.translate(SAME_AS)
    tokens: list[Token] = []
    brackets: list[bool] = []  # for each open bracket, whether commas separate inside it
    place, spaced = 0, False
    while place < len(source):
        match = _TOKEN.match(source, place)
        if match is None:
            raise unreadable(text, place)
        kind, end = match.lastgroup, match.end()
        if kind == "space":
            place, spaced = end, True
            continue
        written = match.group()
        if kind == "number":
            written, end = number_at(text, source, place, end, grouping and not any(brackets))
            tokens.append(Token("number", written, place, end, spaced))
        elif kind == "superscript":
            tokens.append(Token("superscript", "".join(SUPERSCRIPTS[char] for char in written), place, end, spaced))
        elif kind == "name":
            if known is not None and not written.isalpha() and "_" not in written:
                written = written.translate(_SUBSCRIPTS).replace(" ", "")
                if (digit := _DIGIT.search(written)) and not known(written):
                    written, end = written[: digit.start()], place + digit.start()
            tokens.append(Token("name", written, place, end, spaced))
        elif kind == "fraction":
            tokens.append(Token("fraction", FRACTIONS[written], place, end, spaced))
        else:
            if written in "([{":
                after_name = bool(tokens) and tokens[-1].kind == "name" and not spaced
                brackets.append(written != "(" or after_name)
            elif written in ")]}" and brackets:
                brackets.pop()
            tokens.append(Token("op", OPERATORS.get(written, written), place, end, spaced))
        place, spaced = end, False
    tokens.append(Token("end", "", len(source), len(source), spaced))
    return tokens


def number_at(text: str, source: str, start: int, end: int, grouping: bool) -> tuple[str, int]:
    """The canonical spelling of the number at `start`, and where it ends.

    `source` is `text` with `SAME_AS` applied. Raises `FormulaError`.
    """
    written = source[start:end]
    # `5e−4`: the minus sign was made a hyphen before, so the exponent is already part of `written`.
    follows = source[end : end + 1]
    if follows == "." and source[end + 1 : end + 2].isdigit():
        message = "a number has one decimal point"
        hint = "digits are grouped by commas or spaces: 1,234,567.8"
        raise FormulaError("formula.point", message, text, end, end + 1, hint=hint)
    if written[-1] == "." and follows == "(":
        message = "0.(3) can mean a repeating decimal or a product"
        raise FormulaError("formula.point", message, text, start, end + 1, hint="write 0.3333 or 1/3")
    if grouping and written.isdigit():
        for separator, group in _GROUP.items():
            groups: list[str] = []
            here = end
            while match := group.match(source, here):
                groups.append(match.group(1))
                here = match.end()
            if not groups:
                continue
            # 0,001 is how half of the world writes a thousandth; nobody groups digits after a zero.
            wrongly = len(written) > 3 or written[0] == "0" or any(len(digits) != 3 for digits in groups)
            if separator == "," and wrongly:
                raise _misplaced_comma(text, start, here, written, groups)
            if wrongly:
                continue
            tail = _TAIL.match(source, here)
            end = tail.end() if tail else here
            written = written + "".join(groups) + source[here:end]
            break
    elif start and source[start - 1] == "," and written[0] == "0" and len(written) == 3 and written.isdigit():
        message = "a comma separates arguments here"  # min(2,000) would be the smaller of 2 and 0
        raise FormulaError("formula.comma", message, text, start - 1, end, hint="write numbers without commas")
    if grouping and "e" not in written and "E" not in written and (spaced := _SPACED_EXPONENT.match(source, end)):
        written, end = written + spaced.group()[1:], spaced.end()
    mantissa, _, exponent = written.lower().partition("e")
    if len(exponent.lstrip("+-0")) > 3:
        raise out_of_range(text, start, end, large=exponent[0] != "-")
    value = float(written)
    if value == math.inf or (value == 0 and mantissa.strip("0.")):
        raise out_of_range(text, start, end, large=value > 0)
    whole, point, decimals = mantissa.partition(".")
    canonical = (whole.lstrip("0") or "0") + (f".{decimals}" if point and decimals else "")
    return (f"{canonical}e{int(exponent)}" if exponent else canonical), end


def out_of_range(text: str, start: int, end: int, *, large: bool) -> FormulaError:
    """The fault of a number that floats do not reach."""
    code, word = ("overflow", "large") if large else ("underflow", "small")
    return FormulaError(f"formula.{code}", f"this number is too {word} to compute with", text, start, end)


def _misplaced_comma(text: str, start: int, end: int, whole: str, groups: list[str]) -> FormulaError:
    message = "a comma stands before every third digit or not at all"
    hint = "the decimal sign is a point: 1000.99"
    if len(groups) == 1:
        hint = f"the decimal sign is a point: {whole}.{groups[0]}" if len(whole + groups[0]) < 20 else hint
    return FormulaError("formula.comma", message, text, start, end, hint=hint)


# Letters of another alphabet that look like Latin ones: typed with the wrong keyboard, or to deceive.
LOOKALIKES = dict(zip("АВЕКМНОРСТХаеорсухі", "ABEKMHOPCTXaeopcyxi", strict=True))
_NOT_READ = {
    **dict.fromkeys("€£¥₹", ("prices are in dollars here", "write $ or USD")),
    **dict.fromkeys("±", ("an answer is one number, not a range of them", None)),
    **dict.fromkeys("…", ("dots stand for what only you know", "write out as many figures as are asked for")),
    **dict.fromkeys("∞", ("infinity is not a number that can be an answer", None)),
}


def unreadable(text: str, place: int) -> FormulaError:
    """The fault of a character that has no place in a formula."""
    char = text[place]
    digits_around = text[max(place - 1, 0) : place].isdigit() and text[place + 1 : place + 2].isdigit()
    hint = None
    if char in "'’_" and digits_around:
        message, hint = f"{char} does not group digits here", "use commas or spaces: 1,234,567"
    elif char == "." and ".." in text[max(place - 2, 0) : place + 2]:
        message, hint = _NOT_READ["…"]
    elif char in "'\"`_\\":
        message = "quotes, backslashes and __names__ are not part of a formula"
    elif char in _NOT_READ:
        message, hint = _NOT_READ[char]
    elif char in LOOKALIKES:
        message, hint = f"unknown letter {char} (Cyrillic)", f"did you mean {LOOKALIKES[char]}?"
    else:
        message = f"{shown_safely(char)} is not part of a formula"
    return FormulaError("formula.character", message, text, place, place + 1, hint=hint)

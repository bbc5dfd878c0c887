"""The LaTeX printer. What it writes is read back by `read_latex`, and needs amsmath and amssymb to be set.

(Greek letters that look like Latin ones, such as `\\Alpha`, need unicode-math, or commands by `LIKE_LATIN`.)
"""

from __future__ import annotations

import re

from studybot.formula.safely import shown_safely
from studybot.notation.latex_commands import (
    BRACKETS,
    CLOSED_BY,
    ESCAPED,
    FUNCTIONS,
    LETTERS,
    MATRICES,
    OPERATORS,
    SIGNS,
)
from studybot.notation.letters import BLACKBOARD, CALLIGRAPHIC
from studybot.notation.levels import Level, level
from studybot.notation.line_quantities import thousands
from studybot.notation.spelled import spelled
from studybot.notation.tree import (
    PRIME,
    Accent,
    Brace,
    Call,
    Cases,
    Fenced,
    Fraction,
    Matrix,
    Node,
    Number,
    Operator,
    Quantity,
    Root,
    Row,
    Script,
    Space,
    Symbol,
    Text,
    Unit,
    primes_of,
    ranges,
    separates,
)

# Of the functions that `read_latex` knows by a command, those that LaTeX itself has.
_COMMANDS = FUNCTIONS - {"softmax", "argmax", "argmin", "rank", "diag"}
_GLYPHS = {
    **{glyph: f"\\{name}" for name, glyph in reversed(LETTERS.items()) if name not in ("top", "prime")},
    **{glyph: f"\\mathbb{{{letter}}}" for letter, glyph in BLACKBOARD.items()},
    **{glyph: f"\\mathcal{{{letter}}}" for letter, glyph in CALLIGRAPHIC.items()},
    "−": "-", "+": "+", "*": "*", "-": "-",
}  # fmt: skip
# Letters that LaTeX has no command for, by what they look like.
LIKE_LATIN = {
    "Alpha": "A", "Beta": "B", "Epsilon": "E", "Zeta": "Z", "Eta": "H", "Iota": "I", "Kappa": "K", "Mu": "M", "Nu": "N",
    "Omicron": "O", "Rho": "P", "Tau": "T", "Chi": "X", "omicron": "o",
}  # fmt: skip
_SIGNS = {
    **{text: f"\\{name}" for name, (text, _) in reversed(OPERATORS.items())},
    **{text: sign for sign, (text, _) in SIGNS.items()},
}
_ESCAPES = str.maketrans({char: written for written, char in ESCAPED.items() if char != " "})
_DELIMITERS = {"": ".", **{sign: f"\\{name}" for name, sign in BRACKETS.items()}, "‖": r"\|"}
_ENVIRONMENTS = {fence: name for name, fence in MATRICES.items()}
# What brackets of one line do not go around.
_TALL = re.compile(r"\\(?:frac|binom|begin|sum|prod|o?int|under|over)(?![a-km-z])")
_ENDS_IN_COMMAND = re.compile(r"\\[A-Za-z]+$")


def to_latex(node: Node) -> str:
    """Notation as LaTeX mathematics, without the dollars around it: `8.64 \\times 10^{19}`, `\\frac{a + b}{c}`."""
    return _printed(node, True).strip()


def escaped(text: str) -> str:
    """Words as they stand in `\\text{...}`: nothing in them is a command, ends the braces or the formula."""
    return shown_safely(text).translate(_ESCAPES)


def _printed(node: Node, grouped: bool) -> str:
    match node:
        case Symbol(text, bold):
            return _symbol(text, bold)
        case Row(items):
            return _row(items, grouped)
        case Number(digits, 0, False):
            return thousands(digits).replace(",", "{,}") if grouped else digits
        case Number() | Quantity() | Unit():
            return _printed(spelled(node), grouped)
        case Operator():
            return _operator(node)
        case Text(text):
            return _words(text)
        case Space(wide):
            return r"\quad " if wide else r"\,"
        case Script():
            return _script(node)
        case Fraction(above, below):
            return f"\\frac{{{_printed(above, grouped)}}}{{{_printed(below, grouped)}}}"
        case Fenced(opening, body, closing):
            return _fenced(opening, _printed(body, grouped), closing)
        case Call():
            return _call(node)
        case Root(radicand, None):
            return f"\\sqrt{{{_printed(radicand, False)}}}"
        case Root(radicand, index):
            assert index is not None
            return f"\\sqrt[{{{_printed(index, False)}}}]{{{_printed(radicand, False)}}}"
        case Matrix(rows, _, fence):
            return _environment(_ENVIRONMENTS[fence], rows)
        case Cases(rows):
            return _environment("cases", rows)
        case Accent(mark, base):
            return f"\\{mark}{{{_printed(base, False)}}}"
        case Brace(body, note, above):
            command, sign = (r"\overbrace", "^") if above else (r"\underbrace", "_")
            script = f"{sign}{{{_printed(note, False)}}}" if note is not None else ""
            return f"{command}{{{_printed(body, False)}}}{script}"
    raise TypeError(f"not notation: {node!r}")


def _symbol(text: str, bold: bool) -> str:
    if len(text) == 1 and text.isascii() and text.isalnum():
        return f"\\mathbf{{{text}}}" if bold else text
    if text[:1] == PRIME:
        return r"\prime" * len(text)
    glyph = _GLYPHS.get(text)
    if glyph is None:
        return f"\\text{{{escaped(text)}}}"
    return f"\\boldsymbol{{{glyph}}}" if bold else glyph


def _words(text: str) -> str:
    if text in _COMMANDS:
        return f"\\{text}"
    if text in ("arg max", "arg min"):
        return text.replace("arg ", r"\operatorname*{arg\,") + "}"
    if text in ("argmax", "argmin"):
        return f"\\operatorname*{{{text}}}"
    return f"\\mathrm{{{text}}}" if text.isascii() and text.isalnum() else f"\\text{{{escaped(text)}}}"


def _operator(operator: Operator) -> str:
    sign = _SIGNS.get(operator.text)
    match operator.kind:
        case "logic":
            return f"\\text{{ {escaped(operator.text)} }}"
        case "prefix" if operator.text == "not":
            return r"\text{not }"
        case "relation" if operator.text == "|":
            return r" \mid "
        case "relation" if operator.text == "‖":
            return r" \| "
        case "prefix" if operator.text in "|‖":
            return _DELIMITERS.get(operator.text, operator.text)
        case "range" if operator.text != ":":
            return f"\\text{{{escaped(operator.text)}}}"
    if sign is None:
        return f"\\text{{{escaped(operator.text)}}}"
    if operator.kind in ("binary", "relation"):
        return f" {sign} "
    return f"{sign} " if operator.kind in ("punctuation", "large") else sign


def _row(items: tuple[Node, ...], grouped: bool) -> str:
    grouped = grouped and not separates(items)
    line = ""
    before: Node | None = None
    for item in items:
        text = _printed(item, grouped)
        if isinstance(item, Row):
            text = f"{{{text}}}"
        elif isinstance(item, Number) and (line[-1:].isdigit() or (line[-1:] == "/" and item.power)):
            text = f"{{{text}}}"  # 2{3} is no 23, and a power of ten behind a slash belongs below it
        elif isinstance(item, Space) and not item.wide and isinstance(before, Text) and line.endswith(before.text):
            text = " "  # a function's name has its own space
        if before is not None and text[:1].isalpha() and (command := _ENDS_IN_COMMAND.search(line)):
            line = _before_letter(line, command.start(), before)
        line += text
        before = item
    return line.replace("  ", " ")


def _before_letter(line: str, start: int, before: Node) -> str:
    """A line that ends in a command, so that a letter can follow. Between operands a space would be one of the tree."""
    if isinstance(before, Operator | Text | Script) or line[start:] in (r"\partial", r"\nabla"):
        return f"{line} "
    return f"{line[:start]}{{{line[start:]}}}"


def _script(script: Script) -> str:
    base, sup = script.base, script.sup
    text = _printed(base, False).rstrip()
    if isinstance(base, Script):
        text = f"{{{text}}}"
    elif not isinstance(base, Operator) and level(base) < Level.ATOM:
        text = _fenced("(", text, ")")
    if sup is not None:
        primes, sup = primes_of(sup)
        text += "'" * len(primes)
    if script.sub is not None:
        text += f"_{{{_printed(script.sub, False).strip()}}}"
    if sup is not None:
        text += f"^{{{_printed(sup, False).strip()}}}"
    return f"{text} " if ranges(script) else text


def _fenced(opening: str, body: str, closing: str) -> str:
    left, right = _DELIMITERS.get(opening, opening), _DELIMITERS.get(closing, closing)
    if _TALL.search(body) or not opening or closing not in list(CLOSED_BY.get(opening, "")):
        left, right = f"\\left{left}", f"\\right{right}"
    # Between a command and a letter; no space of the tree, as it is no operand that it follows.
    return f"{left} {body} {right}" if left[0] == "\\" else f"{left}{body.strip()}{right}"


def _call(call: Call) -> str:
    made = spelled(call)
    if not isinstance(made, Call):
        return _printed(made, False)
    arguments = [_printed(argument, False).strip() for argument in made.arguments]
    if made.function == "binom" and len(arguments) == 2:
        return f"\\binom{{{arguments[0]}}}{{{arguments[1]}}}"
    name = _words(made.function)
    if name.startswith((r"\mathrm", r"\text")):
        name = f"\\operatorname{{{escaped(made.function)}}}"
    return name + _fenced("(", ", ".join(arguments), ")")


def _environment(name: str, rows: tuple[tuple[Node, ...], ...]) -> str:
    lines = (" & ".join(_printed(cell, False).strip() or "{}" for cell in row) for row in rows)
    return f"\\begin{{{name}}} " + r" \\ ".join(lines) + f" \\end{{{name}}}"

"""The MathML printer: presentation MathML as browsers show it, with what a screen reader says in its place."""

from __future__ import annotations

from typing import Literal

from studybot.formula.safely import shown_safely
from studybot.notation.levels import Level, level
from studybot.notation.line_quantities import thousands
from studybot.notation.spelled import spelled
from studybot.notation.tree import (
    CLOSING,
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
    separates,
    stacks,
)
from studybot.notation.unicode import to_unicode

_NAMESPACE = "http://www.w3.org/1998/Math/MathML"
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})
# Signs that stood above the letter, and not across it, in each of three mathematical fonts in Chromium.
_MARKS = {"hat": "ˆ", "bar": "ˉ", "tilde": "˜", "vec": "→", "dot": "˙", "overline": "‾", "widehat": "^"}
_GROWING = ("overline", "widehat")
_APPLIED = "<mo>&#8289;</mo>"
# Browsers have no bold variant any more, but Unicode has bold letters: the first of an alphabet, how many follow, and
# where they begin.
_BOLD = (("A", 26, 0x1D400), ("a", 26, 0x1D41A), ("0", 10, 0x1D7CE), ("Α", 25, 0x1D6A8), ("α", 25, 0x1D6C2))


def to_mathml(node: Node, display: Literal["inline", "block"] = "inline") -> str:
    """Notation as one `<math>` element, well-formed XML. Its `alttext` is the formula in one line of Unicode."""
    alternative, shown = escaped(to_unicode(node)), _printed(node, True)
    return f'<math xmlns="{_NAMESPACE}" display="{display}" alttext="{alternative}">{shown}</math>'


def escaped(text: str) -> str:
    """Text as it stands in an element or an attribute: no markup, and nothing that XML cannot hold."""
    # Most of it is letters and digits: to look for markup in each took a third of the time of a formula.
    return text if text.isalnum() else shown_safely(text).translate(_ESCAPES)


def _printed(node: Node, grouped: bool) -> str:
    match node:
        case Symbol(text, bold):
            return _symbol(text, bold)
        case Row(items):
            return _row(items, grouped)
        case Number(digits, 0, False):
            return f"<mn>{escaped(thousands(digits) if grouped else digits)}</mn>"
        case Number() | Quantity() | Unit():
            return _printed(spelled(node), grouped)
        case Operator():
            return _operator(node)
        case Text(text):
            return _words(text)
        case Space(wide):
            return f'<mspace width="{"1em" if wide else "0.17em"}"/>'
        case Script():
            return _script(node)
        case Fraction(above, below):
            return f"<mfrac>{_printed(above, grouped)}{_printed(below, grouped)}</mfrac>"
        case Fenced(opening, body, closing):
            return _fenced(opening, _printed(body, grouped), closing)
        case Call():
            return _call(node)
        case Root(radicand, None):
            return f"<msqrt>{_printed(radicand, False)}</msqrt>"
        case Root(radicand, index):
            assert index is not None
            return f"<mroot>{_printed(radicand, False)}{_printed(index, False)}</mroot>"
        case Matrix(rows, _, fence):
            return _fenced(fence, f"<mtable>{_cells(rows, '<mtd>')}</mtable>", CLOSING[fence])
        case Cases(rows):
            cells = _cells(rows, '<mtd style="text-align: left">')
            return _fenced("{", f'<mtable columnalign="left">{cells}</mtable>', "")
        case Accent(mark, base):
            stretchy = "true" if mark in _GROWING else "false"
            sign = f'<mo stretchy="{stretchy}">{_MARKS[mark]}</mo>'
            return f'<mover accent="true">{_printed(base, False)}{sign}</mover>'
        case Brace(body, note, above):
            element, sign = ("mover", "⏞") if above else ("munder", "⏟")
            braced = f'<{element}>{_printed(body, False)}<mo stretchy="true">{sign}</mo></{element}>'
            return braced if note is None else f"<{element}>{braced}{_printed(note, False)}</{element}>"
    raise TypeError(f"not notation: {node!r}")


def _symbol(text: str, bold: bool) -> str:
    if text[:1] == PRIME or text in ("−", "+", "*"):
        return f"<mo>{escaped(text)}</mo>"
    if bold:
        return f'<mi mathvariant="normal">{escaped("".join(map(_in_bold, text)))}</mi>'
    return f"<mn>{text}</mn>" if text.isascii() and text.isdigit() else f"<mi>{escaped(text)}</mi>"


def _in_bold(char: str) -> str:
    for first, letters, start in _BOLD:
        place = ord(char) - ord(first)
        if 0 <= place < letters:
            return chr(start + place)
    return char


def _words(text: str) -> str:
    written = escaped(text)
    if text.isalnum() and len(text) > 1:
        return f"<mi>{written}</mi>"  # of more than one letter, it is upright
    # Blanks at the ends and beside each other would be dropped.
    return f"<mtext>{written.replace(' ', '&#160;')}</mtext>"


def _operator(operator: Operator) -> str:
    text = escaped(operator.text)
    match operator.kind:
        case "logic":
            return f"<mtext>&#160;{text}&#160;</mtext>"
        case "prefix" if operator.text == "not":
            return "<mtext>not&#160;</mtext>"
        case "prefix":
            return f'<mo form="prefix">{text}</mo>'
        case "postfix":
            return f'<mo form="postfix">{text}</mo>'
        case "slash" | "range":
            return f'<mo lspace="0" rspace="0">{text}</mo>'
    return f"<mo>{text}</mo>"


def _row(items: tuple[Node, ...], grouped: bool) -> str:
    grouped = grouped and not separates(items)
    return f"<mrow>{''.join([_printed(item, grouped) for item in items])}</mrow>"


def _script(script: Script) -> str:
    base, sub, sup = script.base, script.sub, script.sup
    text = _printed(base, False)
    if not isinstance(base, Operator) and level(base) < Level.ATOM:
        text = _fenced("(", text, ")")
    below = _printed(sub, False) if sub is not None else ""
    above = _printed(sup, False) if sup is not None else ""
    if stacks(script):
        if isinstance(base, Text):
            text = f'<mo form="prefix" movablelimits="true">{escaped(base.text)}</mo>'
        element = "munderover" if below and above else "munder" if below else "mover"
    else:
        element = "msubsup" if below and above else "msub" if below else "msup"
    return f"<{element}>{text}{below}{above}</{element}>" if below or above else text


def _fenced(opening: str, body: str, closing: str) -> str:
    left = f'<mo fence="true" form="prefix" stretchy="true">{escaped(opening)}</mo>' if opening else ""
    right = f'<mo fence="true" form="postfix" stretchy="true">{escaped(closing)}</mo>' if closing else ""
    return f"<mrow>{left}{body}{right}</mrow>"


def _call(call: Call) -> str:
    made = spelled(call)
    if not isinstance(made, Call):
        return _printed(made, False)
    arguments = [_printed(argument, False) for argument in made.arguments]
    if made.function == "binom" and len(arguments) == 2:
        return _fenced("(", f'<mfrac linethickness="0">{arguments[0]}{arguments[1]}</mfrac>', ")")
    inside = '<mo separator="true">,</mo>'.join(arguments)
    return f"<mrow>{_words(made.function)}{_APPLIED}{_fenced('(', f'<mrow>{inside}</mrow>', ')')}</mrow>"


def _cells(rows: tuple[tuple[Node, ...], ...], opening: str) -> str:
    lines = ("".join(f"{opening}{_printed(cell, False)}</mtd>" for cell in row) for row in rows)
    return "".join(f"<mtr>{line}</mtr>" for line in lines)

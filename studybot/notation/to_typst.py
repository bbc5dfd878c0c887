"""The Typst printer: mathematics as data that a template turns into content with Typst's own functions.

Nothing of it is Typst source, and it is never to be evaluated: every string is text to be set, and a template passes it
on as such. A node is a dictionary; `is` says which, and the others are its parts, each a node again where not said:

    row        items: a list of nodes, side by side
    symbol     text, bold (true or false): a letter or another sign, in italics where mathematics has them
    words      text: upright, with the blanks that it has
    number     text: digits as they stand, grouped where they should be
    sign       text, class: `binary`, `relation`, `unary`, `large`, `punctuation` or `normal`, as in `math.class`
    name       text: the name of a function, as in `math.op`; limits: whether its indices stand below it
    space      wide (true or false)
    fraction   above, below
    root       radicand, index (or null)
    script     base, below (or null), above (or null); limits: whether they stand under and over the base
    fenced     opening, closing (text, empty where there is none), body
    binomial   above, below
    matrix     rows: a list of lists of nodes; opening, closing (text)
    cases      rows: a list of lists of one or two nodes, a value and when it is that
    accent     mark: `hat`, `bar`, `tilde`, `vec`, `dot`, `overline` or `widehat`; base
    brace      body, note (or null), over: whether it stands above
"""

from __future__ import annotations

from studybot.formula.safely import shown_safely
from studybot.notation.levels import Level, level
from studybot.notation.line_quantities import thousands
from studybot.notation.spelled import spelled
from studybot.notation.tree import (
    CLOSING,
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
    OperatorKind,
    Quantity,
    Root,
    Row,
    Script,
    Space,
    Symbol,
    Text,
    Unit,
    listed,
    separates,
    stacks,
)

Data = dict[str, object]

_CLASSES: dict[OperatorKind, str] = {
    "binary": "binary", "relation": "relation", "prefix": "unary", "punctuation": "punctuation", "large": "large",
}  # fmt: skip


def to_typst(node: Node) -> Data:
    """Notation as dictionaries, lists, strings and truth values, ready for `json.dumps`; see the list above."""
    return _data(node, True)


def escaped(text: str) -> str:
    """Text to be set. As data it cannot be markup; characters that control or hide others are spelled out."""
    return shown_safely(text)


def _data(node: Node, grouped: bool) -> Data:
    match node:
        case Symbol(text, bold):
            return {"is": "symbol", "text": escaped(text), "bold": bold}
        case Row(items):
            return _row(items, grouped)
        case Number(digits, 0, False):
            return {"is": "number", "text": escaped(thousands(digits) if grouped else digits)}
        case Number() | Quantity() | Unit():
            return _data(spelled(node), grouped)
        case Operator(text, kind):
            if kind == "logic":
                return {"is": "words", "text": f" {escaped(text)} "}
            if text == "not":
                return {"is": "words", "text": "not "}
            return {"is": "sign", "text": escaped(text), "class": _CLASSES.get(kind, "normal")}
        case Text(text):
            return {"is": "words", "text": escaped(text)}
        case Space(wide):
            return {"is": "space", "wide": wide}
        case Script():
            return _script(node)
        case Fraction(above, below):
            return {"is": "fraction", "above": _data(above, grouped), "below": _data(below, grouped)}
        case Fenced(opening, body, closing):
            return _fenced(opening, _data(body, grouped), closing)
        case Call():
            return _call(node)
        case Root(radicand, index):
            inside = _data(radicand, False)
            return {"is": "root", "radicand": inside, "index": None if index is None else _data(index, False)}
        case Matrix(rows, _, fence):
            return {"is": "matrix", "rows": _cells(rows), "opening": fence, "closing": CLOSING[fence]}
        case Cases(rows):
            return {"is": "cases", "rows": _cells(rows)}
        case Accent(mark, base):
            return {"is": "accent", "mark": mark, "base": _data(base, False)}
        case Brace(body, note, above):
            noted = None if note is None else _data(note, False)
            return {"is": "brace", "body": _data(body, False), "note": noted, "over": above}
    raise TypeError(f"not notation: {node!r}")


def _row(items: tuple[Node, ...], grouped: bool) -> Data:
    grouped = grouped and not separates(items)
    return {"is": "row", "items": [_data(item, grouped) for item in items]}


def _script(script: Script) -> Data:
    base = script.base
    limits = stacks(script)
    if limits and isinstance(base, Text):
        made: Data = {"is": "name", "text": escaped(base.text), "limits": True}
    else:
        made = _data(base, False)
        if not isinstance(base, Operator) and level(base) < Level.ATOM:
            made = _fenced("(", made, ")")
    below, above = (None if part is None else _data(part, False) for part in (script.sub, script.sup))
    return {"is": "script", "base": made, "below": below, "above": above, "limits": limits}


def _fenced(opening: str, body: Data, closing: str) -> Data:
    return {"is": "fenced", "opening": escaped(opening), "body": body, "closing": escaped(closing)}


def _call(call: Call) -> Data:
    made = spelled(call)
    if not isinstance(made, Call):
        return _data(made, False)
    if made.function == "binom" and len(made.arguments) == 2:
        above, below = made.arguments
        return {"is": "binomial", "above": _data(above, False), "below": _data(below, False)}
    name: Data = {"is": "name", "text": escaped(made.function), "limits": False}
    return {"is": "row", "items": [name, _fenced("(", _data(listed(made.arguments), False), ")")]}


def _cells(rows: tuple[tuple[Node, ...], ...]) -> list[list[Data]]:
    return [[_data(cell, False) for cell in row] for row in rows]

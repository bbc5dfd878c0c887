"""Formulas of a bank, read: their names are known, and nothing true or false stands where a number is wanted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from studybot.bank.fields import Fields
from studybot.bank.findings import nearest
from studybot.bank.schema import Formula
from studybot.bank.scope import Scope
from studybot.bank.written import Written
from studybot.formula.errors import FormulaError
from studybot.formula.functions import CONSTANTS
from studybot.formula.parser import FORMULA, parse, parse_chain
from studybot.formula.tree import Binary, Name, Node, Unary, children, walk

_COMPARISONS = ("<", "<=", ">", ">=", "=", "!=")
_JOINING = ("and", "or")

# What a formula comes out as: a condition is true or false, a quantity anything else.
Wanted = Literal["quantity", "condition", "either"]


def read_formula(found: Written | None, scope: Scope, wanted: Wanted, *, chain: bool = False) -> Formula | None:
    """A formula; None where there is none, or where anything is wrong with it, which is reported.

    With `chain`, `a = b` are two forms that say the same.
    """
    if found is None:
        return None
    text = found.text.replace("\n", " ").rstrip()  # of a block over several lines
    try:
        forms = parse_chain(text, FORMULA) if chain else (parse(text, FORMULA),)
    except FormulaError as fault:
        _report(fault, found, scope)
        return None
    sound = [check(form, found, scope, wanted) for form in forms for check in (_check_names, _check_kinds)]
    return Formula(text, forms, found.place) if all(sound) else None


def _report(fault: FormulaError, found: Written, scope: Scope) -> None:
    """Where a list cannot be read, what is wrong with the first of its values that cannot is the better message."""
    begin = 0
    for place, scalar in found.pieces if len(found.pieces) > 1 else ():
        if scalar.text.count("(") != scalar.text.count(")"):  # one end of max(a, b), which YAML parts
            continue
        try:
            parse(scalar.text, FORMULA)
        except FormulaError as inner:
            fault, begin = inner, place
            break
    scope.report.error(fault.code, fault.message, found.place_of(begin + fault.start, scope.source), fault.hint)


def _check_names(form: Node, found: Written, scope: Scope, _wanted: Wanted) -> bool:
    sound = True
    for node in walk(form):
        if not isinstance(node, Name) or node.name in scope.names or node.name in CONSTANTS:
            continue
        sound = False
        scope.unknown(node.name, found.place_of(node.start, scope.source), "here or above")
    return sound


def _check_kinds(form: Node, found: Written, scope: Scope, wanted: Wanted) -> bool:
    condition = wanted == "condition" or (wanted == "either" and is_condition(form, scope))
    sound = True
    for node in _odd(form, scope, condition):
        sound = False
        place = found.place_of(node.start, scope.source)
        if not is_condition(node, scope):
            scope.report.error("where", "the condition compares nothing", place, "for example k < m")
        elif isinstance(node, Name):
            message = f"{node.name} is true or false, where a number is wanted"
            scope.report.error("formula.comparison", message, place)
        else:
            scope.report.error("formula.comparison", "this compares, where a number is wanted", place)
    return sound


def _odd(form: Node, scope: Scope, condition: bool) -> Iterator[Node]:
    """The outermost nodes that are a condition where a quantity is wanted, or the other way round."""
    waiting = [(form, condition)]
    while waiting:
        node, wanted = waiting.pop()
        if isinstance(node, Name) and node.name in scope.broken:
            continue
        if is_condition(node, scope) != wanted:
            yield node
            continue
        joins = (isinstance(node, Binary) and node.op in _JOINING) or (isinstance(node, Unary) and node.op == "not")
        waiting += [(child, wanted and joins) for child in reversed(children(node))]


def is_condition(node: Node, scope: Scope) -> bool:
    """Whether a formula is true or false."""
    match node:
        case Binary(op):
            return op in _COMPARISONS or op in _JOINING
        case Unary("not", _):
            return True
        case Name(name):
            return name in scope.statements
    return False


def read_pins(fields: Fields, scope: Scope) -> dict[str, Formula]:
    """The field `at`: quantities, each with the formula that it is pinned to."""
    pins: dict[str, Formula] = {}
    tree = fields.mapping("at")
    inner = Fields(tree, f"at of {fields.what}", tree.keys, fields.report, fields.source)
    for name in tree.entries:
        if name not in scope.names:
            hint = nearest(name, scope.names)
            scope.report.error("name", f"there is no quantity {name} to pin", tree.keys[name], hint)
        elif formula := read_formula(inner.written(name), scope, "quantity"):
            pins[name] = formula
    return pins


def read_known_names(fields: Fields, key: str, scope: Scope) -> tuple[str, ...]:
    """A field that lists quantities, each once."""
    found: list[str] = []
    scalars = fields.scalars(key)
    for scalar in scalars:
        if scalar.text in found:
            scope.report.error("name", f"{scalar.text} stands twice in {key} of {fields.what}", scalar.place)
        elif scalar.text not in scope.names:
            scope.unknown(scalar.text, scalar.place, "here or above")
        else:
            found.append(scalar.text)
    if fields.is_list(key) and not scalars:
        scope.report.error("name", f"{key} of {fields.what} names nothing", fields.key_place(key))
    return tuple(found)

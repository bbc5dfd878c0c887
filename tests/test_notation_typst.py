"""Data for Typst: plain JSON in the documented form, in which every text is text."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from notations import AS_PRINTED, trees

from studybot.notation.latex import read_latex
from studybot.notation.to_typst import to_typst
from studybot.notation.tree import Call, Node, Number, Operator, Quantity, Symbol, Text, Unit

# The parts of each node, as its module documents them: "node", "node?" (or null), "nodes", "rows", "text", "truth".
PARTS = {
    "row": {"items": "nodes"},
    "symbol": {"text": "text", "bold": "truth"},
    "words": {"text": "text"},
    "number": {"text": "text"},
    "sign": {"text": "text", "class": "text"},
    "name": {"text": "text", "limits": "truth"},
    "space": {"wide": "truth"},
    "fraction": {"above": "node", "below": "node"},
    "root": {"radicand": "node", "index": "node?"},
    "script": {"base": "node", "below": "node?", "above": "node?", "limits": "truth"},
    "fenced": {"opening": "text", "body": "node", "closing": "text"},
    "binomial": {"above": "node", "below": "node"},
    "matrix": {"rows": "rows", "opening": "text", "closing": "text"},
    "cases": {"rows": "rows"},
    "accent": {"mark": "text", "base": "node"},
    "brace": {"body": "node", "note": "node?", "over": "truth"},
}


def check(data: object) -> None:
    assert isinstance(data, dict)
    parts = PARTS[data["is"]]
    assert set(data) == {"is", *parts}
    for name, sort in parts.items():
        value = data[name]
        match sort:
            case "node":
                check(value)
            case "node?":
                if value is not None:
                    check(value)
            case "nodes":
                for item in value:
                    check(item)
            case "rows":
                for row in value:
                    for item in row:
                        check(item)
            case "text":
                assert isinstance(value, str)
                assert value.isprintable()
            case _:
                assert isinstance(value, bool)


def checked(node: Node) -> dict[str, object]:
    data = to_typst(node)
    check(data)
    assert json.loads(json.dumps(data)) == data
    return data


def test_a_formula_is_its_nodes() -> None:
    assert checked(read_latex(r"\frac{12{,}288}{x_i}")) == {
        "is": "fraction",
        "above": {"is": "number", "text": "12,288"},
        "below": {
            "is": "script",
            "base": {"is": "symbol", "text": "x", "bold": False},
            "below": {"is": "symbol", "text": "i", "bold": False},
            "above": None,
            "limits": False,
        },
    }


def test_what_a_limit_runs_over_stands_below_it() -> None:
    limit = checked(read_latex(r"\lim_{x \to 0}"))
    assert limit["base"] == {"is": "name", "text": "lim", "limits": True}
    assert limit["limits"] is True
    assert checked(read_latex(r"\int_0^1"))["limits"] is False


def test_quantities_are_spelled_out() -> None:
    assert checked(Quantity(Number("1.5", 3), Unit((("s", -1),)), "$")) == {
        "is": "row",
        "items": [
            {"is": "sign", "text": "$", "class": "unary"},
            {"is": "number", "text": "1.5"},
            {"is": "sign", "text": "×", "class": "binary"},
            {
                "is": "script",
                "base": {"is": "number", "text": "10"},
                "below": None,
                "above": {"is": "number", "text": "3"},
                "limits": False,
            },
            {"is": "sign", "text": "/", "class": "normal"},
            {"is": "words", "text": "s"},
        ],
    }


@pytest.mark.parametrize("latex", [row[0] for row in AS_PRINTED])
def test_what_banks_write_is_in_the_documented_form(latex: str) -> None:
    checked(read_latex(latex))


@settings(max_examples=200, deadline=None)
@given(trees())
def test_every_tree_is_in_the_documented_form(tree: Node) -> None:
    checked(tree)


@given(st.text() | st.sampled_from(['#read("/etc/passwd")', "$#x$", "\\u{0}", "\x1b[0m", "\u202e", "\ud800"]))
def test_text_stays_text(text: str) -> None:
    for node in (
        Text(text),
        Symbol(text),
        Operator(text, "prefix"),
        Call(text, ()),
        Quantity(Number("1"), Unit(((text, 2),))),
    ):
        checked(node)

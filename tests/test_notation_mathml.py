"""MathML: well-formed, with the parts where they belong, and no text of a bank ever markup."""

from __future__ import annotations

from typing import Literal
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from notations import AS_PRINTED, LATEX, trees

from studybot.formula.parser import FORMULA, parse
from studybot.notation.from_formula import from_formula
from studybot.notation.latex import read_latex
from studybot.notation.to_mathml import to_mathml
from studybot.notation.tree import Call, Node, Number, Operator, Quantity, Symbol, Text, Unit
from studybot.notation.unicode import to_unicode

MATHML = "{http://www.w3.org/1998/Math/MathML}"
# Presentation MathML, and nothing that a browser runs, loads or follows.
ELEMENTS = {
    "math", "mi", "mn", "mo", "mtext", "mspace", "mrow", "mfrac", "msqrt", "mroot", "msub", "msup", "msubsup", "munder",
    "mover", "munderover", "mtable", "mtr", "mtd",
}  # fmt: skip
ATTRIBUTES = {
    "display", "alttext", "mathvariant", "width", "form", "fence", "stretchy", "separator", "lspace", "rspace",
    "movablelimits", "accent", "linethickness", "columnalign", "style",
}  # fmt: skip
CHILDREN = {"mfrac": 2, "mroot": 2, "msub": 2, "msup": 2, "munder": 2, "mover": 2, "msubsup": 3, "munderover": 3}


def parsed(node: Node, display: Literal["inline", "block"] = "inline") -> ElementTree.Element:
    root = ElementTree.fromstring(to_mathml(node, display))
    for element in root.iter():
        name = element.tag.removeprefix(MATHML)
        assert name in ELEMENTS
        assert set(element.attrib) <= ATTRIBUTES
        assert len(element) == CHILDREN.get(name, len(element))
    return root


def brief(element: ElementTree.Element) -> str:
    """Elements as `name(children)`, without `math` and rows."""
    inside = " ".join(map(brief, element)) or (element.text or "")
    name = element.tag.removeprefix(MATHML)
    return inside if name in ("math", "mrow", "mi", "mn", "mo") else f"{name}({inside})"


SHOWN = [
    (r"\frac{a + b}{c}", "mfrac(a + b c)"),
    (r"x_i^2 + \sqrt[3]{y}", "msubsup(x i 2) + mroot(y 3)"),
    (r"\sum_{i=1}^n x", "munderover(∑ i = 1 n) x"),
    (r"\int_0^1 f", "msubsup(∫ 0 1) f"),
    (r"\lim_{x \to 0} x", "munder(lim x → 0) x"),
    (r"8.64 \times 10^{19}", "8.64 × msup(10 19)"),
    (r"\begin{vmatrix} 1 & 2 \end{vmatrix}", "| mtable(mtr(mtd(1) mtd(2))) |"),
    (r"\begin{cases} 0 & x < 0 \end{cases}", "{ mtable(mtr(mtd(0) mtd(x < 0)))"),
    (r"\binom{n}{k}", "( mfrac(n k) )"),
    (r"\underbrace{a}_{b}", "munder(munder(a ⏟) b)"),
    (r"\overline{a} \cdot \vec v", "mover(a ‾) · mover(v →)"),
    (r"\mathbf{x} \in \mathbb{R}", "𝐱 ∈ ℝ"),
    (r"f \text{ if } g", "f mspace() mtext(\xa0if\xa0) mspace() g"),
    (r"\{x | x \ge 0\}", "{ x | x ≥ 0 }"),
]  # fmt: skip


@pytest.mark.parametrize(("latex", "structure"), SHOWN, ids=[row[0] for row in SHOWN])
def test_everything_has_its_element(latex: str, structure: str) -> None:
    assert brief(parsed(read_latex(latex))) == structure


def test_formulas_quantities_and_prices_are_shown() -> None:
    assert brief(parsed(from_formula(parse("(a + b)^2*log2(x)", FORMULA)))) == (
        "msup(( a + b ) 2) · msub(mtext(log) 2) ( x )".replace("mtext(log)", "log")
    )
    assert (
        brief(parsed(Quantity(Number("12288"), Unit((("kB", 1), ("s", -2))))))
        == "12,288 mspace() kB / msup(mtext(s) 2)"
    )
    assert brief(parsed(Quantity(Number("5", negative=True), Unit(()), "$"))) == "− $ 5"


def test_a_screen_reader_gets_the_line_of_unicode() -> None:
    tree = read_latex(r"\frac{a}{b} < \text{" '"' r"}")
    root = parsed(tree, "block")
    assert root.attrib == {"display": "block", "alttext": to_unicode(tree)}


@settings(max_examples=200, deadline=None)
@given(trees())
def test_every_tree_is_well_formed(tree: Node) -> None:
    assert parsed(tree).get("alttext") == to_unicode(tree)


@settings(max_examples=200, deadline=None)
@given(LATEX)
def test_whatever_can_be_read_is_well_formed(text: str) -> None:
    try:
        tree = read_latex(text)
    except Exception:
        return
    parsed(tree)


@pytest.mark.parametrize("latex", [row[0] for row in AS_PRINTED])
def test_what_banks_write_is_well_formed(latex: str) -> None:
    parsed(read_latex(latex))


@given(
    st.text(min_size=1)
    | st.sampled_from(["<script>", "&amp;", "]]>", '" onload="x', "' onload='x", "\x00", "\ufffe", "\ud800"])
)
def test_no_text_is_markup(text: str) -> None:
    for node in (Text(text), Symbol(text), Symbol(text, bold=True), Operator(text, "prefix"), Call(text, ())):
        parsed(node)
    parsed(Quantity(Number("1"), Unit(((text, 2),)), text))

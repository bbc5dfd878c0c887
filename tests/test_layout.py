"""Matrices in two dimensions: brackets of their height, one baseline, lines that fit; one line where they cannot."""

from __future__ import annotations

from io import BytesIO, StringIO, TextIOWrapper

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from notations import trees
from rich.cells import cell_len
from rich.console import Console

from studybot.formula.parser import FORMULA, parse
from studybot.notation.from_formula import from_formula
from studybot.notation.latex import read_latex
from studybot.notation.layout import Layout
from studybot.notation.tree import Node, Script, Symbol, equation, vector
from studybot.show.document import Formula, Math, Paragraph, Words
from studybot.show.plain import to_text
from studybot.show.terminal import height, print_document


def written(text: str) -> Node:
    sides = [from_formula(parse(side, FORMULA)) for side in text.split(" = ")]
    return equation(*sides)


def drawn(node: Node) -> list[str]:
    layout = Layout(node, len)
    box = layout.spread(layout.line)
    assert {len(line) for line in box.lines} == {box.width} == {layout.width(layout.line)}
    return [line.rstrip() for line in box.lines]


DRAWN = [
    (
        "[[1, -2, 0], [0, 1, 12], [2, -1, 0]]*[[1], [2], [3]]",
        [
            "⎡1  −2   0⎤   ⎡1⎤",
            "⎢0   1  12⎥ · ⎢2⎥",
            "⎣2  −1   0⎦   ⎣3⎦",
        ],
    ),
    (
        "W = [[1, 2, 3], [4, 5, 6]]*[1, 2, 3]",
        [
            "                ⎡1⎤",
            "W = ⎡1  2  3⎤ · ⎢2⎥",
            "    ⎣4  5  6⎦   ⎣3⎦",
        ],
    ),
    (
        "softmax([1, 2, 3]) = [0.5, -10.25, 1]",
        [
            "       ⎛⎡1⎤⎞   ⎡  0.5 ⎤",
            "softmax⎜⎢2⎥⎟ = ⎢−10.25⎥",
            "       ⎝⎣3⎦⎠   ⎣  1   ⎦",
        ],
    ),
    (
        "([1, 2, 3] + x)^T/2 - norm([1, 2])",
        [
            "⎛⎡1⎤    ⎞ᵀ",
            "⎜⎢2⎥ + x⎟ /2 − ║⎡1⎤║",
            "⎝⎣3⎦    ⎠      ║⎣2⎦║",
        ],
    ),
    (
        "[1, 2]^T*[[1, 2]]^T",
        [
            "⎡1⎤ᵀ · [1  2]ᵀ",
            "⎣2⎦",
        ],
    ),
    (
        "[[A], [B]] = [3e-9, 1, x + 1]",
        [
            "      ⎡3 × 10⁻⁹⎤",
            "⎡A⎤ = ⎢       1⎥",
            "⎣B⎦   ⎣   x + 1⎦",
        ],
    ),
]


@pytest.mark.parametrize(("text", "lines"), DRAWN, ids=[row[0] for row in DRAWN])
def test_matrices_stand_in_tall_brackets_on_one_baseline(text: str, lines: list[str]) -> None:
    assert drawn(written(text)) == lines


def test_blocks_that_are_written_out_stand_in_their_matrix() -> None:
    assert drawn(vector([written("[1, 2]"), written("[[3, 4]]")])) == [
        "⎡   ⎡1⎤⎤",
        "⎢   ⎣2⎦⎥",
        "⎣[3  4]⎦",
    ]


def test_matrices_of_latex_are_drawn_too() -> None:
    assert drawn(read_latex(r"A \begin{pmatrix} x \\ y \end{pmatrix}")) == ["A ⎡x⎤", "  ⎣y⎦"]


FRACTIONS = [
    (
        "r = alpha*A/(beta*B) = 0.34*278.3/(0.28*587.3)",
        [
            "    α · A   0.34 × 278.3",
            "r = ───── = ────────────",
            "    β · B   0.28 × 587.3",
        ],
    ),
    (
        "(alpha*A/(beta*B))^(1/(alpha + beta))*C",
        [
            "⎛α · A⎞^(1/(α + β))",
            "⎜─────⎟             · C",
            "⎝β · B⎠",
        ],
    ),
    (
        "x - -(1 - a^2)/(1 - a)*2",
        [
            "    ⎛  1 − a²    ⎞",
            "x − ⎜− ────── · 2⎟",
            "    ⎝  1 − a     ⎠",
        ],
    ),
    # One bar in another, or in an index or a matrix, would be a tower.
    (
        "((a + b)/(c + d))/(e + f)",
        [
            "(a + b)/(c + d)",
            "───────────────",
            "     e + f",
        ],
    ),
    (
        "[a*b/(c + d), 1]",
        [
            "⎡a · b / (c + d)⎤",
            "⎣              1⎦",
        ],
    ),
]


@pytest.mark.parametrize(("text", "lines"), FRACTIONS, ids=[row[0] for row in FRACTIONS])
def test_a_fraction_of_products_and_sums_has_a_bar(text: str, lines: list[str]) -> None:
    assert drawn(written(text)) == lines


@pytest.mark.parametrize("text", ["3/4", "a = b/(c + d)", "n*(n - 1)/2", "A/k^alpha", "x^(a*b/(c*d))"])
def test_a_fraction_that_reads_as_well_in_a_line_stays_there(text: str) -> None:
    assert not Layout(written(text), len).boxes


DRAWN_LATEX = [
    (
        r"\sum_{i=1}^n x_i + \sum_j y_j",
        [
            " n",
            " ∑  xᵢ + ∑ⱼ yⱼ",
            "i=1",
        ],
    ),
    (
        r"\hat\theta = \arg\max_\theta L",
        [
            "θ\u0302 = arg max L",
            "       θ",
        ],
    ),
    (
        r"f(x) = \begin{cases} 0 & x < 0 \\ x^2 & \text{otherwise} \end{cases}",
        [
            "       ⎧0   x < 0",
            "f(x) = ⎨",
            "       ⎩x²  otherwise",
        ],
    ),
    (
        r"\underbrace{W_Q^\top W_K}_{W_{QK}} x",
        [
            "W_Q^T W_K x",
            "╰───┬───╯",
            "  W_QK",
        ],
    ),
    (
        r"\overbrace{a + \dots + a}^{n} = n a",
        [
            "    n",
            "╭───┴───╮",
            "a + … + a = n a",
        ],
    ),
    (
        r"\binom{n}{k} + \begin{vmatrix} a & b \\ c & d \end{vmatrix}",
        [
            "⎛n⎞ + │a  b│",
            "⎝k⎠   │c  d│",
        ],
    ),
]


@pytest.mark.parametrize(("latex", "lines"), DRAWN_LATEX, ids=[row[0] for row in DRAWN_LATEX])
def test_limits_cases_and_braces_take_the_lines_they_need(latex: str, lines: list[str]) -> None:
    layout = Layout(read_latex(latex), cell_len)
    box = layout.spread(layout.line)
    assert {cell_len(line) for line in box.lines} == {box.width}
    assert [line.rstrip() for line in box.lines] == lines


def test_a_fraction_wider_than_the_terminal_is_written_in_a_line() -> None:
    fraction = written("a = (bandwidth + throughput)/(latency + overhead)")
    assert shown(fraction, 40) == [
        "      bandwidth + throughput",
        "  a = ──────────────────────",
        "        latency + overhead",
    ]
    assert shown(fraction, 28) == [
        "  a = (bandwidth",
        "      + throughput)/(latency",
        "      + overhead)",
    ]


def test_an_index_stays_on_the_baseline() -> None:
    assert drawn(Script(written("[1, 2, 3]"), sub=Symbol("i"))) == ["⎡1⎤", "⎢2⎥ᵢ", "⎣3⎦"]


def test_what_holds_no_matrix_of_several_rows_is_no_picture() -> None:
    assert not Layout(written("a*[[1, 2, 3]] + [4]"), len).boxes


def shown(node: Node, width: int, encoding: str = "utf-8", remark: str = "") -> list[str]:
    file = TextIOWrapper(BytesIO(), encoding=encoding)
    document = (Formula(node, (Words(remark),) if remark else ()),)
    console = Console(file=file, width=width, force_terminal=False)
    print_document(document, console)
    file.seek(0)
    lines = file.read().splitlines()
    assert height(document, console) == len(lines)
    assert all(cell_len(line) <= width for line in lines)
    return lines


PRODUCT = "R = W*r = [[1, 0], [0, 1]]*[3, -4] = [3, -4]"


def test_a_formula_is_broken_before_an_equals_sign_where_it_is_too_wide() -> None:
    assert shown(written(PRODUCT), 80) == [
        "  R = W · r = ⎡1  0⎤ · ⎡ 3⎤ = ⎡ 3⎤",
        "              ⎣0  1⎦   ⎣−4⎦   ⎣−4⎦",
    ]
    assert shown(written(PRODUCT), 25, remark="so 3") == [
        "  R = W · r",
        "      = ⎡1  0⎤ · ⎡ 3⎤",
        "        ⎣0  1⎦   ⎣−4⎦",
        "      = ⎡ 3⎤  (so 3)",
        "        ⎣−4⎦",
    ]


def test_a_side_that_is_too_wide_is_broken_before_its_terms() -> None:
    assert shown(written("R = a*[1, 2] + [10, 20] = [3, 4]"), 17) == [
        "  R = a · ⎡1⎤",
        "          ⎣2⎦",
        "      + ⎡10⎤",
        "        ⎣20⎦",
        "      = ⎡3⎤",
        "        ⎣4⎦",
    ]


def test_a_matrix_wider_than_the_terminal_is_written_in_a_line_and_broken_between_its_rows() -> None:
    wide = "A = [[1000, 2000, 3000], [4000, 5000, 6000]]"
    assert shown(written(wide), 25) == [
        "  A = [[1000, 2000,",
        "      3000],",
        "      [4000, 5000, 6000]]",
    ]


def test_a_matrix_in_a_sentence_is_broken_between_its_rows() -> None:
    spans = (Words("Here "), Math(written("X = [[1000, 2000, 3000], [4000, 5000, 6000]]")), Words(", so"))
    output = StringIO()
    print_document((Paragraph(spans),), Console(file=output, width=28))
    assert output.getvalue().splitlines() == ["Here X =", "[[1000, 2000, 3000],", "[4000, 5000, 6000]], so"]


def test_a_terminal_without_unicode_gets_the_line_of_ascii() -> None:
    assert shown(written(PRODUCT), 80, "ascii") == ["  R = W * r = [[1, 0], [0, 1]] * [3, -4] = [3, -4]"]


def test_plain_text_has_one_line_and_so_has_a_sentence() -> None:
    assert to_text((Formula(written(PRODUCT)),)) == "  R = W * r = [[1, 0], [0, 1]] * [3, -4] = [3, -4]\n"
    output = StringIO()
    print_document((Paragraph((Words("Now "), Math(written("x = [1, 2]")))),), Console(file=output, width=80))
    assert output.getvalue() == "Now x = [1, 2]\n"


ENTRIES = st.sampled_from(["1", "-2", "0.25", "3e-9", "x", "1/2", "sqrt(2)", "-12288", "A", "[1, 2]"])
GRIDS = st.integers(1, 4).flatmap(
    lambda columns: st.lists(st.lists(ENTRIES, min_size=columns, max_size=columns), min_size=1, max_size=5)
)
TERMS = st.lists(
    st.tuples(
        st.sampled_from(["*", "+", "-", "/", " = "]), GRIDS, st.sampled_from(["{}", "{}^T", "norm({})", "({})^2"])
    ),
    min_size=1,
    max_size=5,
)


@settings(max_examples=200, deadline=None)
@given(trees(), st.integers(20, 90))
def test_no_tree_is_drawn_wider_than_the_terminal(tree: Node, width: int) -> None:
    layout = Layout(tree, cell_len)
    box = layout.spread(layout.line)
    assert {cell_len(line) for line in box.lines} == {box.width} == {layout.width(layout.line)}
    shown(tree, width)


@settings(max_examples=300, deadline=None)
@given(TERMS, st.integers(20, 90))
def test_no_line_of_a_formula_is_wider_than_the_terminal(
    terms: list[tuple[str, list[list[str]], str]], width: int
) -> None:
    text = "a"
    for sign, grid, form in terms:
        text += sign + form.format("[" + ", ".join(f"[{', '.join(row)}]" for row in grid) + "]")
    drawn(written(text))
    shown(written(text), width)

"""LaTeX between dollars: what banks write is read and printed as it means, and all else is an error with its place."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from studybot.formula.errors import FormulaError
from studybot.notation.latex import MAX_LENGTH, read_latex
from studybot.notation.latex_scripts import MAX_DEPTH
from studybot.notation.plain import to_plain
from studybot.notation.tree import Call, Fraction, Number, Operator, Row, Script, Symbol, Text
from studybot.notation.unicode import to_unicode

AS_PRINTED = [
    # LaTeX, Unicode, ASCII
    (r"8.64 \times 10^{19}", "8.64 × 10¹⁹", "8.64e19"),
    (r"2 \times 10^{-3}", "2 × 10⁻³", "2e-3"),
    (r"10^{15} \times 86400", "10¹⁵ × 86,400", "10^15 * 86,400"),
    (r"5/8 \times 10^3", "5/8 × 10³", "5/8 * 10^3"),
    (r"L = A/N^\alpha + B/D^\beta + L_0", "L = A/N^α + B/D^β + L₀", "L = A/N^alpha + B/D^beta + L_0"),
    (r"C = C_0 N D", "C = C₀ N D", "C = C_0 N D"),
    (r"dL/dN = 0", "dL/dN = 0", "dL/dN = 0"),
    (r"\partial L/\partial W_{ij}", "∂L/∂Wᵢⱼ", "partial L/partial W_ij"),
    (r"N^{\alpha+1}", "N^(α + 1)", "N^(alpha + 1)"),
    (r"A N_{opt}^{-\alpha}", "A N_opt^(−α)", "A N_opt^(-alpha)"),
    (
        r"\frac{\alpha A}{\beta B} \cdot (C/C_0)^\beta",
        "(α A / (β B)) · (C/C₀)^β",
        "(alpha A / (beta B)) * (C/C_0)^beta",
    ),
    (r"((aA)/(bB))^{1/(a+b)}", "((aA)/(bB))^(1/(a + b))", "((aA)/(bB))^(1/(a + b))"),
    (r"\frac{a}{2}(\theta' - q)^2", "(a/2)(θ′ − q)²", "(a/2)(theta' - q)^2"),
    (r"x\frac{a+b}{c}", "x ((a + b)/c)", "x ((a + b)/c)"),
    (r"\frac{\frac{a}{b}}{\frac{c}{d}}", "(a/b)/(c/d)", "(a/b)/(c/d)"),
    (r"k_N \sqrt{C}", "k_N √(C)", "k_N sqrt(C)"),
    (r"\sqrt[3]{x}^2", "(³√(x))²", "root(3, x)^2"),
    (r"X_i^T W_{QK} X_j", "Xᵢᵀ W_QK Xⱼ", "X_i^T W_QK X_j"),
    (r"W_O^1 r^1 + W_O^2 r^2", "W_O^1 r¹ + W_O^2 r²", "W_O^1 r^1 + W_O^2 r^2"),
    (r"W_{ij} = \sum_r A_{ir} B_{rj}", "Wᵢⱼ = ∑ᵣ Aᵢᵣ Bᵣⱼ", "W_ij = sum_r A_ir B_rj"),
    (r"\sum_{i=1}^n i", "∑ᵢ₌₁ⁿ i", "sum_(i = 1)^n i"),
    (r"W = [V^1 \cdots V^H]", "W = [V¹ ⋯ V^H]", "W = [V^1 ... V^H]"),
    (r"r^1, \dots, r^H", "r¹, …, r^H", "r^1, ..., r^H"),
    (r"W_{OV} x", "W_OV x", "W_OV x"),
    (r"AB \ne BA", "AB ≠ BA", "AB != BA"),
    (r"m \times l", "m × l", "m * l"),
    (r"|x| + |y - 1|", "|x| + |y − 1|", "|x| + |y - 1|"),
    (r"|x|^2 + |{-|y|}|", "|x|² + |−|y||", "|x|^2 + |-|y||"),
    (r"\|x\|_2 + \lVert W x \rVert^2", "‖x‖₂ + ‖W x‖²", "norm(x)_2 + norm(W x)^2"),
    (r"\left\| \frac{a}{b} \right\|", "‖a/b‖", "norm(a/b)"),
    (r"P(a|b)", "P(a | b)", "P(a | b)"),
    (r"\log p(x_t \mid x_{<t})", "log p(xₜ | x_(< t))", "log p(x_t | x_(< t))"),
    (r"x_{1:T}", "x_(1:T)", "x_(1:T)"),
    (r"\begin{pmatrix} a & -b \\ 0 & \frac{1}{2} \end{pmatrix}^\top", "[[a, −b], [0, 1/2]]ᵀ", "[[a, -b], [0, 1/2]]^T"),
    (r"2 \begin{bmatrix} 1 \\ 2 \\ \end{bmatrix}", "2 [1, 2]", "2 [1, 2]"),
    (r"W \in \mathbb{R}^{m \times k}", "W ∈ ℝ^(m × k)", "W in R^(m * k)"),
    (r"A \odot B \otimes C \oplus D", "A ⊙ B ⊗ C ⊕ D", "A odot B otimes C oplus D"),
    (
        r"\mathrm{softmax}(S)_{ij} \propto e^{S_{ij}}",
        "softmax(S)ᵢⱼ ∝ e^Sᵢⱼ",
        "softmax(S)_ij proportional to e^S_ij",
    ),
    (
        r"\operatorname{softmax}\left(\frac{Q K^\top}{\sqrt{d_k}}\right) V",
        "softmax(Q Kᵀ / √(dₖ)) V",
        "softmax(Q K^T / sqrt(d_k)) V",
    ),
    (r"\mathbb{E}_{x \sim p}[f(x)]", "𝔼_(x ∼ p)[f(x)]", "E_(x ~ p)[f(x)]"),
    (r"u \perp v, \quad x \notin A \cup B", "u ⊥ v, x ∉ A ∪ B", "u orthogonal to v, x not in A U B"),
    (r"\{x | x \ge 0\}", "{x | x ≥ 0}", "{x | x >= 0}"),
    (r"x \in [0, 1)", "x ∈ [0, 1)", "x in [0, 1)"),
    (r"\left( \frac{a}{b} \right)^n", "(a/b)ⁿ", "(a/b)^n"),
    (r"e^{-x} \approx 0.5", "e^(−x) ≈ 0.5", "e^(-x) ~= 0.5"),
    (r"-x - -1", "−x − −1", "-x - -1"),
    (r"n! \gg 5\%", "n! ≫ 5%", "n! >> 5%"),
    (r"\$5", "$5", "$5"),
    (r"61{,}824", "61,824", "61,824"),
    (r"f(12288, 5)", "f(12288, 5)", "f(12288, 5)"),
    (r"\max(a, b) + \log_2 x", "max(a, b) + log₂ x", "max(a, b) + log_2 x"),
    (r"2\exp\alpha", "2 exp α", "2 exp alpha"),
    (r"\operatorname{softmax}(x)", "softmax(x)", "softmax(x)"),
    (r"x \text{ if } y > 0", "x if y > 0", "x if y > 0"),
    (r"\theta'' = \hat{\theta} \to \infty", "θ′′ = θ\u0302 → ∞", "theta'' = hat(theta) -> infinity"),
    (r"\mathbf{x}_1 \sim \bar y, \quad 1 \pm 0.1", "x₁ ∼ y\u0304, 1 ± 0.1", "x_1 ~ bar(y), 1 +/- 0.1"),
    (r"x_{\text{final model}}", "x_(final model)", "x_(final model)"),
    (
        r"f(x) = \begin{cases} 0 & \text{if } x < 0 \\ x & \text{otherwise} \end{cases}",
        "f(x) = {0 if x < 0; x otherwise}",
        "f(x) = {0 if x < 0; x otherwise}",
    ),
    (
        r"\begin{vmatrix} a & b \\ c & d \end{vmatrix} + \begin{matrix} 1 \\ 2 \end{matrix}",
        "|[[a, b], [c, d]]| + [1, 2]",
        "|[[a, b], [c, d]]| + [1, 2]",
    ),
    (r"\prod_{t=1}^T p_t \int_0^1 f(x) \, dx", "∏ₜ₌₁ᵀ pₜ ∫₀¹ f(x) dx", "prod_(t = 1)^T p_t integral_0^1 f(x) dx"),
    (r"\lim_{x \to 0} -\frac{\sin x}{x}", "lim_(x → 0) −sin x / x", "lim_(x -> 0) -sin x / x"),
    (
        r"\arg\max_{\theta} L + \operatorname*{arg\,min}_x f",
        "arg max_θ L + arg minₓ f",
        "arg max_theta L + arg min_x f",
    ),
    (
        r"\vec v \dot q \overline{A B} \widehat x",
        "v\u20d7 q\u0307 overline(A B) x\u0302",
        "vec(v) dot(q) overline(A B) widehat(x)",
    ),
    (r"\underbrace{W_Q^\top W_K}_{W_{QK}} x", "(W_Q^T W_K: W_QK) x", "(W_Q^T W_K: W_QK) x"),
    (r"\overbrace{a + \dots + a}^{n \text{ times}}", "(a + … + a: n times)", "(a + ... + a: n times)"),
    (r"\mathcal{L}(\theta), \mathbb{P}, \mathbb{1}", "ℒ(θ), ℙ, 𝟙", "L(theta), P, 1"),
    (r"\binom{n}{k} p^k", "binom(n, k) p^k", "binom(n, k) p^k"),
    (r"\left. a + b \right|_{x = 0}", "(a + b)|ₓ₌₀", "(a + b)|_(x = 0)"),
    (r"\text{a\_b \& c\%}", "a_b & c%", "a_b & c%"),
]


@pytest.mark.parametrize(("latex", "as_unicode", "as_ascii"), AS_PRINTED, ids=[row[0] for row in AS_PRINTED])
def test_latex_is_printed_in_one_line_with_its_meaning(latex: str, as_unicode: str, as_ascii: str) -> None:
    tree = read_latex(latex)
    assert to_unicode(tree) == as_unicode
    assert to_plain(tree) == as_ascii
    assert to_plain(tree).isascii()


def test_the_tree_carries_structure_and_no_text_of_a_target() -> None:
    assert read_latex(r"\frac{a}{2} + x_{opt}^2") == Row(
        (
            Fraction(Symbol("a"), Number("2")),
            Operator("+", "binary"),
            Script(Symbol("x"), Text("opt"), Number("2")),
        )
    )
    assert read_latex(r"\max(a, 2)") == Call("max", (Symbol("a"), Number("2")))
    assert read_latex(r"8.64 \times 10^{19}") == Number("8.64", 19)


WRONG = [
    # LaTeX, code, the piece at fault, what the hint suggests
    (r"a + \alhpa", "notation.unknown", r"\alhpa", r"\alpha"),
    (r"a * b", "notation.unknown", "*", r"\cdot"),
    ("2 α", "notation.unknown", "α", r"\alpha"),
    (r"a \begin{array}", "notation.unknown", r"\begin", "pmatrix"),
    (r"\widetilde x", "notation.unknown", r"\widetilde", r"\tilde"),
    ("a # b", "notation.unknown", "#", None),
    ("x\x1b[0m", "notation.unknown", "\x1b", None),
    ("\\text{a\x1b}", "notation.unknown", "\x1b", None),
    (r"\text{costs $5}", "notation.unknown", "$", None),
    (r"\frac{a}", "notation.incomplete", r"\frac", r"\frac{a}{b}"),
    ("x^", "notation.incomplete", "^", None),
    ("10^15", "notation.script", "15", "{15}"),
    ("x^-1", "notation.script", "-", "^{...}"),
    ("x_1_2", "notation.script", "_", "braces"),
    ("^2", "notation.script", "^", None),
    ("(a + b", "notation.bracket", "(", None),
    ("a + b)", "notation.bracket", ")", None),
    ("{a)}", "notation.bracket", ")", None),
    (r"\sqrt{a", "notation.bracket", "{", None),
    (r"\left( a", "notation.bracket", r"\left", None),
    (r"a \right)", "notation.bracket", r"\right", None),
    (r"\frac{}{b}", "notation.empty", "{", None),
    (r"\mathbb{x}", "notation.unknown", r"\mathbb", r"\mathbb{R}"),
    (r"\mathcal{\alpha}", "notation.unknown", r"\mathcal", r"\mathcal{L}"),
    (r"\mathbf{a + b}", "notation.unknown", r"\mathbf", None),
    (r"\binom{n}", "notation.incomplete", r"\binom", r"\binom{n}{k}"),
    (r"\underbrace{}", "notation.empty", "{", None),
    (r"\underbrace{a}_", "notation.incomplete", "_", None),
    (r"\begin{cases} a & b & c \end{cases}", "notation.unknown", r"\begin", "otherwise"),
    (r"\text{a\b}", "notation.unknown", "\\", None),
    ("a & b", "notation.unknown", "&", "pmatrix"),
    (r"\begin{pmatrix} a & b", "notation.bracket", r"\begin", None),
    (r"\begin{pmatrix} a \\ b & c \end{pmatrix}", "notation.incomplete", r"\begin", None),
    (r"\begin{pmatrix} a & \end{pmatrix}", "notation.empty", r"\end", None),
    (r"\begin{pmatrix} a \end{bmatrix}", "notation.bracket", "{bmatrix}", None),
    (r"a \end{pmatrix}", "notation.bracket", r"\end", None),
]


@pytest.mark.parametrize(("latex", "code", "at", "hint"), WRONG, ids=[ascii(row[0]) for row in WRONG])
def test_what_cannot_be_read_is_pointed_at(latex: str, code: str, at: str, hint: str | None) -> None:
    with pytest.raises(FormulaError) as caught:
        read_latex(latex)
    fault = caught.value
    assert fault.code == code
    assert latex[fault.start : fault.end] == at
    assert fault.message.isprintable()
    if hint is not None:
        assert hint in (fault.hint or "")


def test_too_much_is_refused() -> None:
    with pytest.raises(FormulaError, match="characters") as caught:
        read_latex("x" * (MAX_LENGTH + 1))
    assert caught.value.code == "notation.long"
    for nested in ("{" * 400 + "x" + "}" * 400, r"\hat" * 200 + "x", "x^" * 300 + "x", "(" * 999, r"\sqrt" * 150):
        with pytest.raises(FormulaError):
            read_latex(nested)
    with pytest.raises(FormulaError) as caught:
        read_latex("{" * MAX_DEPTH + "x" + "}" * MAX_DEPTH)
    assert caught.value.code == "notation.deep"


PIECES = [
    "a", "b", "x", "1", "2.5", "86400", "+", "-", "=", "<", "|", "/", "!", ",", ".", "(", ")", "[", "]", "{", "}", "^",
    "_", "'", r"\frac", r"\sqrt", r"\sqrt[3]", r"\times", "10^{3}", r"\sum", r"\alpha", r"\text{in}", r"\max(",
    r"\left(", r"\right)", r"\hat", r"\mathbf{x}", r"\,", r"\quad", r"\log", "_{ij}", "^{-1}", r"\{", r"\}", r"\lceil",
    r"\rceil", r"\partial", r"\%", r"\in", r"\|", r"\begin{pmatrix}", r"\end{pmatrix}", "&", r"\\", ":", r"\mathbb{R}",
    r"\top", r"\odot",
]  # fmt: skip
LATEX = st.lists(st.sampled_from(PIECES), max_size=40).map("".join) | st.lists(
    st.sampled_from(PIECES), max_size=40
).map(" ".join)


@settings(max_examples=1000)
@given(st.text(max_size=200) | LATEX)
@example("|" * 200)
@example("|a+" * 60)
@example("|a+" * 30 + "|+a" * 30)
@example("({" * 9 + "|a+" * 3 + "x" + "|" * 3 + "})" * 9)
def test_any_text_is_read_and_printed_or_is_an_error(text: str) -> None:
    try:
        tree = read_latex(text)
    except FormulaError as fault:
        assert fault.code.startswith("notation.")
        assert 0 <= fault.start < fault.end
        return
    assert to_plain(tree).isascii()
    assert to_plain(tree).isprintable()
    assert to_unicode(tree).isprintable()

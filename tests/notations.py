"""LaTeX as banks write it, and trees as it is read, for tests of all that reads and prints mathematics."""

from __future__ import annotations

from hypothesis import strategies as st

from studybot.notation.tree import (
    COMMA,
    DOT,
    EQUALS,
    MINUS,
    NEGATIVE,
    PLUS,
    Accent,
    Brace,
    Call,
    Cases,
    Fence,
    Fenced,
    Fraction,
    Mark,
    Matrix,
    Node,
    Number,
    Operator,
    Root,
    Row,
    Script,
    Space,
    Symbol,
    Text,
)

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


# Trees as `read_latex` makes them, in which the same thing has one form.
LETTERS = st.sampled_from("abxyWKLαβθ∞ℓℝ𝔼ℒ𝟙").map(Symbol) | st.sampled_from("xWθ1").map(lambda s: Symbol(s, bold=True))
NUMBERS = st.builds(Number, st.sampled_from(["0", "2", "12", "0.25", "86400"])) | st.builds(
    Number, st.sampled_from(["8.64", "2"]), st.sampled_from([19, -3])
)
WORDS = st.sampled_from(["opt", "small_time", "if x & y", "a\\b", "50% {of} $1 #2 ~^"]).map(Text)
SIGNS = st.sampled_from([PLUS, MINUS, DOT, EQUALS, COMMA, Operator("≤", "relation"), Operator("⊙", "binary")])


OPERATORS = (Operator("∑", "large"), Operator("∫", "large"), Text("lim"), Text("arg max"))
CLOSED = {"(": ")", "[": "]", "{": "}", "⌊": "⌋", "|": "|", "‖": "‖", "": "|"}


@st.composite
def trees(draw: st.DrawFn, depth: int = 3) -> Node:
    def inner() -> Node:
        return draw(trees(depth - 1))

    def base() -> Node:
        return draw(LETTERS) if draw(st.booleans()) else Fenced("(", inner(), ")")

    def grid(columns: int) -> tuple[tuple[Node, ...], ...]:
        return tuple(tuple(inner() for _ in range(columns)) for _ in range(draw(st.integers(1, 2))))

    kind = draw(st.integers(0, 15)) if depth else 0
    match kind:
        case 1:
            return Fraction(inner(), inner())
        case 2:
            return Root(inner(), draw(st.sampled_from([None, Symbol("n")])))
        case 3:
            return Script(base(), inner())
        case 4:
            return Script(base(), draw(st.sampled_from([None, Symbol("i")])), inner())
        case 5:
            return Row((Script(draw(st.sampled_from(OPERATORS)), inner()), base()))
        case 6 | 7:
            return Row((inner(), draw(SIGNS), base()))
        case 8:
            return Row((base(), Space(), base()))
        case 9:
            return Row((NEGATIVE, base()))
        case 10:
            opening = draw(st.sampled_from(sorted(CLOSED)))
            return Fenced(opening, inner(), CLOSED[opening])
        case 11:
            return Call(
                draw(st.sampled_from(["softmax", "log", "f"])), tuple(base() for _ in range(draw(st.integers(1, 2))))
            )
        case 12:
            return Call("binom", (inner(), inner()))
        case 13:
            mark: Mark = draw(st.sampled_from(("hat", "bar", "tilde", "vec", "dot", "overline", "widehat")))
            return Accent(mark, inner())
        case 14:
            return Brace(inner(), draw(st.sampled_from([None, Text("both")])), draw(st.booleans()))
        case 15 if draw(st.booleans()):
            return Cases(grid(draw(st.integers(1, 2))))
        case 15:
            fence: Fence = draw(st.sampled_from(("[", "|", "‖", "")))
            return Matrix(grid(2), fence=fence)
    return draw(LETTERS | NUMBERS | WORDS)

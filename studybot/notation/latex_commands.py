"""The commands of LaTeX that banks may use, and what each one stands for."""

from __future__ import annotations

from studybot.notation.letters import BLACKBOARD, CALLIGRAPHIC, GREEK, GREEK_NAMES
from studybot.notation.tree import PRIME, TRANSPOSED, Fence, Mark, OperatorKind

LETTERS = {
    **GREEK,
    "varepsilon": "ε", "vartheta": "ϑ", "varphi": "φ", "varrho": "ρ", "varsigma": "ς", "varpi": "ϖ",
    "infty": "∞", "partial": "∂", "nabla": "∇", "ell": "ℓ", "top": TRANSPOSED.text,
    "ldots": "…", "dots": "…", "cdots": "⋯", "vdots": "⋮", "ddots": "⋱", "prime": PRIME,
}  # fmt: skip
OPERATORS: dict[str, tuple[str, OperatorKind]] = {
    "times": ("×", "binary"), "cdot": ("·", "binary"), "pm": ("±", "binary"),
    "odot": ("⊙", "binary"), "otimes": ("⊗", "binary"), "oplus": ("⊕", "binary"),
    "cup": ("∪", "binary"), "cap": ("∩", "binary"),
    "le": ("≤", "relation"), "leq": ("≤", "relation"), "ge": ("≥", "relation"), "geq": ("≥", "relation"),
    "ne": ("≠", "relation"), "neq": ("≠", "relation"), "approx": ("≈", "relation"), "sim": ("∼", "relation"),
    "to": ("→", "relation"), "in": ("∈", "relation"), "notin": ("∉", "relation"), "subset": ("⊂", "relation"),
    "propto": ("∝", "relation"), "perp": ("⊥", "relation"), "mid": ("|", "relation"),
    "ll": ("≪", "relation"), "gg": ("≫", "relation"),
    "sum": ("∑", "large"), "prod": ("∏", "large"), "int": ("∫", "large"), "oint": ("∮", "large"),
    "%": ("%", "postfix"), "$": ("$", "prefix"),
}  # fmt: skip
SIGNS: dict[str, tuple[str, OperatorKind]] = {
    "+": ("+", "binary"), "-": ("−", "binary"), "=": ("=", "relation"), "<": ("<", "relation"), ">": (">", "relation"),
    "/": ("/", "slash"), ":": (":", "range"), "!": ("!", "postfix"),
    ",": (",", "punctuation"), ";": (";", "punctuation"), ".": (".", "punctuation"),
}  # fmt: skip
FUNCTIONS = {
    "exp", "log", "ln", "min", "max", "sin", "cos", "tan", "sec", "csc", "cot", "arcsin", "arccos", "arctan",
    "sinh", "cosh", "tanh", "softmax", "argmax", "argmin", "rank", "det", "diag", "lim", "sup", "inf", "arg", "dim",
    "ker", "gcd", "Pr",
}  # fmt: skip
NARROW, WIDE, NO_SPACES = {",", ";", ":", " "}, {"quad", "qquad"}, {"!"}
ACCENTS: dict[str, Mark] = {
    "hat": "hat", "bar": "bar", "tilde": "tilde", "vec": "vec", "dot": "dot", "overline": "overline",
    "widehat": "widehat",
}  # fmt: skip
# With the script that says what the brace is, and whether it stands above.
BRACES = {"underbrace": ("_", False), "overbrace": ("^", True)}
# What stands in their braces is no mathematics.
WORDS = {"text", "mathrm", "operatorname"}
# How a character stands among words that is markup there; the last one is how people space \operatorname{arg\,max}.
ESCAPED = {
    **{f"\\{char}": char for char in "#$%&_{}"},
    r"\textbackslash{}": "\\", r"\textasciitilde{}": "~", r"\textasciicircum{}": "^", r"\,": " ",
}  # fmt: skip
ENVIRONMENT = {"begin", "end"}
MATRICES: dict[str, Fence] = {"pmatrix": "[", "bmatrix": "[", "vmatrix": "|", "Vmatrix": "‖", "matrix": ""}
ALPHABETS = {"mathbb": BLACKBOARD, "mathcal": CALLIGRAPHIC}
BOLD = {"mathbf", "boldsymbol"}
BRACKETS = {"lceil": "⌈", "rceil": "⌉", "lfloor": "⌊", "rfloor": "⌋", "{": "{", "}": "}"}
# The same sign opens and closes.
BARS = {"vert": "|", "lvert": "|", "rvert": "|", "|": "‖", "Vert": "‖", "lVert": "‖", "rVert": "‖"}
OPENING = {"(", "[", "{", "⌈", "⌊"}
# Half-open intervals are closed by the other bracket: [0, 1).
CLOSED_BY = {"(": ")]", "[": ")]", "{": "}", "⌈": "⌉⌋", "⌊": "⌋⌉"}
CLOSING = {")", "]", "}", "⌉", "⌋"}

COMMANDS = {
    *LETTERS, *OPERATORS, *FUNCTIONS, *WIDE, *ACCENTS, *BRACES, *WORDS, *ENVIRONMENT, *BRACKETS, *BARS, *ALPHABETS,
    *BOLD, "frac", "tfrac", "dfrac", "binom", "sqrt", "left", "right",
}  # fmt: skip
# What people write in place of a command: characters of other notations, and commands with another name here.
INSTEAD = {
    "*": r"\cdot", "×": r"\times", "·": r"\cdot", "−": "-", "≤": r"\le", "≥": r"\ge", "≠": r"\ne", "≈": r"\approx",
    "∞": r"\infty", "∑": r"\sum", "→": r"\to", "∈": r"\in", "∂": r"\partial", "%": r"\%", "$": r"\$", "√": r"\sqrt{x}",
    "mathit": r"\text", "textbf": r"\mathbf", "textit": r"\text", "textrm": r"\text", "div": "/", "ast": r"\cdot",
    "rightarrow": r"\to", "widetilde": r"\tilde", "over": r"\frac",
    "bm": r"\boldsymbol", "mathscr": r"\mathcal", "intercal": r"\top", "dotsc": r"\dots",
    "ℝ": r"\mathbb{R}", "‖": r"\|", "lbrace": r"\{", "rbrace": r"\}", "leqslant": r"\le", "geqslant": r"\ge",
    **{letter: f"\\{name}" for letter, name in GREEK_NAMES.items()},
}  # fmt: skip
# How what often lacks something is written in full.
FORMS = {
    "frac": r"write \frac{a}{b}", "tfrac": r"write \tfrac{a}{b}", "binom": r"write \binom{n}{k}",
    "sqrt": r"write \sqrt{x}", "mathbb": r"write \mathbb{R}", "mathcal": r"write \mathcal{L}",
    "underbrace": r"write \underbrace{a + b}_{\text{both}}", "overbrace": r"write \overbrace{a + b}^{\text{both}}",
    "begin": r"write \begin{pmatrix} a & b \\ c & d \end{pmatrix}, or bmatrix, vmatrix, matrix, cases",
    "cases": r"write \begin{cases} 0 & \text{if } x < 0 \\ x & \text{otherwise} \end{cases}",
}  # fmt: skip

"""The commands of LaTeX that banks may use, and what each one stands for."""

from __future__ import annotations

from typing import Literal

from studybot.notation.letters import GREEK, GREEK_NAMES
from studybot.notation.tree import PRIME, TRANSPOSED, OperatorKind

LETTERS = {
    **GREEK,
    "varepsilon": "ε", "vartheta": "ϑ", "varphi": "φ", "varrho": "ρ", "varsigma": "ς", "varpi": "ϖ",
    "infty": "∞", "partial": "∂", "nabla": "∇", "ell": "ℓ", "top": TRANSPOSED.text,
    "ldots": "…", "dots": "…", "cdots": "⋯", "prime": PRIME,
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
    "sum": ("∑", "large"), "prod": ("∏", "large"), "%": ("%", "postfix"), "$": ("$", "prefix"),
}  # fmt: skip
SIGNS: dict[str, tuple[str, OperatorKind]] = {
    "+": ("+", "binary"), "-": ("−", "binary"), "=": ("=", "relation"), "<": ("<", "relation"), ">": (">", "relation"),
    "/": ("/", "slash"), ":": (":", "range"), "!": ("!", "postfix"),
    ",": (",", "punctuation"), ";": (";", "punctuation"), ".": (".", "punctuation"),
}  # fmt: skip
FUNCTIONS = {
    "exp", "log", "ln", "min", "max", "sin", "cos", "tan", "sec", "csc", "cot", "arcsin", "arccos", "arctan",
    "sinh", "cosh", "tanh", "softmax", "argmax", "argmin", "rank", "det", "diag",
}  # fmt: skip
NARROW, WIDE, NO_SPACES = {",", ";", ":", " "}, {"quad", "qquad"}, {"!"}
ACCENTS: dict[str, Literal["hat", "bar", "tilde"]] = {"hat": "hat", "bar": "bar", "tilde": "tilde"}
# What stands in their braces is no mathematics.
WORDS = {"text", "mathrm", "operatorname"}
ENVIRONMENT = {"begin", "end"}
MATRICES = {"pmatrix", "bmatrix"}
BLACKBOARD = {"R": "ℝ", "N": "ℕ", "Z": "ℤ", "Q": "ℚ", "C": "ℂ", "E": "𝔼"}
BRACKETS = {"lceil": "⌈", "rceil": "⌉", "lfloor": "⌊", "rfloor": "⌋", "{": "{", "}": "}"}
# The same sign opens and closes.
BARS = {"vert": "|", "lvert": "|", "rvert": "|", "|": "‖", "Vert": "‖", "lVert": "‖", "rVert": "‖"}
OPENING = {"(", "[", "{", "⌈", "⌊"}
# Half-open intervals are closed by the other bracket: [0, 1).
CLOSED_BY = {"(": ")]", "[": ")]", "{": "}", "⌈": "⌉⌋", "⌊": "⌋⌉"}
CLOSING = {")", "]", "}", "⌉", "⌋"}

COMMANDS = {
    *LETTERS, *OPERATORS, *FUNCTIONS, *WIDE, *ACCENTS, *WORDS, *ENVIRONMENT, *BRACKETS, *BARS,
    "frac", "tfrac", "dfrac", "sqrt", "mathbf", "mathbb", "left", "right",
}  # fmt: skip
# What people write in place of a command: characters of other notations, and commands with another name here.
INSTEAD = {
    "*": r"\cdot", "×": r"\times", "·": r"\cdot", "−": "-", "≤": r"\le", "≥": r"\ge", "≠": r"\ne", "≈": r"\approx",
    "∞": r"\infty", "∑": r"\sum", "→": r"\to", "∈": r"\in", "∂": r"\partial", "%": r"\%", "$": r"\$", "√": r"\sqrt{x}",
    "mathit": r"\text", "textbf": r"\mathbf", "textit": r"\text", "textrm": r"\text", "div": "/", "ast": r"\cdot",
    "rightarrow": r"\to", "widehat": r"\hat", "overline": r"\bar", "widetilde": r"\tilde", "over": r"\frac",
    "boldsymbol": r"\mathbf", "mathcal": "the plain letter", "intercal": r"\top", "dotsc": r"\dots", "vdots": r"\dots",
    "ℝ": r"\mathbb{R}", "‖": r"\|", "lbrace": r"\{", "rbrace": r"\}", "leqslant": r"\le", "geqslant": r"\ge",
    **{letter: f"\\{name}" for letter, name in GREEK_NAMES.items()},
}  # fmt: skip

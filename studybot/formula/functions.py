"""The functions and constants of the language: their names, and how many arguments each takes."""

from __future__ import annotations

import math

# name: (fewest arguments, most arguments)
ARITY: dict[str, tuple[int, int]] = {
    **dict.fromkeys(("sqrt", "exp", "ln", "log", "log2", "log10", "abs", "floor", "ceil", "factorial"), (1, 1)),
    **dict.fromkeys(("sin", "cos", "tan", "sec", "csc", "cot", "arcsin", "arccos", "arctan"), (1, 1)),
    **dict.fromkeys(("sinh", "cosh", "tanh"), (1, 1)),
    "round": (1, 2),
    "min": (2, 20),
    "max": (2, 20),
    "diag": (1, 20),
}

# What people also write; the reading shows the name on the right.
SPELLINGS = {
    "log": "ln",
    "asin": "arcsin",
    "acos": "arccos",
    "atan": "arctan",
    "ceiling": "ceil",
    "lg": "log10",
    "ld": "log2",
    "log_2": "log2",
    "log_10": "log10",
    "cosec": "csc",
}

CONSTANTS = {"pi": math.pi, "e": math.e}

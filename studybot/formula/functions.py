"""The functions and constants of the language: their names, and how many arguments each takes."""

from __future__ import annotations

import math

# name: (fewest arguments, most arguments)
ARITY: dict[str, tuple[int, int]] = {
    **dict.fromkeys(("sqrt", "exp", "ln", "log", "log2", "log10", "abs", "floor", "ceil", "factorial"), (1, 1)),
    **dict.fromkeys(("sin", "cos", "tan", "sec", "csc", "cot", "arcsin", "arccos", "arctan"), (1, 1)),
    **dict.fromkeys(("sinh", "cosh", "tanh"), (1, 1)),
    "round": (1, 2),
    **dict.fromkeys(("min", "max", "sum", "diag"), (1, 20)),
    **dict.fromkeys(("softmax", "argmax", "margin", "norm", "rank", "det", "count", "I"), (1, 1)),
    **dict.fromkeys(("zeros", "ones"), (1, 2)),
    **dict.fromkeys(("col", "row", "diff"), (2, 2)),
    "entry": (2, 3),
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

# Of these, the name by itself is no slip: a caller may declare it, as the identity of the size that fits.
ALSO_NAMES = frozenset({"I"})

CONSTANTS = {"pi": math.pi, "e": math.e}

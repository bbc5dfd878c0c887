"""From the name of a quantity to how it is shown, and the letters that have names."""

from __future__ import annotations

from functools import lru_cache

from studybot.notation.tree import Node, Number, Row, Script, Symbol, Text, row

GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "zeta": "ζ", "eta": "η", "theta": "θ",
    "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "omicron": "ο", "pi": "π", "rho": "ρ",
    "sigma": "σ", "tau": "τ", "upsilon": "υ", "phi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "Alpha": "Α",
    "Beta": "Β", "Gamma": "Γ", "Delta": "Δ", "Epsilon": "Ε", "Zeta": "Ζ", "Eta": "Η", "Theta": "Θ", "Iota": "Ι",
    "Kappa": "Κ", "Lambda": "Λ", "Mu": "Μ", "Nu": "Ν", "Xi": "Ξ", "Omicron": "Ο", "Pi": "Π", "Rho": "Ρ", "Sigma": "Σ",
    "Tau": "Τ", "Upsilon": "Υ", "Phi": "Φ", "Chi": "Χ", "Psi": "Ψ", "Omega": "Ω",
}  # fmt: skip
GREEK_NAMES = {letter: name for name, letter in GREEK.items()}

# Two letters below are indices (ij, rj) or the name of a matrix's two sides (QK), but these are words.
_SHORT_WORDS = {"in", "is", "to", "ff", "lo", "hi", "up", "on", "at", "no"}


@lru_cache(maxsize=2_000)
def symbol(name: str, shown: str | None = None) -> Node:
    """How a quantity is shown: as its author says in LaTeX, else as its name suggests.

    A letter (also a Greek one by its name) is a symbol, and what follows its underscore an index: `d_model`, `alpha_1`,
    `W_QK`. Every other name is a word in one piece, its underscores included: `speed`, `small_time`.
    Raises `FormulaError` where `shown` cannot be read.
    """
    if shown is not None:
        from studybot.notation.latex import read_latex  # most names have no LaTeX, and it needs this module

        return read_latex(shown)
    head, underscore, index = name.partition("_")
    letter = _letter(head)
    if letter is None:
        return Text(name)
    if not underscore:
        return letter
    if not index or index.startswith("_"):
        return Text(name)
    return Script(letter, sub=_index(index))


def _letter(name: str) -> Symbol | None:
    if name in GREEK:
        return Symbol(GREEK[name])
    return Symbol(name) if len(name) == 1 else None


def _index(name: str) -> Node:
    if name.isdigit():
        return Number(name)
    if letter := _letter(name):
        return letter
    if name.isalpha() and (letters := indices(name)):
        return row([*letters])
    head, tail = name[:1], name[1:]
    if head.isalpha() and tail.isdigit():  # W_O1
        return Row((Symbol(head), Number(tail)))
    return Text(name)


def indices(letters: str) -> list[Symbol] | None:
    """The letters of an index, each one by itself (`ij`, `QK`), or None where they spell a word (`opt`)."""
    if letters in _SHORT_WORDS or (len(letters) > 2 and not set(letters) <= set("ijkl")):
        return None
    return [Symbol(letter) for letter in letters]

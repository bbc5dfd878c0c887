"""Letters that have names, and which letters stand for indices rather than spelling a word."""

from __future__ import annotations

from studybot.notation.tree import Symbol

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


def indices(letters: str) -> list[Symbol] | None:
    """The letters of an index, each one by itself (`ij`, `QK`), or None where they spell a word (`opt`)."""
    if letters in _SHORT_WORDS or (len(letters) > 2 and not set(letters) <= set("ijkl")):
        return None
    return [Symbol(letter) for letter in letters]

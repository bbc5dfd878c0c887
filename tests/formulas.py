"""Formulas for tests that hold for any of them."""

from __future__ import annotations

from hypothesis import strategies as st

SPELLED_NUMBERS = (
    "0", "1", "2", "3", "7", "10", "0.5", "2.50", "1e3", "1.98e15", "5e-4", ".25", "61,824", "3.7 million", "2·10¹⁴",
    "1.5×10^3", "½", "1½", "12%", "3!", "(2)", "|4|",
)  # fmt: skip
PLAIN_NUMBERS = ("0", "1", "2", "3", "7", "10", "0.5", "2.50", "1e3", "0.125", "12%", "4!")
SPELLED_UNITS = (
    "s", "min", "h", "GB", "TiB", "bits", "USD", "cents", "tokens", "FLOP", "petaFLOP-days", "kWh", "°C", "µs", "m^2",
    "tokens/min", "kg m/s^2", "s^-1", "GPU-hours", "USD/GB", "(B/s)", "bytes", "kelvin", "1/s", "per token", "kg CO2",
)  # fmt: skip
INFIX = ("+", "-", "*", "/", "^", " + ", " - ", " * ", " / ", "×", "·", "**")
RELATIONS = ("<", "<=", ">", ">=", "=", "!=", "and", "or")
CALLS = ("sqrt", "abs", "floor", "ceil", "exp", "ln", "log2", "arctan")


def formulas(numbers: tuple[str, ...], names: tuple[str, ...], *, relations: bool) -> st.SearchStrategy[str]:
    """Texts of formulas over names; most of them parse."""
    infix = (*INFIX, *(f" {each} " for each in RELATIONS)) if relations else INFIX
    atoms = st.sampled_from((*numbers, *names)) if names else st.sampled_from(numbers)

    def larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        return st.one_of(
            st.tuples(inner, st.sampled_from(infix), inner).map("".join),
            inner.map(lambda text: f"({text})"),
            inner.map(lambda text: f"-{text}"),
            inner.map(lambda text: f"({text})²"),
            st.tuples(st.sampled_from(CALLS), inner).map(lambda pair: f"{pair[0]}({pair[1]})"),
            st.tuples(inner, inner).map(lambda pair: f"max({pair[0]}, {pair[1]})"),
            *([inner.map(lambda text: f"not ({text})")] if relations else []),
        )

    return st.recursive(atoms, larger, max_leaves=10)


def answers() -> st.SearchStrategy[str]:
    """Texts of answers: arithmetic with numbers and units."""
    number = formulas(SPELLED_NUMBERS, ("pi", "e"), relations=False)
    simple = st.sampled_from(SPELLED_NUMBERS)
    unit = st.sampled_from(SPELLED_UNITS)
    quantity = st.one_of(
        number,
        st.tuples(number, unit).map(" ".join),
        st.tuples(simple, unit).map(" ".join),
        st.tuples(number, st.sampled_from(("s", "min", "GPU"))).map("/".join),
        simple.map(lambda text: f"${text}"),
        simple.map(lambda text: f"${text}/hour"),
        st.tuples(simple, simple).map(lambda pair: f"{pair[0]} h {pair[1]} min"),
    )
    return st.one_of(
        quantity,
        st.tuples(quantity, st.sampled_from(INFIX), quantity).map("".join),
        st.tuples(quantity, st.sampled_from(INFIX), quantity).map(lambda parts: f"({parts[0]}){parts[1]}({parts[2]})"),
        quantity.map(lambda text: f"-({text})"),
        quantity.map(lambda text: f"({text})^2"),
        st.tuples(quantity, unit).map(lambda pair: f"({pair[0]}) {pair[1]}"),
    )

"""How many rows or columns there are: a number, or a name for one, or several of those joined."""

from __future__ import annotations

from collections.abc import Mapping

# A known number, a named size (`d_head`), or a sum of those in one spelling (`d + d + 2`).
Dim = int | str


def parts(dim: Dim) -> list[Dim]:
    """What a size is joined of: names, and what is known."""
    if isinstance(dim, int):
        return [dim]
    return [int(term) if term.isdigit() else term for term in dim.split(" + ")]


def total(dims: list[Dim]) -> Dim:
    """The size of what is joined, in one spelling: names in order, then what is known."""
    terms = [term for dim in dims for term in parts(dim)]
    known = sum(term for term in terms if isinstance(term, int))
    names = sorted(term for term in terms if isinstance(term, str))
    return " + ".join([*names, *([str(known)] if known else [])]) if names else known


def put_in(dim: Dim, sizes: Mapping[str, int]) -> Dim:
    """A size with the names that `sizes` knows put in."""
    return dim if isinstance(dim, int) or not sizes else total([sizes.get(str(term), term) for term in parts(dim)])


def size_text(dim: Dim) -> str:
    """A size as it stands beside another: `d_head`, `(d + d)`."""
    return f"({dim})" if " + " in str(dim) else str(dim)

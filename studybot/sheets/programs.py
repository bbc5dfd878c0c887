"""The programs that decide how a sheet comes out."""

from __future__ import annotations

from studybot.version import VERSION


def programs() -> dict[str, str]:
    """Their versions."""
    # Asked of the programs: to look up what is installed takes 14 ms, and the package that PDFs need is loaded in 4.
    import typst

    # It has its version, and its types do not tell.
    return {"studybot": VERSION, "typst": str(vars(typst)["__version__"])}

"""The line that points at a fault shows what was typed, and its caret stands under the fault."""

from __future__ import annotations

import pytest

from studybot.formula.errors import FormulaError
from studybot.show.feedback import pointing


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("1.56·10¹⁹ xx − 3", "1.56·10¹⁹ xx − 3"),
        ("√2 · ω₀² → xx", "√2 · ω₀² → xx"),
        ("三 xx", "? xx"),  # two columns wide
        ("２ xx", "? xx"),
        ("🎉 xx", "? xx"),
        ("e\u0301 xx", "e? xx"),  # an accent that takes no column
        ("1\u200b xx", "1? xx"),
        ("\x1b[31m xx", "?[31m xx"),
    ],
)
def test_what_takes_one_column_is_shown_as_it_was_typed(typed: str, shown: str) -> None:
    start = typed.index("xx")
    line, caret = pointing(FormulaError("name.unknown", "xx is no unit", typed, start, start + 2))
    assert line == f"  {shown}"
    assert caret.index("^") == line.index("xx")

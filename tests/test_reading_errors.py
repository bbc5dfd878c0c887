"""What cannot be read is said in a sentence, at its place, with what would be right."""

from __future__ import annotations

import pytest
from answers import fault

from studybot.formula.errors import FormulaError, Place, StudybotError
from studybot.formula.grammar import FORMULA, Grammar
from studybot.formula.parser import parse, parse_chain, parse_unit
from studybot.formula.safely import shown_safely
from studybot.formula.unit_table import Units

# The text, the unit asked for, what is at fault in it, the message, the hint.
FAULTS: list[tuple[str, str, str, str, str | None]] = [
    ("", "", "", "there is nothing to read", None),
    ("   ", "", "", "there is nothing to read", None),
    ("≈", "", "", "there is nothing to read", None),
    ("(7", "", "(", "this bracket is never closed: ) is missing", None),
    ("3+5)", "", ")", "this ) closes nothing", None),
    ("5 ()", "", ")", "these brackets are empty", None),
    ("(5]", "", "]", "] stands where ) should close the bracket", None),
    ("5 +", "", "", "something is missing at the end", None),
    ("*5", "", "*", "* cannot stand here", None),
    ("3 4", "", "4", "two numbers stand side by side", "put an operator between them"),
    ("2 1/2", "", "1", "two numbers stand side by side", "for a mixed number write 2 + 1/2"),
    ("1000,99", "", "1000,99", "a comma stands before every third digit or not at all",
    "the decimal sign is a point: 1000.99"),
    ("1.5.2", "", ".", "a number has one decimal point", "digits are grouped by commas or spaces: 1,234,567.8"),
    ("1'000", "", "'", "' does not group digits here", "use commas or spaces: 1,234,567"),
    ("5?", "", "?", "? is not part of a formula", None),
    ("5 ± 1", "", "±", "an answer is one number, not a range of them", None),
    ("5 to 6", "", "to", "an answer is one number, not a range of them", None),
    ("1:30", "s", ":", "a colon has no meaning here", "write 1 h 30 min, or 90 min"),
    ("2+3=5", "", "2+3=5", "an equation is not a number: give only what stands after the last =", None),
    ("nan", "", "nan", "nan is not a number that can be an answer", None),
    ("∞", "", "∞", "infinity is not a number that can be an answer", None),
    ("1e999", "", "1e999", "this number is too large to compute with", None),
    ("1e-999", "", "1e-999", "this number is too small to compute with", None),
    ("2 + 1/0", "", "1/0", "this divides by zero", None),
    ("1.5!", "", "1.5!", "only whole numbers from 0 on have a factorial", None),
    ("1 < 2 < 3", "", "<", "comparisons cannot be chained", "join them with `and`"),
    ("sqrt 2", "", "sqrt", "the function sqrt needs brackets", "write sqrt(2)"),
    ("round(1, 2, 3)", "", "round", "round takes 1 or 2 arguments, not 3", None),
    ("5 qq", "", "qq", "qq is neither a unit nor a function", None),
    ("5 minites", "s", "minites", "minites is neither a unit nor a function", "did you mean minutes or minute?"),
    ("12 H100-hours", "s", "H100", "H100 is neither a unit nor a function", None),
    ("7 mil", "", "mil", "mil is neither a unit nor a function", "did you mean million?"),
    ("million", "", "million", "million stands after a number", "write 1 million if one is meant"),
    ("GB", "B", "GB", "the unit GB needs a number before it", "write 1 GB if one is meant"),
    ("$", "USD", "", "a number should follow $", None),
    ("1 month", "s", "month", "a month has no fixed length", "use days or years"),
    ("2 months", "s", "months", "a month has no fixed length", "use days or years"),
    ("42", "s", "", "the unit is missing", "write it behind the number, for example s"),
    ("7b", "parameter", "b", "b is short for bit", "write B or billion for a large number"),
    ("3 s + 5 B", "s", "3 s + 5 B", "s and B cannot be added", None),
    ("2^(3 s)", "", "(3 s)", "an exponent is a plain number", None),
    ("sin(3 s)", "", "sin(3 s)", "sin takes a plain number", None),
    ("5 m^x", "m", "x", "a unit has a whole number as its power", None),
    ("5 m^12", "m", "12", "a unit has a power from 1 to 9", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "unit", "at", "message", "hint"), FAULTS)
def test_a_fault_names_its_place(text: str, unit: str, at: str, message: str, hint: str | None) -> None:
    found = fault(text, unit)
    assert (found.message, found.hint) == (message, hint)
    if at:
        assert text[found.start : found.end] == at
    else:
        assert found.start >= len(text.rstrip()) or found.start == found.end - 1 == 0


def test_places_survive_what_is_trimmed() -> None:
    for text in ("≈ 2 + qq.", "  y = 2 + qq", "$2 + qq \\times 10^{3}$", "2 \\times \\frac{1}{2} + qq"):
        found = fault(text)
        assert text[found.start : found.end] == "qq"


def test_a_name_of_the_question_is_no_answer() -> None:
    found = fault("2*N*T", foreign={"N", "T"})
    assert (found.start, found.end) == (2, 3)
    assert found.sentence() == "N is a name, and the answer is a number (put the numbers in)"
    found = fault("cost = 5", foreign={"cost"})
    assert found.sentence() == "cost is a name, and the answer is a number (give only what stands after the =)"


def test_too_long_an_answer_is_refused_before_it_is_read() -> None:
    assert fault("1+" * 250 + "1").code == "formula.long"
    assert fault("1" * 50_000).code == "formula.long"


def test_depth_is_limited() -> None:
    for text in ("(" * 80 + "1" + ")" * 80, "-" * 90 + "1", "2^" * 90 + "1", "√" * 90 + "1", "5 m" + "/(m" * 90):
        assert fault(text).code in ("formula.deep", "formula.unit", "formula.syntax")


def test_what_controls_a_terminal_is_spelled_out() -> None:
    assert shown_safely("5\x1b[2J") == "5\\x1b[2J"
    assert shown_safely("\ud800\u202e") == "\\ud800\\u202e"
    assert fault("5\x1b[2J").message == "\\x1b is not part of a formula"
    assert fault("5\u202e").message == "\\u202e is not part of a formula"


def test_a_formula_knows_no_units() -> None:
    with pytest.raises(FormulaError, match="two numbers stand side by side"):
        parse("5 6", FORMULA)
    with pytest.raises(FormulaError, match=r"\$ cannot stand here"):
        parse("a + 5 $", FORMULA)
    with pytest.raises(FormulaError, match="qq is not known here"):
        parse("2*qq", Grammar(names={"a"}, units=None))


def test_a_chain_has_forms() -> None:
    assert len(parse_chain("2*N*T = flop = 2e18", FORMULA)) == 3
    assert len(parse_chain("2*N*T", FORMULA)) == 1
    with pytest.raises(FormulaError, match="something is missing"):
        parse_chain("a = ", FORMULA)


def test_a_unit_by_itself() -> None:
    assert parse_unit("USD/hour").text == "USD/hour"
    assert parse_unit("1/s").text == "1/s"
    assert parse_unit("token/parameter").text == "token/parameter"
    assert parse_unit("library", Units((("library", "libraries"),))).text == "library"
    for wrong in ("qq", "5 s", "s + s", ""):
        with pytest.raises(FormulaError):
            parse_unit(wrong)


def test_a_place_is_written_as_editors_read_it() -> None:
    place = Place("fermi.yaml", 12, 5)
    assert StudybotError("bank.key", "unknown key", hint="did you mean id?", place=place).sentence() == (
        "fermi.yaml:12:5: unknown key (did you mean id?)"
    )

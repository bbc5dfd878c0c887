"""Of working, the first line is named that is false, or true and not on the way; the right value is not told."""

from __future__ import annotations

import pytest
from workings import ENTRIES, blamed, mark, remark, variant

from studybot.formula.printing import to_text
from studybot.formula.tree import Binary, Number, UnitFactor, names_in, substituted
from studybot.formula.tree import Node as Tree
from studybot.marking.working.reading import read_working
from studybot.marking.working.wrong import first_wrong_line
from studybot.problem.variant import Variant


def test_the_line_that_is_true_but_not_the_price_is_named() -> None:
    """Minutes are multiplied by a price per hour."""
    assert remark("time = 2e18/1.98e15 = 1010 s; cost = 1010/60*1.5 = $25.25") == (
        "wrong",
        "working.name",
        "the second line is true, but its value is not that of cost (price of all tokens)",
    )


def test_right_working_is_right_and_nothing_is_said_of_it() -> None:
    found = mark("time = 2e18/1.98e15 = 1010 s; cost = 1010/3600*1.5 = $0.42")
    assert (found.verdict, found.credit, found.remarks) == ("correct", 1.0, ())


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("time = 2e18/1.98e15 = 1010 s; 1010/60*1.5 = $0.25", "the second line is not true: 1010/60*1.5 is not $0.25"),
        ("2e18/1.98e15 = 1100 s; 1100/3600*1.5 = $0.46", "the first line is not true: 2e18/1.98e15 is not 1100 s"),
        ("1010 s = 16.8 h; 16.8*1.5 = $25.2", "the first line is not true: 1010 s is not 16.8 h"),
        ("2*3 = 7", "the line is not true: 2*3 is not 7"),
        ("7*8 = 55; 55 = $1", "the first line is not true: 7*8 is not 55"),
        ("2 GB = $2", "the line is not true: 2 GB is not $2"),
        ("3 = 3.0 = 4", "the line is not true: 3.0 is not 4"),
    ],
)
def test_the_first_false_equality_is_told(text: str, sentence: str) -> None:
    assert remark(text) == ("wrong", "working.false", sentence)


@pytest.mark.parametrize(
    "text",
    [
        "2e18/1.98e15 = 1010 s",  # no unit on the left
        "2e18 FLOP/1.98e15 = 1010 s",
        "2e18 FLOP / 1.98 PFLOP/s = 1010",  # none on the right
        "1010 s/3600 = 0.28 h",  # converted by a number alone
        "1010 s/(60*60) = 0.281 h",
        "1010 s = 16.8 min = 0.28 h",
        "0.28 h*1.5 = $0.42",  # the unit of the price was left out
        "1010/3600 = 0.28",  # rounded,
        "1010/3600 = 0.280",  # cut off after three figures,
        "0.28*1.5 = 0.4209",  # and carried on in the calculator: 0.2806*1.5
        "1.33e13^2 = 1.78e26",  # 1.334e13, squared
        "60*60 = 3600",
        "1 h = 3600 s",
        "flop/speed = 2e18/1.98e15",
    ],
)
def test_equality_is_taken_as_people_write_it(text: str) -> None:
    assert remark(f"{text}; cost = $0.42") is None


def test_what_is_computed_on_in_one_chain_is_told_kindly() -> None:
    assert remark("2e18/1.98e15 = 1010 s/3600 = 0.28 h*1.5 = $0.42") == (
        "correct",
        "working.chained",
        "1010 s/3600 is not 2e18/1.98e15: put it on a line of its own",
    )
    assert remark("2*3 = 6 + 4 = 10") == (
        "wrong",
        "working.chained",
        "6 + 4 is not 2*3: put it on a line of its own",
    )


def test_another_mistake_goes_before_what_is_computed_on() -> None:
    found = remark("2e18/1.98e15 = 1010/60 = 16.8; 16.8*1.5 = $30")
    assert found == ("wrong", "working.false", "the second line is not true: 16.8*1.5 is not $30")


def test_a_line_that_leads_elsewhere_is_named() -> None:
    assert remark("2e18/1.98e15 = 1010 s; 1010/7 = 144.3; 144.3*1.5 = $216") == (
        "wrong",
        "working.aside",
        "the second line is true, but it does not seem to be on the way to what is asked",
    )


def test_a_line_called_by_the_name_of_a_quantity_is_worth_that() -> None:
    assert remark("time = 1010 min; cost = 1010/60*1.5 = $25.25") == (
        "wrong",
        "working.name",
        "the first line is not true: time (time for all tokens) is not 1010 min",
    )
    assert blamed("Rent = 1.5; the time = 2e18/1.98e15 = 16.8 min; cost = $25") == "$25"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("2e18/1.98e15 = 1010; 1010*1.5 = $1515", "the second line is true, but it is not what is asked"),
        ("1e12*1e6 = 1e18", "the line is true, but it is not yet what is asked"),
        ("2e18/1.98e15 = 1010 s; $30", "$30 is not what is asked"),
    ],
)
def test_lines_that_are_all_right_may_end_too_early_or_elsewhere(text: str, sentence: str) -> None:
    part = "flop" if text.startswith("1e12") else "cost"
    assert remark(text, part) == ("wrong", "working.end", sentence)


def test_partial_products_in_any_order_are_on_the_way() -> None:
    for line in ("2*1e12 = 2e12", "1e12*1e6 = 1e18", "1.5/3600 = 4.17e-4", "1010*1.5 = 1515", "1e6/1.98e15 = 5.05e-10"):
        assert blamed(f"{line}; cost = $30") == "$30"


def test_another_way_to_a_right_answer_is_left_alone() -> None:
    found = mark("0.7*0.6 = 0.42; cost = $0.42")
    assert (found.verdict, found.remarks) == ("correct", ())


def test_a_false_line_before_a_right_answer_is_remarked_and_costs_nothing() -> None:
    found = mark("2e18/1.98e15 = 1100 s; cost = $0.42")
    assert (found.verdict, found.credit) == ("correct", 1.0)
    assert [each.code for each in found.remarks] == ["working.false"]


def test_working_from_the_students_own_earlier_answer_is_not_blamed() -> None:
    """With 1e18 FLOP, the factor 2 forgotten, it takes 505 s and $0.21."""
    assert remark("time = 1e18/1.98e15 = 505 s", "time", flop=1e18) is None
    assert remark("time = flop/speed = 505 s; cost = 505/3600*1.5 = $0.21", flop=1e18) is None
    assert blamed("flop = 1e18; time = flop/speed = 505 s", "time") == "1e18"


def test_names_that_the_student_gave_may_be_used_further_down() -> None:
    assert blamed("t = 2e18/1.98e15 = 1010 s; hours = t/3600 = 0.28; cost = hours*rent = $0.42") == ""
    assert blamed("t = 2e18/1.98e15 = 1010 s; hours = t/3600 = 0.38; cost = hours*rent = $0.57") == "t/3600 = 0.38"


def test_the_right_value_is_in_no_remark() -> None:
    for text in ("time = 900 s; cost = $0.38", "2e18/1.98e15 = 900; 900*1.5/3600 = 0.38", "1e18/1.98e15 = 505 = $505"):
        found = remark(text)
        assert found is not None
        assert "1010" not in found[2]
        assert "0.42" not in found[2]


# -- the worked solutions of the shipped bank, as somebody with a calculator writes them


def working_of(found: Variant, part_id: str, *, factor: float = 1.0, at: int = -1) -> str:
    """A line for every quantity of a part, with four figures; the result of line `at` is off by a factor."""
    part = found.part(part_id)
    lines = []
    for place, work in enumerate(part.derived):
        tree = found.derivation.link[work.name].trees[-1]
        numbers = {name: amount(found, name) for name in names_in(tree)}
        wrong = factor if place == at else 1.0
        lines.append(f"{to_text(substituted(tree, numbers))} = {to_text(amount(found, work.name, wrong))}")
    return "; ".join(lines)


def amount(found: Variant, name: str, factor: float = 1.0) -> Tree:
    unit = found.derivation.unit(name)
    text = f"{found.values[name] * factor / unit.factor:.3e}"
    number = Number(float(text), text) if text[0] != "-" else Number(float(text[1:]), text[1:])
    signed: Tree = number if text[0] != "-" else Binary("-", Number(0.0, "0"), number)
    return Binary("*", signed, UnitFactor(unit)) if unit.powers else signed


def numeric_parts(question_id: str) -> list[str]:
    """The parts whose every line has a value by itself, without something being pinned."""
    found = variant(question_id, 0)
    return [
        part.id
        for part in found.question.parts
        if isinstance(found.values.get(part.id), float) and not any(work.at for work in part.derived)
    ]


@pytest.mark.parametrize("question_id", [entry for entry in ENTRIES if entry.startswith("fermi/")])
def test_every_line_of_a_worked_solution_is_true_and_on_the_way(question_id: str) -> None:
    for seed in range(5):
        found = variant(question_id, seed)
        for part_id in numeric_parts(question_id):
            working = read_working(working_of(found, part_id), found, found.part(part_id))
            assert first_wrong_line(working, found, found.part(part_id), is_right=False) is None, working.text


@pytest.mark.parametrize("question_id", [entry for entry in ENTRIES if entry.startswith("fermi/")])
@pytest.mark.parametrize("factor", [0.5, 1.5, 60.0])
def test_the_line_with_a_wrong_result_is_the_one_that_is_named(question_id: str, factor: float) -> None:
    found = variant(question_id, 1)
    for part_id in numeric_parts(question_id):
        part = found.part(part_id)
        for at in range(len(part.derived)):
            working = read_working(working_of(found, part_id, factor=factor, at=at), found, part)
            wrong = first_wrong_line(working, found, part, is_right=False)
            assert wrong is not None, working.text
            assert wrong.remark.code == "working.false"
            assert wrong.start == working.lines[at].sides[0].start, working.text

"""A draw is a pure function of question and seed: one variant or many, on exact grids, within its condition."""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from checking import bank_of, spoilt
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from studybot.bank.library import Library
from studybot.bank.schema import Block, Datum, Range
from studybot.formula.errors import Place, StudybotError
from studybot.formula.evaluate import evaluate
from studybot.formula.matrix import Matrix
from studybot.formula.matrix_arrays import Matrices
from studybot.formula.positions import Positions
from studybot.formula.shapes import NUMBER
from studybot.formula.tree import Binary, Call, walk
from studybot.formula.unit_table import unit
from studybot.formula.units import NO_UNIT, Unit
from studybot.problem import grids
from studybot.problem.derivation import Derivation
from studybot.problem.draw import MAX_ATTEMPTS, attempts_many, draw, draw_many
from studybot.problem.generator import SEED_LIMIT
from studybot.problem.grids import Choices, Figures, Steps

VARIANTS = 2_000
HERE = Place("", 1, 1)
ENTRIES = {entry.id: entry for entry in Library([Path(__file__).parents[1] / "questions"]).entries()}


@cache
def derivation(question_id: str) -> Derivation:
    return Derivation.of(ENTRIES[question_id].question)


def own(folder: Path, *changes: tuple[str, str]) -> Derivation:
    """The derivation of the question of `checking`, changed."""
    (question,) = bank_of(folder, spoilt(*changes)).questions
    return Derivation.of(question)


def seeds(count: int, start: int = 0) -> Any:
    return np.arange(start, start + count, dtype=np.uint64)


def every(drawn: Any, count: int) -> Any:
    """What was drawn for all variants at once as one array, also where all share a value; matrices as such."""
    array = drawn.array if isinstance(drawn, Matrices) else np.asarray(drawn)
    return np.ascontiguousarray(np.broadcast_to(array, (count, *array.shape[1:])))


def plain(value: Any) -> Any:
    return value.rows if isinstance(value, Matrix) else value


def datum(text: str, written: Unit = NO_UNIT) -> Datum:
    exact = Decimal(text).as_tuple()
    digits = int("".join(map(str, exact.digits))) * (-1 if exact.sign else 1)
    return Datum(text, digits, int(exact.exponent), written, HERE)


def exact(drawn: Datum | Block) -> Fraction:
    """A drawn decimal in its unit."""
    assert isinstance(drawn, Datum)
    return Fraction(drawn.digits) * Fraction(10) ** drawn.exponent


# -- one and many


def is_exact(question: Derivation, name: str) -> bool:
    """Whether a quantity comes out of operations that are rounded the same way everywhere: + - * / and roots.

    Products of matrices add up in an order of their own.
    """
    needed = question.needed(question.link[name].tree) | {name}
    if any(question.shapes.of.get(each, NUMBER) != NUMBER for each in needed):
        return False
    trees = [link.tree for link in question.links if link.name in needed]
    rounded = {"sqrt", "abs", "min", "max", "floor", "ceil", "round"}
    return not any(
        (isinstance(node, Binary) and node.op == "^") or (isinstance(node, Call) and node.function not in rounded)
        for tree in trees
        for node in walk(tree)
    )


@pytest.mark.parametrize("start", [0, SEED_LIMIT // 2, SEED_LIMIT - VARIANTS // 4])
@pytest.mark.parametrize("question_id", ENTRIES)
def test_scalar_and_array_drawing_are_identical(question_id: str, start: int) -> None:
    """Over 2,000 variants of every shipped question: every given, row and attempt, to the bit; and so is whatever is
    computed from them without powers, which mathematical libraries round differently."""
    question = derivation(question_id)
    count = VARIANTS // 2 if start == 0 else VARIANTS // 4
    many = draw_many(question, seeds(count, start))
    assert many.impossible == 0
    ones = [draw(question, seed) for seed in range(start, start + count)]
    assert many.attempts.tolist() == [one.attempts for one in ones]
    for name, _, rows in question.cases:
        assert [rows[place] for place in many.rows[name]] == [one.rows[name] for one in ones]
    for name in question.names - question.unvalued:
        if isinstance(ones[0].values[name], Positions):
            continue
        array = every(many.values[name], count)
        single = np.array([plain(one.values[name]) for one in ones])
        if name not in question.link or is_exact(question, name):
            assert array.tobytes() == single.tobytes(), name
        else:
            # An entry in which large terms cancel is as exact as the largest entry of its matrix.
            around = np.abs(single).max(axis=(1, 2), keepdims=True) if single.ndim == 3 else 0
            assert np.allclose(array, single, rtol=1e-14, atol=1e-14 * around), name


@pytest.mark.parametrize("question_id", ENTRIES)
def test_a_variant_is_the_same_from_the_attempt_that_arrays_have_found(question_id: str) -> None:
    question = derivation(question_id)
    numbers = [*range(40), SEED_LIMIT - 1]
    for seed, first in zip(numbers, attempts_many(question, numbers), strict=True):
        alone, found = draw(question, seed), draw(question, seed, first)
        assert found == alone
        assert list(found.values) == list(alone.values)


def test_most_of_what_is_computed_is_compared_to_the_bit() -> None:
    exact = [is_exact(derivation(entry), name) for entry in ENTRIES for name in derivation(entry).link]
    assert sum(exact) > len(exact) / 2


@pytest.mark.parametrize("question_id", ["fermi/inference-cost", "fermi/training-run", "fermi/carbon"])
def test_a_variant_needs_none_of_those_before_it(question_id: str) -> None:
    question = derivation(question_id)
    everything = draw_many(question, seeds(50))
    for seed in (0, 17, 49):
        alone = draw_many(question, seeds(1, seed))
        for name in question.names:
            assert np.broadcast_to(alone.values[name], 1)[0] == np.broadcast_to(everything.values[name], 50)[seed]
        assert alone.attempts[0] == everything.attempts[seed]


def test_what_is_not_asked_for_is_not_computed() -> None:
    question = derivation("fermi/petaflop-day")
    drawn = draw_many(question, seeds(10), only=frozenset({"one"}))
    assert "one" in drawn.values
    assert "cost" not in drawn.values


def test_other_givens_draw_other_numbers(tmp_path: Path) -> None:
    dice = "    one: {range: [1, 1000], step: 1, says: a}\n    two: {range: [1, 1000], step: 1, says: b}\n"
    drawn = draw_many(own(tmp_path, ("    fare:", f"{dice}    fare:")), seeds(2_000)).values
    assert np.mean(drawn["one"] == drawn["two"]) < 0.01
    assert abs(np.corrcoef(drawn["one"], drawn["two"])[0, 1]) < 0.1


# Digits and power of ten of every given that is drawn; keys of rows. A change here gives every printed sheet and code
# other numbers: it must come with another version of codes.
GOLDEN: dict[str, list[dict[str, object]]] = {
    "fermi/text-of-tokens": [
        {"T": (13, 14), "per_word": (125, -2), "per_page": (570, 0), "per_book": (480, 0), "shelf": (22, 6)},
        {"T": (19, 13), "per_word": (120, -2), "per_page": (520, 0), "per_book": (300, 0), "shelf": (31, 6)},
        {"T": (12, 12), "per_word": (130, -2), "per_page": (420, 0), "per_book": (290, 0), "shelf": (29, 6)},
        {"T": (14, 12), "per_word": (130, -2), "per_page": (560, 0), "per_book": (450, 0), "shelf": (30, 6)},
    ],
    "fermi/inference-cost": [
        {"gpu": "L40S", "N": (123, 9), "T": (7, 8), "rent": (185, -2)},
        {"gpu": "H200", "N": (2, 12), "T": (1, 7), "rent": (200, -2)},
        {"gpu": "L40S", "N": (405, 9), "T": (2, 8), "rent": (280, -2)},
        {"gpu": "H100", "N": (671, 9), "T": (7, 8), "rent": (335, -2)},
    ],
    "fermi/landauer": [
        {"gpu": "L40S", "erased": (8, 0), "per_bit": (314, -23)},
        {"gpu": "B200", "erased": (24, 0), "per_bit": (277, -23)},
        {"gpu": "L40S", "erased": (32, 0), "per_bit": (338, -23)},
        {"gpu": "H100", "erased": (19, 0), "per_bit": (326, -23)},
    ],
}


@pytest.mark.parametrize("question_id", GOLDEN)
def test_golden_draws_never_change(question_id: str) -> None:
    question = derivation(question_id)
    for seed, wanted in zip((0, 1, 4711, SEED_LIMIT - 1), GOLDEN[question_id], strict=True):
        drawn = draw(question, seed)
        found: dict[str, object] = {name: row.key for name, row in drawn.rows.items()}
        for name, _, _ in question.grids:
            datum = drawn.data[name]
            assert isinstance(datum, Datum)
            found[name] = (datum.digits, datum.exponent)
        assert found == wanted


# -- grids


@pytest.mark.parametrize("question_id", ENTRIES)
def test_every_drawn_value_lies_on_its_grid(question_id: str) -> None:
    question = derivation(question_id)
    ranges = {given.name: given.drawing for given in question.question.given if isinstance(given.drawing, Range)}
    for seed in range(300):
        data = draw(question, seed).data
        for name, drawn in ranges.items():
            for datum in entries(data[name]):
                value, low, high = (exact(end) for end in (datum, drawn.low, drawn.high))
                assert low <= value <= high
                assert datum.unit == drawn.low.unit
                if drawn.step is not None:
                    assert ((value - low) / exact(drawn.step)).denominator == 1
                else:
                    assert len(str(datum.digits)) == drawn.digits


def entries(drawn: Datum | Block) -> list[Datum]:
    return [drawn] if isinstance(drawn, Datum) else [datum for row in drawn.rows for datum in row]


def test_values_are_decimals_and_not_sums_of_floats(tmp_path: Path) -> None:
    question = own(tmp_path, ("range: [0.1, 2], step: 0.05", "range: [0.1, 2], step: 0.1"))
    found = {float(exact(draw(question, seed).data["fare"])) for seed in range(500)}
    # 0.1 + 0.1 + 0.1 would be 0.30000000000000004.
    assert found == {float(f"{tenths // 10}.{tenths % 10}") for tenths in range(1, 21)}


def test_both_ends_and_all_between_are_drawn_about_as_often(tmp_path: Path) -> None:
    question = own(tmp_path, ("[10, 500], step: 1", "[10, 200], step: 10"))
    drawn = draw_many(question, seeds(20_000)).values["way"]
    places, counts = np.unique(drawn, return_counts=True)
    assert places.tolist() == [1e4 * place for place in range(1, 21)]
    # Chi-squared with 19 degrees of freedom stays under 43.8 in 999 of 1,000 fair cases; the seeds are fixed.
    assert ((counts - 1_000) ** 2 / 1_000).sum() < 43.8


LAST = 2**32 - 1
BITS = st.one_of(st.sampled_from([0, 1, LAST // 2, LAST - 1, LAST]), st.integers(0, LAST))


@settings(deadline=None)
@given(st.integers(-(10**6), 10**6), st.integers(1, 1_000), st.integers(1, 10**6), st.integers(-8, 8), BITS)
def test_steps_never_pass_their_ends(first: int, step: int, count: int, power: int, bits: int) -> None:
    low, stride = datum(f"{first}e{power}"), datum(f"{step}e{power}")
    high = datum(f"{first + step * count}e{power}")
    grid = Steps.of(Range(low, high, step=stride))
    assert grid.count == count + 1
    assert exact(grid.draw(0)) == exact(low)
    assert exact(grid.draw(LAST)) == exact(high)
    drawn = grid.draw(bits)
    assert exact(low) <= exact(drawn) <= exact(high)
    assert ((exact(drawn) - exact(low)) / exact(stride)).denominator == 1
    assert grid.draw_many(np.array([bits], dtype=np.uint64))[0] == drawn.value


MANTISSAS = st.decimals("1", "9.999999", places=6, allow_nan=False)


@settings(deadline=None)
@given(MANTISSAS, st.integers(-30, 30), MANTISSAS, st.integers(-30, 30), st.integers(1, 6), BITS)
def test_figures_never_pass_their_ends(
    first: Decimal, decade: int, last: Decimal, other: int, digits: int, bits: int
) -> None:
    low, high = sorted((datum(f"{first}e{decade}"), datum(f"{last}e{other}")), key=exact)
    assume(exact(high) >= 10 * exact(low))  # else there may be nothing with so few figures between them
    grid = Figures(low, high, digits)
    ends = grid.draw(0), grid.draw(LAST)
    for drawn in (*ends, grid.draw(bits)):
        assert exact(low) <= exact(ends[0]) <= exact(drawn) <= exact(ends[1]) <= exact(high)
        assert len(str(drawn.digits)) == digits
    # Nothing of so many figures lies between the range and its grid.
    assert exact(ends[0]) - Fraction(10) ** ends[0].exponent < exact(low)
    assert exact(ends[1]) + Fraction(10) ** ends[1].exponent > exact(high)
    numbers = np.array([0, LAST, bits], dtype=np.uint64)
    assert grid.draw_many(numbers).tolist() == [grid.draw(int(number)).value for number in numbers]


@settings(max_examples=20, deadline=None)
@given(st.integers(1, 6), st.integers(-12, 12), st.integers(0, 8), st.randoms(use_true_random=False))
def test_figures_on_arrays_are_those_of_single_variants(digits: int, decade: int, decades: int, random: Any) -> None:
    grid = Figures(datum(f"1.7e{decade}", unit("GB")), datum(f"4.2e{decade + decades}", unit("GB")), digits)
    numbers = [random.randrange(2**32) for _ in range(500)]
    assert grid.draw_many(np.array(numbers, dtype=np.uint64)).tolist() == [grid.draw(bits).value for bits in numbers]


def test_ends_between_two_numbers_of_the_grid_are_moved_inside() -> None:
    grid = Figures(datum("123"), datum("98765"), 2)
    assert exact(grid.draw(0)) == 130
    assert exact(grid.draw(LAST)) == 98_000
    assert grid.count == (99 - 12) + 90 + (98 - 9)  # 130..990, 1000..9900, 10000..98000


def test_ends_in_two_units_are_one_range(tmp_path: Path) -> None:
    question = own(tmp_path, ("range: [10, 500], step: 1, unit: km", "range: [500 m, 2 km], step: 250 m"))
    found = {draw(question, seed).data["way"] for seed in range(100)}
    assert {(exact(way), way.unit.text) for way in found} == {(Fraction(500 + 250 * step), "m") for step in range(7)}
    named = own(tmp_path, ("range: [10, 500], step: 1, unit: km", "range: [500 m, 2 km], step: 250 m, unit: km"))
    found = {draw(named, seed).data["way"] for seed in range(100)}
    assert {(exact(way), way.unit.text) for way in found} == {
        (Fraction(500 + 250 * step, 1000), "km") for step in range(7)
    }


def test_a_pick_draws_every_one_about_as_often() -> None:
    data = tuple(datum(str(number)) for number in (3, 1, 4, 15, 9))
    grid = Choices(data)
    assert (grid.draw(0), grid.draw(LAST)) == (data[0], data[-1])
    question = derivation("fermi/landauer")
    _, counts = np.unique(draw_many(question, seeds(12_000)).values["erased"], return_counts=True)
    assert len(counts) == 6
    assert ((counts - 2_000) ** 2 / 2_000).sum() < 20.5  # 5 degrees of freedom


def test_rows_of_a_table_are_drawn_whole_and_about_as_often() -> None:
    question = derivation("fermi/landauer")
    ((name, _, rows),) = question.cases
    drawn = draw_many(question, seeds(14_000))
    counts = np.bincount(drawn.rows[name], minlength=len(rows))
    assert len(rows) == 7
    assert ((counts - 2_000) ** 2 / 2_000).sum() < 22.5  # 6 degrees of freedom
    pairs = {(row.columns["speed"].value, row.columns["power"].value) for row in rows}
    assert set(zip(drawn.values["speed"], drawn.values["power"], strict=True)) == pairs


@pytest.mark.parametrize(("digits", "bound"), [(1, 55.5), (2, 345.0)])
def test_ranges_over_decades_are_log_uniform(digits: int, bound: float) -> None:
    """Each decade is as likely, and in it a mantissa m as log10(1 + 1/m)."""
    grid = Figures(datum("1e3"), datum("1e6"), digits)
    size = 10 ** (digits - 1)
    shares = [float(np.log10(1 + 1 / mantissa)) for _ in range(3) for mantissa in range(size, 10 * size)]
    shares.append(float(np.log10(1 + 1 / size)))  # the upper end, which begins a decade
    numbers = grids_numbers(200_000)
    drawn = grid.draw_many(numbers)
    values = [mantissa * 10.0 ** (3 + decade) / size for decade in range(3) for mantissa in range(size, 10 * size)]
    counts = np.array([np.count_nonzero(np.isclose(drawn, value, rtol=1e-12)) for value in [*values, 1e6]])
    expected = np.array(shares) / sum(shares) * len(numbers)
    assert counts.sum() == len(numbers)
    # Chi-squared with 27 or 270 degrees of freedom stays under the bound in 999 of 1,000 fair cases.
    assert ((counts - expected) ** 2 / expected).sum() < bound


def grids_numbers(count: int) -> Any:
    """Random 32-bit numbers that are the same every time."""
    return np.random.default_rng(7).integers(0, 2**32, count, dtype=np.uint64)


def test_the_tenth_powers_are_those_of_decimals() -> None:
    with localcontext() as context:
        context.prec = 50
        root = Decimal(10)
        for constant in grids._TENTH_POWERS:
            root = root.sqrt()
            assert constant == int((root * 2**28).to_integral_value())
        assert len(grids._TENTH_POWERS) == 24


# -- conditions


@pytest.mark.parametrize("question_id", [name for name, entry in ENTRIES.items() if entry.question.where])
def test_the_condition_holds_on_every_variant(question_id: str) -> None:
    question = derivation(question_id)
    where = question.question.where
    assert where is not None
    drawn = draw_many(question, seeds(VARIANTS))
    assert drawn.impossible == 0
    columns = {
        name: [Matrix(tuple(map(tuple, value))) if isinstance(value, list) else value for value in array.tolist()]
        for name, array in ((name, every(drawn.values[name], VARIANTS)) for name in question.needed(where.tree))
    }
    for seed in range(VARIANTS):
        assert evaluate(where.tree, {name: column[seed] for name, column in columns.items()}) is True


def test_the_condition_of_a_shipped_question_holds_by_hand() -> None:
    values = draw_many(derivation("fermi/inference-cost"), seeds(VARIANTS)).values
    assert (2 * values["N"] * values["T"] > 1.9e18).all()
    values = draw_many(derivation("fermi/carbon"), seeds(VARIANTS)).values
    share = values["emitted"] * values["price"] / values["budget"]
    assert ((share > 0.002) & (share < 0.2)).all()


def conditional(folder: Path, numbers: str, condition: str, answer: str = "way / speed") -> Derivation:
    """A question with a plain number x out of a list, and a condition on it."""
    given = f"    x: {{pick: [{numbers}], says: a number}}\n"
    return own(
        folder,
        ("    fare:", f"{given}    fare:"),
        ("  text: A", f"  where: {condition}\n  text: A"),
        ("answer: way / speed\n", f"answer: {answer}\n"),
    )


@pytest.mark.parametrize(
    ("condition", "held"),
    [
        ("x > 1", {1.00001}),
        ("x < 1", {0.99999}),
        ("x >= 1", {1.0, 1.00001}),
        ("x <= 1", {1.0, 0.99999}),
        ("x != 1", {0.99999, 1.00001}),
        ("x = 1", {1.0, 1.0000000009, 0.9999999991}),
        ("not x > 1", {0.99999, 0.9999999991, 1.0, 1.0000000009}),
        ("x > 1 or x < 1", {0.99999, 1.00001}),
        ("x > 0.9 and x < 1", {0.99999}),
        ("abs(x - 1) > 0.0000095", {0.99999, 1.00001}),
    ],
)
def test_what_less_than_1e_9_decides_counts_as_not_holding(tmp_path: Path, condition: str, held: set[float]) -> None:
    question = conditional(tmp_path, "0.99999, 0.9999999991, 1, 1.0000000009, 1.00001", condition)
    assert {draw(question, seed).values["x"] for seed in range(100)} == held
    many = draw_many(question, seeds(1_000))
    assert set(many.values["x"].tolist()) == held
    assert many.attempts[:100].tolist() == [draw(question, seed).attempts for seed in range(100)]


def test_redraws_are_counted(tmp_path: Path) -> None:
    question = conditional(tmp_path, "1, 2, 3, 4, 5, 6, 7, 8, 9, 10", "x = 4")
    many = draw_many(question, seeds(4_000))
    assert many.impossible == 0
    assert many.attempts[:200].tolist() == [draw(question, seed).attempts for seed in range(200)]
    # Ten on average; the average of 4,000 is within 0.15 of it, as often as not.
    assert 9.4 < many.attempts.mean() < 10.6
    assert (many.values["x"] == 4).all()


def test_a_redraw_draws_every_given_anew(tmp_path: Path) -> None:
    unconditional = draw_many(own(tmp_path), seeds(1_000)).values["way"]
    many = draw_many(conditional(tmp_path, "1, 2", "x = 2"), seeds(1_000))
    same = many.values["way"] == unconditional
    assert same[many.attempts == 1].all()
    assert same[many.attempts > 1].mean() < 0.02  # there are 491 ways


def test_redraws_end(tmp_path: Path) -> None:
    question = conditional(tmp_path, "1, 2", "x > 3")
    with pytest.raises(StudybotError) as caught:
        draw(question, 5)
    assert caught.value.code == "draw.impossible"
    assert caught.value.message == "own/ride cannot be drawn: its condition failed 1000 times running"
    assert caught.value.place is not None
    many = draw_many(question, seeds(20))
    assert many.impossible == 20
    assert (many.attempts == MAX_ATTEMPTS).all()


@pytest.mark.parametrize(
    "condition",
    [
        "1/x > 0.1",  # a division by zero
        "ln(x) >= 0",  # not defined
        "1/(1/x) >= 0",  # 0 on arrays, where 1/0 is infinite
        "x > 0.5 or 1/x > 1",
        "exp(-1/x) >= 0",
        "(x - 0.5)^0.5 > 0",
    ],
)
def test_a_condition_that_is_undefined_does_not_hold(tmp_path: Path, condition: str) -> None:
    question = conditional(tmp_path, "0, 1, 2", condition)
    many = draw_many(question, seeds(300))
    ones = [draw(question, seed) for seed in range(300)]
    assert {one.values["x"] for one in ones} == {1.0, 2.0}
    assert many.values["x"].tolist() == [one.values["x"] for one in ones]
    assert many.attempts.tolist() == [one.attempts for one in ones]


def test_what_the_condition_does_not_need_is_no_part_of_it(tmp_path: Path) -> None:
    """A part that divides by zero is a fault of the bank, and drawing does not hide it."""
    question = conditional(tmp_path, "0, 1, 2", "x < 1.5", "way / speed / x")
    many = draw_many(question, seeds(200))
    assert set(many.values["x"].tolist()) == {0.0, 1.0}
    undefined = int(np.argmax(many.values["x"] == 0))
    with pytest.raises(StudybotError) as caught:
        draw(question, undefined)
    assert caught.value.code == "draw.undefined"
    assert caught.value.message == f"own/ride cannot be computed with seed {undefined}: this divides by zero"
    assert not np.isfinite(many.values["time"][undefined])


@pytest.mark.parametrize(
    "condition", ["(x^0.3)^10 <= x^3", "exp(x) * exp(1/x) <= exp(x + 1/x)", "x * x / 3 * 3 <= x * x"]
)
def test_a_condition_that_hangs_on_the_last_bit_draws_the_same_for_who_marks_many(
    tmp_path: Path, condition: str
) -> None:
    numbers = ", ".join(f"{place / 7:.12f}" for place in range(8, 60))
    question = conditional(tmp_path, numbers, condition)
    drawn = range(200)
    firsts = attempts_many(question, drawn)
    assert [draw(question, seed, first).data for seed, first in zip(drawn, firsts, strict=True)] == [
        draw(question, seed).data for seed in drawn
    ]

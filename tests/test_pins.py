"""`--set`: a given or a work quantity at another value, and everything after it follows."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from checking import RIDE, bank_of, spoilt

from studybot.bank.library import Library
from studybot.formula.errors import FormulaError, StudybotError
from studybot.problem.derivation import Derivation
from studybot.problem.pins import from_example, pinned
from studybot.problem.variant import Variant, drawn

ENTRIES = {entry.id: entry for entry in Library([Path(__file__).parents[1] / "questions"]).entries()}


@cache
def homework(question_id: str) -> Variant:
    derivation = Derivation.of(ENTRIES[question_id].question)
    return from_example(derivation, derivation.question.examples[0])


def inference(**settings: str) -> Variant:
    return pinned(homework("fermi/inference-cost"), settings)


def fault(**settings: str) -> StudybotError:
    with pytest.raises(StudybotError) as caught:
        inference(**settings)
    return caught.value


def test_what_if_the_gpu_were_slower() -> None:
    """2e18 FLOP at 1.08e18 FLOP/hour are 1.85 hours, and those cost $2.78."""
    for speed in ("1.08e18/3600", "1.08e18 FLOP/hour", "3e14", "300 TFLOP/s", "0.3 PFLOP/s", "1.08e18/3600 FLOP/s"):
        variant = inference(speed=speed)
        assert variant.values["time"] == pytest.approx(6666.667)
        assert variant.values["cost"] == pytest.approx(2.7777778)


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        # A bare number is in the unit that the author named.
        ("rent", "3", 3 / 3600),
        ("rent", "3 USD/hour", 3 / 3600),
        ("rent", "$3/hour", 3 / 3600),
        ("rent", "$72/day", 3 / 3600),
        ("rent", "0.05 $/min", 3 / 3600),
        ("N", "7e9", 7e9),
        ("N", "7 billion", 7e9),
        ("N", "7B", 7e9),
        ("N", "7bn parameters", 7e9),
        ("T", "2 million tokens", 2e6),
        # A column of a table has no field with a unit: base units.
        ("speed", "2e15", 2e15),
        ("speed", "2 PFLOP/s", 2e15),
        # Work quantities and answers can be set as well.
        ("flop", "1e18", 1e18),
        ("time", "60", 60),
        ("time", "1 min", 60),
        ("time", "0.5 h", 1800),
        ("cost", "12", 12),
        ("cost", "$12", 12),
        # Formulas over other quantities are worth what they are worth, whatever unit the author named.
        ("rent", "2 * rent", 3 / 3600),
        ("rent", "rent + $1/hour", 2.5 / 3600),
        ("speed", "speed / 2", 0.99e15),
        ("N", "N / 1000", 1e9),
        ("time", "2 * time", 2 * 2e18 / 1.98e15),
        ("time", "2 * flop / speed", 2 * 2e18 / 1.98e15),
        ("N", "T * 1000", 1e9),
    ],
)
def test_a_quantity_is_set_to_a_value_or_a_formula(name: str, text: str, value: float) -> None:
    assert inference(**{name: text}).values[name] == pytest.approx(value, rel=1e-12)


def test_everything_after_a_pin_follows_and_nothing_before_it() -> None:
    variant = inference(time="7200 s")
    assert (variant.values["flop"], variant.values["time"], variant.values["cost"]) == (2e18, 7200, 3.0)
    assert variant.pins == {**homework("fermi/inference-cost").pins, "time": 7200.0}


def test_a_pinned_variant_has_no_code() -> None:
    variant = drawn(Derivation.of(ENTRIES["fermi/inference-cost"].question), 7)
    assert variant.code is not None
    assert pinned(variant, {}).code == variant.code
    assert pinned(variant, {"rent": "2"}).code is None
    assert pinned(variant, {"gpu": "H100"}).code is None


def test_a_row_is_set_by_its_key_and_its_columns_may_be_set_too() -> None:
    variant = inference(gpu="A100")
    assert variant.rows["gpu"].key == "A100"
    assert variant.values["speed"] == 312e12
    assert variant.values["time"] == pytest.approx(2e18 / 312e12)
    variant = inference(speed="1e15", gpu="A100")
    assert (variant.rows["gpu"].key, variant.values["speed"]) == ("A100", 1e15)
    # Formulas speak of the row that is set, wherever it stands.
    assert inference(speed="2 * speed", gpu="A100").values["speed"] == 624e12


def test_formulas_are_worked_out_after_values_and_in_their_order() -> None:
    variant = inference(N="1000 * T", T="2e6", rent="$1/hour")
    assert variant.values["N"] == 2e9
    variant = inference(N="1000 * T", T="2 * T")
    assert (variant.values["N"], variant.values["T"]) == (1e9, 2e6)
    variant = inference(T="2 * T", N="1000 * T")
    assert (variant.values["N"], variant.values["T"]) == (2e9, 2e6)


def test_an_example_may_set_a_given_to_what_is_derived(tmp_path: Path) -> None:
    """As in `given: {N: N_opt}`: the other pins of the example count for it, wherever they stand."""
    question = spoilt(
        ("    fare:", "    back: {value: 5 hour, says: time of the way back}\n    fare:"),
        ("given: {way: 100, speed: 200, fare: 0.5}", "given: {back: 2 * time, way: 100, speed: 200, fare: 0.5}"),
    )
    derivation = Derivation.of(bank_of(tmp_path, question).questions[0])
    for seed in range(5):
        assert from_example(derivation, derivation.question.examples[0], seed).values["back"] == 3600.0


def test_what_an_example_leaves_open_is_drawn() -> None:
    derivation = Derivation.of(ENTRIES["fermi/inference-cost"].question)
    one, other = (pinned(drawn(derivation, seed), {"gpu": "H200"}) for seed in (1, 2))
    assert one.values["speed"] == other.values["speed"]
    assert one.values["N"] != other.values["N"]


def test_a_drawn_decimal_is_forgotten_where_it_is_set() -> None:
    variant = inference(rent="2.5")
    assert "rent" not in variant.data
    assert variant.unit("rent").text == "USD/hour"


@pytest.mark.parametrize(
    ("settings", "code", "message", "hint"),
    [
        ({"speeed": "1"}, "set.unknown", "fermi/inference-cost has no quantity speeed", "did you mean speed?"),
        (
            {"x": "1"},
            "set.unknown",
            "fermi/inference-cost has no quantity x",
            "its names: N, T, bandwidth, cost, flop, memory, power, rent, speed, time",
        ),
        ({"gpu": "GTX"}, "set.row", "gpu has no row GTX", "it has: A100, L40S, H100, H200"),
        ({"speed": "5 s"}, "set.dimension", "speed is 1/s, but 5 s is s", None),
        ({"rent": "3 USD"}, "set.dimension", "rent is USD/s, but 3 USD is USD", None),
        ({"rent": "time"}, "set.dimension", "rent is USD/s, but time is s", None),
        ({"N": "5 GB"}, "set.dimension", "N is a plain number, but 5 GB is B", None),
        ({"time": "flop"}, "set.dimension", "time is s, but flop is a plain number", None),
        ({"N": "tme"}, "formula.unknown", "tme is neither a unit nor a function", None),
        ({"N": "2 +"}, "formula.incomplete", "something is missing at the end", None),
        ({"N": "1e999"}, "formula.overflow", "this number is too large to compute with", None),
        ({"N": "1/0"}, "formula.undefined", "this divides by zero", None),
        (
            {"speed": "0"},
            "variant.undefined",
            "with these values fermi/inference-cost cannot be computed: this divides by zero",
            None,
        ),
        ({"gpu": ""}, "set.row", "gpu has no row ", "it has: A100, L40S, H100, H200"),
    ],
)
def test_what_cannot_be_set_is_told(settings: dict[str, str], code: str, message: str, hint: str | None) -> None:
    found = fault(**settings)
    assert (found.code, found.message) == (code, message)
    if hint is not None:
        assert found.hint == hint


def test_a_fault_in_a_value_points_at_its_place() -> None:
    found = fault(speed="2 PFLOP/s + 3 s")
    assert isinstance(found, FormulaError)
    assert (found.code, found.text) == ("formula.dimension", "2 PFLOP/s + 3 s")


def test_a_unit_with_an_offset_is_set_by_its_degrees(tmp_path: Path) -> None:
    question = spoilt(("    fare:", "    heat: {value: 20 °C, unit: °C, says: heat}\n    fare:"))
    variant = drawn(Derivation.of(bank_of(tmp_path, question).questions[0]), 1)
    assert variant.values["heat"] == pytest.approx(293.15)
    assert pinned(variant, {"heat": "30"}).values["heat"] == pytest.approx(303.15)
    assert pinned(variant, {"heat": "30 °C"}).values["heat"] == pytest.approx(303.15)
    assert pinned(variant, {"heat": "300 K"}).values["heat"] == pytest.approx(300)


def test_a_plain_formula_may_name_plain_quantities(tmp_path: Path) -> None:
    question = spoilt(("    fare:", "    seats: {value: 10, says: seats}\n    fare:"))
    variant = drawn(Derivation.of(bank_of(tmp_path, question).questions[0]), 1)
    assert pinned(variant, {"way": "3 * seats"}).values["way"] == pytest.approx(30_000)  # in km, as a bare number is
    assert RIDE


@pytest.mark.parametrize("text", ["60 flop", "$60 per million flop"])
def test_a_word_that_is_a_quantity_and_a_unit_is_asked_about(text: str) -> None:
    with pytest.raises(FormulaError) as fault:
        inference(rent=text)
    assert fault.value.message == "flop is a quantity here, and also a unit"

"""What a quantity measures is found from its formula, and a formula that makes no sense with the piece at fault."""

from __future__ import annotations

from pathlib import Path

import pytest
from checking import HEAD

from studybot.bank.reading import load_bank
from studybot.problem.derivation import Derivation

QUESTION = """\
- id: all
  title: Some of everything
  skill: trains
  given:
    mass: {value: 2 kg}
    way:  {value: 3 km}
    took: {value: 4 s}
    size: {value: 5 GB}
    rate: {value: 6 MB/s}
    cost: {value: 7 USD}
    toks: {value: 8, unit: token}
    gpus: {value: 9, unit: GPU}
    k:    {value: 10}
    used: {value: 11 kWh}
    kind: {case: {a: {v: 12 km/hour}, b: {v: 13 m/s}}}
  text: All.
"""


def derivation(folder: Path, lines: str) -> Derivation:
    path = folder / "own.yaml"
    path.write_text(HEAD + QUESTION + lines, encoding="utf-8")
    return Derivation.of(load_bank(path).questions[0])


def part(formula: str, *fields: str) -> str:
    more = "".join(f"\n      {field}" for field in fields)
    return f"  parts:\n    - id: y\n      ask: What?\n      answer: {formula}\n      because: so{more}\n"


def faults(folder: Path, lines: str) -> list[str]:
    found = derivation(folder, lines).inference.faults
    assert all(fault.level == "error" and fault.check == "unit" for fault in found)
    return [fault.message for fault in found]


@pytest.mark.parametrize(
    ("formula", "unit"),
    [
        ("size / rate", "s"),
        ("rate * took", "B"),
        ("cost / size", "USD/B"),
        ("mass * way^2 / took^2", "J"),
        ("used / took", "W"),
        ("sqrt(way^2)", "m"),
        ("sqrt(way)", "m^(1/2)"),
        ("way^-2", "1/m^2"),
        ("way^0.5 * way^0.5", "m"),
        ("v * took", "m"),
        ("2 * toks * k", ""),  # counts are labels
        ("toks / took", "1/s"),
        ("toks + gpus", ""),
        ("k^k", ""),
        ("k^(way/way)", ""),
        ("ceil(size / size)", ""),
        ("abs(way) + min(way, way) + max(way, 0)", "m"),
        ("way + 0", "m"),
        ("-way", "m"),
        ("log2(k) + exp(k/k)", ""),
        ("pi * way", "m"),
        ("k%", ""),
        ("k!", ""),
    ],
)
def test_a_quantity_without_a_unit_gets_that_of_its_formula(tmp_path: Path, formula: str, unit: str) -> None:
    question = derivation(tmp_path, part(formula))
    assert question.inference.faults == ()
    assert question.unit("y").text == unit
    assert question.unit("y").factor == 1.0


@pytest.mark.parametrize(
    ("formula", "unit"),
    [
        ("way", "m"),
        ("way / took", "mi/hour"),
        ("size", "TiB"),
        ("size", "bit"),
        ("used", "J"),
        ("used / took", "W"),
        ("cost / took", "USD/hour"),
        ("toks / took", "token/min"),
        ("k", "token"),  # counts are not checked
        ("toks", "GPU"),
        ("gpus * took", "GPU-hour"),
        ("k / took", "Hz"),
        ("0", "km"),
    ],
)
def test_a_unit_of_the_same_dimension_is_the_authors_to_choose(tmp_path: Path, formula: str, unit: str) -> None:
    question = derivation(tmp_path, part(formula, f"unit: {unit}"))
    assert question.inference.faults == ()
    assert question.unit("y").text == unit.replace("GPU-hour", "GPU*hour")


@pytest.mark.parametrize(
    ("formula", "fields", "message"),
    [
        ("way", ["unit: s"], "y comes out in m, not in s"),
        ("way / took", ["unit: km"], "y comes out in m/s, not in m"),
        ("size", ["unit: GB/s"], "y comes out in B, not in B/s"),
        ("k", ["unit: GB"], "y comes out in a plain number, not in B"),
        ("cost", ["unit: token"], "y comes out in USD, not in a plain number"),
        ("1", ["unit: km"], "y comes out in a plain number, not in m"),
        ("way + took", [], "m and s are added"),
        ("way - took", [], "m and s are subtracted"),
        ("way + 1", [], "m and a plain number are added"),
        ("way + toks", [], "m and a plain number are added"),
        ("min(way, took)", [], "m and s are compared"),
        ("max(1, way)", [], "a plain number and m are compared"),
        ("k^way", [], "an exponent is a plain number, not m"),
        ("way^k", [], "something in m is raised to a power that is not a literal"),
        ("exp(way)", [], "exp takes a plain number, not one in m"),
        ("ceil(size)", [], "ceil takes a plain number, not one in B"),
        ("2 * round(took / 3)", [], "round takes a plain number, not one in s"),
        ("way!", [], "! stands after a plain number"),
        ("k * (way + (took - way))", [], "s and m are subtracted"),
        ("way = took", [], ""),
        ("way", ["at: {took: way}"], "the value that pins took comes out in m, not in s"),
        ("k", ["slips: [{gives: way + took, says: a sum}]"], "m and s are added"),
    ],
)
def test_what_makes_no_sense_is_an_error(tmp_path: Path, formula: str, fields: list[str], message: str) -> None:
    lines = part(formula, *fields)
    assert faults(tmp_path, lines) == ([message] if message else [])


def test_every_form_of_a_chain_has_to_fit(tmp_path: Path) -> None:
    assert faults(tmp_path, part("way = 2 * way", "unit: km")) == []
    assert faults(tmp_path, part("way = took", "unit: km")) == ["y comes out in s, not in m"]


def test_a_slip_may_have_any_unit(tmp_path: Path) -> None:
    assert faults(tmp_path, part("k", "slips: [{gives: way / took, says: a speed}]")) == []


def test_a_condition_compares_like_with_like(tmp_path: Path) -> None:
    assert faults(tmp_path, "  where: way > 0 and took < size / rate and y != 1\n" + part("k")) == []
    assert faults(tmp_path, "  where: way > took\n" + part("k")) == ["m and s are compared"]
    assert faults(tmp_path, "  where: way > 1\n" + part("k")) == ["m and a plain number are compared"]
    assert faults(tmp_path, "  where: k > 1 or (k < 2 and cost = k)\n" + part("k")) == [
        "USD and a plain number are compared"
    ]


def test_a_fault_names_its_piece_and_stands_at_its_formula(tmp_path: Path) -> None:
    (fault,) = derivation(tmp_path, part("k * sqrt(way + took)")).inference.faults
    assert fault.hint == "in way + took"
    assert (fault.place.line, fault.place.column) == ((HEAD + QUESTION).count("\n") + 4, 15)


def test_a_quantity_whose_formula_is_at_fault_has_its_authors_unit(tmp_path: Path) -> None:
    assert derivation(tmp_path, part("way + took", "unit: km")).unit("y").text == "km"


def test_a_computed_given_has_the_unit_of_its_formula(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    computed = "    twice: {is: 2 * way, unit: mi}\n    area: {is: way^2}\n    bad: {is: way, unit: s}\n"
    path.write_text(HEAD + QUESTION.replace("  text:", f"{computed}  text:") + part("twice"), encoding="utf-8")
    question = Derivation.of(load_bank(path).questions[0])
    assert [question.unit(name).text for name in ("twice", "area", "bad")] == ["mi", "m^2", "s"]
    assert [fault.message for fault in question.inference.faults] == ["bad comes out in m, not in s"]

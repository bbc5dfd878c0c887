"""`studybot explain`: a question with its worked steps, also with other numbers put in."""

from __future__ import annotations

from pathlib import Path

import pytest
from banks import fixed_bank
from running import Inside, process
from terminal import Terminal

MEASURED = ("explain", "fermi/inference-cost", "--example", "homework", "--set", "speed=1.08e18/3600")


@pytest.fixture
def studybot(tmp_path: Path) -> Inside:
    return Inside(tmp_path)


@pytest.fixture
def bank(tmp_path: Path) -> str:
    return str(fixed_bank(tmp_path))


def test_what_if_the_gpu_were_slower(tmp_path: Path) -> None:
    ran = process(*MEASURED, home=tmp_path)
    assert ran.code == 0
    assert ran.out.splitlines()[-1] == "Answer: $2.78"


@pytest.mark.parametrize("speed", ["1.08e18/3600", "1.08e18 FLOP/hour", "1.08e18 FLOP / (1 h)", "0.3 PFLOP/s"])
def test_a_quantity_is_set_to_a_value_or_formula_with_units(studybot: Inside, speed: str) -> None:
    ran = studybot("explain", "fermi/inference-cost", "--example", "homework", "--set", f"speed={speed}", "--json")
    assert [part["answer"]["shown"] for part in ran.data["parts"]] == ["2e18 FLOP", "6667 s", "$2.78"]


def test_a_work_quantity_can_be_set_too(studybot: Inside, bank: str) -> None:
    ran = studybot("explain", f"{bank}:price", "--set", "hours=100", "--json")
    assert ran.data["parts"][2]["answer"]["shown"] == "$365.00"
    assert ran.data["parts"][1]["answer"]["shown"] == "109,091 s"
    assert ran.data["code"] is None


def test_a_row_can_be_chosen(studybot: Inside) -> None:
    ran = studybot("explain", "fermi/inference-cost", "--example", "homework", "--set", "gpu=A100")
    assert "312 TFLOP/s" in ran.out


def test_json_has_these_fields(studybot: Inside, bank: str) -> None:
    data = studybot("explain", f"{bank}:price", "--seed", "3", "--json").data
    assert set(data) == {"question", "code", "seed", "text", "given", "parts", "sources"}
    assert (data["question"], data["seed"]) == ("fixed/price", 3)
    assert data["text"].endswith("It is to write 200 million tokens.")
    assert data["given"]["rent"] == {"value": 3.65, "unit": "USD/hour"}
    assert [part["part"] for part in data["parts"]] == ["flop", "time", "cost"]
    assert data["parts"][0] == {
        "part": "flop",
        "ask": "(a) How many FLOP does that take?",
        "answer": {"value": 2.16e20, "unit": "FLOP", "shown": "2.16e20 FLOP"},
        "steps": [
            "Work for all tokens: each parameter takes part in one multiplication and one addition.",
            "flop = 2 * N * T = 2 * 5.4e11 parameters * 2e8 tokens = 2.16e20 FLOP",
        ],
    }


def test_reason_formula_numbers_and_value_of_each_step(studybot: Inside, bank: str) -> None:
    out = studybot("explain", f"{bank}:price", "--part", "cost").out
    assert "Hours of rent: the price is for an hour.\n" in out
    assert "hours = 109,091 s = 30.3 hours   (1 hour = 3600 s)\n" in out
    assert "Price of all tokens: every hour of the GPU is paid.\n" in out
    assert "cost = hours * rent = 30.3 hours * $3.65/hour = $110.61\n" in out
    assert "flop = 2" not in out


def test_a_code_and_its_seed_explain_the_same_variant(studybot: Inside) -> None:
    by_seed = studybot("explain", "fermi/carbon", "--seed", "12", "--json").data
    by_code = studybot("explain", by_seed["code"], "--json").data
    assert by_code == by_seed


def test_without_numbers_they_are_drawn(studybot: Inside) -> None:
    assert studybot("explain", "fermi/carbon", "--json").data["seed"] == 7


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("fermi/inference-cost", "--set", "speed=3 kg"), 3, "speed is"),
        (("fermi/inference-cost", "--set", "gpu=T4"), 3, "gpu has no row T4"),
        (("fermi/inference-cost", "--set", "sped=1"), 3, "did you mean speed?"),
        (("fermi/inference-cost", "--set", "speed=__import__('os')"), 3, "studybot: "),
        (("fermi/inference-cost", "--set", "speed=0"), 3, "cannot be computed"),
        (("fermi/inference-cost", "--part", "x"), 2, "no part x (its parts: flop, time, cost)"),
        (("fermi",), 2, "fermi means 14 questions"),
        (("fermi/inference-cots",), 2, "did you mean fermi/inference-cost?"),
        (("fermi/inference-cost", "--seed", "28629151"), 2, "from 0 to 28629150"),
    ],
)
def test_mistakes_in_the_command_are_told_in_a_sentence(
    studybot: Inside, arguments: tuple[str, ...], code: int, told: str
) -> None:
    ran = studybot("explain", *arguments)
    assert (ran.code, ran.out) == (code, "")
    assert told in ran.err
    assert "Traceback" not in ran.err


def test_on_a_terminal_mathematics_is_unicode_and_fits_the_width(tmp_path: Path) -> None:
    for width in (80, 40):
        with Terminal(*MEASURED, home=tmp_path, width=width, height=60) as screen:
            screen.see("Answer: $2.78")
            assert screen.end() == 0
            assert "2 × 10¹⁸ FLOP" in screen.text
            assert "flop = 2 · N · T" in screen.text
            # No word is cut by the edge: what the screen shows are whole lines, as they were printed.
            printed = screen.raw.replace("\r", "").split("\n")
            assert max(len(row) for row in screen.lines) <= width
            assert len([row for row in printed if row]) == len([row for row in screen.lines if row])

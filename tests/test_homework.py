"""The homework that the bank on compute was made for: the answers worked out by hand, as numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from studybot.bank.library import Library
from studybot.formula.parser import parse_unit
from studybot.formula.units import NO_UNIT
from studybot.marking.part import mark_part, own_answer
from studybot.problem.derivation import Derivation
from studybot.problem.pins import from_example
from studybot.problem.variant import Variant

LIBRARY = Library([Path(__file__).parents[1] / "questions"])
ENTRIES = {entry.id.partition("/")[2]: entry for entry in LIBRARY.entries("fermi")}


def homework(name: str) -> Variant:
    derivation = Derivation.of(ENTRIES[name].question)
    (example,) = (found for found in derivation.question.examples if found.name == "homework")
    return from_example(derivation, example)


# alpha 0.34, beta 0.28, A 406.4, B 410.7, L0 1.69, C0 6, where alpha*A = 138.176 and beta*B = 114.996. At the minimum
# N^(alpha+beta) = alpha*A / (beta*B) * (C/C0)^beta, and the token term is alpha/beta times the parameter term.
K_N: float = (138.176 / 114.996) ** (1 / 0.62) / 6 ** (0.28 / 0.62)

# Question, part, what comes out, its unit. Worked out apart from the bank, from the problem's own text.
POWER_LAWS = [
    ("N_exponent", 0.28 / 0.62),
    ("N_factor", K_N),
    ("D_exponent", 0.34 / 0.62),
    ("D_factor", (114.996 / 138.176) ** (1 / 0.62) / 6 ** (0.34 / 0.62)),
    ("L_exponent", -0.34 * 0.28 / 0.62),
    ("L_factor", 406.4 / K_N**0.34 * (1 + 0.34 / 0.28)),
]
ANSWERS = [
    *(("chinchilla", part, value, "") for part, value in POWER_LAWS),
    *(("chinchilla-symbolic", part, value, "") for part, value in POWER_LAWS),
    ("chinchilla-symbolic", "growth", 10 ** (0.28 / 0.62), ""),
    ("compute-budget", "C", (1e14 / 0.1) ** 2, "FLOP"),
    ("compute-budget", "D", 1.7e15, "token"),
    ("compute-budget", "per_parameter", 17.0, "token/parameter"),
    ("text-of-tokens", "words", 1e15 / 1.4, "word"),
    ("text-of-tokens", "books", 1e15 / 1.4 / 400 / 300, "book"),
    ("text-of-tokens", "libraries", 1e15 / 1.4 / 400 / 300 / 40e6, ""),
    ("weights-memory", "small_bytes", 2.0, "GB"),
    ("weights-memory", "medium_bytes", 2.0, "TB"),
    ("weights-memory", "medium_gpus", 20.0, "GPU"),
    ("weights-memory", "large_gpus", 2000.0, "GPU"),
    # 1e14 parameters of 2 bytes are 200 TB, or 2e8 MB
    ("storage-cost", "size", 200.0, "TB"),
    ("storage-cost", "ssd_cost", 10_000.0, "USD"),
    ("storage-cost", "dram_cost", 800_000.0, "USD"),
    ("decode-latency", "giant_time", 200 / 4.8, "s"),
    ("decode-latency", "giant_rate", 1.44, "token/min"),
    ("decode-latency", "small_time", 350e9 / 4.8e12, "s"),
    ("decode-latency", "small_rate", 4.8e12 / 350e9 * 60, "token/min"),
    # 10 * 12288 * 96 * 2 bytes
    ("activation-batch", "token_bytes", 23.59296, "MB"),
    ("activation-batch", "batch", 350e9 / 23_592_960, "token"),
    ("petaflop-day", "flop", 8.64e19, "FLOP"),
    ("petaflop-day", "gpu_time", 24 / 1.98, "GPU*hour"),
    ("petaflop-day", "cost", 24 / 1.98 * 1.5, "USD"),
    ("training-run", "small_cost", 3640 * 24 / 1.98 * 1.5, "USD"),
    ("training-run", "large_days", 1e30 / 8.64e19, "petaFLOP-day"),
    ("training-run", "large_cost", 1e30 / 1.98e15 / 3600 * 1.5, "USD"),
    ("training-run", "run_time", 1e30 / (30e6 * 1.98e15), "s"),
    ("training-run", "run_days", 1e30 / (30e6 * 1.98e15) / 86400, "day"),
    ("training-run", "gpus", 32_474_884.0, "GPU"),
    ("inference-cost", "flop", 2e18, "FLOP"),
    ("inference-cost", "time", 2e18 / 1.98e15, "s"),
    ("inference-cost", "cost", 2e18 / 1.98e15 / 3600 * 1.5, "USD"),
    ("recoup", "tokens", 1e9 / 120 * 1e6, "token"),
    ("recoup", "essays", 1e9 / 120 * 1e6 / 1400, "essay"),
    ("landauer", "flop_energy", 9.6e-20, "J"),
    ("landauer", "least_power", 9.6e-20 * 1.98e15, "W"),
    ("landauer", "factor", 700 / (9.6e-20 * 1.98e15), ""),
    ("carbon", "damage", 61_824.0, "USD"),
    ("carbon", "share", 0.010304, ""),
    ("carbon", "burgers", 552_000 / (0.113 * 50), "burger"),
]


@pytest.mark.parametrize(("question", "part", "value", "unit"), ANSWERS, ids=[f"{row[0]}-{row[1]}" for row in ANSWERS])
def test_the_homework_comes_out_as_worked_out_by_hand(question: str, part: str, value: float, unit: str) -> None:
    variant = homework(question)
    factor = (parse_unit(unit) if unit else NO_UNIT).factor
    assert variant.values[part] / factor == pytest.approx(value, rel=2e-5)


# The table of the issue, as it is written there.
TABLE = [
    ("chinchilla", "N_exponent", "0.4516"),
    ("chinchilla", "D_exponent", "0.5484"),
    ("chinchilla", "N_factor", "0.5987"),
    ("chinchilla", "D_factor", "0.2784"),
    ("chinchilla", "L_factor", "1071.4"),
    ("chinchilla", "L_exponent", "−0.1535"),
    ("compute-budget", "C", "1e30 FLOP"),
    ("compute-budget", "D", "1.7e15 tokens"),
    ("text-of-tokens", "words", "7.14e14 words"),
    ("text-of-tokens", "books", "5.95e9 books"),
    ("text-of-tokens", "libraries", "149 libraries"),
    ("weights-memory", "small_bytes", "2 GB"),
    ("weights-memory", "medium_bytes", "2 TB"),
    ("weights-memory", "medium_gpus", "20 GPUs"),
    ("weights-memory", "large_gpus", "2000 GPUs"),
    ("storage-cost", "ssd_cost", "$10,000"),
    ("storage-cost", "dram_cost", "$800,000"),
    ("decode-latency", "giant_time", "41.67 s"),
    ("decode-latency", "giant_rate", "1.44 tokens/min"),
    ("decode-latency", "small_time", "0.0729 s"),
    ("decode-latency", "small_rate", "822.9 tokens/min"),
    ("activation-batch", "token_bytes", "23.6 MB"),
    ("activation-batch", "batch", "14,835"),
    ("petaflop-day", "flop", "8.64e19 FLOP"),
    ("petaflop-day", "gpu_time", "12.12 GPU-hours"),
    ("petaflop-day", "cost", "$18.18"),
    ("training-run", "small_cost", "$66,182"),
    ("training-run", "large_days", "1.157e10 petaFLOP-days"),
    ("training-run", "large_cost", "$2.104e11"),
    ("training-run", "run_time", "1.684e7 s"),
    ("training-run", "run_days", "194.9 days"),
    ("inference-cost", "flop", "2e18 FLOP"),
    ("inference-cost", "time", "1010 s"),
    ("inference-cost", "cost", "$0.42"),
    ("recoup", "tokens", "8.33e12 tokens"),
    ("recoup", "essays", "5.95e9"),
    ("landauer", "flop_energy", "9.6e-20 J"),
    ("landauer", "least_power", "1.9e-4 W"),
    ("landauer", "factor", "3.68e6"),
    ("carbon", "damage", "$61,824"),
    ("carbon", "share", "1.03 %"),
    ("carbon", "burgers", "97,699"),
]


@pytest.mark.parametrize(("question", "part", "answer"), TABLE, ids=[f"{row[0]}-{row[1]}" for row in TABLE])
def test_the_answers_of_the_homework_are_right(question: str, part: str, answer: str) -> None:
    variant = homework(question)
    mark = mark_part(variant, variant.part(part), answer)
    assert (mark.verdict, mark.credit) == ("correct", 1.0), [remark.text for remark in mark.remarks]


# Where the students' assistants went wrong, or where a power of ten slips.
WRONG = [
    ("training-run", "large_days", "1.16e11 petaFLOP-days"),
    ("storage-cost", "ssd_cost", "$10,000,000"),
    ("storage-cost", "dram_cost", "$800"),
    ("compute-budget", "C", "1e26 FLOP"),
    ("chinchilla", "N_exponent", "0.5484"),
    ("inference-cost", "cost", "$1515"),
]


@pytest.mark.parametrize(("question", "part", "answer"), WRONG)
def test_known_wrong_answers_are_wrong(question: str, part: str, answer: str) -> None:
    variant = homework(question)
    assert mark_part(variant, variant.part(part), answer).verdict == "wrong"


def test_the_measured_speed_makes_the_inference_cost_more() -> None:
    derivation = Derivation.of(ENTRIES["inference-cost"].question)
    (example,) = (found for found in derivation.question.examples if found.name == "measured")
    assert from_example(derivation, example).values["cost"] == pytest.approx(2e18 / 1.08e18 * 1.5)


def test_every_number_that_is_asked_for_is_in_the_homework() -> None:
    asked = {
        (name, part.id)
        for name, entry in ENTRIES.items()
        for part in entry.question.parts
        if part.answer is not None and not part.names
    }
    # These three ask what the homework left open: what the power laws say for one budget.
    assert asked - {row[:2] for row in ANSWERS} == {("chinchilla", f"{letter}_opt") for letter in "NDL"}


def test_the_best_model_is_where_the_slope_is_zero() -> None:
    """N_opt minimises L(N) = A/N^alpha + B/(C/(C0 N))^beta + L0 at the homework's budget."""
    values = homework("chinchilla").values

    def loss(parameters: float) -> float:
        tokens = values["C"] / (values["C_0"] * parameters)
        terms = values["A"] / parameters ** values["alpha"], values["B"] / tokens ** values["beta"]
        return float(sum(terms) + values["L_0"])

    best = values["N_opt"]
    assert loss(best) == pytest.approx(values["L_opt"], rel=1e-12)
    assert loss(best) < min(loss(best * 1.001), loss(best / 1.001))
    assert values["D_opt"] == pytest.approx(values["D_factor"] * values["C"] ** values["D_exponent"], rel=1e-12)
    assert values["L_opt"] - values["L_0"] == pytest.approx(
        values["L_factor"] * values["C"] ** values["L_exponent"], rel=1e-12
    )


def test_wrong_weights_of_a_head_are_paid_for_once() -> None:
    (entry,) = (entry for entry in LIBRARY.entries("circuits") if entry.id == "circuits/ov-average")
    derivation = Derivation.of(entry.question)
    (example,) = derivation.question.examples
    variant = from_example(derivation, example)
    weights, moved = variant.part("weights"), variant.part("moved")
    own = own_answer(mark_part(variant, weights, "[0.25, 0.75, 0]"))
    assert own is not None
    # Token 2 grows by 4, of which 0.75 arrive with these weights, and 0.25 with the right ones.
    assert mark_part(variant, moved, "3").verdict == "wrong"
    marked = mark_part(variant, moved, "3", {"weights": own})
    assert (marked.verdict, marked.credit, marked.followed) == ("correct", 1.0, True)
    assert mark_part(variant, moved, "1", {"weights": own}).verdict == "correct"

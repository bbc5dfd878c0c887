"""The worked steps: reason, formula, numbers put in, value; conversions on lines of their own."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from checking import bank_of, spoilt

from studybot.bank.library import Library
from studybot.notation.plain import to_plain
from studybot.problem.derivation import Derivation
from studybot.problem.pins import from_example, pinned
from studybot.problem.steps import steps_of
from studybot.problem.variant import Variant, drawn
from studybot.show.answers import answer_node
from studybot.show.hints import hints_of
from studybot.show.plain import to_text
from studybot.show.solution import solution

ENTRIES = {entry.id: entry for entry in Library([Path(__file__).parents[1] / "questions"]).entries()}


@cache
def homework(question_id: str) -> Variant:
    derivation = Derivation.of(ENTRIES[question_id].question)
    (example,) = (found for found in derivation.question.examples if found.name == "homework")
    return from_example(derivation, example)


def lines(variant: Variant, part_id: str) -> list[str]:
    """The steps of a part and its answer, on a target that never breaks a line."""
    part = variant.part(part_id)
    return [*to_text(solution(variant, part), width=1_000).splitlines(), to_plain(answer_node(variant, part))]


INFERENCE = {
    "flop": """
Work for all tokens: for every token, each parameter takes part in one multiplication and one addition.
  flop = 2 * N * T = 2 * 1e12 parameters * 1,000,000 tokens = 2e18 FLOP
2e18 FLOP
""",
    # 2e18 / 1.98e15 = 1010.1
    "time": """
Time for all tokens: work divided by a rate is a time.
  speed = 1.98 PFLOP/s = 1.98e15 FLOP/s   (1 PFLOP = 1e15 FLOP)
  time = flop/speed = 2e18 FLOP / (1.98e15 FLOP/s) = 1010 s
1010 s
""",
    # 1010.1 / 3600 = 0.28058, and 1.5 times that is 0.42088
    "cost": """
Price of all tokens: every hour of the GPU is paid.
  time = 1010 s = 0.2806 hours   (1 hour = 3600 s)
  cost = time * rent = 0.2806 hours * $1.50/hour = $0.42
$0.42
""",
}

TRAINING = {
    # 3640 * 86400 = 314,496,000; / 1.98 = 158,836,364 s; / 3600 = 44,121.2 hours; * 1.5 = 66,181.8
    "small_cost": """
GPU time of the finished run: work divided by a rate is a time.
  small = 3640 petaFLOP-days = 3.145e8 PFLOP   (1 petaFLOP-day = 86,400 PFLOP)
  small_time = small/speed = 3.145e8 PFLOP / (1.98 PFLOP/s) = 1.588e8 s
  small_time = 1.588e8 s = 44,121 GPU-hours   (1 hour = 3600 s)
Price of the finished run: every GPU-hour is paid once, however many GPUs share the work.
  small_cost = small_time * rent = 44,121 GPU-hours * $1.50/hour = $66,182
$66,182
""",
    # 1e30 / 8.64e19 = 1.15741e10
    "large_days": """
Compute of the planned run in petaFLOP-days: a petaFLOP-day is 10^15 * 86,400 FLOP, or 8.64e19.
  large_days = large = 1e30 FLOP
  large_days = 1e30 FLOP = 1.157e10 petaFLOP-days   (1 petaFLOP-day = 8.64e19 FLOP)
1.157e10 petaFLOP-days
""",
    # 1e15 / 1.98 = 5.0505e14 s; / 3600 = 1.40292e11 hours; * 1.5 = 2.10438e11
    "large_cost": """
GPU time of the planned run: work divided by a rate is a time.
  large_days = 1.157e10 petaFLOP-days = 1e15 PFLOP   (1 petaFLOP-day = 86,400 PFLOP)
  large_time = large_days/speed = 1e15 PFLOP / (1.98 PFLOP/s) = 5.051e14 s
  large_time = 5.051e14 s = 1.403e11 GPU-hours   (1 hour = 3600 s)
Price of the planned run: every GPU-hour is paid once, however many GPUs share the work.
  large_cost = large_time * rent = 1.403e11 GPU-hours * $1.50/hour = $2.104e11
$2.104e11
""",
    # 3e7 * 1.98e15 = 5.94e22; 1e30 / 5.94e22 = 1.6835e7
    "run_time": """
Speed of all GPUs together: GPUs that share the work without loss add up their speeds.
  fleet_speed = fleet * speed = 3e7 GPUs * 1.98 PFLOP/s = 5.94e7 PFLOP/s
  fleet_speed = 5.94e7 PFLOP/s = 5.94e22 FLOP/s   (1 PFLOP = 1e15 FLOP)
Duration of the planned run: work divided by a rate is a time.
  run_time = large/fleet_speed = 1e30 FLOP / (5.94e22 FLOP/s) = 1.684e7 s
1.684e7 s
""",
    # 1.6835017e7 / 86400 = 194.85
    "run_days": """
Duration of the planned run in days: a day has 86,400 seconds.
  run_days = run_time = 1.684e7 s
  run_days = 1.684e7 s = 194.8 days   (1 day = 86,400 s)
194.8 days
""",
    # 180 * 86400 = 1.5552e7; * 1.98 = 3.07930e7; 1e30 / 3.07930e22 = 3.24749e7
    "gpus": """
What one GPU gets done in that time: a speed times a time is an amount of work.
  deadline = 180 days = 1.555e7 s   (1 day = 86,400 s)
  per_gpu = speed * deadline = 1.98 PFLOP/s * 1.555e7 s = 3.079e7 PFLOP
  per_gpu = 3.079e7 PFLOP = 3.079e22 FLOP   (1 PFLOP = 1e15 FLOP)
GPUs that meet the deadline: the work is shared out, and there is no part of a GPU to rent.
  gpus = ceil(large/per_gpu) = ceil(1e30 FLOP / 3.079e22 FLOP) = 3.247e7 GPUs
3.247e7 GPUs
""",
}

DECODE = {
    # 200 / 4.8 = 41.667
    "giant_time": """
Time for a token of the giant model: an amount divided by a rate is a time.
  giant_time = giant/bandwidth = 200 TB / (4.8 TB/s) = 41.67 s
41.67 s
""",
    # 1 / 41.667 = 0.024; * 60 = 1.44
    "giant_rate": """
Speed of the giant model: a token is written each time the weights have gone through once.
  giant_rate = 1/giant_time = 1 / 41.67 s = 0.024 per s
  giant_rate = 0.024 per s = 1.44 tokens/min   (1 min = 60 s)
1.44 tokens/min
""",
    # 175e9 * 16 = 2.8e12 bits = 3.5e11 bytes; 350 / 4800 = 0.0729167
    "small_time": """
Weights of the smaller model: every parameter takes its own bits, and 8 bits make a byte.
  small_bytes = N * precision = 1.75e11 parameters * 16 bits = 2.8e12 bits
  small_bytes = 2.8e12 bits = 350 GB   (1 GB = 8e9 bits)
Time for a token of the smaller model: all of its weights pass once for every token.
  bandwidth = 4.8 TB/s = 4800 GB/s   (1 TB = 1000 GB)
  small_time = small_bytes/bandwidth = 350 GB / (4800 GB/s) = 0.07292 s
0.07292 s
""",
    # 1 / 0.0729167 = 13.714; * 60 = 822.86
    "small_rate": """
Speed of the smaller model: a token is written each time the weights have gone through once.
  small_rate = 1/small_time = 1 / 0.07292 s = 13.71 per s
  small_rate = 13.71 per s = 822.9 tokens/min   (1 min = 60 s)
822.9 tokens/min
""",
}


@pytest.mark.parametrize(
    ("question_id", "part", "text"),
    [
        (question_id, part, text)
        for question_id, parts in (
            ("fermi/inference-cost", INFERENCE),
            ("fermi/training-run", TRAINING),
            ("fermi/decode-latency", DECODE),
        )
        for part, text in parts.items()
    ],
)
def test_the_steps_of_the_homework_line_by_line(question_id: str, part: str, text: str) -> None:
    assert lines(homework(question_id), part) == text.strip("\n").splitlines()


def test_numbers_are_carried_on_unrounded() -> None:
    # The steps show 0.2806 hours; 0.2806 * 1.5 would be 0.4209.
    variant = homework("fermi/inference-cost")
    assert variant.values["cost"] == pytest.approx(2e18 / 1.98e15 / 3600 * 1.5, rel=1e-15)


# -- other shapes of steps


def ride(folder: Path, *changes: tuple[str, str], seed: int = 0) -> Variant:
    derivation = Derivation.of(bank_of(folder, spoilt(*changes)).questions[0])
    return pinned(drawn(derivation, seed), {"way": "100", "speed": "200", "fare": "0.5"})


def test_what_is_pinned_is_shown_as_set(tmp_path: Path) -> None:
    variant = pinned(ride(tmp_path), {"price": "80"})
    assert lines(variant, "earned") == [
        "Price of the ride: every kilometre is paid.",
        "  price = $80.00   (as set)",
        "What an hour earns: the price is earned in that time.",
        "  earned = price/time = $80.00 / 0.5 hours = $160.00/hour",
        "$160.00/hour",
    ]


def test_a_pin_of_the_formula_itself_is_put_in(tmp_path: Path) -> None:
    changed = ("answer: price / time", "answer: price / time\n      at: {time: 2 * time, way: 10 * way}")
    variant = ride(tmp_path, changed)
    # The ride is ten times as far, so the price is 500; twice the time is an hour. Nothing else is moved by it.
    assert variant.values["earned"] * 3600 == pytest.approx(500)
    assert variant.values["price"] == pytest.approx(50)
    assert lines(variant, "earned")[-3:] == [
        "What an hour earns: the price is earned in that time.",
        "  earned = price/time = $500.00 / 1 hour = $500.00/hour",
        "$500.00/hour",
    ]


def test_a_chain_shows_every_form_and_puts_numbers_into_the_last(tmp_path: Path) -> None:
    variant = ride(tmp_path, ("is: way * fare", "is: way * fare = fare * (speed * time)"))
    assert lines(variant, "earned")[1] == (
        "  price = way * fare = fare * speed * time = $0.50/km * 200 km/hour * 0.5 hours = $50.00"
    )


def test_a_row_brings_its_own_units(tmp_path: Path) -> None:
    rows = (
        "    train: {case: {fast: {says: a fast train, v: 50 m/s}, slow: {says: a slow one, v: 90 km/hour}}}\n    fare:"
    )
    variant = ride(tmp_path, ("    fare:", rows), ("answer: way / speed\n", "answer: way / v\n"))
    assert lines(pinned(variant, {"train": "fast"}), "time")[1:] == [
        "  way = 100 km = 100,000 m   (1 km = 1000 m)",
        "  time = way/v = 100,000 m / (50 m/s) = 2000 s",
        "  time = 2000 s = 0.5556 hours   (1 hour = 3600 s)",
        "0.5556 hours",
    ]
    assert lines(pinned(variant, {"train": "slow"}), "time")[1:] == [
        "  time = way/v = 100 km / (90 km/hour) = 1.111 hours",
        "1.111 hours",
    ]


def test_a_step_without_a_phrase_begins_with_its_reason(tmp_path: Path) -> None:
    assert lines(ride(tmp_path, ("      says: duration of the ride\n", "")), "time")[0] == (
        "A way divided by a speed is a time."
    )


# -- hints


def test_hints_are_the_authors_then_reason_formula_and_value_of_each_step(tmp_path: Path) -> None:
    variant = ride(tmp_path, ("says: what an hour earns", "says: what an hour earns\n      hints: ['Look at {time}.']"))
    part = variant.part("earned")
    shown = [to_text(hint).rstrip("\n") for hint in hints_of(variant, part)]
    assert shown == [
        "Look at 0.5 hours.",
        "Every kilometre is paid.",
        "  price = way * fare",
        "  price = $50.00",
        "The price is earned in that time.",
        "  earned = price/time",
    ]


@pytest.mark.parametrize("question_id", ENTRIES)
def test_every_step_and_hint_of_every_question_can_be_shown(question_id: str) -> None:
    derivation = Derivation.of(ENTRIES[question_id].question)
    for seed in range(8):
        variant = drawn(derivation, seed)
        for part in variant.question.parts:
            assert to_text(solution(variant, part))
            assert [to_text(hint) for hint in hints_of(variant, part)]


@pytest.mark.parametrize("question_id", ENTRIES)
def test_conversions_leave_values_as_they_are(question_id: str) -> None:
    """What is put in after the conversions, times the unit that comes out, is the value of the step."""
    derivation = Derivation.of(ENTRIES[question_id].question)
    for seed in range(8):
        variant = drawn(derivation, seed)
        for part in variant.question.parts:
            for step in steps_of(variant, part):
                for conversion, value in step.conversions:
                    assert conversion.before.dimension == conversion.after.dimension
                    assert value == variant.values[conversion.name]
                    assert conversion.rules
                if part.names:  # asked for in letters, so no numbers are put in
                    assert step.result is None
                    continue
                assert step.result is not None
                assert step.result.value == variant.values[step.work.name]
                assert step.result.unit.dimension == derivation.unit(step.work.name).dimension
                assert (step.wanted is not None) == bool(step.rules)

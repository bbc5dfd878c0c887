"""Prints the table of what is measured. Run from the checkout: `.venv/bin/python -m benchmarks`."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from benchmarks import library
from benchmarks.processes import paired, peak_megabytes
from benchmarks.timing import Row, best_of, per_call
from studybot.cli.locations import shipped_banks

RUNS = 9


def start_up(environment: dict[str, str]) -> list[Row]:
    studybot = [sys.executable, "-m", "studybot"]
    reference = [sys.executable, "-m", "benchmarks.reference_app"]
    rows = []
    ours, theirs, ratio = paired(
        ([*studybot, "quiz", "--seed", "1"], b"question 1 of"),
        ([*reference, "quiz"], b"large models"),
        environment,
        RUNS,
    )
    rows.append(("quiz --seed 1 until the first question", f"{ratio:.2f} x ({ours:.3f} s, {theirs:.3f} s)", "1.5 x"))
    ours, theirs, ratio = paired(([*studybot, "--help"], None), ([*reference, "--help"], None), environment, RUNS)
    rows.append(("--help", f"{ratio:.2f} x ({ours:.3f} s, {theirs:.3f} s)", "1.3 x"))
    return rows


def drawing() -> list[Row]:
    import numpy as np

    from studybot.bank.library import Library
    from studybot.problem.derivation import Derivation
    from studybot.problem.draw import draw, draw_many

    entries = Library([shipped_banks()]).entries("fermi")
    question = next(entry.question for entry in entries if entry.id == "fermi/inference-cost")
    derivation = Derivation.of(question)
    million = np.arange(1_000_000, dtype=np.uint64)
    generator = np.random.default_rng(1)

    def reference() -> object:
        return generator.random(1_000_000) * generator.random(1_000_000)

    ratio = best_of(lambda: draw_many(derivation, million), 3) / best_of(reference)
    seconds = best_of(lambda: draw_many(derivation, million), 3)
    seeds = iter(range(10_000_000))
    one = per_call(lambda: draw(derivation, next(seeds)))
    return [
        ("drawing and solving 1,000,000 variants", f"{ratio:.1f} x ({seconds:.2f} s)", "20 x numpy"),
        ("drawing and solving one", f"{one * 1e6:.0f} µs", "about 200 µs"),
    ]


def checking() -> list[Row]:
    from studybot.bank.reading import load_bank
    from studybot.vetting.check import check_bank

    bank = load_bank(shipped_banks() / "fermi.yaml")
    seconds = best_of(lambda: check_bank(bank), 2)
    return [("bank check of fermi, 10,000 variants a question", f"{seconds:.2f} s", "about 5 s")]


def memory(environment: dict[str, str]) -> list[Row]:
    session = "\n".join(
        [
            "import io, sys",
            "from dataclasses import replace",
            "from studybot.cli.environment import Environment",
            "from studybot.cli.main import main",
            "world = Environment.of_process()",
            "world = replace(world, stdin=io.StringIO('1 s\\n' * 60), stdout=io.StringIO())",
            "import prompt_toolkit",
            "main(['quiz', '--seed', '1'], world)",
        ]
    )
    plain = peak_megabytes(session, environment)
    with_sympy = peak_megabytes(session + "\nimport sympy", environment)
    return [
        ("peak memory of a quiz, editor loaded", f"{plain:.0f} MB", "80 MB"),
        ("the same with sympy loaded", f"{with_sympy:.0f} MB", "130 MB"),
    ]


def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "STUDYBOT_HOME": home, "TERM": "xterm-256color", "COLUMNS": "100", "LINES": "40"}
        # What is installed is compiled: without its bytecode we would measure how much of it was edited since.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        # Memory first: a child begins with the pages of its parent, which grows below.
        rows = [*memory(environment), *start_up(environment)]
        rows += [*library.starting(Path(home, "library"), environment, RUNS), *drawing()]
    from benchmarks.marking import marking  # imports what it measures, of which no child may begin with the pages

    rows += [*marking(), *checking()]
    width = max(len(row[0]) for row in rows)
    middle = max(len(row[1]) for row in rows)
    for what, measured, bound in (("what", "measured", "at most"), *rows):
        print(f"{what:<{width}}  {measured:<{middle}}  {bound}")


main()

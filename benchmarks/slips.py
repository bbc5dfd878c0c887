"""How often a slip is named rightly, wrongly or left alone, on every shipped question: `python -m benchmarks.slips`.

Every slip of every part is made on 1,000 variants of each question, and its value rounded to 3 or 4 figures, as a
student would. Slips that always come out the same are one slip; those within the tolerance of the right answer are
marked right and not counted. `random` is how many wrong answers that nobody slipped to are explained all the same.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from studybot.bank.library import Library
from studybot.bank.schema import Part
from studybot.cli.locations import shipped_banks
from studybot.marking.number import Reference
from studybot.marking.reading import Figures
from studybot.marking.references import reference_of
from studybot.marking.slips.candidates import Candidate, candidates_of
from studybot.marking.slips.naming import explained, precision_of
from studybot.problem.derivation import Derivation
from studybot.problem.variant import Variant, drawn

VARIANTS = 1_000
# Wrong answers at random, for each part of each variant: the right one times up to this many decades either way.
RANDOM = 3
DECADES = 1.5
# What rounding on the way adds in the second table, relatively.
ROUGH = 1e-3

OUTCOMES = ("rightly", "wrongly", "alone")


@dataclass
class Count:
    """What became of slips, by kind and outcome, and of random answers; how long all slips of a variant took."""

    slips: Counter[tuple[str, str]] = field(default_factory=Counter)
    random: int = 0
    random_explained: int = 0
    milliseconds: list[float] = field(default_factory=list)

    def add(self, other: Count) -> None:
        self.slips += other.slips
        self.random += other.random
        self.random_explained += other.random_explained
        self.milliseconds += other.milliseconds

    def shares(self, kind: str | None = None) -> str:
        """The number of slips, of one kind or of all, and the share of each outcome."""
        found = [
            sum(count for (of, what), count in self.slips.items() if what == outcome and kind in (of, None))
            for outcome in OUTCOMES
        ]
        return f"{sum(found):>9}  " + "  ".join(share(part, sum(found)) for part in found)


def share(part: int, whole: int) -> str:
    return f"{100 * part / whole:6.2f} %" if whole else "       -"


def written(value: float, figures: int) -> tuple[float, Figures]:
    """A number as a student writes it: rounded, zeros at the end of its decimals dropped."""
    text = f"{value:.{figures - 1}e}"
    mantissa, _, exponent = text.partition("e")
    digits = mantissa.lstrip("-").replace(".", "").rstrip("0") or "0"
    whole = int(exponent) + 1
    # 26,200 is written in full, and then its zeros may be figures; 2.62e7 has three.
    most = max(len(digits), whole) if 0 < whole <= 6 else len(digits)
    return float(text), Figures(len(digits), most, None)


def told(candidates: tuple[Candidate, ...], value: float, figures: int, reference: Reference) -> Candidate | None:
    """What is named for a value (base units) that is written with so many figures."""
    unit = reference.unit.factor
    number, shown = written(value / unit, figures)
    if number == 0:
        return None
    precision = precision_of(abs(number), shown)
    return explained(candidates, number * unit, precision, reference.value, reference.tolerance, unit)


def outcome(found: Candidate | None, made: Candidate) -> str:
    if found is None:
        return "alone"
    same = found.closed == made.closed or (found.kind, found.step) == (made.kind, made.step)
    return "rightly" if same else "wrongly"


def measured(derivation: Derivation, variants: int, rough: float) -> Count:
    """What becomes of every slip of a question; `rough` is how far off rounding on the way may take it."""
    found = Count()
    generator = random.Random(derivation.question.id)
    parts = derivation.question.parts
    for part in parts:
        candidates_of(drawn(derivation, 0), part)
    for seed in range(variants):
        variant = drawn(derivation, seed)
        start = time.perf_counter()
        all_slips = [candidates_of(variant, part) for part in parts]
        found.milliseconds.append(1e3 * (time.perf_counter() - start))
        for part, candidates in zip(parts, all_slips, strict=True):
            if isinstance(variant.values.get(part.id), float):
                measure_part(variant, part, candidates, generator, rough, found)
    return found


def measure_part(
    variant: Variant,
    part: Part,
    candidates: tuple[Candidate, ...],
    generator: random.Random,
    rough: float,
    found: Count,
) -> None:
    reference = reference_of(variant, part)

    def right(value: float) -> bool:
        return reference.tolerance.admits(value, reference.value, reference.unit.factor)

    for made in candidates:
        figures, off = generator.choice((3, 4)), generator.uniform(-rough, rough)
        if not right(made.value):
            what = outcome(told(candidates, made.value * (1 + off), figures, reference), made)
            found.slips[made.kind, what] += 1
    for value in wrong_answers(generator, reference.value):
        if not right(value):
            found.random += 1
            found.random_explained += told(candidates, value, 3, reference) is not None


def wrong_answers(generator: random.Random, right: float) -> Iterator[float]:
    for _ in range(RANDOM):
        yield right * 10 ** generator.uniform(-DECADES, DECADES)


def main() -> None:
    variants = int(sys.argv[1]) if len(sys.argv) > 1 else VARIANTS
    derivations = [Derivation.of(entry.question) for entry in Library([shipped_banks()]).entries()]
    header = f"{'':<26}{'slips':>9}   " + "   ".join(f"{what:>7}" for what in (*OUTCOMES, "random"))
    for rough in (0.0, ROUGH):
        print(f"\n{header}      time" if not rough else f"\nwith up to {100 * rough:g} % of rounding on the way")
        total = Count()
        for derivation in derivations:
            found = measured(derivation, variants, rough)
            total.add(found)
            if not rough:
                print(row(derivation.question.id, found), flush=True)
        print(row("all", total))
        if not rough:
            print()
            for kind in dict.fromkeys(kind for kind, _ in total.slips):
                print(f"{kind:<26}{total.shares(kind)}")


def row(name: str, found: Count) -> str:
    explained_by_chance = share(found.random_explained, found.random)
    return f"{name:<26}{found.shares()}  {explained_by_chance}  {statistics.median(found.milliseconds):6.3f} ms"


if __name__ == "__main__":
    main()
